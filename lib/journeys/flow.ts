import { InputError, nearest } from "../workspace/mod.ts";
import { QuartileFinder } from "./_quartiles.ts";
import type { EventLog } from "./event_log.ts";
import type { FlowLink, FlowResult } from "./flow_result.ts";

/** What to follow. */
export interface FlowOptions {
  /** How many steps. Default 5. */
  readonly steps?: number;
  /** Begin with a person's first event of this name. Default: with their first event. */
  readonly from?: string;
  /** Events shown at each step; the others are "(other)". Default 8. */
  readonly top?: number;
  /** 1 where the person belongs. Default: everybody. */
  readonly members?: Uint8Array;
}

/**
 * Where people go from step to step, with the time it takes: the data of a Sankey diagram. People at a step are those
 * who come to it and those who go on from it or end there: nobody is lost between steps.
 *
 * @throws {InputError} `from` is no event of the log.
 * @throws {RangeError} A number is out of bounds, or members are of another number of people.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { flow } from "./flow.ts";
 * const ways = ["visit call book", "visit book"];
 * const log = eventLogOf(ways.flatMap((way, person) => way.split(" ").map((event, at) => ({ person, event, at }))));
 * const { links } = flow(log, { steps: 2 });
 * if (links.map(({ from, to, people }) => `${from}>${to} ${people}`).join() !== "visit>book 1,visit>call 1") {
 *   throw new Error();
 * }
 * ```
 */
export function flow(log: EventLog, options: FlowOptions = {}): FlowResult {
  const { steps = 5, top = 8, members = null } = options;
  if (!(Number.isInteger(steps) && steps > 1 && steps <= 50 && Number.isInteger(top) && top > 0)) {
    throw new RangeError(
      `Cannot follow ${steps} steps of ${top} events: give 2 to 50 steps and an event or more`,
    );
  }
  if (members !== null && members.length !== log.people) {
    throw new RangeError(
      `Cannot look at a group of ${members.length} people: the events are of ${log.people}`,
    );
  }
  const { names, at, event } = log;
  const ways = readWays(log, steps, options.from, members);
  const [other, ended] = [names.length, names.length + 1];
  const labels = [...names, "(other)", "(ended)"];
  const shown = Array.from({ length: steps }, (_, k) => {
    const counts = new Float64Array(names.length);
    for (let w = 0; w < ways.count; w++) {
      const i = ways.place(w, k);
      if (i >= 0) counts[event[i]!]!++;
    }
    const order = [...counts.keys()].filter((code) => counts[code]! > 0)
      .sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, top);
    return new Set(order);
  });
  const nodeOf = (w: number, k: number) => {
    const i = ways.place(w, k);
    return i < 0 ? ended : shown[k]!.has(event[i]!) ? event[i]! : other;
  };
  const nodes: FlowResult["nodes"][number][] = [];
  const links: FlowLink[] = [];
  const finder = new QuartileFinder();
  for (let k = 0; k < steps; k++) {
    const people = new Float64Array(labels.length);
    const waits = new Map<number, number[]>();
    for (let w = 0; w < ways.count; w++) {
      const here = nodeOf(w, k);
      people[here]!++;
      if (k + 1 === steps || here === ended) continue;
      const there = nodeOf(w, k + 1);
      const key = here * labels.length + there;
      const wait = there === ended ? 0 : at[ways.place(w, k + 1)]! - at[ways.place(w, k)]!;
      const known = waits.get(key);
      if (known) known.push(wait);
      else waits.set(key, [wait]);
    }
    const rank = (code: number) => code >= other ? -code : people[code]!;
    nodes.push(
      ...[...people.keys()].filter((code) => people[code]! > 0).sort((a, b) => rank(b) - rank(a) || a - b)
        .map((code) => ({ step: k + 1, event: labels[code]!, people: people[code]! })),
    );
    links.push(
      ...[...waits].sort(([a, x], [b, y]) => y.length - x.length || a - b).map(([key, times]): FlowLink => {
        const to = key % labels.length;
        const longest = times.reduce((most, one) => Math.max(most, one), 0);
        const found = to === ended ? null : finder.find(Float64Array.from(times), times.length, longest);
        return {
          step: k + 1,
          from: labels[Math.floor(key / labels.length)]!,
          to: labels[to]!,
          people: times.length,
          medianSeconds: found?.middle ?? null,
        };
      }),
    );
  }
  return {
    kind: "flow",
    people: ways.count,
    steps: Array.from({ length: steps }, (_, k) => k + 1),
    nodes,
    links,
    warnings: [...log.warnings],
  };
}

/** The first events of each person who takes part. */
interface Ways {
  readonly count: number;
  /** The event of a way at a step, from 0; −1 when it has ended. */
  readonly place: (way: number, step: number) => number;
}

function readWays(log: EventLog, steps: number, from: string | undefined, members: Uint8Array | null): Ways {
  const { people, starts, event, names } = log;
  const code = from === undefined ? -1 : names.indexOf(from);
  if (from !== undefined && code < 0) {
    const near = nearest(from, names);
    throw new InputError(
      `Cannot begin with "${from}": no event is called so` + (near ? `; did you mean "${near}"?` : "."),
    );
  }
  const first = new Uint32Array(people);
  const last = new Uint32Array(people);
  let count = 0;
  for (let pid = 0; pid < people; pid++) {
    const end = starts[pid + 1]!;
    let i = starts[pid]!;
    if (members !== null && members[pid] !== 1) continue;
    if (code >= 0) { while (i < end && event[i] !== code) i++; }
    if (i === end) continue;
    first[count] = i;
    last[count++] = Math.min(end, i + steps);
  }
  return { count, place: (way, step) => first[way]! + step < last[way]! ? first[way]! + step : -1 };
}
