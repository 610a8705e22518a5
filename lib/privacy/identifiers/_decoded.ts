/** A part of a text that says something else than it shows. */
export interface Decoded {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const percent = /[^\s"'<>`]*%[\da-f]{2}[^\s"'<>`]*/gi;
const entities = /[^\s"'<>`]*&#(?:\d{2,5}|x[\da-f]{2,4});[^\s"'<>`]*/gi;
const base64 =
  /(?<![\w+/.-])(?=[\w+/-]*\d|[\w+/-]*[a-z][A-Z]|[\w+/-]*=)[A-Za-z\d+/_-]{11,4096}={0,2}(?![\w+/=])/g;
/** Longer runs are files in a page, not a value in an address. */
const longest = 20_000;

/** Parts that are percent-encoded (up to three times), written as character references, or in Base64. */
export function* decoded(text: string): Generator<Decoded> {
  if (text.includes("%")) yield* each(text, percent, unescapePercent);
  if (text.includes("&#")) yield* each(text, entities, unescapeEntities);
  yield* each(text, base64, fromBase64);
}

function* each(text: string, pattern: RegExp, turn: (part: string) => string | null): Generator<Decoded> {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [part] = match;
    if (part.length > longest) continue;
    const said = turn(part);
    if (said !== null) yield { from: match.index, to: match.index + part.length, text: said };
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

/** What the part says, where it is readable text of some length; null otherwise. */
function fromBase64(part: string): string | null {
  if (/^[\da-f]+$/i.test(part) || /^\d/.test(part) && !/[A-Za-z]/.test(part)) return null;
  let bytes: string;
  try {
    bytes = atob(part.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, ""));
  } catch {
    return null;
  }
  return bytes.length >= 8 && /^[\t\n\r\x20-\x7e]+$/.test(bytes) ? bytes : null;
}
