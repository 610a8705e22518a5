import { strict as assert } from "node:assert";
import { describeRule, readBook, type Rule } from "./mod.ts";

const cases: readonly (readonly [Rule, string])[] = [
  [{ field: "lifecycle", is: "lead" }, "is a lead"],
  [{ field: "role", in: ["administrator", "payer"] }, "is an administrator or payer"],
  [{ field: "role", isNot: "patient" }, "is not a patient"],
  [{ field: "lifecycle", is: "in_treatment" }, "lifecycle is in treatment"],
  [{ field: "age", atLeast: 65 }, "is aged 65 or over"],
  [{ field: "age", atMost: 17 }, "is aged 17 or under"],
  [
    { field: "account.facility_type", in: ["clinic", "practice", "lab"] },
    "account facility type is clinic, practice or lab",
  ],
  [{ field: "first_seen", after: "-30d" }, "first seen is less than 30 days before the as-of day"],
  [{ field: "first_seen", before: "-1d" }, "first seen is more than 1 day before the as-of day"],
  [{ field: "first_seen", before: "0d" }, "first seen is before the as-of day"],
  [{ field: "first_seen", before: "2026-01-01" }, "first seen is before 2026-01-01"],
  [{ field: "zip", matches: "606*" }, 'zip is like "606*"'],
  [{ field: "language", isMissing: true }, "language is missing"],
  [{ field: "language", isMissing: false, isNot: "en" }, "language is not en and is known"],
  [{ field: "has_chart", is: true }, "has chart"],
  [{ field: "has_chart", is: false }, "has no chart"],
  [{ field: "constructor", is: "" }, 'constructor is ""'],
  [{ event: "page_view" }, "viewed a page"],
  [{ event: "form_start", times: { exactly: 0 } }, 'never had the event "form start"'],
  [
    { event: ["email_opened", "email_clicked"], times: { atLeast: 1 } },
    "opened an e-mail or clicked in an e-mail",
  ],
  [
    {
      event: "page_view",
      where: { topic: ["cost", "doctors"], value: { atLeast: 3 } },
      times: { atMost: 1 },
      within: "1w",
    },
    "viewed a page (topic cost or doctors; value at least 3) at most once in the last week",
  ],
  [{ event: "page_view", before: { event: "call_in" } }, "viewed a page before they first called"],
  [{ appointment: "no_show", times: { atLeast: 2 } }, "had a missed appointment at least 2 times"],
  [{ appointment: ["kept", "no_show"] }, "had a kept or missed appointment"],
  [{ condition: "E11.9", within: "12h" }, "had E11.9 recorded in the last 12 hours"],
  [{ not: { segment: "old" } }, "is not in Existing patient"],
  [{ not: { event: "page_view" } }, "never viewed a page"],
  [{ not: { field: "lifecycle", is: "lead" } }, "is not a lead"],
  [{ not: { field: "age", atLeast: 3 } }, "not (is aged 3 or over)"],
  [{ not: { not: { segment: "old" } } }, "is in Existing patient"],
  [
    { any: [{ field: "age", atLeast: 65 }, { segment: "old" }] },
    "is aged 65 or over or is in Existing patient",
  ],
  [
    { all: [{ segment: "old" }, { any: [{ field: "age", is: 1 }, { field: "age", is: 2 }] }] },
    "is in Existing patient, and (age is 1 or age is 2)",
  ],
  [
    { not: { all: [{ segment: "old" }, { field: "age", is: 2 }] } },
    "not (is in Existing patient, and age is 2)",
  ],
  [{ all: [{ any: [{ segment: "old" }] }] }, "is in Existing patient"],
];

Deno.test("describeRule() says every kind of condition in plain English", () => {
  const book = readBook(
    "name: B\nversion: 1\nkeeper: k\nchange: c\naudience: a\nsegments:\n" +
      "  - { id: old, name: Existing patient, when: { field: a, is: 1 } }\n",
    "segments.yaml",
  );
  for (const [rule, expected] of cases) assert.equal(describeRule(rule, book), expected);
  assert.equal(describeRule({ segment: "old" }), "is in old");
});
