/** A part of a text that says something else than it shows. */
export interface Decoded {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const percent = /%[\da-f]{2}/gi;
const entities = /&#(?:\d{2,5}|x[\da-f]{2,4});/gi;
/** Letters, digits and signs of addresses and numbers, as JSON may write them. */
const unicode = /\\u00(?:2[bde]|3\d|40|[46][1-9a-f]|[57][\da]|5f)/gi;
const apart = /[\s"'<>`]/;
const base64 = /(?<![\w+/-])[A-Za-z\d+/_-]{11,4096}={0,2}(?![\w+=])/g;

/** An address is no longer than this to either side of what is encoded in it. */
const reach = 2000;

/** Parts that are percent-encoded (up to three times), written as character references or escapes, or in Base64. */
export function* decoded(text: string): Generator<Decoded> {
  if (text.includes("%")) yield* around(text, percent, unescapePercent);
  if (text.includes("&#")) yield* around(text, entities, unescapeEntities);
  if (text.includes("\\u00")) yield* around(text, unicode, unescapeUnicode);
  yield* each(text, base64, fromBase64);
}

function* each(text: string, pattern: RegExp, turn: (part: string) => string | null): Generator<Decoded> {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [part] = match;
    const said = turn(part);
    if (said !== null) yield { from: match.index, to: match.index + part.length, text: said };
  }
}

/** Each run without spaces or quotes around a sign of encoding, once. */
function* around(text: string, sign: RegExp, turn: (part: string) => string | null): Generator<Decoded> {
  sign.lastIndex = 0;
  let end = 0;
  for (let match = sign.exec(text); match !== null; match = sign.exec(text)) {
    let from = match.index;
    while (from > Math.max(end, match.index - reach) && !apart.test(text[from - 1]!)) from--;
    end = match.index + match[0].length;
    const last = Math.min(text.length, end + reach);
    while (end < last && !apart.test(text[end]!)) end++;
    const said = turn(text.slice(from, end));
    if (said !== null) yield { from, to: end, text: said };
    sign.lastIndex = end;
  }
}

function unescapePercent(part: string): string | null {
  let now = part;
  for (let i = 0; i < 3 && /%[\da-f]{2}/i.test(now); i++) {
    now = now.replace(/(?:%[\da-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return unescapeLatin(run);
      }
    });
  }
  if (now === part) return null;
  // A value inside an address may be Base64 in its turn.
  const inner = [...each(now, base64, fromBase64)].map(({ text }) => text);
  return [now.replaceAll("+", " "), now, ...inner].join("\n");
}

function unescapeLatin(run: string): string {
  return run.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function unescapeEntities(part: string): string {
  return part.replace(
    /&#(?:(\d{2,5})|x([\da-f]{2,4}));/gi,
    (_, decimal?: string, hex?: string) =>
      String.fromCharCode(decimal === undefined ? parseInt(hex!, 16) : Number(decimal)),
  );
}

function unescapeUnicode(part: string): string {
  return part.replace(/\\u00([2-7][\da-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** What the part says, or what stands between its slashes says, where that is readable text; null otherwise. */
function fromBase64(part: string): string | null {
  const whole = readableBase64(part);
  if (whole !== null || !part.includes("/")) return whole;
  const inner = part.split("/").flatMap((piece) => readableBase64(piece) ?? []);
  return inner.length > 0 ? inner.join("\n") : null;
}

function readableBase64(part: string): string | null {
  if (part.length < 11 || !/[a-z]/.test(part) || !/[A-Z]/.test(part)) return null;
  const start = bytesOf(part.slice(0, 12));
  if (start === null || !readable.test(start)) return null;
  const bytes = bytesOf(part);
  return bytes !== null && bytes.length >= 8 && readable.test(bytes) ? bytes : null;
}

const readable = /^[\t\n\r\x20-\x7e]+$/;

/** Never by way of an exception: most words are none, and exceptions are slow. */
function bytesOf(part: string): string | null {
  const digits = part.replace(/=+$/, "");
  return digits.length % 4 === 1 ? null : atob(digits.replaceAll("-", "+").replaceAll("_", "/"));
}
