import { roundCut, type TreeColumn } from "./_tree_columns.ts";

/** The end of a path: everybody here is typed as one cluster. */
export interface TreeLeaf {
  readonly kind: "leaf";
  /** 1 to k. */
  readonly label: number;
}

/** A question, and where its answers lead. */
export interface TreeSplit {
  readonly kind: "split";
  /** Place among the columns. */
  readonly column: number;
  /** Numbers: at most this goes left. */
  readonly atMost: number | null;
  /** Words: these codes go left. */
  readonly left: ReadonlySet<number> | null;
  /** Words seen here that go right. */
  readonly right: ReadonlySet<number> | null;
  /** Where people without a value go; null: nobody was without, so nobody knows. */
  readonly missing: "left" | "right" | null;
  readonly low: TreeNode;
  readonly high: TreeNode;
}

/** A tree, or a part of one. */
export type TreeNode = TreeLeaf | TreeSplit;

/** How a tree grows. */
export interface GrowOptions {
  readonly k: number;
  readonly depth: number;
  readonly leaf: number;
  /** +1: the higher the value, the higher (or equal) the rank; −1: the lower. By column name. */
  readonly monotone: ReadonlyMap<string, 1 | -1>;
  /** `rank[label − 1]`. */
  readonly rank: readonly number[];
}

/** Least share of the root's impurity a cut must take away (rpart's cp). */
const leastGain = 0.005;

interface Bounds {
  readonly low: number;
  readonly high: number;
}

interface Cut {
  readonly gain: number;
  readonly split: Omit<TreeSplit, "low" | "high" | "kind">;
}

/**
 * Grows a classification tree (CART, Breiman et al. 1984): the cut that takes most Gini impurity away, again and again,
 * to the given depth. Ties go to the first column, then to the lowest cut.
 *
 * @param labels 1 to k of every row.
 * @param rows The rows to grow on.
 */
export function growTree(
  columns: readonly TreeColumn[],
  labels: Uint16Array,
  rows: Uint32Array,
  options: GrowOptions,
): TreeNode {
  const root = impurity(countsOf(labels, rows, options.k));
  const grow = (own: Uint32Array, depth: number, bounds: Bounds): TreeNode => {
    const counts = countsOf(labels, own, options.k);
    const label = bestLabel(counts, options.rank, bounds);
    if (depth === 0 || own.length < 2 * options.leaf) return { kind: "leaf", label };
    let best: Cut | null = null;
    for (const [c, column] of columns.entries()) {
      const cut = bestCut(column, c, labels, own, counts, options, bounds);
      if (cut && (!best || cut.gain > best.gain + 1e-12)) best = cut;
    }
    if (!best || best.gain < leastGain * root) return { kind: "leaf", label };
    const { split } = best;
    const side = Uint8Array.from(own, (row) => goesLeft(columns, split, row) ? 1 : 0);
    const low = own.filter((_, i) => side[i] === 1);
    const high = own.filter((_, i) => side[i] === 0);
    const [below, above] = childBounds(columns[split.column]!, labels, low, high, options, bounds);
    const [a, b] = [grow(low, depth - 1, below), grow(high, depth - 1, above)];
    if (a.kind === "leaf" && b.kind === "leaf" && a.label === b.label) return a;
    return { kind: "split", ...split, low: a, high: b };
  };
  return grow(rows, options.depth, { low: -Infinity, high: Infinity });
}

/** The cluster a row is typed as; 0 where a value the tree asks for is missing or was never seen. */
export function typeRow(columns: readonly TreeColumn[], node: TreeNode, row: number): number {
  let at = node;
  while (at.kind === "split") {
    const column = columns[at.column]!;
    if (column.kind === "number") {
      const value = column.values[row]!;
      if (Number.isNaN(value)) {
        if (at.missing === null) return 0;
        at = at.missing === "left" ? at.low : at.high;
      } else at = value <= at.atMost! ? at.low : at.high;
    } else {
      const code = column.codes[row]!;
      if (code < 0) {
        if (at.missing === null) return 0;
        at = at.missing === "left" ? at.low : at.high;
      } else if (at.left!.has(code)) at = at.low;
      else if (at.right!.has(code)) at = at.high;
      else return 0;
    }
  }
  return at.label;
}

function goesLeft(columns: readonly TreeColumn[], split: Cut["split"], row: number): boolean {
  const column = columns[split.column]!;
  if (column.kind === "number") {
    const value = column.values[row]!;
    return Number.isNaN(value) ? split.missing === "left" : value <= split.atMost!;
  }
  const code = column.codes[row]!;
  return code < 0 ? split.missing === "left" : split.left!.has(code);
}

