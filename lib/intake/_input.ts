import { join } from "node:path";
import { type Engine, id, join as joinSql, literal, type Sql, sql } from "../engine/mod.ts";
import { type Problem, type SourceConfig } from "../workspace/mod.ts";
import type { InputColumn, Kind } from "./_convert.ts";
import { csvHead, type LineEnd } from "./_csv_head.ts";
import { type Encoding, type Head, readHead, rewrite } from "./_encoding.ts";
import { copyOfFhirConsent } from "./_fhir_consent_rows.ts";
import type { SourceFile } from "./_files.ts";
import { fileProblem } from "./_problems.ts";
import { resourceError } from "./_resource_error.ts";

/** A source file that can be read: its columns and the relation they are expressions over. */
export interface Input {
  readonly file: SourceFile;
  readonly columns: readonly InputColumn[];
  /** How its text is kept; null for Parquet. The delimiter is null for NDJSON. */
  readonly text:
    | { readonly encoding: Encoding; readonly packed: boolean; readonly delimiter: string | null }
    | null;
  /** The relation, reading the file at `path` (the file's own, or a rewritten copy). */
  readonly from: (path: string) => Sql;
  /** Records before the first row: 1 where there is a header. */
  readonly headerRecords: 0 | 1;
  readonly problems: readonly Problem[];
}

/** Opens a source file: reads its header or its schema, no rows. Null when a fatal problem was found. */
export async function openInput(
  engine: Engine,
  file: SourceFile,
  source: SourceConfig,
  temporary: string,
): Promise<{ input: Input | null; problems: readonly Problem[] }> {
  const open = { csv: openCsv, parquet: openParquet, ndjson: openNdjson }[file.format];
  const copy = await copyOfFhirConsent(file, temporary);
  const result = await open(engine, copy ? { ...file, path: copy } : file, source, temporary);
  if ("fatal" in result) return { input: null, problems: [result.fatal] };
  if (!copy) return { input: result, problems: result.problems };
  // The file's own bytes are what is hashed and checked for being whole.
  const packed = (await readHead(file.path, source.encoding)).packed;
  return { input: { ...result, file, text: { ...result.text!, packed } }, problems: result.problems };
}

type Opened = Input | { readonly fatal: Problem };

function fatal(file: SourceFile, code: "file-empty" | "file-unreadable", why: string): Opened {
  return { fatal: fileProblem(code, file.name, `Cannot read "${file.name}": ${why}`, { fatal: true }) };
}

