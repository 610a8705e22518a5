import type {
  AfterDropOffResult,
  AssociationsResult,
  AttributionResult,
  DropOffCause,
  DropOffResult,
  FlowResult,
  PathsResult,
  TransitionsResult,
} from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { counted, groupName, isSegment, named, quoted } from "./_phrases.ts";
import type { Counted } from "./counted.ts";
import { count, number } from "./numbers.ts";
import { ofEvery100, percent, points, pointsInterval } from "./rates.ts";
import { duration } from "./times.ts";

/** The most frequent way, and how far those listed go. */
export function describePaths(result: PathsResult<Shown>, words: Counted): string {
  const known = result.variants.flatMap((one) =>
    typeof one.people === "number" && typeof one.share === "number"
      ? [{ ...one, people: one.people, share: one.share }]
      : []
  );
  const [first] = known;
  if (result.people === 0) return `There are no ${words.many} to follow.`;
  if (!first) return `No way is taken by enough ${words.many} to be shown.`;
  const way = named(first.path.join(" → "), 160);
  const all = typeof result.differentPaths === "number" ? ` of ${count(result.differentPaths)}` : "";
  const start = `The most frequent way${all}, “${way}”, is taken by ${counted(first.people, words)} (${
    percent(first.share)
  }).`;
  const last = known.at(-1)!;
  return known.length > 1 && typeof last.covered === "number"
    ? `${start} The ${count(known.length)} most frequent cover ${percent(last.covered)} of the ${words.many}.`
    : start;
}

/** What follows most often on what. */
export function describeTransitions(result: TransitionsResult<Shown>, { many }: Counted): string {
  const edge = result.edges.find(({ count: times, shareOfFrom }) =>
    typeof times === "number" && typeof shareOfFrom === "number"
  );
  if (!edge) {
    return result.edges.length === 0
      ? `No event follows on another.`
      : `Too few ${many} may be shown to say what follows on what.`;
  }
  return `Most often ${quoted(edge.from)} is directly followed by ${quoted(edge.to)}: ${
    count(edge.count)
  } times, ${percent(edge.shareOfFrom)} of what follows it, ${
    typeof edge.medianSeconds === "number"
      ? `half of the time within ${duration(edge.medianSeconds)}`
      : "after a time that is hidden"
  }.`;
}

/** Where most people go from the first step. */
export function describeFlow(result: FlowResult<Shown>, words: Counted): string {
  const link = result.links.find(({ step, people }) => step === 1 && typeof people === "number");
  if (!link || typeof link.people !== "number") {
    return result.people === 0
      ? `There are no ${words.many} to follow.`
      : `Too few ${words.many} may be shown to say where they go.`;
  }
  const share = typeof result.people === "number" && result.people > 0
    ? ` (${percent(link.people / result.people)})`
    : "";
  return link.to === "(ended)"
    ? `Most often the first step is ${quoted(link.from)}, and nothing follows: ${
      counted(link.people, words)
    }${share}.`
    : `Most often the way begins with ${quoted(link.from)} and goes on to ${quoted(link.to)}: ${
      counted(link.people, words)
    }${share}.`;
}

/** The channel with most credit, and how far the ways to share it disagree. */
export function describeAttribution(result: AttributionResult<Shown>): string {
  const of = typeof result.conversions === "number" && typeof result.unattributed === "number"
    ? result.conversions - result.unattributed
    : 0;
  if (result.conversions === 0) return "There are no conversions to give credit for.";
  const known = result.channels.flatMap(({ channel, first, last, linear, markov }) => {
    const all = [first, last, linear, markov].filter((one) => typeof one === "number");
    return all.length === 4 && of > 0
      ? [{ channel, low: Math.min(...all) / of, high: Math.max(...all) / of, markov: markov as number }]
      : [];
  }).sort((a, b) => b.markov - a.markov);
  const [most] = known;
  if (!most) return "Too few conversions may be shown to give credit.";
  const span = ({ low, high }: typeof most) =>
    percent(low) === percent(high) ? percent(low) : `${percent(low)} to ${percent(high)}`;
  const start = `${quoted(most.channel)} gets the most credit: ${
    span(most)
  } of the conversions, depending on how it is shared.`;
  const widest = known.reduce((best, one) => one.high - one.low > best.high - best.low ? one : best);
  const more = widest === most || widest.high - widest.low < 0.05
    ? ""
    : ` The ways disagree most over ${quoted(widest.channel)}: ${span(widest)}.`;
  return `${start}${more} Credit is association, not proof of effect.`;
}

