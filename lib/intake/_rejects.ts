import { type Engine, numbers, type Sql, sql, texts } from "../engine/mod.ts";
import type { Problem } from "../workspace/mod.ts";
import type { Input } from "./_input.ts";
import { listedRows, rowProblems } from "./_problems.ts";

/** Records of a file the reader could not take. */
export interface Rejects {
  /** Their numbers in the file, ascending, each once. */
  readonly records: readonly number[];
  readonly problems: readonly Problem[];
  /** Whether some of them are not UTF-8. */
  readonly encoding: boolean;
}

const reasons: Readonly<Record<string, string>> = {
  "MISSING COLUMNS": "The row has fewer values than the header has columns. It was left out.",
  "TOO MANY COLUMNS":
    "The row has more values than the header has columns; perhaps a value with a delimiter is not in quotes. It was left out.",
  "UNQUOTED VALUE":
    "A quote in the row is not closed, or text follows a closed quote. It was left out; write a quote inside quotes twice.",
  "LINE SIZE OVER MAXIMUM": "The row is longer than 2 million characters. It was left out.",
  "INVALID ENCODING":
    "The row is not UTF-8. It was left out; set encoding for this source in workspace.yaml.",
};

/** What the CSV reader refused since its reject tables were last dropped; drops them. */
export async function csvRejects(engine: Engine, input: Input): Promise<Rejects> {
  const data = await engine.columns(sql`
    select line::double as line, any_value(error_type)::varchar as error
    from reject_errors group by line order by line`);
  await engine.run(sql`drop table reject_errors`);
  await engine.run(sql`drop table reject_scans`);
  const lines = [...numbers(data, "line")];
  const errors = texts(data, "error");
  const file = input.file.name;
  const problems = Object.keys(reasons).flatMap((error) => {
    const rows = lines.filter((_, i) => errors[i] === error);
    const code = error === "INVALID ENCODING" ? "encoding" : "ragged-row";
    return rowProblems(code, { file, column: null }, reasons[error]!, rows, rows.length);
  });
  return { records: lines, problems, encoding: errors.includes("INVALID ENCODING") };
}

/** Lines of an NDJSON file that hold no JSON object. */
export async function ndjsonRejects(engine: Engine, input: Input, from: Sql): Promise<Rejects> {
  const data = await engine.columns(
    sql`select n::double as n from (select row_number() over () as n, good from ${from}) where not good`,
  );
  const records = [...numbers(data, "n")];
  const message = "The line is not a whole JSON record. It was left out; perhaps the file is cut short.";
  const at = { file: input.file.name, column: null };
  return {
    records,
    problems: rowProblems("ragged-row", at, message, records.slice(0, listedRows), records.length),
    encoding: false,
  };
}

/** The number of a kept row in its file, counting the header and the records that were refused before it. */
export function recordNumber(kept: number, headerRecords: number, rejected: readonly number[]): number {
  let record = kept + headerRecords + 1;
  for (const line of rejected) {
    if (line > record) break;
    record++;
  }
  return record;
}
