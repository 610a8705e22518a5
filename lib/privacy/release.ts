import { markReleased } from "./is_released.ts";
import type { Shown } from "../segments/mod.ts";
import { afterDropOff } from "./_after_drop_off.ts";
import { associations } from "./_associations.ts";
import { attempts } from "./_attempts.ts";
import { attribution } from "./_attribution.ts";
import { auditRates } from "./suppression/_audit_rates.ts";
import { type Cell, Cells, type PrintedRate } from "./suppression/_cells.ts";
import type { Reader } from "./_chain.ts";
import { clusterProfile } from "./_cluster_profile.ts";
import { clustering } from "./_clustering.ts";
import { clusteringDrift } from "./_clustering_drift.ts";
import { clusteringStability } from "./_clustering_stability.ts";
import { clusteringSelection } from "./_clustering_selection.ts";
import type { Context } from "./_context.ts";
import { dropOff } from "./_drop_off.ts";
import { groupingComparison } from "./_grouping_comparison.ts";
import { flow } from "./_flow.ts";
import { Examples } from "./suppression/_examples.ts";
import { funnel } from "./_funnel.ts";
import { measure } from "./_measure.ts";
import { moves } from "./_moves.ts";
import { paths } from "./_paths.ts";
import { placesOfCells } from "./_places_of_cells.ts";
import { protect } from "./suppression/_protect.ts";
import { quality } from "./_quality.ts";
import { reach } from "./_reach.ts";
import { peopleBehind, type RoundedRate } from "./_rounded.ts";
import { retention } from "./_retention.ts";
import { segments } from "./_segments.ts";
import { stages } from "./_stages.ts";
import { withoutSmallCounts } from "./_text.ts";
import { timing } from "./_timing.ts";
import { transitions } from "./_transitions.ts";
import { typingRules } from "./_typing_rules.ts";
import { addEarlier } from "./_with_ledger.ts";
import type { Ledger } from "./ledger/mod.ts";
import { conversionWindow } from "./_window.ts";
import { rememberRecord } from "./release_record.ts";
import type { Kind, Released, ReleasePolicy, ResultOf, Results } from "./result.ts";

/** Registers every count of a result, and gives back how to print it once all cells are decided. */
type Gate<K extends Kind> = (result: ResultOf[K], context: Context) => (reader: Reader) => ResultOf<Shown>[K];

/** Every kind of result. A new kind does not compile until the gate knows its counts. */
const gates: { readonly [K in Kind]: Gate<K> } = {
  segments: (result, { cells }) => segments(result, cells),
  reach: (result, { cells, mode }) => reach(result, cells, mode),
  funnel: (result, { cells, mode, minimum }) => funnel(result, cells, mode, minimum),
  measure,
  quality: (result, { cells, minimum }) => quality(result, cells, minimum),
  window: conversionWindow,
  timing,
  paths,
  transitions,
  flow,
  stages,
  attribution,
  retention,
  associations,
  attempts,
  dropOff,
  afterDropOff,
  clustering,
  clusteringSelection,
  clusterProfile,
  groupingComparison,
  typingRules,
  clusteringStability,
  clusteringDrift,
  moves,
};

/** Which kind stands in which place, in the order their counts are registered. */
const places: { readonly [P in keyof Results]: Kind } = {
  segments: "segments",
  reach: "reach",
  funnels: "funnel",
  measures: "measure",
  quality: "quality",
  windows: "window",
  timings: "timing",
  paths: "paths",
  transitions: "transitions",
  flows: "flow",
  stages: "stages",
  attributions: "attribution",
  retentions: "retention",
  associations: "associations",
  attempts: "attempts",
  dropOffs: "dropOff",
  afterDropOffs: "afterDropOff",
  clusterings: "clustering",
  clusteringSelections: "clusteringSelection",
  clusterProfiles: "clusterProfile",
  groupingComparisons: "groupingComparison",
  typingRules: "typingRules",
  clusteringStabilities: "clusteringStability",
  clusteringDrifts: "clusteringDrift",
  moves: "moves",
};

