import { PairNumbers } from "./_pair_numbers.ts";
import { QuartileFinder } from "./_quartiles.ts";
import type { EventLog } from "./event_log.ts";
import { type SessionLog, sessionLog } from "./session_log.ts";
import type { Transition, TransitionNode, TransitionsResult } from "./transitions_result.ts";

/** Which transitions to count. */
export interface TransitionsOptions {
  /** Cuts the log into sessions, which end after so long without an event; transitions stay inside. Default: no cut. */
  readonly sessions?: string | number;
  /** 1 where the person belongs. Default: everybody. */
  readonly members?: Uint8Array;
}

/**
 * What people do directly after what: every pair of neighbouring events, how often, by how many people and sessions,
 * and how long it takes. The directly-follows graph of process mining. Two passes over the log.
 *
 * @throws {RangeError} Members are of another number of people, or the idle time is not longer than 0.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { transitions } from "./transitions.ts";
 * const log = eventLogOf(["visit", "call", "visit", "call"].map((event, k) => ({ person: 1, event, at: 10 * k })));
 * const [first] = transitions(log).edges;
 * if (first?.from !== "visit" || first.count !== 2 || first.people !== 1) throw new Error();
 * if (first.medianSeconds !== 10) throw new Error();
 * ```
 */
export function transitions(log: EventLog, options: TransitionsOptions = {}): TransitionsResult {
  const { members = null, sessions } = options;
  if (members !== null && members.length !== log.people) {
    throw new RangeError(
      `Cannot look at a group of ${members.length} people: the events are of ${log.people}`,
    );
  }
  const cut = sessions === undefined ? null : sessionLog(log, { idle: sessions });
  const numbers = new PairNumbers(log.names.length);
  const walk = walkPairs(log, cut, members, numbers);
  const { names } = log;
  const fromTotal = new Float64Array(names.length);
  let all = 0;
  for (let k = 0; k < numbers.count; k++) {
    fromTotal[numbers.from(k)]! += walk.count[k]!;
    all += walk.count[k]!;
  }
  const medians = mediansOf(log, cut, members, numbers, walk.count);
  const order = Array.from({ length: numbers.count }, (_, k) => k).sort((a, b) =>
    walk.count[b]! - walk.count[a]! || numbers.from(a) - numbers.from(b) || numbers.to(a) - numbers.to(b)
  );
  return {
    kind: "transitions",
    people: walk.people,
    edges: order.map((k): Transition => ({
      from: names[numbers.from(k)]!,
      to: names[numbers.to(k)]!,
      count: walk.count[k]!,
      people: walk.pairPeople[k]!,
      ...(cut !== null && { sessions: walk.sessions[k]! }),
      shareOfAll: walk.count[k]! / all,
      shareOfFrom: walk.count[k]! / fromTotal[numbers.from(k)]!,
      medianSeconds: medians[k]!,
    })),
    nodes: walk.nodes,
    warnings: [...log.warnings],
  };
}

interface Walk {
  readonly people: number;
  readonly nodes: readonly TransitionNode[];
  /** By pair: how often, people and sessions. */
  readonly count: Float64Array;
  readonly pairPeople: Float64Array;
  readonly sessions: Float64Array;
}

function walkPairs(
  log: EventLog,
  cut: SessionLog | null,
  members: Uint8Array | null,
  numbers: PairNumbers,
): Walk {
  const { person, event, names } = log;
  const session = cut?.sessions.person ?? person;
  const size = names.length;
  let room = Math.min(size * size, 1024);
  let [count, pairPeople, sessions] = [
    new Float64Array(room),
    new Float64Array(room),
    new Float64Array(room),
  ];
  let [lastPerson, lastSession] = [new Int32Array(room).fill(-1), new Int32Array(room).fill(-1)];
  const [times, did, starts, ends] = Array.from({ length: 4 }, () => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const last = new Int32Array(size).fill(-1);
  let people = 0;
  let before = -1;
  let code = -1;
  let pid = -1;
  for (let i = 0; i < event.length; i++) {
    const now = person[i]!;
    if (members !== null && members[now] !== 1) continue;
    const visit = session[i]!;
    if (now !== pid) people++;
    pid = now;
    const to = event[i]!;
    times[to]!++;
    did[to]! += Number(last[to] !== pid);
    last[to] = pid;
    if (visit !== before) {
      if (code >= 0) ends[code]!++;
      starts[to]!++;
    } else {
      const pair = numbers.of(code, to);
      if (pair >= room) grow();
      count[pair]!++;
      pairPeople[pair]! += Number(lastPerson[pair] !== pid);
      lastPerson[pair] = pid;
      if (cut !== null) {
        sessions[pair]! += Number(lastSession[pair] !== visit);
        lastSession[pair] = visit;
      }
    }
    before = visit;
    code = to;
  }
  if (code >= 0) ends[code]!++;
  const nodes = names.map((name, k): TransitionNode => ({
    event: name,
    count: times[k]!,
    people: did[k]!,
    starts: starts[k]!,
    ends: ends[k]!,
  })).filter((node) => node.count > 0);
  return { people, nodes, count, pairPeople, sessions };

  function grow(): void {
    const more = <T extends Float64Array | Int32Array>(values: T, wider: T): T => {
      wider.set(values);
      return wider;
    };
    const unset = room;
    room *= 2;
    count = more(count, new Float64Array(room));
    pairPeople = more(pairPeople, new Float64Array(room));
    sessions = more(sessions, new Float64Array(room));
    lastPerson = more(lastPerson, new Int32Array(room)).fill(-1, unset);
    lastSession = more(lastSession, new Int32Array(room)).fill(-1, unset);
  }
}

/** By pair: the median time between the two. */
function mediansOf(
  { at, event, person }: EventLog,
  cut: SessionLog | null,
  members: Uint8Array | null,
  numbers: PairNumbers,
  count: Float64Array,
): Float64Array {
  const session = cut?.sessions.person ?? person;
  const ends = new Uint32Array(numbers.count + 1);
  let most = 0;
  for (let k = 0; k < numbers.count; k++) {
    ends[k + 1] = ends[k]! + count[k]!;
    most = Math.max(most, count[k]!);
  }
  const next = ends.slice();
  const waits = at instanceof Int32Array
    ? new Int32Array(ends[numbers.count]!)
    : new Float64Array(ends[numbers.count]!);
  for (let i = 1; i < event.length; i++) {
    if (session[i] !== session[i - 1] || (members !== null && members[person[i]!] !== 1)) continue;
    waits[next[numbers.of(event[i - 1]!, event[i]!)]!++] = at[i]! - at[i - 1]!;
  }
  const finder = new QuartileFinder();
  const scratch = new Float64Array(most);
  return Float64Array.from({ length: numbers.count }, (_, k) => {
    const size = count[k]!;
    let longest = 0;
    for (let i = 0, from = ends[k]!; i < size; i++) {
      scratch[i] = waits[from + i]!;
      if (scratch[i]! > longest) longest = scratch[i]!;
    }
    return finder.find(scratch, size, longest)!.middle;
  });
}
