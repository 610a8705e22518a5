import type { SegmentsResult, Shown } from "../segments/mod.ts";
import type { Cells } from "./suppression/_cells.ts";
import { divide } from "./_groups.ts";
import { shown, shownIf } from "./_shown.ts";

/** Sizes: segments, the people in none and of unknown status add up to everybody, or lie within. */
export function segments(result: SegmentsResult, cells: Cells): () => SegmentsResult<Shown> {
  const total = cells.people("all", result.total);
  const unknown = cells.people("unknown", result.unknown);
  const unsegmented = cells.people("none", result.unsegmented);
  const sizes = result.segments.map(({ id, people, unknown }) => {
    const size = cells.people(id, people);
    const cannotSay = cells.count(unknown);
    cells.within(total, cannotSay);
    return { size, cannotSay };
  });
  const groups = new Map(result.segments.map(({ id }, i) => [id, sizes[i]!.size]));
  divide(cells, total, groups.set("none", unsegmented).set("unknown", unknown), result.mode);
  return () => ({
    ...result,
    total: shown(total),
    unknown: shown(unknown),
    unsegmented: shown(unsegmented),
    segments: result.segments.map((segment, i) => ({
      ...segment,
      people: shown(sizes[i]!.size),
      share: shownIf(segment.share, sizes[i]!.size, total),
      unknown: shown(sizes[i]!.cannotSay),
    })),
  });
}
