/**
 * The report as a person meets it: a real Chromium opens the file. Without Chromium these tests are left out and say
 * so; where CI is set, its absence fails.
 */
import { strict as assert } from "node:assert";
import axe from "axe-core/axe.min.js" with { type: "text" };
import { findChromium, type Page, withPage } from "./_chromium_for_tests.ts";
import { fixture } from "./_fixture_for_tests.ts";
import { hostileModel } from "./_hostile_for_tests.ts";
import { renderHtml } from "./html.tsx";
import { renderIndex } from "./index_page.tsx";
import type { ReportModel } from "./model.ts";

const chromium = findChromium();
const widths = [360, 640, 1000, 1280];

/** A test in a browser of its own, with the page of a model in a file. */
function browserTest(
  name: string,
  model: ReportModel,
  use: (page: Page, path: string) => Promise<void>,
): void {
  pageTest(name, renderHtml(model), use);
}

function pageTest(name: string, html: string, use: (page: Page, path: string) => Promise<void>): void {
  Deno.test({
    name: chromium === null ? `${name} (left out: no Chromium that may be run)` : name,
    ignore: chromium === null && !Deno.env.get("CI"),
    fn: async () => {
      assert.ok(chromium !== null, "CI is set, and there is no Chromium in /usr/bin that may be run");
      const folder = await Deno.makeTempDir({ prefix: "trellis-report-" });
      try {
        const path = `${folder}/report.html`;
        await Deno.writeTextFile(path, html);
        await withPage(chromium, (page) => use(page, path));
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

browserTest("the page asks for nothing and complains of nothing", fixture, async (page, path) => {
  await page.look({ width: 1280 });
  await page.open(path);
  await openCharts(page);
  assert.deepEqual(page.requests.filter((address) => !/^(data|blob):/.test(address)), [`file://${path}`]);
  assert.deepEqual(page.complaints, []);
});

for (const dark of [false, true]) {
  browserTest(`axe finds nothing serious in ${dark ? "dark" : "light"}`, fixture, async (page, path) => {
    for (const width of [360, 1280]) {
      await page.look({ width, dark });
      await page.open(path);
      await page.evaluate(`document.querySelectorAll("details").forEach((one) => one.open = true)`);
      assert.deepEqual(await violations(page), [], `${width} px`);
    }
  });
}

for (const [name, model] of [["plain", fixture], ["hostile", hostileModel]] as const) {
  browserTest(`a ${name} report never scrolls sideways`, model, async (page, path) => {
    for (const width of widths) {
      await page.look({ width });
      await page.open(path);
      const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
      assert.ok(wide <= width, `${wide} px on a screen of ${width} px`);
    }
  });
}

browserTest("hostile names run nothing", hostileModel, async (page, path) => {
  await page.open(path);
  await openCharts(page);
  assert.equal(
    await page.evaluate(`document.querySelectorAll("body b[onclick], body script:not([id])").length`),
    1,
  );
  assert.deepEqual(page.complaints, []);
});

browserTest("the page is whole with scripts off", fixture, async (page, path) => {
  await page.send("Emulation.setScriptExecutionDisabled", { value: true });
  await page.look({ width: 1280 });
  await page.open(path);
  const { root } = await page.send<{ root: { nodeId: number } }>("DOM.getDocument");
  const count = async (selector: string) => {
    const found = await page.send<{ nodeIds: number[] }>("DOM.querySelectorAll", {
      nodeId: root.nodeId,
      selector,
    });
    return found.nodeIds.length;
  };
  assert.equal(await count("figure"), 8);
  assert.ok(await count("figure svg") > 30);
  assert.equal(await count("button"), 0);
  assert.deepEqual(page.complaints, []);
});

browserTest("an interactive chart opens, draws, and closes", fixture, async (page, path) => {
  await page.look({ width: 1280 });
  await page.open(path);
  assert.equal(await page.evaluate(`document.querySelectorAll("button.open").length`), 8);
  await openCharts(page);
  assert.deepEqual(
    await page.evaluate(
      `[...document.querySelectorAll(".live")].map((one) => one.getBoundingClientRect().height > 80)`,
    ),
    Array(8).fill(true),
  );
  assert.ok(await page.evaluate<boolean>(`document.querySelectorAll(".live .bars path").length > 10`));
  await page.evaluate(`document.querySelector("button.open").click()`);
  assert.equal(await page.evaluate(`document.querySelector(".live").hidden`), true);
});

browserTest("interactive charts turn dark with the reader's screen", fixture, async (page, path) => {
  const ground = () =>
    page.evaluate<string>(`getComputedStyle(document.querySelector(".live .main-svg")).backgroundColor`);
  await page.look({ width: 1280, dark: true });
  await page.open(path);
  await openCharts(page);
  assert.equal(await ground(), "rgb(21, 23, 27)");
});

browserTest("print opens every table and leaves the controls out", fixture, async (page, path) => {
  await page.open(path);
  await openCharts(page);
  await page.send("Emulation.setEmulatedMedia", { media: "print" });
  assert.deepEqual(
    await page.evaluate(
      `[...document.querySelectorAll("details table")].map((one) => one.getBoundingClientRect().height > 20)`,
    ),
    await page.evaluate(`[...document.querySelectorAll("details table")].map(() => true)`),
  );
  assert.equal(await page.evaluate(`getComputedStyle(document.querySelector(".live")).display`), "none");
  const { data } = await page.send<{ data: string }>("Page.printToPDF", { preferCSSPageSize: true });
  const pages = atob(data).match(/\/Type\s*\/Page\b/g)!.length;
  assert.ok(pages >= 4 && pages <= 14, `${pages} pages`);
});

// How soon is measured by reports/first_chart_bench.ts, on a machine with nothing else to do; this is why it is soon.
browserTest("the first chart is drawn before any script is read", fixture, async (page, path) => {
  await page.open(path);
  assert.equal(
    await page.evaluate(
      `[...document.scripts].every((one) =>
        document.querySelector("main svg").compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)`,
    ),
    true,
  );
  assert.equal(await page.evaluate(`document.querySelectorAll("link[rel=stylesheet], img").length`), 0);
});

browserTest(
  "the page can be walked by keyboard, beginning with a way past the contents",
  fixture,
  async (page, path) => {
    await page.look({ width: 1280 });
    await page.open(path);
    await page.send("Input.dispatchKeyEvent", {
      type: "keyDown",
      key: "Tab",
      code: "Tab",
      windowsVirtualKeyCode: 9,
    });
    assert.equal(await page.evaluate("document.activeElement.className"), "skip");
    assert.ok(await page.evaluate<boolean>("document.activeElement.getBoundingClientRect().left >= 0"));
    await page.send("Input.dispatchKeyEvent", {
      type: "keyDown",
      key: "Enter",
      code: "Enter",
      windowsVirtualKeyCode: 13,
      text: "\r",
    });
    assert.equal(await page.evaluate("document.activeElement.id"), "findings");
  },
);

browserTest("the contents say which section is being read", fixture, async (page, path) => {
  await page.look({ width: 1280, height: 800 });
  await page.open(path);
  for (const id of ["findings", "measures", "quality"]) {
    assert.equal(
      await page.evaluate(`(async () => {
        document.getElementById("${id}").scrollIntoView();
        for (let i = 0; i < 100 && document.querySelector(".toc [aria-current]")?.hash !== "#${id}"; i++) {
          await new Promise((done) => setTimeout(done, 30));
        }
        return document.querySelector(".toc [aria-current]")?.hash;
      })()`),
      `#${id}`,
    );
  }
});

browserTest("who comes back is seen whole on a phone", fixture, async (page, path) => {
  await page.look({ width: 360 });
  await page.open(path);
  const [wide, room] = await page.evaluate<[number, number]>(
    `(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(document.querySelector(".heat").parentElement)`,
  );
  assert.ok(wide <= room, `${wide} of ${room} pixels`);
});

const entry = {
  kind: "report" as const,
  title: "Orthopaedics",
  workspace: { name: "Riverbend Health" },
  asOf: { date: "2026-10-31" },
  quality: { gate: { passed: false } },
  path: ["riverbend-health", "2026-10-31", "report.html"],
};
pageTest("the index of reports passes axe and fits a phone", renderIndex([entry]), async (page, path) => {
  for (const dark of [false, true]) {
    await page.look({ width: 360, dark });
    await page.open(path);
    assert.deepEqual(await violations(page), []);
    assert.ok(await page.evaluate<number>("document.documentElement.scrollWidth") <= 360);
  }
  assert.deepEqual(page.complaints, []);
});

/** Opens all interactive charts and waits until they are drawn. */
async function openCharts(page: Page): Promise<void> {
  await page.evaluate(`new Promise((done, fail) => {
    const places = document.querySelectorAll(".live");
    document.querySelectorAll("button.open").forEach((one) => one.click());
    const start = performance.now();
    const look = () => {
      if ([...places].every((one) => one.querySelectorAll(".main-svg").length > 1)) done();
      else if (performance.now() - start > 20_000) fail(new Error("charts were not drawn"));
      else setTimeout(look, 50);
    };
    look();
  })`);
}

/** What axe holds to be serious or critical, as "rule: element". */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return await page.evaluate<string[]>(
    `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.filter(({ impact }) => impact === "serious" || impact === "critical").flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html }) => id + ": " + html.slice(0, 160))))`,
  );
}