function countsOf(labels: Uint16Array, rows: Uint32Array, k: number): Float64Array {
  const counts = new Float64Array(k);
  for (const row of rows) counts[labels[row]! - 1]!++;
  return counts;
}

/** n × Gini impurity. */
function impurity(counts: Float64Array): number {
  let n = 0;
  let squares = 0;
  for (const count of counts) {
    n += count;
    squares += count * count;
  }
  return n > 0 ? n - squares / n : 0;
}

function bestLabel(counts: Float64Array, rank: readonly number[], { low, high }: Bounds): number {
  let best = -1;
  counts.forEach((count, c) => {
    if (rank[c]! >= low && rank[c]! <= high && (best < 0 || count > counts[best]!)) best = c;
  });
  return best + 1;
}

function bestCut(
  column: TreeColumn,
  place: number,
  labels: Uint16Array,
  rows: Uint32Array,
  all: Float64Array,
  options: GrowOptions,
  bounds: Bounds,
): Cut | null {
  const { k, leaf, rank } = options;
  const lost = new Float64Array(k);
  const known: number[] = [];
  for (const row of rows) {
    const isMissing = column.kind === "number" ? Number.isNaN(column.values[row]!) : column.codes[row]! < 0;
    if (isMissing) lost[labels[row]! - 1]!++;
    else known.push(row);
  }
  const missing = lost.reduce((sum, count) => sum + count, 0);
  const direction = options.monotone.get(column.name);
  const before = impurity(all);
  let best: Cut | null = null;
  /** Tries one division of the known rows, with the missing on either side. */
  const consider = (left: Float64Array, split: () => Pick<Cut["split"], "atMost" | "left" | "right">) => {
    for (const side of missing > 0 ? ["left", "right"] as const : [null]) {
      const low = side === "left" ? left.map((count, c) => count + lost[c]!) : left;
      const high = all.map((count, c) => count - low[c]!);
      const size = low.reduce((sum, count) => sum + count, 0);
      if (size < leaf || rows.length - size < leaf) continue;
      const gain = before - impurity(low) - impurity(high);
      if (best && gain <= best.gain + 1e-12) continue;
      if (direction !== undefined) {
        const [a, b] = [low, high].map((counts) => rank[bestLabel(counts, rank, bounds) - 1]!);
        if ((b! - a!) * direction < 0) continue;
      }
      best = { gain, split: { column: place, missing: side, ...split() } };
    }
  };
  const left = new Float64Array(k);
  if (column.kind === "number") {
    const { values, decimals } = column;
    known.sort((a, b) => values[a]! - values[b]! || a - b);
    for (let i = 0; i + 1 < known.length; i++) {
      left[labels[known[i]!]! - 1]!++;
      const [low, high] = [values[known[i]!]!, values[known[i + 1]!]!];
      if (low < high) {
        consider(left.slice(), () => ({ atMost: roundCut(low, high, decimals), left: null, right: null }));
      }
    }
    return best;
  }
  const byWord = new Map<number, Float64Array>();
  for (const row of known) {
    const code = column.codes[row]!;
    if (!byWord.has(code)) byWord.set(code, new Float64Array(k));
    byWord.get(code)![labels[row]! - 1]!++;
  }
  // In the order of one cluster's share, some best division is a beginning (Breiman et al. 1984); each cluster in turn.
  for (let c = 0; c < k; c++) {
    if (all[c] === 0) continue;
    const share = (code: number) =>
      byWord.get(code)![c]! / byWord.get(code)!.reduce((sum, count) => sum + count, 0);
    const order = [...byWord.keys()].sort((a, b) => share(b) - share(a) || a - b);
    left.fill(0);
    for (let i = 0; i + 1 < order.length; i++) {
      byWord.get(order[i]!)!.forEach((count, l) => left[l]! += count);
      const words = order.slice(0, i + 1);
      consider(
        left.slice(),
        () => ({ atMost: null, left: new Set(words), right: new Set(order.slice(i + 1)) }),
      );
    }
  }
  return best;
}

/** Ranks the two sides may be typed as, so that nothing further down turns the order round. */
function childBounds(
  column: TreeColumn,
  labels: Uint16Array,
  low: Uint32Array,
  high: Uint32Array,
  { k, rank, monotone }: GrowOptions,
  bounds: Bounds,
): readonly [Bounds, Bounds] {
  const direction = monotone.get(column.name);
  if (direction === undefined) return [bounds, bounds];
  const [a, b] = [low, high].map((rows) => rank[bestLabel(countsOf(labels, rows, k), rank, bounds) - 1]!);
  const middle = (a! + b!) / 2;
  const [under, over] = [{ ...bounds, high: middle }, { ...bounds, low: middle }];
  return direction > 0 ? [under, over] : [over, under];
}
