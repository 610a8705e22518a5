/** Numbers of cases are those of the list of bad input in the privacy research: 1, 3, 22, 23, 25, 27, 28, 36. */
import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import type { Row } from "../../segments/_workspace_for_tests.ts";
import { readLedger, verifyLedger } from "../ledger/mod.ts";
import { emails, grants, many, read, withAudience } from "./_audience_for_tests.ts";
import type { ExportAudienceOptions } from "./export_audience.ts";

const stands = (path: string) => Deno.stat(path).then(() => true, () => false);

Deno.test("exportAudience() writes who may be contacted, a manifest and an entry: a case done by hand", async () => {
  const people = many(
    16,
    (i) => i === 0 ? { deceased: true } : i === 1 ? { email: "nobody" } : i === 2 ? { age: 17 } : {},
  );
  const consent = [...grants(people), {
    person: "p03",
    channel: "email",
    decision: "deny",
    at: "2026-02-01T00:00:00Z",
  }];
  await withAudience({ people, consent }, async (ask, folder) => {
    const manifest = await ask({ askedBy: "A. Analyst" });
    const lines = await read(`${folder}/out/list.csv`);
    assert.equal(lines[0], "id,email");
    assert.deepEqual(emails(lines), many(16).slice(4).map(({ email }) => email));
    assert.deepEqual(manifest.counts, {
      inSegment: 16,
      exported: 12,
      leftOut: { deceased: 1, noAddress: 1, minor: 1, denied: 1 },
      unknown: 0,
    });
    const bytes = await Deno.readFile(`${folder}/out/list.csv`);
    assert.equal(manifest.checksum, createHash("sha256").update(bytes).digest("hex"));
    assert.deepEqual([manifest.bytes, manifest.rows, manifest.asOf, manifest.book.version], [
      bytes.length,
      12,
      "2026-06-30",
      4,
    ]);
    assert.deepEqual(JSON.parse(await Deno.readTextFile(`${folder}/out/list.csv.manifest.json`)), manifest);
    const ledger = await readLedger(`${folder}/.trellis/ledger.jsonl`);
    assert.ok(verifyLedger(ledger).whole);
    const [entry] = ledger.entries;
    assert.deepEqual([entry!.kind, entry!.what, entry!.by, entry!.counts.out], [
      "audience",
      "everyone",
      "A. Analyst",
      12,
    ]);
    assert.equal(entry!.outputs![0]!.sha256, manifest.checksum);
  });
});

Deno.test("exportAudience(), case 7: surrogate ids are random, new in each file, and say nothing; keys go to covered systems only", async () => {
  const activation = {
    destinations: [
      { id: "clinic", covered: true, channels: ["email"], columns: ["first_name"] },
      { id: "house", channels: ["email"] },
    ],
  };
  const people = many(20, (i) => ({ first_name: `=name${i}` }));
  await withAudience({ people, activation }, async (ask, folder) => {
    const ids = async (more: Partial<ExportAudienceOptions>) => {
      await ask(more);
      const lines = await read(`${folder}/out/list.csv`);
      return new Map(lines.slice(1).map((line) => [line.split(",")[1]!, line.split(",")[0]!]));
    };
    const [one, two] = [await ids({}), await ids({ destination: "house" })];
    for (const [email, id] of one) {
      assert.match(id, /^p[0-9a-f]{24}$/);
      assert.notEqual(two.get(email), id);
    }
    assert.deepEqual([...one.values()], [...one.values()].sort());
    const covered = await ids({ destination: "clinic" });
    assert.equal(covered.get("p07@example.org"), "p07");
    assert.equal((await read(`${folder}/out/list.csv`))[1], "p00,p00@example.org,'=name0");
  });
});

