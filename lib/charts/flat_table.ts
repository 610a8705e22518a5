import { count, percent } from "../words/mod.ts";
import type { Problem, QualityResult } from "../workspace/mod.ts";
import type { DataTable } from "./data_table.ts";

/** A table of text without sections: what a terminal, a notebook or a spreadsheet takes. */
export interface FlatTable {
  /** What the table counts. */
  readonly caption: string;
  /** In order. */
  readonly columns: readonly {
    readonly label: string;
    /** Numbers stand to the right. */
    readonly align: "left" | "right";
  }[];
  /** Cells in the order of `columns`. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * A result's table with its sections turned into a first column.
 *
 * @example
 * ```ts
 * import { flatTable } from "./flat_table.ts";
 * const flat = flatTable({
 *   caption: "People by step",
 *   columns: ["Step", "Reached"],
 *   sections: [{ group: { id: "a", name: "A" }, rows: [{ id: null, cells: ["visit", "12"] }] }],
 * });
 * if (flat.rows[0]?.join() !== "A,visit,12" || flat.columns[0]?.label !== "Group") throw new Error();
 * ```
 */
export function flatTable({ caption, columns, sections }: DataTable): FlatTable {
  const grouped = sections.some(({ group }) => group !== null);
  return {
    caption,
    columns: [
      ...(grouped ? [{ label: "Group", align: "left" as const }] : []),
      ...columns.map((label, i) => ({ label, align: i === 0 ? "left" as const : "right" as const })),
    ],
    rows: sections.flatMap(({ group, rows }) =>
      rows.map(({ cells }) => grouped ? [group?.name ?? "", ...cells] : cells)
    ),
  };
}

const left = (label: string) => ({ label, align: "left" as const });
const right = (label: string) => ({ label, align: "right" as const });

/** Rows read and kept, how good each field is, and what is wrong; tables without rows are left out. */
export function qualityTables({ tables, fields, problems }: QualityResult): readonly FlatTable[] {
  const all: FlatTable[] = [
    {
      caption: "Rows by table",
      columns: [left("Table"), right("Rows read"), right("Kept")],
      rows: tables.map(({ table, rowsRead, rowsKept }) => [table, count(rowsRead), count(rowsKept)]),
    },
    {
      caption: "How far each field can be trusted",
      columns: [left("Field"), right("Filled"), right("Distinct"), left("Verdict"), left("Why")],
      rows: fields.map(({ table, field, complete, distinct, verdict, reason }) => [
        `${table}.${field}`,
        percent(complete),
        count(distinct),
        verdict,
        reason,
      ]),
    },
    {
      caption: "Problems",
      columns: [left("Problem"), left("Where"), right("Rows"), left("What is wrong")],
      rows: problems.map((problem) => [
        problem.fatal ? `${problem.code} (fatal)` : problem.code,
        place(problem),
        count(problem.count),
        problem.message,
      ]),
    },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

function place({ file, row, column }: Problem): string {
  return [file, row, column].filter((part) => part !== null).join(":");
}
