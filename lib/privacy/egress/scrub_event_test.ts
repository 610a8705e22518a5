/** Cases 4, 5 and 26 of the list of bad input in the privacy research. */
import { strict as assert } from "node:assert";
import fc from "fast-check";
import { activationSchema } from "../../workspace/mod.ts";
import { type RawEvent, scrubEvent } from "./scrub_event.ts";
import { type StreamPlan, streamPlan } from "./stream_plan.ts";

function plan(more: Record<string, unknown> = {}): StreamPlan {
  const destination = {
    id: "d",
    platform: "meta",
    events: { asked: "lead_submit" },
    properties: ["size", "order.amount", "__proto__"],
    identifiers: ["email", "phone", "first_name", "last_name"],
    ...more,
  };
  return streamPlan(activationSchema.parse({ destinations: [destination] }).destinations[0]!, "US");
}
const raw = (more: Partial<RawEvent> = {}): RawEvent => ({
  event: "asked",
  at: 1_750_000_000.7,
  channel: "web",
  properties: {},
  person: { email: "test@example.com" },
  ...more,
});
const test = "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";

Deno.test("scrubEvent() writes what each platform takes: a case done by hand", () => {
  assert.deepEqual(scrubEvent(raw({ properties: { size: 3 } }), plan(), "e1").payload, {
    event_name: "lead_submit",
    event_time: 1_750_000_000,
    action_source: "website",
    event_id: "e1",
    user_data: { em: [test] },
    custom_data: { size: 3 },
  });
  const person = {
    email: "test@example.com",
    phone: "(800)555-0100",
    first_name: "Ada",
    last_name: "Lovelace",
  };
  const google = scrubEvent(raw({ person }), plan({ platform: "google", properties: [] }), "e2").payload!;
  assert.deepEqual([google.conversion_action, google.order_id, google.conversion_date_time], [
    "lead_submit",
    "e2",
    "2025-06-15 15:06:40+00:00",
  ]);
  const identifiers = google.user_identifiers as Record<string, unknown>[];
  assert.deepEqual(identifiers.map((one) => Object.keys(one)), [["hashed_email"], ["hashed_phone_number"], [
    "address_info",
  ]]);
  assert.deepEqual(identifiers[0], { hashed_email: test });
});

Deno.test("scrubEvent(), case 26: unknown and nested properties stay, listed paths leave one by one", () => {
  const properties = {
    size: 2,
    other: 1,
    order: { amount: 5, note: "x", deep: { amount: 6 } },
    list: [{ size: 9 }],
    size2: 4,
  };
  const { payload, changes } = scrubEvent(raw({ properties }), plan(), "e");
  assert.deepEqual(payload!.custom_data, { size: 2, "order.amount": 5 });
  assert.deepEqual(changes.filter(({ to }) => to === null).map(({ path }) => path), [
    "other",
    "order.note",
    "order.deep.amount",
    "list.0.size",
    "size2",
  ]);
});

Deno.test("scrubEvent(), case 26: raw, hashed, doubly hashed and empty identifiers", () => {
  const em = (email: string | null) =>
    scrubEvent(raw({ person: { email } }), plan(), "e").payload?.user_data as { em: string[] } | undefined;
  assert.deepEqual(em("Test@Example.com")!.em, [test]);
  assert.deepEqual(em(test.toUpperCase())!.em, [test]);
  for (
    const nothing of [
      "",
      " ",
      null,
      "nobody",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ]
  ) {
    assert.equal(em(nothing), undefined);
  }
  const { payload, changes } = scrubEvent(
    raw({ person: { email: "test@example.com", gender: "f", dob: "1970-01-01" } }),
    plan(),
    "e",
  );
  assert.deepEqual(Object.keys(payload!.user_data as object), ["em"]);
  assert.deepEqual(changes.filter(({ why }) => why === "not listed").map(({ path }) => path), [
    "gender",
    "dob",
  ]);
});

Deno.test("scrubEvent(), case 4: an address leaves as the declared origin, whatever hides in it", () => {
  const url =
    "https://riverbend.example.org/knee/%256Aane%2540example.org?ssn=078-05-1120&d=ZGlhYmV0ZXM#E11.9";
  const to = scrubEvent(raw({ properties: { url } }), plan({ origin: "https://riverbend.example.org" }), "e")
    .payload!;
  assert.equal(to.event_source_url, "https://riverbend.example.org");
  assert.doesNotMatch(JSON.stringify(to), /knee|ane|078|ZGlh|E11/);
  assert.ok(!("event_source_url" in scrubEvent(raw({ properties: { url } }), plan(), "e").payload!));
});

Deno.test("scrubEvent(), case 5: a listed property that says too much holds the whole event back", () => {
  for (
    const size of [
      "type 2 diabetes",
      "jane@example.org",
      "%64iabetes",
      "a ZGlhYmV0ZXMgY2xpbmlj",
      "SSN 078-05-1120",
    ]
  ) {
    const { payload, refused } = scrubEvent(raw({ properties: { size } }), plan(), "e");
    assert.deepEqual([payload, refused], [null, "health"], size);
  }
  assert.equal(scrubEvent(raw({ event: "portal_login" }), plan(), "e").refused, "notListed");
  assert.equal(scrubEvent(raw({ event: "__proto__" }), plan(), "e").refused, "notListed");
});

Deno.test("scrubEvent(): nothing that is not listed ever leaves, however it is nested", () => {
  const secret = "canary";
  const properties = fc.object({
    values: [fc.constant(secret), fc.constant(`${secret}@example.org`), fc.integer(), fc.constant(null)],
    key: fc.constantFrom("size", "order", "amount", "topic", "__proto__", "constructor", "url", "x", secret),
    maxDepth: 4,
    maxKeys: 6,
  }) as fc.Arbitrary<Record<string, unknown>>;
  const { properties: listed } = plan();
  fc.assert(fc.property(properties, fc.constantFrom("meta", "google"), (properties, platform) => {
    const { payload } = scrubEvent(
      raw({ properties, person: { email: `${secret}@example.org`, ssn: secret } }),
      plan({ platform }),
      "e",
    );
    if (payload === null) return;
    for (const key of Object.keys((payload.custom_data ?? {}) as object)) assert.ok(listed.has(key));
    // A listed property may hold the word itself, which says nothing: only what is not listed must not leave.
    const rest = JSON.stringify({ ...payload, custom_data: null });
    assert.ok(!rest.includes(secret));
    assert.ok(!JSON.stringify(payload).includes("@"));
  }));
});
