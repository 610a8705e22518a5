import type { Columns } from "../engine/mod.ts";
import { holm, normalQuantile } from "../kernels/mod.ts";
import { InputError } from "../workspace/mod.ts";
import type { ClusterProfile, ProfileCell, ProfiledSegment, ProfiledVariable } from "./cluster_profile.ts";
import { type ProfileColumn, profileColumn } from "./_profile_column.ts";
import { profileTest } from "./_profile_significance.ts";
import { suggestNames } from "./_suggest_name.ts";

/** What to describe clusters by. */
export interface ProfileOptions {
  /** Columns the clusters were made from. */
  readonly variables: readonly string[];
  /** Further columns that only describe them. Default none. */
  readonly descriptors?: readonly string[];
  /** Columns of numbers that are answers with a name each (as the items of latent classes). Default none. */
  readonly items?: readonly string[];
  /** `posterior[i * k + c]` of each row: levels are then weighed by chances instead of by the likeliest cluster. */
  readonly posterior?: Float64Array | null;
  /** One number above 0 a row. */
  readonly weights?: Float64Array | null;
  /** Names of the clusters. Default "Cluster 1" … */
  readonly names?: readonly string[];
}

/**
 * Describes clusters: sizes with intervals, and for each variable its level in each cluster, how far that is from
 * everybody else, whether chance could explain it, and which variables mark a cluster.
 *
 * Where the method knows chances of membership, they are carried along: levels are means weighed by the chances, and
 * each cluster says how certain its people are. Tests use the likeliest cluster, and no weights.
 *
 * @param table The people.
 * @param labels Cluster of each row, 1 to k; people of 0 have no part.
 * @throws {InputError} Labels, chances or weights do not fit the table; nobody has a cluster; a column is absent.
 *
 * @example
 * ```ts
 * import { profileClusters } from "./profile_clusters.ts";
 * const table = {
 *   rows: 4,
 *   columns: new Map([["age", Float64Array.of(20, 22, 60, 62)]]),
 *   nulls: new Map(),
 * };
 * const { variables, segments } = profileClusters(table, new Uint16Array([1, 1, 2, 2]), { variables: ["age"] });
 * const [young] = variables[0]?.cells ?? [];
 * if (young?.level !== 21 || young.difference !== -40 || !young.marker) throw new Error();
 * if (segments[0]?.suggestedName !== "Low age") throw new Error(segments[0]?.suggestedName);
 * ```
 */
export function profileClusters(
  table: Columns,
  labels: Uint16Array,
  options: ProfileOptions,
): ClusterProfile {
  const { variables: own, descriptors = [], items = [], posterior = null, weights = null, names } = options;
  const k = labels.reduce((most, label) => Math.max(most, label), 0);
  if (labels.length !== table.rows || (weights && weights.length !== table.rows)) {
    throw new InputError(`Cannot profile: there are ${labels.length} labels for ${table.rows} people`);
  }
  if (k === 0) throw new InputError("Cannot profile: nobody has a cluster");
  if (posterior && posterior.length !== table.rows * k) {
    throw new InputError(
      `Cannot profile: the chances are not those of ${table.rows} people and ${k} clusters`,
    );
  }
  const membership = (row: number, c: number): number =>
    labels[row] === 0
      ? 0
      : (posterior ? posterior[row * k + c]! : Number(labels[row] === c + 1)) * (weights?.[row] ?? 1);
  const left: string[] = [];
  const roles = [
    ...own.map((name) => [name, "segmentation"] as const),
    ...descriptors.filter((name) => !own.includes(name)).map((name) => [name, "descriptor"] as const),
  ];
  const variables: ProfiledVariable[] = [];
  const tests: {
    readonly at: number;
    readonly role: string;
    readonly test: ReturnType<typeof profileTest>;
  }[] = [];
  for (const [name, role] of roles) {
    if (table.nulls.get(name)?.count === table.rows) {
      left.push(`"${name}" has no values.`);
      continue;
    }
    const column = profileColumn(table, name, items.includes(name));
    if (!column) {
      left.push(`"${name}" has too many different words to be compared.`);
      continue;
    }
    tests.push({ at: variables.length, role, test: profileTest(column, labels, k) });
    for (const level of column.levels) {
      variables.push({ ...levelOf(column, level, labels, k, membership), role, test: null });
    }
  }
  adjust(variables, tests);
  return {
    kind: "clusterProfile",
    n: labels.reduce((count, label) => count + Number(label > 0), 0),
    segments: segmentsOf(labels, k, { posterior, weights, names }, suggestNames(variables, k)),
    variables,
    warnings: [
      ...left,
      ...(own.length > 0
        ? [
          "The clusters were made from the segmentation variables: their differences are no finding, those of descriptors are.",
        ]
        : []),
      ...(weights ? ["Levels and shares are weighted; tests are not."] : []),
    ],
  };
}

