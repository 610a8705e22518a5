const longest = 4096;
const blank = (text: string) =>
  text.includes("\n") ? text.replaceAll(/[^\n]/g, " ") : " ".repeat(text.length);
const drawing =
  /\b(?:d|points|viewBox|transform|style|path)\\?["']?\s*[=:]\s*\\?["'](?=[\sMmLl\d.,-]*\d)[^"'<>]*?\\?["']/g;
const dataAddress = /data:[\w.+/-]+;base64,[\w+/=]+/g;
/** A file inside a page: longer than any value in an address. */
const packed = /(?<![\w+/=-])[\w+/=-]{4097,}/g;
const escapes = /\\(?:[nrt]|u[\da-f]{4})/gi;
/** Escapes of what values are made of: these are decoded where they stand. */
const inValues = /^[\w@.+-]$/;

/**
 * The text with what only looks like numbers of people taken out, and nothing moved: the coordinates of drawings,
 * pictures inside a page, and the escapes of JSON, which would otherwise stand as letters before a number.
 */
export function plainText(text: string): string {
  let plain = text;
  if (plain.includes("\\")) {
    plain = plain.replace(
      escapes,
      (escape) => {
        if (escape.length === 2) return "  ";
        const sign = String.fromCharCode(parseInt(escape.slice(2), 16));
        return inValues.test(sign) ? escape : `${sign.replace("\n", " ")}     `;
      },
    );
  }
  if (plain.includes("<")) plain = plain.replace(drawing, blank);
  if (plain.includes(";base64,")) plain = plain.replace(dataAddress, blank);
  return hasLongLine(plain) ? plain.replace(packed, blank) : plain;
}

function hasLongLine(text: string): boolean {
  let from = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", from)) {
    if (at - from > longest) return true;
    from = at + 1;
  }
  return text.length - from > longest;
}
