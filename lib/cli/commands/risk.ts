import { type Command, InvalidArgumentError } from "commander";
import { type ReidentificationRisk, reidentificationRisk } from "../../privacy/mod.ts";
import { count, percent } from "../../words/mod.ts";
import { choice, type TableFlags, tableOf, withTableFlags } from "../clustering_flags.ts";
import { columnList } from "../column_list.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import { numberTable, printJson, printTables, printWarnings } from "../print.ts";

interface Flags extends TableFlags {
  readonly quasi: string;
  readonly sensitive?: string;
  readonly missing?: "value" | "any";
  readonly minimum: number;
  readonly population?: string;
  readonly table?: boolean;
}

/** `risk FILE`: how easily people in a table can be found again by some of its columns. */
export function addRisk(program: Command, { io }: Context): void {
  const command = program.command("risk")
    .description("how easily people in a table can be found again by what others may know of them")
    .argument("<file>", "one row a person, as .csv, .csv.gz, .parquet or .ndjson")
    .requiredOption("--quasi <a,b,c>", "columns that somebody who looks for a person may know")
    .option("--sensitive <x,y>", "columns that people keep to themselves: l-diversity and t-closeness")
    .option("--minimum <people>", "smaller groups of alike people count as small", atLeastTwo, 11)
    .option(
      "--population <file>",
      "the people the table was drawn from, with the same columns: journalist's risk",
    )
    .option("--table", "as tables to read, instead of JSON")
    .addOption(
      choice("--missing <policy>", "a missing value is like", { value: "value", any: "any" }).default(
        "value",
      ),
    );
  withTableFlags(command).action(async (file: string, flags: Flags) => {
    const quasi: string[] = [];
    const sensitive: string[] = [];
    const { table, warnings } = await tableOf(file, flags, io, {
      asText: true,
      marksAreValues: true,
      columns: (found) => {
        quasi.push(...new Set(columnList(flags.quasi, found, "--quasi")));
        if (flags.sensitive !== undefined) {
          sensitive.push(...columnList(flags.sensitive, found, "--sensitive"));
        }
        return [...quasi, ...sensitive];
      },
    });
    const population = flags.population === undefined ? null : (await tableOf(flags.population, flags, io, {
      asText: true,
      marksAreValues: true,
      columns: () => quasi,
    })).table;
    const result = reidentificationRisk(table, {
      quasi,
      sensitive,
      minimum: flags.minimum,
      ...(flags.missing && { missing: flags.missing }),
      ...(population && { population }),
    });
    const notes = [...warnings, ...result.warnings];
    if (!flags.table || flags.json) printJson(io, { ...result, warnings: notes });
    else printTables(io, tablesOf(result).map(numberTable));
    printWarnings(io, notes);
  });
  examples(command, [
    'trellis risk people.csv --quasi age,sex,zip --delimiter ";"',
    "trellis risk people.csv --quasi birth_year,sex,zip3 --sensitive condition --table",
  ]);
  command.addHelpText(
    "after",
    `
averageRisk is classes / rows, highestRisk 1 / k, uniqueShare the share of people alone in their class; distinction and
separation say how well the columns tell people apart. Empty cells, NA, N/A and null are missing; other values such as
"?" stand for themselves. A missing value is a value of its own, or (--missing any) like every value.
`,
  );
}

function tablesOf(risk: ReidentificationRisk): Parameters<typeof numberTable>[0][] {
  const { small, journalist } = risk;
  return [
    {
      caption: `How easily people are found again by ${risk.quasi.join(", ")}`,
      columns: ["", ""],
      rows: [
        ["People", count(risk.rows)],
        ["Classes of alike people", count(risk.classes)],
        ["People in the smallest class (k)", count(risk.k)],
        [`People in classes under ${small.minimum}`, `${count(small.rows)} (${percent(small.share)})`],
        ["Alone in their class", percent(risk.uniqueShare)],
        ["Highest risk, prosecutor", percent(risk.prosecutor.highest)],
        ["Average risk, prosecutor", percent(risk.prosecutor.average)],
        ...(journalist
          ? [["Highest risk, journalist", percent(journalist.highest)], [
            "Average risk, journalist",
            percent(journalist.average),
          ]]
          : []),
        ["Distinction", risk.distinction.toFixed(4)],
        ["Separation", risk.separation === null ? "–" : risk.separation.toFixed(4)],
      ],
    },
    ...(risk.sensitive.length === 0 ? [] : [{
      caption: "Diversity of what people keep to themselves, in the worst class",
      columns: [
        "Column",
        "Fewest values (l)",
        "Entropy l",
        "t, equal",
        "t, ordered",
        "People whose class has one value",
      ],
      rows: risk.sensitive.map((one) => [
        one.column,
        count(one.distinctL),
        one.entropyL.toFixed(3),
        one.tEqual.toFixed(4),
        one.tOrdered === null ? "–" : one.tOrdered.toFixed(4),
        count(one.homogeneousRows),
      ]),
    }]),
  ];
}

function atLeastTwo(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 2) {
    throw new InvalidArgumentError("Write a whole number of at least 2, such as 11.");
  }
  return value;
}
