import type { Columns } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { bisectingKmeans } from "./bisecting_kmeans.ts";
import type { CategoricalItem } from "./categorical_item.ts";
import { categoricalItems } from "./categorical_items.ts";
import { clara } from "./clara.ts";
import type { Clusterer } from "./clusterer.ts";
import { chooseColumns } from "./_choose_columns.ts";
import type { Covariate } from "./_covariates.ts";
import { distanceClusterer, type FitDistances, shuffled, taken } from "./_distance_clusterer.ts";
import { distanceRows } from "./_distance_methods.ts";
import type { DistanceMetric } from "./dissimilarities.ts";
import { dropRows } from "./_drop_rows.ts";
import { encodeColumns } from "./_encode_rows.ts";
import { readColumn } from "./_read_column.ts";
import { readWeights } from "./_read_weights.ts";
import { rowsOf } from "./_rows_of.ts";
import { type Features, features } from "./features.ts";
import { hdbscan } from "./hdbscan.ts";
import { hierarchical } from "./hierarchical.ts";
import { kmeansClusterer } from "./kmeans_clusterer.ts";
import { kmeans } from "./kmeans.ts";
import { kprototypes } from "./kprototypes.ts";
import { latentClassClusterer } from "./latent_class_clusterer.ts";
import type { MixedData } from "./mixed_data.ts";
import { minibatchKmeans } from "./minibatch_kmeans.ts";
import { mixtureClusterer } from "./mixture_clusterer.ts";
import { pam } from "./pam.ts";
import type { TableClusteringOptions } from "./prepare_clustering.ts";
import type { Clustering, ClusteringMethod } from "./result.ts";
import { weightedClusterer, type WeightedMethod } from "./weighted_clusterer.ts";
import { peopleLeftOut } from "./_people.ts";

/** A method bound to the columns of a table. */
export interface ClusteringWork {
  /** Which method it is. */
  readonly method: ClusteringMethod;
  /** The features, where the method works on numbers. */
  readonly features: Features | null;
  /** The variables, where it compares people variable by variable. */
  readonly mixed: MixedData | null;
  /** The items, where it works on answers. */
  readonly items: readonly CategoricalItem[] | null;
  /** Covariates of latent classes. */
  readonly covariates: readonly Covariate[];
  /** The table as used: rows with missing values may have been dropped. */
  readonly table: Columns;
  /** Row of the given table behind each row used; null: the same. */
  readonly rows: Uint32Array | null;
  /** How many rows the given table has. */
  readonly tableRows: number;
  /** One number above 0 a row used, or null. */
  readonly weights: Float64Array | null;
  /** What it was prepared with. */
  readonly options: TableClusteringOptions;
  /** What to keep in mind about the columns. */
  readonly warnings: readonly string[];
  /** Fits; `k` is null for methods that find it themselves. */
  fit(k: number | null, seed: number): Promise<Clustering>;
  /** The method for judgements of stability; null where it cannot be judged so. */
  clusterer(): Clusterer | null;
}

type Prepare = (table: Columns, options: TableClusteringOptions) => ClusteringWork;

/** One line a method. */
export const tableMethods: { readonly [M in ClusteringMethod]?: Prepare } = {
  kmeans: (table, options) => byCentres(table, options, kmeans),
  "bisecting-kmeans": (table, options) => byCentres(table, options, bisectingKmeans),
  "minibatch-kmeans": (table, options) => byCentres(table, options, inBatches),
  mixture: byMixture,
  lca: byLatentClasses,
  pam: (table, options) =>
    byDistances(
      table,
      options,
      (metric) => (data, k, _, weights) => pam(data, { k, ...given({ metric, weights }) }),
    ),
  clara: (table, options) =>
    byDistances(table, options, (metric) => (data, k, seed, weights) => {
      const { restarts: samples, signal } = options;
      if ("triangle" in data) return pam(data, { k, ...given({ metric, weights }) });
      return clara(data, { k, seed, ...given({ metric, weights, samples, signal }) });
    }),
  hierarchical: (table, options) => {
    const { linkage, height } = options;
    const cut = (k: number) => height === undefined ? { k } : { height };
    return byDistances(
      table,
      options,
      (metric) => (data, k, _, weights) =>
        hierarchical(data, { ...cut(k), ...given({ metric, linkage, weights }) }),
    );
  },
  hdbscan: (table, options) => ({
    ...byDistances(table, options, (metric) => (data) => {
      const { minSize: minClusterSize, minSamples, selection } = options;
      return hdbscan(data, given({ metric, minClusterSize, minSamples, selection }));
    }),
    clusterer: () => null,
  }),
  kprototypes: byPrototypes,
};

