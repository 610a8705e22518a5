import type { Hierarchy } from "./hierarchy.ts";
import type { InformationLoss } from "./k_anonymise.ts";
import type { TextTable } from "./text_table.ts";

/** What a combination of levels comes to; null where it leaves out too many rows. */
interface Outcome {
  readonly suppressed: number;
  readonly loss: InformationLoss;
}

/** A table by its different combinations of quasi-identifiers, for trying levels quickly. */
export interface Tuples {
  outcome(node: readonly number[], k: number, most: number): Outcome | null;
  /** The table at these levels without the classes that are too small. */
  apply(node: readonly number[], k: number): TextTable;
}

/** Prepares a table: every value at every level as a code, every different combination once with its rows. */
export function tupleTable(
  table: TextTable,
  names: readonly string[],
  hierarchies: readonly Hierarchy[],
  diverse: Readonly<Record<string, number>>,
): Tuples {
  const columns = names.map((name) => codesOf(table, name));
  const levels = columns.map(({ values }, i) =>
    Array.from({ length: hierarchies[i]!.levels }, (_, level) => levelOf(values, hierarchies[i]!, level))
  );
  // The rows' tuples: each different combination of values once.
  const tupleOf = new Int32Array(table.rows);
  const seen = new Map<string, number>();
  const firsts: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    const key = columns.map(({ codes }) => codes[row]).join(",");
    let tuple = seen.get(key);
    if (tuple === undefined) {
      seen.set(key, tuple = firsts.length);
      firsts.push(row);
    }
    tupleOf[row] = tuple;
  }
  const weights = new Float64Array(firsts.length);
  for (const tuple of tupleOf) weights[tuple]!++;
  const sensitive = Object.entries(diverse).map(([name, least]) => ({ ...codesOf(table, name), least }));

  // The codes of each tuple side by side, so that trying a combination is a walk along them.
  const coded = columns.map(({ codes }) => Int32Array.from(firsts, (row) => codes[row]!));
  const group = (node: readonly number[]) => {
    let classOf = new Int32Array(firsts.length);
    let count = 1;
    node.forEach((level, i) => {
      const { codes, counts } = levels[i]![level]!;
      if (counts.length === 1) return;
      const seen = new Map<number, number>();
      const next = new Int32Array(firsts.length);
      for (let t = 0; t < firsts.length; t++) {
        const pair = classOf[t]! * counts.length + codes[coded[i]![t]!]!;
        let own = seen.get(pair);
        if (own === undefined) seen.set(pair, own = seen.size);
        next[t] = own;
      }
      classOf = next;
      count = seen.size;
    });
    const sizes = new Array<number>(count).fill(0);
    for (let t = 0; t < firsts.length; t++) sizes[classOf[t]!]! += weights[t]!;
    return { classOf, sizes };
  };
  /** Which classes are too small or hold too few different sensitive values. */
  const tooSmall = ({ classOf, sizes }: ReturnType<typeof group>, k: number): boolean[] => {
    const small = sizes.map((size) => size < k);
    for (const { codes, least } of sensitive) {
      const kinds = sizes.map(() => new Set<number>());
      for (let row = 0; row < table.rows; row++) kinds[classOf[tupleOf[row]!]!]!.add(codes[row]!);
      kinds.forEach((set, c) => small[c] ||= set.size < least);
    }
    return small;
  };
  return {
    outcome: (node, k, most) => {
      const grouped = group(node);
      const small = tooSmall(grouped, k);
      const suppressed = grouped.sizes.reduce((sum, size, c) => sum + (small[c] ? size : 0), 0);
      if (suppressed > most || suppressed === table.rows) return null;
      const kept = (t: number) => !small[grouped.classOf[t]!];
      let lost = 0;
      let all = 0;
      let height = 0;
      for (let i = 0; i < names.length; i++) {
        const { counts, codes } = levels[i]![node[i]!]!;
        const top = hierarchies[i]!.levels - 1;
        for (let t = 0; t < firsts.length; t++) {
          const code = coded[i]![t]!;
          const own = columns[i]!.counts[code]!;
          const full = Math.log2(table.rows / own);
          all += weights[t]! * full;
          lost += weights[t]! * (kept(t) ? Math.log2(counts[codes[code]!]! / own) : full);
          height += weights[t]! * (kept(t) ? top === 0 ? 0 : node[i]! / top : 1);
        }
      }
      const squares = grouped.sizes.reduce((sum, size, c) => sum + size * (small[c] ? table.rows : size), 0);
      return {
        suppressed,
        loss: {
          precision: height / (table.rows * names.length),
          entropy: all === 0 ? 0 : lost / all,
          discernibility: squares / table.rows ** 2,
        },
      };
    },
    apply: (node, k) => {
      const grouped = group(node);
      const small = tooSmall(grouped, k);
      const rows = Array.from(tupleOf.keys()).filter((row) => !small[grouped.classOf[tupleOf[row]!]!]);
      const changed = new Map<string, readonly (string | null)[]>();
      for (const [name, values] of table.columns) {
        const i = names.indexOf(name);
        changed.set(
          name,
          rows.map((row) =>
            i === -1 || (node[i] === 0 && values[row] === null)
              ? values[row]!
              : hierarchies[i]!.at(values[row]!, node[i]!)
          ),
        );
      }
      return { rows: rows.length, columns: changed };
    },
  };
}

/** Each row's value as a code, the values by code, and how often each stands there. */
function codesOf(table: TextTable, name: string) {
  const column = table.columns.get(name);
  if (column === undefined) throw new RangeError(`Cannot find column "${name}" in the table`);
  const seen = new Map<string | null, number>();
  const counts: number[] = [];
  const codes = new Int32Array(table.rows);
  column.forEach((value, row) => {
    let code = seen.get(value);
    if (code === undefined) {
      seen.set(value, code = counts.length);
      counts.push(0);
    }
    counts[code]!++;
    codes[row] = code;
  });
  return { codes, counts, values: [...seen.keys()].map((value, code) => ({ value, count: counts[code]! })) };
}

/** What each value is at a level, as a code, and how often each coarse value stands there. */
function levelOf(
  values: readonly { readonly value: string | null; readonly count: number }[],
  hierarchy: Hierarchy,
  level: number,
) {
  const seen = new Map<string | null, number>();
  const counts: number[] = [];
  const codes = values.map(({ value, count }) => {
    const coarse = level === 0 ? value : hierarchy.at(value, level);
    let code = seen.get(coarse);
    if (code === undefined) {
      seen.set(coarse, code = counts.length);
      counts.push(0);
    }
    counts[code]! += count;
    return code;
  });
  return { codes, counts };
}
