import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { Row } from "../../segments/_workspace_for_tests.ts";
import { emails, many, read, withAudience } from "./_audience_for_tests.ts";

Deno.test("exportAudience(): for random logs, nobody denied at the instant of export is ever exported", async () => {
  const time = fc.integer({ min: 1, max: 40 });
  const decision = fc.record({
    who: fc.nat(59),
    channel: fc.constantFrom("email", "email", "email", "all", "sms"),
    purpose: fc.constantFrom("marketing", "marketing", "", "all", "treatment"),
    decision: fc.constantFrom("grant", "grant", "deny"),
    day: time,
    expires: fc.option(time, { freq: 3 }),
    revoked: fc.option(time, { freq: 3 }),
  });
  const day = (n: number) => Temporal.PlainDate.from("2026-06-01").add({ days: n }).toString() + "T12:00:00Z";
  await fc.assert(
    fc.asyncProperty(fc.array(decision, { minLength: 100, maxLength: 250 }), async (log) => {
      const people = many(60);
      const consent = log.map(({ who, day: at, expires, revoked, ...said }): Row => ({
        person: people[who]!.person!,
        ...said,
        at: day(at),
        expires: expires === null ? null : day(expires),
        revoked: revoked === null ? null : day(revoked),
      }));
      // Day 29 is the last before the as-of moment. Replayed day by day, as a person would with the log in hand.
      const may = people.filter((_, who) => {
        let [email, all] = [false, true];
        const own = log.filter((one) => one.who === who);
        for (let now = 1; now <= 29; now++) {
          const heard = own.filter(({ decision, purpose }) =>
            ["marketing", ""].includes(purpose) || decision === "deny" && purpose === "all"
          );
          const no = (channels: readonly string[]) =>
            heard.some((one) =>
              channels.includes(one.channel) && (
                one.day === now &&
                  (one.decision === "deny" || one.revoked !== null && one.revoked <= one.day) ||
                one.revoked === now && one.revoked > one.day
              )
            );
          const lapsed = (channel: string) =>
            heard.some((one) =>
              one.channel === channel && one.day === now && one.expires !== null && one.expires <= 29
            );
          const yes = (channel: string) =>
            heard.some((one) => one.channel === channel && one.day === now && one.decision === "grant");
          if (yes("all") && !lapsed("all")) all = true;
          if (no(["all"])) all = false;
          if (yes("email")) email = true;
          if (no(["email"]) || lapsed("email")) email = false;
        }
        return email && all;
      });
      await withAudience({ people, consent, activation: { minimumAudience: 1 } }, async (ask, folder) => {
        if (may.length === 0) return await assert.rejects(() => ask());
        await ask();
        const exported = emails(await read(`${folder}/out/list.csv`));
        const allowed = new Set(may.map(({ email }) => email));
        assert.deepEqual(exported.filter((one) => !allowed.has(one)), []);
      });
    }),
    { numRuns: 5 },
  );
});
