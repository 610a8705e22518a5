import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openDuckDb, sql } from "../engine/mod.ts";
import { funnel, readEventFile } from "./mod.ts";

const ecom = new URL("../../../shared/data/journeys/ecom.csv.gz", import.meta.url);

Deno.test({
  name: "funnel() over ecom.csv.gz equals a count by trying every start (skipped without ../shared/data)",
  ignore: !existsSync(ecom),
  async fn() {
    const path = fileURLToPath(ecom);
    const engine = await openDuckDb({ folders: [path.slice(0, path.lastIndexOf("/"))] });
    const log = await readEventFile(engine, path, {
      person: "user_id",
      event: "event",
      time: "timestamp",
      properties: ["platform"],
    });
    const rows = await engine.rows<{ person: string; event: string; at: number }>(
      sql`select user_id as person, event, epoch("timestamp")::bigint as "at" from read_csv(${path})`,
    );
    await engine.close();
    const names = ["home", "product_view", "add_to_cart", "payment_details", "purchase"];
    // Some of these names share a second: taken in the order of the steps, as each can fill one step only.
    rows.sort((a, b) =>
      a.person.localeCompare(b.person) || a.at - b.at || names.indexOf(a.event) - names.indexOf(b.event)
    );
    const people = Map.groupBy(rows, (row) => row.person);
    assert.equal(log.people, people.size);
    for (const within of [3600, 86_400, 14 * 86_400]) {
      const reached = names.map(() => 0);
      for (const events of people.values()) {
        const longest = Math.max(...events.map((_, from) => {
          let level = 0;
          for (const { event, at } of events.slice(from)) {
            if (at - events[from]!.at <= within && event === names[level]) level++;
            else if (level === 0) break;
          }
          return level;
        }));
        for (let k = 0; k < longest; k++) reached[k]!++;
      }
      const result = funnel(log, names.map((name) => ({ name, events: [name] })), { within, by: "platform" });
      assert.deepEqual(result.steps.map((step) => step.people), reached);
      const summed = names.map((_, k) =>
        result.groups!.reduce((sum, group) => sum + group.steps[k]!.people, 0)
      );
      assert.deepEqual(summed, reached);
      assert.equal(result.groups!.reduce((sum, group) => sum + group.people, 0), log.people);
    }
  },
});
