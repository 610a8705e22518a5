import type { Engine } from "../engine/mod.ts";
import {
  type FieldQuality,
  type InputFile,
  type LoadedTable,
  type Problem,
  type TableName,
  type TableQuality,
  tables as specs,
} from "../workspace/mod.ts";
import { additions } from "./_additions.ts";
import type { SourceFile } from "./_files.ts";
import { guessTypes, type TypedStage } from "./_guess.ts";
import { peopleOfAccounts, peopleOfEvents } from "./_people.ts";
import type { LoadContext, Planned } from "./_planned.ts";
import { fileProblem } from "./_problems.ts";
import { fieldQuality } from "./_quality.ts";
import { stageSource } from "./_stage.ts";
import { finishTable } from "./_table.ts";
import { IntakeError } from "./intake_error.ts";

/** The canonical tables, and what was seen while they were made; all in the order the tables are told of. */
export interface LoadedTables {
  readonly tables: ReadonlyMap<TableName, LoadedTable>;
  readonly qualities: readonly TableQuality[];
  readonly fields: readonly FieldQuality[];
  readonly problems: readonly Problem[];
  readonly inputs: readonly (Omit<InputFile, "sha256"> & { readonly source: SourceFile })[];
}

/** Accounts first, so that people's can be looked up; people next, for their numbers; then what is about people. */
const order: readonly TableName[] = [
  "accounts",
  "people",
  ...(Object.keys(specs) as TableName[]).filter((table) => table !== "accounts" && table !== "people"),
];

/**
 * Makes the tables, two at a time: the events, which are most of the rows, on a connection of their own beside the
 * others; what is left when they are done is shared. All sources are looked at, also when one cannot be used, so that
 * which problems are told does not depend on who is faster.
 *
 * @throws {IntakeError} With all problems found: a source cannot be used, or nobody is left.
 */
export async function loadTables(context: LoadContext, planned: readonly Planned[]): Promise<LoadedTables> {
  const loader = new Loader(context, planned);
  const { engine, options: { signal } } = context;
  const left = order.filter((table) => table !== "events");
  const makeLeft = async (on: Engine) => {
    for (let table = left.shift(); table && !signal?.aborted; table = left.shift()) {
      await loader.make(table, on);
    }
  };
  const events = async () => {
    await loader.make("events", engine.beside);
    await loader.people;
    await makeLeft(engine.beside);
  };
  const errors = (await Promise.allSettled([makeLeft(engine), events()])).flatMap((one) =>
    one.status === "rejected" ? [one.reason] : []
  );
  signal?.throwIfAborted();
  if (errors.length > 0) throw errors[0];
  const loaded = loader.loaded();
  if (loaded.problems.some(({ fatal }) => fatal)) throw new IntakeError(loaded.problems);
  return loaded;
}

interface Made {
  readonly quality: TableQuality;
  readonly fields: readonly FieldQuality[];
  readonly inputs: LoadedTables["inputs"];
}

class Loader {
  readonly #context: LoadContext;
  readonly #sources: ReadonlyMap<TableName, Planned>;
  readonly #tables = new Map<TableName, LoadedTable>();
  readonly #made = new Map<TableName, Made>();
  readonly #problems = new Map<TableName, Problem[]>();
  readonly #people = Promise.withResolvers<void>();
  readonly #events = Promise.withResolvers<TypedStage>();

  constructor(context: LoadContext, planned: readonly Planned[]) {
    this.#context = context;
    this.#sources = new Map(planned.map((one) => [one.table, one]));
    // Who waits for them is told; when nobody waits, it is nobody's.
    this.#people.promise.catch(() => {});
    this.#events.promise.catch(() => {});
  }

  /** Once it is known who is there, or that this cannot be known. */
  get people(): Promise<void> {
    return this.#people.promise.catch(() => {});
  }

