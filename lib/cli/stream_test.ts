import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";

const sample = new URL("../../data/riverbend/", import.meta.url).pathname;
const args = (folder: string, ...more: readonly string[]) => [
  ...["stream", sample, "--out", `${folder}/events.ndjson`, "--ledger", `${folder}/ledger.jsonl`],
  ...more,
];
const partners = ["--book", `${sample}partners.yaml`, "--segment", "employers"];

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("stream refuses the sample's patients with the rule, on standard error alone", () =>
  withFolder(async (folder) => {
    const { code, out, err } = await run(args(folder, "--destination", "meta"));
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /^error: Cannot tell meta about the segment "caregivers".*45 CFR 164\.508\(a\)\(3\)/);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
    assert.equal((await run(args(folder))).code, 2);
    assert.equal((await run(["stream", sample, "--destination", "meta"])).code, 2);
  }));

Deno.test("stream writes the sample's employers, previews them, and says what stayed", () =>
  withFolder(async (folder) => {
    const shown = await run(args(folder, "--destination", "meta", ...partners, "--preview", "1"));
    assert.equal(shown.code, 0);
    assert.match(
      shown.out,
      /Event 1: before and after, values masked[^]*email +text of \d+ +hashed +em +[0-9a-f]{8}…[^]*Nothing was written\./,
    );
    assert.deepEqual([...Deno.readDirSync(folder)], []);
    const written = await run(
      args(folder, "--destination", "meta", ...partners, "--json", "--name", "A. Analyst"),
    );
    assert.equal(written.code, 0);
    const manifest = JSON.parse(written.out);
    const { counts } = manifest;
    assert.equal(manifest.kind, "stream");
    assert.ok(counts.people >= 20 && counts.events >= counts.people);
    await Deno.rename(`${folder}/events.ndjson.manifest.json`, `${folder}/m.json`);
    const again = await run(args(folder, "--destination", "meta", ...partners));
    assert.deepEqual([again.code, again.out], [1, ""]);
    assert.match(again.err, /^error: Cannot write "events\.ndjson": there is a file of this name/);
    const text = await Deno.readTextFile(`${folder}/events.ndjson`);
    assert.equal(text.trimEnd().split("\n").length, counts.events);
    assert.doesNotMatch(text, /@|knee|joint|ortho|topic|page_view|62c66a7a5dd70c31|e3b0c44298fc1c14/);
  }));
