import type { RuleProblem } from "./_bind.ts";
import { unknown } from "./_fields.ts";
import type { Rule } from "./rule.ts";

type Path = readonly (string | number)[];

/** References of a rule to segments, each with its place. */
export function references(
  rule: Rule,
  path: Path,
): readonly { readonly id: string; readonly path: Path }[] {
  if ("segment" in rule) return [{ id: rule.segment, path: [...path, "segment"] }];
  if ("not" in rule) return references(rule.not, [...path, "not"]);
  if ("all" in rule) return rule.all.flatMap((inner, i) => references(inner, [...path, "all", i]));
  if ("any" in rule) return rule.any.flatMap((inner, i) => references(inner, [...path, "any", i]));
  return [];
}

/**
 * The order in which segments can be worked out, each after those it refers to (indexes into `segments`).
 * References to no segment, and circles, are told in `problems`.
 */
export function dependencyOrder(
  segments: readonly { readonly id: string; readonly when: Rule }[],
  problems: RuleProblem[],
): readonly number[] {
  const ids = segments.map((segment) => segment.id);
  const index = new Map(ids.map((id, i) => [id, i]));
  const order: number[] = [];
  const state = new Map<number, "open" | "done">();
  const visit = (i: number, trail: readonly number[]): void => {
    state.set(i, "open");
    for (const { id, path } of references(segments[i]!.when, ["segments", i, "when"])) {
      const next = index.get(id);
      if (next === undefined) {
        problems.push({ path, message: unknown("segment", id, ids) });
      } else if (state.get(next) === "open") {
        const circle = [...trail, i].slice([...trail, i].indexOf(next));
        const names = [...circle, next].map((at) => ids[at]).join(" → ");
        problems.push({ path, message: `segments refer to each other in a circle: ${names}` });
      } else if (!state.has(next)) visit(next, [...trail, i]);
    }
    state.set(i, "done");
    order.push(i);
  };
  segments.forEach((_, i) => state.has(i) || visit(i, []));
  return order;
}
