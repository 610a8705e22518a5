import type { Shown } from "../segments/mod.ts";
import type { Cell } from "./suppression/_cells.ts";

/** A count as it may be printed; its mark while places are looked up. */
export function shown(cell: Cell): Shown {
  if (cell.mark !== null) return cell.mark as Shown;
  return cell.hidden ? "hidden" : cell.value;
}

/** A number worked out from counts: hidden as soon as one of them is. Absent stays absent. */
export function shownIf<T extends number | null>(value: T, ...from: readonly Cell[]): T | "hidden" {
  return value !== null && from.some((cell) => cell.hidden) ? "hidden" : value;
}
