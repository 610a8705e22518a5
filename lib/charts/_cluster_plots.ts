import type {
  ClusteringResult,
  ClusteringSelection,
  ClusteringStability,
  ClusterProfile,
  StabilitySummary,
} from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { count, hidden, number, percent } from "../words/mod.ts";
import { categories, even, type Plot, type PlotMark, type PlotPanel } from "./_plot.ts";
import { colourOf, two } from "./_cluster_marks.ts";
import { gorgePlot, mapPlot, silhouettePlot, treePlot } from "./_cluster_shapes.ts";
import type { ClusterDrawable } from "./cluster_drawable.ts";
import type { ColourToken } from "./tokens.ts";

const makers: {
  readonly [K in ClusterDrawable["kind"]]: (result: Extract<ClusterDrawable, { kind: K }>) => Plot;
} = {
  clustering: sizesPlot,
  clusteringSelection: selectionPlot,
  clusteringStability: stabilityPlot,
  clusterProfile: profilePlot,
  clusterGorge: gorgePlot,
  clusterSilhouettes: silhouettePlot,
  clusterMap: mapPlot,
  clusterDendrogram: treePlot,
};

/** Whether a result is one of clustering there is a plot of. */
export function isClusterDrawable(result: { readonly kind: string }): result is ClusterDrawable {
  return Object.hasOwn(makers, result.kind);
}

/** The marks of a result's picture. What may not be shown is the word, and moves no mark. */
export function clusterPlot(result: ClusterDrawable): Plot {
  const make = makers[result.kind] as (result: ClusterDrawable) => Plot;
  return make(result);
}

const unit = even(0, 1, 4, (value) => percent(value));

function sizesPlot({ clusters }: ClusteringResult<Shown>): Plot {
  const shares = clusters.map(({ share }) => typeof share === "number" ? share : 0);
  // Room for the number after the longest bar.
  const most = Math.ceil(Math.max(0.1, ...shares) * 13) / 10;
  return {
    columns: 1,
    height: Math.max(40, 22 * clusters.length),
    panels: [{
      title: "People by cluster",
      x: even(0, most, 2, (value) => percent(value)),
      y: categories(clusters.map(({ name }) => name)),
      marks: clusters.flatMap(({ cluster, name, people, share }, i): PlotMark[] => {
        const text = share === hidden ? hidden : `${count(people)} (${percent(share)})`;
        const end = typeof share === "number" ? share : 0;
        return [
          ...row(i, 0, end, colourOf(cluster), `${name} ${text}`),
          { kind: "text", x: end, y: i, text },
        ];
      }),
    }],
  };
}

/** A bar in row `i` of categories. */
function row(i: number, from: number, to: number, colour: ColourToken, says: string): PlotMark[] {
  return [{ kind: "bar", x: [from, to], y: [i - 0.32, i + 0.32], colour, says }];
}

/** Median with its middle 90 %, upright at `x`. */
function whisker(
  x: number,
  { low, median, high }: StabilitySummary,
  colour: ColourToken,
  says: string,
): PlotMark[] {
  return [
    { kind: "line", points: [[x, low], [x, high]], colour, width: 3 },
    { kind: "dot", x, y: median, colour, size: 4, says },
  ];
}

function selectionPlot({ candidates }: ClusteringSelection<Shown>): Plot {
  const ks = candidates.map(({ k }) => k);
  const [first, last] = [Math.min(...ks), Math.max(...ks)];
  const x = {
    ...{ min: first - 0.5, max: last + 0.5, title: "number of segments" },
    ticks: ks.map((k) => ({ at: k, label: String(k) })),
  };
  const several = candidates.filter(({ k }) => k > 1);
  const panel = (title: string, marks: readonly PlotMark[], y = even(0, 1, 4, two)): PlotPanel => ({
    title,
    x,
    y,
    marks,
  });
  const curve = (title: string, of: (one: typeof candidates[number]) => number | null, all = candidates) => {
    const points = all.flatMap((one) => {
      const value = of(one);
      return value === null ? [] : [[one.k, value] as const];
    });
    if (points.length === 0) return [];
    const values = points.map(([, value]) => value);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
    return [panel(
      title,
      [
        { kind: "line", points, colour: "data-soft" },
        ...points.map(([k, value]): PlotMark => ({
          ...{ kind: "dot", x: k, y: value, colour: "data", says: `${k} segments ${number(value)}` },
        })),
      ],
      even(low - room, high + room, 3, (value) => high < 10 ? value.toFixed(3) : number(value)),
    )];
  };
  return {
    columns: 2,
    height: 150,
    panels: [
      panel(
        "Found again (adjusted Rand); grey: shuffled values",
        several.flatMap(({ k, stability, shuffled }) => [
          ...whisker(k + 0.15, shuffled, "ghost", `${k} segments, shuffled ${two(shuffled.median)}`),
          ...whisker(k, stability, "data", `${k} segments ${two(stability.median)}`),
        ]),
      ),
      panel(
        "Foretold by one half (prediction strength)",
        several.flatMap(({ k, predictionStrength }): PlotMark[] => [
          {
            kind: "dot",
            x: k,
            y: predictionStrength,
            colour: "data",
            says: `${k} segments ${two(predictionStrength)}`,
          },
        ]),
      ),
      panel(
        "Each segment found again (SLSW)",
        several.flatMap(({ k, segments }) =>
          segments.flatMap(({ cluster, within }, s) =>
            whisker(
              k + (s - (segments.length - 1) / 2) * 0.7 / Math.max(1, segments.length),
              within,
              colourOf(cluster),
              `${k} segments, segment ${cluster} ${two(within.median)}`,
            )
          )
        ),
      ),
      panel("Where segments come from (SLSA)", slsa(several), even(0, 1, 4, two)),
      ...curve("Silhouette", ({ silhouette }) => silhouette, several),
      ...curve("BIC, smaller is better", ({ bic }) => bic),
      ...(candidates.every(({ bic }) => bic === null) ? curve("Sum within", ({ withinSS }) => withinSS) : []),
    ],
  };
}

