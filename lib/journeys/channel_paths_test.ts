import { strict as assert } from "node:assert";
import { type ChannelPaths, channelPaths } from "./channel_paths.ts";

const written = ({ channels, starts, touches }: ChannelPaths) =>
  Array.from(
    { length: starts.length - 1 },
    (_, i) => Array.from(touches.subarray(starts[i], starts[i + 1]), (code) => channels[code]!),
  );

Deno.test("channelPaths() reads paths as text and as lists, with counts", () => {
  const paths = channelPaths([
    { path: "search > e-mail > search", conversions: 2, nulls: 1 },
    { path: ["e-mail", "a > b"], conversions: 0 },
    { path: "", conversions: 3 },
  ]);
  assert.deepEqual(written(paths), [["search", "e-mail", "search"], ["e-mail", "a > b"], []]);
  assert.deepEqual([...paths.conversions], [2, 0, 3]);
  assert.deepEqual([...paths.nulls!], [1, 0, 0]);
  assert.equal(paths.value, undefined);
  assert.deepEqual(paths.warnings, []);
});

Deno.test("channelPaths() takes any separator, spaces around names, and names like those of objects", () => {
  const paths = channelPaths([{ path: "A|__proto__| constructor ", conversions: 1 }], { separator: "|" });
  assert.deepEqual(written(paths), [["A", "__proto__", "constructor"]]);
});

Deno.test("channelPaths() keeps a quoted name that holds the separator, and a lone quote", () => {
  const paths = channelPaths([
    { path: '"a > b" > c > "d > e"', conversions: 1 },
    { path: 'banner 5" > c', conversions: 1 },
  ]);
  assert.deepEqual(written(paths), [["a > b", "c", "d > e"], ['banner 5"', "c"]]);
  const dots = channelPaths([{ path: '"a.b".c', conversions: 1 }], { separator: "." });
  assert.deepEqual(written(dots), [["a.b", "c"]]);
});

Deno.test("channelPaths() warns of touches without a name, and of a separator that splits nothing", () => {
  const paths = channelPaths([{ path: "a >  > b", conversions: 1 }]);
  assert.deepEqual(written(paths), [["a", "(unknown)", "b"]]);
  assert.match(paths.warnings[0]!, /1 touches without a name/);
  assert.match(channelPaths([{ path: "a>b", conversions: 1 }]).warnings[0]!, /were not split/);
});

Deno.test("channelPaths() refuses counts it cannot read, naming the path, and an empty separator", () => {
  const ok = { path: "a", conversions: 1 };
  assert.throws(() => channelPaths([ok, { path: "a", conversions: NaN }]), /conversions of path 2: NaN/);
  assert.throws(() => channelPaths([{ path: "a", conversions: -1 }]), /0 or more/);
  assert.throws(() => channelPaths([{ ...ok, nulls: Infinity }]), /nulls of path 1/);
  assert.throws(() => channelPaths([ok], { separator: " " }), /separator/);
});
