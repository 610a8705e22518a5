import type { Command } from "commander";
import { dataTable, flatTable } from "../../charts/mod.ts";
import type { Engine } from "../../engine/mod.ts";
import {
  attribution,
  type AttributionOptions,
  type AttributionResult,
  channelTouches,
  conversionPaths,
  groupsByProperty,
  readEventFile,
  readPathFile,
} from "../../journeys/mod.ts";
import { plain } from "../../words/mod.ts";
import { fromZero, length, names, oneOf } from "../arguments.ts";
import type { Context } from "../context.ts";
import { type EventFlags, withFile, withSourceFlags } from "../event_file.ts";
import { examples } from "../examples.ts";
import { flagName } from "../flag_name.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { usage } from "../usage.ts";

interface Flags extends Partial<EventFlags> {
  readonly path?: string;
  readonly conversions?: string;
  readonly value?: string;
  readonly nulls?: string;
  readonly separator?: string;
  readonly conversion?: readonly string[];
  readonly channel?: string;
  readonly touches?: readonly string[];
  readonly lookBack?: string;
  readonly which?: "every" | "first" | "last";
  readonly by?: string;
  readonly order?: "1" | "2" | "3" | "4" | "auto";
  readonly repeats?: "keep" | "collapse";
  readonly direct?: string;
  readonly halfLife?: string;
  readonly draws?: number;
  readonly seed?: number;
}

/** `attribute FILE`: which channels conversions are credited to, from aggregated paths or from events. */
export function addAttribute(program: Command, { io }: Context): void {
  const command = withSourceFlags(
    program.command("attribute")
      .description("share the credit for conversions among channels, by many models side by side")
      .argument("<file>", "aggregated paths, or events, as .csv, .tsv, .parquet or .ndjson, text also as .gz")
      .option("--path <column>", "paths: column with the channels in order")
      .option("--conversions <column>", "paths: how many journeys along it converted")
      .option("--nulls <column>", "paths: how many did not")
      .option("--separator <text>", 'paths: between channels (default: " > ")')
      .option("--person <column>", "events: column that says who")
      .option("--event <column>", "events: column that says what happened")
      .option("--time <column>", "events: column that says when")
      .option("--conversion <events>", "events: names of the events that are conversions", names)
      .option("--channel <column>", "events: column with the channel; rows without are no touches")
      .option("--touches <events>", "events: names of the events that may be touches (default: all)", names)
      .option(
        "--look-back <time>",
        "events: touches count so long before a conversion (default: 56d)",
        length,
      )
      .option(
        "--which <conversions>",
        "events: every (default), the first or the last of a person",
        oneOf("every", "first", "last"),
      )
      .option("--value <column>", "value of the conversions")
      .option("--by <column>", "also for each value of this column")
      .option(
        "--order <k>",
        "touches that Markov remembers: 1 (default) to 4, or auto",
        oneOf("1", "2", "3", "4", "auto"),
      )
      .option(
        "--repeats <how>",
        "a channel several times in a row: keep (default) or collapse, for Markov",
        oneOf("keep", "collapse"),
      )
      .option("--direct <channel>", 'channel that last non-direct passes over (default: "direct")')
      .option("--half-life <time>", "of time decay (default: the median time to conversion)", length)
      .option("--draws <n>", "bootstrap draws for intervals, such as 1000 (default: none)", fromZero)
      .option("--seed <n>", "fixes the draws (default: 1)", fromZero),
  );
  command.action(async (file: string, flags: Flags) => {
    const fromEvents = flags.path === undefined && flags.conversions === undefined;
    checkFlags(flags, fromEvents, command);
    const result = await withFile(
      file,
      flags,
      io,
      (engine) =>
        fromEvents ? ofEvents(engine, file, flags, io.signal) : ofPaths(engine, file, flags, io.signal),
    );
    if (flags.json) printJson(io, result);
    else {
      const { groups, ...everybody } = result;
      printTables(io, [
        flatTable(dataTable(everybody)),
        ...(groups ? [flatTable(dataTable(result))] : []),
      ]);
      io.out(`\n${plain(result.method)}\n`);
    }
    printWarnings(io, result.warnings);
  });
  examples(command, [
    "trellis attribute paths.csv --path path --conversions total_conversions --nulls total_null --order 2",
    "trellis attribute paths.csv --delimiter ';' --path path --conversions sales --value revenue --separator ' | ' --json",
    "trellis attribute events.parquet --person id --event name --time ts --conversion book --channel source --look-back 56d",
  ]);
}

