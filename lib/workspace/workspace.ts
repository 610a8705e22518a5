import type { Engine } from "../engine/mod.ts";
import type { WorkspaceConfig } from "./config_types.ts";
import type { QualityResult } from "./quality.ts";
import type { FieldType, TableName } from "./tables.ts";

/** The moment a workspace is true at: the end of a calendar day in the workspace's time zone. */
export interface AsOf {
  /** The day, `YYYY-MM-DD`. */
  readonly date: string;
  /** The workspace's time zone, such as `America/Chicago`. */
  readonly timeZone: string;
  /** The last whole second of that day, in seconds since 1970 UTC. Rows later than this are not in the tables. */
  readonly seconds: number;
}

/** A column of a loaded table. */
export interface Field {
  /** As rules and results name it. */
  readonly name: string;
  /** What it holds. */
  readonly type: FieldType;
  /** Whether it is one of the fields Trellis knows (`tables.ts`) or the source's own. */
  readonly known: boolean;
}

/** A loaded table. */
export interface LoadedTable {
  /** Rows kept. */
  readonly rows: number;
  /** Known fields and the source's own, without `pid` and `seq`. */
  readonly fields: readonly Field[];
}

/** A file that was read, for provenance. Paths are relative to the workspace folder, never absolute. */
export interface InputFile {
  /** The table it was read into. */
  readonly table: TableName;
  /** Path from the workspace's folder. */
  readonly file: string;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
  /** Size of the file as it lies there. */
  readonly bytes: number;
  /** Rows in the file, its header not counted. */
  readonly rowsRead: number;
  /** Rows that reached the table. */
  readonly rowsKept: number;
}

/**
 * An open workspace: canonical tables in one database, true at one moment.
 *
 * The tables stand in the engine under their canonical names (`tables.ts`). Tables about people carry `pid`
 * (UINTEGER, 0 to people − 1). `people` always exists, sorted by pid; the others only when they have a source:
 * ask {@linkcode Workspace.tables}. Instants are TIMESTAMP in UTC, dates are DATE, numbers DOUBLE, text VARCHAR,
 * booleans BOOLEAN.
 */
export interface Workspace {
  /** `workspace.yaml`, defaults filled in. */
  readonly config: WorkspaceConfig;
  /** Absolute path of the folder that holds workspace.yaml. Never shown in a report. */
  readonly folder: string;
  /** Holds the tables, and may read nothing else. */
  readonly engine: Engine;
  /** The moment everything is true at. */
  readonly asOf: AsOf;
  /** How many people there are. */
  readonly people: number;
  /** The tables that have a source. */
  readonly tables: ReadonlyMap<TableName, LoadedTable>;
  /** How far the data can be trusted. */
  readonly quality: QualityResult;
  /** Every file that was read. */
  readonly inputs: readonly InputFile[];
  /** Closes the engine and removes its temporary files. */
  close(): Promise<void>;
}
