import { strict as assert } from "node:assert";
import loadHighs from "highs";
import { attackPage, attackText, type Drawn } from "./_attack_page_for_tests.ts";
import { buildReport } from "./build.ts";
import { renderHtml } from "./html.tsx";
import type { ReportModel } from "./model.ts";
import { chatSummary } from "./summary/chat.ts";
import { mailSummary } from "./summary/mail.tsx";

/**
 * An attacker with the finished report: every printed count of the JSON is a number, every hidden one an unknown from 0,
 * and whatever a reader knows to add up is an equation. Written without looking at how the gate works.
 */
class Report {
  readonly printed = new Map<string, number>();
  readonly names = new Set<string>();
  readonly sums: (readonly [whole: string, parts: readonly string[]])[] = [];
  readonly rates: (readonly [n: string, of: string, low: number, high: number])[] = [];
  readonly drawn: Drawn[] = [];

  read(name: string, value: unknown): void {
    this.names.add(name);
    if (typeof value === "number") this.printed.set(name, value);
  }

  /** A printed rate of hidden counts: rounded to whole percent, or exact. */
  rate(n: string, of: string, value: unknown): void {
    if (typeof value !== "number") return;
    const half = Math.round(100 * value) / 100 === value ? 0.005 : 1e-9;
    this.rates.push([n, of, value - half, value + half]);
  }

  /** `whole` holds `parts`, and something that no page prints, unless they are all. */
  sum(whole: string, parts: readonly string[], all = false): void {
    this.sums.push([whole, all ? parts : [...parts, `${whole} without ${parts.join()}`]]);
  }
}

function readReport({ segments, measures, journey, reach, groups }: ReportModel): Report {
  const report = new Report();
  const ids = groups.map(({ id }) => id);
  const divided = (what: string) => {
    report.sum(`all ${what}`, ids.map((id) => `${id} ${what}`), segments.mode === "exclusive");
  };
  report.read("all people", segments.total);
  report.read("none people", segments.unsegmented);
  report.read("unknown people", segments.unknown);
  for (const { id, people } of segments.segments) report.read(`${id} people`, people);
  for (const { id, type, groups } of measures) {
    for (const { group, n, of, unknown, value } of groups) {
      report.read(`${group} ${id} n`, n);
      report.read(type === "rate" ? `${group} ${id} of` : `${group} people`, of);
      report.read(`${group} ${id} unknown`, unknown);
      if (type === "rate") {
        report.sum(`${group} ${id} of`, [`${group} ${id} n`]);
        report.sum(`${group} people`, [`${group} ${id} of`, `${group} ${id} unknown`]);
        report.rate(`${group} ${id} n`, `${group} ${id} of`, value);
      } else report.sum(`${group} people`, [`${group} ${id} n`, `${group} ${id} unknown`]);
    }
    for (const what of type === "rate" ? ["n", "of", "unknown"] : ["n", "unknown"]) divided(`${id} ${what}`);
  }
  for (const { group, people, any, byChannel } of reach?.groups ?? []) {
    report.read(`${group} people`, people);
    report.read(`${group} any`, any);
    report.sum(`${group} people`, [`${group} any`]);
    byChannel.forEach((n, k) => {
      report.read(`${group} by ${k}`, n);
      report.sum(`${group} any`, [`${group} by ${k}`]);
    });
  }
  if (journey) {
    const { funnel } = journey;
    const chains = [{ group: "all", people: funnel.people, steps: funnel.steps }, ...funnel.groups];
    for (const { group, people, steps } of chains) {
      report.read(`${group} people`, people);
      steps.forEach((step, k) => {
        const name = (what: string, j = k) => `${group} ${what} ${j}`;
        report.read(name("at"), step.people);
        report.read(name("left"), step.left);
        report.read(name("still"), step.stillDeciding);
        if (k === 0) report.sum(`${group} people`, [name("at")]);
        if (k === steps.length - 1) return;
        report.sum(name("at"), [name("at", k + 1), name("left"), name("still")], true);
        if (!step.drop) return;
        report.read(name("over"), step.drop.of);
        report.read(name("left"), step.drop.lost);
        report.sum(name("at"), [name("over")]);
        report.sum(name("over"), [name("left")]);
        report.rate(name("left"), name("over"), step.drop.rate);
      });
    }
    funnel.steps.forEach((_, k) => ["at", "left", "still"].forEach((what) => divided(`${what} ${k}`)));
  }
  return report;
}