Deno.test("exportAudience() refuses, says why, and leaves nothing", async () => {
  const activation = {
    minimumAudience: 15,
    destinations: [
      { id: "meta", platform: "meta" },
      { id: "texts", channels: ["sms"] },
      { id: "nosy", columns: ["age"] },
      { id: "lost", columns: ["shoe_size"] },
      { id: "near", geofences: [{ latitude: 41, longitude: -90, radiusFeet: 2000 }] },
      { id: "many", minimumAudience: 100 },
    ],
  };
  const wrong: readonly (readonly [Partial<ExportAudienceOptions>, RegExp])[] = [
    [{ segment: "adult" }, /Cannot find the segment "adult".*did you mean "adults"/],
    [{ segment: "adults" }, /10 of 10 people may be contacted.*at least 15/],
    [{ destination: "mta" }, /Cannot find the destination "mta"; did you mean "meta"/],
    [{ destination: "meta" }, /is an ad platform/],
    [{ destination: "texts" }, /it serves sms/],
    [{ destination: "nosy" }, /"age" is quasi, and the destination is no declared covered system/],
    [{ destination: "lost" }, /no column "shoe_size"/],
    [{ destination: "near" }, /geofence of 2,000 feet or less/],
    [{ destination: "many" }, /at least 100/],
    [{ channel: "sms" }, /Left out: 20 never said yes/],
    [{ channel: "mail" }, /people have no column "address"/],
    [{ purpose: "remunerated-marketing" }, /Left out: 20 never said yes/],
    [{ remuneration: "beyond-cost" }, /Left out: 20 never said yes/],
    [{ content: "none" }, /Cannot find the content "none"/],
  ];
  await withAudience({ people: many(20), activation }, async (ask, folder) => {
    for (const [more, reason] of wrong) {
      await assert.rejects(() => ask(more), (error: Error) => {
        assert.equal(error.name, "InputError");
        assert.match(error.message, reason);
        assert.ok(!error.message.includes("example.org"));
        return true;
      });
    }
    await assert.rejects(
      () => ask({ out: `${folder}/out/diabetes-list.csv` }),
      /says something about health/,
    );
    assert.ok(!await stands(`${folder}/out`));
    assert.ok(!await stands(`${folder}/.trellis/ledger.jsonl`));
  });
});

Deno.test("exportAudience() writes both files or neither, and keeps what stood there", async () => {
  await withAudience({ people: many(20) }, async (ask, folder) => {
    await ask();
    const before = await Deno.readTextFile(`${folder}/out/list.csv`);
    await Deno.writeTextFile(`${folder}/broken.jsonl`, "not a ledger\n");
    await assert.rejects(() => ask({ ledger: `${folder}/broken.jsonl` }));
    assert.equal(await Deno.readTextFile(`${folder}/out/list.csv`), before);
    await Deno.mkdir(`${folder}/out/other.csv.manifest.json`);
    await assert.rejects(() => ask({ out: `${folder}/out/other.csv` }), /Cannot write/);
    const left = [...Deno.readDirSync(`${folder}/out`)].map(({ name }) => name).sort();
    assert.deepEqual(left, ["list.csv", "list.csv.manifest.json", "other.csv.manifest.json"]);
  });
});

Deno.test("exportAudience(), case 22: a denial between two exports holds from its second on", async () => {
  const people = many(20);
  const consent = [...grants(people), {
    person: "p05",
    channel: "email",
    decision: "deny",
    at: "2026-06-15T12:00:00Z",
  }];
  for (const [asOf, exported] of [["2026-06-14", 20], ["2026-06-15", 19]] as const) {
    await withAudience(
      { people, consent, asOf },
      async (ask) => assert.equal((await ask()).counts.exported, exported),
    );
  }
});

Deno.test("exportAudience(), case 22: a queued file loses whoever revoked since, and keeps the ids of the others", async () => {
  const people = many(20);
  const consent = [...grants(people), {
    person: "p05",
    channel: "email",
    decision: "deny",
    at: "2026-06-15T12:00:00Z",
  }];
  let queued = "";
  await withAudience({ people: people.slice(0, 18), consent, asOf: "2026-06-14" }, async (ask, folder) => {
    await ask();
    queued = await Deno.readTextFile(`${folder}/out/list.csv`);
  });
  await withAudience({ people, consent }, async (ask, folder) => {
    assert.deepEqual((await ask({ queued })).counts.leftOut, { denied: 1, notQueued: 2 });
    const before = queued.trimEnd().split("\r\n");
    const left = before.filter((line) => !line.includes("p05@"));
    assert.deepEqual((await read(`${folder}/out/list.csv`)).sort(), left.sort());
    await assert.rejects(() => ask({ queued: "name,email\n" }), /Cannot use the queued file/);
  });
});

Deno.test("exportAudience(), case 2: a manifest holds no tag and no line separator of JavaScript", async () => {
  await withAudience({ people: many(20) }, async (ask, folder) => {
    await ask({ askedBy: "</script><img onerror=x>\u2028" });
    const text = await Deno.readTextFile(`${folder}/out/list.csv.manifest.json`);
    assert.doesNotMatch(text, /[<>\u2028]/);
    assert.equal(JSON.parse(text).askedBy, "</script><img onerror=x>\u2028");
  });
});

