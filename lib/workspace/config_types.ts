import type { FieldClassWord } from "./field_class.ts";
import type { ActivationConfig } from "./activation_config.ts";
import type { FieldType, TableName } from "./tables.ts";

/** A validated `workspace.yaml`, defaults filled in. */
export interface WorkspaceConfig {
  /** What reports call the workspace. */
  readonly name: string;
  /** Whether the data is made up: the report then says so. */
  readonly invented: boolean;
  /** What one row of people, and several, are called in reports. */
  readonly counted: { readonly one: string; readonly many: string };
  /** IANA time zone; days begin and end there. */
  readonly timeZone: string;
  /** The day the exports are true at, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Spellings of missing, beside the usual ones. */
  readonly nulls: readonly string[];
  /** Path of the segment book, from the workspace's folder. */
  readonly segments: string;
  /** Where each table comes from; at least people, events or accounts. */
  readonly sources: { readonly [K in TableName]?: SourceConfig | undefined };
  /** Declared journeys, in the order written. */
  readonly journeys: readonly JourneyConfig[];
  /** Declared measures, in the order written. */
  readonly measures: readonly MeasureConfig[];
  /** The data-quality gate: the largest share of a table's rows left out, and by `table.field` the least share filled. */
  readonly quality: {
    readonly mostLeftOut: number;
    readonly leastComplete: Readonly<Record<string, number>>;
  };
  /** What leaves, for whom, and how often people are contacted. */
  readonly activation: ActivationConfig;
  /** Memory such as "4GB", and threads; both leave room for the options of a run. */
  readonly limits: { readonly memory?: string | undefined; readonly threads?: number | undefined };
}

/** Where one table comes from. */
export interface SourceConfig {
  /** Path from the workspace's folder, or a glob. */
  readonly file: string;
  /** Default: by the file's ending. */
  readonly format?: "csv" | "parquet" | "ndjson" | undefined;
  /** Of text files. */
  readonly encoding: "auto" | "utf-8" | "utf-16" | "cp1252";
  /** CSV only; default: found out. */
  readonly delimiter?: string | undefined;
  /** The decimal sign of numbers in text; thousands are the other one. */
  readonly decimal: "." | ",";
  /** Field → column name in the file, where they differ. */
  readonly columns: Readonly<Record<string, string>>;
  /** Field → value in the file → value to use. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string | number | boolean | null>>>>;
  /** Field → strptime format; default: ISO 8601. */
  readonly dates: Readonly<Record<string, string>>;
  /** Field → type, where the guess for an extra column is wrong. */
  readonly types: Readonly<Record<string, FieldType>>;
  /** Time zone of times without an offset; default: the workspace's. */
  readonly timeZone?: string | undefined;
  /** Several rows a key are expected: which of them to keep. */
  readonly keep?: "first" | "last" | undefined;
  /** Field that orders rows of one key, for `keep`. */
  readonly orderBy?: string | undefined;
  /** Field → what it may say about a person; absent: guessed. Once written, the source's own fields must all be listed. */
  readonly classes?: Readonly<Record<string, FieldClassWord>> | undefined;
}

/** A declared journey. */
export interface JourneyConfig {
  /** Its name in definitions. */
  readonly id: string;
  /** What reports call it. */
  readonly name: string;
  /** Time a person has from the first step to the last, such as "56d". */
  readonly within: string;
  /** In order: event names, with accepted values of their properties. */
  readonly steps: readonly {
    readonly name: string;
    readonly event: string | readonly string[];
    readonly where: Readonly<Record<string, string | readonly string[]>>;
  }[];
}

/** What every declared measure has. */
export interface MeasureBase {
  /** Its name in definitions. */
  readonly id: string;
  /** What reports call it. */
  readonly name: string;
  /** What it says, in a sentence. */
  readonly about?: string | undefined;
  /** Which direction is good; neither where it is absent. */
  readonly better?: "higher" | "lower" | undefined;
}

/** The share of people for whom a rule is true. The rules are checked where they are read, by `lib/segments`. */
export interface RateConfig extends MeasureBase {
  /** Tells the kinds of measures apart. */
  readonly type: "rate";
  /** People it could be true for; default: everybody in the segment. */
  readonly of?: Readonly<Record<string, unknown>> | undefined;
  /** People for whom it is true. */
  readonly who: Readonly<Record<string, unknown>>;
  /** Words that end the sentence "6 of every 100 people …", such as "scheduled a visit in the last 12 months". */
  readonly says?: string | undefined;
}

/** The median of a numeric field. */
export interface MedianConfig extends MeasureBase {
  /** Tells the kinds of measures apart. */
  readonly type: "median";
  /** A numeric field of people, or `account.field`. */
  readonly field: string;
  /** Such as "years". */
  readonly unit?: string | undefined;
}

/** Rows, or the sum of a numeric field. */
export interface TotalConfig extends MeasureBase {
  /** Tells the kinds of measures apart. */
  readonly type: "total";
  /** Where the rows are. */
  readonly table: "events" | "appointments" | "conditions";
  /** Numeric field to add up; default: count rows. */
  readonly field?: string | undefined;
  /** Property → accepted values. */
  readonly where: Readonly<Record<string, string | readonly string[]>>;
  /** Only rows in the last so long before the as-of moment. */
  readonly within?: string | undefined;
  /** Such as "USD". */
  readonly unit?: string | undefined;
}

/** A declared measure. */
export type MeasureConfig = RateConfig | MedianConfig | TotalConfig;
