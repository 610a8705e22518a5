import type {
  AfterDropOffResult,
  AssociationsResult,
  AttemptsResult,
  DropOffResult,
  FlowResult,
  PathsResult,
  StagesResult,
  TransitionsResult,
} from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { count, percent } from "../words/mod.ts";
import { cell, rateWithEnds } from "./_cells.ts";
import { clip } from "./clip.ts";

/** One labelled bar; without a value a heading. */
export interface StillRow {
  readonly label: string;
  readonly bar:
    | { readonly value: Shown | null; readonly low?: Shown | null; readonly high?: Shown | null }
    | null;
  readonly text: string;
}

/** Rows, and the end of their common scale where it is fixed. */
export interface StillRows {
  readonly rows: readonly StillRow[];
  readonly most?: number;
}

const mostRows = 20;
const heading = (label: string): StillRow => ({ label, bar: null, text: "" });

/** A way in few letters: repeats in a row are counted, and a long way keeps its start and its end. */
function wayOf(path: readonly string[]): string {
  const parts: { name: string; times: number }[] = [];
  for (const name of path) {
    const last = parts.at(-1);
    if (last?.name === name) last.times++;
    else parts.push({ name, times: 1 });
  }
  const words = parts.map(({ name, times }) => times === 1 ? name : `${name} ×${times}`);
  const whole = words.join(" → ");
  if (whole.length <= 30 || words.length < 2) return whole;
  return `${clip(words[0]!, 11)} …${path.length}… ${clip(words.at(-1)!, 12)}`;
}

export function pathRows({ variants }: PathsResult<Shown>): StillRows {
  return {
    rows: variants.slice(0, mostRows).map(({ path, people, share }) => ({
      label: wayOf(path),
      bar: { value: share },
      text: `${count(people)} (${percent(share)})`,
    })),
  };
}

export function transitionRows({ edges }: TransitionsResult<Shown>): StillRows {
  return {
    rows: edges.slice(0, mostRows).map(({ from, to, count: times, shareOfFrom }) => ({
      label: `${from} → ${to}`,
      bar: { value: times },
      text: `${count(times)} (${percent(shareOfFrom)})`,
    })),
  };
}

/** Two columns, the step left and the step reached: a bar a link. */
export function flowRows({ steps, links }: FlowResult<Shown>): StillRows {
  return {
    rows: steps.slice(0, -1).flatMap((step) => [
      heading(`Step ${step} → step ${step + 1}`),
      ...links.filter((link) => link.step === step).slice(0, 8).map(({ from, to, people }): StillRow => ({
        label: `${from} → ${to}`,
        bar: { value: people },
        text: count(people),
      })),
    ]),
  };
}

export function attemptRows({ steps }: AttemptsResult<Shown>): StillRows {
  return {
    most: 1,
    rows: steps.map(({ name, attempts, rateFromFirst }) => ({
      label: name,
      bar: { value: rateFromFirst },
      text: `${count(attempts)}${rateFromFirst === null ? "" : ` (${percent(rateFromFirst)})`}`,
    })),
  };
}

export function stageRows({ groups }: StagesResult<Shown>): StillRows {
  return {
    rows: groups.flatMap(({ name, stages }) => [
      heading(name),
      ...stages.map((stage): StillRow => ({
        label: stage.name,
        bar: { value: stage.now },
        text: `${count(stage.now)} now${
          typeof stage.stalled === "number" && stage.stalled > 0 ? `, ${count(stage.stalled)} stalled` : ""
        }`,
      })),
    ]),
  };
}

/** Shares of the converted who have each; the interval of the odds ratio is in words, for it has another scale. */
export function associationRows({ items }: AssociationsResult<Shown>): StillRows {
  return {
    most: 1,
    rows: items.slice(0, mostRows).map(({ name, shareOfConverted, shareOfOthers }) => ({
      label: name,
      bar: { value: shareOfConverted },
      text: `${cell(shareOfConverted, percent)} against ${cell(shareOfOthers, percent)}`,
    })),
  };
}

export function afterDropOffRows({ steps }: AfterDropOffResult<Shown>): StillRows {
  return {
    rows: steps.flatMap(({ step, next, nothing }) => [
      heading(`After ${step}`),
      ...next.slice(0, 5).map(({ event, people, share }): StillRow => ({
        label: event,
        bar: { value: people },
        text: `${count(people)} (${percent(share)})`,
      })),
      { label: "nothing more", bar: { value: nothing }, text: count(nothing) },
    ]),
  };
}

export function dropOffRows({ groups }: DropOffResult<Shown>): StillRows {
  return {
    most: 1,
    rows: groups.flatMap(({ name, steps }) => [
      heading(name),
      ...steps.map(({ step, rate, low, high }): StillRow => ({
        label: step,
        bar: { value: rate, low, high },
        text: rateWithEnds(rate, low, high),
      })),
    ]),
  };
}
