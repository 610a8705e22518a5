import { strict as assert } from "node:assert";
import { id, sql } from "../engine/mod.ts";
import { fhirConsentRows } from "./_fhir_consent_rows.ts";
import { head, withWorkspace } from "./_folder_for_tests.ts";

const marketing = {
  purpose: [{ code: "HMARKT" }],
};
const consent = (more: Record<string, unknown>) => ({
  resourceType: "Consent",
  id: "c1",
  status: "active",
  patient: { reference: "Patient/a" },
  dateTime: "2025-01-10T09:00:00Z",
  ...more,
});
const brief = (resource: Record<string, unknown>) =>
  fhirConsentRows(resource).map(({ channel, purpose, decision, at, expires }) =>
    [purpose, channel, decision, at?.slice(0, 10), expires?.slice(0, 10)].join(" ").trim()
  );

Deno.test("fhirConsentRows() permits marketing where it is named, for its period, by e-mail, phone and mail", () => {
  assert.deepEqual(
    brief(
      consent({
        provision: { type: "permit", period: { start: "2025-02", end: "2025-12-31" }, ...marketing },
      }),
    ),
    ["email", "phone", "mail"].map((channel) => `marketing ${channel} grant 2025-02-01 2026-01-01`),
  );
  // Everything but marketing may be permitted without being named.
  assert.deepEqual(
    [...new Set(brief(consent({ provision: { type: "permit" } })).map((row) => row.split(" ")[0]))],
    ["treatment", "operations"],
  );
});

Deno.test("fhirConsentRows() closes every channel where something is denied, and lets exceptions inside win", () => {
  assert.deepEqual(
    brief(consent({ provision: { type: "permit", provision: [{ type: "deny", ...marketing }] } }))[0],
    "marketing all deny 2025-01-10",
  );
  assert.deepEqual(
    brief(consent({ provision: { type: "deny", provision: [{ type: "permit", ...marketing }] } })),
    [
      ...["email", "phone", "mail"].map((channel) => `marketing ${channel} grant 2025-01-10`),
      "treatment all deny 2025-01-10",
      "operations all deny 2025-01-10",
    ],
  );
  assert.equal(brief(consent({ status: "rejected" })).length, 3);
});

Deno.test("case 30: fhirConsentRows() takes nothing from drafts, inactive or mistaken resources", () => {
  for (const status of ["draft", "proposed", "inactive", "entered-in-error", undefined]) {
    assert.deepEqual(brief(consent({ status, provision: { type: "permit", ...marketing } })), []);
  }
});

const files = (text: string, name = "consent.ndjson") => ({
  "workspace.yaml": `${head}sources: { people: { file: p.csv }, consent: { file: ${name} } }`,
  "p.csv": "person\na\nb\n",
  [name]: text,
});
const log = (text: string, name?: string) =>
  withWorkspace(files(text, name), async ({ engine, quality, tables }) => ({
    rows: tables.has("consent")
      ? await engine.rows(
        sql`select pid, channel, purpose, decision, ${id("at")}::varchar as since from consent order by all`,
      )
      : [],
    problems: quality.problems.map(({ code }) => code),
  }));

Deno.test("a consent source of FHIR resources becomes the consent log: lines, a list, one alone, a Bundle", async () => {
  const one = consent({ provision: { type: "permit", ...marketing } });
  const two = consent({
    id: "c2",
    patient: { reference: "urn:uuid:b" },
    provision: { type: "deny", ...marketing },
  });
  const bundle = {
    resourceType: "Bundle",
    entry: [{ resource: { resourceType: "Patient" } }, { resource: one }, { resource: two }],
  };
  const lines = await log(`${JSON.stringify(one)}\n${JSON.stringify(two)}\n`);
  assert.deepEqual(
    lines.rows.map(({ pid, channel, purpose, decision }) => [pid, channel, purpose, decision]),
    [
      ...["email", "mail", "phone"].map((channel) => [0, channel, "marketing", "grant"]),
      [1, "all", "marketing", "deny"],
    ],
  );
  assert.deepEqual(lines.problems, []);
  for (
    const [text, name] of [[JSON.stringify([one, two]), "c.json"], [
      JSON.stringify(bundle, null, 2),
      "b.json",
    ]]
  ) {
    assert.deepEqual((await log(text!, name)).rows, lines.rows);
  }
  assert.equal((await log(JSON.stringify(one), "one.json")).rows.length, 3);
});

Deno.test("case 30: a last line cut short is left out, a refusal without a moment stays, and both are said", async () => {
  const one = JSON.stringify(consent({ provision: { type: "permit", ...marketing } }));
  const timeless = JSON.stringify(
    consent({ dateTime: undefined, provision: { type: "deny", ...marketing } }),
  );
  const { rows, problems } = await withWorkspace(
    { ...files(`${one}\n${timeless}\n${one.slice(0, 40)}`) },
    async ({ engine, quality }) => ({
      rows: await engine.rows(sql`select pid from consent`),
      problems: quality.problems.length,
    }),
  );
  assert.equal(rows.length, 4);
  assert.ok(problems >= 2, `${problems} problems`);
});
