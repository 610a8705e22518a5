import type { Constant, Rule } from "../segments/mod.ts";
import type { TreeNode, TreeSplit } from "./_grow_tree.ts";
import type { TreeColumn } from "./_tree_columns.ts";

/** What a path has asked of one column so far. */
interface Asked {
  /** Numbers: this or more; and whether the value itself is out (no next value can be written). */
  readonly low: number | null;
  readonly above: number | null;
  readonly high: number | null;
  readonly words: ReadonlySet<number> | null;
  /** Whether people without a value come along; null: nobody was without. */
  readonly missing: boolean | null;
}

const nothing: Asked = { low: null, above: null, high: null, words: null, missing: null };

/**
 * The rule of each cluster: any of the paths that end in it. Null where none does.
 *
 * @param booleans Columns whose words "true" and "false" are booleans in rules.
 */
export function treeRules(
  columns: readonly TreeColumn[],
  tree: TreeNode,
  k: number,
  booleans: ReadonlySet<string>,
): (Rule | null)[] {
  const paths: Rule[][] = Array.from({ length: k }, () => []);
  const walk = (node: TreeNode, asked: ReadonlyMap<number, Asked>): void => {
    if (node.kind === "leaf") {
      const conditions = [...asked].map(([c, one]) => condition(columns[c]!, one, booleans));
      paths[node.label - 1]!.push(conditions.length === 1 ? conditions[0]! : { all: conditions });
      return;
    }
    const before = asked.get(node.column) ?? nothing;
    const column = columns[node.column]!;
    walk(node.low, new Map([...asked, [node.column, narrowed(column, node, before, "left")]]));
    walk(node.high, new Map([...asked, [node.column, narrowed(column, node, before, "right")]]));
  };
  if (tree.kind === "split") walk(tree, new Map());
  return paths.map((own) => own.length === 0 ? null : own.length === 1 ? own[0]! : { any: own });
}

function narrowed(column: TreeColumn, split: TreeSplit, before: Asked, side: "left" | "right"): Asked {
  const missing = split.missing === null
    ? before.missing
    : (before.missing ?? true) && split.missing === side;
  if (column.kind === "words") {
    return { ...before, missing, words: side === "left" ? split.left : split.right };
  }
  const cut = split.atMost!;
  if (side === "left") return { ...before, missing, high: cut };
  // The next value that can be written, where values have few digits.
  const { decimals } = column;
  return decimals === null
    ? { ...before, missing, above: cut }
    : { ...before, missing, low: Number((cut + 10 ** -decimals).toFixed(decimals)) };
}

function condition(column: TreeColumn, asked: Asked, booleans: ReadonlySet<string>): Rule {
  const field = column.name;
  const { low, above, high, missing } = asked;
  const known = missing === false ? { isMissing: false } : {};
  const own: Rule[] = [];
  if (column.kind === "words") {
    const words = [...asked.words!].sort((a, b) => a - b).map((code): Constant =>
      booleans.has(field) ? column.words[code] === "true" : column.words[code]!
    );
    own.push(words.length === 1 ? { field, is: words[0]!, ...known } : { field, in: words, ...known });
  } else {
    if (low !== null && high !== null) own.push({ field, between: [low, high], ...known });
    else if (low !== null) own.push({ field, atLeast: low, ...known });
    else if (high !== null) own.push({ field, atMost: high, ...known });
    if (above !== null) {
      own.push(
        { not: { field, atMost: above } },
        ...(high === null && missing === false ? [{ field, ...known }] : []),
      );
    }
  }
  const all: Rule = own.length === 1 ? own[0]! : { all: own };
  return missing === true ? { any: [all, { field, isMissing: true }] } : all;
}
