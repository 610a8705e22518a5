import type { Category } from "./categories.ts";
import { decoded } from "./_decoded.ts";
import { findLabelled } from "./_labelled.ts";
import { findShapes } from "./_shapes.ts";

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
 * words; those of a workspace's own people are found by {@linkcode scan}. Ordered by place; of parts that overlap as
 * they stand, the first. Linear in the length of the text.
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
  const plain: Found[] = [];
  findPlain(text, (category, from, to) => plain.push({ category, from, to, written: "plain" }));
  plain.sort(byPlace);
  const kept: Found[] = [];
  for (const one of plain) if (one.from >= (kept.at(-1)?.to ?? 0)) kept.push(one);
  const encoded: Found[] = [];
  for (const { from, to, text: inner } of decoded(text)) {
    const inside = new Set<Category>();
    findPlain(inner, (category) => inside.add(category));
    for (const one of kept) {
      if (one.from < from || one.to > to) continue;
      inside.delete(one.category);
      inside.delete("url");
    }
    if (inside.size > 1) inside.delete("url");
    for (const category of inside) encoded.push({ category, from, to, written: "encoded" });
  }
  return encoded.length === 0 ? kept : [...kept, ...encoded].sort(byPlace);
}

function byPlace(a: Found, b: Found): number {
  return a.from - b.from || b.to - a.to;
}

function findPlain(text: string, found: (category: Category, from: number, to: number) => void): void {
  findLabelled(text, found);
  findShapes(text, found);
}
