import type { Columns } from "../engine/mod.ts";
import { random, wilson } from "../kernels/mod.ts";
import { describeRule, type Rule } from "../segments/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { growTree, type TreeNode, typeRow } from "./_grow_tree.ts";
import { drawRows } from "./_draw_rows.ts";
import { treeColumns } from "./_tree_columns.ts";
import { treeRules } from "./_tree_rules.ts";

/** How rules are found. */
export interface TypingRulesOptions {
  /** Columns the rules may ask about. Default: all of the table. */
  readonly columns?: readonly string[];
  /** Questions to a person at most. Default 3. */
  readonly depth?: number;
  /** People at the end of a path at least. Default: 2 % of everybody, 11 at least. */
  readonly leaf?: number;
  /** Columns that may only work one way: the higher the value, the higher (`rising`) or lower the cluster's number. */
  readonly monotone?: Readonly<Record<string, "rising" | "falling">>;
  /** Clusters from low to high, for `monotone`. Default: by number. */
  readonly order?: readonly number[];
  /** Names of the clusters. Default "Cluster 1" … */
  readonly names?: readonly string[];
  /** Columns whose words "true" and "false" are booleans in rules. */
  readonly booleans?: readonly string[];
  /** Parts people are divided into to measure fidelity. Default 5. */
  readonly folds?: number;
  /** Fixes the parts. Default 1. */
  readonly seed?: number;
}

/** The rule of one cluster. `N` is `number` inside, `Shown` after the privacy gate. */
export interface TypedSegment<N = number> {
  /** 1 to k. */
  readonly cluster: number;
  /** For the segment book: lower-case letters, digits and hyphens. */
  readonly id: string;
  /** What to call it. */
  readonly name: string;
  /** Null where no path ends in this cluster. */
  readonly rule: Rule | null;
  /** The rule in words, to stand after "people who"; null without one. */
  readonly words: string | null;
  /** People of the cluster. */
  readonly people: N;
  /** People held out whom the rules put here. */
  readonly placed: N;
  /** Of those, the share who belong here; null where there is nobody. */
  readonly precision: N | null;
  /** Of the cluster's people, the share the rules find. */
  readonly recall: N | null;
}

/** A clustering turned into rules, and how true they are to it. */
export interface TypingRules<N = number> {
  /** Says what kind of result this is. */
  readonly kind: "typingRules";
  /** People with a cluster. */
  readonly n: N;
  /** Columns the rules ask about, in alphabetical order. */
  readonly columns: readonly string[];
  /** Questions to a person at most. */
  readonly depth: number;
  /** People at the end of a path at least. */
  readonly leaf: number;
  /** Ends of paths. */
  readonly leaves: number;
  /** Each cluster, in order. */
  readonly segments: readonly TypedSegment<N>[];
  /** How far the rules agree with the clustering, on people who had no part in finding them. */
  readonly fidelity: {
    /** Share of people whom the rules put where the clustering did. */
    readonly agreement: N;
    /** 95 % interval (Wilson). */
    readonly low: N;
    /** Its upper end. */
    readonly high: N;
    /** Cohen's kappa (1960): agreement beyond what the sizes alone would give. */
    readonly kappa: N;
    /** People held out, each once. */
    readonly n: N;
    /** Parts. */
    readonly folds: number;
    /** People whom no rule could place. */
    readonly unplaced: N;
  };
  /** `confusion[cluster − 1][typed]`: people held out by cluster and by rule; `typed` 0 is placed nowhere. */
  readonly confusion: readonly (readonly N[])[];
  /** The answer in words. */
  readonly verdict: string;
  /** What to keep in mind. */
  readonly warnings: readonly string[];
}

const mostRows = 20_000;

