import { type Columns, literal, openDuckDb, sql } from "../engine/mod.ts";
import { type FeatureOptions, type Features, features } from "./features.ts";

const folder = new URL("../../../shared/data/", import.meta.url);

/** Whether the shared data is there; tests that need it skip where it is not. */
export const hasSharedData = exists(folder);

/** Appended to the names of those tests. */
export const unlessShared = hasSharedData ? "" : " (skipped: no shared data)";

/** Published answers. */
export async function published<T>(file: string): Promise<T> {
  return JSON.parse(await Deno.readTextFile(new URL(`expected/${file}`, folder))) as T;
}

/** A file of the shared data as a table. */
export async function sharedTable(file: string): Promise<Columns> {
  const root = decodeURIComponent(folder.pathname);
  const engine = await openDuckDb({ folders: [root], threads: 1 });
  try {
    return await engine.columns(sql`select * from read_csv(${literal(`${root}segments/${file}`)})`);
  } finally {
    await engine.close();
  }
}

/** Features of a file of the shared data. */
export async function sharedFeatures(file: string, options: FeatureOptions = {}): Promise<Features> {
  return features(await sharedTable(file), options);
}

/** The eleven yes/no items of mcdonalds.csv. */
export const fastFood: readonly string[] = [
  ...[
    "yummy",
    "convenient",
    "spicy",
    "fattening",
    "greasy",
    "fast",
    "cheap",
    "tasty",
    "expensive",
    "healthy",
  ],
  "disgusting",
];

function exists(path: URL): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
