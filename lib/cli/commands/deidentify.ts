import { type Command, InvalidArgumentError } from "commander";
import {
  asTextTable,
  classifyColumns,
  csvText,
  guessedHierarchy,
  type Hierarchy,
  kAnonymise,
  listedHierarchy,
  reidentificationRisk,
  safeHarbor,
  type TextTable,
} from "../../privacy/mod.ts";
import { fieldClasses, type FieldClassWord, InputError, writeFile } from "../../workspace/mod.ts";
import { type TableFlags, tableOf, withTableFlags } from "../clustering_flags.ts";
import { columnList } from "../column_list.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { keepInputs } from "../keep_inputs.ts";
import { printJson, printWarnings } from "../print.ts";
import { readTextFile } from "../read_text_file.ts";

interface Flags extends TableFlags {
  readonly out: string;
  readonly class: Readonly<Record<string, FieldClassWord>>;
  readonly hierarchy: Readonly<Record<string, string>>;
  readonly quasi?: string;
  readonly sensitive?: string;
  readonly key?: string;
  readonly asOf?: string;
  readonly k: number;
  readonly l: number;
  readonly suppress: number;
}

/** `deidentify FILE`: Safe Harbor, then k-anonymity, with what was lost. */
export function addDeidentify(program: Command, { io }: Context): void {
  const command = program.command("deidentify")
    .description(
      "take out of a table what identifies people, and make the rest coarse enough (Safe Harbor, then k)",
    )
    .argument("<file>", "one row a person, as .csv, .csv.gz, .parquet or .ndjson")
    .requiredOption("--out <file>", "where to write the new table, as CSV")
    .option(
      "--class <column=class...>",
      "what columns may tell about a person (default: guessed)",
      classes,
      {},
    )
    .option("--quasi <a,b,c>", "columns to make alike (default: those of class quasi, ZIP3 and birth year)")
    .option("--sensitive <x,y>", "columns whose values must differ in every group: see --l")
    .option(
      "--hierarchy <column=file...>",
      "levels of a column: a CSV file of value, coarser, coarsest",
      pairs,
      {},
    )
    .option("--key <column>", "keep this column of keys as random surrogates")
    .option("--as-of <date>", "the day ages are worked out at (default: today)", day)
    .option("--k <people>", "fewest people alike in all quasi-identifiers", whole(2), 11)
    .option("--l <values>", "fewest different values of each sensitive column in a group", whole(1), 1)
    .option(
      "--suppress <share>",
      "largest share of rows to leave out instead of making all coarser",
      share,
      0.05,
    );
  withTableFlags(command).action(async (file: string, flags: Flags) => {
    await keepInputs(flags.out, [file, ...Object.values(flags.hierarchy)], "--out");
    const { table, warnings } = await tableOf(file, flags, io, { asText: true });
    const raw = asTextTable(table);
    const found = [...raw.columns.keys()];
    for (const name of [...Object.keys(flags.class), ...Object.keys(flags.hierarchy)]) known(name, found);
    const guessed = classifyColumns(raw.columns);
    const chosen = Object.fromEntries(
      guessed.flatMap(({ column, word }) => {
        const decided = flags.class[column] ?? word;
        return decided === null ? [] : [[column, decided] as const];
      }),
    );
    const safe = safeHarbor(raw, {
      classes: chosen,
      asOf: flags.asOf ?? Temporal.Now.plainDateISO().toString(),
      ...(flags.key !== undefined && { key: known(flags.key, found) }),
    });
    const names = flags.quasi !== undefined
      ? columnList(flags.quasi, [...safe.table.columns.keys()], "--quasi")
      : safe.columns.filter((one) =>
        one.done === "zip3" || one.done === "birth year" || one.done === "age" ||
        (one.done === "kept" && one.class === "quasi")
      ).map(({ column }) => column);
    const sensitive = flags.sensitive === undefined
      ? []
      : columnList(flags.sensitive, [...safe.table.columns.keys()], "--sensitive");
    const quasi: Record<string, Hierarchy> = {};
    for (const name of names) {
      quasi[name] = flags.hierarchy[name] === undefined
        ? guessedHierarchy(name, safe.table.columns.get(name)!)
        : await hierarchyOf(flags.hierarchy[name]!);
    }
    const done = anonymised(safe.table, quasi, flags, sensitive);
    await writeFile(flags.out, asCsv(done.table));
    const before = names.filter((name) => raw.columns.has(name));
    const notes = [...warnings, ...safe.warnings, ...oneEach(done.table, [...names, flags.key])];
    printJson(io, {
      kind: "deidentified",
      rows: raw.rows,
      rowsWritten: done.table.rows,
      k: flags.k,
      columns: safe.columns.map((one) => ({
        ...one,
        by: flags.class[one.column] === undefined ? "guess" : "--class",
        reasons: guessed.find(({ column }) => column === one.column)!.reasons,
      })),
      levels: done.levels,
      suppressed: done.suppressed,
      loss: done.loss,
      optimal: done.optimal,
      risk: before.length === 0
        ? null
        : { before: riskOf(raw, before, sensitive), after: riskOf(done.table, names, sensitive) },
      warnings: notes,
    });
    printWarnings(io, notes);
  });
  examples(command, [
    "trellis deidentify patients.csv --out safe.csv --as-of 2026-10-31 --key patient_id",
    "trellis deidentify patients.csv --out safe.csv --class note=free --class town=geography --k 5 --suppress 0.02",
  ]);
  command.addHelpText(
    "after",
    "\nPrints what was done to each column, and risk and information loss before and after, as JSON. A column that is\n" +
      "neither named with --class nor told by its name and values is left out.\n",
  );
}

