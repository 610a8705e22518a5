import { strict as assert } from "node:assert";
import { random } from "../kernels/mod.ts";
import { tableOfValues as tableOf } from "./_table_for_tests.ts";
import { roundCut } from "./_tree_columns.ts";
import { typingRules } from "./typing_rules.ts";

const hundred = Array.from({ length: 100 }, (_, i) => i);

Deno.test("typingRules() by hand: two questions find three clusters, every rule exact", () => {
  const table = tableOf({
    age: hundred.map((i) => i < 50 ? 20 + i % 10 : 60 + i % 10),
    plan: hundred.map((i) => i % 2 ? "gold" : "tin"),
  });
  const labels = Uint16Array.from(hundred, (i) => i < 50 ? 1 : i % 2 ? 2 : 3);
  const { segments, fidelity, confusion, columns, leaves } = typingRules(table, labels, {
    names: ["Young", "Old gold", "Old tin"],
  });
  assert.deepEqual(
    segments.map(({ id, rule, people, placed, precision, recall }) => ({
      id,
      rule,
      people,
      placed,
      precision,
      recall,
    })),
    [
      { id: "young", rule: { field: "age", atMost: 40 }, people: 50, placed: 50, precision: 1, recall: 1 },
      {
        id: "old-gold",
        rule: { all: [{ field: "age", atLeast: 41 }, { field: "plan", is: "gold" }] },
        ...{ people: 25, placed: 25, precision: 1, recall: 1 },
      },
      {
        id: "old-tin",
        rule: { all: [{ field: "age", atLeast: 41 }, { field: "plan", is: "tin" }] },
        ...{ people: 25, placed: 25, precision: 1, recall: 1 },
      },
    ],
  );
  assert.deepEqual([fidelity.agreement, fidelity.kappa, fidelity.n, leaves], [1, 1, 100, 3]);
  assert.deepEqual(confusion, [[0, 50, 0, 0], [0, 0, 25, 0], [0, 0, 0, 25]]);
  assert.deepEqual(columns, ["age", "plan"]);
});

Deno.test("typingRules() measures fidelity on people held out: noise has none", () => {
  const next = random(3);
  const table = tableOf({ a: hundred.map(() => next()), b: hundred.map(() => next()) });
  const labels = Uint16Array.from(hundred, () => next() < 0.5 ? 1 : 2);
  const { fidelity, verdict } = typingRules(table, labels, { leaf: 5, depth: 5 });
  assert.ok(fidelity.kappa < 0.3, String(fidelity.kappa));
  assert.match(verdict, /do not stand for the clusters/);
});

Deno.test("typingRules() writes intervals, sets of words, booleans, and where the missing go", () => {
  const table = tableOf({
    age: hundred.map((i) => i % 10 === 0 && i >= 50 ? null : i / 10),
    town: hundred.map((i) => ["x", "y", "z"][i % 3]!),
    chart: hundred.map((i) => i % 3 ? "true" : "false"),
  });
  const middle = typingRules(table, Uint16Array.from(hundred, (i) => i > 20 && i < 50 ? 2 : 1), {
    columns: ["age"],
    leaf: 2,
  });
  assert.deepEqual(middle.segments[1]!.rule, { field: "age", between: [2.1, 5], isMissing: false });
  assert.deepEqual(middle.segments[0]!.rule, {
    any: [
      { field: "age", atMost: 2, isMissing: false },
      { any: [{ field: "age", atLeast: 5.1 }, { field: "age", isMissing: true }] },
    ],
  });
  const towns = typingRules(table, Uint16Array.from(hundred, (i) => i % 3 === 1 ? 1 : 2), {
    columns: ["town"],
  });
  assert.deepEqual(towns.segments.map(({ rule }) => rule), [{ field: "town", is: "y" }, {
    field: "town",
    in: ["x", "z"],
  }]);
  const charts = typingRules(table, Uint16Array.from(hundred, (i) => i % 3 ? 1 : 2), {
    columns: ["chart"],
    booleans: ["chart"],
  });
  assert.deepEqual(charts.segments.map(({ rule }) => rule), [{ field: "chart", is: true }, {
    field: "chart",
    is: false,
  }]);
});

Deno.test("typingRules() keeps columns monotone where asked", () => {
  // Cluster 2 is in the middle: without the bound, age turns back.
  const table = tableOf({ age: hundred });
  const labels = Uint16Array.from(hundred, (i) => i < 30 ? 1 : i < 60 ? 3 : 2);
  const free = typingRules(table, labels, { leaf: 5 });
  assert.deepEqual(free.segments[2]!.rule, { field: "age", between: [30, 59] });
  const bound = typingRules(table, labels, { leaf: 5, monotone: { age: "rising" } });
  const order = bound.segments.filter(({ rule }) => rule).map(({ rule }) => JSON.stringify(rule));
  assert.ok(order.length === 2 && !order.some((rule) => rule.includes("between")), order.join());
  const turned = typingRules(table, labels, { leaf: 5, monotone: { age: "rising" }, order: [1, 3, 2] });
  assert.equal(turned.fidelity.agreement > 0.9, true);
  assert.throws(() => typingRules(table, labels, { monotone: { agee: "rising" } }), /no column of the rules/);
});

Deno.test("typingRules() does not depend on the order of columns, gives the same for a seed, and mutates nothing", () => {
  const next = random(9);
  const columns = {
    a: hundred.map(() => next()),
    b: hundred.map((i) => i % 7),
    c: hundred.map((i) => i % 2 ? "u" : "v"),
  };
  const labels = Object.freeze(hundred.map((i) => 1 + Number(i % 7 > 3)));
  const one = typingRules(tableOf(columns), Uint16Array.from(labels));
  const turned = typingRules(tableOf({ c: columns.c, b: columns.b, a: columns.a }), Uint16Array.from(labels));
  assert.deepEqual(one, turned);
  assert.deepEqual(one, typingRules(tableOf(columns), Uint16Array.from(labels)));
  assert.deepEqual(JSON.parse(JSON.stringify(one)), one);
});

Deno.test("typingRules() says where no rule leads, and refuses nonsense", () => {
  const table = tableOf({ age: hundred });
  const rare = typingRules(table, Uint16Array.from(hundred, (i) => i === 50 ? 3 : i < 50 ? 1 : 2));
  assert.equal(rare.segments[2]!.rule, null);
  assert.match(rare.warnings.join(), /No rule leads to "Cluster 3"/);
  const same = typingRules(table, new Uint16Array(100).fill(1));
  assert.deepEqual([same.segments[0]!.rule, same.leaves], [null, 1]);
  assert.throws(() => typingRules(table, new Uint16Array(3)), /3 labels for 100 people/);
  assert.throws(() => typingRules(table, new Uint16Array(100)), /nobody has a cluster/);
  assert.throws(() => typingRules(table, new Uint16Array(100).fill(1), { depth: 0 }), /depth 0/);
  assert.throws(() => typingRules(table, new Uint16Array(100).fill(1), { order: [2] }), /Cannot order/);
});

Deno.test("cuts are written as the roundest number between two values", () => {
  assert.deepEqual([roundCut(29, 60, 0), roundCut(38, 40, 0), roundCut(1, 2, 0), roundCut(0.31, 0.36, 2)], [
    40,
    39,
    1,
    0.33,
  ]);
  assert.deepEqual([roundCut(-5, 5, 0), roundCut(1234, 5678, 0), roundCut(0.5, 0.75, null)], [0, 3000, 0.6]);
});
