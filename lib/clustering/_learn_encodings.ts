import { type Bits, hasBit } from "../engine/mod.ts";
import { InputError } from "../workspace/mod.ts";
import type { FeatureEncoding, MissingRule, Scaling } from "./feature_encoding.ts";
import type { FeatureChoice } from "./features.ts";
import { quantiles } from "./_quantiles.ts";
import { asWords, type ReadColumn } from "./_read_column.ts";

const mostWords = 50;
const yes = /^(yes|y|true|t|on)$/i;
const no = /^(no|n|false|f|off)$/i;

/** A choice with its defaults filled in. */
export type Chosen = FeatureChoice & { readonly scale: Scaling; readonly missing: MissingRule };

/**
 * What features a column becomes, and their scale, learnt from its rows.
 *
 * @param weights One positive number a row, or null.
 */
export function learnEncodings(
  column: ReadColumn,
  chosen: Chosen,
  weights: Float64Array | null,
): FeatureEncoding[] {
  const found = column.kind === "numbers" && chosen.as !== "category"
    ? [number(column, chosen, weights)]
    : words(asWords(column), chosen, weights);
  if (chosen.missing !== "indicator" || !column.missing) return found;
  return [...found, { ...plain(chosen, `${column.name} is missing`), kind: "missing", missing: "indicator" }];
}

function plain(chosen: Chosen, name: string): FeatureEncoding {
  return {
    name,
    column: chosen.column,
    kind: "number",
    word: null,
    words: null,
    log: false,
    low: null,
    high: null,
    missing: chosen.missing,
    fill: null,
    offset: 0,
    scale: 1,
  };
}

function number(
  column: ReadColumn & { kind: "numbers" },
  chosen: Chosen,
  weights: Float64Array | null,
): FeatureEncoding {
  const { values, kept } = present(column.numbers, column.missing, weights);
  if (chosen.log) {
    const row = column.numbers.findIndex((value, i) => value < 0 && !hasBit(column.missing, i));
    if (row >= 0) {
      throw new InputError(
        `Cannot take the logarithm of column "${column.name}": row ${row + 1} is ${
          column.numbers[row]
        }, below 0`,
      );
    }
  }
  const share = chosen.winsorise ?? 0;
  const [low, high] = share > 0 ? quantiles(values.slice(), [share, 1 - share]) : [null, null];
  const pulled = values.map((value) => {
    const x = Math.min(high ?? Infinity, Math.max(low ?? -Infinity, value));
    return chosen.log ? Math.log1p(x) : x;
  });
  return {
    ...plain(chosen, column.name),
    log: chosen.log ?? false,
    low: low ?? null,
    high: high ?? null,
    fill: column.missing ? quantiles(values, [0.5])[0]! : null,
    ...scaleOf(pulled, kept, chosen.scale),
  };
}

function words(
  column: ReadColumn & { kind: "words" },
  chosen: Chosen,
  weights: Float64Array | null,
): FeatureEncoding[] {
  const all = chosen.order ?? column.words;
  const unknown = column.words.find((word) => !all.includes(word));
  if (unknown !== undefined) {
    const row = column.codes.findIndex((code, i) =>
      column.words[code] === unknown && !hasBit(column.missing, i)
    );
    throw new InputError(
      `Cannot order column "${column.name}": row ${row + 1} holds "${unknown}", which is not in its order (${
        all.join(", ")
      })`,
    );
  }
  if (all.length > mostWords) {
    throw new InputError(
      `Cannot cluster on column "${column.name}": it holds ${all.length} different words, more than ${mostWords}. ` +
        `Leave it out, or bring it down to a few groups first.`,
    );
  }
  const common = mode(column);
  const one = (word: string, name: string, kind: "yes-no" | "category"): FeatureEncoding => ({
    ...plain(chosen, name),
    kind,
    word,
    words: all,
    fill: column.missing ? Number(common === word) : null,
  });
  if (chosen.as === "ordinal") {
    const ranks = Float64Array.from(column.codes, (code) => all.indexOf(column.words[code]!) + 1);
    const { values, kept } = present(ranks, column.missing, weights);
    const scaled = scaleOf(values, kept, chosen.scale);
    const fill = column.missing ? quantiles(values, [0.5])[0]! : null;
    return [{ ...plain(chosen, column.name), kind: "ordinal", words: all, fill, ...scaled }];
  }
  const said = all.length === 2 ? all.find((word) => yes.test(word)) : undefined;
  if (said !== undefined && all.some((word) => no.test(word))) {
    const marks = Float64Array.from(column.codes, (code) => Number(column.words[code] === said));
    const { values, kept } = present(marks, column.missing, weights);
    return [{ ...one(said, column.name, "yes-no"), ...scaleOf(values, kept, chosen.scale) }];
  }
  // Of two words one feature says it all; a second would count the difference twice.
  const named = all.length === 2 ? all.slice(1) : all;
  return named.map((word) => one(word, `${column.name} = ${word}`, "category"));
}

function mode({ codes, words, missing }: ReadColumn & { kind: "words" }): string {
  const counts = new Uint32Array(words.length);
  codes.forEach((code, i) => {
    if (!hasBit(missing, i)) counts[code]!++;
  });
  return words[counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0))]!;
}

function present(
  numbers: Float64Array,
  missing: Bits | undefined,
  weights: Float64Array | null,
): { values: Float64Array; kept: Float64Array | null } {
  if (!missing) return { values: numbers.slice(), kept: weights };
  const here = (_: number, i: number) => !hasBit(missing, i);
  return { values: numbers.filter(here), kept: weights?.filter(here) ?? null };
}

/** Offset and scale; a scale that would be 0 (constant values) is 1. Reorders `values`. */
export function scaleOf(
  values: Float64Array,
  weights: Float64Array | null,
  scaling: Scaling,
): { offset: number; scale: number } {
  const { mean, deviation } = moments(values, weights);
  if (scaling === "z") return { offset: mean, scale: deviation || 1 };
  if (scaling === "min-max") {
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return { offset: low, scale: high - low || 1 };
  }
  if (scaling === "robust") {
    const [lower, middle, upper] = quantiles(values, [0.25, 0.5, 0.75]);
    return { offset: middle!, scale: upper! - lower! || deviation || 1 };
  }
  // Distances stay as they are. Only values far from 0 are moved there, by a round number, so that single precision
  // is spent on differences between people and whole numbers stay whole.
  if (deviation === 0) return { offset: mean, scale: 1 };
  const step = 2 ** Math.ceil(Math.log2(deviation));
  return { offset: Math.abs(mean) <= 4 * deviation ? 0 : Math.round(mean / step) * step, scale: 1 };
}

/** Mean and standard deviation (n − 1; with weights, their sum stands for n). */
function moments(values: Float64Array, weights: Float64Array | null): { mean: number; deviation: number } {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    total += weight;
    sum += weight * values[i]!;
  }
  const mean = sum / total;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (weights ? weights[i]! : 1) * (values[i]! - mean) ** 2;
  const deviation = total > 1 ? Math.sqrt(squares / (total - 1)) : 0;
  return { mean, deviation: deviation > Math.abs(mean) * 1e-14 ? deviation : 0 };
}
