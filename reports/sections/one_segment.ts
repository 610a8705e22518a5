import { biggestDrop, creditModels, creditShares, windowDays } from "../../lib/charts/mod.ts";
import type { MeasureInGroup, MeasureResult } from "../../lib/outcomes/mod.ts";
import type { Shown } from "../../lib/segments/mod.ts";
import { count, hidden, interval, ofEvery100, percent } from "../../lib/words/mod.ts";
import { valueText } from "./measure_text.ts";
import type { View } from "./view.ts";

/** Fewer conversions with a channel than this say nothing of channels. */
const fewestCredited = 20;

/** What the other sections say of one segment, a sentence each; what may not be shown is left out. */
export function sentencesOf(view: View, id: string): readonly string[] {
  return [sizeSentence, dropSentence, timeSentence, creditSentence, returnSentence].flatMap((say) =>
    say(view, id) ?? []
  );
}

/** Where a segment stands among all that are shown: "highest of 5". Empty with fewer than three, or with a tie. */
export function placeOf(measure: MeasureResult<Shown>, id: string, segments: ReadonlySet<string>): string {
  const shown = measure.groups.filter((row): row is MeasureInGroup<Shown> & { value: number } =>
    segments.has(row.group) && typeof row.value === "number"
  );
  const own = shown.find(({ group }) => group === id);
  if (!own || shown.length < 3 || measure.type === "total") return "";
  const above = shown.filter(({ value }) => value > own.value).length;
  const ties = shown.filter(({ value }) => value === own.value).length;
  if (ties > 1) return "";
  if (above === 0) return `highest of ${shown.length}`;
  return above === shown.length - 1 ? `lowest of ${shown.length}` : "";
}

/** The lowest and the highest value among the other segments, in words. */
export function othersOf(measure: MeasureResult<Shown>, id: string, segments: ReadonlySet<string>): string {
  const shown = measure.groups.filter(({ group, value }) =>
    group !== id && segments.has(group) && typeof value === "number"
  ).toSorted((a, b) => Number(a.value) - Number(b.value));
  const [least, most] = [shown[0], shown.at(-1)];
  if (!least || !most || measure.type === "total") return "–";
  const say = (row: MeasureInGroup<Shown>) => valueText(measure, row, Number(row.value));
  return shown.length === 1 || say(least) === say(most) ? say(least) : `${say(least)} to ${say(most)}`;
}

function sizeSentence({ model, many }: View, id: string): string | null {
  const size = model.segments.segments.find((segment) => segment.id === id);
  if (!size || size.people === hidden) return null;
  const reach = model.reach?.groups.find(({ group }) => group === id);
  const { any, people } = reach ?? {};
  const share = typeof size.share === "number" ? ` (${percent(size.share)} of all)` : "";
  const reached = typeof any === "number" && typeof people === "number" && people > 0
    ? `; ${ofEvery100(any / people)} can be reached`
    : "";
  return `${count(size.people)} ${many}${share}${reached}.`;
}

function dropSentence({ model }: View, id: string): string | null {
  const group = model.journey?.funnel.groups.find((one) => one.group === id);
  const drop = group && biggestDrop(group);
  if (!drop) return null;
  return `Most leave after “${drop.step}”, before “${drop.next}”: ${ofEvery100(drop.rate)} (${
    interval(drop)
  }).`;
}

function timeSentence({ model }: View, id: string): string | null {
  const group = model.timing?.groups.find((one) => one.group === id);
  const window = group && windowDays(group);
  if (!model.timing || !window) return null;
  const step = model.timing.steps.at(-1)!;
  const of100 = Math.round(100 * model.timing.covers);
  return `Of those who reach “${step}”, ${of100} of 100 have done so within ${window.days} days.`;
}

function creditSentence({ model }: View, id: string): string | null {
  const group = model.credit?.result.groups?.find((one) => one.group === id);
  if (!model.credit || !group) return null;
  const { conversions, unattributed } = group;
  if (typeof conversions !== "number" || typeof unattributed !== "number") return null;
  if (conversions - unattributed < fewestCredited) return null;
  const shares = group.channels.map((channel) => creditShares(channel, conversions - unattributed));
  const leaders = new Set(creditModels.map((way) => {
    const best = shares.reduce<typeof shares[number] | null>(
      (most, one) => (one.shares?.[way] ?? -1) > (most?.shares?.[way] ?? -1) ? one : most,
      null,
    );
    return best?.shares ? best.channel : "";
  }));
  if (leaders.has("")) return null;
  const [first, ...others] = [...leaders];
  return others.length === 0
    ? `All four ways of sharing credit put “${first}” first of the channels shown.`
    : `The ways of sharing credit disagree on the first channel: ${[first, ...others].join(", ")}.`;
}

function returnSentence({ model, many }: View, id: string): string | null {
  const group = model.returning?.result.groups?.find((one) => one.group === id);
  const bracket = group?.overall.findLastIndex((one, i) => i > 0 && typeof one?.rate === "number") ?? -1;
  const seen = group?.overall[bracket];
  const when = model.returning?.result.brackets[bracket];
  if (!model.returning || !seen || !when || typeof seen.rate !== "number") return null;
  const days = Number(/^(\d+)d$/.exec(model.returning.result.period)?.[1] ?? NaN);
  if (!(days > 0)) return null;
  const share = seen.rate === 0
    ? "None of those watched that long"
    : `${capital(ofEvery100(seen.rate))} ${many}`;
  return `${share} came back between day ${when.from * days} and day ${when.to * days - 1}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
