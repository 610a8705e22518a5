import { strict as assert } from "node:assert";
import { writeFiles } from "./write_files.ts";

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("writeFiles() writes all, over what stood there, and leaves nothing else", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a`, "old");
    await writeFiles([{ path: `${folder}/a`, content: "one" }, { path: `${folder}/deep/b`, content: "two" }]);
    assert.equal(await Deno.readTextFile(`${folder}/a`), "one");
    assert.equal(await Deno.readTextFile(`${folder}/deep/b`), "two");
    assert.deepEqual([names(folder), names(`${folder}/deep`)], [["a", "deep"], ["b"]]);
  }));

Deno.test("writeFiles() writes none when one cannot be, and brings back what stood there", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a`, "old");
    await Deno.mkdir(`${folder}/b`);
    const both = [{ path: `${folder}/a`, content: "new" }, { path: `${folder}/b`, content: "two" }];
    await assert.rejects(
      () => writeFiles(both),
      /^InputError: Cannot write ".*\/b": a file stands where a folder is needed/,
    );
    assert.equal(await Deno.readTextFile(`${folder}/a`), "old");
    assert.deepEqual(names(folder), ["a", "b"]);
  }));

Deno.test("writeFiles() writes none when the step before fails, or the disk is full", () =>
  withFolder(async (folder) => {
    const files = [{ path: `${folder}/a`, content: "new" }, { path: `${folder}/b`, content: "two" }];
    const before = () => Promise.reject(new Error("no ledger"));
    await assert.rejects(() => writeFiles(files, { before }), /^InputError: Cannot write ".*": no ledger/);
    const open = ((path: string, options: Deno.OpenOptions) =>
      path.includes("/b.")
        ? Promise.reject(new Error("ENOSPC"))
        : Deno.open(path, options)) as typeof Deno.open;
    await assert.rejects(() =>
      writeFiles(files, { open }), /the disk is full/);
    assert.deepEqual(names(folder), []);
  }));
