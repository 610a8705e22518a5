import type { FunnelGroup, FunnelResult, FunnelStep } from "../journeys/mod.ts";
import { difference, type MeasureInGroup, type MeasureResult, type ReachResult } from "../outcomes/mod.ts";
import type { ResultOf } from "../privacy/mod.ts";
import type { SegmentsResult, Shown } from "../segments/mod.ts";
import type { QualityResult } from "../workspace/mod.ts";
import { describeClustering, describeSelection } from "./_describe_clusters.ts";
import {
  describeComparison,
  describeDrift,
  describeProfile,
  describeStability,
  describeTyping,
} from "./_describe_groupings.ts";
import { describeMoves } from "./_describe_moves.ts";
import {
  describeAttempts,
  describeRetention,
  describeStages,
  describeTiming,
  describeWindow,
} from "./_describe_times.ts";
import {
  describeAfterDropOff,
  describeAssociations,
  describeAttribution,
  describeDropOff,
  describeFlow,
  describePaths,
  describeTransitions,
} from "./_describe_ways.ts";
import { counted, groupName, isSegment, listed, named, people, quoted } from "./_phrases.ts";
import { channelName } from "./channel_name.ts";
import type { Counted } from "./counted.ts";
import { count, number } from "./numbers.ts";
import { interval, ofEvery100, percent } from "./rates.ts";

/** How to describe a result. */
export interface DescribeOptions {
  /** What is counted. Default: people. */
  readonly counted?: Counted;
}

/** Results there are sentences for, by their kind: every kind. */
export type DescribedResults = ResultOf<Shown>;

/** Kinds there are sentences for. */
export type Described = keyof DescribedResults;

type Describe<K extends Described> = (result: DescribedResults[K], counted: Counted) => string;

/** A sentence for every kind. A new kind does not compile until it has one. */
const sentences: { readonly [K in Described]: Describe<K> } = {
  segments: describeSegments,
  funnel: describeFunnel,
  measure: describeMeasure,
  reach: describeReach,
  quality: describeQuality,
  moves: describeMoves,
  clustering: describeClustering,
  clusteringSelection: describeSelection,
  clusterProfile: describeProfile,
  groupingComparison: describeComparison,
  typingRules: describeTyping,
  clusteringStability: describeStability,
  clusteringDrift: describeDrift,
  window: describeWindow,
  timing: describeTiming,
  paths: describePaths,
  transitions: describeTransitions,
  flow: describeFlow,
  stages: describeStages,
  attribution: describeAttribution,
  retention: describeRetention,
  associations: describeAssociations,
  attempts: describeAttempts,
  afterDropOff: describeAfterDropOff,
  dropOff: describeDropOff,
};

/** Whether there is a sentence for a value. */
export function isDescribable(value: unknown): value is DescribedResults[Described] {
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  return typeof kind === "string" && Object.hasOwn(sentences, kind);
}

/**
 * What a result says, in one or two sentences: the takeaway over its section. Segments are named one by one,
 * never summed where they differ. Numbers that are hidden are never said, and nothing is said of cause.
 *
 * @param result A result that passed the privacy gate; raw results do too, inside the house.
 *
 * @example
 * ```ts
 * import { describe } from "./describe.ts";
 * const group = (name: string, any: number) => ({ group: name, name, people: 100, any, byChannel: [any] });
 * const sentence = describe({
 *   kind: "reach",
 *   channels: ["email"],
 *   groups: [group("Ready", 92), group("Learning", 34)],
 *   warnings: [],
 * });
 * if (sentence !== "92 of every 100 people in Ready can be reached, and 34 of every 100 in Learning.") {
 *   throw new Error(sentence);
 * }
 * ```
 */
export function describe<K extends Described>(
  result: DescribedResults[K],
  options: DescribeOptions = {},
): string {
  const sentence = sentences[result.kind as K] as Describe<K>;
  return sentence(result, options.counted ?? people);
}

