/** Case numbers are those of research/privacy.md, §8. */
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { scan } from "./scan.ts";

/** "line category excerpt" of everything found in one file. */
async function found(name: string, content: string): Promise<string[]> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(folder, name), content);
    const { findings } = await scan(folder);
    return findings.map(({ line, category, excerpt }) => `${line} ${category} ${excerpt}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("case 4: numbers split by markup are found as they read", async () => {
  const page = [
    "<td>123</td><td>-45-</td><td>6789</td>",
    "<p><b>123</b>-45-6789</p>",
    "<p>123<!-- one -->-45-6789</p>",
    "<p>jo<wbr>e@exam<b>ple</b>.org</p>",
    '<p>MRN: <span class="m">1234567</span></p>',
    "<b>MRN:</b> 1234567",
  ].join("\n");
  assert.deepEqual(await found("page.html", page), [
    "1 ssn ###-##-####",
    "2 ssn ###-##-####",
    "3 ssn ###-##-####",
    "4 email xxx@xxx.xxx",
    "5 mrn #######",
    "6 mrn #######",
  ]);
});

Deno.test("case 4: character references, non-breaking signs and invisible ones hide nothing", async () => {
  const page = [
    "<p>123&#45;45&#45;6789</p>",
    "<p>123&hyphen;45&#x0002d;6789</p>",
    "<p>(309)&nbsp;555&#8209;0109</p>",
    "<p>123\u201145\u20116789</p>",
    "<p>123\u200b-45-67\u00ad89</p>",
  ].join("\n");
  const kinds = (await found("page.html", page)).map((one) => one.split(" ").slice(0, 2).join(" "));
  assert.deepEqual(kinds, ["1 ssn", "2 ssn", "3 phone", "4 ssn", "5 ssn"]);
});

Deno.test("case 4: the escapes of JSON hide nothing, nor do pages and lists within it", async () => {
  const json = [
    '{"a":"123\\u002d45\\u002d6789",',
    '"b":"<b>123<\\/b>-45-6789",',
    '"c":"\\u003cb\\u003e123\\u003c/b\\u003e-45-6789",',
    '"d":["123","-45-","6789"],',
    '"e":"jo\\u0040example.org"}',
  ].join("\n");
  const kinds = (await found("a.json", json)).map((one) => one.split(" ").slice(0, 2).join(" "));
  assert.deepEqual(kinds, ["1 ssn", "2 ssn", "3 ssn", "4 ssn", "5 email"]);
});

Deno.test("case 6: a notebook's lines and outputs are put together", async () => {
  const notebook = [
    `{"cells":[{"cell_type":"code","source":["x = '123-\\n",`,
    `"45-6789'\\n"],"outputs":[{"text":["123-45",`,
    `"-6789\\n"]}]},`,
    `{"cell_type":"markdown","source":["call 309-555-\\n","0109"]}]}`,
  ].join("\n");
  const kinds = (await found("a.ipynb", notebook)).map((one) => one.split(" ").slice(0, 2).join(" "));
  assert.deepEqual(kinds, ["1 ssn", "2 ssn", "4 phone"]);
});

Deno.test("scan() puts no number together from cells or values that only stand side by side", async () => {
  assert.deepEqual(
    await found(
      "page.html",
      "<td>309</td><td>555</td><td>0109</td>\n<td>123</td>\n<td>45</td>\n<td>6789</td>\n<th>12</th><td>536</td>",
    ),
    [],
  );
  assert.deepEqual(
    await found("a.json", '{"n":[309,555,109],"s":["309","555","0109"],"t":["12", "34"]}'),
    [],
  );
});

Deno.test("scan() is not slowed down by markup that is never closed", async () => {
  const before = performance.now();
  await found("page.html", `${"<!-- ".repeat(50_000)}${"<a ".repeat(50_000)}${'" '.repeat(50_000)}`);
  assert.ok(performance.now() - before < 20_000);
});
