import { strict as assert } from "node:assert";
import { join } from "node:path";
import { InputError } from "../lib/workspace/mod.ts";
import { fixture } from "./_fixture_for_tests.ts";
import { hostileModel } from "./_hostile_for_tests.ts";
import { reportModelSchema } from "./model.ts";
import { writeIndex } from "./index_page.tsx";
import { writeReport as writeOne } from "./write_report.ts";

/** A report and the index, as a run writes them. */
const writeReport: (
  ...given: Parameters<typeof writeOne>
) => Promise<Awaited<ReturnType<typeof writeOne>> & { index: string }> = async (model, options) => ({
  ...await writeOne(model, options),
  index: await writeIndex(options.out),
});

/** A test with an empty folder for reports, taken away afterwards. */
function folderTest(name: string, use: (out: string) => Promise<void>): void {
  Deno.test(name, async () => {
    const out = await Deno.makeTempDir({ prefix: "trellis-out-" });
    try {
      await use(out);
    } finally {
      await Deno.remove(out, { recursive: true });
    }
  });
}

async function tree(folder: string, base = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(folder, base))) {
    const path = base === "" ? name : `${base}/${name}`;
    found.push(...isDirectory ? await tree(folder, path) : [path]);
  }
  return found.sort();
}

folderTest("writeReport() writes the page, the same content as JSON, and the index", async (out) => {
  const { page, sidecar, index } = await writeReport(fixture, { out });
  assert.deepEqual(await tree(out), [
    "index.html",
    "riverbend-health/2026-10-31/report.html",
    "riverbend-health/2026-10-31/report.json",
    "riverbend-health/2026-10-31/report.mail.html",
    "riverbend-health/2026-10-31/report.txt",
  ]);
  assert.deepEqual(reportModelSchema.parse(JSON.parse(await Deno.readTextFile(sidecar))), fixture);
  assert.match(await Deno.readTextFile(page), /Orthopaedics, autumn 2026/);
  assert.match(await Deno.readTextFile(index), /href="riverbend-health\/2026-10-31\/report.html"/);
});

folderTest("writeReport() writes the same bytes again", async (out) => {
  const bytes = async () => {
    const { page, sidecar, index } = await writeReport(fixture, { out });
    return await Promise.all([page, sidecar, index].map((path) => Deno.readTextFile(path)));
  };
  assert.deepEqual(await bytes(), await bytes());
});

folderTest(
  "writeReport() keeps days, definitions and workspaces apart, and lists them newest first",
  async (out) => {
    const later = { ...fixture, asOf: { ...fixture.asOf, date: "2026-11-30" } };
    const other = { ...fixture, workspace: { ...fixture.workspace, name: "Ashford" } };
    await writeReport(fixture, { out });
    await writeReport(fixture, { out, report: "some/where/board.report.yaml" });
    await writeReport(later, { out });
    const { index } = await writeReport(other, { out });
    const links = [...(await Deno.readTextFile(index)).matchAll(/href="([^"]+)"/g)].map((match) => match[1]);
    assert.deepEqual(links, [
      "ashford/2026-10-31/report.html",
      "riverbend-health/2026-11-30/report.html",
      "riverbend-health/2026-10-31/board.html",
      "riverbend-health/2026-10-31/report.html",
    ]);
  },
);

folderTest("writeReport() never replaces the report of another workspace", async (out) => {
  const named = (name: string) => ({ ...fixture, workspace: { ...fixture.workspace, name } });
  await writeReport(named("Riverbend Health"), { out });
  await assert.rejects(
    () => writeReport(named("riverbend health"), { out }),
    (error: unknown) =>
      error instanceof InputError && /belongs to the workspace "Riverbend Health"/.test(error.message),
  );
});

folderTest("writeReport() stays inside its folder whatever the names are", async (out) => {
  const inner = join(out, "inner");
  await writeReport(hostileModel, { out: inner, report: "../../../etc/passwd.yaml" });
  const files = await tree(out);
  assert.equal(files.length, 5);
  for (const file of files) {
    assert.match(file, /^inner\/(index\.html|[a-z0-9-]+\/2026-10-31\/passwd\.(html|json|mail\.html|txt))$/);
  }
});

folderTest("writeReport() lists only what is a report", async (out) => {
  const { index } = await writeReport(fixture, { out });
  const day = join(out, "riverbend-health", "2026-10-31");
  await Deno.writeTextFile(join(day, "broken.json"), "{");
  await Deno.writeTextFile(join(day, "broken.html"), "");
  await Deno.writeTextFile(join(day, "alone.json"), JSON.stringify(fixture));
  await Deno.mkdir(join(out, "riverbend-health", "old"));
  await Deno.writeTextFile(join(out, "notes.txt"), "mine");
  await writeReport(fixture, { out });
  assert.equal((await Deno.readTextFile(index)).match(/href=/g)!.length, 1);
});

folderTest("writeReport() stopped in the middle leaves nothing", async (out) => {
  const stop = new AbortController();
  stop.abort(new Error("stopped"));
  await assert.rejects(() => writeReport(fixture, { out, signal: stop.signal }), /stopped/);
  assert.deepEqual(await tree(out), []);
});

folderTest("writeReport() says what to do where it cannot write", async (out) => {
  const file = join(out, "file");
  await Deno.writeTextFile(file, "");
  await assert.rejects(
    () => writeReport(fixture, { out: file }),
    (error: unknown) => error instanceof InputError && /--out/.test(error.message),
  );
});
