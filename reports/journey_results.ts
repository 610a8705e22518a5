import {
  type AttributionResult,
  channelTouches,
  type ConversionPaths,
  conversionPaths,
  conversionWindow,
  type ConversionWindowResult,
  creditByGroup,
  dropOff,
  type DropOffResult,
  type EventLog,
  funnel,
  type FunnelResult,
  journeySteps,
  pathsOfPeople,
  retention,
  retentionEvents,
  type RetentionResult,
  type StepDefinition,
  stepProperties,
} from "../lib/journeys/mod.ts";
import type { Group } from "../lib/segments/mod.ts";
import { windowWords } from "../lib/words/mod.ts";
import { InputError, type JourneyConfig, nearest, type Workspace } from "../lib/workspace/mod.ts";
import type { ReportDefinition } from "./definition.ts";
import { type Sides, startSides } from "./_sides.ts";
import { rememberedLog } from "./each/remembering.ts";

/** What the report says of a journey, before the gate. */
export interface JourneyResults {
  /** People step by step. */
  readonly funnel: FunnelResult;
  /** Where people leave, and what goes with it; null with a single step. */
  readonly leaving: DropOffResult | null;
  /** How long it takes; null with a single step. */
  readonly timing: ConversionWindowResult | null;
  /** Which channels it is credited to. */
  readonly credit:
    | {
      readonly step: string;
      readonly channel: string;
      readonly lookBack: string;
      readonly cut: string;
      readonly result: AttributionResult;
    }
    | null;
  /** Who comes back. */
  readonly returning: { readonly title: string; readonly result: RetentionResult } | null;
  /** Those who started lately and earlier, where everybody's rate points the other way than the groups'. */
  readonly starts: Sides | null;
}

/** What the journey is followed of. */
export interface JourneyInput {
  readonly workspace: Workspace;
  readonly journey: JourneyConfig;
  readonly definition: ReportDefinition;
  readonly groups: readonly Group[];
  /** Everybody the book is about. */
  readonly all: Group;
  /** People step by step, and nothing else. */
  readonly brief: boolean;
  /** Called once the events are read: the database is free from then on. */
  readonly onRead: () => void;
  readonly signal: AbortSignal | undefined;
}

/** Most points of a curve: more than a panel can show helps nobody. */
const mostPoints = 60;
const draws = 100;
/** Most things that people who left did next, in the table. */
const mostNext = 3;
/** Weeks after the first time: up to a month, to a quarter, to half a year. */
const usualWeeks = [1, 5, 13, 26];
/** With more paths than this, sampling error is nothing beside the ways' disagreement. */
const mostDrawnPaths = 100_000;

/** Everything the report says of a journey and of what people come by and come back to, from one reading of the events. */
export async function journeyResults(input: JourneyInput): Promise<JourneyResults> {
  const { workspace, journey, definition, groups, all, brief, onRead, signal } = input;
  const steps = journeySteps(journey);
  const channel = channelProperty(workspace, definition);
  const told = leavingProperties(definition, channel);
  const properties = [...new Set([...stepProperties(steps), ...told])].sort();
  const log = await rememberedLog(workspace, { properties, ...(signal && { signal }) });
  onRead();
  await others(signal);
  const counted = funnel(log, steps, { within: journey.within, groups: [...groups, all] });
  const everybody = counted.groups!.at(-1)!;
  const until = timedSteps(steps, definition);
  await others(signal);
  const leaving = brief || steps.length < 2 ? null : leavingOf(log, steps, journey.within, groups);
  await others(signal);
  const timing = brief || until.length < 2 ? null : timingOf(log, until, groups, all);
  await others(signal);
  const credit = brief || channel === null
    ? null
    : creditOf(log, channel, until.at(-1)!, definition, groups, all);
  await others(signal);
  const returning = brief ? null : returningOf(log, workspace, definition, groups, all);
  await others(signal);
  const starts = brief ? null : startSides(log, until, {
    within: journey.within,
    timeZone: workspace.config.timeZone,
    groups,
    all,
    minimum: definition.minimumCell,
  });
  return {
    funnel: {
      ...counted,
      people: everybody.people,
      steps: everybody.steps,
      groups: counted.groups!.slice(0, -1),
    },
    leaving,
    timing,
    credit,
    returning,
    starts,
  };
}

/** Lets others have a turn, and stops when one of them asked for it. */
async function others(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resume) => setTimeout(resume, 0));
  signal?.throwIfAborted();
}

/** Properties of events that may go with leaving: those the report names, and the one that names channels. */
export function leavingProperties({ leaving }: ReportDefinition, channel: string | null): readonly string[] {
  return [...new Set([...leaving?.properties ?? [], ...channel === null ? [] : [channel]])];
}

