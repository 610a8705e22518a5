/** Ids that stand for people or events in one file: random, worked out from nothing, each once. */
export function surrogates(
  letter: "p" | "e",
  count: number,
  random: (bytes: Uint8Array) => void = (bytes) => void crypto.getRandomValues(bytes),
): readonly string[] {
  const ids = new Set<string>();
  const bytes = new Uint8Array(12);
  for (let tries = 0; ids.size < count; tries++) {
    if (tries > 2 * count + 100) throw new RangeError("Cannot make ids: the random numbers repeat");
    random(bytes);
    ids.add(`${letter}${bytes.toHex()}`);
  }
  return [...ids];
}

/** Places of the ids in the order of the ids themselves: an order that says nothing about the people. */
export function shuffled(ids: readonly string[]): readonly number[] {
  return [...ids.keys()].sort((a, b) => ids[a]! < ids[b]! ? -1 : 1);
}
