import { strict as assert } from "node:assert";
import { fileURLToPath } from "node:url";
import { InputError } from "../workspace/mod.ts";
import { shortStack } from "./short_stack.ts";

const inside = fileURLToPath(new URL("frame.ts", import.meta.url));

function frames(...files: readonly (string | null)[]) {
  return files.map((file, i) => ({ getFileName: () => file, toString: () => `f${i} (${file}:1:1)` }));
}

Deno.test("shortStack() is the message alone for what Trellis throws on purpose", () => {
  assert.equal(shortStack(new InputError("Read this."), frames(inside)), "InputError: Read this.");
  assert.equal(
    shortStack(new RangeError("Cannot do it."), frames(inside, null)),
    "RangeError: Cannot do it.",
  );
  assert.equal(shortStack(new DOMException("Stopped.", "AbortError"), frames(null)), "AbortError: Stopped.");
});

Deno.test("shortStack() keeps the last calls of other errors, with paths from the root of Trellis", () => {
  assert.equal(
    shortStack(new TypeError("x is not a function"), frames(inside, ...new Array(7).fill(null))),
    [
      "TypeError: x is not a function",
      "    at f0 (lib/notebook/frame.ts:1:1)",
      ...[1, 2, 3, 4].map((i) => `    at f${i} (null:1:1)`),
      "    … and 3 more",
    ].join("\n"),
  );
  assert.equal(shortStack("text", []), "Error: text");
});
