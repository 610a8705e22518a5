import { type Command, InvalidArgumentError } from "commander";
import { readCountTable, type SuppressedTable, suppressTable } from "../../privacy/mod.ts";
import { count, hidden, plain } from "../../words/mod.ts";
import { InputError } from "../../workspace/mod.ts";
import { type TableFlags, tableOf, withTableFlags } from "../clustering_flags.ts";
import { columnList } from "../column_list.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { exit } from "../exit.ts";
import { numberTable, printJson, printTables, printWarnings } from "../print.ts";

interface Flags extends TableFlags {
  readonly rows: string;
  readonly columns: string;
  readonly count: string;
  readonly minimum: number;
}

/** `suppress FILE`: a table of counts with small cells hidden, and others so that nobody can work them out. */
export function addSuppress(program: Command, { io, finish }: Context): void {
  const command = program.command("suppress")
    .description("hide the small counts of a table, and what else is needed so that nobody can work them out")
    .argument("<file>", "one line a cell, as .csv, .csv.gz, .parquet or .ndjson; totals left out")
    .requiredOption("--rows <column>", "column with the names of the table's rows")
    .requiredOption("--columns <column>", "column with the names of the table's columns")
    .requiredOption("--count <column>", "column with the counts")
    .option("--minimum <people>", "counts from 1 to one less are hidden", atLeastTwo, 11);
  withTableFlags(command).action(async (file: string, flags: Flags) => {
    const names: string[] = [];
    const { table, warnings } = await tableOf(file, flags, io, {
      asText: true,
      marksAreValues: true,
      columns: (found) => {
        names.push(
          ...(["rows", "columns", "count"] as const).map((flag) => one(flags[flag], found, `--${flag}`)),
        );
        if (new Set(names).size < 3) {
          throw new InputError("Cannot make a table: --rows, --columns and --count must name three columns");
        }
        return names;
      },
    });
    const [rows, columns, counted] = names as [string, string, string];
    const counts = readCountTable(table, { rows, columns, count: counted, file });
    const result = await suppressTable(counts, { minimum: flags.minimum });
    if (flags.json) printJson(io, result);
    else printTables(io, [numberTable(tableFrom(result, counts.rows, counts.columns))]);
    if (!result.audit.safe) {
      io.err(
        "error: No part of this table can be published safely: every count is hidden. Make it coarser.\n",
      );
      finish(exit.failed);
    }
    printWarnings(io, warnings);
  });
  examples(command, [
    "trellis suppress visits.csv --rows region --columns gender --count people",
    "trellis suppress visits.csv --rows region --columns gender --count people --minimum 5 --json",
  ]);
  command.addHelpText(
    "after",
    `
Counts are hidden as one and the same mark. In JSON a hidden count is null; audit says what a reader can still work out
of each, and whether every small count can still be anything from 1 to the minimum less one.
`,
  );
}

function one(text: string, found: readonly string[], flag: string): string {
  if (found.includes(text)) return text;
  const [name, more] = columnList(text, found, flag);
  if (more !== undefined) throw new InputError(`Cannot use ${flag} "${text}": name one column`);
  return name!;
}

function atLeastTwo(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 2) {
    throw new InvalidArgumentError("Write a whole number from 2.");
  }
  return value;
}

function tableFrom(
  { cells, totals, minimum }: SuppressedTable,
  rows: readonly string[],
  columns: readonly string[],
): Parameters<typeof numberTable>[0] {
  const shown = ({ count: n }: { readonly count: number | null }) => n === null ? hidden : count(n);
  return {
    caption: `Counts, those below ${minimum} hidden`,
    columns: ["", ...columns.map(plain), "Total"],
    rows: [
      ...rows.map((row, r) => [
        plain(row),
        ...cells.slice(r * columns.length, (r + 1) * columns.length).map(shown),
        shown(totals.rows[r]!),
      ]),
      ["Total", ...totals.columns.map(shown), shown(totals.grand)],
    ],
  };
}
