import { strict as assert } from "node:assert";
import { afterDropOff, dropOff, eventLogOf, funnel } from "../journeys/mod.ts";
import { random as randomSource } from "../kernels/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { release } from "./release.ts";

const steps = ["visit", "form", "book"].map((event) => ({ name: event, events: [event] }));
const events = [...steps.map(({ name }) => name), "call", "mail"];

/** Everybody visits; then one to three events at random. Three groups that share nobody. */
function invented(people: number, seed: number) {
  const random = randomSource(seed);
  const rows = Array.from({ length: people }, (_, person) => {
    const more = Array.from(
      { length: Math.floor(4 * random()) },
      () => random() < 0.5 ? "form" : events[Math.floor(5 * random() ** 1.5)]!,
    );
    return ["visit", ...more].map((event, k) => ({
      person,
      event,
      at: 60 * k + (random() < 0.05 ? 9e5 : 0),
      properties: { device: random() < 0.7 ? "phone" : random() < 0.9 ? "desk" : "tv" },
    })).sort((a, b) => a.at - b.at);
  }).flat();
  const log = eventLogOf(rows, { observedUntil: 1e6 });
  const groups = ["a", "b", "c"].map((id, g) => {
    const members = Uint8Array.from({ length: log.people }, (_, pid) => Number(pid % 7 % 3 === g));
    const size = members.reduce((sum, one) => sum + one, 0);
    return { id, name: id, kind: "segment" as const, members, size };
  });
  return { log, groups };
}

Deno.test("dropOff beside a funnel: no count of 1 to 10 follows by one subtraction, of 40 random logs", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { log, groups } = invented(40 + 12 * seed, seed);
    const options = { within: "2d", groups };
    const released = await release({
      funnels: [funnel(log, steps, options)],
      dropOffs: [dropOff(log, steps, options)],
      afterDropOffs: [afterDropOff(log, steps, { within: "2d" })],
    });
    const one = released.funnels[0]!;
    const parts = released.dropOffs[0]!.groups;
    const shown = (...numbers: readonly (Shown | undefined)[]) =>
      numbers.every((n) => typeof n === "number") ? numbers as number[] : null;
    const check = (what: string, whole: Shown | undefined, ...less: readonly (Shown | undefined)[]) => {
      const known = shown(whole, ...less);
      if (!known) return;
      const left = known.slice(1).reduce((rest, n) => rest - n, known[0]!);
      assert.ok(!(left >= 1 && left <= 10), `${what} of log ${seed}: ${known.join(" - ")} = ${left}`);
    };
    for (const { group, steps: losses } of parts) {
      const rows = group === "all" ? one.steps : one.groups!.find((two) => two.group === group)!.steps;
      losses.forEach((loss, k) => {
        const where = `${group} ${loss.step}`;
        const all = parts[0]!.steps[k]!;
        for (const n of [loss.of, loss.lost, loss.nothing]) check(where, n);
        check(`${where} went on`, loss.of, loss.lost);
        check(`${where} next`, loss.of, loss.lost, losses[k + 1]?.of);
        check(`${where} still deciding`, rows[k]!.people, loss.of);
        check(`${where} left`, rows[k]!.left, loss.lost);
        check(`${where} did more`, loss.lost, loss.nothing);
        check(`${where} rest`, loss.lost, loss.nothing, ...loss.after.map(({ people }) => people));
        if (loss.excess) {
          check(`${where} others`, all.of, loss.of, loss.excess.of);
          check(`${where} lost of others`, all.lost, loss.lost, loss.excess.lost);
          check(`${where} others went on`, loss.excess.of, loss.excess.lost);
        }
        for (const { shareOfLeft, shareOfWentOn } of loss.signals) {
          const counts = shown(loss.of, loss.lost, shareOfLeft, shareOfWentOn);
          if (!counts) {
            // Beside hidden counts in whole percent.
            for (const share of [shareOfLeft, shareOfWentOn]) {
              assert.equal(Math.round(100 * Number(share)) / 100, share);
            }
            continue;
          }
          const [of, lost, left, wentOn] = counts as [number, number, number, number];
          check(`${where} value`, Math.round(left * lost));
          check(`${where} value`, Math.round((1 - left) * lost));
          check(`${where} value`, Math.round(wentOn * (of - lost)));
          check(`${where} value`, Math.round((1 - wentOn) * (of - lost)));
        }
      });
    }
    steps.slice(0, -1).forEach((_, k) => {
      const [whole, ...some] = parts.map(({ steps }) => steps[k]!);
      for (const key of ["of", "lost", "nothing"] as const) {
        check(`${key} of groups`, whole![key], ...some.map((step) => step[key]));
        for (const i of [0, 1, 2]) {
          check(
            `${key} of two groups`,
            whole![key],
            ...some.filter((_, j) => j !== i).map((step) => step[key]),
          );
        }
      }
      const after = released.afterDropOffs[0]!.steps[k]!;
      assert.deepEqual(after.people, whole!.lost);
      check("after rest", after.people, after.nothing, ...after.next.map(({ people }) => people));
    });
  }
});
