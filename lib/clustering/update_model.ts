import type { Columns } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { type AssignedPeople, assignPeople } from "./assign_people.ts";
import type { ClusteringModel } from "./clustering_model.ts";
import { compareGroupings, type GroupingComparison } from "./compare_groupings.ts";
import { decodeFeature, encodeFeature } from "./feature_encoding.ts";
import { encodeRows } from "./_encode_rows.ts";
import { usablePeople } from "./_usable_people.ts";

/** A model moved by new people. */
export interface UpdatedModel {
  /** The model with its centres moved; the baseline for drift stays that of the fit. */
  readonly model: ClusteringModel;
  /** The new people by the old centres (down) and by the moved ones (across): who moved. */
  readonly migration: GroupingComparison;
  /** The new people by the moved centres. */
  readonly assigned: AssignedPeople;
}

/**
 * Moves the centres of a model towards new people, as one batch of mini-batch k-means (Sculley 2010): each centre moves
 * to the batch's mean of it, by the batch's share in all people it has seen. Names and numbers stay.
 *
 * @throws {InputError} The model has no centres; or as {@linkcode assignPeople}.
 *
 * @example
 * ```ts
 * import { makeModel } from "./make_model.ts";
 * import { prepareClustering } from "./prepare_clustering.ts";
 * import { updateModel } from "./update_model.ts";
 * const table = (ages: number[]) => ({
 *   rows: ages.length,
 *   columns: new Map([["age", Float64Array.from(ages)]]),
 *   nulls: new Map(),
 * });
 * const work = prepareClustering(table([20, 20, 60]), { method: "kmeans" });
 * const { model } = await updateModel(makeModel(work, await work.fit(2, 1)), table([26, 70]));
 * // Of three people, one is new: a third of the way from 20 to 26; of two, half the way from 60 to 70.
 * if (model.centres?.flat().join() !== "22,65") throw new Error(model.centres?.flat().join());
 * ```
 */
export async function updateModel(model: ClusteringModel, table: Columns): Promise<UpdatedModel> {
  const { centres, seen, encodings, k } = model;
  if (!centres || !seen || !encodings) {
    throw new InputError(
      `Cannot update a model of "${model.method}": only centres can be moved by new people. Fit it again.`,
    );
  }
  const before = await assignPeople(model, table);
  const rows = Uint32Array.from(before.labels.keys()).filter((i) => before.labels[i]! > 0);
  if (rows.length === 0) throw new InputError("Cannot update the model: nobody can be assigned");
  const { kept, rows: used, encodings: rules } = usablePeople(encodings, table);
  const matrix = encodeRows(kept, rules);
  const sums = centres.map((centre) => new Float64Array(centre.length));
  const counts = new Array<number>(k).fill(0);
  for (let i = 0; i < matrix.rows; i++) {
    const cluster = before.labels[used ? used[i]! : i]! - 1;
    if (cluster < 0) continue;
    counts[cluster]!++;
    sums[cluster]!.forEach((_, j, own) => own[j]! += matrix.data[i * matrix.width + j]!);
  }
  const moved = centres.map((centre, c) =>
    centre.map((value, j) => {
      if (counts[c] === 0) return value;
      const old = encodeFeature(rules[j]!, value);
      const share = counts[c]! / (seen[c]! + counts[c]!);
      return decodeFeature(rules[j]!, old + (sums[c]![j]! / counts[c]! - old) * share);
    })
  );
  const people = model.clusters.map(({ people }, c) => people + counts[c]!);
  const all = seen.map((weight, c) => weight + counts[c]!);
  const total = all.reduce((sum, weight) => sum + weight, 0);
  const next: ClusteringModel = {
    ...model,
    n: model.n + rows.length,
    centres: moved,
    seen: all,
    clusters: model.clusters.map((one, c) => ({ ...one, people: people[c]!, share: all[c]! / total })),
  };
  const assigned = await assignPeople(next, table);
  const name = (label: number) => label === 0 ? null : model.clusters[label - 1]!.name;
  const { result: migration } = compareGroupings(
    Array.from(before.labels, name),
    Array.from(assigned.labels, name),
    { nameA: "before", nameB: "after" },
  );
  return { model: next, migration, assigned };
}
