import { readPattern } from "./_pattern.ts";
import { QuartileFinder } from "./_quartiles.ts";
import type { EventLog } from "./event_log.ts";

/** Who goes a way that a pattern describes. `N` is `number` inside, `Shown` after the privacy gate. */
export interface PatternResult<N = number> {
  /** Tells results apart. */
  readonly kind: "pattern";
  /** As given. */
  readonly pattern: string;
  /** People with an event. */
  readonly of: N;
  /** People with a match. */
  readonly people: N;
  /** Their share; null of nobody. */
  readonly share: N | null;
  /** Matches that do not overlap. */
  readonly matches: N;
  /** From the first event of a match to its last: quartiles over the first match of each person. */
  readonly seconds: { readonly lower: N; readonly median: N; readonly upper: N } | null;
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}

/** Which matches to look for. */
export interface PatternOptions {
  /** 1 where the person belongs. Default: everybody. */
  readonly members?: Uint8Array;
}

/**
 * Who does what a pattern describes, such as `visit -> [^call]* -> book`: a visit, then anything but calls, then a
 * booking. Parts stand for events directly after one another: a name (in quotes where it holds other signs), `.` for
 * any event, `[a|b]` for one of several, `[^a|b]` for any but these; `*`, `+` and `?` repeat or make optional; `^`
 * and `$` stand for the start and the end of a person's events.
 *
 * Of the matches of a person that end first the one that starts first is meant; the next one begins after it. All
 * ways to match are followed side by side (Thompson 1968), so that no pattern takes longer than events × parts.
 *
 * @throws {InputError} The text is no pattern.
 * @throws {RangeError} Members are of another number of people.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { patternMatches } from "./pattern_matches.ts";
 * const ways = ["visit mail book", "visit call book", "book visit"];
 * const log = eventLogOf(ways.flatMap((way, person) => way.split(" ").map((event, at) => ({ person, event, at }))));
 * const { people, seconds } = patternMatches(log, "visit -> [^call]* -> book");
 * if (people !== 1 || seconds?.median !== 2) throw new Error();
 * ```
 */
export function patternMatches(log: EventLog, text: string, options: PatternOptions = {}): PatternResult {
  const { members = null } = options;
  if (members !== null && members.length !== log.people) {
    throw new RangeError(
      `Cannot look at a group of ${members.length} people: the events are of ${log.people}`,
    );
  }
  const pattern = readPattern(text, log.names);
  const { people, starts, at } = log;
  const matcher = new Matcher(log, pattern);
  const times = new Float64Array(people);
  let of = 0;
  let matching = 0;
  let matches = 0;
  let longest = 0;
  for (let pid = 0; pid < people; pid++) {
    const begin = starts[pid]!;
    const end = starts[pid + 1]!;
    if (begin === end || (members !== null && members[pid] !== 1)) continue;
    of++;
    let from = begin;
    if (!matcher.next(from, begin, end)) continue;
    const seconds = at[matcher.last]! - at[matcher.first]!;
    times[matching++] = seconds;
    longest = Math.max(longest, seconds);
    do {
      matches++;
      from = matcher.last + 1;
    } while (from < end && matcher.next(from, begin, end));
  }
  const found = new QuartileFinder().find(times, matching, longest);
  return {
    kind: "pattern",
    pattern: text,
    of,
    people: matching,
    share: of === 0 ? null : matching / of,
    matches,
    seconds: found && { lower: found.lower, median: found.middle, upper: found.upper },
    warnings: [...log.warnings, ...pattern.warnings],
  };
}

/** Follows all ways to match at once: for each part reached, the earliest start that gets there. */
class Matcher {
  /** First and last event of the match found. */
  first = 0;
  last = 0;
  readonly #event: Uint16Array;
  readonly #count: number;
  readonly #fromStart: boolean;
  readonly #toEnd: boolean;
  /** By event code: bits of the parts it fits. */
  readonly #fits: Int32Array;
  readonly #optional: number;
  readonly #repeats: number;
  /** By part: the start of the way whose next event is to fit it. */
  #starts: Int32Array;
  #next: Int32Array;

  constructor(log: EventLog, { parts, fromStart, toEnd }: ReturnType<typeof readPattern>) {
    this.#event = log.event;
    this.#count = parts.length;
    this.#fromStart = fromStart;
    this.#toEnd = toEnd;
    this.#fits = new Int32Array(log.names.length);
    parts.forEach(({ accepts }, k) =>
      accepts.forEach((is, code) => is === 1 && (this.#fits[code]! |= 1 << k))
    );
    const bitsOf = (is: (part: typeof parts[number]) => boolean) =>
      parts.reduce((bits, part, k) => is(part) ? bits | 1 << k : bits, 0);
    this.#optional = bitsOf(({ optional }) => optional);
    this.#repeats = bitsOf(({ repeats }) => repeats);
    this.#starts = new Int32Array(parts.length + 1);
    this.#next = new Int32Array(parts.length + 1);
  }

  /** Finds the first match from event `from` on, of the person with events `begin` to `end` − 1. */
  next(from: number, begin: number, end: number): boolean {
    const event = this.#event;
    const count = this.#count;
    let starts = this.#starts;
    let next = this.#next;
    // Bit `k` of `alive` says that a way waits for part `k`.
    let alive = 0;
    for (let i = from; i < end; i++) {
      const fits = this.#fits[event[i]!]!;
      if (!this.#fromStart || i === begin) alive = this.#enter(starts, alive, 0, i);
      let after = 0;
      for (let rest = alive & fits; rest !== 0; rest &= rest - 1) {
        const part = 31 - Math.clz32(rest & -rest);
        const start = starts[part]!;
        if ((this.#repeats >> part & 1) === 1) after = this.#wait(next, after, part, start);
        after = this.#enter(next, after, part + 1, start);
      }
      if ((after >> count & 1) === 1 && (!this.#toEnd || i + 1 === end)) {
        this.first = next[count]!;
        this.last = i;
        return true;
      }
      alive = after & ~(1 << count);
      [starts, next] = [next, starts];
    }
    return false;
  }

  /** A way waits for `part`, and, as far as parts are optional, for those after it. */
  #enter(starts: Int32Array, alive: number, part: number, start: number): number {
    let bits = this.#wait(starts, alive, part, start);
    for (let k = part; k < this.#count && (this.#optional >> k & 1) === 1; k++) {
      bits = this.#wait(starts, bits, k + 1, start);
    }
    return bits;
  }

  #wait(starts: Int32Array, alive: number, part: number, start: number): number {
    const isNew = (alive >> part & 1) === 0;
    if (isNew || start < starts[part]!) starts[part] = start;
    return alive | 1 << part;
  }
}
