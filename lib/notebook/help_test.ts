import { strict as assert } from "node:assert";
import { display } from "./mime_bundle.ts";
import { readDocs } from "./_read_docs.ts";
import { help } from "./help.ts";
import { openWorkspace } from "../intake/mod.ts";

Deno.test("help() finds every name the two doors export, with its documentation", async () => {
  const { entries } = readDocs();
  const names = new Set(entries.map(({ name }) => name));
  const doors = [await import("trellis"), await import("trellis/notebook")];
  const missing = doors.flatMap((door) => Object.keys(door)).filter((name) => !names.has(name));
  assert.deepEqual(missing, []);
  for (const { name, doc, signature } of entries) {
    assert.ok(doc.length > 5 && signature.includes(name), `${name}: ${signature}: ${doc}`);
    assert.ok(signature.length < 1500, `${name} has a signature of ${signature.length} characters`);
  }
});

Deno.test("help() tells of a function by name or by itself, with how to import it and its example", () => {
  const text = String(help(openWorkspace));
  assert.match(
    text,
    /^openWorkspace\n\n```\nimport \{ openWorkspace \} from "trellis";\n\nasync function openWorkspace\(/,
  );
  assert.match(text, /Throws `I\w+Error`: /);
  assert.equal(String(help("OPENWORKSPACE")), text);
  const html = help(openWorkspace)[display]()["text/html"];
  assert.match(html, /<h4>openWorkspace<\/h4><pre/);
  assert.doesNotMatch(html, /@throws|\{@link/);
});

Deno.test("help() tells of rooms, of words, and of what it does not know", () => {
  assert.match(String(help()), /- `journeys`: .*\n/);
  assert.match(String(help("segments")), /- `segmentSizes`: /);
  assert.match(String(help("removal effect")), /^"removal effect" is mentioned by\n\n- `/);
  assert.match(String(help("openWorkspaec")), /did you mean `openWorkspace`\?/);
  assert.match(help("<b>")[display]()["text/html"], /&lt;b&gt;/);
  assert.match(String(help("")), /^Help/);
});
