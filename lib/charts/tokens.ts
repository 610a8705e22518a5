/** A colour of the design by what it means. Segment slots 1 to 8 are `s1` … `s8`. */
export type ColourToken =
  | "paper"
  | "sheet"
  | "ink"
  | "ink-2"
  | "ink-3"
  | "rule"
  | "rule-2"
  | "link"
  | "data"
  | "data-soft"
  | "lost"
  | "ghost"
  | "alert"
  | "alert-soft"
  | "s1"
  | "s2"
  | "s3"
  | "s4"
  | "s5"
  | "s6"
  | "s7"
  | "s8"
  | "s-else"
  | "s-unk";

/** A colour for every token, as `#rrggbb`. */
export type Palette = Readonly<Record<ColourToken, string>>;

/**
 * Colours on paper and on a light screen. Segment colours have at least 3.1:1 on paper, and every pair is 0.097 or
 * more apart in OKLab under simulated protan, deutan and tritan vision.
 */
export const light: Palette = {
  "paper": "#fcfbf8",
  "sheet": "#f4f2ec",
  "ink": "#1b1d21",
  "ink-2": "#4b4f56",
  "ink-3": "#686c73",
  "rule": "#dedad1",
  "rule-2": "#918d84",
  "link": "#1c5a96",
  "data": "#3d4d63",
  "data-soft": "#7c8da3",
  "lost": "#dcd7cc",
  "ghost": "#d3cec3",
  "alert": "#b23a16",
  "alert-soft": "#f6e5dc",
  "s1": "#2e3e8a",
  "s2": "#d27909",
  "s3": "#38a079",
  "s4": "#69134d",
  "s5": "#17759b",
  "s6": "#9d80d2",
  "s7": "#9c4b4d",
  "s8": "#473e00",
  "s-else": "#5f5b53",
  "s-unk": "#8f8a80",
};

/** The same colours on a dark screen. */
export const dark: Palette = {
  "paper": "#15171b",
  "sheet": "#1d2025",
  "ink": "#eceae5",
  "ink-2": "#bdbbb5",
  "ink-3": "#98968f",
  "rule": "#31343a",
  "rule-2": "#6b6d70",
  "link": "#8fbdf0",
  "data": "#a9b8cc",
  "data-soft": "#66748a",
  "lost": "#4b4e55",
  "ghost": "#43474e",
  "alert": "#ff8a5c",
  "alert-soft": "#38231b",
  "s1": "#85a5f2",
  "s2": "#bd5a06",
  "s3": "#4a8970",
  "s4": "#e87ab3",
  "s5": "#5ee3fe",
  "s6": "#945eba",
  "s7": "#feb9b3",
  "s8": "#b0ab18",
  "s-else": "#b3aea4",
  "s-unk": "#77746d",
};

/** The palette as CSS custom properties, such as `--paper:#fcfbf8;…`. */
export function cssVariables(palette: Palette): string {
  return Object.entries(palette).map(([token, colour]) => `--${token}:${colour}`).join(";");
}
