import { type Command, InvalidArgumentError } from "commander";
import {
  assignPeople,
  type Clustering,
  clusteringMethods,
  clusteringStability,
  type ClusteringWork,
  clusterOrder,
  type ClusterProfile,
  makeModel,
  profileClusters,
  selectClusters,
  silhouetteOf,
  type TypingRules,
  typingRules,
  type TypingRulesOptions,
} from "../../clustering/mod.ts";
import { InputError } from "../../workspace/mod.ts";
import type { Columns } from "../../engine/mod.ts";
import { clusterJson } from "../cluster_json.ts";
import { clusterTables, profileTables, ruleTables, selectionTables } from "../../charts/mod.ts";
import {
  choice,
  type ClusterCounts,
  clusterCounts,
  seedNumber,
  withTableFlags,
} from "../clustering_flags.ts";
import { acceptRules } from "../accept_rules.ts";
import { type ClusterInput, clusterInput, type ClusterInputFlags } from "../cluster_input.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import type { Io } from "../io.ts";
import { monotoneColumns } from "../monotone_columns.ts";
import { keepInputs } from "../keep_inputs.ts";
import { namingFile } from "../naming_file.ts";
import { saveModel } from "../model_file.ts";
import { printJson, printTables, printWarnings } from "../print.ts";
import { wholeNumber, withProgress } from "../workspace_options.ts";

interface Flags extends ClusterInputFlags {
  readonly k?: ClusterCounts;
  readonly stability?: number;
  readonly labels?: boolean;
  readonly save?: string;
  readonly rules?: boolean;
  readonly depth?: number;
  readonly accept?: string;
  readonly profile?: boolean;
  readonly descriptors?: string;
}

/** `cluster FILE`: groups of people in any table, judged. */
export function addCluster(program: Command, { io }: Context): void {
  const command: Command = program.command("cluster")
    .description("find groups of people in any table, and say how well they hold")
    .argument("<file>", "one row a person, as .csv, .csv.gz, .parquet or .ndjson; or a workspace")
    .addOption(
      choice(
        "--method <method>",
        "how to look for groups",
        Object.fromEntries(clusteringMethods.map((method) => [method, method])),
      ).default("kmeans", "kmeans"),
    )
    .option(
      "--k <number>",
      "how many groups, such as 4, or a range to choose from, such as 2..8",
      clusterCounts,
    )
    .option("--columns <a,b,c>", "columns to use (default: all but row numbers, keys and weights)")
    .option("--items <a,b,c>", "columns with a fixed set of answers, words or numbers")
    .option("--covariates <a,b,c>", "latent classes: columns that go with membership")
    .addOption(
      choice("--scale <scale>", "put numbers on one scale (default: none, as they are)", {
        ...{ none: "none", z: "z", robust: "robust", minmax: "min-max", "min-max": "min-max" },
      }),
    )
    .addOption(
      choice("--missing <what>", "what to do about missing values (default: refuse; lca keeps the people)", {
        ...{ refuse: "refuse", median: "median", indicator: "indicator", drop: "drop" },
      }),
    )
    .option("--weights <column>", "column of survey weights, each above 0")
    .addOption(
      choice("--weights-are <what>", "lca and mixture: what weights are (default: sample)", {
        ...{ sample: "sample", counts: "counts" },
      }),
    )
    .option("--restarts <n>", "random starts; the best counts (default: 10, lca and mixture 20)", wholeNumber)
    .addOption(
      choice("--covariance <shape>", "mixture: shape of the components (default: full)", {
        ...{ spherical: "spherical", diagonal: "diagonal", tied: "tied", full: "full" },
      }),
    )
    .option("--seed <n>", "fixes every random choice", seedNumber, 1)
    .option("--stability <B>", "draw the people anew so often and say how well the groups hold", wholeNumber)
    .option("--profile", "say what sets each group apart, with tests, and suggest names (rules take them)")
    .option("--descriptors <a,b,c>", "columns that only describe the groups (implies --profile)")
    .option("--rules", "turn the groups into rules for a segment book, and say how true they are")
    .option(
      "--rule-columns <a,b,c>",
      "columns the rules may ask about (default: those of --columns and --items)",
    )
    .option(
      "--monotone <a,b:falling>",
      "columns rules may only use one way: the higher the value, the higher (or, falling, the lower) the group. " +
        "Groups stand in the order of their means of the first",
    )
    .option("--depth <n>", "questions a rule asks at most (default: 3)", wholeNumber)
    .option("--accept <file>", "put the rules into this segment book (implies --rules)")
    .addOption(
      choice(
        "--distance <distance>",
        "pam: how people are compared (default: euclidean, or gower for words and gaps)",
        {
          ...{ euclidean: "euclidean", manhattan: "manhattan", gower: "gower" },
        },
      ),
    )
    .option("--asymmetric <a,b,c>", "distances: yes/no columns where sharing a no says nothing")
    .option("--ordinal <a,b,c>", "distances: columns whose values are ranks")
    .option("--nominal <a,b,c>", "distances: columns whose numbers are only names")
    .addOption(
      choice("--linkage <linkage>", "hierarchical: how groups are compared (default: ward)", {
        ...{ single: "single", complete: "complete", average: "average", ward: "ward", "ward.d2": "ward" },
      }),
    )
    .option("--height <number>", "hierarchical: cut the tree here, in place of --k", height)
    .option("--min-size <n>", "hdbscan: fewest people in a group (default: 5)", wholeNumber)
    .option(
      "--min-samples <n>",
      "hdbscan: how many people, oneself counted, make a place dense (default: --min-size)",
      wholeNumber,
    )
    .addOption(
      choice("--selection <what>", "hdbscan: groups that last longest, or the finest (default: eom)", {
        ...{ eom: "eom", leaf: "leaf" },
      }),
    )
    .option("--as-of <date>", "of a workspace: the day to look at (default: workspace.yaml's asOf)")
    .option("--save <file>", "save the groups as a model, for trellis assign")
    .option("--labels", "add everybody's group");
  withTableFlags(command).action(async (file: string, flags: Flags) => {
    if (flags.save !== undefined) await keepInputs(flags.save, [file], "--save");
    const input = await clusterInput(file, flags, io);
    const { k, range } = flags.k ?? { k: [], range: false };
    if (range && flags.save !== undefined) {
      throw new InputError(
        "Cannot save a range of solutions: choose one number of groups first, such as --k 4",
      );
    }
    if (!flags.k && !findsK.has(flags.method) && flags.height === undefined) {
      throw new InputError(
        "Cannot cluster: say how many groups with --k 4, or choose among several with --k 2..8",
      );
    }
    if (range) await choose(file, input, k, flags, io);
    else await fit(file, input, k[0] ?? null, flags, io);
  });
  examples(command, [
    "trellis cluster survey.csv --k 2..8 --columns age,visits --scale z",
    "trellis cluster data/riverbend --k 3 --columns survey.trusted_surgeon,survey.price_upfront --missing drop --rules",
    "trellis cluster survey.csv --method lca --k 3 --items q1,q2,q3 --stability 100 --json",
  ]);
}

