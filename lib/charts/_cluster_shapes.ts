import type { ClusterDendrogram, ClusterGorge, ClusterMap, ClusterSilhouettes } from "../clustering/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { count, hidden, number, percent } from "../words/mod.ts";
import { colourOf, two } from "./_cluster_marks.ts";
import { categories, even, type Plot, type PlotMark } from "./_plot.ts";

export function gorgePlot({ bins, clusters }: ClusterGorge<Shown>): Plot {
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

export function silhouettePlot({ clusters, mean }: ClusterSilhouettes<Shown>): Plot {
  const low = Math.min(0, ...clusters.flatMap(({ outline }) => outline));
  const least = Math.floor(low * 4) / 4;
  return {
    columns: 1,
    height: 44 * clusters.length,
    panels: [{
      title: `Silhouettes; dashed: the mean of all, ${two(mean)}`,
      x: even(least, 1, Math.round((1 - least) * 4), two),
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

export function mapPlot({ clusters, links, explained }: ClusterMap<Shown>): Plot {
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

export function treePlot({ leaves, joins, cut, linkage }: ClusterDendrogram<Shown>): Plot {
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
