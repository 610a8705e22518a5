import type { Command } from "commander";
import { dataTable, flatTable } from "../../charts/mod.ts";
import {
  attempts,
  type AttemptsResult,
  type EventLog,
  type Exclusion,
  funnel,
  type FunnelMode,
  type FunnelResult,
  type FunnelRules,
} from "../../journeys/mod.ts";
import { count } from "../../words/mod.ts";
import { length, names, oneOf } from "../arguments.ts";
import type { Context } from "../context.ts";
import { type EventFlags, withEventFlags, withEvents } from "../event_file.ts";
import { examples } from "../examples.ts";
import type { Io } from "../io.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import {
  byValue,
  type StepFlags,
  stepNumber,
  stepProperties,
  stepsOf,
  withStepFlags,
} from "../step_flags.ts";
import { usage } from "../usage.ts";

interface Flags extends EventFlags, StepFlags {
  readonly within: string;
  readonly mode?: FunnelMode;
  readonly strictIgnore?: readonly string[];
  readonly exclude?: readonly string[];
  readonly excludeFrom?: string;
  readonly excludeTo?: string;
  readonly excludeEffect?: "drops" | "leaves";
  readonly entry?: "longest" | "first" | "latest";
  readonly count: "people" | "attempts" | "sessions";
  readonly idle?: string;
  readonly by?: string;
  readonly byValue?: string;
  readonly hold?: string;
}

/** `funnel FILE`: a funnel over any bare event file, without a workspace. */
export function addFunnel(program: Command, { io }: Context): void {
  const command = withStepFlags(withEventFlags(
    program.command("funnel").description("count people through the steps of a journey in any event file"),
  ))
    .requiredOption("--within <time>", "time from the first step to the last, such as 12h, 14d or 8w", length)
    .option(
      "--mode <mode>",
      "ordered (default), strict, any-order, hybrid or open",
      oneOf("ordered", "strict", "anyOrder", "hybrid", "open"),
    )
    .option("--strict-ignore <events>", "in mode strict: events that may come between", names)
    .option("--exclude <events>", "events that may not come between steps", names)
    .option("--exclude-from <step>", "they count after this step (default: the first)")
    .option("--exclude-to <step>", "and before this one (default: the last)")
    .option(
      "--exclude-effect <effect>",
      "drops: the person stops there (default); leaves: the person is not counted at all",
      oneOf("drops", "leaves"),
    )
    .option(
      "--entry <which>",
      "the chain that counts: longest (default), first or latest",
      oneOf("longest", "first", "latest"),
    )
    .option(
      "--count <unit>",
      "people, attempts or sessions",
      oneOf("people", "attempts", "sessions"),
      "people",
    )
    .option("--idle <time>", "a session ends after so long without an event (default: 30min)", length)
    .option("--by <column>", "one funnel for each value of this column")
    .option(
      "--by-value <which>",
      "the value at entry (default), first, last, all, or at a step such as 2 or its name",
    )
    .option("--hold <column>", "all steps must have the same value in this column");
  command.action(async (file: string, flags: Flags) => {
    const rules = rulesOf(flags, command);
    const properties = [flags.by, flags.hold, ...stepProperties(flags, command)];
    const breakdown = flags.byValue === undefined ? {} : {
      breakdown: byValue(flags.byValue, flags.steps, command),
    };
    const result = await withEvents(file, flags, io, properties, (log) => {
      const steps = stepsOf(flags, command, log.names);
      return flags.count === "people"
        ? funnel(log, steps, {
          ...rules,
          ...(flags.by === undefined ? {} : { by: flags.by, ...breakdown }),
        })
        : countAttempts(log, steps, rules, flags);
    });
    if (result.kind === "funnel") showFunnel(io, flags, result);
    else showAttempts(io, flags, result);
    const repeated = new Set(flags.steps.filter((name, k) => flags.steps.indexOf(name) !== k));
    printWarnings(io, [
      ...result.warnings,
      ...[...repeated].map((name) =>
        `Step "${name}" stands more than once: each time it needs another event.`
      ),
    ]);
  });
  examples(command, [
    "trellis funnel clicks.csv.gz --person user --event action --time at --steps view,cart,order --within 14d",
    "trellis funnel events.parquet --person id --event name --time ts --steps lead,demo --within 8w --by segment --json",
    "trellis funnel events.csv --person id --event name --time ts --steps 'visit,call|chat,book' --within 8w --optional 2",
    "trellis funnel events.csv --person id --event name --time ts --steps call,book --within 1d --count attempts",
  ]);
}

function rulesOf(flags: Flags, command: Command): FunnelRules {
  const { exclude, excludeFrom, excludeTo, excludeEffect, steps } = flags;
  if (exclude === undefined && (excludeFrom ?? excludeTo ?? excludeEffect) !== undefined) {
    usage(command, "--exclude-from, --exclude-to and --exclude-effect need --exclude.");
  }
  if (flags.byValue !== undefined && flags.by === undefined) usage(command, "--by-value needs --by.");
  if (flags.count !== "people" && (flags.byValue ?? "entry") !== "entry") {
    usage(
      command,
      `--count ${flags.count} goes with --by-value entry only: an attempt has the value it starts with.`,
    );
  }
  if (flags.count !== "people" && flags.entry !== undefined) {
    usage(command, `--entry does not go with --count ${flags.count}: it is for people.`);
  }
  const bar: Exclusion | null = exclude === undefined ? null : {
    events: exclude,
    ...(excludeFrom === undefined ? {} : { from: stepNumber(excludeFrom, steps, command, "--exclude-from") }),
    ...(excludeTo === undefined ? {} : { to: stepNumber(excludeTo, steps, command, "--exclude-to") }),
    ...(excludeEffect === undefined ? {} : { effect: excludeEffect }),
  };
  return {
    within: flags.within,
    ...(flags.mode === undefined ? {} : { mode: flags.mode }),
    ...(flags.strictIgnore === undefined ? {} : { ignore: flags.strictIgnore }),
    ...(bar === null ? {} : { exclude: [bar] }),
    ...(flags.entry === undefined ? {} : { entry: flags.entry }),
    ...(flags.hold === undefined ? {} : { hold: flags.hold }),
  };
}

function countAttempts(
  log: EventLog,
  steps: ReturnType<typeof stepsOf>,
  rules: FunnelRules,
  { count: unit, idle, by }: Flags,
): AttemptsResult {
  return attempts(log, steps, {
    ...rules,
    unit: unit === "sessions" ? "session" : "attempt",
    ...(idle === undefined ? {} : { idle }),
    ...(by === undefined ? {} : { by }),
  });
}

function showFunnel(io: Io, { json }: Flags, result: FunnelResult): void {
  const { people, steps, groups = [] } = result;
  const stillDeciding = steps.reduce((sum, step) => step.apart ? sum : sum + step.stillDeciding, 0);
  if (json) return printJson(io, { ...result, count: "people", stillDeciding });
  const everybody = { group: "all", name: "Everybody", people, steps };
  printTables(io, [flatTable(dataTable({ ...result, groups: [everybody, ...groups] }))]);
  io.out(`\nPeople with any event: ${count(people)}\n`);
}

function showAttempts(io: Io, { json, count: unit }: Flags, result: AttemptsResult): void {
  const stillDeciding = result.steps.reduce((sum, step) => sum + step.stillDeciding, 0);
  if (json) return printJson(io, { ...result, kind: "funnel", count: unit, stillDeciding });
  printTables(io, [flatTable(dataTable(result))]);
  io.out(`\nPeople with any event: ${count(result.people)}\n`);
}