/** Names made unique, in either case, as the database sees them; a column without a name is called by its place. */
function uniqueNames(file: SourceFile, names: readonly string[]): { names: string[]; problems: Problem[] } {
  const taken = new Set<string>();
  const problems: Problem[] = [];
  const unique = names.map((written, i) => {
    const base = written === "" ? `column_${i + 1}` : written;
    let name = base;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${base}_${n}`;
    taken.add(name.toLowerCase());
    if (name !== base) {
      problems.push(fileProblem(
        "column-duplicate",
        file.name,
        `Column "${base}" appears more than once in "${file.name}"; the one at place ${
          i + 1
        } is called "${name}".`,
        { column: base },
      ));
    }
    return name;
  });
  return { names: unique, problems };
}

async function openCsv(_: Engine, file: SourceFile, source: SourceConfig): Promise<Opened> {
  let head;
  try {
    head = await readHead(file.path, source.encoding);
  } catch {
    return fatal(file, "file-unreadable", "it is packed with gzip and cut short or broken. Export it again.");
  }
  const layout = csvHead(head.text, head.whole, source.delimiter);
  if (layout.names.length === 0) return fatal(file, "file-empty", "it is empty. Export it again.");
  if (layout.unclosed) {
    return fatal(
      file,
      "file-unreadable",
      "a quote opened in row 1 is never closed. Close it, or export the file again.",
    );
  }
  const { names, problems } = uniqueNames(file, layout.names);
  const types = joinSql(names.map((_, i) => sql`${literal(`c${i}`)}: 'VARCHAR'`));
  return {
    file,
    columns: names.map((name, i) => ({ name, value: id(`c${i}`), kind: "text" })),
    text: { encoding: head.encoding, packed: head.packed, delimiter: layout.delimiter },
    from: (path) =>
      sql`read_csv(${literal(path)}, auto_detect = false, header = true, skip = ${literal(layout.skip)},
        delim = ${literal(layout.delimiter)}, ${
        newLine(path === file.path ? layout.lineEnd : "\n")
      } quote = '"', escape = '"', columns = {${types}},
        compression = ${literal(head.packed && path === file.path ? "gzip" : "none")},
        store_rejects = true, rejects_limit = 0)`,
    headerRecords: 1,
    problems: [
      ...problems,
      ...(head.encoding === "windows-1252" && source.encoding === "auto" ? [assumedCp1252(file)] : []),
      ...(head.text.includes("\0") ? [nulCharacters(file)] : []),
    ],
  };
}

/** The engine takes the first line end it sees for the file's, even one inside quotes, unless it is told. */
function newLine(end: LineEnd | null): Sql {
  if (end === null) return sql``;
  return sql`new_line = ${literal(JSON.stringify(end).slice(1, -1))},`;
}

/** The note that a file was not UTF-8. */
export function assumedCp1252(file: SourceFile): Problem {
  return fileProblem(
    "encoding",
    file.name,
    `"${file.name}" is not UTF-8 and was read as cp1252 (Windows). If letters look wrong, set encoding in workspace.yaml.`,
  );
}

function nulCharacters(file: SourceFile): Problem {
  return fileProblem(
    "encoding",
    file.name,
    `"${file.name}" holds NUL characters, which were left out. Perhaps it was damaged on its way; compare it with its source.`,
  );
}

const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/^TIMESTAMP WITH TIME ZONE$/, "instant"],
  [/^TIMESTAMP/, "time"],
  [/^DATE$/, "date"],
  [/^BOOLEAN$/, "boolean"],
  [/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*)$/, "number"],
];

async function openParquet(engine: Engine, file: SourceFile): Promise<Opened> {
  const from = (path: string) => sql`read_parquet(${literal(path)}, hive_partitioning = false)`;
  let described;
  try {
    described = await engine.rows<{ name: string; type: string }>(
      sql`select column_name as name, column_type as type from (describe select * from ${from(file.path)})`,
    );
  } catch (error) {
    const resource = resourceError(error, file.name);
    if (resource) throw resource;
    return fatal(file, "file-unreadable", "it is not a Parquet file, or it is cut short. Export it again.");
  }
  const { names, problems } = uniqueNames(file, described.map(({ name }) => name));
  const columns = described.map(({ name, type }, i): InputColumn => {
    const kind = kinds.find(([pattern]) => pattern.test(type))?.[1] ?? "text";
    const value = kind === "text" && type !== "VARCHAR" ? sql`${id(name)}::varchar` : id(name);
    return { name: names[i]!, value, kind };
  });
  return { file, columns, text: null, from, headerRecords: 0, problems };
}

/** Records of a file of JSON lines as column `json`: missing where a line holds no JSON object. */
async function openNdjson(
  engine: Engine,
  file: SourceFile,
  source: SourceConfig,
  temporary: string,
): Promise<Opened> {
  let keys: readonly { key: string }[];
  let records: Sql;
  let head: Head;
  try {
    head = await readHead(file.path, source.encoding);
    // The engine reads JSON in UTF-8 only, and takes a byte-order mark for a broken record.
    const copied = head.marked || head.encoding !== "utf-8";
    const path = copied ? join(temporary, `${crypto.randomUUID()}.ndjson`) : file.path;
    if (copied) await rewrite({ ...head, path: file.path }, path);
    const packing = literal(head.packed && !copied ? "gzip" : "uncompressed");
    records = sql`read_ndjson_objects(${literal(path)}, ignore_errors = true, compression = ${packing})`;
    if (/^\s*$/.test(head.text) && head.whole) {
      return fatal(file, "file-empty", "it is empty. Export it again.");
    }
    if (/^\s*\[/.test(head.text)) {
      return fatal(file, "file-unreadable", "it is one JSON array. Write one record a line (NDJSON).");
    }
    keys = await engine.rows<{ key: string }>(
      sql`select distinct unnest(json_keys(json)) as key from ${records} order by key`,
    );
  } catch (error) {
    const resource = resourceError(error, file.name);
    if (resource) throw resource;
    return fatal(file, "file-unreadable", "it does not hold one JSON record a line. Export it again.");
  }
  if (keys.length === 0) {
    return fatal(file, "file-unreadable", "no line of it is a JSON record. Export it again.");
  }
  const { names, problems } = uniqueNames(file, keys.map(({ key }) => key));
  const pointers = keys.map(({ key }) => literal(`/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`));
  return {
    file,
    columns: names.map((name, i) => ({ name, value: sql`v[${literal(i + 1)}]`, kind: "text" })),
    text: { encoding: head.encoding, packed: head.packed, delimiter: null },
    from: () =>
      sql`(select json_extract_string(json, [${joinSql(pointers)}]) as v,
        coalesce(json_type(json) = 'OBJECT', false) as good from ${records})`,
    headerRecords: 0,
    problems,
  };
}
