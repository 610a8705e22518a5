import type { ColourToken } from "./tokens.ts";

/** What a colour is chosen by: the group's id and kind, and the palette slot its segment asks for. */
export interface Coloured {
  /** The group's id. */
  readonly id: string;
  /** Only segments take a palette slot. */
  readonly kind: "segment" | "none" | "unknown" | "all";
  /** Palette slot 1 to 8 from the book. */
  readonly color?: number | undefined;
}

const slots: readonly ColourToken[] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"];

/**
 * The colour of every group, by id. Slots the book asks for come first; other segments take the free slots in book
 * order. A ninth segment gets the neutral data colour rather than another segment's: labels tell it apart.
 *
 * @example
 * ```ts
 * import { segmentColours } from "./segment_colours.ts";
 * const colours = segmentColours([
 *   { id: "a", kind: "segment" },
 *   { id: "b", kind: "segment", color: 1 },
 *   { id: "none", kind: "none" },
 * ]);
 * if (colours.get("a") !== "s2" || colours.get("b") !== "s1" || colours.get("none") !== "s-else") throw new Error();
 * ```
 */
export function segmentColours(groups: readonly Coloured[]): ReadonlyMap<string, ColourToken> {
  const taken = new Set<ColourToken>();
  const colours = new Map<string, ColourToken>();
  for (const { id, kind, color } of groups) {
    const slot = kind === "segment" && color !== undefined ? slots[color - 1] : undefined;
    if (slot === undefined || taken.has(slot)) continue;
    taken.add(slot);
    colours.set(id, slot);
  }
  for (const { id, kind } of groups) {
    if (colours.has(id)) continue;
    const free = kind === "segment" ? slots.find((slot) => !taken.has(slot)) : undefined;
    if (free) taken.add(free);
    colours.set(id, free ?? others[kind]);
  }
  return colours;
}

const others: Readonly<Record<Coloured["kind"], ColourToken>> = {
  segment: "data",
  none: "s-else",
  unknown: "s-unk",
  all: "ink",
};
