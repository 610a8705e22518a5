import { count, number, points, pointsInterval } from "../../lib/words/mod.ts";
import type { MeasureChange } from "../changes/changes_model.ts";

type Row = MeasureChange["groups"][number];

/** A change of a count of people: "+112", "−40", "0". */
export function peopleChange(change: number): string {
  return signed(change, count);
}

/** A change of a measure as tables say it: "+1.2 pts", "−2 years". */
export function changeText({ type, unit }: MeasureChange, change: number): string {
  return type === "rate"
    ? points(change).replace(" ", "\u00a0")
    : `${signed(change, number)}${unit ? ` ${unit}` : ""}`;
}

/** The interval of a change: "−0.4 to +2.7"; nothing where there is none, or it may not be shown. */
export function changeInterval({ type }: MeasureChange, { low, high }: Row): string {
  if (typeof low !== "number" || typeof high !== "number") return "";
  return type === "rate"
    ? pointsInterval({ low, high })
    : `${signed(low, number)} to ${signed(high, number)}`;
}

function signed(value: number, format: (value: number) => string): string {
  const text = format(Math.abs(value));
  return !/[1-9]/.test(text) ? text : `${value < 0 ? "−" : "+"}${text}`;
}