  /** Makes a table; a source that cannot be used is noted. */
  async make(table: TableName, engine: Engine): Promise<void> {
    try {
      if (this.#sources.has(table)) await this.#table(table, engine);
      if (table === "people") await this.#whoIsThere(engine);
    } catch (error) {
      // What waits for this table ends as it did; each problem is kept once, with the table it is of.
      const unknown = new IntakeError([]);
      const atAll = !(error instanceof IntakeError);
      if (table === "events" || atAll) this.#events.reject(unknown);
      if (table === "people" || atAll) this.#people.reject(unknown);
      if (atAll) throw error;
      this.#note(table, error.problems);
    }
  }

  loaded(): LoadedTables {
    const made = order.flatMap((table) => this.#made.get(table) ?? []);
    return {
      tables: new Map(order.flatMap((table) => {
        const one = this.#tables.get(table);
        return one ? [[table, one]] : [];
      })),
      qualities: made.map(({ quality }) => quality),
      fields: made.flatMap(({ fields }) => fields),
      problems: order.flatMap((table) => this.#problems.get(table) ?? []),
      inputs: made.flatMap(({ inputs }) => inputs),
    };
  }

  async #table(table: TableName, engine: Engine): Promise<void> {
    const { config, asOf, options } = this.#context;
    const { signal } = options;
    const stage = await this.#stage(table, engine);
    if (table === "events") this.#events.resolve(stage);
    // Rows about people are told apart by the people's numbers.
    if (table !== "accounts" && table !== "people") await this.#people.promise;
    options.onProgress?.({ stage: `Checking ${table}`, share: null });
    const ownDay = asOf.date === config.asOf;
    const { source } = this.#sources.get(table)!;
    const done = await finishTable(
      stage,
      { engine, source, asOf, ownDay, signal },
      additions(stage, { asOf, ownDay, accounts: this.#tables.has("accounts") }),
    ).catch(async (error) => {
      throw await stage.failure(error);
    });
    await stage.drop();
    this.#tables.set(table, done.table);
    this.#note(table, done.problems);
    if (table === "people") this.#people.resolve();
    this.#made.set(table, {
      quality: done.quality,
      fields: await fieldQuality(engine, table, done.table, asOf, signal),
      inputs: stage.files.map(({ file, rows, rejected }, i) => ({
        source: file,
        table,
        file: file.name,
        bytes: file.bytes,
        rowsRead: rows + rejected.length,
        rowsKept: done.keptByFile[i]!,
      })),
    });
  }

  async #stage(table: TableName, engine: Engine): Promise<TypedStage> {
    const { config, temporary, options } = this.#context;
    const { source, inputs, fields: wanted } = this.#sources.get(table)!;
    const { timeZone: zone } = config;
    const stage = await stageSource(table, source, inputs, wanted, {
      engine,
      nulls: config.nulls,
      timeZone: zone,
      temporary,
      signal: options.signal,
      onProgress: (share) => options.onProgress?.({ stage: `Reading ${table}`, share }),
    });
    const { timeZone = zone, decimal } = source;
    const fields = await guessTypes(engine, stage, { timeZone, decimal }).catch(async (error) => {
      throw await stage.failure(error);
    });
    if (stage.problems.some(({ fatal }) => fatal)) throw new IntakeError(stage.problems);
    this.#note(table, stage.problems);
    return { ...stage, fields };
  }

  /** Makes the people of a workspace that has no list of them; nobody at all is a fatal problem. */
  async #whoIsThere(engine: Engine): Promise<void> {
    const { asOf } = this.#context;
    if (!this.#sources.has("people")) {
      const stage = this.#sources.has("events") ? await this.#events.promise : null;
      if (stage === null && !this.#tables.has("accounts")) throw new IntakeError([]);
      this.#tables.set(
        "people",
        stage === null
          ? await peopleOfAccounts(engine)
          : await peopleOfEvents(engine, stage, asOf).catch(async (error) => {
            throw await stage.failure(error);
          }),
      );
    }
    if (this.#tables.get("people")!.rows === 0) throw new IntakeError([this.#nobody()]);
    this.#people.resolve();
  }

  #note(table: TableName, problems: readonly Problem[]): void {
    const known = this.#problems.get(table);
    if (known) known.push(...problems);
    else this.#problems.set(table, [...problems]);
  }

  /** Nobody is left: says why, as far as the counts tell. */
  #nobody(): Problem {
    const table = (["people", "events", "accounts"] as const).find((name) => this.#sources.has(name))!;
    const { files, source } = this.#sources.get(table)!;
    const file = files[0]?.name ?? source.file;
    const quality = this.#made.get(table)?.quality;
    const most = [...quality?.leftOut ?? []].sort((a, b) => b.rows - a.rows)[0];
    const why = quality === undefined || quality.rowsRead === 0
      ? "it has a header and no rows. Export it again."
      : `all of its ${quality.rowsRead} rows were left out${
        most ? ` (${most.code}: ${most.rows})` : ", being of a later day"
      }. Run check to see why.`;
    return fileProblem("file-empty", file, `Cannot read "${file}": ${why}`, { fatal: true });
  }
}
