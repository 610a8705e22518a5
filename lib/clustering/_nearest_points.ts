import { type Columns, hasBit } from "../engine/mod.ts";
import { readAnyColumn } from "./_read_any_column.ts";
import type { ModelPoints, ModelVariable } from "./model_points.ts";

/** Stands for a word that nobody of the fit had: it differs from every other. */
const unseen = -1;

/**
 * The nearest point of each row, 1 to k, 0 where nothing can be compared; of equally near ones the first.
 *
 * @throws {InputError} A column is absent, or holds text where the model has numbers (column and row are named).
 */
export function nearestPoints(
  { measure, gamma, variables, points }: ModelPoints,
  table: Columns,
): { readonly labels: Uint16Array; readonly warnings: string[] } {
  const warnings: string[] = [];
  const values = variables.map((variable) => read(variable, table, warnings));
  const labels = new Uint16Array(table.rows);
  for (let i = 0; i < table.rows; i++) {
    let least = Infinity;
    points.forEach((point, c) => {
      let [sum, mass] = [0, 0];
      variables.forEach((variable, j) => {
        const [value, other] = [values[j]![i]!, point[j] ?? NaN];
        const apart = difference(variable, measure, value, other);
        if (Number.isNaN(apart)) return;
        const weight = measure === "gower" ? variable.weight : 1;
        mass += weight;
        if (measure !== "prototypes") sum += measure === "euclidean" ? apart * apart : weight * apart;
        else sum += isNumber(variable) ? apart * apart : gamma! * apart;
      });
      if (mass === 0) return;
      // As in the fit: scaled up by the share that can be compared, and a missing value costs a prototype nothing.
      const far = measure === "prototypes" ? sum : sum / mass;
      if (far < least) {
        least = far;
        labels[i] = c + 1;
      }
    });
  }
  return { labels, warnings };
}

function isNumber({ kind }: ModelVariable): boolean {
  return kind === "interval" || kind === "ordinal";
}

/** How far two values are apart; NaN where they cannot be compared. */
function difference(
  variable: ModelVariable,
  measure: ModelPoints["measure"],
  value: number,
  other: number,
): number {
  if (Number.isNaN(value) || Number.isNaN(other)) return NaN;
  const plain = measure === "euclidean" || measure === "manhattan";
  if (isNumber(variable) || (plain && value !== unseen)) return Math.abs(value - other) / variable.scale;
  if (
    measure === "gower" && variable.kind === "asymmetric" && (variable.scale === 0 || value + other === 0)
  ) {
    return NaN;
  }
  return Number(value !== other);
}

/** Values of new people as the model numbers them; NaN is missing. */
function read({ name, kind, words, first }: ModelVariable, table: Columns, warnings: string[]): Float64Array {
  const column = readAnyColumn(table, name, words === null);
  const place = new Map(words?.map((word, w) => [word, w + first]));
  const rank = kind === "ordinal" || kind === "asymmetric";
  const strange = new Map<string, number>();
  const values = Float64Array.from({ length: table.rows }, (_, i) => {
    if (hasBit(column.missing, i)) return NaN;
    if (words === null && column.kind === "numbers") return column.numbers[i]!;
    const word = column.kind === "numbers" ? String(column.numbers[i]) : column.words[column.codes[i]!]!;
    const at = place.get(word);
    if (at !== undefined) return at;
    strange.set(word, (strange.get(word) ?? 0) + 1);
    return rank ? NaN : unseen;
  });
  if (strange.size > 0) {
    const listed = [...strange.keys()].sort().slice(0, 5).map((word) => `"${word}"`).join(", ");
    const times = [...strange.values()].reduce((sum, count) => sum + count, 0);
    warnings.push(
      `"${name}": ${listed}${
        strange.size > 5 ? " and others" : ""
      } never occurred when the model was fitted; ` +
        `${times} ${times === 1 ? "value counts" : "values count"} as ${
          rank ? "missing" : "different from every group's"
        }.`,
    );
  }
  return values;
}
