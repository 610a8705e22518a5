import { strict as assert } from "node:assert";
import { fixture } from "../_fixture_for_tests.ts";
import { othersOf, placeOf, sentencesOf } from "./one_segment.ts";
import { viewOf } from "./view.ts";

const rate = (values: readonly (number | "hidden" | null)[]) => ({
  kind: "measure" as const,
  id: "m",
  name: "M",
  says: null,
  type: "rate" as const,
  unit: null,
  better: null,
  groups: values.map((value, i) => ({
    group: `s${i}`,
    name: `S${i}`,
    n: value,
    of: 100,
    value,
    low: value,
    high: value,
    unknown: 0,
  })) as never,
  method: "",
  warnings: [],
});
const segments = new Set(["s0", "s1", "s2", "s3"]);

Deno.test("placeOf() says highest and lowest of those shown, and nothing of ties, few or hidden ones", () => {
  assert.equal(placeOf(rate([.1, .2, .3, "hidden"]), "s2", segments), "highest of 3");
  assert.equal(placeOf(rate([.1, .2, .3, .4]), "s0", segments), "lowest of 4");
  assert.equal(placeOf(rate([.1, .2, .3, .4]), "s1", segments), "");
  assert.equal(placeOf(rate([.3, .2, .3, .1]), "s0", segments), "");
  assert.equal(placeOf(rate([.1, "hidden", "hidden", .4]), "s0", segments), "");
  assert.equal(placeOf(rate([.1, .2, .3, "hidden"]), "s3", segments), "");
});

Deno.test("othersOf() gives the range of the others that may be shown", () => {
  assert.equal(othersOf(rate([.1, .2, .3, "hidden"]), "s0", segments), "20% to 30%");
  assert.equal(othersOf(rate([.1, .2, "hidden", null]), "s0", segments), "20%");
  assert.equal(othersOf(rate([.1, "hidden", null, "hidden"]), "s0", segments), "–");
});

Deno.test("sentencesOf() never says a hidden number and is silent of a segment without any", () => {
  const view = viewOf(fixture);
  for (const { id } of fixture.definitions) {
    for (const sentence of sentencesOf(view, id)) assert.doesNotMatch(sentence, /hidden|NaN|null|undefined/);
  }
  assert.match(sentencesOf(view, "evaluating").join(" "), /within 44 days.*put “search” first/s);
  assert.deepEqual(sentencesOf(view, "absent"), []);
});
