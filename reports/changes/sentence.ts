import { count, type Counted } from "../../lib/words/mod.ts";
import type { Changes } from "./changes_model.ts";

/** What changed, in one sentence: whose numbers grew or fell most, what was measured, what is defined anew. */
export function changesSentence(changes: Omit<Changes, "sentence">, { many }: Counted): string {
  if (changes.refused.length > 0) return "The two reports cannot be compared.";
  const parts: string[] = [];
  const moved = changes.groups.filter(({ change }) => typeof change === "number" && change !== 0)
    .toSorted((a, b) => Math.abs(Number(b.change)) - Math.abs(Number(a.change)));
  const [most] = moved;
  if (most) {
    const n = Number(most.change);
    parts.push(`“${most.name}” has ${count(Math.abs(n))} ${n > 0 ? "more" : "fewer"} ${many}`);
  }
  const measured = changes.measures.filter(({ type }) => type !== "total");
  const clear = measured.flatMap(({ name, groups }) =>
    groups.filter(({ group, clear }) => clear && group !== "all").map((row) => ({ name, row }))
  );
  const [first, ...others] = clear;
  if (first) {
    const up = Number(first.row.change) > 0;
    parts.push(
      others.length === 0
        ? `“${first.name}” ${up ? "rose" : "fell"} in “${first.row.name}”`
        : `${count(clear.length)} measures of groups changed beyond chance`,
    );
  } else if (measured.some(({ groups }) => groups.some(({ low }) => typeof low === "number"))) {
    parts.push("no measure changed beyond chance");
  }
  const anew = changes.groups.filter(({ reason }) => reason === "New definition" || reason === "New segment");
  if (anew.length > 0) {
    const names = anew.slice(0, 2).map(({ name }) => `“${name}”`).join(" and ");
    parts.push(
      anew.length > 2
        ? `${count(anew.length)} segments are defined anew`
        : `${names} ${anew.length === 1 ? "is" : "are"} defined anew`,
    );
  }
  if (parts.length === 0) return "Nothing that may be shown changed.";
  const text = parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(", ")}, and ${parts.at(-1)}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
