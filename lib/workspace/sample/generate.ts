import { join as joinPath } from "node:path";
import { type Engine, id, literal, openDuckDb, type Sql, sql } from "../../engine/mod.ts";
import { InputError } from "../errors.ts";
import type { TableName } from "../tables.ts";
import { writeFile } from "../write_file.ts";
import { writeReason } from "../write_reason.ts";
import { makeConsent } from "./consent.ts";
import { exports } from "./exports.ts";
import { filesOf, type SampleFormat, withFiles } from "./files.ts";
import { makeJourney } from "./journey.ts";
import { writeLists } from "./lists.ts";
import { makeMess } from "./mess.ts";
import { makeMessages } from "./messages.ts";
import { makePartnership } from "./partners.ts";
import { keyOf, makePerson } from "./person.ts";
import { makeConditions, makeSurvey } from "./records.ts";
import { truthText } from "./truth.ts";
import { World } from "./world.ts";

/** What to generate. */
export interface SampleOptions {
  /** How many people: 1 to 5,000,000. A million gives about 20 million events. */
  readonly people: number;
  /** Whole number from 0; the same seed gives the same bytes on every machine. */
  readonly seed: number;
  /** Folder to write to; made when missing. Files of the same names are replaced. */
  readonly out: string;
  /** Default `mixed`: CSV, gzipped CSV, Parquet and NDJSON side by side. */
  readonly format?: SampleFormat;
  readonly signal?: AbortSignal;
  /** Called with the stage and the share of it that is done, in [0, 1]. */
  readonly onProgress?: (step: { readonly stage: string; readonly share: number }) => void;
}

/** What was generated. */
export interface SampleSummary {
  readonly kind: "sample";
  readonly people: number;
  readonly seed: number;
  readonly format: SampleFormat;
  readonly out: string;
  readonly files: readonly {
    readonly table: TableName;
    readonly file: string;
    readonly rows: number;
    readonly bytes: number;
  }[];
  /** Counts of what was planted on purpose, by name; `TRUTH.md` explains them. */
  readonly planted: Readonly<Record<string, number>>;
}

const mostPeople = 5_000_000;
const batch = 20_000;
const cutOff = 7_000_000;
const definitions = [
  "workspace.yaml",
  "segments.yaml",
  "partners.yaml",
  "report.yaml",
  "partners.report.yaml",
];
const home = new URL("../../../data/riverbend/", import.meta.url);

/**
 * Makes up Riverbend Health: 18 months of exports of an invented health system, with the mess of real ones and with
 * truths planted on purpose, and writes them as a workspace ready to report on.
 *
 * Person i is the same however many people there are. Files appear only when all of them are complete.
 *
 * @throws {RangeError} `people` or `seed` is out of bounds, or `out` is the home of the definitions and the format
 * would change them.
 * @throws {InputError} The folder cannot be written, or the disk is full; nothing half-written is left.
 *
 * @example
 * ```ts
 * import { generateSample } from "./generate.ts";
 * const out = await Deno.makeTempDir();
 * const sample = await generateSample({ people: 50, seed: 1, out });
 * if (sample.files.find(({ table }) => table === "people")!.rows < 50) throw new Error();
 * await Deno.remove(out, { recursive: true });
 * ```
 */
export async function generateSample(options: SampleOptions): Promise<SampleSummary> {
  const { people, seed, out, signal } = options;
  check("people", people, 1, mostPeople);
  check("seed", seed, 0, 0xffff_ffff);
  signal?.throwIfAborted();
  try {
    return await generate(options);
  } catch (error) {
    if (signal?.aborted || error instanceof InputError || error instanceof RangeError) throw error;
    throw new InputError(`Cannot write the sample to "${out}": ${writeReason(error)}`, { cause: error });
  }
}

