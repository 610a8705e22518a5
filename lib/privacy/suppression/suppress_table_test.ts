import { strict as assert } from "node:assert";
import fc from "fast-check";
import { solver } from "./_solver.ts";
import { type CountTable, suppressTable } from "./suppress_table.ts";
import type { SuppressedTable } from "./suppressed_table.ts";

const named = (counts: readonly (readonly number[])[]): CountTable => ({
  rows: counts.map((_, r) => `r${r}`),
  columns: (counts[0] ?? []).map((_, c) => `c${c}`),
  counts,
});
const hiddenOf = ({ cells }: SuppressedTable) =>
  cells.filter(({ suppressed }) => suppressed).map(({ row, column }) => `${row}|${column}`);

/**
 * An attacker who knows nothing of how cells were chosen: every printed number of the table is an equation of a linear
 * program in the solver's own text format, and each small cell's least and most are asked for.
 */
async function attack(table: CountTable, shown: SuppressedTable): Promise<void> {
  const { minimum, cells, totals } = shown;
  const highs = await solver();
  const columns = table.columns.length;
  const name = (r: number, c: number) => `x${r}_${c}`;
  const sums: string[] = [];
  cells.forEach(({ count }, i) => {
    if (count !== null) sums.push(`${name(Math.floor(i / columns), i % columns)} = ${count}`);
  });
  const all = (list: string[], total: number | null) => {
    if (total !== null) sums.push(`${list.join(" + ")} = ${total}`);
  };
  const R = table.rows.map((_, r) => r);
  const C = table.columns.map((_, c) => c);
  totals.rows.forEach(({ count }, r) => all(C.map((c) => name(r, c)), count));
  totals.columns.forEach(({ count }, c) => all(R.map((r) => name(r, c)), count));
  all(R.flatMap((r) => C.map((c) => name(r, c))), totals.grand.count);
  const ask = (goal: "Minimize" | "Maximize", cell: string) => {
    const text = `${goal}\n ${cell}\nSubject To\n${sums.map((sum, i) => ` s${i}: ${sum}`).join("\n")}\nEnd`;
    const answer = highs.solve(text, { output_flag: false });
    return answer.Status === "Optimal" ? answer.ObjectiveValue : goal === "Minimize" ? 0 : Infinity;
  };
  for (const r of R) {
    for (const c of C) {
      const value = table.counts[r]![c]!;
      const { suppressed, count } = cells[r * columns + c]!;
      assert.equal(count, suppressed ? null : value);
      if (value === 0 || value >= minimum) continue;
      assert.ok(suppressed);
      const [low, high] = [ask("Minimize", name(r, c)), ask("Maximize", name(r, c))];
      assert.ok(
        low <= 1 + 1e-6 && high >= minimum - 1 - 1e-6,
        `${name(r, c)} = ${value} is in [${low}, ${high}]`,
      );
    }
  }
  const lines = [
    ...R.map((r) => C.map((c) => [r, c] as const)),
    ...C.map((c) => R.map((r) => [r, c] as const)),
  ];
  lines.forEach((line, i) => {
    const total = i < R.length ? totals.rows[i]! : totals.columns[i - R.length]!;
    const hidden = line.filter(([r, c]) => cells[r * columns + c]!.suppressed);
    const sum = hidden.reduce((sum, [r, c]) => sum + table.counts[r]![c]!, 0);
    assert.ok(
      hidden.length === 0 || total.suppressed || sum === 0 || sum >= minimum,
      `hidden cells add up to ${sum}`,
    );
  });
}

Deno.test("suppressTable() hides nothing without small counts, and shows 0 and the minimum itself", async () => {
  const table = named([[0, 11, 40], [11, 30, 0]]);
  const shown = await suppressTable(table);
  assert.deepEqual(hiddenOf(shown), []);
  assert.deepEqual(shown.totals, {
    rows: [{ row: "r0", count: 51, suppressed: false }, { row: "r1", count: 41, suppressed: false }],
    columns: [
      { column: "c0", count: 11, suppressed: false },
      { column: "c1", count: 41, suppressed: false },
      { column: "c2", count: 40, suppressed: false },
    ],
    grand: { count: 92, suppressed: false },
  });
  assert.deepEqual(shown.audit.cells, []);
  assert.equal(shown.audit.safe, true);
});

const shared = "../shared/data/expected/cell_suppression.json";
const absent = await Deno.stat(shared).then(() => false, () => true);
interface Case {
  readonly id: string;
  readonly rows: readonly string[];
  readonly cols: readonly string[];
  readonly counts: number[][];
  readonly published: { readonly "secondary_for_A|female": readonly string[] };
  readonly computed: {
    readonly intervals: Readonly<Record<string, readonly [number, number]>>;
    readonly cms_final_hidden: readonly string[];
  };
}

Deno.test({
  name: `suppressTable() is sdcTable's optimum of its region by gender table${
    absent ? " (skipped: absent)" : ""
  }`,
  ignore: absent,
  fn: async () => {
    const { cases } = JSON.parse(await Deno.readTextFile(shared)) as { cases: readonly Case[] };
    const one = cases.find(({ id }) => id === "sdctable-region-gender")!;
    const table = { rows: one.rows, columns: one.cols, counts: one.counts };
    const few = await suppressTable(table, { minimum: 3 });
    assert.deepEqual(hiddenOf(few).sort(), ["A|female", ...one.published["secondary_for_A|female"]].sort());
    for (const { row, column, low, high } of few.audit.cells) {
      assert.deepEqual([low, high], one.computed.intervals[`${row}|${column}`]);
    }
    const cms = await suppressTable(table);
    assert.deepEqual(hiddenOf(cms), one.computed.cms_final_hidden);
    assert.equal(cms.audit.safe, true);
  },
});

