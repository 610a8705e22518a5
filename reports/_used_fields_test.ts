import { strict as assert } from "node:assert";
import { bookSchema, type Rule } from "../lib/segments/mod.ts";
import { publishedFields, usedFields } from "./_used_fields.ts";

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

Deno.test("publishedFields() adds what measures and the journey read", () => {
  const book = bookSchema.parse({
    name: "Book",
    version: 1,
    keeper: "Keeper",
    change: "First.",
    audience: "Everybody",
    segments: [{ id: "a", name: "A", when: { field: "age", atLeast: 40 } }],
  });
  const base = { name: "M" };
  const fields = publishedFields(
    book,
    [
      {
        ...base,
        id: "r",
        type: "rate",
        who: { field: "state", is: "IA" },
        of: { event: "x", where: { topic: "y" } },
      },
      { ...base, id: "m", type: "median", field: "account.size" },
      { ...base, id: "t", type: "total", table: "appointments", field: "fee", where: { status: "kept" } },
    ],
    {
      id: "j",
      name: "J",
      within: "1d",
      steps: [{ name: "s", event: "x", where: { device: "phone" } }, {
        name: "t",
        event: "appointment:kept",
        where: { facility: "F01" },
      }],
    },
  );
  assert.deepEqual([...fields].sort(), [
    "accounts.size",
    "appointments.facility",
    "appointments.fee",
    "appointments.status",
    "events.device",
    "events.event",
    "events.topic",
    "people.age",
    "people.state",
  ]);
});