function describeSegments(result: SegmentsResult<Shown>, words: Counted): string {
  const { total, unknown } = result;
  if (total === 0) return `There are no ${words.many} to divide.`;
  const shown = result.segments.flatMap(({ name, people, share }) =>
    typeof people === "number" && typeof share === "number" ? [{ name, people, share }] : []
  );
  const [largest] = shown.sort((a, b) => b.people - a.people);
  const parts: string[] = [];
  const rank = result.segments.length === 1 ? "only" : "largest";
  if (!largest) parts.push("The sizes of all segments are hidden.");
  else if (largest.people === 0) parts.push(`No ${words.one} is in any segment.`);
  else {
    parts.push(
      `${named(largest.name)} is the ${rank} segment: ${counted(largest.people, words)}, ${
        percent(largest.share)
      }.`,
    );
  }
  if (typeof unknown === "number" && typeof total === "number" && unknown > 0) {
    parts.push(
      `${counted(unknown, words)} (${percent(unknown / total)}) cannot be placed: too little is known.`,
    );
  }
  return parts.join(" ");
}

/** A step of one group, and how it ends for those who reached it. */
interface Ending {
  readonly group: { readonly id: string; readonly name: string };
  readonly step: FunnelStep<Shown>;
  readonly next: FunnelStep<Shown>;
}

function describeFunnel(result: FunnelResult<Shown>, words: Counted): string {
  const entered = result.steps[0]?.people;
  const groups = result.groups?.filter(({ group }) => isSegment(group)) ?? [];
  const everybody: FunnelGroup<Shown> = {
    group: "all",
    name: "",
    people: result.people,
    steps: result.steps,
  };
  const endings = (groups.length > 0 ? groups : [everybody]).flatMap(({ group, name, steps }) =>
    steps.slice(0, -1).map((step, k): Ending => ({ group: { id: group, name }, step, next: steps[k + 1]! }))
  );
  const known = endings.flatMap((ending) => {
    const rate = ending.step.drop?.rate;
    return typeof rate === "number" ? [{ ...ending, rate }] : [];
  }).sort((a, b) => b.rate - a.rate);
  const parts: string[] = [];
  const [worst] = known;
  if (worst && worst.rate > 0) {
    const who = worst.group.id === "all" ? `Of all ${words.many}` : `In ${groupName(worst.group)}`;
    parts.push(
      `${who}, ${roughly(worst.rate)} leave after ${quoted(worst.step.name)}, before ${
        quoted(worst.next.name)
      }: ` +
        "the biggest drop-off.",
    );
  }
  const deciding = [...new Set(endings.filter(mostlyDeciding).map(({ group }) => groupName(group)))];
  if (deciding.length > 0 && groups.length > 0) {
    parts.push(`In ${listed(deciding)} most of those who stopped are still deciding, not lost.`);
  }
  if (parts.length > 0) return parts.join(" ");
  if (entered === 0) return `Nobody did the first step, ${quoted(result.steps[0]!.name)}.`;
  return endings.some(({ step }) => step.drop !== null)
    ? `Too few ${words.many} may be shown to say where they stop.`
    : `It is too early to say where ${words.many} stop: nobody's time is over yet.`;
}

/** At the first step, where most people stand: more are still deciding than left. */
function mostlyDeciding({ step }: Ending): boolean {
  const { people, left, stillDeciding } = step;
  return step.rateFromPrevious === null && typeof people === "number" && typeof left === "number" &&
    typeof stillDeciding === "number" && stillDeciding > left && stillDeciding * 4 >= people;
}

interface Known {
  readonly row: MeasureInGroup<Shown>;
  readonly value: number;
}

function describeMeasure(result: MeasureResult<Shown>, words: Counted): string {
  const known = result.groups.filter(({ group }) => isSegment(group)).flatMap((row): Known[] =>
    typeof row.value === "number" ? [{ row, value: row.value }] : []
  ).sort((a, b) => a.value - b.value);
  const low = known[0];
  const high = known.at(-1);
  if (!low || !high) return describeWhole(result, words);
  const say = ({ value }: Known) =>
    result.type === "rate"
      ? ofEvery100(value)
      : `${number(value)}${result.unit ? ` ${named(result.unit)}` : ""}`;
  if (known.length === 1) return `${say(low)} in ${groupName({ id: low.row.group, name: low.row.name })}.`;
  const name = ({ row }: Known) => groupName({ id: row.group, name: row.name });
  const range = `From ${say(low)} in ${name(low)} to ${say(high)} in ${name(high)}`;
  if (result.type === "total") return `${range}.`;
  if (low.value === high.value) return `${say(low)} in every segment.`;
  return apart(low.row, high.row, known.length)
    ? `${range}: no average describes these segments.`
    : `${range}; chance alone could explain the difference.`;
}

