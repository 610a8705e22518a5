import { strict as assert } from "node:assert";
import { compareGroupings, profileClusters } from "../clustering/mod.ts";
import { random as randomSource } from "../kernels/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { release } from "./release.ts";

/** Fails where printed numbers, subtracted, leave 1 to 10. */
function check(what: string, whole: Shown | null, ...less: readonly (Shown | null)[]): void {
  const known = [whole, ...less].flatMap((n) => typeof n === "number" ? [n] : []);
  if (known.length <= less.length) return;
  const left = known.slice(1).reduce((rest, n) => rest - n, known[0]!);
  assert.ok(!(left >= 1 && left <= 10), `${what}: ${known.join(" - ")} = ${left}`);
}

/** The count that a share gives away. */
const behind = (share: Shown | null, of: Shown | null): Shown =>
  typeof share === "number" && typeof of === "number" ? Math.round(share * of) : "hidden";

Deno.test("groupingComparison: no count of 1 to 10 follows by subtraction, of 40 random tables", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const random = randomSource(seed);
    const k = 2 + seed % 4;
    const a = Array.from({ length: 60 + 15 * seed }, () => Math.floor(k * random() ** 1.7));
    const b = a.map((group) => random() < 0.8 ? group : Math.floor(k * random()));
    const { groupingComparisons: [one] } = await release({
      groupingComparisons: [compareGroupings(a, b).result],
    });
    const { n, table, matchesA, matchesB, moved, aligned } = one!;
    const where = `table ${seed}`;
    check(where, n, ...matchesA.map(({ people }) => people));
    check(where, n, ...matchesB.map(({ people }) => people));
    check(where, n, moved);
    check(where, n, ...aligned.map(({ people }) => people));
    const lines = [
      ...matchesA.map(({ people }, i) => [people, table[i]!] as const),
      ...matchesB.map(({ people }, j) => [people, table.map((row) => row[j]!)] as const),
    ];
    for (const [people, line] of lines) {
      check(where, people, ...line);
      line.forEach((cell, i) => {
        check(where, cell);
        check(where, people, cell);
        check(where, people, ...line.filter((_, j) => j !== i));
      });
    }
  }
});

Deno.test("clusterProfile: no count of 1 to 10 follows from counts and shares, of 40 random profiles", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const random = randomSource(seed);
    const rows = 60 + 15 * seed;
    const labels = Uint16Array.from({ length: rows }, () => 1 + Math.floor((2 + seed % 4) * random() ** 1.7));
    const bytes = new Uint8Array((rows + 7) >> 3);
    let count = 0;
    for (let i = 0; i < rows; i++) {
      if (random() >= 0.08) continue;
      bytes[i >> 3]! |= 1 << (i & 7);
      count++;
    }
    const words = {
      codes: Uint32Array.from({ length: rows }, () => Math.floor(4 * random() ** 1.5)),
      dictionary: ["p", "q", "r", "s"],
    };
    const has = Float64Array.from(labels, (label) => Number(random() < 0.15 * label));
    const table = {
      rows,
      columns: new Map<string, Float64Array | typeof words>([["plan", words], ["has", has]]),
      nulls: new Map([["has", { bytes, count }]]),
    };
    const { clusterProfiles: [one] } = await release({
      clusterProfiles: [profileClusters(table, labels, { variables: ["has"], descriptors: ["plan"] })],
    });
    const { n, segments, variables } = one!;
    check(`sizes ${seed}`, n, ...segments.map(({ people }) => people));
    for (const { name, cells, missing, all } of variables) {
      const where = `${name} ${seed}`;
      check(where, missing);
      cells.forEach((cell, c) => {
        const people = behind(cell.level, cell.n);
        check(where, cell.n);
        check(where, segments[c]!.people, cell.n);
        check(where, people);
        check(where, cell.n, people);
      });
      const known = typeof n === "number" && typeof missing === "number" ? n - missing : "hidden";
      const everybody = behind(all, known);
      check(where, everybody);
      check(where, known, everybody);
      check(where, everybody, ...cells.map(({ level, n }) => behind(level, n)));
      if (cells.length > 2) {
        cells.forEach((_, c) =>
          check(where, everybody, ...cells.flatMap(({ level, n }, i) => i === c ? [] : [behind(level, n)]))
        );
      }
      if (cells.some(({ level }) => level === "hidden")) {
        assert.ok(cells.every(({ difference }) => typeof difference !== "number"), where);
      }
    }
    const plans = variables.filter(({ column }) => column === "plan");
    segments.forEach(({ people }, c) => {
      check(`plans ${seed}`, people, ...plans.map(({ cells }) => behind(cells[c]!.level, cells[c]!.n)));
    });
  }
});