type Level = ProfileColumn["levels"][number];

function levelOf(
  column: ProfileColumn,
  { name, word, measure, value }: Level,
  labels: Uint16Array,
  k: number,
  membership: (row: number, cluster: number) => number,
): Omit<ProfiledVariable, "role" | "test"> {
  const [mass, sums, squares, counts] = [0, 1, 2, 3].map(() => new Float64Array(k)) as [
    ...[Float64Array, Float64Array, Float64Array, Float64Array],
  ];
  let missing = 0;
  let largest = 0;
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] === 0) continue;
    if (column.missing(row)) {
      missing++;
      continue;
    }
    const x = value(row);
    largest = Math.max(largest, Math.abs(x));
    counts[labels[row]! - 1]!++;
    for (let c = 0; c < k; c++) {
      const share = membership(row, c);
      mass[c]! += share;
      sums[c]! += share * x;
      squares[c]! += share * x * x;
    }
  }
  const total = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0);
  const [all, sum, square] = [total(mass), total(sums), total(squares)];
  const mean = all > 0 ? sum / all : 0;
  const cells = Array.from({ length: k }, (_, c): ProfileCell => {
    const [own, others] = [mass[c]!, all - mass[c]!];
    if (!(own > 0)) {
      return {
        cluster: c + 1,
        n: counts[c]!,
        level: null,
        difference: null,
        standardised: null,
        marker: false,
      };
    }
    const level = sums[c]! / own;
    const rest = others > 1e-9 ? (sum - sums[c]!) / others : null;
    const difference = rest === null ? null : level - rest;
    const within = variance(squares[c]!, level, own);
    const outside = rest === null ? 0 : variance(square - squares[c]!, rest, others);
    const pooled = Math.sqrt((within + outside) / 2);
    const away = Math.abs(level - mean);
    return {
      ...{ cluster: c + 1, n: counts[c]!, level, difference },
      standardised: difference === null
        ? null
        : pooled > 0
        ? difference / pooled
        : difference === 0
        ? 0
        : null,
      marker: away > largest / 4 || (mean !== 0 && away / Math.abs(mean) > 0.5),
    };
  });
  const deviation = Math.sqrt(variance(square, mean, all));
  return { name, column: column.name, word, measure, all: mean, deviation, missing, cells };
}

function variance(squares: number, mean: number, mass: number): number {
  return mass > 0 ? Math.max(0, squares / mass - mean * mean) : 0;
}

/** Adjusts the tests of each role for their number, and gives every level of a column the column's test. */
function adjust(
  variables: ProfiledVariable[],
  tests: readonly {
    readonly at: number;
    readonly role: string;
    readonly test: ReturnType<typeof profileTest>;
  }[],
): void {
  for (const role of ["segmentation", "descriptor"]) {
    const own = tests.filter((one) => one.role === role && one.test !== null);
    const adjusted = holm(own.map(({ test }) => test!.p));
    own.forEach(({ at, test }, i) => {
      const { column } = variables[at]!;
      for (let v = at; v < variables.length && variables[v]!.column === column; v++) {
        variables[v] = { ...variables[v]!, test: { ...test!, adjusted: adjusted[i]! } };
      }
    });
  }
}

function segmentsOf(
  labels: Uint16Array,
  k: number,
  { posterior, weights, names }: {
    readonly posterior: Float64Array | null;
    readonly weights: Float64Array | null;
    readonly names: readonly string[] | undefined;
  },
  suggested: readonly string[],
): ProfiledSegment[] {
  const [people, mass, sure] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
  let squares = 0;
  labels.forEach((label, row) => {
    if (label === 0) return;
    const weight = weights?.[row] ?? 1;
    people[label - 1]!++;
    mass[label - 1]! += weight;
    squares += weight * weight;
    if (posterior) sure[label - 1]! += posterior[row * k + label - 1]!;
  });
  const all = mass.reduce((sum, one) => sum + one, 0);
  const effective = all * all / squares;
  return Array.from(people, (count, c): ProfiledSegment => {
    const share = mass[c]! / all;
    return {
      ...{ cluster: c + 1, name: names?.[c] ?? `Cluster ${c + 1}`, suggestedName: suggested[c]! },
      ...{ people: count, share, ...intervalOf(share, effective) },
      certainty: posterior && count > 0 ? sure[c]! / count : null,
    };
  });
}

/** Wilson's interval of a share of an effective number of people, which need not be whole. */
function intervalOf(share: number, n: number): { low: number; high: number } {
  const z = normalQuantile(0.975);
  const centre = share + z * z / (2 * n);
  const half = z * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  const scale = 1 + z * z / n;
  return {
    low: share === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: share === 1 ? 1 : Math.min(1, (centre + half) / scale),
  };
}