/** The least and most of each name asked for, by linear programming over what shares unknowns with it. */
async function ranges(
  report: Report,
  asked: readonly string[],
): Promise<Map<string, readonly [number, number]>> {
  const highs = await loadHighsTyped();
  const { printed } = report;
  const unknown = (name: string) => !printed.has(name);
  const rows = [
    ...report.sums.map(([whole, parts]) => ({
      terms: [[whole, 1], ...parts.map((p) => [p, -1])],
      low: 0,
      high: 0,
    })),
    ...report.rates.flatMap(([n, of, low, high]) => [
      { terms: [[n, 1], [of, -low]], low: 0, high: Infinity },
      { terms: [[n, 1], [of, -high]], low: -Infinity, high: 0 },
    ]),
    ...report.drawn,
  ] as { terms: [string, number][]; low: number; high: number }[];
  const rowsOf = new Map<string, typeof rows>();
  for (const row of rows) for (const [name] of row.terms) rowsOf.set(name, [...rowsOf.get(name) ?? [], row]);
  const found = new Map<string, readonly [number, number]>();
  for (const name of asked) {
    const mine = new Set<typeof rows[0]>();
    const names = new Set([name]);
    for (const one of names) {
      for (const row of rowsOf.get(one) ?? []) {
        mine.add(row);
        for (const [other] of row.terms) if (unknown(other)) names.add(other);
      }
    }
    const at = new Map([...names].map((one, i) => [one, i]));
    const model = highs.createModel();
    model.options.set({ output_flag: false });
    for (const _ of names) model.addVar(0, highs.infinity);
    for (const { terms, low, high } of mine) {
      const known = terms.reduce((sum, [one, times]) => sum + times * (printed.get(one) ?? 0), 0);
      const open = terms.filter(([one]) => unknown(one));
      if (open.length === 0) continue;
      model.addRow(low - known, high - known, {
        indices: open.map(([one]) => at.get(one)!),
        values: open.map(([, times]) => times),
      });
    }
    const bound = (sign: 1 | -1): number => {
      model.changeColCost(0, sign);
      model.run();
      const solved = model.getModelStatus() === 7;
      assert.ok(
        solved || [9, 10].includes(model.getModelStatus()),
        `${name}: status ${model.getModelStatus()}`,
      );
      return solved ? sign * model.getObjectiveValue() : sign === 1 ? 0 : Infinity;
    };
    found.set(name, [bound(1), bound(-1)]);
    model.dispose();
  }
  return found;
}

async function loadHighsTyped() {
  const start = loadHighs as unknown as () => Promise<import("highs").Highs>;
  return await start();
}

