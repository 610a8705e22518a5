import type { EventLog } from "./event_log.ts";

type Sorted = Omit<EventLog, "starts" | "ties" | "duplicates">;

/** Completes sorted columns to a log: where each person begins, ties and duplicates, in one pass. */
export function finishLog(sorted: Sorted): EventLog {
  const { people, person, at, event, properties } = sorted;
  const codes = [...properties.values()].map((property) => property.codes);
  const starts = new Uint32Array(people + 1);
  let ties = 0;
  let duplicates = 0;
  for (let i = 0; i < person.length; i++) {
    starts[person[i]! + 1]!++;
    if (i === 0 || at[i] !== at[i - 1] || person[i] !== person[i - 1]) continue;
    if (event[i] !== event[i - 1]) ties++;
    else if (codes.every((code) => code[i] === code[i - 1])) duplicates++;
  }
  for (let p = 0; p < people; p++) starts[p + 1]! += starts[p]!;
  const warnings = [...sorted.warnings];
  const count = (n: number) => n.toLocaleString("en-US");
  const of = `of ${count(person.length)} events`;
  if (ties > 0 && !sorted.sequenced) {
    warnings.push(
      `${
        count(ties)
      } ${of} happened at the same time as another event of the same person; events of one moment are taken in the order of the steps.`,
    );
  }
  if (duplicates > 0) {
    warnings.push(
      `${
        count(duplicates)
      } ${of} repeat another in person, time, name and every property read; they are kept.`,
    );
  }
  return { ...sorted, starts, ties, duplicates, warnings };
}
