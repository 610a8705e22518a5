import { random } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { answerPatterns, checkItems, type PatternTable } from "./_answer_patterns.ts";
import { bestStart } from "./_best_start.ts";
import { caseWeights } from "./_case_weights.ts";
import { checkCovariates, type Covariate, covariateDesign, membershipOf } from "./_covariates.ts";
import { LatentClassEm } from "./_latent_class_em.ts";
import { latentClassErrors } from "./_latent_class_errors.ts";
import { readModel } from "./_latent_class_model.ts";
import { latentClassReport } from "./_latent_class_report.ts";
import { checkMixtureOptions, type MixtureOptions } from "./_mixture_options.ts";
import { rowChances } from "./_row_chances.ts";
import type { CategoricalItem } from "./categorical_item.ts";
import type { Clustering } from "./result.ts";

export type { Covariate, MixtureOptions };

/** How to look for latent classes. */
export interface LatentClassOptions extends MixtureOptions {
  /** What goes with membership: a multinomial logit, fitted together with the classes (one step). Default none. */
  readonly covariates?: readonly Covariate[];
  /** Work out standard errors. Default false: they cost patterns × parameters². */
  readonly standardErrors?: boolean;
}

/**
 * Latent class analysis (Lazarsfeld; Goodman 1974) of polytomous items: groups of people within which the answers are
 * independent of each other.
 *
 * Equal people are put together first, so cost follows the distinct patterns of answers. From each start (chances
 * drawn evenly), EM with squared extrapolation climbs to a maximum; the likelihood never falls on the way. A missing
 * answer says nothing, and the person's other answers count (missing at random). Who answered nothing, or lacks a
 * covariate, is not used and gets label 0. Classes come in the order of falling size.
 *
 * Neither the order of rows nor that of items changes what is found; the seed fixes it.
 *
 * @param items One or more, see {@linkcode categoricalItem}.
 * @throws {InputError} An option is out of bounds, items or weights do not fit, or there are fewer distinct patterns
 * of answers than classes.
 *
 * @example
 * ```ts
 * import { categoricalItem, latentClasses } from "./mod.ts";
 * const table = { a: "yyyyynnnnnyn", b: "yyyyynnnnnyn", c: "yyyynnnnnyyn" };
 * const items = Object.entries(table).map(([name, answers]) => categoricalItem(name, [...answers]));
 * const { result, labels } = await latentClasses(items, { k: 2, seed: 1 });
 * if (result.sizes.join() !== "6,6" || labels[0] === labels[5]) throw new Error(result.sizes.join());
 * ```
 */
export async function latentClasses(
  items: readonly CategoricalItem[],
  options: LatentClassOptions,
): Promise<Clustering> {
  const rows = checkItems(items);
  const given = options.weights ?? null;
  const { k, restarts, seed, weightsAre, ...limits } = checkMixtureOptions(options, rows, given);
  checkCovariates(options.covariates ?? [], rows);
  const covariates = k === 1 ? [] : options.covariates ?? [];
  const began = performance.now();
  const use = rowsToUse(items, covariates, rows);
  const { weights, people, peopleOf, warnings } = caseWeights(given, use, weightsAre);
  const table = answerPatterns(items, { weights, use, by: covariates.map(({ values }) => values) });
  checkPatterns(table, k);
  const design = covariates.length > 0 ? covariateDesign(covariates, table) : null;
  const em = await LatentClassEm.over(table, k, design?.standard ?? null);
  const next = random(seed);
  const starts = k === 1 ? 1 : restarts;
  const best = bestStart({ wanted: starts, signal: options.signal }, () => em.start(next), em, limits)!;
  const model = readModel(em, table, best.best.at, peopleOf);
  const errors = options.standardErrors
    ? latentClassErrors({
      ...{ table, k, priors: model.priors, probabilities: model.probabilities },
      posterior: model.patterns.posterior,
      design: design?.own ?? { groups: 1, columns: 1, x: Float64Array.of(1) },
      sandwich: weights !== undefined && weightsAre === "sample",
    })
    : null;
  const everybody = rowChances(items, table, model);
  const result = latentClassReport({
    ...{ items, table, model, best, starts, seed, people, errors },
    weightsAre: weights ? weightsAre : null,
    membership: design ? membershipOf(em.membership(best.best.at), design, model.patterns.order) : null,
    warnings: k === 1 && options.covariates?.length
      ? [...warnings, "With one class there is no membership to explain: the covariates were not used."]
      : warnings,
    seconds: (performance.now() - began) / 1000,
  });
  return { result, ...everybody };
}

/** 1 for rows with an answer and all covariates. */
function rowsToUse(
  items: readonly CategoricalItem[],
  covariates: readonly Covariate[],
  rows: number,
): Uint8Array {
  const use = new Uint8Array(rows);
  for (const { codes } of items) for (let i = 0; i < rows; i++) if (codes[i]! >= 0) use[i] = 1;
  for (const { values } of covariates) for (let i = 0; i < rows; i++) if (Number.isNaN(values[i])) use[i] = 0;
  return use;
}

function checkPatterns({ patterns, items, cells }: PatternTable, k: number): void {
  const different = new Set<string>();
  for (let p = 0; p < patterns && different.size < k; p++) {
    different.add(cells.subarray(p * items, (p + 1) * items).join());
  }
  if (different.size >= k) return;
  throw new InputError(
    `Cannot find ${k} classes: only ${
      different.size === 1
        ? "1 pattern of answers occurs"
        : `${different.size} different patterns of answers occur`
    }. Ask for fewer classes.`,
  );
}
