/** Numbers of cases are those of the list of bad input in the privacy research: 22 to 25. */
import { strict as assert } from "node:assert";
import fc from "fast-check";
import { consentState } from "./consent_state.ts";
import type { ConsentQuestion, Decision } from "./decision.ts";
import { permissionNeeded } from "./permission_needed.ts";
import { signalDecisions } from "./signal_decisions.ts";

const day = 86_400;
const said = (decision: string, at: number, more: Partial<Decision> = {}): Decision => ({
  person: "a",
  channel: "email",
  decision,
  at,
  ...more,
});
const ask = (log: readonly Decision[], more: Partial<ConsentQuestion> = {}) =>
  consentState(log, { channel: "email", purpose: "marketing", at: 1000, ...more });
const seconds = (text: string) => Temporal.Instant.from(text).epochMilliseconds / 1000;

Deno.test("consentState() takes the latest decision: a log done by hand", () => {
  const log = [said("grant", 10), said("deny", 20), said("grant", 30, { expires: 40 })];
  const at = (at: number) => ask(log, { at });
  assert.deepEqual([9, 10, 19, 20, 30, 39, 40].map((t) => at(t).reason), [
    "notYet",
    "granted",
    "granted",
    "denied",
    "granted",
    "granted",
    "expired",
  ]);
  assert.deepEqual(at(30), { permitted: true, reason: "granted", until: 40 });
  assert.deepEqual(ask([]), { permitted: false, reason: "noDecision", until: null });
});

Deno.test("consentState(), case 22: revoked between build and export", () => {
  const log = [said("grant", 10), said("deny", 20)];
  assert.ok(ask(log, { at: 19 }).permitted);
  assert.ok(!ask(log, { at: 20 }).permitted);
  const column = [said("grant", 10, { revoked: 20 })];
  assert.deepEqual([19, 20, 99].map((at) => ask(column, { at }).reason), ["granted", "revoked", "revoked"]);
  assert.equal(ask(column, { at: 19 }).until, 20);
});

Deno.test("consentState(), case 22: a revocation dated before its grant by a fast clock still revokes", () => {
  assert.equal(ask([said("grant", 20, { revoked: 15 })]).reason, "revoked");
  assert.equal(ask([said("grant", 20, { revoked: 20 })]).reason, "revoked");
});

Deno.test("consentState(), case 22: grant and denial at one instant deny, in either order", () => {
  const two = [said("grant", 10), said("deny", 10)];
  assert.deepEqual(ask(two), { permitted: false, reason: "tied", until: null });
  assert.deepEqual(ask([...two].reverse()), ask(two));
  assert.ok(ask([...two, said("grant", 11)]).permitted);
});

Deno.test("consentState(), case 22: a Washington authorisation to sell lasts a year, to day 365", () => {
  const signed = seconds("2025-03-01T10:00:00-08:00");
  const log = [said("grant", signed, { purpose: "sell", jurisdiction: "US-WA" })];
  const on = (days: number, jurisdiction?: string) =>
    ask(log, { purpose: "sell", at: signed + days * day, ...(jurisdiction && { jurisdiction }) }).reason;
  assert.deepEqual([364, 365, 366].map((days) => on(days)), ["granted", "expired", "expired"]);
  assert.equal(ask(log, { purpose: "sell", at: signed + 365 * day - 1 }).reason, "granted");
  // A leap year has a day more, and clocks that changed in between do not matter.
  const leap = seconds("2027-03-20T10:00:00-07:00");
  const later = [said("grant", leap, { purpose: "sell" })];
  const leapOn = (days: number, jurisdiction: string) =>
    ask(later, { purpose: "sell", at: leap + days * day, jurisdiction }).reason;
  assert.deepEqual([365, 366].map((days) => leapOn(days, "WA")), ["granted", "expired"]);
  assert.deepEqual([365, 366].map((days) => leapOn(days, "washington")), ["granted", "expired"]);
  assert.equal(leapOn(400, "US-IA"), "granted");
  // An earlier end that was written down counts.
  assert.equal(
    ask([said("grant", signed, { purpose: "sell", jurisdiction: "WA", expires: signed + 5 })], {
      purpose: "sell",
      at: signed + 6,
    }).reason,
    "expired",
  );
});

Deno.test("consentState(), case 22: instants are compared, whatever time zone they were written in", () => {
  const log = [
    said("grant", seconds("2026-03-08T01:59:59-06:00")),
    said("deny", seconds("2026-03-08T03:00:00-05:00")),
  ];
  // A second passes between the two, across the hour that Chicago skips.
  assert.ok(ask(log, { at: seconds("2026-03-08T07:59:59Z") }).permitted);
  assert.ok(!ask(log, { at: seconds("2026-03-08T08:00:00Z") }).permitted);
});

