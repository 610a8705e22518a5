import { strict as assert } from "node:assert";
import { attribution } from "./attribution.ts";
import {
  type ConversionPaths,
  conversionPaths,
  type ConversionPathsOptions,
  noChannel,
} from "./conversion_paths.ts";

const day = 86_400;
const channels = ["search", "e-mail", "call"];

/** [person, day, channel or "", converts?, value?] */
type Row = [number, number, string, boolean?, number?];
const of = (rows: Row[], options: Partial<ConversionPathsOptions> = {}) =>
  conversionPaths({
    person: Uint32Array.from(rows, ([person]) => person),
    at: Float64Array.from(rows, ([, at]) => at * day),
    channel: Uint16Array.from(rows, ([, , name]) => name === "" ? noChannel : channels.indexOf(name)),
    conversion: Uint8Array.from(rows, ([, , , converts]) => Number(converts ?? false)),
    value: rows.some((row) => row[4] !== undefined)
      ? Float64Array.from(rows, ([, , , , value]) => value ?? 0)
      : undefined,
  }, { channels, observedUntil: 1000 * day, lookBack: "30d", ...options });
const written = (paths: ConversionPaths) =>
  Array.from(
    { length: paths.starts.length - 1 },
    (_, i) =>
      Array.from(paths.touches.subarray(paths.starts[i], paths.starts[i + 1]), (code) => channels[code]!)
        .join(">") + (paths.conversions[i] === 1 ? " converts" : ""),
  );

Deno.test("conversionPaths() starts a new journey after each conversion", () => {
  const paths = of([
    [0, 1, "search"],
    [0, 3, "e-mail"],
    [0, 4, "", true, 10],
    [0, 5, "call"],
    [0, 6, "call", true, 20],
  ]);
  assert.deepEqual(written(paths), ["search>e-mail converts", "call>call converts"]);
  assert.deepEqual([...paths.value!], [10, 20]);
  assert.deepEqual([...paths.secondsBefore!], [3 * day, day, day, 0]);
  assert.deepEqual([...paths.person!], [0, 0]);
});

Deno.test("conversionPaths() counts the first or the last conversion alone when asked", () => {
  const rows: Row[] = [[0, 1, "search"], [0, 4, "", true], [0, 5, "call"], [0, 6, "", true], [
    0,
    7,
    "e-mail",
  ]];
  assert.deepEqual(written(of(rows)), ["search converts", "call converts", "e-mail"]);
  assert.deepEqual(written(of(rows, { conversions: "first" })), ["search converts"]);
  assert.deepEqual(written(of(rows, { conversions: "last" })), ["search>call converts"]);
});

Deno.test("conversionPaths() cuts touches beyond the look-back, to the second, and warns when they are many", () => {
  const paths = of([[0, 0, "search"], [0, 20, "call"], [0, 40, "e-mail"], [0, 50, "", true]]);
  assert.deepEqual(written(paths), ["call>e-mail converts"]);
  assert.deepEqual([paths.touchesBefore, paths.touchesCut], [3, 1]);
  assert.match(paths.warnings[0]!, /33\.3 %/);
  const late = of([[0, 20 - 1 / day, "search"], [0, 21, "call"], [0, 50, "", true]]);
  assert.deepEqual(written(late), ["call converts"]);
  const ended = of([[0, 0, "search"], [0, 80, "call"], [0, 90, "", true], [1, 0, "search"]]);
  assert.deepEqual(written(ended), ["search", "call converts", "search"]);
  assert.deepEqual([ended.touchesBefore, ended.touchesCut], [2, 1]);
});

Deno.test("conversionPaths() ends a journey when nothing happens for longer than the look-back", () => {
  assert.deepEqual(written(of([[0, 0, "search"], [0, 31, "call"], [0, 40, "", true]])), [
    "search",
    "call converts",
  ]);
  assert.deepEqual(written(of([[0, 0, "search"], [0, 90, "", true]])), ["search", " converts"]);
});

Deno.test("conversionPaths() tells people still deciding from people lost", () => {
  const rows: Row[] = [[0, 60, "search"], [1, 80, "call"]];
  const paths = of(rows, { observedUntil: 100 * day });
  assert.deepEqual(written(paths), ["search"]);
  assert.equal(paths.stillDeciding, 1);
  assert.deepEqual([...paths.nulls!], [1]);
});

Deno.test("conversionPaths() gives paths that attribution takes, with people as what is drawn", () => {
  const result = attribution(of([[0, 1, "search"], [0, 2, "call", true], [1, 1, "search"]]), { draws: 100 });
  assert.equal(result.bootstrap?.unit, "person");
  assert.equal(result.halfLifeSeconds, day);
  assert.deepEqual([result.conversions, result.nulls], [1, 1]);
});

Deno.test("conversionPaths() of no events is empty; bad events are refused", () => {
  assert.deepEqual(written(of([])), []);
  assert.throws(() => of([[1, 0, "search"], [0, 0, "search"]]), /sorted/);
  assert.throws(() => of([[0, 2, "search"], [0, 1, "search"]]), /event 2/);
  assert.throws(() => of([], { lookBack: "0d" }), RangeError);
  assert.throws(() => of([[0, 1, "call"]], { channels: ["search"] }), /channel 2 has no name/);
  const bad = { person: Uint32Array.of(0), at: Float64Array.of(), channel: Uint16Array.of(0) };
  assert.throws(
    () => conversionPaths({ ...bad, conversion: Uint8Array.of(0) }, { channels, observedUntil: 0 }),
    /at has 0 rows/,
  );
});
