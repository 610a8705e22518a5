import { z } from "zod";
import { InputError } from "../workspace/mod.ts";
import { misfits } from "../workspace/mod.ts";
import type { FeatureEncoding } from "./feature_encoding.ts";
import type { CovarianceShape } from "./gaussian_mixture_result.ts";
import type { LatentClassItem, MembershipModel } from "./latent_class_result.ts";
import type { ModelPoints } from "./model_points.ts";
import type { ClusteringMethod, ClusterSize } from "./result.ts";

/** How the people of a fit were spread over a column, for drift. */
export interface BaselineColumn {
  /** Name of the column. */
  readonly column: string;
  /** For numbers: where bins end, rising; the last bin has no end. Null for words. */
  readonly edges: readonly number[] | null;
  /** For words: one bin a word; further ones share the bin after the last. Null for numbers. */
  readonly words: readonly string[] | null;
  /** People a bin, then people without a value. */
  readonly counts: readonly number[];
}

/** A fit as it is kept in a file: what is needed to put new people into its clusters, and to see how they differ. */
export interface ClusteringModel {
  /** Says what kind of file this is. */
  readonly kind: "clusteringModel";
  /** Of the file; raised when old files no longer fit. */
  readonly format: 1;
  /** How the clusters were found. */
  readonly method: ClusteringMethod;
  /** Number of clusters. */
  readonly k: number;
  /** People it was fitted on. */
  readonly n: number;
  /** Fixed the starts. */
  readonly seed: number;
  /** The method and its options in a sentence. */
  readonly description: string;
  /** The clusters, with the names given to them. */
  readonly clusters: readonly ClusterSize[];
  /** Names of the features or items. */
  readonly features: readonly string[];
  /** What the features mean; null where there are items. */
  readonly encodings: readonly FeatureEncoding[] | null;
  /** `centres[cluster − 1][feature]`, in the units of the input: means, or the values of the medoids. */
  readonly centres: readonly (readonly number[])[] | null;
  /** How people are compared with the centres. */
  readonly metric: "euclidean" | "manhattan";
  /** What people are compared with variable by variable; null where there are features or items. */
  readonly points: ModelPoints | null;
  /** Weight of the people each centre was made of. */
  readonly seen: readonly number[] | null;
  /** Latent classes. */
  readonly latentClasses: {
    readonly items: readonly LatentClassItem[];
    readonly shares: readonly number[];
    readonly membership: MembershipModel | null;
  } | null;
  /** `probabilities[class][item][category]`. */
  readonly probabilities: readonly (readonly (readonly number[])[])[] | null;
  /** Gaussian mixtures, in the units they were fitted in. */
  readonly mixture: {
    readonly covariance: CovarianceShape;
    readonly shares: readonly number[];
    readonly means: readonly (readonly number[])[];
    readonly covariances: readonly (readonly (readonly number[])[])[];
  } | null;
  /** The people of the fit, for drift. */
  readonly baseline: readonly BaselineColumn[];
}

const numbers = z.array(z.number());
const text = z.string().max(10_000);

