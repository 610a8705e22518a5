import { strict as assert } from "node:assert";
import { openReleaseLog } from "./_release_log.ts";

Deno.test("openReleaseLog() writes a report down, the same numbers once, and refuses a changed ledger", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const open = () =>
      openReleaseLog({ folder }, {
        file: undefined,
        reports: `${folder}/out`,
        at: "2026-10-31T09:00:00Z",
        by: "Ann",
      });
    const record = {
      kind: "release" as const,
      what: "Report",
      asOf: "2026-10-31",
      workspace: "W",
      inputs: [],
      policy: { minimum: 11 },
      counts: { printed: 1, hidden: 1 },
      numbers: { "segments.total": 40 },
      hidden: ["segments.unknown"],
    };
    await (await open()).keep(record);
    await (await open()).keep(record);
    await (await open()).keep({ ...record, asOf: "2026-11-30" });
    const { entries } = await open();
    assert.deepEqual(entries.map(({ same, numbers }) => [same, numbers !== undefined]), [
      [undefined, true],
      [1, false],
      [undefined, true],
    ]);
    const file = `${folder}/.trellis/ledger.jsonl`;
    await Deno.writeTextFile(file, (await Deno.readTextFile(file)).replace("Ann", "Bob"));
    await assert.rejects(open, /entry 1 was changed after it was written/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
