import type { ColourToken } from "./tokens.ts";

/** One axis of a panel. Categories are a line with a tick for each, from 0. */
export interface PlotAxis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly title?: string;
}

/** Something drawn in the units of a panel's axes. `says` is what a reader hears of it. */
export type PlotMark =
  | {
    readonly kind: "bar";
    readonly x: readonly [number, number];
    readonly y: readonly [number, number];
    readonly colour: ColourToken;
    readonly says?: string;
  }
  | {
    readonly kind: "dot";
    readonly x: number;
    readonly y: number;
    readonly colour: ColourToken;
    readonly size?: number;
    readonly says?: string;
  }
  | {
    readonly kind: "line";
    readonly points: readonly (readonly [number, number])[];
    readonly colour: ColourToken;
    readonly width?: number;
    readonly dashed?: boolean;
    readonly filled?: boolean;
  }
  | { readonly kind: "text"; readonly x: number; readonly y: number; readonly text: string };

/** One small chart. */
export interface PlotPanel {
  readonly title: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly marks: readonly PlotMark[];
}

/** Small charts side by side: drawn still, or as a plotly figure, from the same marks. */
export interface Plot {
  /** Panels in a row. */
  readonly columns: number;
  /** Height of a panel's drawing area, in pixels. */
  readonly height: number;
  readonly panels: readonly PlotPanel[];
}

/** An axis of categories, the first on top. */
export function categories(labels: readonly string[]): PlotAxis {
  return {
    min: labels.length - 0.5,
    max: -0.5,
    ticks: labels.map((label, at) => ({ at, label })),
  };
}

/** An axis with ticks at even steps. */
export function even(
  min: number,
  max: number,
  steps: number,
  say: (value: number) => string,
  title?: string,
): PlotAxis {
  const ticks = Array.from({ length: steps + 1 }, (_, i) => min + (max - min) * i / steps);
  return {
    min,
    max,
    ticks: ticks.map((at) => ({ at, label: say(Number(at.toPrecision(6))) })),
    ...(title !== undefined && { title }),
  };
}