function anonymised(
  table: TextTable,
  quasi: Readonly<Record<string, Hierarchy>>,
  { k, l, suppress }: Flags,
  sensitive: readonly string[],
) {
  if (Object.keys(quasi).length === 0) {
    return { table, levels: {}, suppressed: { rows: 0, share: 0 }, loss: null, optimal: true };
  }
  try {
    return kAnonymise(table, {
      quasi,
      k,
      mostSuppressed: suppress,
      diverse: Object.fromEntries(sensitive.map((name) => [name, l])),
    });
  } catch (error) {
    throw error instanceof RangeError ? new InputError(error.message, { cause: error }) : error;
  }
}

/** Warnings of columns that are kept as they are, though nearly everybody has a value of their own. */
function oneEach(table: TextTable, but: readonly (string | undefined)[]): string[] {
  return [...table.columns].flatMap(([name, values]) => {
    if (but.includes(name)) return [];
    if (table.rows < 2 || new Set(values).size < mostOwn * table.rows) return [];
    return [
      `${name}: nearly everybody has a value of their own, so whoever knows it finds the person. Name it in --quasi, or ` +
      "leave it out.",
    ];
  });
}

/** Share of different values from which on a column is as good as a name. */
const mostOwn = .9;

/** k, l, t, risks and the like of some columns, without what only matters to `risk`. */
function riskOf(table: TextTable, names: readonly string[], sensitive: readonly string[]) {
  const columns = new Map([...names, ...sensitive].map((name) => {
    const seen = new Map<string | null, number>();
    const codes = Uint32Array.from(table.columns.get(name)!, (value) => {
      if (!seen.has(value)) seen.set(value, seen.size);
      return seen.get(value)!;
    });
    return [name, { codes, dictionary: [...seen.keys()].map((value) => value ?? "") }];
  }));
  if (table.rows === 0) return null;
  const risk = reidentificationRisk({ rows: table.rows, columns, nulls: new Map() }, {
    quasi: names,
    sensitive,
  });
  const { classes, k, averageRisk, highestRisk, uniqueShare, distinction, separation } = risk;
  return {
    classes,
    k,
    averageRisk,
    highestRisk,
    uniqueShare,
    distinction,
    separation,
    ...(sensitive.length > 0 && { sensitive: risk.sensitive }),
  };
}

/** The levels in a file without a header, one value a line, as ARX writes them. */
async function hierarchyOf(path: string): Promise<Hierarchy> {
  const lines = (await readTextFile(path)).replace(/^\ufeff/, "").split(/\r?\n/).filter((line) =>
    line.trim() !== ""
  );
  const sign = lines[0]?.includes(";") ? ";" : ",";
  try {
    return listedHierarchy(
      lines.map((line) => line.split(sign).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"))),
    );
  } catch (error) {
    throw error instanceof RangeError ? new InputError(`${path}: ${error.message}`, { cause: error }) : error;
  }
}

function asCsv({ rows, columns }: TextTable): string {
  const all = [...columns.values()];
  return csvText(
    [...columns.keys()],
    Array.from({ length: rows }, (_, row) => all.map((column) => column[row]!)),
  );
}

function known(name: string, found: readonly string[]): string {
  return columnList(`"${name.replaceAll('"', '""')}"`, found, "a column named in the options")[0]!;
}

function pairs(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const at = text.lastIndexOf("=");
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError("Write column=value.");
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

function classes(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const made = pairs(text, before);
  const wrong = Object.values(made).find((word) => !Object.hasOwn(fieldClasses, word));
  if (wrong !== undefined) {
    throw new InvalidArgumentError(`Write one of ${Object.keys(fieldClasses).join(", ")}.`);
  }
  return made;
}

function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`Write a whole number of at least ${least}.`);
    }
    return value;
  };
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value < 1)) {
    throw new InvalidArgumentError("Write a share from 0 up to 1, such as 0.05.");
  }
  return value;
}

function day(text: string): string {
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString();
  } catch {
    throw new InvalidArgumentError("Write a day as YYYY-MM-DD.");
  }
}