async function fit(
  file: string,
  input: ClusterInput,
  k: number | null,
  flags: Flags,
  io: Io,
): Promise<void> {
  const { work } = input;
  const notes = k !== null && findsK.has(work.method)
    ? [...input.notes, `--k is not used: ${work.method} finds the number of groups itself.`]
    : input.notes;
  const extras = await withProgress(flags, io, async ({ onProgress }) => {
    onProgress?.({ stage: "Looking for groups", share: null });
    const found = await namingFile(file, () => work.fit(k, flags.seed));
    onProgress?.({ stage: "Judging them", share: null });
    const silhouette = await silhouetteIn(work, found);
    const stability = flags.stability === undefined
      ? undefined
      : await judged(work, found, flags.stability, flags);
    const profile = flags.profile || flags.descriptors !== undefined ? profileOf(input, found) : undefined;
    const rules = flags.rules || flags.accept !== undefined || flags.monotone !== undefined
      ? rulesOf(input, found, flags, profile)
      : undefined;
    return { found, silhouette, stability, rules, profile };
  });
  const { found, silhouette, stability, rules, profile } = extras;
  if (flags.accept !== undefined) await acceptRules(flags.accept, rules!, found.result.description);
  const doubt = flags.save === undefined ? [] : await saved(flags.save, work, found);
  const json = clusterJson(work, found, {
    silhouette,
    ...(stability && { stability }),
    ...(rules && { rules }),
    ...(profile && { profile }),
    ...(flags.labels && { labels: true }),
  });
  const warnings = [...notes, ...json.warnings as string[], ...doubt];
  if (flags.json) printJson(io, { ...json, warnings });
  else {
    printTables(io, [
      ...clusterTables(found.result, { silhouette, stability: stability ?? null }),
      ...(profile ? profileTables(profile) : []),
      ...(rules ? ruleTables(rules) : []),
    ]);
    for (const one of [stability, rules]) if (one) io.out(`\n${one.verdict}\n`);
  }
  printWarnings(io, warnings);
}

function height(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0) || value === Infinity) {
    throw new InvalidArgumentError("Write a number of at least 0.");
  }
  return value;
}

/** Saves a fit, and says how far assigning by it gives other groups than the fit did. */
async function saved(path: string, work: ClusteringWork, found: Clustering): Promise<readonly string[]> {
  const model = makeModel(work, found);
  await saveModel(path, model);
  const { labels } = await assignPeople(model, work.table);
  const { medoids } = found.result;
  const moved = labels.reduce((count, label, i) => count + Number(label !== found.labels[i]), 0);
  return [
    ...(medoids
      ? [
        `The model holds the values of the ${medoids.length} people its groups are built around: keep the file as ` +
        "safe as the data.",
      ]
      : []),
    ...(moved > 0
      ? [
        `By the model, ${moved} of ${labels.length} people belong to another group than "${work.method}" put them in: ` +
        `new people join the group whose ${medoids ? "medoid" : "middle"} is nearest${
          work.method === "hdbscan" ? ", and none of them is noise" : ""
        }.`,
      ]
      : []),
  ];
}

