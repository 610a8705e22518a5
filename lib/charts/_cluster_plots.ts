import type {
  ClusterDendrogram,
  ClusterGorge,
  ClusteringResult,
  ClusteringSelection,
  ClusteringStability,
  ClusterMap,
  ClusterProfile,
  ClusterSilhouettes,
  StabilitySummary,
} from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { count, hidden, number, percent } from "../words/mod.ts";
import { categories, even, type Plot, type PlotMark, type PlotPanel } from "./_plot.ts";
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

const slots: readonly ColourToken[] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"];

function colourOf(cluster: number): ColourToken {
  return slots[cluster - 1] ?? "data";
}

const unit = even(0, 1, 4, (value) => percent(value));
const two = (value: number) => value.toFixed(2);

function sizesPlot({ clusters }: ClusteringResult<Shown>): Plot {
  const shares = clusters.map(({ share }) => typeof share === "number" ? share : 0);
  const most = Math.min(1, Math.ceil(Math.max(0.1, ...shares) * 10) / 10);
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
          { kind: "text", x: end > most * 0.75 ? 0 : end, y: i, text },
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
      even(low - room, high + room, 3, (value) => number(value)),
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

function gorgePlot({ bins, clusters }: ClusterGorge<Shown>): Plot {
  return {
    columns: 3,
    height: 90,
    panels: clusters.map(({ cluster, counts }) => {
      const seen = counts.map((n) => typeof n === "number" ? n : 0);
      const most = Math.max(1, ...seen);
      return {
        title: `Cluster ${cluster}`,
        x: even(0, 1, 2, (value) => value.toFixed(1), "similarity to its centre"),
        y: even(0, most, 1, (value) => count(Math.round(value))),
        marks: seen.map((n, b): PlotMark => ({
          ...{ kind: "bar", x: [(b + 0.05) / bins, (b + 0.95) / bins], y: [0, n], colour: colourOf(cluster) },
          says: `${two(b / bins)} to ${two((b + 1) / bins)}: ${count(counts[b]!)}`,
        })),
      };
    }),
  };
}

function silhouettePlot({ clusters, mean }: ClusterSilhouettes<Shown>): Plot {
  const low = Math.min(0, ...clusters.flatMap(({ outline }) => outline));
  const least = Math.floor(low * 4) / 4;
  return {
    columns: 1,
    height: 44 * clusters.length,
    panels: [{
      title: `Silhouettes; dashed: the mean of all, ${two(mean)}`,
      x: even(least, 1, 4, two),
      y: categories(clusters.map(({ cluster }) => `Cluster ${cluster}`)),
      marks: [
        ...clusters.flatMap(({ cluster, outline, mean }, i): PlotMark[] => {
          const last = Math.max(1, outline.length - 1);
          // The widest on top, as silhouettes are drawn.
          const points = outline.map((
            width,
            p,
          ): readonly [number, number] => [width, i + 0.4 - 0.8 * p / last]);
          return [
            {
              kind: "line",
              points: [[0, i + 0.4], ...points, [0, i - 0.4]],
              colour: colourOf(cluster),
              filled: true,
            },
            {
              kind: "dot",
              x: mean,
              y: i,
              colour: colourOf(cluster),
              says: `Cluster ${cluster} ${two(mean)}`,
            },
          ];
        }),
        {
          kind: "line",
          points: [[mean, -0.5], [mean, clusters.length - 0.5]],
          colour: "ink-3",
          dashed: true,
          width: 1,
        },
      ],
    }],
  };
}

function mapPlot({ clusters, links, explained }: ClusterMap<Shown>): Plot {
  const edge = (at: (one: typeof clusters[number]) => number, spread: 0 | 1) => {
    const ends = clusters.flatMap((
      one,
    ) => [at(one) - 2 * one.spread[spread], at(one) + 2 * one.spread[spread]]);
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    return low < high ? [low, high] as const : [low - 1, low + 1] as const;
  };
  const [x, y] = [edge((one) => one.x, 0), edge((one) => one.y, 1)];
  const of = new Map(clusters.map((one) => [one.cluster, one]));
  return {
    columns: 1,
    height: 300,
    panels: [{
      title: "Clusters on the two main axes: half of each cluster's spread, and lines between neighbours",
      x: even(
        x[0],
        x[1],
        4,
        (value) => value.toFixed(1),
        `first axis, ${percent(explained[0])} of all differences`,
      ),
      y: even(y[0], y[1], 4, (value) => value.toFixed(1)),
      marks: [
        ...links.filter(({ similarity }) => similarity >= 0.05).map(({ a, b, similarity }): PlotMark => ({
          ...{ kind: "line", colour: "rule-2", width: similarity * 8 },
          points: [a, b].map((
            cluster,
          ): readonly [number, number] => [of.get(cluster)!.x, of.get(cluster)!.y]),
        })),
        ...clusters.flatMap((one): PlotMark[] => [
          { kind: "line", points: ellipse(one), colour: colourOf(one.cluster), filled: true, width: 1 },
          {
            ...{ kind: "dot", x: one.x, y: one.y, colour: colourOf(one.cluster), size: 5 },
            says: `Cluster ${one.cluster}: ${one.people === hidden ? hidden : count(one.people)}`,
          },
          { kind: "text", x: one.x, y: one.y, text: String(one.cluster) },
        ]),
      ],
    }],
  };
}

/** The ellipse that holds half of a normal cluster: Mahalanobis distance √(2 ln 2). */
function ellipse({ x, y, spread: [sx, sy, r] }: ClusterMap<Shown>["clusters"][number]): [number, number][] {
  const reach = Math.sqrt(2 * Math.log(2));
  return Array.from({ length: 33 }, (_, i) => {
    const [a, b] = [Math.cos(i * Math.PI / 16) * reach, Math.sin(i * Math.PI / 16) * reach];
    return [x + sx * a, y + sy * (r * a + Math.sqrt(Math.max(0, 1 - r * r)) * b)];
  });
}

function treePlot({ leaves, joins, cut, linkage }: ClusterDendrogram<Shown>): Plot {
  const top = Math.max(...joins.map(({ height }) => height), 1e-9);
  return {
    columns: 1,
    height: 240,
    panels: [{
      title: `Who joins whom, by ${linkage} linkage${cut === null ? "" : "; dashed: the cut"}`,
      x: {
        ...{ min: -0.5, max: leaves.length - 0.5, title: "people in each leaf" },
        ticks: leaves.map(({ people }, at) => ({ at, label: people === hidden ? hidden : count(people) })),
      },
      y: even(0, top * 1.03, 3, (value) => number(value)),
      marks: [
        ...joins.map(({ left, right, leftHeight, rightHeight, height }): PlotMark => ({
          ...{ kind: "line", colour: "data", width: 1.2 },
          points: [[left, leftHeight], [left, height], [right, height], [right, rightHeight]],
        })),
        ...(cut === null ? [] : [{
          ...{ kind: "line", colour: "alert", dashed: true, width: 1.2 } as const,
          points: [[-0.5, cut], [leaves.length - 0.5, cut]] as const,
        }]),
      ],
    }],
  };
}
