import type {
  ClusteringResult,
  ClusteringSelection,
  ClusteringStability,
  ClusterProfile,
  TypingRules,
} from "../clustering/mod.ts";
import { count, number, percent } from "../words/mod.ts";
import type { FlatTable } from "./flat_table.ts";
import { numberTable } from "./number_table.ts";

/** A clustering for a person to read. */
export function clusterTables(
  result: ClusteringResult,
  { silhouette, stability }: {
    readonly silhouette: number | null;
    readonly stability: ClusteringStability | null;
  },
): readonly FlatTable[] {
  const { withinSS, totalSS, logLikelihood, aic, bic, restartHits, restarts } = result;
  const facts: readonly (readonly [string, string | null])[] = [
    ["Sum of squares within", withinSS === null ? null : number(withinSS)],
    ["Of the sum of squares of all", withinSS === null || !totalSS ? null : percent(withinSS / totalSS)],
    ["Log-likelihood", logLikelihood === null ? null : logLikelihood.toFixed(4)],
    ["AIC", aic === null ? null : aic.toFixed(2)],
    ["BIC (smaller is better)", bic === null ? null : bic.toFixed(2)],
    ["Mean silhouette width", silhouette === null ? null : silhouette.toFixed(3)],
    ["Starts that found this", `${restartHits} of ${restarts}`],
    ...(stability ? [["Drawn anew: adjusted Rand", stability.global.median.toFixed(3)] as const] : []),
  ];
  return [
    numberTable({
      caption: result.description,
      columns: ["Group", "People", "Share", ...(stability ? ["Found again (SLSW)", "Jaccard", "Holds"] : [])],
      rows: result.clusters.map(({ name, people, share }, c) => [
        ...[name, count(people), percent(share)],
        ...(stability?.segments[c]
          ? [
            stability.segments[c].within.median.toFixed(2),
            stability.segments[c].jaccard.toFixed(2),
            stability.segments[c].band,
          ]
          : stability
          ? ["–", "–", "–"]
          : []),
      ]),
    }),
    ...centreTables(result),
    numberTable({
      caption: "How good it is",
      columns: ["Measure", "Value"],
      rows: facts.flatMap(([name, value]) => value === null ? [] : [[name, value]]),
    }),
  ];
}

function centreTables(result: ClusteringResult): FlatTable[] {
  const names = result.clusters.map(({ name }) => name);
  if (result.probabilities && result.latentClasses) {
    const { items } = result.latentClasses;
    return [numberTable({
      caption: "Chance of each answer",
      columns: ["Answer", ...names],
      rows: items.flatMap(({ name, categories }, j) =>
        categories.map((category, a) => [
          `${name}: ${category}`,
          ...result.probabilities!.map((own) => percent(own[j]![a]!)),
        ])
      ),
    })];
  }
  if (!result.centres) return [];
  return [numberTable({
    caption: "Middle of each group",
    columns: ["Column", ...names],
    rows: result.features.map((feature, j) => [feature, ...result.centres!.map((own) => number(own[j]!))]),
  })];
}

/** The choice among numbers of clusters for a person to read. */
export function selectionTables(result: ClusteringSelection): readonly FlatTable[] {
  const likely = result.candidates.some(({ bic }) => bic !== null);
  const two = (value: number | null) => value === null ? "–" : value.toFixed(2);
  return [numberTable({
    caption: result.description,
    columns: [
      "Groups",
      ...(likely ? ["Log-likelihood", "AIC", "BIC"] : ["Within", "Silhouette"]),
      ...["Found again", "Shuffled", "Foretold", "What it is"],
    ],
    rows: result.candidates.map((one) => [
      String(one.k),
      ...(likely
        ? [two(one.logLikelihood), two(one.aic), two(one.bic)]
        : [one.withinSS === null ? "–" : number(one.withinSS), two(one.silhouette)]),
      ...(one.k === 1
        ? ["–", "–", "–", "for comparison"]
        : [two(one.stability.median), two(one.shuffled.median), two(one.predictionStrength), one.structure]),
    ]),
  })];
}

/** What sets groups apart, for a person to read. A star marks marker variables. */
export function profileTables({ segments, variables }: ClusterProfile): readonly FlatTable[] {
  const chance = (p: number) => p < 0.001 ? "<0.001" : p.toFixed(3);
  return [
    {
      caption: "What they might be called",
      columns: [{ label: "Group", align: "left" }, { label: "Name to judge", align: "left" }],
      rows: segments.map(({ name, suggestedName }) => [name, suggestedName]),
    },
    numberTable({
      caption: "Levels (* marks what sets a group apart; p by Holm)",
      columns: ["Variable", ...segments.map(({ name }) => name), "All", "p"],
      rows: variables.map(({ name, role, measure, all, test, cells }) => {
        const say = (level: number) => measure === "share" ? percent(level) : number(level);
        return [
          role === "descriptor" ? `(${name})` : name,
          ...cells.map(({ level, marker }) => level === null ? "–" : `${say(level)}${marker ? "*" : ""}`),
          ...[say(all), test === null ? "–" : chance(test.adjusted)],
        ];
      }),
    }),
  ];
}

/** Rules for a person to read. */
export function ruleTables({ segments, fidelity }: TypingRules): readonly FlatTable[] {
  const share = (value: number | null) => value === null ? "–" : percent(value);
  return [
    numberTable({
      caption: "Rules, tried on people who had no part in finding them",
      columns: ["Group", "People", "Right", "Found"],
      rows: segments.map(({ name, people, precision, recall }) => [
        ...[name, count(people), share(precision), share(recall)],
      ]),
    }),
    {
      caption: `Agreement ${percent(fidelity.agreement)} (${percent(fidelity.low)} to ${
        percent(fidelity.high)
      }), kappa ${fidelity.kappa.toFixed(2)}`,
      columns: [{ label: "Group", align: "left" }, { label: "Who", align: "left" }],
      rows: segments.map(({ name, words }) => [name, words ?? "no rule"]),
    },
  ];
}
