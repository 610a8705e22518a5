import { type Command, InvalidArgumentError } from "commander";
import type { Breakdown, StepDefinition } from "../journeys/mod.ts";
import { length, names } from "./arguments.ts";
import { usage } from "./usage.ts";

/** The flags that say what the steps are. */
export interface StepFlags {
  readonly steps: readonly string[];
  readonly optional?: readonly string[];
  readonly anchor?: readonly string[];
  readonly stepWithin?: readonly string[];
  readonly where?: readonly string[];
}

/** A condition of one step, as `--where` says it. */
interface Condition {
  readonly step: number;
  readonly column: string;
  readonly values: readonly string[];
}

const stepsFlag = [
  "--steps <a,b,c>",
  'names of the events, in order; "a|b" is one step of two events',
  names,
] as const;

/** Adds `--steps`, which must be given, and what may be said of a step. */
export function withStepFlags(command: Command): Command {
  return withStepDetails(command.requiredOption(...stepsFlag));
}

/** The same where a workspace may name the steps instead. */
export function withOptionalStepFlags(command: Command): Command {
  return withStepDetails(command.option(...stepsFlag));
}

function withStepDetails(command: Command): Command {
  return command
    .option(
      "--where <step:column=value>",
      'an event of this step must have the value, or one of "a|b" (may be repeated)',
      repeated,
    )
    .option("--step-within <step=time,…>", "longest time from the step before, such as book=7d", names)
    .option("--optional <steps>", "steps that may be skipped", names)
    .option("--anchor <steps>", "in mode any-order: steps that keep their place", names);
}

/** Columns that the conditions of steps need; ends the command when a flag about steps is wrong, before a file is read. */
export function stepProperties(flags: StepFlags, command: Command): readonly string[] {
  stepsOf(flags, command, []);
  return conditionsOf(flags, command).map(({ column }) => column);
}

/** The steps, as the functions of the journeys room take them. */
export function stepsOf(
  flags: StepFlags,
  command: Command,
  known: readonly string[],
): readonly StepDefinition[] {
  const conditions = conditionsOf(flags, command);
  const numbers = (list: readonly string[] | undefined, flag: string) =>
    new Set(list?.map((name) => stepNumber(name, flags.steps, command, flag)));
  const optional = numbers(flags.optional, "--optional");
  const anchored = numbers(flags.anchor, "--anchor");
  const limits = limitsOf(flags, command);
  return flags.steps.map((name, k) => {
    const own = conditions.filter(({ step }) => step === k);
    const limit = limits.get(k);
    return {
      name,
      events: known.includes(name) ? [name] : name.split("|").map((one) => one.trim()),
      ...(own.length === 0
        ? {}
        : { where: Object.fromEntries(own.map(({ column, values }) => [column, values])) }),
      ...(limit === undefined ? {} : { within: limit }),
      ...(optional.has(k) ? { optional: true } : {}),
      ...(anchored.has(k) ? { anchored: true } : {}),
    };
  });
}

/** The number from 0 of a step given by its name, or by its number from 1. */
export function stepNumber(name: string, steps: readonly string[], command: Command, flag: string): number {
  const byName = steps.indexOf(name);
  const byNumber = /^\d+$/.test(name) ? Number(name) - 1 : -1;
  const found = byName >= 0 ? byName : byNumber;
  return found >= 0 && found < steps.length
    ? found
    : usage(command, `${flag} names "${name}", which is none of the steps (${steps.join(", ")}).`);
}

/** Reads `--by-value`: entry, first, last, all, or a step. */
export function byValue(text: string, steps: readonly string[], command: Command): Breakdown {
  if (text === "entry" || text === "first" || text === "last" || text === "all") return text;
  return stepNumber(text.replace(/^step[ :-]?(?=\d+$)/i, ""), steps, command, "--by-value");
}

function conditionsOf({ where = [], steps }: StepFlags, command: Command): readonly Condition[] {
  return where.map((text) => {
    const prefix = [...steps, ...steps.map((_, k) => String(k + 1))].find((name) =>
      text.startsWith(`${name}:`)
    );
    const rest = prefix === undefined ? "" : text.slice(prefix.length + 1);
    const at = rest.indexOf("=");
    const named = /^([^:=]+):[^=]+=/.exec(text)?.[1];
    if (prefix === undefined && named !== undefined) stepNumber(named, steps, command, "--where");
    if (prefix === undefined || at < 1) {
      usage(
        command,
        `--where "${text}" is not readable: write step:column=value, such as book:channel=phone.`,
      );
    }
    return {
      step: stepNumber(prefix, steps, command, "--where"),
      column: rest.slice(0, at),
      values: rest.slice(at + 1).split("|"),
    };
  });
}

function limitsOf({ stepWithin = [], steps }: StepFlags, command: Command): Map<number, string> {
  return new Map(stepWithin.map((text) => {
    const at = text.lastIndexOf("=");
    const limit = text.slice(at + 1);
    if (at < 1) usage(command, `--step-within "${text}" is not readable: write step=time, such as book=7d.`);
    try {
      return [stepNumber(text.slice(0, at), steps, command, "--step-within"), length(limit)];
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      return usage(command, `--step-within "${text}" is not readable. ${error.message}`);
    }
  }));
}

function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