/**
 * The privacy gate: results as they may be shown, every number that could give away a count of 1 to 10 replaced by
 * the one mark "hidden". Zero is shown. Nothing is changed in the results given.
 *
 * All results given together are protected together, since one could give away what another hides:
 * - A count of 1 to `minimum` − 1 is hidden, and so is a count whose complement, or difference to the step before,
 *   is that small.
 * - A share is hidden with its count, a rate or drop-off with its interval when its numerator, its denominator or
 *   their difference is small. When these are large and hidden only for a neighbour's sake (people still deciding,
 *   people of unknown status), the rate is printed in whole percent without counts, if the neighbour could then
 *   still be anything from 1 to 10.
 * - A total is hidden with the count of people behind it, a median with its interval when fewer than
 *   2 × `minimum` people have one.
 * - Where a hidden count, or a sum of hidden counts below the minimum, follows from printed numbers by adding and
 *   subtracting (groups and everybody, steps of a funnel, channels, people and their complement), more is hidden:
 *   first the row of everybody, then the smallest.
 * - In data quality, smallest and largest values and row numbers never leave.
 *
 * What is left is attacked by linear programming (HiGHS): every count of 1 to `minimum` − 1 must still be able to be
 * anything from 1 to `minimum` − 1, also for somebody who is the only one in a count, and with all rounded rates
 * together. What turned out not to be needed is shown again.
 *
 * With a ledger, earlier releases of the same people count as known: a number printed before cannot be hidden again, and
 * a count that changed by fewer than `minimum` people is hidden, since the change is a count of its own. What earlier
 * releases told of hidden counts joins the attack, also of counts that are not there any more. The same results give
 * the same release again.
 *
 * What it does not do: counts in different measures that happen to be of the same people are not connected, unless they have
 * the same name; and rates of 0 or 100 %, which say something of everybody in a group, are hidden only when the policy
 * says so.
 *
 * @param ledger Earlier releases, from `readLedger`. `releaseRecord` makes the entry for this one.
 * @throws {RangeError} A count is not a whole number from 0, or the minimum is not a whole number from 2.
 *
 * @example
 * ```ts
 * import { release } from "./release.ts";
 * const size = (id: string, people: number) => ({ id, name: id, people, share: people / 100, unknown: 0 });
 * const { segments } = await release({
 *   segments: {
 *     kind: "segments",
 *     mode: "exclusive",
 *     asOf: "2026-10-31",
 *     book: { name: "Example", version: 1, sha256: "" },
 *     total: 100,
 *     unknown: 0,
 *     unsegmented: 20,
 *     segments: [size("few", 4), size("more", 30), size("most", 46)],
 *     warnings: [],
 *   },
 * });
 * const people = segments.segments.map((segment) => segment.people);
 * if (people.join() !== "hidden,30,46" || segments.unsegmented !== "hidden") throw new Error(people.join());
 * ```
 */
