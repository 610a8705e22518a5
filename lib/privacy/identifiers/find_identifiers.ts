import type { Category } from "./categories.ts";
import { decoded } from "./_decoded.ts";
import { findLabelled } from "./_labelled.ts";
import { shapes } from "./_shapes.ts";

/** Something in a text that says, or may say, who somebody is. */
export interface Found {
  /** What it is. */
  readonly category: Category;
  /** Where it begins in the text, from 0. */
  readonly from: number;
  /** Where it ends: the first character after it. */
  readonly to: number;
  /** How it had been written: as itself, or percent-encoded, as HTML entities, in Base64. */
  readonly written: "plain" | "encoded";
}

/**
 * Finds what may identify a person in free text, addresses, names of events: by its shape and check digit (Social
 * Security number, card, vehicle, NPI), by the word before it ("MRN: …", `"dob": …`, `&phone=…`), and once more in
 * what is percent-encoded (twice, too), written as entities, or Base64. Single-word names cannot be told from other
 * words; those of a workspace's own people are found by {@linkcode scan}. Ordered by place; parts that overlap are
 * one. Linear in the length of the text.
 *
 * @example
 * ```ts
 * import { findIdentifiers } from "./find_identifiers.ts";
 * const text = "MRN: 1234567, call (309) 555-0109, https://example.org/?e=jo%2540example.org";
 * const found = findIdentifiers(text).map(({ category, written }) => `${category} ${written}`);
 * if (found.join() !== "mrn plain,phone plain,email encoded") throw new Error(found.join());
 * ```
 */
export function findIdentifiers(text: string): Found[] {
  const all: Found[] = [];
  findPlain(text, (category, from, to) => all.push({ category, from, to, written: "plain" }));
  for (const { from, to, text: inner } of decoded(text)) {
    const inside = new Set<Category>();
    findPlain(inner, (category) => inside.add(category));
    for (const category of inside) all.push({ category, from, to, written: "encoded" });
  }
  if (all.length < 2) return all;
  all.sort((a, b) => a.from - b.from || b.to - a.to);
  const kept: Found[] = [];
  for (const one of all) {
    const last = kept.at(-1);
    if (last === undefined || one.from >= last.to) kept.push(one);
    else if (one.written === "encoded" && one.from === last.from && one.category !== last.category) {
      kept.push(one);
    }
  }
  return kept;
}

function findPlain(text: string, found: (category: Category, from: number, to: number) => void): void {
  findLabelled(text, found);
  for (const { category, pattern, needs, valid } of shapes) {
    if (needs !== undefined && !text.includes(needs)) continue;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const [value] = match;
      if (valid?.(value, text, match.index) ?? true) found(category, match.index, match.index + value.length);
    }
  }
}