const batchRows = 10_000;

/** Features with what every method on numbers shares. */
function onFeatures(
  table: Columns,
  options: TableClusteringOptions,
): Omit<ClusteringWork, "fit" | "clusterer" | "features"> & { readonly features: Features } {
  const { columns, items, scale, missing, weights } = options;
  const chosen = columns || items ? [...columns ?? [], ...items ?? []] : undefined;
  const made = features(table, {
    ...(chosen && { columns: chosen }),
    ...(scale && { scale }),
    ...(missing && { missing }),
    ...(weights !== undefined && { weights }),
  });
  return {
    method: options.method,
    features: made,
    mixed: null,
    items: null,
    covariates: [],
    table: dropRows(table, made.encodings).kept,
    rows: made.rows,
    tableRows: table.rows,
    weights: made.weights,
    options,
    warnings: made.report.advice,
  };
}

type FitCentres = (
  features: Features,
  options: { k: number; seed: number; restarts?: number; signal?: AbortSignal },
) => Promise<Clustering>;

function byCentres(table: Columns, options: TableClusteringOptions, fit: FitCentres): ClusteringWork {
  const work = onFeatures(table, options);
  const { restarts, signal, seed } = options;
  return {
    ...work,
    fit: (k, seed) =>
      fit(work.features, {
        ...{ k: needed(k), seed },
        ...(restarts !== undefined && { restarts }),
        ...(signal && { signal }),
      }),
    clusterer: () =>
      kmeansClusterer(work.features, {
        ...(restarts !== undefined && { restarts }),
        ...(seed !== undefined && { seed }),
      }),
  };
}

/** Rows in batches, drawn so that the first holds all kinds of people where the file is sorted. */
const inBatches: FitCentres = async (all, options) => {
  const { rows } = all.matrix;
  const batches = Math.max(1, Math.floor(rows / batchRows));
  const members = Array.from(
    { length: batches },
    (_, b) => Uint32Array.from({ length: Math.ceil((rows - b) / batches) }, (_, i) => b + i * batches),
  );
  const batch = (own: Uint32Array): Features => ({
    ...all,
    matrix: rowsOf(all.matrix, own),
    weights: all.weights && Float64Array.from(own, (row) => all.weights![row]!),
  });
  const found = await minibatchKmeans(() => members.values().map(batch), options);
  const labels = new Uint16Array(rows);
  let at = 0;
  for (const own of members) for (const row of own) labels[row] = found.labels[at++]!;
  return { ...found, labels };
};

function byMixture(table: Columns, options: TableClusteringOptions): ClusteringWork {
  const work = onFeatures(table, options);
  const { restarts, covariance, weightsAre, seed } = options;
  const clusterer = mixtureClusterer(work.features, {
    columns: encodeColumns(work.table, work.features.encodings),
    ...(restarts !== undefined && { restarts }),
    ...(covariance && { covariance }),
    ...(weightsAre && { weightsAre }),
    ...(seed !== undefined && { seed }),
  });
  return {
    ...work,
    fit: (k, seed) => clusterer.fit(needed(k), seed),
    clusterer: () => clusterer,
  };
}

