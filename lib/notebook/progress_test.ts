import { strict as assert } from "node:assert";
import { progress } from "./progress.ts";
import { stop, stopSignal } from "./stop.ts";

Deno.test("progress() hands the outcome and the failure of the work on", async () => {
  assert.equal(await progress("Work", () => Promise.resolve(3)), 3);
  await assert.rejects(progress("Work", () => Promise.reject(new RangeError("no"))), { message: "no" });
});

Deno.test("stop() aborts what is running, and not what comes after", async () => {
  const running = progress(
    "Work",
    ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  );
  await Promise.resolve();
  stop();
  await assert.rejects(running, { name: "AbortError", message: "Stopped." });
  assert.ok(!stopSignal().aborted);
});
