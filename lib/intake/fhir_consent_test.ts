import { strict as assert } from "node:assert";
import { fhirConsent } from "./fhir_consent.ts";

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds / 1000;
const ask = (more: Record<string, unknown>, purpose = "HMARKT", when = "2026-06-01T00:00:00Z") =>
  fhirConsent({ resourceType: "Consent", status: "active", ...more }, { purpose, at: at(when) });
const marketing = [{ system: "http://example.org/v3-ActReason", code: "HMARKT" }];

Deno.test("fhirConsent() permits only while active", () => {
  const provision = { type: "permit", purpose: marketing };
  assert.equal(ask({ provision }), "permit");
  for (const status of ["draft", "proposed", "inactive", "entered-in-error", "unknown", "", undefined]) {
    assert.equal(ask({ provision, status }), "silent", String(status));
  }
  assert.equal(ask({ provision, status: "rejected" }), "deny");
  assert.equal(ask({ provision }, "TREAT"), "silent");
  assert.equal(ask({ provision: { type: "deny" } }), "deny");
});

Deno.test("fhirConsent() reads nested provisions as exceptions to the one around them", () => {
  const except = { type: "permit", provision: [{ type: "deny", purpose: marketing }] };
  assert.deepEqual([ask({ provision: except }), ask({ provision: except }, "TREAT")], ["deny", "permit"]);
  const only = { type: "deny", provision: [{ type: "permit", purpose: marketing }] };
  assert.deepEqual([ask({ provision: only }), ask({ provision: only }, "TREAT")], ["permit", "deny"]);
  const deep = {
    type: "deny",
    provision: [{ type: "permit", provision: [{ type: "deny", purpose: marketing }] }],
  };
  assert.deepEqual([ask({ provision: deep }), ask({ provision: deep }, "TREAT")], ["deny", "permit"]);
  const both = {
    type: "deny",
    provision: [{ type: "permit", purpose: marketing }, { type: "deny", purpose: marketing }],
  };
  assert.equal(ask({ provision: both }), "deny");
});

Deno.test("fhirConsent() holds a period to its last day, partial dates whole", () => {
  const on = (period: unknown, when: string) =>
    ask({ provision: { type: "permit", period } }, "HMARKT", when);
  assert.equal(on({ start: "2026-01-01", end: "2026-06-30" }, "2026-06-30T23:59:59Z"), "permit");
  assert.equal(on({ start: "2026-01-01", end: "2026-06-30" }, "2026-07-01T00:00:00Z"), "silent");
  assert.equal(on({ start: "2026-07" }, "2026-06-30T23:59:59Z"), "silent");
  assert.equal(on({ end: "2026" }, "2026-12-31T23:59:59Z"), "permit");
  assert.equal(on({ end: "2026-05" }, "2026-06-01T00:00:00Z"), "silent");
  assert.equal(on({ end: "soon" }, "2026-06-01T00:00:00Z"), "silent");
  assert.equal(on({ end: "2026-06-01T02:00:00+02:00" }, "2026-06-01T00:00:00Z"), "permit");
  const denied = { type: "permit", provision: [{ type: "deny", period: { end: "soon" } }] };
  assert.equal(ask({ provision: denied }), "deny");
});

Deno.test("fhirConsent() takes the root's default, R5's decision, and lets nothing it cannot read permit", () => {
  const policyRule = (code: string) => ({ coding: [{ code }] });
  assert.equal(ask({ policyRule: policyRule("OPTIN") }), "permit");
  assert.equal(ask({ policyRule: policyRule("OPTOUT") }), "deny");
  assert.equal(
    ask({
      policyRule: policyRule("OPTIN"),
      provision: { provision: [{ type: "deny", purpose: marketing }] },
    }),
    "deny",
  );
  assert.equal(ask({ decision: "permit", provision: [{ type: "deny", purpose: marketing }] }), "deny");
  assert.equal(ask({ decision: "permit" }), "permit");
  assert.equal(ask({ provision: { type: "permit", actor: [{}] } }), "silent");
  assert.equal(ask({ provision: { type: "deny", actor: [{}] } }), "deny");
  assert.equal(ask({ provision: { type: "permit" }, modifierExtension: [{ url: "x" }] }), "deny");
  assert.equal(ask({}), "silent");
  for (
    const other of [null, 3, "Consent", [], { resourceType: "Patient" }, {
      resourceType: "Consent",
      status: "active",
      provision: "x",
    }]
  ) {
    assert.equal(fhirConsent(other, { purpose: "HMARKT", at: 0 }), "silent");
  }
});
