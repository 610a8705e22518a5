import { strict as assert } from "node:assert";
import { literal, openDuckDb, sql } from "../engine/mod.ts";
import { readEventFile } from "./read_event_file.ts";
import { rowSlices } from "./_row_slices.ts";

Deno.test("rowSlices() parts a file into whole row groups, and every row is in one part", async () => {
  const folder = await Deno.makeTempDir();
  const engine = await openDuckDb({ folders: [folder], threads: 1 });
  try {
    // A name that would be a pattern, and three row groups: 4096, 4096 and 1808 rows.
    const file = `${folder}/log[1].parquet`;
    await engine.run(
      sql`copy (select i from range(10000) t(i)) to ${literal(file)} (format parquet, row_group_size 4096)`,
    );
    const partsOf = async (least: number) => {
      const parts: number[] = [];
      for (const slice of await rowSlices(engine, file, least)) {
        const [part] = await engine.rows<{ rows: number; least: number; most: number }>(
          sql`select count(*) as rows, min(i) as least, max(i) as most
            from read_parquet(${file.replace("[", "[[]")}, file_row_number = true) where ${slice}`,
        );
        assert.equal(part!.most - part!.least + 1, part!.rows);
        assert.equal(part!.least, parts.reduce((sum, rows) => sum + rows, 0), "from where the last ended");
        parts.push(part!.rows);
      }
      return parts;
    };
    assert.deepEqual(await partsOf(1), [4096, 4096, 1808]);
    assert.deepEqual(await partsOf(4097), [8192, 1808]);
    assert.deepEqual(await partsOf(1e6), [10_000]);
  } finally {
    await engine.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("readEventFile() reads a file that has a column file_row_number of its own", async () => {
  const folder = await Deno.makeTempDir();
  const engine = await openDuckDb({ folders: [folder], threads: 1 });
  try {
    const file = `${folder}/log.parquet`;
    await engine.run(
      sql`copy (select i % 3 as person, i as "at", 'visit' as event, 'x' as File_Row_Number from range(9) t(i))
        to ${literal(file)} (format parquet)`,
    );
    const columns = { person: "person", event: "event", time: "at", properties: ["file_row_number"] };
    const log = await readEventFile(engine, file, columns);
    assert.equal(log.at.join(), "0,3,6,1,4,7,2,5,8");
    assert.deepEqual(log.properties.get("file_row_number")?.dictionary, ["x"]);
  } finally {
    await engine.close();
    await Deno.remove(folder, { recursive: true });
  }
});
