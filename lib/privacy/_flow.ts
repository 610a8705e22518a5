import type { FlowResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { Context } from "./_context.ts";
import { tooFewForMiddle } from "./_few.ts";
import { shown } from "./_shown.ts";

/** People step by step: those at an event are those who come to it, and those who go on from it or end there. */
export function flow(result: FlowResult, { cells, minimum }: Context): () => FlowResult<Shown> {
  const people = cells.shared("people/with an event", result.people, 1e12);
  const nodes = result.nodes.map((one) => cells.count(one.people, 1e6));
  const links = result.links.map((one) => cells.count(one.people));
  for (const step of result.steps) {
    const at = nodes.filter((_, i) => result.nodes[i]!.step === step);
    if (at.length > 0) cells.sum(people, at);
  }
  result.nodes.forEach(({ step, event }, i) => {
    const out = links.filter((_, k) => result.links[k]!.step === step && result.links[k]!.from === event);
    const into = links.filter((_, k) => result.links[k]!.step === step - 1 && result.links[k]!.to === event);
    if (out.length > 0) cells.sum(nodes[i]!, out);
    if (into.length > 0) cells.sum(nodes[i]!, into);
  });
  return () => ({
    ...result,
    people: shown(people),
    nodes: result.nodes.map((one, i) => ({ ...one, people: shown(nodes[i]!) })),
    links: result.links.map((one, i) => ({
      ...one,
      people: shown(links[i]!),
      medianSeconds: one.medianSeconds !== null && (links[i]!.hidden || tooFewForMiddle(one.people, minimum))
        ? "hidden"
        : one.medianSeconds,
    })),
  });
}