function leavingOf(
  log: EventLog,
  steps: readonly StepDefinition[],
  within: string,
  groups: readonly Group[],
): DropOffResult {
  const result = dropOff(log, steps, { within, groups, top: mostNext });
  // As with the steps, nothing is said of everybody: adding the segments up hides which one leaks.
  return { ...result, groups: result.groups.slice(1) };
}

/** The steps up to the one that the report counts as done; the whole journey unless it names one. */
function timedSteps(steps: readonly StepDefinition[], { done }: ReportDefinition): readonly StepDefinition[] {
  if (done === undefined) return steps;
  const at = steps.findIndex(({ name }) => name === done);
  if (at >= 0) return steps.slice(0, at + 1);
  const near = nearest(done, steps.map(({ name }) => name));
  throw new InputError(
    `Cannot take step "${done}" as done: the journey has none of that name (found: ${
      steps.map(({ name }) => name).join(", ")
    }).${near ? ` Did you mean "${near}"?` : " Name one of them under done in report.yaml."}`,
  );
}

function timingOf(log: EventLog, steps: readonly StepDefinition[], groups: readonly Group[], all: Group) {
  const result = conversionWindow(log, steps, { groups: [all, ...groups], mostPoints });
  // Everybody the book is about, not everybody in the log.
  const [, whole, ...parts] = result.groups;
  return { ...result, groups: [{ ...whole!, group: "all" }, ...parts] };
}

/** The event property that names channels: the one the report names, else `channel` where events have it. */
export function channelProperty(workspace: Workspace, { credit }: ReportDefinition): string | null {
  const fields = workspace.tables.get("events")?.fields ?? [];
  if (credit?.channel !== undefined) return credit.channel;
  return fields.some(({ name }) => name === "channel") ? "channel" : null;
}

function creditOf(
  log: EventLog,
  channel: string,
  { name, events }: StepDefinition,
  { credit }: ReportDefinition,
  groups: readonly Group[],
  all: Group,
): JourneyResults["credit"] {
  const conversion = events.filter((event) => log.names.includes(event));
  if (conversion.length === 0) return null;
  const lookBack = credit?.lookBack ?? "90d";
  const { events: touches, channels } = channelTouches(log, {
    channel,
    conversion,
    idle: "30min",
    ...(credit?.touches && { touches: credit.touches }),
  });
  if (channels.length === 0) return null;
  const everyPath = conversionPaths(touches, { channels, lookBack, observedUntil: log.observedUntil });
  const paths = pathsOfPeople(everyPath, all.members);
  const result = creditByGroup(paths, groups, {
    draws: paths.conversions.length <= mostDrawnPaths && groups.length <= 12 ? draws : 0,
  });
  return { step: name, channel, lookBack: windowWords(lookBack), cut: cutSentence(everyPath), result };
}

function cutSentence({ touchesBefore, touchesCut }: ConversionPaths): string {
  const share = touchesBefore === 0 ? 0 : touchesCut / touchesBefore;
  if (share === 0) return "";
  const of100 = share < .01 ? "Fewer than 1 in 100" : `${Math.round(100 * share)} in 100`;
  return `${of100} contacts came earlier and are left out.`;
}

/** Coming back: to what the report names, else to visits kept, where the workspace has any. */
function returningOf(
  log: EventLog,
  workspace: Workspace,
  { returning }: ReportDefinition,
  groups: readonly Group[],
  all: Group,
): JourneyResults["returning"] {
  const kept = workspace.tables.has("appointments") ? ["appointment:kept"] : undefined;
  const names = (returning ? [returning.event].flat() : kept)?.filter((name) => log.names.includes(name));
  if (!names || names.length === 0) return null;
  const { events, observedUntil } = retentionEvents(log, { start: names, back: names });
  const result = retention(events, {
    observedUntil,
    ...(returning?.period === undefined && returning?.periods === undefined
      ? { period: "7d", brackets: usualWeeks }
      : { period: returning.period ?? "month", periods: returning.periods ?? 3 }),
    timeZone: workspace.config.timeZone,
    groups: [...groups, all],
  });
  const { people, overall } = result.groups!.at(-1)!;
  return {
    title: returning?.title ?? "Coming back for a visit",
    // The page shows groups over all their cohorts: single months would be of few people, and give others away.
    result: {
      ...result,
      people,
      overall,
      cohorts: [],
      groups: result.groups!.slice(0, -1).map((group) => ({ ...group, cohorts: [] })),
    },
  };
}
