// For tests: published data and answers, which stand beside the project and never in it.
const folder = new URL("../../../shared/data/", import.meta.url);

/** Whether the published data is here; tests that need it are skipped otherwise, and their names say so. */
export const published = exists("expected/survival.json");

export function publishedJson<T>(path: string): T {
  return JSON.parse(Deno.readTextFileSync(new URL(path, folder)));
}

/** Columns of a delimited file, by name; a quoted cell may hold the delimiter, and keeps its quotes. */
export function publishedColumns(path: string, delimiter = ","): (name: string) => string[] {
  const outsideQuotes = new RegExp(`${delimiter}(?=(?:[^"]*"[^"]*")*[^"]*$)`);
  const [head, ...rows] = Deno.readTextFileSync(new URL(path, folder)).trimEnd().split(/\r?\n/)
    .map((line) => line.split(outsideQuotes));
  return (name) => {
    const at = head!.indexOf(name);
    if (at < 0) throw new Error(`${path} has no column ${name}`);
    return rows.map((row) => row[at]!);
  };
}

/** Codes of values, in the order of the sorted names. */
export function codes(values: readonly string[]): { codes: Uint8Array; names: string[] } {
  const names = [...new Set(values)].sort();
  return { names, codes: Uint8Array.from(values, (value) => names.indexOf(value)) };
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(new URL(path, folder)).isFile;
  } catch {
    return false;
  }
}