/**
 * Turns a clustering into rules for the segment book: a shallow tree of questions about the people's columns
 * (CART, Breiman et al. 1984), written as one rule a cluster. Fidelity is that of rules found in the same way
 * without the people they are tried on (cross-validation).
 *
 * Of more than 20,000 people, a random sample of them is used.
 *
 * @param table The people: any columns, also those the clustering did not use.
 * @param labels Cluster of each row, 1 to k; people of 0 have no part.
 * @throws {InputError} Labels and table differ in length, nobody has a cluster, or an option makes no sense.
 *
 * @example
 * ```ts
 * import { typingRules } from "./typing_rules.ts";
 * const ages = Float64Array.from({ length: 100 }, (_, i) => i < 50 ? 20 + i % 10 : 60 + i % 10);
 * const labels = Uint16Array.from({ length: 100 }, (_, i) => i < 50 ? 1 : 2);
 * const table = { rows: 100, columns: new Map([["age", ages]]), nulls: new Map() };
 * const { segments, fidelity } = typingRules(table, labels);
 * if (JSON.stringify(segments[0]?.rule) !== '{"field":"age","atMost":40}') throw new Error();
 * if (segments[1]?.words !== "is aged 41 or over" || fidelity.agreement !== 1) throw new Error(segments[1]?.words ?? "");
 * ```
 */
export function typingRules(
  table: Columns,
  labels: Uint16Array,
  options: TypingRulesOptions = {},
): TypingRules {
  const { depth = 3, folds = 5, seed = 1 } = options;
  if (labels.length !== table.rows) {
    throw new InputError(`Cannot make rules: there are ${labels.length} labels for ${table.rows} people`);
  }
  const k = labels.reduce((most, label) => Math.max(most, label), 0);
  const clustered = Uint32Array.from(labels.keys()).filter((i) => labels[i]! > 0);
  if (clustered.length === 0) throw new InputError("Cannot make rules: nobody has a cluster");
  for (const [name, value, least] of [["depth", depth, 1], ["folds", folds, 2]] as const) {
    if (!Number.isInteger(value) || value < least || value > 10) {
      throw new InputError(
        `Cannot make rules with ${name} ${value}: give a whole number from ${least} to 10`,
      );
    }
  }
  const rows = clustered.length > mostRows
    ? Uint32Array.from(drawRows(clustered.length, mostRows, seed), (i) => clustered[i]!)
    : clustered;
  const leaf = options.leaf ?? Math.max(11, Math.ceil(rows.length * 0.02));
  if (!Number.isInteger(leaf) || leaf < 1) {
    throw new InputError(`Cannot make rules with ${leaf} people a path`);
  }
  const names = (options.columns ?? [...table.columns.keys()]).filter((name) =>
    table.nulls.get(name)?.count !== table.rows
  );
  const columns = treeColumns(table, names);
  const order = options.order ?? Array.from({ length: k }, (_, c) => c + 1);
  if (order.length !== k || order.toSorted((a, b) => a - b).some((cluster, c) => cluster !== c + 1)) {
    throw new InputError(`Cannot order the clusters: name each of 1 to ${k} once`);
  }
  const unknown = Object.keys(options.monotone ?? {}).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `Cannot make "${unknown}" work one way: it is no column of the rules (${names.join(", ")})`,
    );
  }
  const worded = columns.find(({ name, kind }) => kind === "words" && options.monotone?.[name] !== undefined);
  if (worded) {
    throw new InputError(`Cannot make "${worded.name}" work one way: it holds words, which have no order`);
  }
  const grow = (own: Uint32Array) =>
    growTree(columns, labels, own, {
      ...{ k, depth, leaf },
      monotone: new Map(
        Object.entries(options.monotone ?? {}).map(([name, way]) => [name, way === "rising" ? 1 : -1]),
      ),
      rank: Array.from({ length: k }, (_, c) => order.indexOf(c + 1)),
    });
  const tree = grow(rows);
  const confusion = heldOut(rows, labels, k, folds, seed, grow, (node, row) => typeRow(columns, node, row));
  const rules = treeRules(columns, tree, k, new Set(options.booleans));
  const used = new Set<string>();
  const leaves = walk(tree, (column) => used.add(columns[column]!.name));
  const segments = rules.map((rule, c) => segmentOf(rule, c, confusion, labels, options.names));
  const fidelity = { ...agreementOf(confusion), folds };
  return {
    kind: "typingRules",
    n: clustered.length,
    columns: [...used].sort(),
    ...{ depth, leaf, leaves, segments, fidelity, confusion },
    verdict: verdictOn(fidelity),
    warnings: warningsOn(segments, clustered.length, rows.length, columns.length, names.length),
  };
}

