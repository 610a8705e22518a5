/** Numbers of cases are those of the list of bad input in the privacy research: 4, 5, 8, 24, 26, 28, 36. */
import { strict as assert } from "node:assert";
import { readBook } from "../../segments/mod.ts";
import { type Row, testWorkspace } from "../../segments/_workspace_for_tests.ts";
import { activationSchema } from "../../workspace/mod.ts";
import { readLedger } from "../ledger/mod.ts";
import { exportStream, type ExportStreamOptions } from "./export_stream.ts";

const book = readBook(
  `name: Partners
version: 2
keeper: K. Eeper
change: first
audience: partners and patients
mode: overlapping
segments:
  - { id: buyers, name: Buyers, when: { field: account, isMissing: false } }
  - { id: readers, name: Readers, when: { event: page_view, times: { atLeast: 1 } } }
  - { id: diabetics, name: D, when: { condition: diabetes } }
`,
  "partners.yaml",
);

const meta = {
  id: "meta",
  platform: "meta",
  events: { demo_requested: "lead_submit", page_view: "lead_start" },
  identifiers: ["email"],
  properties: ["device"],
  origin: "https://riverbend.example.org",
};
const review = {
  segment: "buyers",
  destination: "meta",
  by: "R. Eviewer",
  on: "2026-01-10",
  until: "2026-12-31",
  version: 2,
  basis: "opt-out",
};

const buyers = Array.from({ length: 14 }, (_, i): Row => ({
  person: `b${String(i).padStart(2, "0")}`,
  role: "employer",
  account: "acme",
  email: `b${i}@example.org`,
  phone: `309-555-01${String(i).padStart(2, "0")}`,
}));
const patients = Array.from({ length: 10 }, (_, i): Row => ({
  person: `p${i}`,
  role: "patient",
  account: null,
  email: `p${i}@example.org`,
  phone: null,
}));
const events = [...buyers, ...patients].flatMap(({ person }): Row[] => [
  {
    person: person!,
    event: "demo_requested",
    at: "2026-06-28T10:00:00Z",
    channel: "web",
    device: "phone",
    topic: "knee pain",
    url: "https://riverbend.example.org/knee-pain/?email=jane%40example.org#mrn=12345678",
    referrer: "https://example.com/diabetes",
    details: '{"order":{"note":"SSN 078-05-1120"},"diagnosis":["E11"]}',
  },
  { person: person!, event: "portal_login", at: "2026-06-28T11:00:00Z", channel: "web" },
  { person: person!, event: "demo_requested", at: "2026-06-01T10:00:00Z", channel: "web" },
]);

async function withStream<T>(
  {
    destinations = [meta],
    reviews = [review],
    people = [...buyers, ...patients],
    tables = {},
    ...activation
  }: Record<string, unknown>,
  use: (
    ask: (more?: Partial<ExportStreamOptions>) => ReturnType<typeof exportStream>,
    folder: string,
  ) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  const workspace = await testWorkspace({
    tables: {
      people: people as Row[],
      events: events.map((event, seq) => ({ ...event, seq })),
      conditions: [{ person: "p0", condition: "diabetes" }],
      ...(tables as Record<string, Row[]>),
    },
    folder,
    config: { activation: activationSchema.parse({ destinations, reviews, ...activation }) },
  });
  try {
    return await use((more) =>
      exportStream(workspace, book, {
        segment: "buyers",
        destination: "meta",
        out: `${folder}/out/events.ndjson`,
        now: "2026-07-01T08:00:00Z",
        ...more,
      }), folder);
  } finally {
    await workspace.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("exportStream() writes neutral events of a reviewed segment, a manifest and an entry", () =>
  withStream({}, async (ask, folder) => {
    const manifest = await ask({ askedBy: "A. Analyst" });
    const text = await Deno.readTextFile(`${folder}/out/events.ndjson`);
    const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.equal(lines.length, 14);
    assert.deepEqual(manifest.counts, {
      inSegment: 14,
      people: 14,
      events: 14,
      peopleLeftOut: {},
      eventsLeftOut: { tooOld: 14, notListed: 14 },
    });
    for (const line of lines) {
      assert.deepEqual(Object.keys(line), [
        "event_name",
        "event_time",
        "action_source",
        "event_id",
        "event_source_url",
        "user_data",
        "custom_data",
      ]);
      assert.match(line.event_id, /^e[0-9a-f]{24}$/);
      assert.match(line.user_data.em[0], /^[0-9a-f]{64}$/);
      assert.deepEqual([line.event_name, line.event_source_url, line.custom_data], [
        "lead_submit",
        "https://riverbend.example.org",
        { device: "phone" },
      ]);
    }
    for (
      const secret of [
        /knee/i,
        /diabetes/i,
        /jane/,
        /078/,
        /E11/,
        /example\.com/,
        /b0@/,
        /309/,
        /demo_requested/,
        /portal/,
        /"b00"/,
        /acme/,
      ]
    ) {
      // Marks and hashes are random: any digits may stand in them.
      assert.doesNotMatch(text.replaceAll(/[0-9a-f]{16,}/g, ""), secret);
    }
    const preview = JSON.stringify(manifest.preview);
    assert.doesNotMatch(preview, /knee pain|jane|078|E11|b0@example/);
    assert.match(preview, /"path":"details.order.note","to":null,"change":"removed","why":"not listed"/);
    const { entries: [entry] } = await readLedger(`${folder}/.trellis/ledger.jsonl`);
    assert.deepEqual([entry!.kind, entry!.by, entry!.counts.events], ["stream", "A. Analyst", 14]);
  }));

Deno.test("exportStream() only shows with a preview, and writes nothing", () =>
  withStream({}, async (ask, folder) => {
    const { preview, counts } = await ask({ previewOnly: 2 });
    assert.deepEqual([preview.length, counts.events], [2, 14]);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), []);
  }));