/** What goes with conversion most surely. */
export function describeAssociations(result: AssociationsResult<Shown>, { many }: Counted): string {
  const sure = result.items.find(({ pHolm, shareOfConverted, shareOfOthers }) =>
    typeof pHolm === "number" && pHolm < 0.05 && typeof shareOfConverted === "number" &&
    typeof shareOfOthers === "number"
  );
  if (!sure) {
    return result.items.some(({ pHolm }) => pHolm === "hidden")
      ? `Too few ${many} may be shown to say what goes with conversion.`
      : "Nothing that was looked at goes with conversion beyond chance.";
  }
  const { low, high } = sure;
  const odds = typeof low === "number"
    ? ` (odds ratio ${typeof sure.oddsRatio === "number" ? number(sure.oddsRatio) : "without bound"}, ${
      Math.round(100 * result.level)
    }% interval from ${number(low)}${typeof high === "number" ? ` to ${number(high)}` : ""})`
    : "";
  return `${quoted(sure.name)} goes most surely with conversion: ${
    percent(sure.shareOfConverted!)
  } of those who ` +
    `converted have it, against ${
      percent(sure.shareOfOthers!)
    } of the others${odds}. This is association, not cause.`;
}

/** What most leavers did next, at the step where most left. */
export function describeAfterDropOff(result: AfterDropOffResult<Shown>, words: Counted): string {
  const [step] = result.steps.flatMap((one) =>
    typeof one.people === "number" ? [{ ...one, people: one.people }] : []
  )
    .sort((a, b) => b.people - a.people);
  if (!step) return `Too few ${words.many} may be shown to say what they did after they left.`;
  if (step.people === 0) return `No ${words.one} has left.`;
  const [next] = step.next;
  const start = `Of the ${counted(step.people, words)} who left after ${quoted(step.step)}`;
  if (
    typeof step.nothing === "number" &&
    (!next || (typeof next.people === "number" && step.nothing >= next.people))
  ) {
    return `${start}, ${percent(step.nothing / step.people)} did nothing more.`;
  }
  return next && typeof next.share === "number"
    ? `${start}, most (${percent(next.share)}) did ${quoted(next.event)} next.`
    : `${start}, too few may be shown to say what they did next.`;
}

const causes: Readonly<Record<DropOffCause, string>> = {
  message: "how they were addressed",
  form: "the form",
  callToAction: "what they were asked to do",
  channel: "the channel",
};

/** The largest excess beyond chance, and what it goes with. */
export function describeDropOff(result: DropOffResult<Shown>, { many }: Counted): string {
  const found = result.groups.filter(({ group }) => isSegment(group)).flatMap(({ group, name, steps }) =>
    steps.flatMap((step) =>
      step.excess && typeof step.excess.low === "number" && typeof step.excess.difference === "number" &&
        typeof step.rate === "number" && step.excess.low > 0
        ? [{
          group: groupName({ id: group, name }),
          step,
          excess: step.excess,
          rate: step.rate,
          by: step.excess.difference,
        }]
        : []
    )
  ).sort((a, b) => b.by - a.by);
  const [worst] = found;
  if (!worst) {
    const isHidden = result.groups.some(({ steps }) => steps.some(({ excess }) => excess?.low === "hidden"));
    if (isHidden) {
      return `Too few ${many} may be shown to say where a group leaves more often than the others.`;
    }
    return result.comparisons === 0
      ? describeLargestLoss(result, many)
      : `No group leaves at any step more often than the others beyond chance.`;
  }
  const { step, excess, rate } = worst;
  const between = pointsInterval(excess);
  const goes = step.likely === null
    ? ""
    : step.likely.from === "signal"
    ? ` Leaving goes with ${causes[step.likely.cause]}: ${
      step.signals[0]
        ? quoted(`${step.signals[0].property} = ${step.signals[0].value}`)
        : "a value that is hidden"
    }.`
    : ` Nothing else known tells them apart; the step itself is about ${causes[step.likely.cause]}.`;
  return `In ${worst.group}, ${ofEvery100(rate)} ${many} who reached ${quoted(step.step)} went no further: ${
    points(worst.by)
  } against the other groups${
    between === "" ? "" : ` (adjusted interval ${between})`
  }.${goes} This is association, not cause.`;
}

function describeLargestLoss(result: DropOffResult<Shown>, many: string): string {
  const [worst] = (result.groups[0]?.steps ?? []).flatMap((step) =>
    typeof step.rate === "number" ? [{ ...step, rate: step.rate }] : []
  )
    .sort((a, b) => b.rate - a.rate);
  return worst
    ? `Of all ${many} who reached ${quoted(worst.step)}, ${
      ofEvery100(worst.rate)
    } went no further: the largest loss.`
    : `It is too early to say where ${many} leave.`;
}
