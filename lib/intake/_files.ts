import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { nearest, type Problem, type SourceConfig, type TableName } from "../workspace/mod.ts";
import { fileProblem } from "./_problems.ts";

/** What a source file holds. */
export type Format = "csv" | "parquet" | "ndjson";

/** A file of a source, found on disk. */
export interface SourceFile {
  readonly table: TableName;
  /** Absolute, links followed: what the engine opens. */
  readonly path: string;
  /** As problems and provenance name it: relative to the data folder. */
  readonly name: string;
  readonly format: Format;
  readonly bytes: number;
}

/** The files of one source, in order of name; or why there are none. */
export async function findFiles(
  table: TableName,
  source: SourceConfig,
  folder: string,
): Promise<{ files: SourceFile[]; problems: Problem[] }> {
  const wildcard = /[*?]/.test(source.file);
  const paths = wildcard ? await expand(folder, source.file) : [resolve(folder, source.file)];
  const files: SourceFile[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const name = isAbsolute(source.file) ? basename(path) : relative(folder, path).replaceAll("\\", "/");
    const fatal = (code: "file-missing" | "file-unreadable" | "file-empty", message: string) =>
      problems.push(fileProblem(code, name, message, { fatal: true }));
    try {
      const info = await Deno.stat(path);
      const format = source.format ?? formatOf(path);
      if (info.isDirectory) {
        fatal(
          "file-unreadable",
          `Cannot read "${name}": it is a folder. Write the file's name, or a glob such as ${name}/*.csv, ` +
            `as sources.${table}.file in workspace.yaml.`,
        );
      } else if (format === null) {
        fatal(
          "file-unreadable",
          `Cannot read "${name}": its ending does not say what it holds. ` +
            `Set sources.${table}.format in workspace.yaml to csv, parquet or ndjson.`,
        );
      } else if (info.size === 0) {
        fatal("file-empty", `Cannot read "${name}": it is empty. Export it again.`);
      } else {
        files.push({ table, path: await Deno.realPath(path), name, format, bytes: info.size });
      }
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
        fatal("file-missing", await missing(table, name, path));
      } else {
        fatal("file-unreadable", `Cannot read "${name}": permission denied. Allow reading its folder.`);
      }
    }
  }
  if (paths.length === 0) {
    problems.push(fileProblem(
      "file-missing",
      source.file,
      `Cannot find any file that matches "${source.file}". Correct sources.${table}.file in workspace.yaml.`,
      { fatal: true },
    ));
  }
  return { files, problems };
}

async function missing(table: TableName, name: string, path: string): Promise<string> {
  const beside: string[] = [];
  try {
    for await (const entry of Deno.readDir(dirname(path))) if (entry.isFile) beside.push(entry.name);
  } catch {
    // No such folder either: nothing to suggest.
  }
  const like = nearest(basename(path), beside.sort());
  return `Cannot find "${name}"${like ? `; did you mean "${like}"?` : "."} ` +
    `Correct sources.${table}.file in workspace.yaml.`;
}

/** What a file holds, by its ending; null where that says nothing. */
export function formatOf(path: string): Format | null {
  const name = basename(path).toLowerCase().replace(/\.gz$/, "");
  if (/\.(csv|tsv|txt)$/.test(name)) return "csv";
  if (/\.(parquet|pq)$/.test(name)) return "parquet";
  if (/\.(ndjson|jsonl|json)$/.test(name)) return "ndjson";
  return null;
}

/** Files matching a pattern whose segments may hold `*` (any characters) and `?` (one), sorted by name. */
async function expand(folder: string, pattern: string): Promise<string[]> {
  const absolute = isAbsolute(pattern);
  let found = [absolute ? "/" : folder];
  const segments = pattern.split("/").filter((segment) => segment !== "" && segment !== ".");
  for (const [i, segment] of segments.entries()) {
    if (!/[*?]/.test(segment)) {
      found = found.map((path) => join(path, segment));
      continue;
    }
    const last = i === segments.length - 1;
    const matcher = new RegExp(
      `^${segment.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*").replaceAll("?", "[^/]")}$`,
      "u",
    );
    const next: string[] = [];
    for (const path of found) {
      try {
        for await (const entry of Deno.readDir(path)) {
          const fits = last ? !entry.isDirectory : !entry.isFile;
          if (fits && !entry.name.startsWith(".") && matcher.test(entry.name)) {
            next.push(join(path, entry.name));
          }
        }
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    }
    found = next;
  }
  return found.sort();
}