const encoding = z.strictObject({
  name: text,
  column: text,
  kind: z.enum(["number", "yes-no", "category", "ordinal", "missing"]),
  word: text.nullable(),
  words: z.array(text).nullable(),
  log: z.boolean(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  missing: z.enum(["refuse", "median", "indicator", "drop"]),
  fill: z.number().nullable(),
  offset: z.number(),
  scale: z.number().refine((scale) => scale !== 0, "is never 0"),
});

const points = z.strictObject({
  measure: z.enum(["gower", "euclidean", "manhattan", "prototypes"]),
  gamma: z.number().positive().nullable(),
  variables: z.array(z.strictObject({
    name: text,
    kind: z.enum(["interval", "ordinal", "nominal", "symmetric", "asymmetric"]),
    words: z.array(text).nullable(),
    first: z.int().min(0).max(1),
    weight: z.number().positive(),
    scale: z.number().min(0),
  })).min(1),
  points: z.array(z.array(z.number().nullable())),
});

const schema: z.ZodType<ClusteringModel> = z.strictObject({
  kind: z.literal("clusteringModel"),
  format: z.literal(1),
  method: z.enum([
    ...["kmeans", "bisecting-kmeans", "minibatch-kmeans", "pam", "clara", "kprototypes"] as const,
    ...["hierarchical", "mixture", "lca", "hdbscan"] as const,
  ]),
  k: z.int().min(1).max(65_535),
  n: z.int().min(1),
  seed: z.int(),
  description: text,
  clusters: z.array(z.strictObject({ cluster: z.int(), name: text, people: z.number(), share: z.number() })),
  features: z.array(text).min(1),
  encodings: z.array(encoding).nullable(),
  centres: z.array(numbers).nullable(),
  // Left out by files from before distances could be saved.
  metric: z.enum(["euclidean", "manhattan"]).default("euclidean"),
  points: points.nullable().default(null),
  seen: numbers.nullable(),
  latentClasses: z.strictObject({
    items: z.array(z.strictObject({ name: text, categories: z.array(text).min(1) })).min(1),
    shares: numbers,
    membership: z.strictObject({
      names: z.array(text),
      coefficients: z.array(numbers),
      standardErrors: z.array(numbers).nullable(),
    }).nullable(),
  }).nullable(),
  probabilities: z.array(z.array(numbers)).nullable(),
  mixture: z.strictObject({
    covariance: z.enum(["spherical", "diagonal", "tied", "full"]),
    shares: numbers,
    means: z.array(numbers),
    covariances: z.array(z.array(numbers)),
  }).nullable(),
  baseline: z.array(z.strictObject({
    column: text,
    edges: numbers.nullable(),
    words: z.array(text).nullable(),
    counts: numbers,
  })),
});

/** A model as the text of a file. */
export function writeModel(model: ClusteringModel): string {
  return `${JSON.stringify(model, null, 1)}\n`;
}

/**
 * Reads a model from the text of a file, and checks every part of it.
 *
 * @param file How to name the file in messages.
 * @throws {InputError} It is not JSON, no model, of another format, or its parts do not fit each other.
 *
 * @example
 * ```ts
 * import { readModel } from "./clustering_model.ts";
 * let message = "";
 * try {
 *   readModel('{"kind":"clusteringModel","format":2}', "old.json");
 * } catch (error) {
 *   message = (error as Error).message;
 * }
 * if (!message.startsWith('Cannot use "old.json": it is a model of format 2')) throw new Error(message);
 * ```
 */
export function readModel(content: string, file: string): ClusteringModel {
  const stop = (why: string): never => {
    throw new InputError(`Cannot use "${file}": ${why}`);
  };
  let data: unknown;
  try {
    data = JSON.parse(content);
  } catch {
    return stop("it is not JSON. Save a model with trellis cluster --save.");
  }
  const { kind, format } = (data ?? {}) as { kind?: unknown; format?: unknown };
  if (kind !== "clusteringModel") stop("it is not a model. Save one with trellis cluster --save.");
  if (format !== 1) {
    stop(`it is a model of format ${JSON.stringify(format)}, and this version reads format 1. Fit it again.`);
  }
  const wrong = misfits(data, schema);
  if (wrong.length > 0) stop(`it has been changed or cut: ${wrong.slice(0, 3).join("; ")}. Fit it again.`);
  const model = schema.parse(data);
  if (!fits(model)) stop("its parts do not fit each other. Fit it again.");
  return model;
}

/** Whether every table has the size that clusters and features ask for. */
function fits(model: ClusteringModel): boolean {
  const { k, clusters, features, encodings, centres, seen, latentClasses, probabilities, mixture } = model;
  const { points } = model;
  const width = features.length;
  const table = (rows: readonly (readonly unknown[])[], columns: number) =>
    rows.length === k && rows.every((row) => row.length === columns);
  const items = latentClasses?.items;
  return clusters.length === k &&
    (encodings === null || encodings.length === width) &&
    (centres === null || table(centres, width)) &&
    (seen === null || seen.length === k) &&
    (points === null
      ? latentClasses !== null || encodings !== null && (centres ?? mixture) !== null
      : table(points.points, points.variables.length) && placed(points)) &&
    (!latentClasses || (latentClasses.shares.length === k && probabilities !== null)) &&
    (!items || !probabilities || (table(probabilities, items.length) &&
      probabilities.every((own) => own.every((row, j) => row.length === items[j]!.categories.length)))) &&
    (!mixture || (mixture.shares.length === k && table(mixture.means, width) &&
      mixture.covariances.length === k &&
      mixture.covariances.every((own) => own.length === width && own.every((row) => row.length === width))));
}

/** Whether numbers that stand for words stand for one there is, and nothing is divided by 0. */
function placed({ measure, gamma, variables, points }: ModelPoints): boolean {
  return (measure !== "prototypes" || gamma !== null) &&
    variables.every(({ kind, words, first, scale }, j) =>
      (scale > 0 || kind === "asymmetric") && (kind === "interval") === (words === null) &&
      points.every((point) => {
        const value = point[j]!;
        return value === null || words === null ||
          value >= first && value < first + words.length && (kind === "ordinal" || Number.isInteger(value));
      })
    );
}