Deno.test("exportStream() writes Google's fields, and takes only what is fresh enough for it", async () => {
  const google = {
    ...meta,
    id: "google",
    platform: "google",
    properties: [],
    identifiers: ["email", "phone"],
  };
  const reviews = [{ ...review, destination: "google" }];
  await withStream({ destinations: [{ ...google, within: "7d" }], reviews }, async (ask, folder) => {
    assert.equal((await ask({ destination: "google" })).rows, 14);
    const [line] = (await Deno.readTextFile(`${folder}/out/events.ndjson`)).split("\n");
    const { conversion_action, conversion_date_time, user_identifiers, ...rest } = JSON.parse(line!);
    assert.deepEqual([conversion_action, conversion_date_time], ["lead_submit", "2026-06-28 10:00:00+00:00"]);
    assert.deepEqual(user_identifiers.map((one: object) => Object.keys(one)[0]), [
      "hashed_email",
      "hashed_phone_number",
    ]);
    assert.deepEqual(Object.keys(rest), ["order_id"]);
  });
  // Without a word in workspace.yaml, a day.
  await withStream({ destinations: [google], reviews }, async (ask) => {
    await assert.rejects(() => ask({ destination: "google" }), /0 of 14 people.*tooOld 28/);
  });
});

Deno.test("exportStream() refuses segments of patients, reviewed or not, and quotes the rule", async () => {
  const reviews = [review, { ...review, segment: "readers" }, { ...review, segment: "diabetics" }];
  await withStream({
    reviews,
    people: [...buyers.slice(0, 9), ...patients],
    tables: { events: events.map((one, seq) => ({ ...one, event: "page_view", seq })) },
  }, async (ask, folder) => {
    for (
      const [segment, why] of [["readers", /segment of patients or caregivers/], [
        "diabetics",
        /asks for conditions or appointments/,
      ]] as const
    ) {
      await assert.rejects(() => ask({ segment }), (error: Error) => {
        assert.match(error.message, why);
        assert.match(error.message, /45 CFR 164\.508\(a\)\(3\).*must obtain an authorization/);
        assert.match(error.message, /Meta's Business Tools Terms/);
        return true;
      });
    }
    await assert.rejects(
      () => ask({ segment: "readers", destination: "google" }),
      /medical services, prescription drugs/,
    );
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), []);
  });
});

Deno.test("exportStream() refuses people of whom nothing says that they are contacts in business", async () => {
  const reviews = [{ ...review, segment: "readers" }];
  const visits = buyers.map(({ person }, seq) => ({
    person: person!,
    event: "page_view",
    at: "2026-06-28T10:00:00Z",
    seq,
  }));
  const people = (known: number) =>
    buyers.map((one, i) => i < known ? one : { ...one, role: null, account: null });
  const tables = { events: visits };
  await withStream({ reviews, tables, people: people(6) }, async (ask) => {
    await assert.rejects(
      () => ask({ segment: "readers" }),
      /nothing says that its people are contacts in business/,
    );
  });
  await withStream({ reviews, tables, people: people(12) }, async (ask) => {
    assert.deepEqual((await ask({ segment: "readers" })).counts.peopleLeftOut, { notBusiness: 2 });
  });
});

