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

/**
 * The bar of one step. Every coordinate comes from numbers that are shown: parts that are hidden are drawn as one, in
 * the place of the first of them, as wide as the shown ones leave it where the whole is shown, else of fixed size.
 */
function FunnelBar({ step, next, first, biggest }: FunnelBarProps): JSX.Element {
  const share = (people: Shown) =>
    typeof people === "number" && typeof first === "number" && first > 0 ? all.at(people / first) : null;
  const total = share(step.people);
  const parts = next
    ? [
      { kind: "on", width: share(next.people) },
      { kind: "dec", width: share(step.stillDeciding) },
      { kind: biggest ? "lost big" : "lost", width: share(step.left) },
    ]
    : [{ kind: "on", width: total }];
  const rest = total === null
    ? null
    : Math.max(0, total - parts.reduce((sum, { width }) => sum + (width ?? 0), 0));
  const marks: JSX.Element[] = [];
  let x = 0;
  let hatched = first === 0;
  for (const { kind, width } of parts) {
    const hidden = width === null;
    if (hidden && hatched) continue;
    hatched ||= hidden;
    const wide = hidden ? rest : width;
    const place = { x: `${round(x)}%`, width: `${round(wide ?? 0)}%`, height: barHeight };
    if (wide === null) marks.push(<HiddenMark key={kind} x={round(x)} y={0} height={barHeight} />);
    else if (wide > 0) marks.push(<rect key={kind} class={hidden ? "hid" : kind} {...place} />);
    x += wide ?? 0;
  }
  return <svg class="fb2" width="100%" height={barHeight} aria-hidden="true">{marks}</svg>;
}

function round(share: number): number {
  return Math.round(100 * share) / 100;
}
