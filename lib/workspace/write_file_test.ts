import { strict as assert } from "node:assert";
import { InputError } from "./errors.ts";
import { writeFile } from "./write_file.ts";

Deno.test("writeFile() writes whole files, makes folders and leaves nothing else behind", async () => {
  const folder = await Deno.makeTempDir();
  await writeFile(`${folder}/a/b/report.html`, "first");
  await writeFile(`${folder}/a/b/report.html`, "second");
  assert.equal(await Deno.readTextFile(`${folder}/a/b/report.html`), "second");
  assert.deepEqual([...Deno.readDirSync(`${folder}/a/b`)].map((entry) => entry.name), ["report.html"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeFile() says so when a file stands in the way, and keeps what was there", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/out`, "kept");
  await assert.rejects(
    writeFile(`${folder}/out/report.html`, "x"),
    (error) =>
      error instanceof InputError && error.message.includes("a file stands where a folder is needed"),
  );
  assert.equal(await Deno.readTextFile(`${folder}/out`), "kept");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeFile() says so when the disk fills up, and leaves the old file whole", async () => {
  const folder = await Deno.makeTempDir();
  await writeFile(`${folder}/report.html`, "old");
  const open: typeof Deno.open = async (path, options) => {
    const file = await Deno.open(path, options);
    let left = 3;
    file.write = (bytes) => {
      left -= bytes.length;
      return left < 0
        ? Promise.reject(new Error("No space left on device (os error 28)"))
        : Promise.resolve(1);
    };
    return file;
  };
  await assert.rejects(
    writeFile(`${folder}/report.html`, "new and longer", { open }),
    (error) =>
      error instanceof InputError &&
      error.message.endsWith("the disk is full. Free some space, or choose another folder with --out."),
  );
  assert.equal(await Deno.readTextFile(`${folder}/report.html`), "old");
  assert.deepEqual([...Deno.readDirSync(folder)].map((entry) => entry.name), ["report.html"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test({
  name: "writeFile() says so when the folder cannot be written (Linux: /proc)",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await assert.rejects(writeFile("/proc/trellis/report.html", "x"), InputError);
  },
});