function checkFlags(flags: Flags, fromEvents: boolean, command: Command): void {
  const needed = fromEvents
    ? ["person", "event", "time", "conversion", "channel"] as const
    : ["path", "conversions"] as const;
  const missing = needed.find((name) => flags[name] === undefined);
  if (missing !== undefined) {
    usage(
      command,
      `option '--${missing}' is missing: aggregated paths need --path and --conversions; events need --person, ` +
        "--event, --time, --conversion and --channel.",
    );
  }
  const others = fromEvents ? ["nulls", "separator"] as const : [
    "person",
    "event",
    "time",
    "sequence",
    "observedUntil",
    "conversion",
    "channel",
    "touches",
    "lookBack",
    "which",
  ] as const;
  const extra = others.find((name) => flags[name] !== undefined);
  if (extra !== undefined) {
    usage(
      command,
      `option '${flagName(extra)}' is for ${fromEvents ? "aggregated paths" : "events"}, not beside ${
        fromEvents ? "--person" : "--path"
      }.`,
    );
  }
}

function optionsOf(flags: Flags): AttributionOptions {
  const { order, repeats, direct, halfLife, draws, seed } = flags;
  return {
    ...(order === undefined ? {} : { order: order === "auto" ? order : Number(order) }),
    ...(repeats === undefined ? {} : { repeats }),
    ...(direct === undefined ? {} : { direct }),
    ...(halfLife === undefined ? {} : { halfLife }),
    ...(draws === undefined ? {} : { draws }),
    ...(seed === undefined ? {} : { seed }),
  };
}

async function ofPaths(
  engine: Engine,
  file: string,
  flags: Flags,
  signal: AbortSignal,
): Promise<AttributionResult> {
  const { paths, groups } = await readPathFile(engine, file, {
    path: flags.path!,
    conversions: flags.conversions!,
    ...(flags.nulls === undefined ? {} : { nulls: flags.nulls }),
    ...(flags.value === undefined ? {} : { value: flags.value }),
    ...(flags.by === undefined ? {} : { group: flags.by }),
    ...(flags.separator === undefined ? {} : { separator: flags.separator }),
    ...(flags.delimiter === undefined ? {} : { delimiter: flags.delimiter }),
    signal,
  });
  return attribution(paths, { ...optionsOf(flags), ...(flags.by === undefined ? {} : { groups }) });
}

async function ofEvents(engine: Engine, file: string, flags: Flags, signal: AbortSignal) {
  const { person, event, time, sequence, delimiter, observedUntil, channel, value, by, touches } = flags;
  const log = await readEventFile(engine, file, {
    person: person!,
    event: event!,
    time: time!,
    ...(sequence === undefined ? {} : { sequence }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(observedUntil === undefined ? {} : { observedUntil }),
    properties: [...new Set([channel!, value, by].filter((name) => name !== undefined))],
    signal,
  });
  const { events, channels } = channelTouches(log, {
    channel: channel!,
    conversion: flags.conversion!,
    ...(touches === undefined ? {} : { touches }),
    ...(value === undefined ? {} : { value }),
  });
  const lookBack = flags.lookBack ?? "56d";
  const paths = conversionPaths(events, {
    channels,
    lookBack,
    observedUntil: log.observedUntil,
    ...(flags.which === undefined ? {} : { conversions: flags.which }),
  });
  const groups = by === undefined ? null : groupsByProperty(log, by);
  const codes = groups === null ? null : new Uint32Array(log.people);
  groups?.forEach(({ members }, code) => {
    for (let pid = 0; pid < members.length; pid++) if (members[pid] === 1) codes![pid] = code;
  });
  const found = attribution({
    ...paths,
    ...(codes === null ? {} : { group: Uint32Array.from(paths.person!, (pid) => codes[pid]!) }),
  }, { ...optionsOf(flags), ...(groups === null ? {} : { groups: groups.map(({ name }) => name) }) });
  return {
    ...found,
    lookBack,
    touchesBefore: paths.touchesBefore,
    touchesCut: paths.touchesCut,
    stillDeciding: paths.stillDeciding,
    warnings: [...log.warnings, ...found.warnings],
  };
}
