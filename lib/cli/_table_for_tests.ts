import { strict as assert } from "node:assert";
import type { ClusteringResult, ClusteringStability } from "../clustering/mod.ts";
import { run } from "./_recorder_for_tests.ts";

const shared = new URL("../../../shared/data/", import.meta.url);

/** Whether the shared data is there; tests that need it skip where it is not. */
export const hasSharedData = exists(shared);

/** Path of a file of the shared data. */
export function sharedFile(name: string): string {
  return decodeURIComponent(new URL(name, shared).pathname);
}

/** A clustering in the command line's JSON: fields a method lacks are absent, never null. */
export type Found =
  & { readonly [K in keyof ClusteringResult]-?: NonNullable<ClusteringResult[K]> }
  & {
    readonly labels: readonly (number | null)[];
    readonly shares: readonly number[];
    readonly stability: ClusteringStability;
  };

/** Writes one file to a new folder, hands its path on, and removes it. */
export async function withFile<T>(
  name: string,
  content: string | Uint8Array,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/${name}`;
    if (typeof content === "string") await Deno.writeTextFile(path, content);
    else await Deno.writeFile(path, content);
    return await use(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a command with `--json` and reads its answer: standard output holds nothing else. */
export async function answer<T = Found>(args: readonly string[]): Promise<T> {
  const { code, out, err } = await run([...args, "--json"]);
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

function exists(path: URL): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