/** Segments of each solution as dots, darker lines for larger shares of people who come from the one before. */
function slsa(candidates: readonly ClusteringSelection<Shown>["candidates"][number][]): PlotMark[] {
  const height = (cluster: number, k: number) => 1 - (cluster - 0.5) / k;
  return candidates.flatMap(({ k, segments }, i): PlotMark[] => {
    const before = candidates[i - 1];
    const lines = !before
      ? []
      : segments.flatMap(({ cluster, across }) =>
        (across?.parents ?? []).flatMap((share, parent): PlotMark[] =>
          share < 0.05 ? [] : [{
            ...{ kind: "line", colour: "data-soft", width: Math.max(0.5, share * 5) },
            points: [[before.k, height(parent + 1, before.k)], [k, height(cluster, k)]],
          }]
        )
      );
    return [
      ...lines,
      ...segments.map(({ cluster, across }): PlotMark => ({
        ...{ kind: "dot", x: k, y: height(cluster, k), size: 5, colour: colourOf(cluster) },
        says: `${k} segments, segment ${cluster}${across ? ` ${two(across.stability)}` : ""}`,
      })),
    ];
  });
}

function stabilityPlot({ segments, global }: ClusteringStability<Shown>): Plot {
  const labels = ["All together", ...segments.map(({ cluster }) => `Cluster ${cluster}`)];
  const across = (i: number, { low, median, high }: StabilitySummary, colour: ColourToken): PlotMark[] => [
    { kind: "line", points: [[low, i], [high, i]], colour, width: 3 },
    { kind: "dot", x: median, y: i, colour, size: 4, says: `${labels[i]} ${two(median)}` },
  ];
  return {
    columns: 1,
    height: 24 * labels.length,
    panels: [{
      title: "Found again when people are drawn anew; dashed: doubtful below 0.75, unstable below 0.6",
      x: even(0, 1, 4, two),
      y: categories(labels),
      marks: [
        ...[0.6, 0.75].map((x): PlotMark => ({
          ...{
            kind: "line",
            points: [[x, -0.5], [x, labels.length - 0.5]],
            colour: "rule-2",
            dashed: true,
            width: 1,
          },
        })),
        ...across(0, global, "data"),
        ...segments.flatMap(({ cluster, within, jaccard }, s): PlotMark[] => [
          ...across(s + 1, within, colourOf(cluster)),
          {
            kind: "dot",
            x: jaccard,
            y: s + 1.3,
            colour: "ink-3",
            size: 2.5,
            says: `Jaccard ${two(jaccard)}`,
          },
        ]),
      ],
    }],
  };
}

function profilePlot({ segments, variables }: ClusterProfile<Shown>): Plot {
  const own = variables.filter(({ role }) => role === "segmentation").slice(0, 40);
  const shares = own.every(({ measure }) => measure === "share");
  const bound = 3;
  const x = shares
    ? unit
    : even(-bound, bound, 2, (value) => value.toFixed(0), "difference in standard deviations");
  const y = categories(own.map(({ name }) => name));
  return {
    columns: 2,
    height: Math.max(60, 18 * own.length),
    panels: segments.map(({ cluster, name, people, share }) => ({
      title: `${name}: ${people === hidden ? hidden : count(people)}${
        typeof share === "number" ? ` (${percent(share)})` : ""
      }`,
      x,
      y,
      marks: own.flatMap(({ name: variable, all, cells }, i): PlotMark[] => {
        const cell = cells[cluster - 1];
        const value = shares ? cell?.level : cell?.standardised;
        if (!cell || typeof value !== "number") {
          return [{ kind: "text", x: x.min, y: i, text: value === hidden ? hidden : "–" }];
        }
        const end = Math.max(-bound, Math.min(bound, value));
        const colour = cell.marker ? colourOf(cluster) : "ghost";
        const says = `${variable} ${shares ? percent(value) : two(value)}${cell.marker ? ", marker" : ""}`;
        return [
          ...row(i, 0, end, colour, says),
          ...(shares && typeof all === "number"
            ? [{ kind: "dot", x: all, y: i, colour: "ink-3", size: 2.5 } as const]
            : []),
        ];
      }),
    })),
  };
}
