import { PairNumbers } from "./_pair_numbers.ts";
import type { PairChoice, PairTable } from "./_pair_table.ts";
import { QuartileFinder } from "./_quartiles.ts";
import type { EventLog } from "./event_log.ts";

/** Counts pairs of neighbouring events of any number of names, plainly: one pass that counts, one that takes down waits. */
export function sparsePairs(log: EventLog, { idle, members }: PairChoice): PairTable {
  const { person, event, at, names } = log;
  const numbers = new PairNumbers(names.length);
  const tallies: Tally[] = [];
  const [times, doers, starts] = [names, names, names].map(({ length }) => new Uint32Array(length));
  const last = new Float64Array(names.length).fill(-1);
  let people = 0;
  let session = -1;
  for (let i = 0; i < event.length; i++) {
    const pid = person[i]!;
    if (members !== null && members[pid] !== 1) continue;
    const to = event[i]!;
    times![to]!++;
    if (last[to] !== pid) doers![to]!++;
    last[to] = pid;
    if (isFirst(log, i, idle)) {
      if (i === 0 || person[i - 1] !== pid) people++;
      session++;
      starts![to]!++;
      continue;
    }
    const tally = tallies[numbers.of(event[i - 1]!, to)] ??= {
      count: 0,
      people: 0,
      sessions: 0,
      person: -1,
      session: -1,
    };
    tally.count++;
    if (tally.session !== session) tally.sessions++;
    if (tally.person !== pid) tally.people++;
    tally.session = session;
    tally.person = pid;
  }
  const begins = new Uint32Array(tallies.length + 1);
  tallies.forEach(({ count }, k) => begins[k + 1] = begins[k]! + count);
  const next = begins.slice();
  const waits = new Float64Array(begins[tallies.length]!);
  for (let i = 0; i < event.length; i++) {
    if (members !== null && members[person[i]!] !== 1 || isFirst(log, i, idle)) continue;
    waits[next[numbers.of(event[i - 1]!, event[i]!)]!++] = at[i]! - at[i - 1]!;
  }
  const finder = new QuartileFinder();
  const pairs = tallies.map(({ count, people, sessions }, k) => {
    const own = waits.subarray(begins[k], begins[k + 1]);
    const longest = own.reduce((most, wait) => Math.max(most, wait), 0);
    const { middle } = finder.find(own, count, longest)!;
    return { from: numbers.from(k), to: numbers.to(k), count, people, sessions, middle };
  });
  return { people, times: times!, doers: doers!, starts: starts!, pairs };
}

interface Tally {
  count: number;
  people: number;
  sessions: number;
  /** The last person and session. */
  person: number;
  session: number;
}

/** Whether event `i` is the first of its person, or of its session. */
function isFirst({ person, at }: EventLog, i: number, idle: number): boolean {
  return i === 0 || person[i] !== person[i - 1] || at[i]! - at[i - 1]! > idle;
}
