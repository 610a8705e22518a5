/** A part of a text as a browser or a program would show it, put together across markup and escapes. */
export interface Joined {
  readonly text: string;
  /** Where what stands at a place of the part stands in the text. */
  readonly at: (place: number) => number;
  /** Places of the part where something was taken out or decoded. */
  readonly seams: readonly number[];
}

/** Nothing that is looked for is longer than this to either side of a seam. */
const reach = 80;

const escapes =
  /\\(?:u[\da-f]{4}|[/"])|&(?:#0*\d{2,5}|#x0*[\da-f]{2,4}|nbsp|shy|hyphen|dash|minus|[nm]dash|commat|period|lowbar|plus|sol|lpar|rpar|colon|zwnj|zwj|lt|gt|quot);|[\u00ad\u200b-\u200d\u2060\ufeff\u2010-\u2013\u2212\ufe63\uff0d]/gi;
const names: Readonly<Record<string, string>> = {
  nbsp: " ",
  shy: "",
  zwnj: "",
  zwj: "",
  hyphen: "-",
  dash: "-",
  minus: "-",
  ndash: "-",
  mdash: "-",
  commat: "@",
  period: ".",
  lowbar: "_",
  plus: "+",
  sol: "/",
  lpar: "(",
  rpar: ")",
  colon: ":",
  lt: "<",
  gt: ">",
  quot: '"',
};
const dashes = /[\u2010-\u2015\u2212\ufe63\uff0d]/;
const nothing = /[\u00ad\u200b-\u200d\u2060\ufeff]/;
/** Tags and comments in a row; and where one string ends and the next begins, as in the lines of a notebook. */
const markup =
  /(?:<!--(?:[^-]|-(?!->)){0,300}-->|<\/?[a-z][\w:-]*(?:\s[^<>]*)?\/?>)(?:\s*(?:<!--(?:[^-]|-(?!->)){0,300}-->|<\/?[a-z][\w:-]*(?:\s[^<>]*)?\/?>))*|(?:\\n)?["']\s*[,+]\s*["']/gi;
const tag = /<\/?([a-z][\w:-]*)/gi;
const inline =
  /^(?:a|abbr|b|bdi|bdo|big|code|del|em|font|i|ins|kbd|label|mark|q|s|small|span|strong|sub|sup|tt|u|var|wbr|tspan)$/i;
/** A value goes on over a border of cells or strings only where one of its own signs stands there. */
const goesOn = /[-.@_+]/;

/** Stands for a border that no value crosses. */
const border = "\u0001";

/** What only shows once markup is taken out and escapes are decoded: the text around each such place. */
export function* joined(text: string): Generator<Joined> {
  const decoded = replaced(text, escapes, decode);
  const whole = replaced(decoded.text, markup, (found, before, after) => {
    if (found.startsWith("<") && !/>\s+</.test(found) && isInline(found)) return "";
    return goesOn.test(before) || goesOn.test(after) ? "" : border;
  });
  // Places that decoding touched, where they stand after markup is gone.
  const seams = [...whole.seams, ...whole.placesOf(decoded.seams)].sort((a, b) => a - b);
  let from = 0;
  for (let i = 0; i < seams.length; i = from) {
    let to = i + 1;
    while (to < seams.length && seams[to]! - seams[to - 1]! < reach) to++;
    from = to;
    const start = Math.max(0, seams[i]! - reach);
    yield {
      text: whole.text.slice(start, seams[to - 1]! + reach),
      at: (place) => decoded.at(whole.at(start + place)),
      seams: seams.slice(i, to).map((seam) => seam - start),
    };
  }
}

interface Replaced {
  readonly text: string;
  readonly seams: readonly number[];
  readonly at: (place: number) => number;
  /** Where places of the text before stand now; both in order. */
  readonly placesOf: (places: readonly number[]) => number[];
}

/** A text with every match replaced, and the way back. */
function replaced(
  text: string,
  pattern: RegExp,
  turn: (found: string, before: string, after: string) => string,
): Replaced {
  const parts: string[] = [];
  const starts: number[] = [0];
  const origins: number[] = [0];
  const seams: number[] = [];
  let [last, length] = [0, 0];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [found] = match;
    const end = match.index + found.length;
    const now = turn(found, text[match.index - 1] ?? "", text[end] ?? "");
    parts.push(text.slice(last, match.index), now);
    length += match.index - last;
    if (now !== border) seams.push(length);
    starts.push(length);
    origins.push(match.index);
    length += now.length;
    starts.push(length);
    origins.push(end);
    last = end;
  }
  parts.push(text.slice(last));
  const pieceOf = (sorted: readonly number[], place: number) => {
    let [low, high] = [0, sorted.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (sorted[middle]! <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const between = (from: readonly number[], to: readonly number[], place: number) => {
    const piece = pieceOf(from, place);
    return Math.min(to[piece]! + place - from[piece]!, to[piece + 1] ?? Infinity);
  };
  return {
    text: parts.join(""),
    seams,
    at: (place) => between(starts, origins, place),
    placesOf: (places) => places.map((place) => between(origins, starts, place)),
  };
}

function isInline(tags: string): boolean {
  for (const [, name] of tags.matchAll(tag)) if (!inline.test(name!)) return false;
  return true;
}

function decode(found: string): string {
  const sign = found.startsWith("\\u")
    ? String.fromCharCode(parseInt(found.slice(2), 16))
    : found.startsWith("\\")
    ? found.slice(1)
    : /^&#x/i.test(found)
    ? String.fromCharCode(parseInt(found.slice(3), 16))
    : found.startsWith("&#")
    ? String.fromCharCode(Number(found.slice(2, -1)))
    : found.startsWith("&")
    ? names[found.slice(1, -1).toLowerCase()]!
    : found;
  return dashes.test(sign) ? "-" : nothing.test(sign) ? "" : sign === "\u00a0" ? " " : sign;
}
