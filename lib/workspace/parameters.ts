import { dirname, isAbsolute, join } from "node:path";
import { z } from "zod";
import { InputError } from "./errors.ts";
import { readYaml } from "./read_yaml.ts";

/** Where the value of a parameter came from. */
export type ParameterSource = "given" | "environment" | "file" | "default";

/** What a notebook and a report are run with. Null: as the workspace says. */
export interface Parameters {
  /** Tells it from results. */
  readonly kind: "parameters";
  /** Folder that holds workspace.yaml, or the file itself. */
  readonly workspace: string;
  /** Folder the source files are in. */
  readonly data: string | null;
  /** The day to look from, `YYYY-MM-DD`. */
  readonly asOf: string | null;
  /** Report definition. */
  readonly report: string | null;
  /** Folder for all reports. */
  readonly out: string | null;
  /** Where each came from. */
  readonly from: Readonly<Record<ParameterName, ParameterSource>>;
  /** Always empty: whatever is wrong is an error. */
  readonly warnings: readonly string[];
}

/** Name of a parameter. */
export type ParameterName = "workspace" | "data" | "asOf" | "report" | "out";

/** Where to look for parameters. */
export interface ParameterOptions {
  /** Values given outright, such as flags; they win over everything. */
  readonly given?: Partial<Record<ParameterName, string>>;
  /** The parameter file. Default: the one that `TRELLIS_PARAMETERS` names, if any. */
  readonly file?: string;
  /** Values for what nobody says. */
  readonly defaults?: Partial<Record<ParameterName, string>>;
  /** The environment. Default: the process's own; a variable that may not be read is not there. */
  readonly env?: (name: string) => string | undefined;
}

const names: readonly ParameterName[] = ["workspace", "data", "asOf", "report", "out"];
const paths: readonly ParameterName[] = ["workspace", "data", "report", "out"];

/** The variable of the environment that names a parameter file. */
const fileVariable = "TRELLIS_PARAMETERS";

const variables: Readonly<Record<ParameterName, string>> = {
  workspace: "TRELLIS_WORKSPACE",
  data: "TRELLIS_DATA",
  asOf: "TRELLIS_AS_OF",
  report: "TRELLIS_REPORT",
  out: "TRELLIS_OUT",
};

const text = z.string().min(1);
const notDay = { error: "write a day of the calendar as YYYY-MM-DD" };
const day = z.string(notDay).refine(isDay, notDay);
const schema = z.strictObject({ workspace: text, data: text, asOf: day, report: text, out: text }).partial();

/**
 * The parameters of a run, the same for a notebook and for `deno task report`: values given outright win over the
 * environment (`TRELLIS_WORKSPACE`, `TRELLIS_DATA`, `TRELLIS_AS_OF`, `TRELLIS_REPORT`, `TRELLIS_OUT`), the
 * environment over a YAML file (`TRELLIS_PARAMETERS`), the file over the defaults. Paths in the file start from its
 * folder.
 *
 * @throws {InputError} The file cannot be read or holds an unknown key; a value is empty or not a day; nobody says
 * which workspace.
 *
 * @example
 * ```ts
 * import { readParameters } from "./parameters.ts";
 * const { workspace, asOf, from } = await readParameters({
 *   defaults: { workspace: "data/riverbend" },
 *   env: (name) => name === "TRELLIS_AS_OF" ? "2026-09-30" : undefined,
 * });
 * if (workspace !== "data/riverbend" || asOf !== "2026-09-30" || from.asOf !== "environment") throw new Error();
 * ```
 */
export async function readParameters(options: ParameterOptions = {}): Promise<Parameters> {
  const { given = {}, defaults = {}, env = processEnv } = options;
  const path = options.file ?? env(fileVariable);
  const sources: readonly (readonly [ParameterSource, Partial<Record<ParameterName, string>>])[] = [
    ["given", given],
    ["environment", fromEnvironment(env)],
    ["file", path === undefined ? {} : await fromFile(path)],
    ["default", defaults],
  ];
  const found = (name: ParameterName) => sources.find(([, values]) => values[name] !== undefined);
  const value = (name: ParameterName) => found(name)?.[1][name] ?? null;
  const workspace = value("workspace");
  if (workspace === null) {
    throw new InputError(
      `Cannot tell which workspace to open: set ${variables.workspace}, or name one in the file.`,
    );
  }
  return {
    kind: "parameters",
    workspace,
    data: value("data"),
    asOf: value("asOf"),
    report: value("report"),
    out: value("out"),
    from: Object.fromEntries(
      names.map((name) => [name, found(name)?.[0] ?? "default"]),
    ) as Parameters["from"],
    warnings: [],
  };
}

function fromEnvironment(env: (name: string) => string | undefined): Partial<Record<ParameterName, string>> {
  const set = names.flatMap((name) => {
    const value = env(variables[name]);
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  const { asOf, ...rest } = Object.fromEntries(set) as Partial<Record<ParameterName, string>>;
  if (asOf === undefined) return rest;
  if (!isDay(asOf)) {
    throw new InputError(
      `Cannot use ${variables.asOf}=${JSON.stringify(asOf)}: write a day of the calendar as YYYY-MM-DD.`,
    );
  }
  return { ...rest, asOf };
}

async function fromFile(path: string): Promise<Partial<Record<ParameterName, string>>> {
  let read: string;
  try {
    read = await Deno.readTextFile(path);
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound ? "there is no such file" : "it cannot be read";
    throw new InputError(
      `Cannot read the parameters "${path}": ${why}. Give a YAML file with workspace, asOf and the like.`,
    );
  }
  const values = readYaml(read, schema, path);
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const isPath = paths.includes(name as ParameterName) && !isAbsolute(value);
      return [[name, isPath ? join(dirname(path), value) : value]];
    }),
  );
}

function processEnv(name: string): string | undefined {
  try {
    return Deno.env.get(name);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return undefined;
    throw error;
  }
}

function isDay(text: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) &&
      Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
}