/** The sample's report, and the same with nearly nothing hidden: what an attacker is after. */
const sample = once(async () => {
  const folder = await Deno.makeTempDir();
  try {
    const definition = await Deno.readTextFile("data/riverbend/report.yaml");
    const open = `${folder}/open.yaml`;
    await Deno.writeTextFile(open, definition.replace(/minimumCell: \d+/, "minimumCell: 3"));
    const model = await buildReport("data/riverbend");
    // The truth, but for counts of 1 and 2 and what protects them.
    return { model, open: await buildReport("data/riverbend", { report: open }), html: renderHtml(model) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make();
}

const smallOf = (truth: Report, report: Report) =>
  [...report.names].filter((name) => {
    const n = truth.printed.get(name);
    return n !== undefined && n > 0 && n < 11;
  });

/** Small counts that the numbers and drawings together narrow down, with their ranges. */
async function narrowed(report: Report, small: readonly string[]): Promise<string[]> {
  return [...await ranges(report, small)]
    .filter(([, [low, high]]) => low > 1 + 1e-6 || high < 10 - 1e-6)
    .map(([name, [low, high]]) => `${name} is between ${low} and ${high}`);
}

Deno.test("case 19: the sample's report withstands an attack on its JSON and its drawings by linear programming", async () => {
  const { model, open, html } = await sample();
  const [truth, report] = [readReport(open), readReport(model)];
  const small = smallOf(truth, report);
  assert.ok(small.length >= 10, `${small.length} small counts to attack`);
  for (const name of small) assert.ok(!report.printed.has(name), `${name} is printed`);
  assert.deepEqual(await narrowed(report, small), []);
  const { drawn, stretches } = attackPage(html, model);
  assert.ok(drawn.length > 100, `${drawn.length} relations from drawings`);
  report.drawn.push(...drawn);
  assert.deepEqual(await narrowed(report, small), []);
  assert.ok(stretches.length > 30, `${stretches.length} stretches of curves`);
  const few = [...await ranges(report, stretches)].filter(([, [low, high]]) =>
    low > 1e-6 && high < 11 - 1e-6
  );
  assert.deepEqual(few, [], "a stretch of a curve tells that few people moved");
});

Deno.test("case 19: every number in the sample's page and summaries is one that its JSON prints", async () => {
  const { model, html } = await sample();
  assert.deepEqual(attackPage(html, model).leaks, []);
  assert.deepEqual(attackText(chatSummary(model), model), []);
  const mail = mailSummary(model, { link: "report.html" }).replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, " ");
  assert.deepEqual(attackText(mail, model), []);
});

Deno.test("case 19: where models of credit disagree over a range, both ends are credit that is shown", async () => {
  const { model: { credit } } = await sample();
  let ranges = 0;
  for (const { channels } of [credit!.result, ...credit!.result.groups ?? []]) {
    for (const one of channels) {
      const { range, channel, first, last, lastNonDirect, linear, uShaped, jShaped, inverseJ, timeDecay } =
        one;
      const shown = [
        first,
        last,
        lastNonDirect,
        linear,
        uShaped,
        jShaped,
        inverseJ,
        timeDecay,
        one.shapley,
        one.markov,
      ]
        .concat(one.shapleyRate);
      for (const end of range) {
        assert.ok(end === "hidden" || shown.includes(end), `${channel}: ${end} is not shown`);
      }
      if (first === "hidden" || last === "hidden") assert.equal(inverseJ, "hidden");
      ranges++;
    }
  }
  assert.ok(ranges > 20);
});

Deno.test("case 19: the attack finds leaks planted in a copy of the page", async () => {
  const { model, open, html } = await sample();
  const plant = (from: string | RegExp, to: string) => {
    const planted = html.replace(from, to);
    assert.notEqual(planted, html, `nothing to replace: ${from}`);
    return attackPage(planted, model);
  };
  const mark = /(aria-label="In treatment: hidden">).*?<\/svg><\/svg>/;
  for (
    const [from, to] of [
      // A bar as long as the hidden number; a mark that is longer for more people.
      [mark, '$1<rect class="br" width="1.30719%" height="14"></rect></svg>'],
      [/<rect class="hid" x="0.5" y=".5" width="27"/, '<rect class="hid" x="0.5" y=".5" width="31"'],
      // In words, as an attribute, as a style, in a comment, as a cell.
      ["</main>", '<p aria-label="Caregivers: 4 people"></p></main>'],
      ["</main>", '<p data-n="0.0130719"></p></main>'],
      ["</main>", '<p style="--v:1.30719%"></p></main>'],
      ["</main>", "<!-- share 0.0130719 --></main>"],
      ["</main>", "<table><tr><th>Caregivers</th><td>4</td></tr></table></main>"],
      // A point of a curve, of its interval and of its dots; a mark of credit, its span; a tick of a strip.
      [/(class="cv" d="M0 100 [\d.]+ )[\d.]+/, "$199.5"],
      [/(class="bd" d="M0 100 [\d.]+ )[\d.]+/, "$199.5"],
      [/(class="cd" cx="[\d.]+%" cy=")[\d.]+/, "$1100.01"],
      [/(<svg x=")[\d.]+(%" y="4" width="1" height="1" overflow="visible"><path class="g1")/, "$11.23457$2"],
      [/(class="cs" x=")[\d.]+%/, "$11.23457%"],
      [/(class="ot" x1=")[\d.]+%/, "$11.23457%"],
      // In what scripts draw: a value, and an interval around none.
      [/("name":"went on"[^}]*?"x":\[)[\d.]+/, "$10.0130719"],
      [/("x":\[)(null)(,.*?"array":\[)null/, "$1$2$30.0471"],
    ] as const
  ) assert.notDeepEqual(plant(from, to).leaks, [], `not found: ${to}`);
  // A part of a funnel's bar that is hidden in the page, drawn as wide as it is.
  const report = readReport(model);
  const truth = readReport(open);
  const [name] = smallOf(truth, report).filter((one) =>
    /(?:left|still) \d/.test(one) && !one.startsWith("all")
  );
  const [, group, kind, k] = name!.match(/^(.*) (left|still) (\d)$/)!;
  const first = truth.printed.get(`${group} at 0`)!;
  const width = `${Math.round(10_000 * truth.printed.get(name!)! / first) / 100}%`;
  const at = model.groups.findIndex(({ id }) => id === group);
  let panel = -1;
  const planted = html.replace(/<div class="fp"[\s\S]*?<\/div><\/div>/g, (text) => {
    if (++panel !== at) return text;
    let bar = -1;
    return text.replace(/<svg class="fb2"[^>]*>(?:<rect[^>]*><\/rect>)*/g, (open) => {
      if (++bar !== Number(k)) return open;
      const part = kind === "left" ? "lost" : "dec";
      const others = open.replace(/<rect class="hid"[^>]*><\/rect>/, "");
      return `${others}<rect class="${part}" x="0%" width="${width}" height="11"></rect>`;
    });
  });
  assert.notEqual(planted, html);
  report.drawn.push(...attackPage(planted, model).drawn);
  assert.ok((await narrowed(report, [name!])).length > 0, `${name} was drawn`);
});
