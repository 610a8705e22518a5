import { strict as assert } from "node:assert";
import fc from "fast-check";
import { blocksOf } from "./_trace_job.ts";
import { eventLogOf, type EventRow } from "./event_log_of.ts";
import { funnel } from "./funnel.ts";
import { FunnelTeam } from "./funnel_team.ts";

const steps = ["a", "b", "c"].map((name) => ({ name, events: [name] }));

Deno.test("FunnelTeam.funnel() equals funnel(), whatever the log, with 0 to 2 helpers", async () => {
  const event = fc.record({
    person: fc.nat(30),
    event: fc.constantFrom("a", "b", "c", "d"),
    at: fc.nat(2000),
    properties: fc.record({ device: fc.constantFrom("phone", "desk") }),
  });
  const logs = fc.sample(fc.array(event, { maxLength: 400, size: "max" }), { numRuns: 12, seed: 1 });
  for (const [i, rows] of logs.entries()) {
    const log = eventLogOf(rows as EventRow[], { observedUntil: 3000 });
    using team = new FunnelTeam(log, { helpers: i % 3 });
    const groups = [{
      id: "even",
      name: "Even",
      members: Uint8Array.from({ length: log.people }, (_, pid) => pid % 2 === 0 ? 1 : 0),
    }];
    for (
      const options of [
        { within: 500 },
        { within: 500, groups },
        { within: 500, mode: "strict", ignore: ["d"] },
        { within: 500, mode: "anyOrder", groups },
        { within: 500, mode: "hybrid", entry: "first" },
        { within: 500, mode: "open" },
        { within: 500, exclude: [{ events: ["d"] }] },
      ] as const
    ) {
      assert.deepEqual(await team.funnel(steps, options), funnel(log, steps, options));
    }
    const optional = [steps[0]!, { ...steps[1]!, optional: true }, steps[2]!];
    assert.deepEqual(await team.funnel(optional, { within: 500 }), funnel(log, optional, { within: 500 }));
    const where = [steps[0]!, { ...steps[1]!, where: { device: ["phone"] } }];
    if (log.properties.size === 0) continue;
    for (const more of [{ by: "device" }, { by: "device", breakdown: "last" }, { hold: "device" }] as const) {
      const options = { within: 500, ...more };
      assert.deepEqual(await team.funnel(where, options), funnel(log, where, options));
    }
  }
});

Deno.test("FunnelTeam.funnel() refuses what funnel() refuses", async () => {
  using team = new FunnelTeam(eventLogOf([{ person: 1, event: "a", at: 0 }]), { helpers: 1 });
  await assert.rejects(team.funnel([], { within: "1d" }), /Cannot make a funnel of 0 steps/);
  await assert.rejects(
    team.funnel(steps, { within: "1d", groups: [{ id: "x", name: "X", members: new Uint8Array(9) }] }),
    RangeError,
  );
});

Deno.test("blocksOf() cuts people by their events, and nobody twice", () => {
  assert.deepEqual([...blocksOf(new Uint32Array([0, 1, 2, 3, 4]), 2)], [0, 2, 4]);
  assert.deepEqual([...blocksOf(new Uint32Array([0, 100, 101, 102]), 4)], [0, 1, 3]);
  assert.deepEqual([...blocksOf(new Uint32Array([0]), 4)], [0, 0]);
});
