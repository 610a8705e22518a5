import { InputError } from "../workspace/mod.ts";
import type { EventLog } from "./event_log.ts";
import type { FunnelMembers } from "./funnel.ts";
import { kaplanMeier } from "./kaplan_meier.ts";
import type { StagedJourney } from "./staged_journey.ts";
import type { StageCounts, StageGroup, StagesResult } from "./stages_result.ts";
import { timeUntil } from "./survival_curve.ts";
import { windowSeconds } from "./_window.ts";

/** How to read stages. */
export interface StagesOptions {
  /** Also look at each of these groups. Default: none. */
  readonly groups?: readonly FunnelMembers[];
  /** Longer in a stage without moving on is a stall. Default "56d". */
  readonly stall?: string | number;
}

const mostStages = 30;
const mostUnmapped = 20;

/**
 * Where people stand in a journey of stages: who was in each, is there now, stalls, comes back or skips it, how long a
 * stay lasts, and how much of what people do belongs to no stage.
 *
 * An event puts its person into its stage; a stay lasts from the first event of a stage until the first event of
 * another, or goes on at `observedUntil`. The median stay is Kaplan and Meier's, stays that go on counted as such.
 * One pass over the log for everybody and for each group.
 *
 * @throws {InputError} The journey has no stage, or more than 30.
 * @throws {RangeError} The stall time is not longer than 0, or a group is of another number of people.
 *
 * @example
 * ```ts
 * import { eventLogOf } from "./event_log_of.ts";
 * import { stages } from "./stages.ts";
 * const journey = {
 *   id: "care",
 *   name: "Care",
 *   stages: [
 *     { id: "learn", name: "Learn", events: ["page_*"] },
 *     { id: "ask", name: "Ask", events: ["call"] },
 *     { id: "book", name: "Book", events: ["booking"] },
 *   ],
 * };
 * const ways = ["page_view call booking", "page_view booking", "page_view call page_view other"];
 * const log = eventLogOf(ways.flatMap((way, person) => way.split(" ").map((event, at) => ({ person, event, at }))));
 * const [all] = stages(log, journey).groups;
 * const [learn, ask] = all!.stages;
 * if (learn?.returned !== 1 || learn.now !== 1 || ask?.skipped !== 1 || all?.unmappedShare !== 1 / 9) throw new Error();
 * ```
 */
export function stages(log: EventLog, journey: StagedJourney, options: StagesOptions = {}): StagesResult {
  const { groups = [], stall = "56d" } = options;
  const count = journey.stages.length;
  if (count === 0 || count > mostStages) {
    throw new InputError(
      `Cannot read journey "${journey.name}": it has ${count} stages; give 1 to ${mostStages}`,
    );
  }
  const wrong = groups.find(({ members }) => members.length !== log.people);
  if (wrong) {
    throw new RangeError(
      `Cannot look at group "${wrong.id}": it is of ${wrong.members.length} people, the events are of ${log.people}`,
    );
  }
  const stallSeconds = windowSeconds(stall);
  const stageOf = Int8Array.from(
    log.names,
    (name) => journey.stages.findIndex(({ events }) => events.some(fits(name))),
  );
  const counts = new Float64Array(log.names.length);
  for (let i = 0; i < log.event.length; i++) counts[log.event[i]!]!++;
  const unmapped = log.names.flatMap((event, code) =>
    stageOf[code]! < 0 && counts[code]! > 0 ? [{ event, events: counts[code]! }] : []
  ).sort((a, b) => b.events - a.events).slice(0, mostUnmapped);
  const empty = journey.stages.filter((_, s) =>
    !log.names.some((_, code) => stageOf[code] === s && counts[code]! > 0)
  );
  const everybody = { id: "all", name: "Everybody", members: null };
  return {
    kind: "stages",
    journey: { id: journey.id, name: journey.name },
    stallSeconds,
    observedUntil: log.observedUntil,
    groups: [everybody, ...groups].map((group) => readGroup(log, journey, stageOf, group, stallSeconds)),
    unmapped,
    warnings: [
      ...log.warnings,
      ...empty.map(({ name }) =>
        `No event belongs to stage "${name}": name the events that say someone is in it.`
      ),
    ],
  };
}

function fits(name: string): (pattern: string) => boolean {
  return (pattern) => {
    const parts = pattern.split("*");
    if (parts.length === 1) return pattern === name;
    let at = parts[0]!.length;
    if (!name.startsWith(parts[0]!)) return false;
    for (const part of parts.slice(1, -1)) {
      const found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return name.length - parts.at(-1)!.length >= at && name.endsWith(parts.at(-1)!);
  };
}

function readGroup(
  log: EventLog,
  journey: StagedJourney,
  stageOf: Int8Array,
  group: { readonly id: string; readonly name: string; readonly members: Uint8Array | null },
  stall: number,
): StageGroup {
  const { people, starts, at, event, observedUntil } = log;
  const count = journey.stages.length;
  const [ever, now, stalled, returned, skipped] = Array.from(
    { length: 5 },
    () => new Float64Array(count),
  ) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const stays = journey.stages.map(() => ({ time: [] as number[], moved: [] as number[] }));
  let size = 0;
  let started = 0;
  let events = 0;
  let outside = 0;
  for (let pid = 0; pid < people; pid++) {
    if (group.members !== null && group.members[pid] !== 1) continue;
    size++;
    let stage = -1;
    let since = 0;
    let furthest = -1;
    let been = 0;
    let back = 0;
    for (let i = starts[pid]!; i < starts[pid + 1]!; i++) {
      const next = stageOf[event[i]!]!;
      events++;
      if (next < 0) outside++;
      if (next < 0 || next === stage) continue;
      if (stage >= 0) add(stage, at[i]! - since, 1);
      if (next < stage) back |= 1 << next;
      if (next > furthest) {
        for (let s = furthest + 1; s < next; s++) skipped[s]!++;
        furthest = next;
      }
      stage = next;
      since = at[i]!;
      been |= 1 << next;
    }
    if (stage < 0) continue;
    started++;
    add(stage, observedUntil - since, 0);
    now[stage]!++;
    if (stage < count - 1 && observedUntil - since > stall) stalled[stage]!++;
    for (let s = 0; s < count; s++) {
      ever[s]! += been >> s & 1;
      returned[s]! += back >> s & 1;
    }
  }
  return {
    group: group.id,
    name: group.name,
    people: size,
    started,
    unmappedShare: events === 0 ? null : outside / events,
    stages: journey.stages.map(({ id, name }, s): StageCounts => {
      const curve = kaplanMeier({
        time: Float64Array.from(stays[s]!.time),
        status: Uint8Array.from(stays[s]!.moved),
      });
      return {
        stage: id,
        name,
        people: ever[s]!,
        now: now[s]!,
        stalled: stalled[s]!,
        returned: returned[s]!,
        skipped: skipped[s]!,
        medianSeconds: timeUntil(curve, 0.5).time,
      };
    }),
  };

  function add(stage: number, time: number, moved: number): void {
    stays[stage]!.time.push(time);
    stays[stage]!.moved.push(moved);
  }
}
