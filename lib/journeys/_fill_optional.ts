import type { FoundChain } from "./_found_chain.ts";
import type { FunnelPlan } from "./_funnel_plan.ts";
import type { PersonPath } from "./_person_path.ts";

/**
 * Which optional steps a person did, as bits of the steps declared: one after the other, each by its earliest event
 * between the steps around it that fills no other step; after the last step reached, until the window ends.
 */
export function fillOptional(
  path: PersonPath,
  plan: FunnelPlan,
  found: FoundChain,
  sequenced: boolean,
): number {
  const { rows, optionalRows, window } = plan;
  const { reached, time, place } = found;
  const used = new Set(place.subarray(0, reached));
  let filled = 0;
  let chain = 0;
  let from = 0;
  let since = 0;
  optionalRows.forEach((row, o) => {
    while (chain < reached && rows[chain]! < row) {
      since = time[chain]!;
      from = place[chain]! + 1;
      chain++;
    }
    // A step of the chain before this one was not reached: this one was not either.
    if (rows.filter((k) => k < row).length > reached) return;
    const goesOn = chain < reached;
    const until = goesOn ? time[chain]! : time[0]! + window;
    for (let i = sequenced ? from : 0; i < path.length && path.time[i]! <= until; i++) {
      if (sequenced && goesOn && i >= place[chain]!) break;
      if (path.time[i]! < since || used.has(i) || (path.optional[i]! >> o & 1) === 0) continue;
      used.add(i);
      filled |= 1 << row;
      since = path.time[i]!;
      from = i + 1;
      break;
    }
  });
  return filled;
}
