import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";

const of = async (text: string) => {
  const { code, out } = await run(["signal", text, "--json"]);
  assert.equal(code, 0);
  const { format, denies, grants } = JSON.parse(out);
  return `${format}: ${denies.join()} / ${grants.join()}`;
};

Deno.test("signal reads US privacy strings and Global Privacy Control, as a string or a header", async () => {
  assert.equal(await of("1YNN"), "usp:  / ");
  assert.equal(await of("1YYN"), "usp: sell / ");
  assert.equal(await of("1---"), "usp:  / ");
  assert.equal(await of("usprivacy=1YYN"), "usp: sell / ");
  assert.equal(await of("1YXN"), "usp: share,sell,ads / ");
  assert.equal(await of("Sec-GPC: 1"), "gpc: share,sell,ads / ");
  assert.equal(await of("sec-gpc:1"), "gpc: share,sell,ads / ");
  assert.equal(await of("Sec-GPC: 0"), "gpc:  / ");
  assert.equal(await of("Sec-GPC: yes"), "gpc: share,sell,ads / ");
  assert.equal(await of("navigator.globalPrivacyControl = true"), "gpc: share,sell,ads / ");
  assert.equal(await of(""), "unknown: share,sell,ads / ");
});

Deno.test("signal reads a file line by line", async () => {
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(file, "\ufeff1YYN\r\nSec-GPC: 1\r\n\r\nDBABVg~BVVVVVVg.YA\r\n");
    const { code, out } = await run(["signal", file, "--json"]);
    assert.equal(code, 0);
    const { kind, signals } = JSON.parse(out);
    assert.equal(kind, "signals");
    assert.deepEqual(
      signals.map(({ line, format }: { line: number; format: string }) => [line, format]),
      [[1, "usp"], [2, "gpc"], [4, "gpp"]],
    );
    await Deno.writeTextFile(file, "\n");
    const empty = await run(["signal", file]);
    assert.equal(empty.code, 1);
    assert.match(empty.err, /it is empty. Give a file with one signal a line/);
  } finally {
    await Deno.remove(file);
  }
});
