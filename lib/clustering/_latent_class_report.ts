import type { PatternTable } from "./_answer_patterns.ts";
import type { BestStart } from "./_best_start.ts";
import type { WeightMeaning } from "./_case_weights.ts";
import type { CategoricalItem } from "./categorical_item.ts";
import type { FittedErrors } from "./_latent_class_errors.ts";
import {
  bivariateResiduals,
  cellFit,
  type Probabilities,
  relativeEntropy,
} from "./_latent_class_measures.ts";
import type { LatentClassModel } from "./_latent_class_model.ts";
import type { LatentClassFit } from "./latent_class_result.ts";
import { mixtureWarnings } from "./_mixture_warnings.ts";
import type { ClusteringResult } from "./result.ts";

/** What a fit of latent classes found, and how. */
export interface FoundClasses {
  readonly items: readonly CategoricalItem[];
  readonly table: PatternTable;
  readonly model: LatentClassModel;
  readonly best: BestStart;
  readonly starts: number;
  readonly seed: number;
  readonly people: number;
  readonly weightsAre: WeightMeaning | null;
  /** Names of the covariates, and `coefficients[class][name]`; null without. */
  readonly membership:
    | { readonly names: readonly string[]; readonly coefficients: readonly number[][] }
    | null;
  readonly errors: FittedErrors | null;
  readonly warnings: readonly string[];
  readonly seconds: number;
}

/** More categories than this are most likely numbers taken for answers. */
const manyCategories = 20;

/** Puts everything in one result. */
export function latentClassReport(found: FoundClasses): ClusteringResult {
  const { items, table, model, starts, seed, people, membership } = found;
  const { best, hits } = found.best;
  const k = model.shares.length;
  const free = items.reduce((sum, { categories }) => sum + categories.length - 1, 0);
  const parameters = k * free + (k - 1) * (membership ? membership.names.length : 1);
  const cells = items.reduce((product, { categories }) => product * categories.length, 1);
  const residualDf = Math.min(people, cells - 1) - parameters;
  const deviance = -2 * best.logLikelihood;
  const unused = table.of.reduce((sum, p) => sum + (p < 0 ? 1 : 0), 0);
  const fit: LatentClassFit = {
    items: items.map(({ name, categories }) => ({ name, categories })),
    shares: model.shares,
    patterns: table.patterns,
    ...cellFit(table, model.shares, model.probabilities),
    residualDf,
    adjustedBic: deviance + parameters * Math.log((people + 2) / 24),
    caic: deviance + parameters * (Math.log(people) + 1),
    entropy: relativeEntropy(model.patterns.posterior, k, (p) => table.weights[p]!),
    bivariateResiduals: bivariateResiduals(
      table,
      model.shares,
      model.probabilities,
      table.order.map((j) => items[j]!.name),
    ),
    membership: membership ? { ...membership, standardErrors: found.errors?.coefficients ?? null } : null,
    weightsAre: found.weightsAre,
    standardErrors: found.errors
      ? { shares: found.errors.shares, probabilities: asGiven(found.errors.probabilities, table) }
      : null,
  };
  return {
    kind: "clustering",
    method: "lca",
    k,
    n: people,
    features: items.map(({ name }) => name),
    sizes: model.patterns.sizes,
    clusters: sharesOf(model, table),
    withinSS: null,
    totalSS: null,
    logLikelihood: best.logLikelihood,
    parameters,
    bic: deviance + parameters * Math.log(people),
    aic: deviance + 2 * parameters,
    silhouette: null,
    iterations: best.iterations,
    converged: best.converged,
    restarts: starts,
    restartHits: hits,
    seed,
    centres: null,
    medoids: null,
    probabilities: asGiven(model.probabilities, table),
    latentClasses: fit,
    description: description(found, k),
    warnings: [
      ...found.warnings,
      ...mixtureWarnings(found.best, starts, model.patterns.sizes, unused),
      ...itemWarnings(items),
      ...(residualDf < 0 ? [tooMany(parameters, people, cells)] : []),
      ...(membership ? separation(membership.coefficients, membership.names) : []),
    ],
    timings: { fitSeconds: found.seconds },
  };
}

/** From the table's order of items to the order they were given in. */
function asGiven(sorted: Probabilities, { order }: PatternTable): number[][][] {
  return sorted.map((items) => {
    const out: number[][] = [];
    order.forEach((j, at) => out[j] = [...items[at]!]);
    return out;
  });
}

function sharesOf({ patterns }: LatentClassModel, table: PatternTable): ClusteringResult["clusters"] {
  const sums = new Float64Array(patterns.sizes.length);
  patterns.labels.forEach((label, p) => sums[label - 1]! += table.weights[p]!);
  const total = sums.reduce((sum, weight) => sum + weight, 0);
  return patterns.sizes.map((people, c) => ({
    cluster: c + 1,
    name: `Class ${c + 1}`,
    people,
    share: sums[c]! / total,
  }));
}

function description({ items, starts, seed, membership, weightsAre }: FoundClasses, k: number): string {
  return [
    `Latent class analysis: ${k} ${k === 1 ? "class" : "classes"} of ${items.length} items`,
    ...(membership ? [`membership by ${membership.names.slice(1).join(", ")}`] : []),
    ...(weightsAre ? [weightsAre === "sample" ? "sample weights" : "weights are counts"] : []),
    `best of ${starts} ${starts === 1 ? "start" : "starts"}, seed ${seed}`,
  ].join("; ") + ".";
}

function itemWarnings(items: readonly CategoricalItem[]): string[] {
  return items.flatMap(({ name, categories }) => {
    if (categories.length === 1) {
      return [`Everybody who answered "${name}" says "${categories[0]}": it tells nobody apart.`];
    }
    return categories.length > manyCategories
      ? [`"${name}" has ${categories.length} categories: put them together, or numbers into bands, first.`]
      : [];
  });
}

function tooMany(parameters: number, people: number, cells: number): string {
  return `The model has ${parameters} parameters for ` +
    (cells - 1 <= people ? `${cells} possible patterns` : `${people} people`) +
    ": it is not identified, and other solutions fit as well. Ask for fewer classes.";
}

function separation(coefficients: readonly number[][], names: readonly string[]): string[] {
  const wild = names.findIndex((_, j) => coefficients.some((row) => Math.abs(row[j]!) > 1e3));
  return wild > 0
    ? [`"${names[wild]}" tells classes apart without overlap: its coefficients have no limit.`]
    : [];
}
