import { count, interval, number, percent } from "../../lib/words/mod.ts";
import type { MeasureInGroup, MeasureResult } from "../../lib/outcomes/mod.ts";
import type { Shown } from "../../lib/segments/mod.ts";

type Measure = MeasureResult<Shown>;
type Row = MeasureInGroup<Shown>;

/** A measure's value in one group, as a table says it: "68%", "12 days", "1,204". */
export function valueText(measure: Measure, row: Row, value: number): string {
  return `${bareValue(measure, row, value)}${measure.unit ? ` ${measure.unit}` : ""}`;
}

/** The same where the unit stands in a heading. */
export function bareValue(measure: Measure, row: Row, value: number): string {
  return measure.type === "rate" ? percent(value, row) : number(value);
}

/** Its interval, without the unit: "66–71"; nothing when there is none, or it may not be shown. */
export function intervalText(measure: Measure, { value, low, high }: Row): string {
  if (measure.type === "rate") return interval({ low, high }, { rate: value, dash: true });
  return typeof low === "number" && typeof high === "number" ? `${number(low)}–${number(high)}` : "";
}

/** Its mark in words. */
export function measureSentence(measure: Measure, row: Row): string {
  const { value, name } = row;
  if (value === "hidden") return `${name}: hidden`;
  if (value === null) return `${name}: no value`;
  const between = intervalText(measure, row);
  return `${name}: ${valueText(measure, row, value)}${
    between === "" ? "" : `, 95% interval ${between.replace("–", " to ")}`
  }`;
}

/** How ticks of the measure's axis are written. */
export function axisLabel(measure: Measure): (tick: number) => string {
  return measure.type === "rate"
    ? (tick) => tick === 0 ? "0%" : number(100 * tick)
    : (tick) => tick >= 1000 ? count(Math.round(tick)) : number(tick);
}