function byLatentClasses(given: Columns, options: TableClusteringOptions): ClusteringWork {
  const { columns, items: asked, covariates: names = [], missing, weights: weightsName } = options;
  if (missing === "median" || missing === "indicator") {
    throw new InputError(
      `Cannot treat missing answers by "${missing}" in latent classes: they keep people with missing answers of ` +
        "their own. Leave it out, or drop the people.",
    );
  }
  const weigh = weightsName === undefined ? {} : { weights: weightsName };
  const chosen = columns || asked
    ? [...columns ?? [], ...asked ?? []].map((one) => typeof one === "string" ? one : one.column)
    : chooseColumns(given, weigh).choices.map(({ column }) => column).filter((name) => !names.includes(name));
  const twice = chosen.find((name, i) => chosen.indexOf(name) !== i);
  if (twice !== undefined) throw new InputError(`Cannot cluster: column "${twice}" is named twice`);
  const rules = [...chosen, ...names].map((column) => ({ column, missing: missing ?? "refuse" as const }));
  const all = readWeights(given, weightsName);
  const { kept, rows } = missing === "drop"
    ? dropRows(given, [...rules, ...(weightsName === undefined ? [] : [{ column: weightsName, missing }])])
    : { kept: given, rows: null };
  const weights = rows && all ? Float64Array.from(rows, (row) => all[row]!) : all;
  const items = categoricalItems(kept, chosen);
  for (const { name, categories } of items) {
    if (categories.length > mostAnswers) {
      throw new InputError(
        `Cannot use the item "${name}": it has ${categories.length} different answers, more than ${mostAnswers}. ` +
          "Leave it out, or bring it down to a few groups first.",
      );
    }
  }
  const covariates = names.flatMap((name) => covariatesOf(kept, name));
  const clusterer = latentClassClusterer(items, {
    ...(options.restarts !== undefined && { restarts: options.restarts }),
    ...(weights && { weights }),
    ...(options.weightsAre && { weightsAre: options.weightsAre }),
    ...(covariates.length > 0 && { covariates }),
    ...(options.seed !== undefined && { seed: options.seed }),
  });
  const constant = items.filter(({ categories }) => categories.length === 1).map(({ name }) =>
    `Item "${name}" has the same answer from everybody and says nothing about classes.`
  );
  const dropped = given.rows - kept.rows;
  return {
    ...{ method: "lca", features: null, mixed: null, items, covariates, table: kept, rows, weights, options },
    tableRows: given.rows,
    warnings: [
      ...(dropped > 0
        ? [
          peopleLeftOut(dropped, given.rows),
        ]
        : []),
      ...constant,
    ],
    fit: (k, seed) => clusterer.fit(needed(k), seed),
    clusterer: () => clusterer,
  };
}

const mostAnswers = 50;

/** A column as covariates: itself where it holds numbers, else a 0/1 one for each word but the first. */
function covariatesOf(table: Columns, name: string): Covariate[] {
  const column = readColumn(table, name);
  const missing = (i: number) => ((column.missing?.bytes[i >> 3] ?? 0) >> (i & 7) & 1) === 1;
  if (column.kind === "numbers") {
    return [{ name, values: column.numbers.map((value, i) => missing(i) ? NaN : value) }];
  }
  return column.words.slice(1).map((word, w) => ({
    name: `${name} = ${word}`,
    values: Float64Array.from(column.codes, (code, i) => missing(i) ? NaN : Number(code === w + 1)),
  }));
}

/** Methods that do without a number of clusters, where a height or a density decides. */
function byDistances(
  table: Columns,
  options: TableClusteringOptions,
  fitBy: (metric: DistanceMetric | undefined) => FitDistances,
): ClusteringWork {
  const { data, metric, ...made } = distanceRows(table, options);
  const { method, seed, height } = options;
  const fit = fitBy(metric);
  // Stability is judged on the distances between those drawn.
  const onGiven: FitDistances = (own, ...rest) => ("triangle" in own ? fitBy(undefined) : fit)(own, ...rest);
  return {
    ...made,
    ...{ method, items: null, covariates: [], options },
    mixed: "matrix" in data ? null : data,
    tableRows: table.rows,
    fit: (k, seed) =>
      fit(data, k ?? (method === "hdbscan" || height !== undefined ? 1 : needed(k)), seed, null),
    clusterer: () => distanceClusterer(data, { method, metric, fit: onGiven, ...given({ seed }) }),
  };
}

function byPrototypes(table: Columns, options: TableClusteringOptions): ClusteringWork {
  const { scale, ...others } = options;
  const { data, ...made } = distanceRows(table, others, { always: true });
  const { restarts: usual, signal, seed } = options;
  const bound = (own: MixedData): WeightedMethod => ({
    method: "kprototypes",
    features: null,
    people: own.rows,
    fit({ k, seed, counts, restarts = usual, quick }) {
      const weights = counts && own.weights ? counts.map((count, i) => count * own.weights![i]!) : counts;
      return kprototypes(own, {
        k,
        seed,
        silhouette: !quick,
        ...given({ scale, restarts, signal, weights }),
      });
    },
    take: (rows) => bound(taken(own, rows)),
    shuffle: (order) => bound(shuffled(own, order)),
  });
  const clusterer = weightedClusterer(bound(data as MixedData), given({ seed }));
  return {
    ...made,
    ...{ method: "kprototypes", items: null, covariates: [], options, mixed: data as MixedData },
    tableRows: table.rows,
    fit: (k, seed) => clusterer.fit(needed(k), seed),
    clusterer: () => clusterer,
  };
}

/** What is there, of options that may not be. */
function given<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined | null> } {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined && value !== null),
  ) as { [K in keyof T]?: Exclude<T[K], undefined | null> };
}

function needed(k: number | null): number {
  if (k === null) throw new InputError("Cannot cluster: say how many clusters (k)");
  return k;
}