async function generate(options: SampleOptions): Promise<SampleSummary> {
  const { people, seed, signal, onProgress, format = "mixed" } = options;
  await Deno.mkdir(options.out, { recursive: true });
  const out = await Deno.realPath(options.out);
  if (format !== "mixed" && out === await Deno.realPath(home).catch(() => null)) {
    throw new RangeError(
      `Cannot write ${format} files to ${options.out}: its workspace.yaml names other files`,
    );
  }
  const texts = await Promise.all(definitions.map((name) => Deno.readTextFile(new URL(name, home))));
  const made = await Deno.makeTempDir({ dir: out, prefix: ".sample-" });
  const engine = await openDuckDb({ folders: [made], threads: 1 });
  try {
    const planted = await populate(people, seed, engine, signal, onProgress);
    await writeLists(people, seed, engine);
    const files = await exportFiles(format, made, engine, signal, onProgress);
    signal?.throwIfAborted();
    for (const { file } of files) await Deno.rename(joinPath(made, file), joinPath(out, file));
    for (const [i, name] of definitions.entries()) {
      const text = name === "workspace.yaml" ? withFiles(texts[i]!, format) : texts[i]!;
      await writeFile(joinPath(out, name), text);
    }
    await writeFile(joinPath(out, "TRUTH.md"), truthText({ people, seed, planted }));
    onProgress?.({ stage: "Done", share: 1 });
    return { kind: "sample", people, seed, format, out: options.out, files, planted };
  } finally {
    await engine.close();
    await Deno.remove(made, { recursive: true });
  }
}

function check(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(
      `Cannot make a sample: ${name} is ${value}; use a whole number from ${least} to ${most}`,
    );
  }
}

/** Makes everybody up, into tables of codes; returns the counts of what was planted. */
async function populate(
  people: number,
  seed: number,
  engine: Engine,
  signal: AbortSignal | undefined,
  onProgress: SampleOptions["onProgress"],
): Promise<SampleSummary["planted"]> {
  const world = new World(seed);
  for (let i = 0; i < people; i++) {
    live(i, world);
    if ((i + 1) % batch === 0 || i + 1 === people) {
      for (const rows of world.tables) await rows.flush(engine);
      // A turn of the event loop, so that an interrupt is heard.
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
      onProgress?.({ stage: "Making up people", share: (i + 1) / people });
    }
  }
  return Object.fromEntries([...world.planted].sort(([a], [b]) => a < b ? -1 : 1));
}

/** Turns the tables of codes into files. */
async function exportFiles(
  format: SampleFormat,
  folder: string,
  engine: Engine,
  signal: AbortSignal | undefined,
  onProgress: SampleOptions["onProgress"],
): Promise<SampleSummary["files"]> {
  const names = Object.entries(filesOf(format)) as [TableName, string][];
  const files: SampleSummary["files"][number][] = [];
  for (const [i, [table, file]] of names.entries()) {
    onProgress?.({ stage: `Writing ${file}`, share: i / names.length });
    const path = joinPath(folder, file);
    await copy(table, path, engine, signal);
    const [count] = await engine.rows<{ rows: number }>(sql`select count(*) as rows from ${id(table)}`);
    files.push({ table, file, rows: count!.rows, bytes: (await Deno.stat(path)).size });
  }
  return files;
}

/** Makes up the whole life of person `i`. */
function live(i: number, world: World): void {
  const person = makePerson(i, world);
  const { kind, partner } = person;
  world.timeline.clear();
  const allowed = makeConsent(person, world);
  if (kind !== null) {
    makeJourney({ ...person, kind }, world);
    makeMessages({ ...person, kind }, allowed, world);
  } else if (partner !== null) {
    makePartnership({ ...person, partner }, allowed, world);
  }
  makeConditions(person, world);
  makeSurvey(person, world);
  world.timeline.write(person.key, world.events);
  makeMess(i, person, world);
}

async function copy(
  table: TableName,
  path: string,
  engine: Engine,
  signal: AbortSignal | undefined,
): Promise<void> {
  const kind = path.endsWith(".parquet") ? "parquet" : path.endsWith(".ndjson") ? "ndjson" : "csv";
  const how: Readonly<Record<typeof kind, Sql>> = {
    parquet: sql`format parquet, compression zstd`,
    ndjson: sql`format json`,
    csv: path.endsWith(".gz") ? sql`format csv, header, compression gzip` : sql`format csv, header`,
  };
  const query = exports[table](kind === "parquet");
  await engine.run(sql`copy (${query}) to ${literal(path)} (${how[kind]})`, signal ? { signal } : {});
  if (table === "people" && kind === "csv") {
    const key = String(keyOf(cutOff)).padStart(7, "0");
    await Deno.writeTextFile(path, `${key},web,patient,lead,19`, { append: true });
  }
}
