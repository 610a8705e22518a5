import type { Command } from "commander";
import { compareGroupings } from "../../clustering/mod.ts";
import { texts } from "../../engine/mod.ts";
import { count, percent } from "../../words/mod.ts";
import { type TableFlags, tableOf, withTableFlags } from "../clustering_flags.ts";
import { columnList } from "../column_list.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { numberTable, printJson, printTables, printWarnings } from "../print.ts";

interface Flags extends TableFlags {
  readonly a: string;
  readonly b: string;
  readonly who?: boolean;
}

/** `compare FILE`: how far two groupings of the same people agree, and who moved. */
export function addCompare(program: Command, { io }: Context): void {
  const command = program.command("compare")
    .description("compare two groupings of the same people: how far they agree, and who moved")
    .argument("<file>", "one row a person, as .csv, .csv.gz, .parquet or .ndjson")
    .requiredOption("--a <column>", "column of the first grouping (the reference)")
    .requiredOption("--b <column>", "column of the second")
    .option("--who", "add the row numbers of the people who moved (the first row of data is 1)");
  withTableFlags(command).action(async (file: string, flags: Flags) => {
    const { table, warnings } = await tableOf(file, flags, io, {
      asText: true,
      columns: (found) => [...columnList(flags.a, found, "--a"), ...columnList(flags.b, found, "--b")],
    });
    const [a, b] = [flags.a, flags.b].map((name) => grouping(texts(table, name))) as [Groups, Groups];
    const { result, moved } = compareGroupings(a, b, { nameA: flags.a, nameB: flags.b });
    const notes = [...warnings, ...result.warnings];
    if (flags.json) {
      const who = flags.who ? { movedRows: Array.from(moved, (row) => row + 1) } : {};
      printJson(io, { ...result, ...who, warnings: notes });
    } else {
      const { a, b, aligned } = result;
      const tables = [
        {
          caption: `People by ${a.name} (down) and ${b.name} (across)`,
          columns: ["", ...b.groups],
          rows: a.groups.map((group, i) => [group, ...result.table[i]!.map(count)]),
        },
        {
          caption: "How far they agree (1: the same groups; 0: no more than by chance where adjusted)",
          columns: ["Measure", "Value"],
          rows: [
            ["Adjusted Rand", result.adjustedRand],
            ["Rand", result.rand],
            ["Jaccard", result.jaccard],
            ["Fowlkes-Mallows", result.fowlkesMallows],
            ["Adjusted mutual information", result.adjustedMutualInformation],
            ["V-measure", result.vMeasure],
            ["Homogeneity", result.homogeneity],
            ["Completeness", result.completeness],
          ].map(([name, value]) => [String(name), (value as number).toFixed(4)]),
        },
        {
          caption: "Groups taken for the same",
          columns: [a.name, b.name, "People in both"],
          rows: aligned.map((pair) => [pair.a, pair.b, count(pair.people)]),
        },
      ];
      printTables(io, tables.map(numberTable));
      io.out(
        `\n${count(result.moved)} of ${count(result.n)} people moved (${percent(result.movedShare)}).\n`,
      );
      if (flags.who) io.out(`Rows: ${Array.from(moved, (row) => row + 1).join(", ")}\n`);
    }
    printWarnings(io, notes);
  });
  examples(command, [
    "trellis compare people.csv --a segment_2025 --b segment_2026",
    "trellis compare people.csv --a rules --b clusters --json --who",
  ]);
}

type Groups = (number | string | null)[];

/** Groups by number where all are numbers, so that 10 comes after 9. */
function grouping(values: readonly (string | null)[]): Groups {
  const numeric = values.every((value) => value === null || String(Number(value)) === value);
  return numeric ? values.map((value) => value === null ? null : Number(value)) : [...values];
}
