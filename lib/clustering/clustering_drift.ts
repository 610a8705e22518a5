import type { Columns } from "../engine/mod.ts";
import { counted } from "./_baseline.ts";
import type { AssignedPeople } from "./assign_people.ts";
import type { ClusteringModel } from "./clustering_model.ts";
import { type PopulationStability, populationStability } from "./population_stability.ts";

/** How far one column, or the sizes of the clusters, have moved. `N` is `number` inside, `Shown` after the gate. */
export interface Drifted<N = number> extends PopulationStability<N> {
  /** Name of the column; "sizes" for the clusters. */
  readonly name: string;
  /** What each bin holds, with people then and now. */
  readonly bins: readonly { readonly label: string; readonly then: N; readonly now: N }[];
}

/** How people have changed since a model was fitted. */
export interface ClusteringDrift<N = number> {
  /** Says what kind of result this is. */
  readonly kind: "clusteringDrift";
  /** People then. */
  readonly then: N;
  /** People now. */
  readonly now: N;
  /** Sizes of the clusters; null where nobody could be assigned. */
  readonly sizes: Drifted<N> | null;
  /** Each column, the furthest first. */
  readonly variables: readonly Drifted<N>[];
  /** Whether the model should be fitted again. */
  readonly refit: boolean;
  /** What to do, in sentences. */
  readonly advice: readonly string[];
}

/**
 * How far the people of a table differ from those a model was fitted on: the population stability index of each column
 * and of the sizes of the clusters, with their critical values ({@linkcode populationStability}).
 *
 * Numbers are counted in tenths of the people then; missing values are a bin of their own, except where the fit was of
 * people without any and those with one cannot be assigned: advice then says how many cannot.
 *
 * @param assigned The people of the table in the model's clusters.
 */
export function clusteringDrift(
  model: ClusteringModel,
  table: Columns,
  assigned: AssignedPeople,
): ClusteringDrift {
  const variables = model.baseline.map((then): Drifted => {
    const now = counted(then, table);
    const labels = labelsOf(then.edges, then.words);
    const gaps = now.counts.at(-1)!;
    const leftOut = then.counts.at(-1) === 0 && gaps <= assigned.unassigned && gaps < table.rows;
    const counts = leftOut ? now.counts.with(-1, 0) : now.counts;
    return { name: then.column, ...moved(labels, then.counts, counts) };
  }).sort((a, b) => b.psi - a.psi);
  const inEach = new Array<number>(model.k).fill(0);
  for (const label of assigned.labels) if (label > 0) inEach[label - 1]!++;
  const people = inEach.reduce((sum, count) => sum + count, 0);
  const sizes = people === 0 ? null : {
    name: "sizes",
    ...moved(model.clusters.map(({ name }) => name), model.clusters.map(({ people }) => people), inEach),
  };
  const shifted = variables.filter(({ band }) => band === "shifted");
  const refit = shifted.length > 0 || sizes?.band === "shifted";
  return {
    kind: "clusteringDrift",
    then: model.n,
    now: table.rows,
    sizes,
    variables,
    refit,
    advice: adviceOn(variables, sizes, assigned.unassigned / table.rows),
  };
}

function moved(
  labels: readonly string[],
  then: readonly number[],
  now: readonly number[],
): Omit<Drifted, "name"> {
  return {
    ...populationStability(then, now),
    bins: labels.map((label, i) => ({ label, then: then[i]!, now: now[i]! })),
  };
}

function labelsOf(edges: readonly number[] | null, words: readonly string[] | null): string[] {
  const short = (value: number) => String(Number(value.toPrecision(4)));
  if (!edges) return [...words!, "other", "missing"];
  return [
    ...edges.map((edge, i) => i === 0 ? `below ${short(edge)}` : `${short(edges[i - 1]!)} to ${short(edge)}`),
    edges.length === 0 ? "any" : `${short(edges.at(-1)!)} and above`,
    "missing",
  ];
}

function adviceOn(variables: readonly Drifted[], sizes: Drifted | null, unassigned: number): string[] {
  const advice: string[] = [];
  const named = (band: Drifted["band"]) =>
    variables.filter((one) => one.band === band).map(({ name }) => `"${name}"`);
  const [shifted, little] = [named("shifted"), named("moved")];
  if (shifted.length > 0) {
    advice.push(
      `${shifted.join(", ")} ${shifted.length === 1 ? "has" : "have"} shifted: fit the clusters again.`,
    );
  }
  if (little.length > 0) {
    advice.push(
      `${little.join(", ")} ${little.length === 1 ? "has" : "have"} moved a little, more than by chance.`,
    );
  }
  if (sizes?.band === "shifted") advice.push("The sizes of the clusters have shifted: fit them again.");
  if (sizes?.band === "moved") {
    advice.push("The sizes of the clusters have moved a little, more than by chance.");
  }
  if (unassigned > 0.05) {
    advice.push(
      `${Math.round(unassigned * 100)} % of people cannot be assigned: see what is missing or new.`,
    );
  }
  return advice.length > 0 ? advice : ["Nothing has moved more than by chance: keep the clusters."];
}
