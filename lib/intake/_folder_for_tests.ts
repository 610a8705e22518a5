import { id, sql, type Value } from "../engine/mod.ts";
import type { QualityResult, Workspace } from "../workspace/mod.ts";
import { IntakeError } from "./intake_error.ts";
import { openWorkspace } from "./open_workspace.ts";
import type { OpenOptions } from "./options.ts";

/** Files by name; text is written as UTF-8. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** The beginning of a `workspace.yaml`: a name, UTC, and a day. */
export const head = "name: Test\ntimeZone: UTC\nasOf: 2026-10-31\n";

/** Makes a temporary folder of files, and takes it away afterwards. */
export async function withFolder<T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) {
      if (name.includes("/")) {
        await Deno.mkdir(`${folder}/${name.slice(0, name.lastIndexOf("/"))}`, { recursive: true });
      }
      if (typeof content === "string") await Deno.writeTextFile(`${folder}/${name}`, content);
      else await Deno.writeFile(`${folder}/${name}`, content);
    }
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Opens a workspace made of files, and closes it afterwards. */
export function withWorkspace<T>(
  files: Files,
  use: (workspace: Workspace) => Promise<T> | T,
  options: OpenOptions = {},
): Promise<T> {
  return withFolder(files, async (folder) => {
    const workspace = await openWorkspace(folder, { threads: 2, ...options });
    try {
      return await use(workspace);
    } finally {
      await workspace.close();
    }
  });
}

/** The error that opening a workspace of these files stops with. */
export function fatalOf(files: Files, options: OpenOptions = {}): Promise<IntakeError> {
  return withFolder(files, async (folder) => {
    try {
      const workspace = await openWorkspace(folder, { threads: 1, ...options });
      await workspace.close();
    } catch (error) {
      if (error instanceof IntakeError) return error;
      throw error;
    }
    throw new Error("nothing stopped it");
  });
}

/** Problems as short lines: "people.csv:3:id duplicate-key ×1". */
export function brief({ problems }: Pick<QualityResult, "problems">): string[] {
  return problems.map(({ file, row, column, code, count }) =>
    `${file}:${row ?? "-"}:${column ?? "-"} ${code} ×${count}`
  );
}

/** A workspace of one `people.csv`, with settings of its source after a comma. */
export function peopleOf(content: string | Uint8Array, settings = ""): Files {
  return {
    "workspace.yaml": `${head}sources: { people: { file: people.csv${settings} } }`,
    "people.csv": content,
  };
}

/** One field of everybody, in order of pid, and what was found wrong. */
export function readField(
  files: Files,
  field: string,
): Promise<{ values: Value[]; problems: string[]; quality: QualityResult }> {
  return withWorkspace(files, async ({ engine, quality }) => {
    const rows = await engine.rows<{ value: Value }>(
      sql`select ${id(field)} as value from people order by pid`,
    );
    return { values: rows.map(({ value }) => value), problems: brief(quality), quality };
  });
}

/** Text in UTF-16, with a byte-order mark or without. */
export function utf16(text: string, littleEndian: boolean, mark = true): Uint8Array {
  const all = mark ? `\ufeff${text}` : text;
  const bytes = new DataView(new ArrayBuffer(all.length * 2));
  for (let i = 0; i < all.length; i++) bytes.setUint16(i * 2, all.charCodeAt(i), littleEndian);
  return new Uint8Array(bytes.buffer);
}

/** Text or bytes packed with gzip. */
export async function gzip(content: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
