import type { TableName } from "../tables.ts";

/** How the sample is written: `mixed` shows every kind of source; `csv` and `parquet` are for large samples. */
export type SampleFormat = "mixed" | "csv" | "parquet";

/** Tables whose CSV is compressed: the long ones. */
const long: ReadonlySet<TableName> = new Set(["events", "appointments", "consent"]);

const mixed: Readonly<Record<TableName, string>> = {
  people: "people.csv",
  accounts: "accounts.csv",
  events: "events.csv.gz",
  appointments: "appointments.parquet",
  conditions: "conditions.csv",
  campaigns: "campaigns.csv",
  spend: "spend.csv",
  content: "content.ndjson",
  consent: "consent.csv.gz",
  surveys: "surveys.csv",
  facilities: "facilities.csv",
};

/** The file of each table. */
export function filesOf(format: SampleFormat): Readonly<Record<TableName, string>> {
  if (format === "mixed") return mixed;
  const ending = (table: TableName) => format === "parquet" ? "parquet" : long.has(table) ? "csv.gz" : "csv";
  const tables = Object.keys(mixed) as TableName[];
  return Object.fromEntries(tables.map((table) => [table, `${table}.${ending(table)}`])) as Record<
    TableName,
    string
  >;
}

/** The text of `workspace.yaml` with the files of a format in place of the mixed ones. */
export function withFiles(workspace: string, format: SampleFormat): string {
  const files = filesOf(format);
  return (Object.keys(mixed) as TableName[]).reduce(
    (text, table) => text.replaceAll(`file: ${mixed[table]}\n`, `file: ${files[table]}\n`),
    workspace,
  );
}