Deno.test("suppressTable() keeps a person who is a cell alone from learning another (sdcTable's singletons)", async () => {
  // Counts 1, 2, 1, 0 of 4, cells of 1 small: who is in a would know that c is 1 too.
  const shown = await suppressTable(
    { rows: ["all"], columns: ["a", "b", "c", "d"], counts: [[1, 2, 1, 0]] },
    {
      minimum: 2,
    },
  );
  assert.deepEqual(hiddenOf(shown), ["all|a", "all|b", "all|c"]);
});

Deno.test("case 13: suppressTable() finds two hidden a line that equations still solve, and narrow ranges", async () => {
  // Each row and column of the corner hides two, yet r0|c0 + r1|c1 is 4 less than what crosses it.
  const table = named([[3, 20, 50, 60], [20, 5, 70, 80], [50, 60, 12, 20], [70, 80, 20, 13]]);
  const shown = await suppressTable(table);
  await attack(table, shown);
  assert.equal(shown.audit.safe, true);
  assert.ok(hiddenOf(shown).length <= 6);
});

Deno.test("case 21: suppressTable() of a table that cannot be safe hides everything", async () => {
  const shown = await suppressTable(named([[3, 2], [1, 0]]));
  assert.ok(shown.cells.every(({ count }, i) => i === 3 || count === null));
  assert.deepEqual([shown.totals.grand.count, ...shown.totals.rows.map(({ count }) => count)], [
    null,
    null,
    null,
  ]);
});

Deno.test("suppressTable() withstands a linear program over random tables, and its audit says the same", async () => {
  let cellsHidden = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }).chain((columns) =>
        fc.array(
          fc.array(fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 90 })), {
            minLength: columns,
            maxLength: columns,
          }),
          { minLength: 1, maxLength: 6 },
        )
      ),
      fc.constantFrom(11, 11, 5),
      async (counts, minimum) => {
        const table = named(counts);
        const before = structuredClone(counts);
        const shown = await suppressTable(table, { minimum });
        assert.deepEqual(counts, before);
        await attack(table, shown);
        cellsHidden += hiddenOf(shown).length;
        const all = counts.flat().reduce((sum, n) => sum + n, 0);
        assert.ok(shown.audit.safe || all < minimum);
        // Never everything where a safe table exists: the whole can always be printed when it is large.
        if (all >= minimum) assert.equal(shown.totals.grand.count, all);
      },
    ),
    { numRuns: 25 },
  );
  assert.ok(cellsHidden > 20);
});

Deno.test("suppressTable() hides the fewest cells that a search through all choices finds", async () => {
  const table = named([[3, 25, 17], [40, 12, 9], [31, 22, 14]]);
  const shown = await suppressTable(table);
  const count = table.counts.flat();
  const secondary = count.flatMap((n, i) => n >= 11 ? [i] : []);
  let least = Infinity;
  for (let choice = 0; choice < 2 ** secondary.length; choice++) {
    const chosen = secondary.filter((_, k) => choice >> k & 1);
    if (chosen.length + 2 >= least) continue;
    const hide = new Set([...count.flatMap((n, i) => n < 11 ? [i] : []), ...chosen]);
    const cells = shown.cells.map((cell, i) => ({
      ...cell,
      count: hide.has(i) ? null : count[i]!,
      suppressed: hide.has(i),
    }));
    const held = await attack(table, { ...shown, cells }).then(() => true, () => false);
    if (held) least = hide.size;
  }
  assert.equal(hiddenOf(shown).length, least);
});

Deno.test("suppressTable() refuses what is no table of counts", async () => {
  await assert.rejects(() => suppressTable(named([[1.5]])), RangeError);
  await assert.rejects(() => suppressTable(named([[-1]])), RangeError);
  await assert.rejects(() => suppressTable(named([[NaN]])), RangeError);
  await assert.rejects(() => suppressTable({ rows: ["a"], columns: ["b", "c"], counts: [[1]] }), RangeError);
  await assert.rejects(() => suppressTable(named([[1]]), { minimum: 1 }), RangeError);
  assert.deepEqual((await suppressTable(named([]))).cells, []);
  const hostile = await suppressTable({
    rows: ["__proto__", "constructor"],
    columns: ["<b>"],
    counts: [[3], [40]],
  });
  assert.deepEqual(hiddenOf(hostile), ["__proto__|<b>", "constructor|<b>"]);
});

Deno.test("the children by county and schooling of the US FCSM's Working Paper 22 hide as few cells as published", async () => {
  // Table of its chapter on cell suppression, recalled: below 5 is hidden. Hiding D1 to D3 of Alpha, two of Beta and the
  // paper's first choice elsewhere looks safe, and gives Alpha's last cell away; nine hidden cells are safe.
  const table: CountTable = {
    rows: ["Alpha", "Beta", "Gamma", "Delta"],
    columns: ["low", "medium", "high", "very high"],
    counts: [[15, 1, 3, 1], [20, 10, 10, 15], [3, 10, 10, 2], [12, 14, 7, 2]],
  };
  const shown = await suppressTable(table, { minimum: 5 });
  assert.deepEqual(hiddenOf(shown), [
    ...["Alpha|medium", "Alpha|high", "Alpha|very high"],
    ...["Gamma|low", "Gamma|medium", "Gamma|very high"],
    ...["Delta|low", "Delta|high", "Delta|very high"],
  ]);
  assert.deepEqual(shown.totals.rows.map(({ count }) => count), [20, 55, 25, 35]);
  await attack(table, shown);
});
