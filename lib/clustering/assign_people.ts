import { type Columns, hasBit } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { assignClasses } from "./assign_classes.ts";
import { assignMixture } from "./assign_mixture.ts";
import { categoricalItem } from "./categorical_item.ts";
import { categoricalItems } from "./categorical_items.ts";
import type { ClusteringModel } from "./clustering_model.ts";
import { encodeColumns, encodeRows } from "./_encode_rows.ts";
import type { FeatureEncoding } from "./feature_encoding.ts";
import type { ModelPoints } from "./model_points.ts";
import { nearestCentres } from "./nearest_centres.ts";
import { nearestPoints } from "./_nearest_points.ts";
import { readAnyColumn } from "./_read_any_column.ts";
import { people } from "./_people.ts";
import { usablePeople } from "./_usable_people.ts";

/** People put into the clusters of an earlier fit. */
export interface AssignedPeople {
  /** Cluster of each row of the table, 1 to k; 0 where the person cannot be assigned. */
  readonly labels: Uint16Array;
  /** `posterior[i * k + c]`; null for methods by distance. */
  readonly posterior: Float64Array | null;
  /** Rows that cannot be assigned. */
  readonly unassigned: number;
  /** Such as words the model has never seen, with how often. */
  readonly warnings: readonly string[];
}

/**
 * Puts new people into the clusters of a saved model. Columns are matched by name.
 *
 * A word the model has never seen, and a missing value nothing stands in for, leave a person without a cluster where
 * the model has features; latent classes use the person's other answers, and comparisons variable by variable what is
 * known, an unseen word being unlike every other. All is counted and said.
 *
 * @throws {InputError} A column is absent, or holds text where the model has numbers (column and row are named).
 *
 * @example
 * ```ts
 * import { assignPeople } from "./assign_people.ts";
 * import { makeModel } from "./make_model.ts";
 * import { prepareClustering } from "./prepare_clustering.ts";
 * const table = (ages: number[]) => ({
 *   rows: ages.length,
 *   columns: new Map([["age", Float64Array.from(ages)]]),
 *   nulls: new Map(),
 * });
 * const work = prepareClustering(table([20, 21, 22, 60, 61]), { method: "kmeans" });
 * const model = makeModel(work, await work.fit(2, 1));
 * const { labels } = await assignPeople(model, table([59, 25]));
 * if (labels.join() !== "2,1") throw new Error();
 * ```
 */
export async function assignPeople(model: ClusteringModel, table: Columns): Promise<AssignedPeople> {
  if (table.rows === 0) throw new InputError("Cannot assign people: the table has no rows");
  if (model.latentClasses) return byAnswers(model, table);
  if (model.points) return byPoints(model.points, table);
  const { kept, rows, encodings, warnings } = usablePeople(model.encodings!, table);
  const { labels, posterior } = await byNumbers(model, kept, encodings);
  const unassigned = rows ? table.rows - rows.length : 0;
  if (unassigned > 0) {
    warnings.push(
      `${unassigned} of ${
        people(table.rows)
      } cannot be assigned: a value is missing, or was never seen by the model.`,
    );
  }
  if (!rows) return { labels, posterior, unassigned, warnings };
  const all = new Uint16Array(table.rows);
  const chances = posterior && new Float64Array(table.rows * model.k);
  rows.forEach((row, i) => {
    all[row] = labels[i]!;
    chances?.set(posterior!.subarray(i * model.k, (i + 1) * model.k), row * model.k);
  });
  return { labels: all, posterior: chances, unassigned, warnings };
}

async function byNumbers(
  model: ClusteringModel,
  table: Columns,
  encodings: readonly FeatureEncoding[],
): Promise<{ labels: Uint16Array; posterior: Float64Array | null }> {
  if (model.mixture) {
    const columns = encodeColumns(table, encodings);
    return assignMixture({ ...model, mixture: model.mixture }, { columns, names: model.features });
  }
  if (!model.centres) {
    throw new InputError(`Cannot assign people: a model of "${model.method}" has no centres`);
  }
  return {
    labels: await nearestCentres(encodeRows(table, encodings), encodings, model.centres, model.metric),
    posterior: null,
  };
}

function byPoints(points: ModelPoints, table: Columns): AssignedPeople {
  const { labels, warnings } = nearestPoints(points, table);
  const unassigned = labels.reduce((count, label) => count + Number(label === 0), 0);
  const none = unassigned > 0
    ? [
      `${unassigned} of ${
        people(table.rows)
      } cannot be assigned: nothing the model compares by is known of them.`,
    ]
    : [];
  return { labels, posterior: null, unassigned, warnings: [...warnings, ...none] };
}

function byAnswers(model: ClusteringModel, table: Columns): AssignedPeople {
  const { items, membership } = model.latentClasses!;
  const absent = items.find(({ name }) => !table.columns.has(name));
  if (absent) {
    throw new InputError(
      `Cannot assign people: the model's item "${absent.name}" is missing ` +
        `(found: ${[...table.columns.keys()].join(", ")})`,
    );
  }
  const given = items.map(({ name, categories }) => {
    const column = table.nulls.get(name)?.count === table.rows
      ? categoricalItem(name, Array.from({ length: table.rows }, () => null), { categories })
      : categoricalItems(table, [name])[0]!;
    return column;
  });
  const covariates = (membership?.names.slice(1) ?? []).map((name) => ({
    name,
    values: covariateOf(table, name),
  }));
  const { labels, posterior, warnings } = assignClasses(
    { ...model, latentClasses: model.latentClasses! },
    given,
    { covariates },
  );
  const unassigned = labels.reduce((count, label) => count + Number(label === 0), 0);
  const none = unassigned > 0
    ? [`${unassigned} of ${people(table.rows)} cannot be assigned: they have no answer the model knows.`]
    : [];
  return { labels, posterior, unassigned, warnings: [...warnings, ...none] };
}

/** The numbers of a covariate: the column of its name, or 1 where the column before " = " holds the word after it. */
function covariateOf(table: Columns, name: string): Float64Array {
  const cut = table.columns.has(name) ? -1 : name.lastIndexOf(" = ");
  const column = readAnyColumn(table, cut < 0 ? name : name.slice(0, cut));
  return Float64Array.from({ length: table.rows }, (_, i) => {
    if (hasBit(column.missing, i)) return NaN;
    if (column.kind === "numbers") return cut < 0 ? column.numbers[i]! : NaN;
    return cut < 0 ? NaN : Number(column.words[column.codes[i]!] === name.slice(cut + 3));
  });
}