Deno.test("consentState(), case 23: a channel or a purpose is not lent to another", () => {
  const mail = [said("grant", 10)];
  assert.equal(ask(mail, { channel: "sms" }).reason, "noDecision");
  const treatment = [said("grant", 10, { purpose: "treatment" })];
  assert.ok(!ask(treatment).permitted);
  assert.ok(!ask(treatment, { purpose: "remunerated-marketing" }).permitted);
  assert.ok(!ask(mail, { purpose: "remunerated-marketing" }).permitted);
  const paid = { purpose: "remunerated-marketing" } as const;
  assert.equal(ask([said("grant", 10, paid)], paid).reason, "remunerationNotStated");
  const stated = said("grant", 10, { ...paid, remunerationStated: true });
  assert.ok(ask([stated], paid).permitted);
  assert.ok(!ask([stated]).permitted, "and marketing as such was never granted");
  assert.ok(!ask([stated, said("deny", 20)], paid).permitted, "no marketing means none that is paid for");
  assert.ok(
    !ask([said("grant", 10, { purpose: "sell" }), said("deny", 20, { purpose: "share" })], {
      purpose: "sell",
    }).permitted,
  );
});

Deno.test("consentState(), case 23: treatment needs no asking and can be refused", () => {
  const treatment = { purpose: "treatment" } as const;
  assert.deepEqual(ask([], treatment), { permitted: true, reason: "notNeeded", until: null });
  assert.ok(ask([said("deny", 10)], treatment).permitted, "a denial of marketing is none of treatment");
  assert.ok(ask([said("grant", 10, { ...treatment, expires: 20 })], treatment).permitted);
  assert.ok(!ask([said("deny", 10, treatment)], treatment).permitted);
  assert.ok(
    !ask([said("deny", 5, treatment), said("grant", 10, { ...treatment, expires: 20 })], treatment).permitted,
  );
  assert.ok(!ask([said("deny", 10, { channel: "all", purpose: "all" })], treatment).permitted);
});

Deno.test("consentState(), case 23: a global unsubscribe wins over a group opt-in", () => {
  const news = { group: "news" };
  const log = [said("deny", 10, { channel: "all" }), said("grant", 20), said("grant", 30, news)];
  assert.equal(ask(log).reason, "unsubscribed");
  assert.equal(ask(log, news).reason, "unsubscribed");
  const lifted = [...log, said("grant", 40, { channel: "any" })];
  assert.ok(ask(lifted).permitted);
  assert.ok(ask(lifted, news).permitted);
  assert.equal(
    ask([said("grant", 40, { channel: "all" })]).reason,
    "noDecision",
    "a lift permits no channel by itself",
  );
});

Deno.test("consentState(), case 23: e-mail has a state of its own beside groups, text messages have groups only", () => {
  const news = { group: "news" };
  assert.equal(ask([said("grant", 10)], news).reason, "noDecision", "a group is asked for by name");
  assert.equal(ask([said("grant", 10, news)]).reason, "noDecision");
  assert.ok(ask([said("grant", 10, news)], news).permitted);
  assert.ok(ask([said("deny", 10, news), said("grant", 5)]).permitted, "leaving a group leaves the rest");
  assert.equal(ask([said("deny", 10), said("grant", 20, news)], news).reason, "unsubscribed");
  const sms = (decision: string, at: number, more: Partial<Decision> = {}) =>
    said(decision, at, { channel: "sms", ...more });
  const text = { channel: "sms", ...news } as const;
  assert.ok(ask([sms("deny", 10), sms("grant", 20, news)], text).permitted);
  assert.ok(!ask([sms("grant", 10, news), sms("deny", 20)], text).permitted);
  assert.ok(!ask([sms("grant", 30)], text).permitted);
  assert.ok(!ask([sms("grant", 30, { revoked: 40 }), sms("grant", 20, news)], text).permitted);
});

Deno.test("consentState(), case 23: merged profiles that disagree", () => {
  const one = [said("grant", 10), said("deny", 30)];
  const other = [said("grant", 30), said("grant", 20)];
  assert.equal(ask([...one, ...other]).reason, "tied");
});

Deno.test("consentState(), case 24: Global Privacy Control wins over an earlier opt-in", () => {
  const optIn = said("grant", 10, { channel: "ads", purpose: "ads" });
  const ads = { channel: "ads", purpose: "ads" } as const;
  assert.ok(ask([optIn], ads).permitted);
  assert.ok(!ask([optIn, ...signalDecisions("a", { gpc: true }, 20)], ads).permitted);
  assert.ok(ask([optIn, ...signalDecisions("a", { gpc: false }, 20)], ads).permitted);
  assert.ok(
    ask([said("grant", 5), ...signalDecisions("a", { gpc: true }, 20)]).permitted,
    "it says nothing of letters",
  );
});

