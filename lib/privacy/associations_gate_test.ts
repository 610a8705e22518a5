import { strict as assert } from "node:assert";
import { type AssociationsResult, eventLogOf, funnel } from "../journeys/mod.ts";
import { release } from "./release.ts";

const result = (early: number, deciding: number): AssociationsResult => ({
  kind: "associations",
  converted: 50,
  others: 100,
  exposure: { seconds: 60, withinSeconds: 600, convertedEarly: early, stillDeciding: deciding },
  level: 0.95,
  items: [],
  method: "",
  warnings: [],
} as unknown as AssociationsResult);

const people = (one: AssociationsResult<number | "hidden">) => [
  one.converted,
  one.others,
  one.exposure!.convertedEarly,
  one.exposure!.stillDeciding,
];

Deno.test("associations: who was left out for equal exposure is a count too; zero is shown", async () => {
  const { associations } = await release({ associations: [result(4, 30), result(0, 30), result(30, 0)] });
  assert.deepEqual(associations.map(people), [[50, 100, "hidden", 30], [50, 100, 0, 30], [50, 100, 30, 0]]);
});

Deno.test("associations: with a funnel that says who entered, a second count is hidden for the small one", async () => {
  const log = eventLogOf(
    Array.from({ length: 184 }, (_, person) => ({ person, event: "visit", at: 0 })),
    { observedUntil: 1e6 },
  );
  const steps = [{ name: "Visit", events: ["visit"] }, { name: "Book", events: ["book"] }];
  const { associations: [released] } = await release({
    funnels: [funnel(log, steps, { within: "1d" })],
    associations: [result(4, 30)],
  });
  assert.equal(people(released!).filter((count) => count === "hidden").length, 2);
  assert.equal(released!.exposure!.convertedEarly, "hidden");
});
