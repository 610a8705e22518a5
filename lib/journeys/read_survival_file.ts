import type { Engine } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { byCodePoint } from "./_code_point.ts";
import { readColumns, toNumber } from "./_file_columns.ts";
import { readStatuses } from "./_statuses.ts";
import type { SurvivalData } from "./survival_data.ts";

/** Which columns of a file of people followed over time mean what. */
export interface SurvivalFileColumns {
  /** How long: a number, in any unit. */
  readonly time: string;
  /** What happened then. Without `event`: 1, true, yes or a word such as "observed" is the event, and 2 where all are 1 or 2. */
  readonly status: string;
  /** Groups to compare. Default: none. */
  readonly group?: string;
  /** When the person came under observation. Default: from 0 on. */
  readonly entry?: string;
  /** Groups are compared only within a value of this column. Default: one stratum. */
  readonly stratum?: string;
  /** The status that is the event asked about. */
  readonly event?: string;
  /**
   * Statuses that are other events, after which this one cannot happen any more. Default: every other number but 0
   * when statuses are numbers with a 0; none otherwise.
   */
  readonly competing?: readonly string[];
  /** Between the columns of CSV. Default: the one that its header has most of; a space where it has none. */
  readonly delimiter?: string;
  /** Stops reading. */
  readonly signal?: AbortSignal;
}

/** People followed over time, and what their codes stand for. */
export interface SurvivalFile {
  /** For `timing` and `kaplanMeier`; the event asked about has code 1. */
  readonly data: SurvivalData;
  /** Names of the group codes; ["all"] without a group column. */
  readonly groups: readonly string[];
  /** Names of the event codes. */
  readonly eventNames: Readonly<Record<number, string>>;
  /** Rows left out, for whatever reason. */
  readonly leftOut: number;
  /** What a reader has to know about the file, in sentences. */
  readonly warnings: readonly string[];
}

/**
 * Reads people followed until something happened or until they were last seen: CSV (also .gz), Parquet or NDJSON.
 *
 * Rows without a time, a status or a group, with a time below 0, and people who entered at or after their last time, are left out and
 * counted by reason. Groups stand in order of their numbers, or of their letters; a group of which every row is left
 * out stays as a group of nobody.
 *
 * @param engine An engine that may read the file's folder.
 * @throws {InputError} The file cannot be read, a column is missing, no row has a number as its time, or it cannot be
 * told which status is the event.
 *
 * @example
 * ```ts
 * import { openDuckDb } from "../engine/mod.ts";
 * import { readSurvivalFile } from "./read_survival_file.ts";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/waits.csv`, "days,booked\n3,yes\n5,no\n");
 * const engine = await openDuckDb({ folders: [folder] });
 * const { data } = await readSurvivalFile(engine, `${folder}/waits.csv`, { time: "days", status: "booked" });
 * await engine.close();
 * await Deno.remove(folder, { recursive: true });
 * if (data.time.join() !== "3,5" || data.status.join() !== "1,0") throw new Error();
 * ```
 */
export async function readSurvivalFile(
  engine: Engine,
  file: string,
  columns: SurvivalFileColumns,
): Promise<SurvivalFile> {
  const { time, status, group, entry, stratum } = columns;
  const wanted = [time, status, group, entry, stratum].filter((name) => name !== undefined);
  const table = await readColumns(engine, file, wanted, columns);
  const times = table.text(time).map(toNumber);
  if (table.rows > 0 && times.every(Number.isNaN)) {
    throw new InputError(
      `Cannot read "${file}": column "${time}" holds no number in any row. Name the column that says how long.`,
    );
  }
  const written = table.text(status);
  const statuses = readStatuses(written, { ...columns, file, column: status });
  const entries = entry === undefined ? null : table.text(entry).map(toNumber);
  const named = group === undefined ? null : table.text(group);
  const strata = stratum === undefined ? null : table.text(stratum);
  const reasons: readonly (readonly [string, (i: number) => boolean])[] = [
    [`no number as ${time}`, (i) => Number.isNaN(times[i])],
    [`a ${time} below 0`, (i) => entries === null && times[i]! < 0],
    [`no ${status}`, (i) => written[i] === null],
    [`no ${group}`, (i) => named !== null && named[i] === null],
    [`no ${stratum}`, (i) => strata !== null && strata[i] === null],
    [`no number as ${entry}`, (i) => entries !== null && Number.isNaN(entries[i])],
    [`an ${entry} that is not before ${time}`, (i) => entries !== null && !(entries[i]! < times[i]!)],
  ];
  const counts = reasons.map(() => 0);
  const kept: number[] = [];
  for (let i = 0; i < table.rows; i++) {
    const reason = reasons.findIndex(([, holds]) => holds(i));
    if (reason < 0) kept.push(i);
    else counts[reason]!++;
  }
  const groups = named === null ? null : coded(named);
  const layers = strata === null ? null : coded(strata);
  const pick = (codes: readonly number[]) => Uint32Array.from(kept, (i) => codes[i]!);
  return {
    data: {
      time: Float64Array.from(kept, (i) => times[i]!),
      status: Uint8Array.from(kept, (i) => statuses.codeOf(written[i]!)),
      entry: entries ? Float64Array.from(kept, (i) => entries[i]!) : undefined,
      group: groups ? pick(groups.codes) : undefined,
      stratum: layers ? pick(layers.codes) : undefined,
    },
    groups: groups && groups.names.length > 0 ? groups.names : ["all"],
    eventNames: statuses.names,
    leftOut: table.rows - kept.length,
    warnings: [
      ...table.warnings,
      ...statuses.warnings,
      ...counts.flatMap((count, r) =>
        count === 0 ? [] : [
          `${count.toLocaleString("en-US")} of ${table.rows.toLocaleString("en-US")} rows have ${
            reasons[r]![0]
          }; they were left out.`,
        ]
      ),
    ],
  };
}

/** Codes of names in order: of numbers by size, else of text by code point. */
function coded(values: readonly (string | null)[]): { readonly names: string[]; readonly codes: number[] } {
  const found = [...new Set(values.filter((value) => value !== null))];
  const names = found.some((name) => Number.isNaN(toNumber(name)))
    ? found.sort(byCodePoint)
    : found.sort((a, b) => Number(a) - Number(b) || byCodePoint(a, b));
  const codeOf = new Map(names.map((name, code) => [name, code]));
  return { names, codes: values.map((value) => value === null ? 0 : codeOf.get(value)!) };
}
