/** Case 27 of the list of bad input in the privacy research: caps at their boundary, clocks that change, repeats. */
import { strict as assert } from "node:assert";
import fc from "fast-check";
import { testWorkspace } from "../../segments/_workspace_for_tests.ts";
import { activationSchema } from "../../workspace/mod.ts";
import { capHit, loadSends, type Send } from "./frequency.ts";

const day = 86_400;
const sent = (at: number, channel: Send["channel"] = "email", transactional = false): Send => ({
  at,
  channel,
  transactional,
});
const ask = (at: number, channel: Send["channel"] = "email") =>
  ({ channel, purpose: "marketing", at }) as const;
const weekly = [{ channel: "email", most: 2, within: "7d" }] as const;

Deno.test("capHit(), case 27: the window is half-open to the second", () => {
  const sends = [sent(0), sent(day)];
  assert.equal(capHit(sends, weekly, ask(7 * day - 1))?.sent, 2);
  assert.equal(capHit(sends, weekly, ask(7 * day)), null);
  assert.equal(capHit(sends, weekly, ask(day))?.sent, 2, "a message of this very second counts");
  assert.equal(capHit(sends, weekly, ask(day - 1)), null, "a later one does not");
});

Deno.test("capHit(), case 27: a change of clocks changes nothing", () => {
  const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds / 1000;
  const cap = [{ channel: "email", most: 1, within: "1d" }] as const;
  // 2026-03-08 has 23 hours in Chicago: the same wall-clock time comes an hour too early.
  const sends = [sent(at("2026-03-07T12:00:00-06:00"))];
  assert.equal(capHit(sends, cap, ask(at("2026-03-08T12:00:00-05:00")))?.sent, 1);
  assert.equal(capHit(sends, cap, ask(at("2026-03-08T13:00:00-05:00"))), null);
  // 2026-11-01 has 25.
  assert.equal(
    capHit([sent(at("2026-10-31T12:00:00-05:00"))], cap, ask(at("2026-11-01T11:00:00-06:00"))),
    null,
  );
});

Deno.test("capHit() takes the most restrictive cap, over one channel, all, and a lifetime", () => {
  const caps = [...weekly, { channel: "any", most: 3, within: "lifetime" }, {
    channel: "any",
    most: 9,
    within: "30d",
  }] as const;
  const sends = [sent(0), sent(1, "sms"), sent(400 * day)];
  assert.equal(capHit(sends, caps, ask(900 * day))?.cap.within, "lifetime");
  assert.equal(capHit([sent(0), sent(1), sent(2), sent(3)], caps, ask(5))?.cap.within, "7d");
  assert.equal(capHit([sent(0), sent(1)], caps, ask(5, "sms")), null);
  assert.equal(capHit([], [{ channel: "any", most: 0, within: "1h" }], ask(5))?.sent, 0);
  assert.equal(capHit(sends, [], ask(5)), null);
});

Deno.test("capHit() never holds back messages of care, and counts them", () => {
  const sends = [sent(0, "email", true), sent(1, "email", true)];
  assert.equal(capHit(sends, weekly, { ...ask(2), purpose: "treatment" }), null);
  assert.equal(capHit(sends, weekly, ask(2))?.sent, 2);
});

Deno.test("capHit(): sending whenever it allows never puts more than the cap into any window", () => {
  const times = fc.array(fc.integer({ min: 0, max: 30 * 24 }), { maxLength: 60 }).map((hours) =>
    hours.sort((a, b) => a - b)
  );
  fc.assert(fc.property(times, fc.integer({ min: 1, max: 4 }), (hours, most) => {
    const sends: Send[] = [];
    for (const hour of hours) {
      if (capHit(sends, [{ channel: "email", most, within: "7d" }], ask(hour * 3600)) === null) {
        sends.push(sent(hour * 3600));
      }
    }
    for (const { at } of sends) {
      assert.ok(sends.filter((other) => other.at >= at && other.at < at + 7 * day).length <= most);
    }
  }));
});

Deno.test("loadSends(), case 27: a row that repeats is one message, two campaigns in one second are two", async () => {
  const row = { person: "a", event: "email_sent", at: "2026-06-01T09:00:00Z", campaign: "one" };
  const sends = [{ event: "email_sent", channel: "email" }, {
    event: "sms_reminder",
    channel: "sms",
    transactional: true,
  }];
  const config = { activation: activationSchema.parse({ sends }) };
  const workspace = await testWorkspace({
    tables: {
      people: [{ person: "a" }, { person: "b" }],
      events: [row, row, { ...row, campaign: "two" }, { ...row, event: "sms_reminder" }, {
        ...row,
        person: "b",
        event: "page_view",
      }],
    },
    config,
  });
  const found = await loadSends(workspace);
  await workspace.close();
  assert.deepEqual([...found.keys()], [0]);
  assert.deepEqual(found.get(0)!.map(({ channel, transactional }) => `${channel} ${transactional}`), [
    "email false",
    "email false",
    "sms true",
  ]);
});
