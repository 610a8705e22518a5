import type { ProfileCell, ProfiledVariable } from "./cluster_profile.ts";

/** Below this, a difference is too small to name a segment by. */
const least = 0.3;
/** Variables a name is looked for among. */
const most = 6;

/**
 * A plain name for each cluster from the variables that set it apart most: of its markers first, at most two, by the
 * size of the standardised difference. Names that come out alike are numbered.
 */
export function suggestNames(variables: readonly ProfiledVariable[], k: number): string[] {
  const own = variables.filter(({ role }) => role === "segmentation");
  // Without any spread there is nothing to measure a difference by: it is as large as can be.
  const size = ({ standardised, difference }: ProfileCell) =>
    standardised ?? (difference ? difference * Infinity : 0);
  const taken = new Set<string>();
  const names = Array.from({ length: k }, (_, c) => {
    const ranked = own.map((variable) => ({ variable, cell: variable.cells[c]! }))
      .filter(({ cell }) => Math.abs(size(cell)) >= least)
      .sort((a, b) =>
        Number(b.cell.marker) - Number(a.cell.marker) ||
        compare(Math.abs(size(b.cell)), Math.abs(size(a.cell))) ||
        (a.variable.name < b.variable.name ? -1 : 1)
      );
    const different = ranked.filter(({ variable }, i) =>
      ranked.findIndex((other) => other.variable.column === variable.column) === i
    );
    const words = different.slice(0, most).map(({ variable, cell }) => phrase(variable, size(cell) > 0));
    if (words.length === 0) return "Like everybody";
    // The strongest two that do not already name another cluster.
    for (let sum = 1; sum < 2 * words.length; sum++) {
      for (let i = 0; i < Math.min(sum, words.length); i++) {
        const j = sum - i;
        if (j <= i || j >= words.length) continue;
        const pair = [words[i]!, words[j]!].sort().join();
        if (taken.has(pair)) continue;
        taken.add(pair);
        return capital(`${words[i]}, ${words[j]}`);
      }
    }
    return capital(words.slice(0, 2).join(", "));
  });
  return names.map((name, c) =>
    names.filter((other) => other === name).length > 1 ? `${name} (${c + 1})` : name
  );
}

/** Infinity less Infinity is no number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function phrase({ name, column, word, measure }: ProfiledVariable, above: boolean): string {
  const said = spoken(column);
  if (measure === "mean") return `${above ? "high" : "low"} ${said}`;
  if (word === null || name === column) return above ? said : `not ${said}`;
  return `${above ? "" : "not "}${said} ${word}`;
}

/** "survey.price_upfront" → "price upfront". */
function spoken(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).replaceAll(/[_.]+/g, " ").trim() || name;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
