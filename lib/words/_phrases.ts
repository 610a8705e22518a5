import { count } from "./numbers.ts";
import type { Counted } from "./counted.ts";

const longestName = 80;
const longestPlan = 240;
// Marks that turn the direction of writing would turn the sentence around the name; controls would break it.
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** What is counted where a workspace does not say. */
export const people: Counted = { one: "person", many: "people" };

/** A name from a definition or a file, safe inside a sentence: one line, no bold marks, at most 80 letters. */
export function named(name: string, longest = longestName): string {
  const line = name.replaceAll(unsafe, " ").replaceAll(/\*{2,}/g, "*").replaceAll(/\s+/g, " ").trim();
  const letters = Array.from(line);
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : line || "(no name)";
}

/** A name that is also a phrase, such as "Everyone else" or "In treatment", in quotes; others as they are. */
export function groupName(group: { readonly id: string; readonly name: string }): string {
  return isSegment(group.id) && !/^(in|at|on|of|with|without|not)\b/i.test(group.name)
    ? named(group.name)
    : quoted(group.name);
}

/** A name in quotes. */
export function quoted(name: string): string {
  return `“${named(name)}”`;
}

/** What a segment book plans, in quotes: longer than a name, and as safe. */
export function quotedPlan(plan: string): string {
  return `“${named(plan, longestPlan)}”`;
}

/** "1 person", "1,204 people". */
export function counted(n: number, { one, many }: Counted): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[], last = "and"): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
}

/** Whether a group is one of a book's segments, or a value of a property: neither the remainder nor a sum. */
export function isSegment(group: string): boolean {
  return group !== "none" && group !== "unknown" && group !== "all";
}
