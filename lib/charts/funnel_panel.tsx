import type { JSX } from "preact";
import { count, percent } from "../words/mod.ts";
import type { FunnelGroup, FunnelStep } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { type BiggestDrop, biggestDrop } from "./biggest_drop.ts";
import { HiddenMark, HiddenWord } from "./hidden_mark.tsx";
import { scale } from "./scale.ts";

const all = scale([1], { most: 1 });
const barHeight = 11;

/**
 * One group's funnel, as a cell of a trellis: a bar a step, as a share of the people at the first step. Solid went on,
 * hatched is still deciding, pale left, and the alert colour marks the biggest drop-off. Parts that may not be shown
 * become one hatched block of fixed size.
 */
export function FunnelPanel({ group }: { readonly group: FunnelGroup<Shown> }): JSX.Element {
  const drop = biggestDrop(group);
  const first = group.steps[0]?.people ?? 0;
  return (
    <div class="fp" role="img" aria-label={funnelSentence(group)}>
      {group.steps.map((step, i) => (
        <div class="fs" key={i}>
          <span class="st">
            {step.name}
            {drop?.index === i && <b class="al">{of100(drop)}</b>}
          </span>
          <span class="sv">{step.people === "hidden" ? <HiddenWord /> : count(step.people)}</span>
          <span class="sp2">{typeof step.rateFromFirst === "number" && percent(step.rateFromFirst)}</span>
          <FunnelBar
            step={step}
            next={group.steps[i + 1] ?? null}
            first={first}
            biggest={drop?.index === i}
          />
        </div>
      ))}
    </div>
  );
}

/** A group's funnel in words, for a person who cannot see the bars. */
export function funnelSentence(group: FunnelGroup<Shown>): string {
  const drop = biggestDrop(group);
  const steps = group.steps.map(({ name, people }) => `${name} ${count(people)}`).join(", ");
  return `${group.name}: ${steps}.${
    drop ? ` Biggest drop-off: after ${drop.step}, before ${drop.next}, ${of100(drop)}.` : ""
  }`;
}

function of100(drop: BiggestDrop): string {
  return `${Math.round(100 * drop.rate)} of 100 leave`;
}

interface FunnelBarProps {
  readonly step: FunnelStep<Shown>;
  readonly next: FunnelStep<Shown> | null;
  readonly first: Shown;
  readonly biggest: boolean;
}

/** The bar of one step. Every coordinate comes from numbers that are shown. */
function FunnelBar({ step, next, first, biggest }: FunnelBarProps): JSX.Element {
  const share = (people: Shown) =>
    typeof people === "number" && typeof first === "number" && first > 0 ? all.at(people / first) : null;
  const total = share(step.people);
  const parts = next
    ? [
      { class: "on", width: share(next.people) },
      { class: "dec", width: share(step.stillDeciding) },
      { class: biggest ? "lost big" : "lost", width: share(step.left) },
    ]
    : [{ class: "on", width: total }];
  let x = 0;
  const shown = parts.flatMap(({ class: kind, width }) => {
    if (width === null || width === 0) return [];
    const part = (
      <rect key={kind} class={kind} x={`${round(x)}%`} width={`${round(width)}%`} height={barHeight} />
    );
    x += width;
    return [part];
  });
  const hidden = first === "hidden" || parts.some(({ width }) => width === null) && first !== 0;
  return (
    <svg class="fb2" width="100%" height={barHeight} aria-hidden="true">
      {hidden && total !== null && total > 0 && (
        <rect class="tot" width={`${round(total)}%`} height={barHeight} />
      )}
      {shown}
      {hidden && <HiddenMark x={round(x)} y={0} height={barHeight} />}
    </svg>
  );
}

function round(share: number): number {
  return Math.round(100 * share) / 100;
}