/** Where no segment's value may be shown, or there are no segments. */
function describeWhole(result: MeasureResult<Shown>, words: Counted): string {
  const all = result.groups.find(({ group }) => group === "all");
  if (typeof all?.value === "number") {
    return result.type === "rate"
      ? `${ofEvery100(all.value)} ${words.many}${between(all)}.`
      : `${number(all.value)}${result.unit ? ` ${named(result.unit)}` : ""} over all ${words.many}.`;
  }
  return result.groups.some(({ value }) => value === "hidden")
    ? `Too few ${words.many} may be shown to say.`
    : `There are no ${words.many} to measure.`;
}

function between({ low, high }: MeasureInGroup<Shown>): string {
  const text = interval({ low, high });
  return text === "" ? "" : ` (95% interval ${text})`;
}

/** Whether the ends of so many groups differ beyond chance: intervals that do not meet, and no pair picked by luck. */
function apart(low: MeasureInGroup<Shown>, high: MeasureInGroup<Shown>, groups: number): boolean {
  const [one, two] = [low, high].map(({ value, low, high }) =>
    typeof value === "number" && typeof low === "number" && typeof high === "number"
      ? { value, low, high }
      : null
  );
  if (!one || !two || one.high >= two.low) return false;
  return difference(two, one, { comparisons: groups * (groups - 1) / 2 }).low > 0;
}

function describeReach(result: ReachResult<Shown>, words: Counted): string {
  const shares = result.groups.filter(({ group }) => isSegment(group)).flatMap((
    { group, name, people, any },
  ) =>
    typeof people === "number" && typeof any === "number" && people > 0
      ? [{ name: groupName({ id: group, name }), share: any / people }]
      : []
  ).sort((a, b) => b.share - a.share);
  const most = shares[0];
  const least = shares.at(-1);
  if (!most || !least) return `Too few ${words.many} may be shown to say who can be reached.`;
  if (most.share === 0) {
    return result.warnings.length > 0
      ? `No ${words.one} may be counted as reachable: permission or addresses are missing from the data.`
      : `No ${words.one} can be reached through ${listed(result.channels.map(channelName), "or")}.`;
  }
  const start = `${ofEvery100(most.share)} ${words.many} in ${most.name} can be reached`;
  return most === least ? `${start}.` : `${start}, and ${ofEvery100(least.share)} in ${least.name}.`;
}

function describeQuality(result: QualityResult<Shown>, _words: Counted): string {
  const { fields, gate } = result;
  const verdict = (wanted: string) => fields.filter(({ verdict }) => verdict === wanted);
  const parts = gate.passed ? [] : ["The data-quality gate failed."];
  if (fields.length === 0) parts.push("There is no field to segment on.");
  else {
    const strong = verdict("strong").length;
    parts.push(
      strong === fields.length
        ? strong === 1
          ? "The 1 field is strong enough to segment on."
          : `All ${count(strong)} fields are strong enough to segment on.`
        : `${count(strong)} of ${count(fields.length)} fields are strong enough to segment on, ${
          count(verdict("weak").length)
        } weak, ${count(verdict("unusable").length)} not usable.`,
    );
  }
  return parts.join(" ");
}

const fractions: readonly (readonly [rate: number, words: string])[] = [
  [0.1, "one in ten"],
  [0.2, "one in five"],
  [0.25, "one in four"],
  [1 / 3, "one in three"],
  [0.4, "two in five"],
  [0.5, "half"],
  [0.6, "three in five"],
  [2 / 3, "two in three"],
  [0.75, "three in four"],
  [0.8, "four in five"],
  [0.9, "nine in ten"],
];

/** A rate in the words one would say aloud, where a simple fraction is within two points; else of every 100. */
function roughly(rate: number): string {
  const [nearest, words] = fractions.reduce((best, one) =>
    Math.abs(one[0] - rate) < Math.abs(best[0] - rate) ? one : best
  );
  return Math.abs(nearest - rate) <= 0.02 ? words : ofEvery100(rate);
}