Deno.test("consentState(), case 24: a malformed signal denies, a missing one says nothing", () => {
  const ads = { channel: "ads", purpose: "ads" } as const;
  const optIn = said("grant", 10, ads);
  for (
    const signals of [
      { tcf: "" },
      { tcf: "CPX" },
      { tcf: "not a string" },
      { gpp: "" },
      { gpp: "DBABVg~B" },
      { gpp: "DBAC~x" },
    ]
  ) {
    assert.ok(!ask([optIn, ...signalDecisions("a", signals, 20)], ads).permitted, JSON.stringify(signals));
  }
  assert.ok(ask([optIn, ...signalDecisions("a", { gpp: null, tcf: null, gpc: null }, 20)], ads).permitted);
  assert.equal(ask([], ads).reason, "noDecision");
});

Deno.test("consentState(), case 25: what a proxy granted permits nothing, what a proxy denied counts", () => {
  assert.equal(ask([said("grant", 10, { saidBy: "daughter" })]).permitted, false);
  assert.ok(ask([said("grant", 10, { saidBy: "Self" })]).permitted);
  assert.ok(!ask([said("grant", 10), said("deny", 20, { saidBy: "daughter" })]).permitted);
});

Deno.test("consentState() leaves out grants asked under another jurisdiction, never denials", () => {
  const iowa = { jurisdiction: "IA" };
  assert.ok(ask([said("grant", 10, { jurisdiction: "us-ia" })], iowa).permitted);
  assert.ok(ask([said("grant", 10)], iowa).permitted);
  assert.ok(!ask([said("grant", 10, { jurisdiction: "US-WA" })], iowa).permitted);
  assert.ok(!ask([said("grant", 10), said("deny", 20, { jurisdiction: "US-WA" })], iowa).permitted);
});

Deno.test("consentState() denies on words it does not know", () => {
  for (const word of ["granted?", "", "yes", "GRANT ED"]) assert.ok(!ask([said(word, 10)]).permitted, word);
  assert.ok(ask([said(" Grant ", 10, { channel: " EMAIL ", purpose: "Marketing " })]).permitted);
});

const decision = fc.record({
  person: fc.constant("a"),
  channel: fc.constantFrom("email", "sms", "all", "any", "ads"),
  purpose: fc.constantFrom(null, "", "marketing", "treatment", "all", "remunerated-marketing", "ads", "sell"),
  decision: fc.constantFrom("grant", "grant", "deny", "perhaps"),
  at: fc.integer({ min: 0, max: 12 }),
  expires: fc.option(fc.integer({ min: 0, max: 12 })),
  revoked: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 2 }),
  group: fc.option(fc.constantFrom("news", "events"), { freq: 2 }),
});
const question = fc.record({
  channel: fc.constantFrom("email" as const, "sms" as const, "ads" as const),
  purpose: fc.constantFrom("marketing" as const, "treatment" as const, "ads" as const, "sell" as const),
  at: fc.integer({ min: 0, max: 12 }),
  group: fc.constantFrom("", "news"),
});

Deno.test("consentState(): order never matters, later rows never change the past, a denial added never permits", () => {
  fc.assert(fc.property(fc.array(decision, { maxLength: 8 }), question, (log, question) => {
    Object.freeze(log);
    const state = consentState(log, question);
    assert.equal(consentState([...log].reverse(), question).permitted, state.permitted);
    assert.deepEqual(
      consentState(log.filter(({ at }) => at <= question.at), question).permitted,
      state.permitted,
    );
    if (state.permitted && state.until !== null) assert.ok(state.until > question.at);
    for (const channel of [question.channel, "all"]) {
      const denial: Decision = { person: "a", channel, purpose: "all", decision: "deny", at: question.at };
      assert.equal(consentState([...log, denial], question).permitted, false);
    }
  }));
});

Deno.test("consentState(): marketing is permitted only after a live grant for that channel", () => {
  fc.assert(fc.property(fc.array(decision, { maxLength: 8 }), question, (log, question) => {
    if (question.purpose === "treatment" || !consentState(log, question).permitted) return;
    assert.ok(
      log.some((one) =>
        one.decision === "grant" && one.channel === question.channel &&
        (one.purpose || "marketing") === question.purpose &&
        one.at <= question.at && (one.expires ?? Infinity) > question.at &&
        (one.revoked ?? Infinity) > question.at
      ),
    );
  }));
});

Deno.test("permissionNeeded() follows the HIPAA marketing rule", () => {
  const of = (...given: Parameters<typeof permissionNeeded>) => permissionNeeded(...given).purpose;
  assert.equal(of("refill-reminder"), "treatment");
  assert.equal(of("refill-reminder", "cost"), "treatment");
  assert.equal(of("refill-reminder", "beyond-cost"), "remunerated-marketing");
  assert.equal(of("care-coordination"), "treatment");
  assert.equal(of("care-coordination", "cost"), "remunerated-marketing");
  assert.equal(of("own-services"), "treatment");
  assert.equal(of("operations"), "operations");
  assert.equal(of("marketing"), "marketing");
  assert.equal(of("marketing", "beyond-cost"), "remunerated-marketing");
  assert.equal(of("face-to-face", "beyond-cost"), null);
  assert.equal(of("promotional-gift"), null);
});
