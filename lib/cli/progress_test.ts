import { strict as assert } from "node:assert";
import type { Io } from "./io.ts";
import { showProgress } from "./progress.ts";

Deno.test("showProgress() draws a stage at most ten times a second, and a new stage at once", () => {
  let now = 0;
  let drawn: string[] = [];
  const io = { err: (text: string) => drawn.push(text), progress: true } as unknown as Io;
  const progress = showProgress(io, false, () => now);
  for (now = 0; now <= 200; now += 10) progress.step({ stage: "a", share: now / 200 });
  assert.deepEqual(drawn.map((line) => line.replace("\r\x1b[2K", "")), ["a 0 %", "a 50 %", "a 100 %"]);
  drawn = [];
  progress.step({ stage: "b", share: null });
  progress.done();
  progress.done();
  assert.deepEqual(drawn, ["\r\x1b[2Kb …", "\r\x1b[2K"]);
});
