import { strict as assert } from "node:assert";
import fc from "fast-check";
import { reach } from "../../outcomes/mod.ts";
import type { Group } from "../../segments/mod.ts";
import { type Row, testWorkspace } from "../../segments/_workspace_for_tests.ts";
import { activationSchema } from "../../workspace/mod.ts";
import { consentState } from "./consent_state.ts";
import { loadConsent } from "./load_consent.ts";
import { loadFacts, suppressionOf } from "./suppressions.ts";

const types = {
  "people.deceased": "boolean",
  "people.do_not_contact": "boolean",
  "people.hard_bounce": "boolean",
  "people.complaint": "boolean",
  "people.employee": "boolean",
  "people.age": "number",
  "people.state": "text",
  "consent.purpose": "text",
  "consent.expires": "instant",
  "consent.revoked": "instant",
  "consent.group": "text",
  "consent.jurisdiction": "text",
  "consent.said_by": "text",
  "consent.gpc": "boolean",
} as const;

/** Whole days around the as-of moment, 2026-06-30, and the second itself. */
const instant = fc.constantFrom(
  "2026-06-28T00:00:00Z",
  "2026-06-29T00:00:00Z",
  "2026-06-30T23:59:59Z",
  "2026-06-30T23:59:59.5Z",
  "2026-07-01T00:00:00Z",
);
const flag = fc.constantFrom(null, null, false, true);
const person = fc.record({
  age: fc.constantFrom(null, 17, 18, 40),
  state: fc.constantFrom(null, "IA", "WA"),
  deceased: flag,
  do_not_contact: flag,
  hard_bounce: flag,
  complaint: flag,
  employee: flag,
});
const seldom = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });
const decision = fc.record({
  who: fc.nat(59),
  channel: fc.constantFrom(null, "email", "email", "Email ", "sms", "all", "any", "ads"),
  purpose: fc.constantFrom(null, "", "marketing", "treatment", "all", "any", "sell"),
  decision: fc.constantFrom("grant", "grant", "grant", "deny", "perhaps", "signal", null),
  at: fc.oneof({ weight: 9, arbitrary: instant }, { weight: 1, arbitrary: fc.constant(null) }),
  expires: seldom(instant),
  revoked: seldom(instant),
  group: seldom(fc.constantFrom("news")),
  jurisdiction: seldom(fc.constantFrom("US-WA", "washington", "ia")),
  said_by: seldom(fc.constantFrom("self", "daughter")),
  gpc: seldom(fc.boolean()),
});

Deno.test("consentState() and reach() agree on everybody at the as-of moment, for random logs", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 60, maxLength: 60 }),
      fc.array(decision, { minLength: 150, maxLength: 260 }),
      async (people, log) => {
        const key = (i: number) => `p${String(i).padStart(2, "0")}`;
        const rows: Row[] = people.map((one, i) => ({
          person: key(i),
          email: `${key(i)}@example.org`,
          phone: "3095550100",
          ...one,
        }));
        const consent: Row[] = log.map(({ who, ...said }) => ({ person: key(who), ...said }));
        const workspace = await testWorkspace({ tables: { people: rows, consent }, types });
        const groups = rows.map((_, i): Group => {
          const members = new Uint8Array(rows.length);
          members[i] = 1;
          return { id: `p${i}`, name: "", kind: "segment", members, size: 1 };
        });
        const counted = await reach(workspace, groups);
        const [states, facts] = [await loadConsent(workspace), await loadFacts(workspace)];
        await workspace.close();
        for (const channel of ["email", "sms", "phone"] as const) {
          const at = counted.channels.indexOf(channel);
          if (at < 0) continue;
          rows.forEach((row, pid) => {
            const question = { channel, purpose: "marketing", at: workspace.asOf.seconds } as const;
            const state = consentState(states.of(pid), {
              ...question,
              ...(typeof row.state === "string" && { jurisdiction: row.state }),
            });
            const may = state.permitted && suppressionOf(facts[pid]!, question) === null;
            assert.equal(
              counted.groups[pid]!.byChannel[at] === 1,
              may,
              `${channel} of ${row.person}: ${state.reason}`,
            );
          });
        }
      },
    ),
    { numRuns: 6, endOnFailure: true },
  );
});

Deno.test("loadConsent() reads signals as decisions, and an absent log as an empty one", async () => {
  const workspace = await testWorkspace({
    tables: {
      people: [{ person: "a" }],
      consent: [
        { person: "a", channel: "ads", purpose: "ads", decision: "grant", at: "2026-01-01T00:00:00Z" },
        {
          person: "a",
          channel: "ads",
          decision: "signal",
          at: "2026-02-01T00:00:00Z",
          gpp: "DBABVg~BVVVVVVg.YA",
        },
        { person: "a", channel: "email", decision: "grant", at: "2026-01-01T00:00:00Z" },
      ],
    },
  });
  const log = await loadConsent(workspace);
  await workspace.close();
  assert.equal(log.rows, 3);
  const at = workspace.asOf.seconds;
  assert.equal(consentState(log.of(0), { channel: "ads", purpose: "ads", at }).reason, "unsubscribed");
  assert.ok(consentState(log.of(0), { channel: "email", purpose: "marketing", at }).permitted);
  const bare = await testWorkspace({ tables: { people: [{ person: "a" }] } });
  assert.deepEqual((await loadConsent(bare)).of(0), []);
  await bare.close();
});

Deno.test("loadFacts(), case 25: a suppression list that is missing stops everything", async () => {
  const activation = activationSchema.parse({ suppressions: ["deceased", "do_not_contact"] });
  const people = [{ person: "a", deceased: true }];
  const workspace = await testWorkspace({ tables: { people }, config: { activation } });
  await assert.rejects(
    () => loadFacts(workspace),
    /^InputError: .*no column "do_not_contact".*nothing leaves without it\.$/,
  );
  await workspace.close();
});

Deno.test("suppressionOf(), case 25: deceased, minors, and the rest, for each channel and purpose", () => {
  const email = { channel: "email", purpose: "marketing" } as const;
  const care = { channel: "sms", purpose: "treatment" } as const;
  assert.equal(suppressionOf({ deceased: true, age: 80 }, care), "deceased");
  assert.equal(suppressionOf({ doNotContact: true }, care), "doNotContact");
  assert.equal(suppressionOf({ age: 17 }, email), "minor");
  assert.equal(suppressionOf({ age: 18 }, email), null);
  assert.equal(suppressionOf({ age: 20 }, { ...email, minimumAge: 21 }), "minor");
  assert.equal(suppressionOf({ age: 17 }, care), null);
  assert.equal(suppressionOf({ hardBounce: true }, email), "hardBounce");
  assert.equal(suppressionOf({ hardBounce: true }, { ...email, channel: "sms" }), null);
  assert.equal(suppressionOf({ complaint: true }, { ...email, channel: "sms" }), "complaint");
  assert.equal(suppressionOf({ employee: true }, email), "employee");
  assert.equal(suppressionOf({ employee: true, complaint: true }, care), null);
});
