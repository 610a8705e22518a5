import { strict as assert } from "node:assert";
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { literal, openDuckDb, sql } from "../../engine/mod.ts";
import { workspaceSchema } from "../config.ts";
import { InputError } from "../errors.ts";
import { readYaml } from "../read_yaml.ts";
import { filesOf } from "./files.ts";
import { generateSample } from "./generate.ts";

const committed = new URL("../../../data/riverbend/", import.meta.url);

function names(folder: string | URL): string[] {
  // Git and Trellis keep their own beside the exports.
  const own = [".gitattributes", ".trellis"];
  return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => !own.includes(name))
    .sort();
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("generateSample() writes the committed sample byte for byte, in under 5 MB", () =>
  inFolder(async (out) => {
    await generateSample({ people: 5000, seed: 1, out });
    assert.deepEqual(names(out), names(committed));
    let bytes = 0;
    for (const name of names(out)) {
      const made = await Deno.readFile(join(out, name));
      const kept = await Deno.readFile(new URL(name, committed));
      assert.ok(Buffer.from(made).equals(kept), `${name} differs: run deno task sample --out data/riverbend`);
      bytes += made.length;
    }
    assert.ok(bytes < 5_000_000, `${bytes} bytes`);
  }));

Deno.test("generateSample() makes person i the same whatever the number of people", () =>
  inFolder(async (folder) => {
    const [few, many] = ["few", "many"].map((name) => join(folder, name)) as [string, string];
    await generateSample({ people: 300, seed: 9, out: few, format: "parquet" });
    await generateSample({ people: 900, seed: 9, out: many, format: "parquet" });
    const engine = await openDuckDb({ folders: [folder], threads: 1 });
    for (const table of ["people", "events", "appointments", "conditions", "consent", "surveys"]) {
      const [a, b] = [few, many].map((out) => sql`read_parquet(${literal(join(out, `${table}.parquet`))})`);
      const [row] = await engine.rows(sql`select count(*) as rows,
        (select count(*) from (select * from ${a!} except all select * from ${b!})) as missing from ${a!}`);
      assert.ok(Number(row!.rows) > 0, table);
      assert.equal(row!.missing, 0, table);
    }
    await engine.close();
  }));

Deno.test("generateSample() writes the same rows in every format, and a workspace.yaml that names the files", () =>
  inFolder(async (folder) => {
    const counts = new Set<string>();
    for (const format of ["mixed", "csv", "parquet"] as const) {
      const out = join(folder, format);
      const { files } = await generateSample({ people: 60, seed: 2, out, format });
      counts.add(JSON.stringify(files.map(({ table, rows }) => [table, rows])));
      const text = await Deno.readTextFile(join(out, "workspace.yaml"));
      const { sources } = readYaml(text, workspaceSchema, "workspace.yaml");
      assert.deepEqual(
        Object.fromEntries(Object.entries(sources).map(([table, source]) => [table, source!.file])),
        { ...filesOf(format) },
      );
      for (const { file } of files) assert.ok(names(out).includes(file), file);
    }
    assert.equal(counts.size, 1);
  }));

Deno.test("generateSample() differs by seed and not by run", () =>
  inFolder(async (folder) => {
    const people = async (seed: number, name: string) => {
      await generateSample({ people: 40, seed, out: join(folder, name) });
      return await Deno.readTextFile(join(folder, name, "people.csv"));
    };
    assert.equal(await people(1, "a"), await people(1, "b"));
    assert.notEqual(await people(1, "a"), await people(2, "c"));
  }));

Deno.test("generateSample() makes even one person", () =>
  inFolder(async (out) => {
    const { files } = await generateSample({ people: 1, seed: 0, out });
    assert.equal(files.find(({ table }) => table === "people")!.rows, 1);
  }));

Deno.test("generateSample() refuses impossible numbers, and formats that would spoil the committed definitions", async () => {
  await assert.rejects(
    generateSample({ people: 0, seed: 1, out: "x" }),
    /people is 0; use a whole number from 1/,
  );
  await assert.rejects(generateSample({ people: 2.5, seed: 1, out: "x" }), RangeError);
  await assert.rejects(generateSample({ people: 5, seed: -1, out: "x" }), /seed is -1/);
  await assert.rejects(
    generateSample({ people: 5, seed: 1, out: new URL(".", committed).pathname, format: "csv" }),
    /workspace.yaml names other files/,
  );
});

Deno.test("generateSample() stops on abort and leaves nothing behind", () =>
  inFolder(async (out) => {
    const controller = new AbortController();
    const stages: string[] = [];
    await assert.rejects(
      generateSample({
        people: 60_000,
        seed: 1,
        out,
        signal: controller.signal,
        onProgress: ({ stage, share }) => {
          stages.push(stage);
          assert.ok(share >= 0 && share <= 1);
          controller.abort(new Error("stopped by test"));
        },
      }),
      /stopped by test/,
    );
    assert.deepEqual(stages, ["Making up people"]);
    assert.deepEqual([...Deno.readDirSync(out)], []);
  }));

Deno.test("generateSample() says so when a file stands where the folder should be", () =>
  inFolder(async (folder) => {
    const out = join(folder, "taken");
    await Deno.writeTextFile(out, "");
    const failed = generateSample({ people: 5, seed: 1, out });
    await assert.rejects(failed, InputError);
    await assert.rejects(failed, /Cannot write the sample to .*a file stands where a folder is needed/);
  }));
