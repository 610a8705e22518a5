import { id, sql } from "../../engine/mod.ts";
import type { Workspace } from "../../workspace/mod.ts";
import { classifyFields } from "../fields/mod.ts";

/** The people of a workspace, as a scan looks for them. Holds their names: never shown. */
export interface KnownPeople {
  /** "first last", in small letters. */
  readonly names: ReadonlySet<string>;
  /** First names alone, in small letters. */
  readonly firstNames: ReadonlySet<string>;
  /** Last names alone, in small letters. */
  readonly lastNames: ReadonlySet<string>;
  /** Keys of at least five characters. */
  readonly keys: ReadonlySet<string>;
}

const shortestKey = 5;

/**
 * The names and keys of a workspace's own people, from the fields classified as names, for {@linkcode scan} to look
 * for. A first and a last name are found only together.
 */
export async function knownPeople(workspace: Workspace): Promise<KnownPeople> {
  const names = new Set<string>();
  const firstNames = new Set<string>();
  const lastNames = new Set<string>();
  const fields = (await classifyFields(workspace)).filter(({ table, word }) =>
    table === "people" && word === "name"
  )
    .map(({ field }) => field);
  const first = fields.find((field) => /first|given/i.test(field));
  const last = fields.find((field) => /last|family|surname/i.test(field));
  const add = (one: string, other: string) => {
    if (one.length < 2 || other.length < 2) return;
    names.add(`${one} ${other}`);
    firstNames.add(one);
    lastNames.add(other);
  };
  const rowsOf = async (columns: readonly string[]) => {
    const all: string[][] = [];
    // Read in parts: the engine hands out at most 100,000 rows at a time.
    for (let from = 0; from < workspace.people; from += 100_000) {
      const rows = await workspace.engine.rows<{ a: string | null; b: string | null }>(sql`
        select ${id(columns[0]!)}::varchar as a, ${id(columns[1] ?? columns[0]!)}::varchar as b from people
        where pid >= ${from} and pid < ${from + 100_000}`);
      for (const { a, b } of rows) if (a !== null && b !== null) all.push([a, b]);
    }
    return all;
  };
  if (first && last) {
    for (const [a, b] of await rowsOf([first, last])) {
      add(tidy(a!).split(" ")[0]!, tidy(b!).split(" ").at(-1)!);
    }
  }
  for (const field of fields.filter((one) => one !== first && one !== last)) {
    for (const [whole] of await rowsOf([field])) {
      const words = tidy(whole!).split(/[\s,]+/);
      if (words.length > 1) add(words[0]!, words.at(-1)!);
    }
  }
  const keys = new Set(
    (await rowsOf(["person"])).map(([key]) => key!).filter((key) => key.length >= shortestKey),
  );
  return { names, firstNames, lastNames, keys };
}

function tidy(name: string): string {
  return name.trim().toLowerCase();
}
