/** Strings from the IAB's own encoder tests (iabgpp-es), the iab_gpp crate's test data, and the shared vectors. */
import { strict as assert } from "node:assert";
import fc from "fast-check";
import { decodeGpp } from "./decode_gpp.ts";
import { decodeTcf } from "./decode_tcf.ts";
import { signalDecisions } from "./signal_decisions.ts";

const only = (text: string) => {
  const { sections } = decodeGpp(text);
  assert.equal(sections.length, 1);
  return sections[0]!;
};

Deno.test("decodeTcf() reads a core segment with ranges and one with a bit field", () => {
  const one = decodeTcf(
    "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA.IFoEUQQgAIQwgIwQABAEAAAAOIAACAIAAAAQ",
  );
  assert.deepEqual(
    [one.created, one.cmpId, one.policyVersion, one.vendorListVersion, one.publisherCountry],
    [1582243059, 27, 2, 15, "AA"],
  );
  assert.deepEqual([one.purposes, one.vendors, one.vendorLegitimateInterests], [[1, 2, 3], [2, 6, 8], [
    2,
    6,
    8,
  ]]);
  const gpp = only(
    "DBABMA~CPSG_8APSG_8AAAAAAENAAFgAAAAAAAAAAAAFpQAwAAgCtAWkAAAAAAA.IFpQBQAAwAKAAsADoArQFpAA.YAAAAAAAAAAA",
  );
  assert.deepEqual(gpp.tcf!.vendors, [1, 173, 722]);
});

Deno.test("decodeTcf() refuses what is not a whole TCF v2 string", () => {
  const whole = "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA";
  for (
    const text of [
      "",
      " ",
      "B" + whole.slice(1),
      whole.slice(0, 40),
      whole + ".!",
      "BOvFyGBOvFyGBAbAAAENAP",
      `${whole}=`,
    ]
  ) {
    assert.throws(() => decodeTcf(text), RangeError, text);
  }
  fc.assert(fc.property(fc.integer({ min: 0, max: 43 }), (length) => {
    assert.throws(() => decodeTcf(whole.slice(0, length)), /^RangeError: Cannot decode the TCF string: /);
  }));
});

Deno.test("decodeGpp() reads every US section", () => {
  const names =
    "usnat usca usva usco usut usct usfl usmt usor ustx usde usia usne usnh usnj ustn usmn usmd usin usky usri";
  const { sections } = decodeGpp(
    "DBACOcGA~CPSG_8APSG_8ANwAAAENAAFgAAAAAAAAAAAAAAAAAAAA.IAAA.YAAAAAAAAAAA~BPSG_8APSG_8AAAAAAENAACAAAAAAAAAAAAAAAAAAA" +
      ".YAAAAAAAAAA~1---~BAAAAAAAAABA.QA~BAAAAABA.QA~BAAAABA~BAAAAEA.QA~BAAAAAQA~BAAAAAEA.QA~BAAAAABA~BAAAAABA.QA~" +
      "BAAAAAABAA.QA~BAAAAAQA.QA~BAAAAAABAA.QA~BAAAAAQA.QA~BAAAAAQA.QA~BAAAAABA.QA~BAAAAAAAQA.QA~BAAAAAQA.QA~" +
      "BAAAAAQA.QA~BQAA.QA~BQAA.AAA~BQAA.AAA~BQAA.AAA",
  );
  assert.deepEqual(sections.slice(3).map(({ section }) => section), names.split(" "));
  for (const { decoded, section, fields, saleOptOut } of sections.slice(3)) {
    assert.ok(decoded);
    assert.deepEqual([saleOptOut, fields.mspaCoveredTransaction], ["NotApplicable", "Yes"], section);
  }
  assert.deepEqual([sections[1]!.id, sections[1]!.decoded], [5, false]);
});

