import { type Group, readRule, type Rule, ruleTruths, type SegmentBook } from "../segments/mod.ts";
import { InputError, type MeasureConfig, type Workspace } from "../workspace/mod.ts";
import { KeyError, readAmounts, readValues } from "./_read.ts";
import { medians } from "./median.ts";
import { rates, type RateTruths } from "./rate.ts";
import type { MeasureInGroup, MeasureResult } from "./result.ts";
import { totals } from "./total.ts";

/** What measures may need beside the workspace and the groups. */
export interface MeasureOptions {
  /** Needed when a measure's rule names a segment. */
  readonly book?: SegmentBook;
  /** How to name the definition file in messages. Default `workspace.yaml`. */
  readonly file?: string;
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

/**
 * Declared measures in each group, in the order declared: rates with the Wilson interval, medians with the
 * interval between order statistics, totals. Groups may overlap; over groups that divide everybody, every count
 * and every total adds up to that of everybody.
 *
 * A rate leaves out people for whom one of its rules is unknown, and counts them; a median leaves out people
 * without the number; a total counts as unknown people whose rows all lack the number.
 *
 * @param configs As declared in workspace.yaml.
 * @param groups As `groups()` and `everybody()` of lib/segments give them.
 * @throws {InputError} A measure names a field, table, segment or operator that does not exist: with its path,
 * such as `measures.2.who`.
 */
export async function measures(
  workspace: Workspace,
  configs: readonly MeasureConfig[],
  groups: readonly Group[],
  options: MeasureOptions = {},
): Promise<MeasureResult[]> {
  const truths = await readTruths(workspace, configs, options);
  const results: MeasureResult[] = [];
  for (const config of configs) {
    results.push(await measure(workspace, config, groups, truths.get(config), options));
  }
  return results;
}

async function measure(
  workspace: Workspace,
  config: MeasureConfig,
  groups: readonly Group[],
  truths: RateTruths | undefined,
  { signal, file }: MeasureOptions,
): Promise<MeasureResult> {
  const { many } = workspace.config.counted;
  const result = (of: MeasureInGroup[], method: string): MeasureResult => ({
    kind: "measure",
    id: config.id,
    name: config.name,
    says: config.type === "rate" ? config.says ?? null : null,
    type: config.type,
    unit: config.type === "rate" ? null : config.unit ?? null,
    better: config.better ?? null,
    groups: of,
    method,
    warnings: [],
  });
  try {
    switch (config.type) {
      case "rate":
        return result(
          rates(truths!, groups),
          `Share of the ${many} it could be true for; those for whom it is unknown are left out. ` +
            "Interval: Wilson (1927), 95%.",
        );
      case "median":
        return result(
          medians(await readValues(workspace, config, signal), groups),
          `Median among the ${many} with a value. Interval: between order statistics, at least 95%.`,
        );
      case "total":
        return result(
          totals(await readAmounts(workspace, config, signal), groups),
          `${config.field === undefined ? "Number of rows" : `Sum of ${config.field}`} in ${config.table}${
            config.within === undefined ? "" : ` in the last ${config.within}`
          }. A full count, so without an interval.`,
        );
    }
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    const at = `${pathOf(workspace, config)}.${error.key}`;
    throw new InputError(`Cannot use ${at} in ${file ?? "workspace.yaml"}: ${error.message}.`, {
      cause: error,
    });
  }
}

/** Where a measure stands in its definition file. */
function pathOf(workspace: Workspace, config: MeasureConfig): string {
  const at = workspace.config.measures.indexOf(config);
  return at < 0 ? config.id : `measures.${at}`;
}

/** The rules of all rates, answered for everybody in one query. */
async function readTruths(
  workspace: Workspace,
  configs: readonly MeasureConfig[],
  { book, file = "workspace.yaml", signal }: MeasureOptions,
): Promise<ReadonlyMap<MeasureConfig, RateTruths>> {
  const asked: { readonly label: string; readonly rule: Rule }[] = [];
  const ask = (config: MeasureConfig, key: string, written: unknown): number => {
    const label = `${pathOf(workspace, config)}.${key} in ${file}`;
    return asked.push({ label, rule: readRule(written, label) }) - 1;
  };
  const places = configs.flatMap((config) =>
    config.type === "rate"
      ? [{ config, who: ask(config, "who", config.who), of: config.of && ask(config, "of", config.of) }]
      : []
  );
  if (asked.length === 0) return new Map();
  const options = { ...(book && { book }), ...(signal && { signal }) };
  let truths: readonly Uint8Array[];
  try {
    truths = await ruleTruths(workspace, asked.map(({ rule }) => rule), options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // One by one, so that the message names the measure at fault.
    for (const { label, rule } of asked) await ruleTruths(workspace, [rule], { ...options, label });
    throw error;
  }
  return new Map(places.map(({ config, who, of }) => [
    config,
    of === undefined ? { who: truths[who]! } : { who: truths[who]!, of: truths[of]! },
  ]));
}