/** What other methods than k-means are judged by: each of their fits takes longer. */
const slow = { pairs: 25, splits: 10, shuffles: 4 };

/** Methods that find the number of clusters themselves. */
const findsK: ReadonlySet<ClusteringWork["method"]> = new Set(["hdbscan"]);

async function silhouetteIn(
  { features }: ClusteringWork,
  { result, labels }: Clustering,
): Promise<number | null> {
  if (result.silhouette !== null || !features) return result.silhouette;
  return (await silhouetteOf(features, labels)).mean;
}

function rulesOf(
  { work, table, booleans, lists }: ClusterInput,
  { labels }: Clustering,
  flags: Flags,
  profile: ClusterProfile | undefined,
): TypingRules {
  const used = lists.ruleColumns ??
    (lists.columns || lists.items ? [...lists.columns ?? [], ...lists.items ?? []] : columnsOf(work));
  const all = new Uint16Array(table.rows);
  labels.forEach((label, i) => all[work.rows ? work.rows[i]! : i] = label);
  return typingRules(table, all, {
    ...{ columns: used, booleans, seed: flags.seed },
    ...(flags.depth !== undefined && { depth: flags.depth }),
    ...(flags.monotone !== undefined && monotone(flags.monotone, table, all)),
    ...(profile && { names: profile.segments.map(({ suggestedName }) => suggestedName) }),
  });
}

/** Columns of one way, and the groups in the order of their means of the first, which so goes its way. */
function monotone(
  text: string,
  table: Columns,
  labels: Uint16Array,
): Pick<TypingRulesOptions, "monotone" | "order"> {
  const ways = monotoneColumns(text, [...table.columns.keys()]);
  const [first, way] = Object.entries(ways)[0]!;
  const order = clusterOrder(table, labels, first);
  return { monotone: ways, order: way === "rising" ? order : order.reverse() };
}

function profileOf(
  { work, table, lists }: ClusterInput,
  { labels, posterior, result }: Clustering,
): ClusterProfile {
  const { rows, weights } = work;
  const all = <T extends Uint16Array | Float64Array>(
    values: T,
    wide: number,
    make: (length: number) => T,
  ): T => {
    if (!rows) return values;
    const whole = make(table.rows * wide);
    rows.forEach((row, i) => whole.set(values.subarray(i * wide, (i + 1) * wide), row * wide));
    return whole;
  };
  const doubles = (length: number) => new Float64Array(length);
  return profileClusters(table, all(labels, 1, (length) => new Uint16Array(length)), {
    variables: columnsOf(work),
    ...(lists.descriptors && { descriptors: lists.descriptors }),
    ...(work.items && { items: work.items.map(({ name }) => name) }),
    posterior: posterior && all(posterior, result.k, doubles),
    weights: weights && all(weights, 1, doubles),
    names: result.clusters.map(({ name }) => name),
  });
}

function columnsOf({ features, items, table }: ClusteringWork): string[] {
  if (features) return [...new Set(features.encodings.map(({ column }) => column))];
  return items?.map(({ name }) => name) ?? [...table.columns.keys()];
}

async function judged(work: ClusteringWork, { labels }: Clustering, times: number, { seed }: Flags) {
  const clusterer = work.clusterer();
  if (!clusterer) {
    throw new InputError(`Cannot judge the stability of "${work.method}": leave out --stability`);
  }
  return await clusteringStability(clusterer, labels, { times, seed });
}

async function choose(
  file: string,
  { work, notes }: ClusterInput,
  k: readonly number[],
  flags: Flags,
  io: Io,
): Promise<void> {
  const clusterer = work.clusterer();
  if (!clusterer) {
    const way = work.method === "hdbscan"
      ? "it finds the number itself, leave out --k"
      : "give one with --k 4";
    throw new InputError(`Cannot choose a number of groups for "${work.method}": ${way}`);
  }
  const { result } = await withProgress(
    flags,
    io,
    ({ onProgress }) =>
      namingFile(file, () =>
        selectClusters(clusterer, {
          ...{ k, seed: flags.seed, signal: io.signal },
          ...(work.method.includes("kmeans") ? {} : slow),
          ...(flags.stability !== undefined && { pairs: flags.stability }),
          onProgress: (share) => onProgress?.({ stage: "Judging numbers of groups", share }),
        })),
  );
  const warnings = [...new Set([...notes, ...work.warnings, ...result.warnings])];
  if (flags.json) printJson(io, { ...result, warnings });
  else {
    printTables(io, selectionTables(result));
    io.out(`\n${result.verdict}\n`);
  }
  printWarnings(io, warnings);
}