Deno.test("exportStream(), case 36: a review that does not hold lets nothing pass", async () => {
  const wrong: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ by: "k. eeper" }, /the keeper of the book made it/],
    [{ on: "2026-07-01" }, /dated in the future/],
    [{ until: "2026-06-29" }, /expired/],
    [{ version: 1 }, /the book has another version since/],
    [{ segment: "readers" }, /nobody has reviewed it/],
  ];
  for (const [more, reason] of wrong) {
    await withStream(
      { reviews: [{ ...review, ...more }] },
      async (ask) => void await assert.rejects(() => ask(), reason),
    );
  }
  await withStream(
    { reviews: [{ ...review, version: 1 }, review] },
    async (ask) => assert.equal((await ask()).rows, 14),
  );
});

Deno.test("exportStream(), case 8: a contact in business who is also a patient stays out", () =>
  withStream({ tables: { conditions: [{ person: "b00", condition: "asthma" }] } }, async (ask) => {
    const { counts } = await ask();
    assert.deepEqual([counts.people, counts.peopleLeftOut], [13, { patient: 1 }]);
  }));

Deno.test("exportStream(), case 24: objections and opt-out signals win, and opt-in needs consent", async () => {
  const at = "2026-02-01T00:00:00Z";
  const consent = [
    { person: "b00", channel: "ads", purpose: "ads", decision: "deny", at },
    { person: "b01", channel: "ads", purpose: "ads", decision: "grant", at: "2026-01-01T00:00:00Z" },
    { person: "b01", channel: "all", decision: "signal", at, gpc: true },
    { person: "b02", channel: "all", decision: "signal", at, gpp: "not a string" },
    ...buyers.slice(3).map(({ person }) => ({
      person: person!,
      channel: "ads",
      purpose: "ads",
      decision: "grant",
      at,
    })),
  ];
  await withStream({ tables: { consent } }, async (ask) => {
    assert.deepEqual((await ask()).counts.peopleLeftOut, { objected: 3 });
  });
  const optIn = [{ ...review, basis: "opt-in" }];
  await withStream(
    { reviews: optIn, tables: { consent } },
    async (ask) => assert.equal((await ask()).counts.people, 11),
  );
  await withStream(
    { reviews: optIn },
    async (ask) => void await assert.rejects(() => ask(), /0 of 14 people.*noConsent 14/),
  );
});

Deno.test("exportStream(), case 28: too few people are too few", () =>
  withStream({ minimumAudience: 15 }, async (ask, folder) => {
    await assert.rejects(() => ask(), /14 of 14 people.*15 are needed/);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), []);
  }));

Deno.test("exportStream(), case 5: a plan that names what must not leave is refused", async () => {
  const wrong: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ events: { demo_requested: "diabetes_lead" } }, /the neutral name "diabetes_lead"/],
    [{ properties: ["topic"] }, /the property "topic" must never leave/],
    [{ properties: ["order.utm_term"] }, /must never leave/],
    [{ properties: ["knee_score"] }, /says something about health/],
    [{ identifiers: ["gender"] }, /the identifier "gender" must not leave for meta/],
    [{ identifiers: ["dob", "zip", "external_id"] }, /"dob".*"zip".*"external_id"/],
    [{ origin: "https://diabetes.example.org" }, /the origin/],
    [{ within: "30d" }, /no events older than 7 days/],
    [{ events: {} }, /lists no events/],
    [{ identifiers: [] }, /lists no identifiers/],
  ];
  for (const [more, reason] of wrong) {
    await withStream(
      { destinations: [{ ...meta, ...more }] },
      async (ask) => void await assert.rejects(() => ask(), reason),
    );
  }
  await withStream({}, async (ask, folder) => {
    await assert.rejects(
      () => ask({ out: `${folder}/depression-leads.ndjson` }),
      /says something about health/,
    );
  });
});

Deno.test("exportStream() knows Meta and Google where the workspace declares neither", () =>
  withStream({ destinations: [], reviews: [] }, async (ask) => {
    await assert.rejects(() => ask(), /nobody has reviewed it/);
    await assert.rejects(() => ask({ destination: "tiktok" }), /Cannot find the destination "tiktok"/);
  }));
