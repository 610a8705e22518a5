import { strict as assert } from "node:assert";
import { join } from "node:path";
import {
  appendToLedger,
  firstHash,
  type LedgerRecord,
  readEntries,
  readLedger,
  verifyLedger,
} from "./mod.ts";

const record = (what: string): LedgerRecord => ({
  kind: "release",
  what,
  at: "2026-10-31T09:00:00Z",
  asOf: "2026-10-31",
  by: "Ann",
  workspace: "Riverbend",
  inputs: [{ file: "people.csv", sha256: "ab" }],
  policy: { minimum: 11 },
  counts: { hidden: 3 },
  numbers: { "segments.total": 100, "2026": 12 },
});

async function inFolder(run: (file: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(join(folder, "deep", "ledger.jsonl"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("appendToLedger() chains entries in lines of JSON; a ledger that is not there is empty", () =>
  inFolder(async (file) => {
    assert.deepEqual((await readLedger(file)).entries, []);
    const first = await appendToLedger(file, record("one"));
    const second = await appendToLedger(file, record("two"));
    assert.equal(first.previous, firstHash);
    assert.equal(second.previous, first.hash);
    assert.equal((await Deno.readTextFile(file)).split("\n").length, 3);
    const ledger = await readLedger(file);
    assert.deepEqual(ledger.entries.map(({ number, what }) => [number, what]), [[1, "one"], [2, "two"]]);
    assert.deepEqual(verifyLedger(ledger), { entries: 2, head: second.hash, whole: true, broken: null });
  }));

Deno.test("verifyLedger() notices a changed, missing, added or moved entry, and an end cut off when told of it", () =>
  inFolder(async (file) => {
    for (const what of ["one", "two", "three"]) await appendToLedger(file, record(what));
    const { entries } = await readEntries(file);
    const [one, two, three] = entries as [never, never, typeof entries[2]];
    const broken = (list: typeof entries) => verifyLedger({ file, entries: list }).broken?.number ?? null;
    assert.equal(broken(entries), null);
    assert.equal(broken([{ ...entries[0]!, by: "Bob" }, two, three]), 1);
    assert.equal(broken([one, three]), 2);
    assert.equal(broken([one, three, two]), 2);
    assert.equal(broken([one, two, three, { ...three, number: 4 }]), 4);
    assert.equal(broken([one, two]), null);
    assert.match(
      verifyLedger({ file, entries: [one, two] }, { expect: three.hash }).broken!.reason,
      /missing/,
    );
    assert.equal(verifyLedger({ file, entries }, { expect: three.hash.slice(0, 8) }).whole, true);
    assert.equal(verifyLedger({ file, entries }, { expect: "3" }).whole, false);
  }));

Deno.test("appendToLedger() refuses to go on from a changed ledger, and two writers wait for one another", () =>
  inFolder(async (file) => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => appendToLedger(file, record(`entry ${i}`))));
    assert.equal((await readLedger(file)).entries.length, 8);
    const text = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, text.replace("Ann", "Bob"));
    await assert.rejects(
      () => appendToLedger(file, record("more")),
      /entry 1 was changed after it was written/,
    );
    await Deno.writeTextFile(file, `${text}not json\n`);
    await assert.rejects(() => readLedger(file), /line 9 is not an entry/);
    await Deno.writeTextFile(file, text.slice(0, -5));
    await assert.rejects(() => readLedger(file), /line 8 is not an entry/);
  }));
