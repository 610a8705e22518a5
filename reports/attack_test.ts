import { strict as assert } from "node:assert";
import loadHighs from "highs";
import { buildReport } from "./build.ts";
import { renderHtml } from "./html.tsx";
import type { ReportModel } from "./model.ts";

/**
 * An attacker with the finished report: every printed count of the JSON is a number, every hidden one an unknown from 0,
 * and whatever a reader knows to add up is an equation. Written without looking at how the gate works.
 */
class Report {
  readonly printed = new Map<string, number>();
  readonly names = new Set<string>();
  readonly sums: (readonly [whole: string, parts: readonly string[]])[] = [];
  readonly rates: (readonly [n: string, of: string, low: number, high: number])[] = [];

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

Deno.test("the sample's report withstands an attack on its JSON by linear programming", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const definition = await Deno.readTextFile("data/riverbend/report.yaml");
    const open = `${folder}/open.yaml`;
    await Deno.writeTextFile(open, definition.replace(/minimumCell: \d+/, "minimumCell: 3"));
    const model = await buildReport("data/riverbend");
    // The truth, but for counts of 1 and 2 and what protects them.
    const truth = readReport(await buildReport("data/riverbend", { report: open }));
    const report = readReport(model);
    const small = [...report.names].filter((name) => {
      const n = truth.printed.get(name);
      return n !== undefined && n > 0 && n < 11;
    });
    assert.ok(small.length >= 10, `${small.length} small counts to attack`);
    for (const name of small) assert.ok(!report.printed.has(name), `${name} is printed`);
    for (const [name, [low, high]] of await ranges(report, small)) {
      assert.ok(low <= 1 + 1e-6 && high >= 10 - 1e-6, `${name} is between ${low} and ${high}`);
    }
    // And the page: it is drawn from the model alone, so a count that the model does not hold cannot be in it.
    const html = renderHtml(model);
    const text = html.replace(/<(script|style)[\s\S]*?<\/\1>/g, " ").replace(/<[^>]+>/g, " ");
    const told = [...text.matchAll(/(?<![\d.,])([1-9]|10) (people|patients|persons)\b/g)].map(([found]) =>
      found
    );
    assert.deepEqual(told.filter((found) => !text.includes(`fewer than ${found}`)), []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
