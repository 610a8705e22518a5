import { InputError } from "../workspace/mod.ts";
import type { EventLog, EventProperty } from "./event_log.ts";
import type { Entry } from "./_found_chain.ts";
import type { FunnelRules } from "./funnel_options.ts";
import type { FunnelMode, StepDefinition } from "./result.ts";
import { type CompiledSteps, compileSteps, property } from "./_steps.ts";
import { windowSeconds } from "./_window.ts";

/** What people may not do between two steps. */
export interface Bar {
  /** By event code: 1 for the events meant. */
  readonly codes: Uint8Array;
  /** Bits of the gaps it closes; bit `k` is the gap after step `k`, counted from 0. */
  readonly gaps: number;
  /** The first and last step between which it counts. */
  readonly from: number;
  readonly to: number;
}

/** A funnel's options, checked and compiled against a log. */
export interface FunnelPlan {
  readonly mode: FunnelMode;
  readonly window: number;
  readonly entry: Entry;
  /** The steps that make the chain: all but the optional ones. */
  readonly steps: CompiledSteps;
  /** By step of the chain, from 0: its place among the steps declared. */
  readonly rows: readonly number[];
  /** The optional steps, null when there are none, and their places among the steps declared. */
  readonly optional: CompiledSteps | null;
  readonly optionalRows: readonly number[];
  /** By step of the chain, from 1: longest time since the step before. */
  readonly limits: Float64Array;
  /** Any order: by block, bits of its steps. */
  readonly blocks: readonly number[];
  /** Strict: by event code, 1 for events that a chain does not see. */
  readonly ignored: Uint8Array | null;
  readonly drops: readonly Bar[];
  readonly leaves: readonly Bar[];
  readonly hold: EventProperty | null;
  /** Whether it is the plain funnel that `traceChains` follows. */
  readonly plain: boolean;
}

/**
 * Checks and compiles what a funnel is asked for.
 *
 * @throws {InputError} As `compileSteps`; or an option does not go with the mode.
 * @throws {RangeError} A length of time is not longer than 0, or a step is named that there is not.
 */
export function planFunnel(
  log: EventLog,
  steps: readonly StepDefinition[],
  rules: FunnelRules,
): FunnelPlan {
  const { mode = "ordered", entry = "longest", ignore = [], exclude = [], hold } = rules;
  const window = windowSeconds(rules.within);
  compileSteps(log, steps);
  const inOrder = mode === "ordered" || mode === "strict";
  refuse(
    !inOrder && steps.some((step) => step.within !== undefined),
    mode,
    "limits from step to step",
    "ordered and strict",
  );
  refuse(
    mode !== "ordered" && steps.some((step) => step.optional === true),
    mode,
    "optional steps",
    "ordered",
  );
  refuse(mode !== "ordered" && exclude.length > 0, mode, "exclusions", "ordered");
  refuse(mode !== "strict" && ignore.length > 0, mode, "events to ignore", "strict");
  refuse(mode !== "anyOrder" && steps.some((step) => step.anchored === true), mode, "anchors", "anyOrder");
  refuse(
    mode === "open" && (hold !== undefined || entry !== "longest"),
    mode,
    "hold and entry",
    "the others",
  );
  const rows = steps.flatMap((step, k) => step.optional === true ? [] : [k]);
  const optionalRows = steps.flatMap((step, k) => step.optional === true ? [k] : []);
  if (rows[0] !== 0) {
    throw new InputError(
      `Cannot make a funnel that begins with the optional step "${
        steps[0]!.name
      }": the first step must be done`,
    );
  }
  const required = rows.map((k) => steps[k]!);
  const bars = exclude.map((one) => ({ effect: one.effect ?? "drops", bar: compileBar(log, one, rows) }));
  const limits = Float64Array.from([
    Infinity,
    ...required.map((step) => step.within === undefined ? Infinity : windowSeconds(step.within)),
    Infinity,
  ]);
  return {
    mode,
    window,
    entry,
    steps: compileSteps(log, required),
    rows,
    optional: optionalRows.length === 0 ? null : compileSteps(log, optionalRows.map((k) => steps[k]!)),
    optionalRows,
    limits,
    blocks: blocksOf(required),
    ignored: mode === "strict" ? codesOf(log, ignore) : null,
    drops: bars.flatMap(({ effect, bar }) => effect === "drops" ? [bar] : []),
    leaves: bars.flatMap(({ effect, bar }) => effect === "leaves" ? [bar] : []),
    hold: hold === undefined ? null : property(log, hold),
    plain: mode === "ordered" && entry === "longest" && exclude.length === 0 && hold === undefined &&
      optionalRows.length === 0 && limits.every((limit) => limit === Infinity),
  };
}

function refuse(wrong: boolean, mode: FunnelMode, what: string, where: string): void {
  if (wrong) throw new InputError(`Cannot use ${what} in mode ${mode}: they belong to ${where}`);
}

function codesOf(log: EventLog, names: readonly string[]): Uint8Array {
  const wanted = new Set(names);
  return Uint8Array.from(log.names, (name) => wanted.has(name) ? 1 : 0);
}

function compileBar(
  log: EventLog,
  one: NonNullable<FunnelRules["exclude"]>[number],
  rows: readonly number[],
): Bar {
  const { events, from = 0, to = rows.at(-1)! } = one;
  const [first, last] = [rows.indexOf(from), rows.indexOf(to)];
  if (first < 0 || last < 0 || first >= last) {
    throw new RangeError(
      `Cannot exclude ${
        events.join(", ")
      } between steps ${from} and ${to}: name two steps that must be done, ` +
        "counted from 0, the earlier one first",
    );
  }
  let gaps = 0;
  for (let gap = first; gap < last; gap++) gaps |= 1 << gap;
  return { codes: codesOf(log, events), gaps, from: first, to: last };
}

/** Anchored steps stand alone; the steps between two of them are one block. */
function blocksOf(steps: readonly StepDefinition[]): number[] {
  const blocks: number[] = [];
  steps.forEach((step, k) => {
    const alone = step.anchored === true || k === 0 || steps[k - 1]!.anchored === true;
    if (alone) blocks.push(1 << k);
    else blocks.push(blocks.pop()! | 1 << k);
  });
  return blocks;
}
