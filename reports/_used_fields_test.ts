import { strict as assert } from "node:assert";
import { bookSchema, type Rule } from "../lib/segments/mod.ts";
import { usedFields } from "./_used_fields.ts";

const fieldsOf = (when: Rule) => {
  const book = bookSchema.parse({
    name: "Book",
    version: 1,
    keeper: "Keeper",
    change: "First.",
    audience: "Everybody",
    segments: [{ id: "a", name: "A", when }],
  });
  return [...usedFields(book)].sort();
};

Deno.test("usedFields() finds fields wherever a rule reads them", () => {
  assert.deepEqual(
    fieldsOf({
      all: [
        { field: "age", atLeast: 40 },
        { not: { any: [{ field: "account.size", atLeast: 5 }, { field: "survey.pain", is: "high" }] } },
        { segment: "b" },
        { field: "account", isMissing: true },
      ],
    }),
    ["accounts.size", "people.age", "surveys.pain"],
  );
});

Deno.test("usedFields() finds the columns of events, conditions and appointments", () => {
  assert.deepEqual(
    fieldsOf({
      all: [
        { event: "page_view", where: { topic: "x" }, before: { event: "visit", where: { stage: "y" } } },
        { condition: "E11", within: "30d" },
        { appointment: ["kept"], where: { service_line: "z" } },
      ],
    }),
    [
      "appointments.service_line",
      "appointments.status",
      "conditions.at",
      "conditions.condition",
      "events.at",
      "events.event",
      "events.stage",
      "events.topic",
    ],
  );
});
