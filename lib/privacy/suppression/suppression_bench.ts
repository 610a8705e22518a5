import { random } from "../../kernels/mod.ts";
import { complete } from "./_complete.ts";
import { optimum } from "./_optimum.ts";
import { solver } from "./_solver.ts";
import { tableCells, tableWeight } from "./_table_cells.ts";
import { type CountTable, suppressTable } from "./suppress_table.ts";

/** More cells hidden beyond the small ones than this many times the fewest is a failure; step by step, of all tables. */
const worst = 1.1;

const sizes = [
  [5, 5, 60],
  [6, 6, 150],
  [8, 8, 300],
  [10, 10, 60],
  [12, 10, 300],
  [15, 12, 200],
  [15, 15, 100],
  [
    20,
    15,
    100,
  ],
  [20, 15, 400],
  [20, 20, 300],
  [40, 20, 400],
  [100, 20, 600],
] as const;

function table(rows: number, columns: number, most: number, seed: number): CountTable {
  const next = random(seed);
  return {
    rows: Array.from({ length: rows }, (_, r) => `r${r}`),
    columns: Array.from({ length: columns }, (_, c) => `c${c}`),
    counts: Array.from(
      { length: rows },
      () => Array.from({ length: columns }, () => Math.floor(most * next() ** 2)),
    ),
  };
}

/** The fewest cells that must be hidden beyond the small ones, with time enough to prove it; null: not proven. */
async function fewest(given: CountTable): Promise<number | null> {
  const model = tableCells(given);
  const found = await optimum(await solver(), model.cells.all, model.cells.lines, {
    minimum: 11,
    weight: tableWeight(model),
    complete: (start) => complete(model.cells, 11, start),
    ties: false,
    rounds: 2000,
    mostSteps: 2_000_000,
  });
  return found?.fewest ? beyond([...found.hidden].map(({ value }) => value)) : null;
}

const beyond = (hidden: readonly number[]) => hidden.filter((n) => n >= 11).length;

const tables = sizes.flatMap(([rows, columns, most]) =>
  [1, 2].map((seed) => table(rows, columns, most, seed))
);
const quality: {
  readonly size: string;
  readonly best: number;
  readonly chosen: number;
  readonly steps: number;
}[] = [];
for (const given of tables) {
  const best = await fewest(given);
  if (best === null) continue;
  const { cells } = await suppressTable(given);
  const counts = given.counts.flat();
  const chosen = beyond(counts.filter((_, i) => cells[i]!.suppressed));
  const model = tableCells(given);
  const steps = await complete(model.cells, 11, []);
  quality.push({
    size: `${given.rows.length} × ${given.columns.length}`,
    best,
    chosen,
    steps: beyond([...steps!].map(({ value }) => value)),
  });
}
const sum = (key: "best" | "chosen" | "steps") => quality.reduce((total, one) => total + one[key], 0);
// A bench reports: what it found stands beside its times.
const report = [
  `Cells hidden beyond the small ones, ${quality.length} of ${tables.length} tables with a proven optimum:`,
  ...quality.map(({ size, best, chosen, steps }) =>
    `  ${size}: fewest ${best}, ours ${chosen}, step by step ${steps}`
  ),
  `  together ${(sum("chosen") / sum("best")).toFixed(3)} times the fewest (step by step, as in reports: ${
    (sum("steps") / sum("best")).toFixed(3)
  })`,
].join("\n");
await Deno.stdout.write(new TextEncoder().encode(`${report}\n`));
const far = quality.filter(({ best, chosen }) => chosen > worst * best);
if (far.length > 0 || sum("steps") > worst * sum("best") || quality.length < tables.length / 2) {
  throw new Error(`Suppression is not within ${worst} of the optimum: ${JSON.stringify(far)}`);
}

for (const [rows, columns, most] of [[12, 10, 300], [20, 15, 400], [100, 20, 60]] as const) {
  const given = table(rows, columns, most, 1);
  Deno.bench(`suppressTable: ${rows} × ${columns}, the fewest cells`, async () => {
    await suppressTable(given);
  });
}
