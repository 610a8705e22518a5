import { strict as assert } from "node:assert";
import { nearest } from "./nearest.ts";

Deno.test("nearest() finds a name with one letter off, swapped or missing", () => {
  const names = ["age", "lifecycle", "language", "state"];
  assert.equal(nearest("lifecylce", names), "lifecycle");
  assert.equal(nearest("langauge", names), "language");
  assert.equal(nearest("Stat", names), "state");
  assert.equal(nearest("aeg", names), "age");
});

Deno.test("nearest() stays silent when nothing is close", () => {
  assert.equal(nearest("weather", ["age", "state"]), null);
  assert.equal(nearest("x", []), null);
  assert.equal(nearest("ab", ["xyz"]), null);
});
