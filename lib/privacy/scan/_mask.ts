const longest = 40;

/** The shape of a value without the value: letters x (at most three in a row), digits #. */
export function mask(value: string): string {
  const shape = value.slice(0, 200)
    .replaceAll(/[\p{L}\p{M}]+/gu, (letters) => "x".repeat(Math.min(3, letters.length)))
    .replaceAll(/\d/g, "#")
    .replaceAll(/[^x#\s@.,:;/\\()+\-_'"=&?%]/g, "x")
    .replaceAll(/\s+/g, " ");
  return shape.length > longest ? `${shape.slice(0, longest - 1)}…` : shape;
}
