import type { Category } from "../identifiers/mod.ts";
import type { KnownPeople } from "./known_people.ts";

const words = /\p{L}+(?:['’-]\p{L}+)*/gu;
const tokens = /(?<![\w-])\w[\w-]{4,63}(?![\w-])/g;
const gap = /^[\s,;|"'._+&:=-]{1,4}(?:[\p{L}]\.?[\s]+)?$/u;

/** Names and keys of known people in a text. A name counts where first and last name stand side by side. */
export function findPeople(
  text: string,
  people: KnownPeople,
  found: (category: Category, from: number, to: number) => void,
): void {
  if (people.names.size > 0) {
    let before: { readonly word: string; readonly from: number; readonly to: number } | null = null;
    words.lastIndex = 0;
    for (let match = words.exec(text); match !== null; match = words.exec(text)) {
      const word = match[0].toLowerCase();
      const from = match.index;
      const to = from + match[0].length;
      if (word.length === 1 && before) continue;
      const known = people.firstNames.has(word) || people.lastNames.has(word);
      if (!known && word.includes("-")) {
        // "mei-weiss" in an address is one word here.
        const [one, other, ...more] = word.split("-");
        if (more.length === 0 && isName(one!, other!, people)) found("name", from, to);
      }
      if (known && before && to - before.from < 80 && gap.test(text.slice(before.to, from))) {
        if (isName(before.word, word, people)) found("name", before.from, to);
      }
      before = known ? { word, from, to } : null;
    }
  }
  if (people.keys.size === 0) return;
  tokens.lastIndex = 0;
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    if (people.keys.has(match[0])) found("code", match.index, match.index + match[0].length);
  }
}

function isName(one: string, other: string, { names }: KnownPeople): boolean {
  return names.has(`${one} ${other}`) || names.has(`${other} ${one}`);
}
