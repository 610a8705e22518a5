/** What a reader takes along from a page: tables as CSV, figures as pictures; and the search in the index. */
import { strict as assert } from "node:assert";
import { findChromium, type Page, withPage } from "./_chromium_for_tests.ts";
import { fixture } from "./_fixture_for_tests.ts";
import { hostileModel } from "./_hostile_for_tests.ts";
import { renderHtml } from "./html.tsx";
import { renderIndex } from "./index_page.tsx";
import { writeAssets } from "./shared_assets.ts";

const chromium = findChromium();

function pageTest(
  name: string,
  html: string | ((folder: string) => Promise<string>),
  use: (page: Page, path: string) => Promise<void>,
): void {
  Deno.test({
    name: chromium === null ? `${name} (left out: no Chromium that may be run)` : name,
    ignore: chromium === null && !Deno.env.get("CI"),
    fn: async () => {
      assert.ok(chromium !== null, "CI is set, and there is no Chromium in /usr/bin that may be run");
      const folder = await Deno.makeTempDir({ prefix: "trellis-along-" });
      try {
        const path = `${folder}/w/2026-10-31/report.html`;
        await Deno.mkdir(`${folder}/w/2026-10-31`, { recursive: true });
        await Deno.writeTextFile(path, typeof html === "string" ? html : await html(folder));
        await withPage(chromium, (page) => use(page, path));
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

/** Catches what the page would save: name and content. */
const catcher = `globalThis.saved = [];
  globalThis.blobs = new Map();
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob) => { const address = create(blob); blobs.set(address, blob); return address; };
  HTMLAnchorElement.prototype.click = function () { saved.push([this.download, blobs.get(this.href)]); };`;
const click = (label: string, within = "document") =>
  `[...${within}.querySelectorAll("button")].find((one) => one.textContent === ${
    JSON.stringify(label)
  }).click()`;
const savedText =
  `(async () => { while (saved.length === 0) await new Promise((done) => setTimeout(done, 50));
  const [name, blob] = saved[0]; return [name, await blob.text()]; })()`;

pageTest(
  "every table can be saved as CSV, with what the page shows and nothing else",
  renderHtml(fixture),
  async (page, path) => {
    await page.open(path);
    await page.evaluate(catcher);
    const tables = await page.evaluate<number>(
      `document.querySelectorAll("main table, footer table").length`,
    );
    assert.equal(
      await page.evaluate(
        `[...document.querySelectorAll("button")].filter((one) => one.textContent === "Save as CSV").length`,
      ),
      tables,
    );
    await page.evaluate(click("Save as CSV", `document.querySelector("#segments")`));
    const [name, text] = await page.evaluate<[string, string]>(savedText);
    assert.match(name, /^orthopaedics-autumn-2026-.*\.csv$/);
    // TextDecoder, and so Blob.text(), drops the byte-order mark.
    const lines = text.split("\r\n");
    assert.match(lines[0]!, /^Segment,People,Reachable,/);
    assert.equal(lines.length, fixture.groups.length + 2);
    assert.match(lines[1]!, /^Learning basics/);
    assert.match(text, /hidden/);
    assert.deepEqual(page.complaints, []);
  },
);

pageTest(
  "no cell of a CSV begins a formula",
  renderHtml({
    ...fixture,
    groups: fixture.groups.map((group, i) => ({
      ...group,
      name: ['=HYPERLINK("http://example.org")', "+1+1", "-2+3", "@sum", "\tx"][i]!,
    })),
  }),
  async (page, path) => {
    await page.open(path);
    await page.evaluate(catcher);
    await page.evaluate(click("Save as CSV", `document.querySelector("#segments")`));
    const [, text] = await page.evaluate<[string, string]>(savedText);
    assert.doesNotMatch(text, /(^|[,\n"])[=@\t]/);
    assert.match(text, /"'=HYPERLINK/);
    assert.match(text, /\n'\+1\+1/);
    assert.match(text, /\n'-2\+3/);
  },
);

pageTest(
  "a figure can be taken along as SVG and PNG, offline and under the page's policy",
  renderHtml(fixture),
  async (page, path) => {
    await page.open(path);
    await page.evaluate(catcher);
    await page.evaluate(click("Save as SVG", `document.querySelector("[data-figure=funnel]")`));
    const [name, svg] = await page.evaluate<[string, string]>(savedText);
    assert.match(name, /\.svg$/);
    assert.match(svg, /^<svg[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.match(svg, /Showed interest/);
    await page.evaluate("saved.length = 0");
    await page.evaluate(click("Save as PNG", `document.querySelector("[data-figure=funnel]")`));
    const start = await page.evaluate<number[]>(`(async () => {
    while (saved.length === 0) await new Promise((done) => setTimeout(done, 50));
    return [...new Uint8Array(await saved[0][1].arrayBuffer()).slice(0, 4)]; })()`);
    assert.deepEqual(start, [0x89, 0x50, 0x4e, 0x47]);
    assert.deepEqual(page.complaints, []);
  },
);

pageTest(
  "a measure can be saved as CSV from its figure: groups and values, without the drawing",
  renderHtml(fixture),
  async (page, path) => {
    await page.open(path);
    await page.evaluate(catcher);
    const bars = await page.evaluate<string[][]>(
      `[...document.querySelectorAll("figure.panel")].map((one) =>
        [...one.querySelectorAll(":scope > .along button")].map((button) => button.textContent))`,
    );
    for (const bar of bars) {
      assert.deepEqual(bar, ["Copy picture", "Save as SVG", "Save as PNG", "Save as CSV", "Copy table"]);
    }
    await page.evaluate(click("Save as CSV", `document.querySelector("figure.panel > .along")`));
    const [, text] = await page.evaluate<[string, string]>(savedText);
    const lines = text.trim().split("\r\n");
    assert.match(lines[0]!, /^Group,Value$/);
    await page.evaluate(`Object.defineProperty(navigator, "clipboard", { configurable: true, value: {
      write: async ([item]) => { globalThis.copied = await (await item.getType("text/html")).text(); } } })`);
    await page.evaluate(click("Copy table", `document.querySelector("figure.panel > .along")`));
    const copied = await page.evaluate<string>(
      `(async () => { while (!globalThis.copied) await new Promise((done) => setTimeout(done, 20)); return copied; })()`,
    );
    assert.match(copied, /^<table><tr><th>Group<\/th><th>Value<\/th><\/tr><tr><td>/);
    assert.doesNotMatch(copied, /style|class|svg/);
    assert.ok(lines.slice(1).every((line) => /^[^,]+,("[^"]+"|[^,]+)$/.test(line)), text);
  },
);

pageTest(
  "a picture is copied from a page on disk, or saved where that is forbidden",
  renderHtml(fixture),
  async (page, path) => {
    await page.open(path);
    await page.evaluate(catcher);
    await page.evaluate(`Object.defineProperty(navigator, "clipboard", { configurable: true, value: {
    write: async ([item]) => { globalThis.copied = await item.getType("image/png"); } } })`);
    const pressed = async () => {
      await page.evaluate(click("Copy picture", `document.querySelector("[data-figure=funnel]")`));
      return await page.evaluate<string>(`(async () => {
      const one = document.querySelector("[data-figure=funnel] > .along button");
      for (let i = 0; i < 400 && one.textContent === "Copy picture"; i++) {
        await new Promise((done) => setTimeout(done, 50));
      }
      return one.textContent; })()`);
    };
    assert.equal(await page.evaluate("isSecureContext"), true);
    assert.equal(await pressed(), "Copied");
    assert.ok(await page.evaluate<number>("copied.size") > 1000);
    await page.open(path);
    await page.evaluate(catcher);
    await page.evaluate(
      `Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined })`,
    );
    assert.equal(await pressed(), "This browser cannot copy here: saved as PNG");
    assert.match(await page.evaluate<string>("saved[0][0]"), /\.png$/);
  },
);

pageTest("hostile names are text in what is taken along", renderHtml(hostileModel), async (page, path) => {
  await page.open(path);
  await page.evaluate(catcher);
  await page.evaluate(click("Save as CSV", `document.querySelector("#segments")`));
  const [name] = await page.evaluate<[string, string]>(savedText);
  assert.match(name, /^[a-z0-9-]{1,100}\.csv$/);
});

pageTest(
  "a page with shared files finds them beside it, charts and all",
  async (folder) => renderHtml(fixture, { assets: await writeAssets(folder) }),
  async (page, path) => {
    await page.look({ width: 1280 });
    await page.open(path);
    assert.equal(await page.evaluate(`getComputedStyle(document.querySelector(".kick")).display`), "flex");
    await page.evaluate(`document.querySelector("button.open").click()`);
    await page.evaluate(`(async () => {
      for (let i = 0; i < 400; i++) {
        if (document.querySelectorAll(".live .main-svg").length > 1) return;
        await new Promise((done) => setTimeout(done, 50));
      }
      throw new Error("the chart was not drawn"); })()`);
    assert.ok(page.requests.every((address) => address.startsWith("file://")));
    assert.deepEqual(page.complaints, []);
  },
);

const entry = (title: string, workspace: string, date: string) => ({
  kind: "report" as const,
  title,
  workspace: { name: workspace },
  asOf: { date },
  quality: { gate: { passed: true } },
  path: [workspace, date, "report.html"],
});
const index = renderIndex([
  entry("Orthopädie: Iowa", "Riverbend", "2026-10-31"),
  entry("Orthopädie: Ohio", "Riverbend", "2026-10-31"),
  entry("Partners", "Ashford", "2026-09-30"),
]);
pageTest("the index finds reports by words of their title, workspace and day", index, async (page, path) => {
  await page.open(path);
  const search = (words: string) =>
    page.evaluate<string>(`(() => { const field = document.getElementById("find");
      field.value = ${JSON.stringify(words)}; field.dispatchEvent(new Event("input"));
      return [...document.querySelectorAll("tbody tr")].filter((one) => one.checkVisibility()).length + "; " +
        document.getElementById("found").textContent; })()`);
  assert.equal(await search("orthopadie iowa"), "1; 1 of 3 reports");
  assert.equal(await search("ashford september"), "1; 1 of 3 reports");
  assert.equal(await search("nothing"), "0; No report fits. Try a shorter word, or a year.");
  assert.equal(await search(""), "3; ");
  assert.deepEqual(page.complaints, []);
});
