import { QuartileFinder } from "./_quartiles.ts";
import { variantTable } from "./_path_variants.ts";
import type { EventLog } from "./event_log.ts";
import type { PathsResult, PathVariant, Rework } from "./paths_result.ts";
import { stepMatrix, type StepMatrixOptions } from "./step_matrix.ts";

/** Which ways to list. */
export interface PathsOptions extends StepMatrixOptions {
  /** How many ways, the most frequent first. Default 20. */
  readonly top?: number;
}

/**
 * The ways people take from their first event to their last: which are the most frequent and how many people they
 * cover, what people come back to, and where people are at each step ({@linkcode stepMatrix}).
 *
 * For ways through stages rather than single events, map events first (`mapEvents`); for ways in a visit, pass the
 * log of sessions (`sessionLog`), and read "people" as sessions.
 *
 * @throws {RangeError} As `stepMatrix`; or `top` is not a whole number.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { paths } from "./paths.ts";
 * const ways = ["visit call book", "visit book", "visit visit", "visit book"];
 * const log = eventLogOf(ways.flatMap((way, person) => way.split(" ").map((event, at) => ({ person, event, at }))));
 * const { variants: [first], rework: [again] } = paths(log);
 * if (first?.path.join() !== "visit,book" || first.people !== 2 || first.share !== 0.5) throw new Error();
 * if (again?.event !== "visit" || again.loops !== 1) throw new Error();
 * ```
 */
export function paths(log: EventLog, options: PathsOptions = {}): PathsResult {
  const { top = 20, members = null } = options;
  if (!(Number.isInteger(top) && top >= 0)) {
    throw new RangeError(`Cannot list ${top} ways: give a whole number`);
  }
  const matrix = stepMatrix(log, options);
  const table = variantTable(log, members);
  return {
    kind: "paths",
    people: table.total,
    differentPaths: table.people.length,
    variants: topVariants(log, table, top),
    rework: reworkOf(log, members),
    stepMatrix: matrix,
    warnings: [...log.warnings],
  };
}

function topVariants(log: EventLog, table: ReturnType<typeof variantTable>, top: number): PathVariant[] {
  const { starts, at, event, names } = log;
  const { people, example, variantOf, total } = table;
  const pathOf = (variant: number) =>
    event.subarray(starts[example[variant]!], starts[example[variant]! + 1]);
  const chosen = first(
    people.length,
    top,
    (a, b) => people[b]! - people[a]! || compare(pathOf(a), pathOf(b)),
  );
  const rank = new Map(chosen.map((variant, k) => [variant, k]));
  const durations = chosen.map((variant) => new Float64Array(people[variant]!));
  const filled = new Uint32Array(chosen.length);
  for (let pid = 0; pid < log.people; pid++) {
    const k = rank.get(variantOf[pid]!);
    if (k === undefined) continue;
    durations[k]![filled[k]!++] = at[starts[pid + 1]! - 1]! - at[starts[pid]!]!;
  }
  const finder = new QuartileFinder();
  let covered = 0;
  return chosen.map((variant, k): PathVariant => {
    const count = people[variant]!;
    covered += count;
    const times = durations[k]!;
    return {
      path: Array.from(pathOf(variant), (code) => names[code]!),
      people: count,
      share: count / total,
      covered: covered / total,
      medianSeconds: finder.find(times, count, times.reduce((most, one) => Math.max(most, one), 0))!.middle,
    };
  });
}

/** The first `top` of the numbers below `count` in some order: few, so that all others need one comparison. */
function first(count: number, top: number, order: (a: number, b: number) => number): number[] {
  const kept: number[] = [];
  for (let one = 0; one < count; one++) {
    if (kept.length === top && (top === 0 || order(one, kept[top - 1]!) >= 0)) continue;
    let place = kept.length;
    while (place > 0 && order(one, kept[place - 1]!) < 0) place--;
    kept.splice(place, 0, one);
    if (kept.length > top) kept.pop();
  }
  return kept;
}

/** The order of two sequences of codes, which is that of their names. */
function compare(a: Uint16Array, b: Uint16Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

function reworkOf(log: EventLog, members: Uint8Array | null): Rework[] {
  const { people, starts, event, names } = log;
  const last = new Int32Array(names.length).fill(-1);
  const twice = new Int32Array(names.length).fill(-1);
  const [did, again, repeats, loops] = Array.from({ length: 4 }, () => new Float64Array(names.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let pid = 0; pid < people; pid++) {
    if (members !== null && members[pid] !== 1) continue;
    let before = -1;
    for (let i = starts[pid]!; i < starts[pid + 1]!; i++) {
      const code = event[i]!;
      if (last[code] !== pid) {
        last[code] = pid;
        did[code]!++;
      } else {
        repeats[code]!++;
        if (code === before) loops[code]!++;
        if (twice[code] !== pid) again[code]!++;
        twice[code] = pid;
      }
      before = code;
    }
  }
  return names.map((name, code): Rework => ({
    event: name,
    people: did[code]!,
    again: again[code]!,
    repeats: repeats[code]!,
    loops: loops[code]!,
  })).filter(({ again }) => again > 0).sort((a, b) => b.again - a.again);
}