Deno.test("exportAudience(), case 23: an address a family shares is used once, and not when one of them refused", async () => {
  const people = many(
    20,
    (i) => i < 2 ? { email: "Family@example.org" } : i < 4 ? { email: "other@example.org" } : {},
  );
  const consent = [...grants(people), {
    person: "p03",
    channel: "all",
    decision: "deny",
    at: "2026-02-01T00:00:00Z",
  }];
  await withAudience({ people, consent }, async (ask, folder) => {
    const { counts } = await ask();
    assert.deepEqual(counts.leftOut, { sharedAddress: 2, unsubscribed: 1 });
    const found = emails(await read(`${folder}/out/list.csv`));
    assert.equal(found.filter((one) => one === "Family@example.org").length, 1);
    assert.ok(!found.includes("other@example.org"));
  });
  const crowd = many(20, () => ({ email: "front-desk@example.org" }));
  await withAudience({ people: crowd }, async (ask) => {
    const { counts, warnings } = await ask();
    assert.equal(counts.exported, 20);
    assert.match(warnings[0]!, /more than 8 people each/);
  });
});

Deno.test("exportAudience(), case 25: without the suppression list nothing leaves", async () => {
  await withAudience({ people: many(20), activation: { suppressions: ["hard_bounce"] } }, async (ask) => {
    await assert.rejects(() => ask(), /no column "hard_bounce".*nothing leaves without it/);
  });
});

Deno.test("exportAudience(), case 27: caps hold people back from marketing, never from their own care", async () => {
  const people = many(20);
  const sent = (person: string, at: string) => ({ person, event: "email_sent", at });
  const events = [
    sent("p01", "2026-06-24T00:00:00Z"),
    sent("p02", "2026-06-23T23:59:59Z"),
    sent("p03", "2026-06-30T23:59:59Z"),
  ];
  const activation = {
    sends: [{ event: "email_sent", channel: "email" }],
    caps: [{ channel: "email", most: 1, within: "7d" }],
  };
  // The as-of moment is 2026-06-30 23:59:59: exactly seven days after the message of p02.
  await withAudience({ people, activation, tables: { events } }, async (ask) => {
    assert.deepEqual((await ask()).counts.leftOut, { capped: 2 });
    assert.deepEqual((await ask({ purpose: "treatment" })).counts.leftOut, {});
  });
});

Deno.test("exportAudience(), case 28: a geofence near a place of care is refused, one elsewhere is not", async () => {
  const fence = (latitude: number, radiusFeet: number) => ({
    id: "d",
    geofences: [{ latitude, longitude: -90.5, radiusFeet }],
  });
  const facilities = [{ facility: "f", latitude: 41.5, longitude: -90.5 }];
  for (
    const [latitude, radius, refused] of [[41.505, 5000, true], [41.506, 5000, false], [41.6, 2000, true], [
      41.6,
      2001,
      false,
    ]] as const
  ) {
    await withAudience({
      people: many(20),
      activation: { destinations: [fence(latitude, radius)] },
      tables: { facilities },
    }, async (ask) => {
      const asked = ask({ destination: "d" });
      if (refused) await assert.rejects(asked, /RCW 19\.373\.080/);
      else assert.equal((await asked).counts.exported, 20);
    });
  }
});

Deno.test("exportAudience(), case 36: content whose review does not hold stops the audience", async () => {
  const sound = {
    author: "A. Uthor",
    reviewer: "R. Eviewer",
    reviewed: "2026-01-10",
    review_due: "2026-12-31",
    edited: "2026-01-09",
  };
  const content: Row[] = [
    { content: "sound", ...sound },
    { content: "expired", ...sound, review_due: "2026-06-29" },
    { content: "own", ...sound, reviewer: "a  uthor" },
    { content: "edited", ...sound, edited: "2026-01-10" },
    { content: "future", ...sound, reviewed: "2026-07-01" },
    { content: "never", ...sound, reviewed: null },
  ];
  const reasons = {
    expired: /expired/,
    own: /its author reviewed it/,
    edited: /changed after the review/,
    future: /in the future/,
    never: /nobody/,
  };
  await withAudience({ people: many(20), tables: { content } }, async (ask) => {
    assert.equal((await ask({ content: "sound" })).counts.exported, 20);
    for (const [id, reason] of Object.entries(reasons)) {
      await assert.rejects(() => ask({ content: id }), reason, id);
    }
  });
});