/** People by cluster (row) and by rules found without them (column; 0: nowhere). */
function heldOut(
  rows: Uint32Array,
  labels: Uint16Array,
  k: number,
  folds: number,
  seed: number,
  grow: (rows: Uint32Array) => TreeNode,
  type: (node: TreeNode, row: number) => number,
): number[][] {
  const confusion = Array.from({ length: k }, () => new Array<number>(k + 1).fill(0));
  const next = random(seed);
  const order = Uint32Array.from(rows);
  for (let i = order.length - 1; i > 0; i--) {
    const other = Math.floor(next() * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  for (let fold = 0; fold < folds; fold++) {
    const own = order.filter((_, i) => i % folds === fold);
    const others = order.filter((_, i) => i % folds !== fold);
    if (own.length === 0 || others.length === 0) continue;
    const tree = grow(others);
    for (const row of own) confusion[labels[row]! - 1]![type(tree, row)]!++;
  }
  return confusion;
}

/** Hears of every question; returns the number of ends. */
function walk(node: TreeNode, hear: (column: number) => void): number {
  if (node.kind === "leaf") return 1;
  hear(node.column);
  return walk(node.low, hear) + walk(node.high, hear);
}

function agreementOf(confusion: readonly (readonly number[])[]): Omit<TypingRules["fidelity"], "folds"> {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const n = sum(confusion.map(sum));
  const right = sum(confusion.map((row, c) => row[c + 1]!));
  const unplaced = sum(confusion.map((row) => row[0]!));
  if (n === 0) return { agreement: 0, low: 0, high: 1, kappa: 0, n, unplaced };
  const chance = sum(
    confusion.map((row, c) => sum(row) / n * sum(confusion.map((other) => other[c + 1]!)) / n),
  );
  const agreement = right / n;
  const kappa = chance < 1 ? (agreement - chance) / (1 - chance) : 1;
  return { agreement, ...wilson(right, n), kappa, n, unplaced };
}

function segmentOf(
  rule: Rule | null,
  c: number,
  confusion: readonly (readonly number[])[],
  labels: Uint16Array,
  names: readonly string[] | undefined,
): TypedSegment {
  const placed = confusion.reduce((sum, row) => sum + row[c + 1]!, 0);
  const own = confusion[c]!.reduce((sum, count) => sum + count, 0);
  const name = names?.[c] ?? `Cluster ${c + 1}`;
  return {
    cluster: c + 1,
    id: idOf(name, c + 1),
    name,
    rule,
    words: rule && describeRule(rule),
    people: labels.reduce((count, label) => count + Number(label === c + 1), 0),
    placed,
    precision: placed > 0 ? confusion[c]![c + 1]! / placed : null,
    recall: own > 0 ? confusion[c]![c + 1]! / own : null,
  };
}

function idOf(name: string, cluster: number): string {
  const plain = name.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "");
  const id = plain.slice(0, 56).replace(/-+$/, "");
  return id === "" || ["none", "unknown", "all"].includes(id) ? `cluster-${cluster}` : id;
}

function verdictOn({ agreement, kappa }: TypingRules["fidelity"]): string {
  const of = Math.round(agreement * 100);
  if (kappa >= 0.8) {
    return `The rules stand for the clusters: they place ${of} of every 100 people as the clusters do.`;
  }
  if (kappa >= 0.6) {
    return `The rules come near the clusters: they place ${of} of every 100 people as the clusters do. Say so where they are used.`;
  }
  return `The rules do not stand for the clusters: they place only ${of} of every 100 people as the clusters do. ` +
    "Assign people by the model, or ask more questions.";
}

function warningsOn(
  segments: readonly TypedSegment[],
  all: number,
  used: number,
  columns: number,
  asked: number,
): string[] {
  const warnings = segments.filter(({ rule }) => rule === null).map(({ name }) =>
    `No rule leads to "${name}": too few of its people answer alike.`
  );
  if (used < all) warnings.push(`The rules were found on a random sample of ${used} of ${all} people.`);
  if (columns < asked) {
    warnings.push(`${asked - columns} columns of more than 50 different words were not asked about.`);
  }
  return warnings;
}