export async function release<K extends keyof Results>(
  results: Pick<Results, K>,
  policy: ReleasePolicy = {},
  ledger: Pick<Ledger, "entries"> | null = null,
): Promise<Released<K>> {
  const { minimum = 11, counted = "people" } = policy;
  if (!Number.isSafeInteger(minimum) || minimum < 2) {
    throw new RangeError(`Cannot hide counts below ${minimum}: the minimum must be a whole number from 2`);
  }
  const given: Partial<Results> = results;
  const mode = policy.mode ?? given.segments?.mode;
  const context: Context = { cells: new Cells(), minimum, mode, policy };
  const pass = <K extends Kind>(kind: K, result: ResultOf[K]) => {
    const print = gates[kind](result, context);
    return (reader: Reader): ResultOf<Shown>[K] => withCleanWarnings(print(reader), minimum);
  };
  const order = new Map<keyof Results, (reader: Reader) => unknown>();
  const passAll = (place: keyof Results) => {
    const one = given[place];
    if (one === undefined) return;
    const kind = places[place];
    const list = (Array.isArray(one) ? one : [one]) as readonly ResultOf[Kind][];
    const prints = new Map(ratesLast(list).map((one) => [one, pass(kind, one)]));
    order.set(
      place,
      (reader) =>
        Array.isArray(one) ? list.map((one) => prints.get(one)!(reader)) : prints.get(list[0]!)!(reader),
    );
  };
  for (const place of Object.keys(places) as (keyof Results)[]) passAll(place);
  const draft: Reader = { minimum, knows: () => true, rounds: () => false };
  const printWith = (reader: Reader) =>
    Object.fromEntries([...order].map(([name, print]) => [name, print(reader)]));
  const named = placesOfCells(context.cells, () => printWith(draft));
  const lines = [...context.cells.lines];
  if (ledger) {
    const { asOf = given.segments?.asOf, workspace, part = null, ledgerDays: days = 5 } = policy;
    await addEarlier(context.cells, named, { entries: ledger.entries, workspace, part, asOf, days, minimum });
  }
  const examples = new Examples();
  let { found } = await protect(context.cells, minimum, examples);
  const knows = (cell: Cell) => !cell.hidden || cell.published || found.has(cell);
  const rates = new Map<Cell, PrintedRate>();
  // Printed once to see which rates would be rounded; then only those that all together give nothing away.
  const trial: Reader = {
    minimum,
    knows,
    rounds: (n, of, rate) => {
      rates.set(n, printedRate(n, of, rate, minimum));
      return true;
    },
  };
  printWith(trial);
  let allowed = await auditRates(context.cells, [...rates.values()], minimum, examples);
  if (hideSummaries(context.cells, [...rates.values()].filter((rate) => !allowed.has(rate)))) {
    ({ found } = await protect(context.cells, minimum, examples));
    rates.clear();
    printWith(trial);
    allowed = await auditRates(context.cells, [...rates.values()], minimum, examples);
  }
  const reader: Reader = { minimum, knows, rounds: (n) => allowed.has(rates.get(n)!) };
  const released = printWith(reader);
  for (const one of Object.values(released).flat()) markReleased(one as object);
  const whole = {
    ...released,
    minimum,
    suppressed: { cells: marks(released) },
    note: `hidden: fewer than ${minimum} ${counted}, or a number that would give such a count away`,
  } as unknown as Released<K>;
  rememberRecord(whole, named, lines, allowed);
  return whole;
}

/**
 * A rate of a group is worth more than the counts of everybody beside it: where one may not be printed, the summary
 * rows that its counts add up to are hidden, so that it may. Whether there were any.
 */
function hideSummaries(cells: Cells, refused: readonly PrintedRate[]): boolean {
  const parts = new Set(refused.flatMap(({ n, of }) => [n, of]));
  const wholes = cells.lines.filter(({ whole, parts: summed }) =>
    whole.cost < 0 && whole.printed && !whole.hidden && !whole.published &&
    summed.some((part) => parts.has(part))
  );
  for (const { whole } of wholes) whole.hidden = true;
  return wholes.length > 0;
}

function printedRate(n: Cell, of: Cell, { rate, low, high }: RoundedRate, minimum: number): PrintedRate {
  const { least, most } = peopleBehind({ rate, low, high }, of.value, minimum);
  return { n, of, from: Math.max(0, rate - 0.005), to: Math.min(1, rate + 0.005), least, most };
}

/** Rates last: what a rate leaves of its group matters when anything else prints the group's size. */
function ratesLast(list: readonly ResultOf[Kind][]): ResultOf[Kind][] {
  const isRate = (one: ResultOf[Kind]) => Number(one.kind === "measure" && one.type === "rate");
  return list.toSorted((a, b) => isRate(a) - isRate(b));
}

function withCleanWarnings<T extends object>(result: T, minimum: number): T {
  if (!("warnings" in result)) return result;
  return {
    ...result,
    warnings: (result.warnings as readonly string[]).map((text) => withoutSmallCounts(text, minimum)),
  };
}

/** How many numbers carry the mark. Names stand under `name`, `id` or `group` and never count. */
function marks(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + marks(one) + Number(one === "hidden"), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (one === "hidden" && !["name", "id", "group"].includes(key) ? 1 : marks(one)),
    0,
  );
}
