import { InputError, nearest } from "../workspace/mod.ts";
import type { EventLog } from "./event_log.ts";
import type { StepMatrix } from "./paths_result.ts";

/** What to show at each step. */
export interface StepMatrixOptions {
  /** How many steps: from the first event on, or from the centre on, which is step 0. Default 10. */
  readonly steps?: number;
  /** Puts this event of each person at step 0; people without it are left out. Default: the start is step 1. */
  readonly centre?: {
    readonly event: string;
    /** Which one, from 1. Default 1. */
    readonly occurrence?: number;
    /** Steps to show before it. Default 5. */
    readonly before?: number;
  };
  /** Events with a smaller share at every step are put together as "(rare)". Default 0: none. */
  readonly rare?: number;
  /** 1 where the person belongs. Default: everybody. */
  readonly members?: Uint8Array;
  /** Shows by how much the share of `members` (or everybody) is above that of these people. */
  readonly compare?: Uint8Array;
}

/**
 * Where people are at each step of their way: the share of people at each event, and of those whose way has ended.
 * In a column from the start on, shares add up to 1; before a centre they do not, for ways start there.
 * One pass over the first events of each person.
 *
 * @throws {InputError} The centre is no event of the log.
 * @throws {RangeError} A number of steps or a share is out of bounds, or members are of another number of people.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { stepMatrix } from "./step_matrix.ts";
 * const ways = ["visit call book", "visit book"];
 * const log = eventLogOf(ways.flatMap((way, person) => way.split(" ").map((event, at) => ({ person, event, at }))));
 * const { events, share } = stepMatrix(log, { steps: 3 });
 * if (events.join() !== "visit,book,call,(ended)") throw new Error(events.join());
 * if (JSON.stringify(share) !== "[[1,0,0],[0,0.5,0.5],[0,0.5,0],[0,0,0.5]]") throw new Error();
 * ```
 */
export function stepMatrix(log: EventLog, options: StepMatrixOptions = {}): StepMatrix {
  const { steps = 10, centre, rare = 0, members, compare } = options;
  const before = centre === undefined ? 0 : centre.before ?? 5;
  if (!(Number.isInteger(steps) && steps > 0 && steps <= 1000 && Number.isInteger(before) && before >= 0)) {
    throw new RangeError(
      `Cannot show ${steps} steps and ${before} before the centre: give whole numbers up to 1000`,
    );
  }
  if (!(rare >= 0 && rare <= 1)) {
    throw new RangeError(`Cannot call a share of ${rare} rare: it must lie between 0 and 1, such as 0.02`);
  }
  for (const group of [members, compare]) {
    if (group && group.length !== log.people) {
      throw new RangeError(
        `Cannot look at a group of ${group.length} people: the events are of ${log.people}`,
      );
    }
  }
  const width = before + steps;
  const main = countSteps(log, centre, before, width, members ?? null);
  const other = compare ? countSteps(log, centre, before, width, compare) : null;
  const share = (counts: Counts, row: number, k: number) =>
    counts.people === 0 ? 0 : counts.cells[row * width + k]! / counts.people;
  const value = (row: number, k: number) => share(main, row, k) - (other === null ? 0 : share(other, row, k));
  const ended = log.names.length;
  const seen = log.names.map((_, row) => row).filter((row) =>
    Array.from(
      { length: width },
      (_, k) => main.cells[row * width + k]! + (other?.cells[row * width + k] ?? 0),
    )
      .some((n) => n > 0)
  );
  const isRare = (row: number) =>
    !Array.from({ length: width }, (_, k) => Math.abs(value(row, k))).some((x) => x >= rare);
  const first = (row: number) =>
    Array.from({ length: width }, (_, k) => k).findIndex((k) => value(row, k) !== 0);
  const frequent = seen.filter((row) => !isRare(row)).sort((a, b) =>
    first(a) - first(b) || value(b, first(a)) - value(a, first(a)) || a - b
  );
  const rareRows = seen.filter(isRare);
  const rows = [
    ...frequent.map((row) => ({ name: log.names[row]!, of: [row] })),
    ...(rareRows.length > 0 ? [{ name: "(rare)", of: rareRows }] : []),
    { name: "(ended)", of: [ended] },
  ];
  const cellsOf = (read: (row: number, k: number) => number) =>
    rows.map(({ of }) =>
      Array.from({ length: width }, (_, k) => of.reduce((sum, row) => sum + read(row, k), 0))
    );
  return {
    steps: Array.from({ length: width }, (_, k) => centre === undefined ? k + 1 : k - before),
    events: rows.map(({ name }) => name),
    share: cellsOf(value),
    ...(other === null && { counts: cellsOf((row, k) => main.cells[row * width + k]!) }),
    people: main.people,
  };
}

interface Counts {
  readonly people: number;
  /** By event (and last "ended") and step. */
  readonly cells: Float64Array;
}

function countSteps(
  log: EventLog,
  centre: StepMatrixOptions["centre"],
  before: number,
  width: number,
  members: Uint8Array | null,
): Counts {
  const { people, starts, event, names } = log;
  const cells = new Float64Array((names.length + 1) * width);
  const anchor = centre === undefined ? -1 : codeOf(names, centre.event);
  const occurrence = centre?.occurrence ?? 1;
  let counted = 0;
  for (let pid = 0; pid < people; pid++) {
    const begin = starts[pid]!;
    const end = starts[pid + 1]!;
    if (begin === end || (members !== null && members[pid] !== 1)) continue;
    let zero = begin;
    if (anchor >= 0) {
      let left = occurrence;
      while (zero < end && (event[zero] !== anchor || --left > 0)) zero++;
      if (zero === end) continue;
    }
    counted++;
    const from = zero - before;
    for (let k = Math.max(0, begin - from); k < width; k++) {
      const i = from + k;
      cells[(i < end ? event[i]! : names.length) * width + k]!++;
    }
  }
  return { people: counted, cells };
}

function codeOf(names: readonly string[], name: string): number {
  const code = names.indexOf(name);
  if (code >= 0) return code;
  const near = nearest(name, names);
  throw new InputError(
    `Cannot centre on "${name}": no event is called so` + (near ? `; did you mean "${near}"?` : "."),
  );
}