Deno.test("decodeGpp() reads answers of the national section in both versions, and of states", () => {
  const v1 = only("DBABLA~BVVVVVVVVWA.YA");
  assert.deepEqual([v1.saleOptOut, v1.sharingOptOut, v1.targetedAdvertisingOptOut, v1.gpc], [
    "OptedOut",
    "OptedOut",
    "OptedOut",
    true,
  ]);
  assert.deepEqual([v1.sensitiveData.health, Object.keys(v1.sensitiveData).length], ["NoConsent", 12]);
  const v2 = only("DBABLA~CVVVkkkkkpFY.YA");
  const answers = ["NotApplicable", "NoConsent", "Consent"];
  assert.deepEqual(
    Object.values(v2.sensitiveData),
    [2, 1, 0, 2, 1, 0, 2, 1, 0, 2, 1, 0, 2, 1, 0, 2].map((i) => answers[i]),
  );
  assert.deepEqual(v2.fields.knownChild, ["Consent", "NoConsent", "NotApplicable"]);
  assert.deepEqual(only("DBABLA~CVQqAAAACg").saleOptOut, "DidNotOptOut");
  const california = only("DBABBg~BVqqqqpY.YA");
  assert.deepEqual([
    california.section,
    california.saleOptOut,
    california.sensitiveData.health,
    california.gpc,
  ], [
    "usca",
    "DidNotOptOut",
    "DidNotOptOut",
    true,
  ]);
  assert.deepEqual([only("DBABJg~BVVVVVg").section, only("DBABJg~BVVVVVg").gpc], ["usco", null]);
  const utah = only("DBABFg~BVVVVVmA");
  assert.deepEqual([utah.section, utah.fields.mspaCoveredTransaction, utah.sensitiveData.health], [
    "usut",
    "No",
    "NoConsent",
  ]);
  assert.deepEqual([only("DBABRg~BVVVVWY").section, only("DBABTA~1YNN").saleOptOut], [
    "usva",
    "DidNotOptOut",
  ]);
  assert.equal(only("DBABTA~1YYN").saleOptOut, "OptedOut");
});

Deno.test("decodeGpp() refuses what is malformed", () => {
  for (
    const text of [
      "",
      "z",
      "DBABVg",
      "DBABVg~",
      "DBABVg~z",
      "DBABVg~BVVV",
      "DBABVg~CVVVVVVg",
      "DBABVg~BVVVVVVg.AA",
      "DBABVg~BVVVVVVg.YA.YA",
      "DBABVg~BVVVVVVg~B",
      "DBABVg~B_______.YA",
      "DBABTA~2YNN",
      "XBABVg~BVVVVVVg.YA",
    ]
  ) {
    assert.throws(() => decodeGpp(text), /^RangeError: Cannot decode the GPP string: /, text);
  }
  fc.assert(fc.property(fc.stringMatching(/^[A-Za-z0-9_~.-]{0,60}$/), (text) => {
    try {
      assert.equal(decodeGpp(text).kind, "gpp");
    } catch (error) {
      assert.ok(error instanceof RangeError);
    }
  }));
});

Deno.test("signalDecisions() denies what a signal opts out of, and grants ads on consent alone", () => {
  const denied = (signals: Parameters<typeof signalDecisions>[1]) =>
    signalDecisions("a", signals, 7).map(({ decision, purpose }) => `${decision} ${purpose}`).sort().join(
      ", ",
    );
  assert.equal(denied({ gpp: "DBABVg~BVVVVVVg.YA" }), "deny ads, deny sell, deny share");
  assert.equal(denied({ gpp: "DBABTA~1YYN" }), "deny sell");
  assert.equal(denied({ gpp: "DBABTA~1YNN" }), "");
  assert.equal(denied({ gpp: "DBAA" }), "");
  assert.equal(denied({ tcf: "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA" }), "deny ads");
  assert.equal(denied({ tcf: "CPSG_8APSG_8ANwAAAENAwCgAAAAAAAAAAAAAAAAAAAA" }), "deny ads");
  assert.equal(denied({ gpc: true }), "deny ads, deny sell, deny share");
  assert.equal(denied({ gpc: false, gpp: null }), "");
});

const shared = "../shared/data/expected/identifiers_and_signals.json";
const absent = await Deno.stat(shared).then(() => false, () => true);
Deno.test({
  name: "decodeTcf() and decodeGpp() give the shared vectors (skipped without ../shared)",
  ignore: absent,
  fn: async () => {
    const { tcf, gpp } = JSON.parse(await Deno.readTextFile(shared));
    const found = decodeTcf(tcf.string);
    for (
      const key of [
        "version",
        "created",
        "lastUpdated",
        "cmpId",
        "cmpVersion",
        "consentScreen",
        "consentLanguage",
        "vendorListVersion",
      ]
    ) {
      assert.equal(found[key as keyof typeof found], tcf[key], key);
    }
    assert.ok(tcf.purposes_checked.every((one: number) => found.purposes.includes(one)));
    const section = only(gpp.string);
    assert.equal(section.section, gpp.section);
    assert.equal(section.saleOptOut, gpp.saleOptOut);
    assert.equal(section.targetedAdvertisingOptOut, gpp.targetedAdvertisingOptOut);
    assert.equal(section.sensitiveData.health, gpp["sensitiveData.health"]);
    assert.equal(section.gpc, gpp.gpc);
  },
});
