import { dirname, join as joinPath, resolve } from "node:path";
import { type Engine, openDuckDb } from "../engine/mod.ts";
import {
  InputError,
  type Parameters,
  type Problem,
  readYaml,
  type TableName,
  tables,
  type Workspace,
  type WorkspaceConfig,
  workspaceSchema,
} from "../workspace/mod.ts";
import { findFiles } from "./_files.ts";
import { load } from "./_load.ts";
import type { FoundSource } from "./_planned.ts";
import { asOfMoment } from "./as_of.ts";
import { IntakeError } from "./intake_error.ts";
import type { OpenOptions } from "./options.ts";

/** For DuckDB; what does not fit goes to the temporary folder. 20 million events are no slower with it than with more. */
const usualMemory = "3GB";

/**
 * Opens a workspace: reads its sources into canonical tables, true at one moment, and says how good they are.
 *
 * Problems of rows and values are in the result (`quality.problems`); the row or value is left out. What stops
 * everything (a missing file, a missing column, nobody left) is thrown together.
 *
 * @param from The workspace's folder, or its `workspace.yaml`; or a run's parameters, of which options win.
 * @throws {IntakeError} A source cannot be used at all.
 * @throws {InputError} `workspace.yaml` is absent or wrong, or an option is.
 *
 * @example
 * ```ts
 * import { openWorkspace } from "./open_workspace.ts";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/people.csv`, "id,age\na,41\nb,N/A\n");
 * await Deno.writeTextFile(
 *   `${folder}/workspace.yaml`,
 *   "name: Two\ntimeZone: UTC\nasOf: 2026-10-31\nsources: { people: { file: people.csv, columns: { person: id } } }",
 * );
 * const workspace = await openWorkspace(folder);
 * if (workspace.people !== 2) throw new Error();
 * await workspace.close();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function openWorkspace(
  from: string | Pick<Parameters, "workspace" | "data" | "asOf">,
  given: OpenOptions = {},
): Promise<Workspace> {
  const { workspace: path, data = null, asOf: day = null } = typeof from === "string"
    ? { workspace: from }
    : from;
  const options = { ...(data !== null && { data }), ...(day !== null && { asOf: day }), ...given };
  const { config, folder } = await readConfig(path);
  const asOf = asOfMoment(config, options.asOf);
  const found = await findAll(config, options.data ?? folder);
  if (found.problems.some(({ fatal }) => fatal)) throw new IntakeError(found.problems);
  const temporary = await temporaryFolder(options.spillFolder);
  let engine: Engine | null = null;
  const tidy = async () => {
    await engine?.close();
    await Deno.remove(temporary, { recursive: true }).catch(() => {});
  };
  try {
    const threads = options.threads ?? config.limits.threads;
    const memoryLimit = options.memoryLimit ?? config.limits.memory ?? usualMemory;
    const files = found.sources.flatMap(({ files }) => files);
    engine = await openDuckDb({
      folders: [...new Set([...files.map(({ path }) => dirname(path)), temporary])],
      spillFolder: temporary,
      ...(threads !== undefined && { threads }),
      memoryLimit,
    });
    const loaded = await load({ config, asOf, engine, temporary, options }, found.sources);
    return { config, folder, engine, asOf, ...loaded, close: tidy };
  } catch (error) {
    await tidy();
    throw error;
  }
}

async function readConfig(path: string): Promise<{ config: WorkspaceConfig; folder: string }> {
  const given = resolve(path);
  let file = given;
  let text: string;
  try {
    if ((await Deno.stat(given)).isDirectory) file = joinPath(given, "workspace.yaml");
    text = await Deno.readTextFile(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
    throw new InputError(
      `Cannot open the workspace "${path}": there is no ${
        file === given ? "such file" : "workspace.yaml in it"
      }. ` +
        `Give a folder that holds a workspace.yaml.`,
    );
  }
  return { config: readYaml(text, workspaceSchema, "workspace.yaml"), folder: dirname(file) };
}

async function findAll(
  config: WorkspaceConfig,
  folder: string,
): Promise<{ sources: FoundSource[]; problems: Problem[] }> {
  const sources: FoundSource[] = [];
  const problems: Problem[] = [];
  for (const table of Object.keys(tables) as TableName[]) {
    const source = config.sources[table];
    if (!source) continue;
    const found = await findFiles(table, source, resolve(folder));
    sources.push({ table, source, files: found.files });
    problems.push(...found.problems);
  }
  return { sources, problems };
}

/** A folder of this workspace's own, links followed as the engine's lock wants it. */
async function temporaryFolder(wanted: string | undefined): Promise<string> {
  try {
    if (wanted !== undefined) await Deno.mkdir(wanted, { recursive: true });
    const made = await Deno.makeTempDir({ prefix: "trellis-", ...(wanted !== undefined && { dir: wanted }) });
    return await Deno.realPath(made);
  } catch (error) {
    throw new InputError(
      `Cannot make a temporary folder${wanted === undefined ? "" : ` in "${wanted}"`}: ` +
        `${(error as Error).message}`,
    );
  }
}
