import type {
  AttemptsResult,
  ConversionWindowResult,
  RetentionResult,
  StagesResult,
  TimingResult,
} from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { counted, groupName, isSegment, named, quoted } from "./_phrases.ts";
import type { Counted } from "./counted.ts";
import { count, number } from "./numbers.ts";
import { pValue } from "./p_value.ts";
import { interval, ofEvery100, percent } from "./rates.ts";
import { duration, windowWords } from "./times.ts";

/** The window that fits everybody, and how far groups differ. */
export function describeWindow(result: ConversionWindowResult<Shown>, { many }: Counted): string {
  const [first, last] = [quoted(result.steps[0] ?? ""), quoted(result.steps.at(-1) ?? "")];
  const known = result.groups.flatMap((group) =>
    typeof group.suggested?.seconds === "number"
      ? [{ ...group, seconds: group.suggested.seconds, low: group.suggested.low, high: group.suggested.high }]
      : []
  );
  const all = known.find(({ group }) => group === "all");
  const segments = known.filter(({ group }) => isSegment(group)).sort((a, b) => a.seconds - b.seconds);
  const [fast, slow] = [segments[0], segments.at(-1)];
  if (!all && !fast) return `Too few ${many} have got from ${first} to ${last} to say how long it takes.`;
  const parts: string[] = [];
  if (all) {
    const between = typeof all.low === "number" && typeof all.high === "number"
      ? ` (95% interval ${within(all.low)} to ${within(all.high)})`
      : "";
    parts.push(
      `${ofEvery100(result.covers)} who get from ${first} to ${last} in the end do so within ${
        within(all.seconds)
      }${between}.`,
    );
  }
  const name = ({ group, name }: typeof known[number]) => groupName({ id: group, name });
  const ends = `${ofEvery100(result.covers)} who get from ${first} to ${last} in the end`;
  if (fast && (!slow || fast === slow) && !all) {
    parts.push(`In ${name(fast)}, ${ends} do so within ${within(fast.seconds)}.`);
  } else if (fast && slow && fast !== slow) {
    const same = fast.seconds === slow.seconds;
    const range = same
      ? `within ${within(fast.seconds)} in every segment that can be shown`
      : `within ${within(fast.seconds)} in ${name(fast)}, and within ${within(slow.seconds)} in ${
        name(slow)
      }`;
    if (!all) parts.push(`${ends} do so ${range}.`);
    else parts.push(same ? "It is the same in every segment." : `They do so ${range}.`);
  }
  return parts.join(" ");
}

const day = 86_400;

/** A length of time that is not shorter than it was: within 33.2 days is within 34. */
function within(seconds: Shown): string {
  return duration(
    typeof seconds === "number" && seconds >= 2 * day ? Math.ceil(seconds / day) * day : seconds,
  );
}

/** Medians, and whether the groups differ. */
export function describeTiming(result: TimingResult<Shown>, { many }: Counted): string {
  const unit = result.unit === null ? "" : ` ${named(result.unit)}`;
  const known = result.groups.flatMap(({ group, median }) =>
    typeof median === "number" ? [{ group, median }] : []
  )
    .sort((a, b) => a.median - b.median);
  const [fast, slow] = [known[0], known.at(-1)];
  const parts: string[] = [];
  if (!fast || !slow) {
    const isHidden = result.groups.some(({ median }) => median === "hidden");
    parts.push(
      isHidden
        ? `Too few ${many} may be shown to say how long it takes.`
        : result.groups.every(({ n }) => n === 0)
        ? `There are no ${many} to follow.`
        : `It happened to fewer than half of the ${many} while they were followed.`,
    );
  } else if (fast === slow) {
    const where = result.groups.length === 1 ? "" : ` in ${quoted(fast.group)}`;
    parts.push(`For half of the ${many}${where} it has happened by ${number(fast.median)}${unit}.`);
  } else {
    parts.push(
      `For half of the ${many} it has happened by ${number(fast.median)}${unit} in ${
        quoted(fast.group)
      }, and by ${number(slow.median)} in ${quoted(slow.group)}.`,
    );
  }
  const p = result.logRank?.p;
  if (typeof p === "number") {
    parts.push(
      p < 0.05
        ? `The groups differ beyond chance (log-rank p ${p < 0.001 ? "" : "= "}${pValue(p)}).`
        : `Chance alone could explain how the groups differ (log-rank p = ${pValue(p)}).`,
    );
  }
  return parts.join(" ");
}

/** Who came back in the first bracket and in the last one that can be seen. */
export function describeRetention(result: RetentionResult<Shown>, { many }: Counted): string {
  const known = result.overall.flatMap((one, b) =>
    b > 0 && one !== null && typeof one.rate === "number"
      ? [{ rate: one.rate, low: one.low, high: one.high, ...result.brackets[b]! }]
      : []
  );
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) {
    return result.overall.slice(1).some((one) => one?.rate === "hidden")
      ? `Too few ${many} may be shown to say who came back.`
      : `It is too early to say who comes back.`;
  }
  const when = ({ from, to }: { readonly from: number; readonly to: number }) => {
    const days = Number(/^(\d+)d$/.exec(result.period)?.[1]);
    if (days > 0 && days !== 7) return `between day ${from * days} and day ${to * days - 1}`;
    const unit = days === 7
      ? "week"
      : /^\d/.test(result.period)
      ? `stretch of ${windowWords(result.period)}`
      : result.period;
    return to - from === 1 ? `in ${unit} ${from}` : `in ${unit}s ${from} to ${to - 1}`;
  };
  const between = interval(first);
  const start = `${ofEvery100(first.rate)} ${many} came back ${when(first)}${
    between === "" ? "" : ` (95% interval ${between})`
  }`;
  return first === last ? `${start}.` : `${start}, and ${ofEvery100(last.rate)} ${when(last)}.`;
}

/** Where most people stand, and how many stall. */
export function describeStages(result: StagesResult<Shown>, words: Counted): string {
  const all = result.groups.find(({ group }) => group === "all") ?? result.groups[0];
  const known = (all?.stages ?? []).flatMap((stage) =>
    typeof stage.now === "number" ? [{ ...stage, now: stage.now }] : []
  )
    .sort((a, b) => b.now - a.now);
  const [most] = known;
  if (!most) return `Too few ${words.many} may be shown to say where they stand.`;
  if (most.now === 0) return `No ${words.one} is in any stage of ${quoted(result.journey.name)}.`;
  const parts = [`Most ${words.many} stand in ${quoted(most.name)}: ${counted(most.now, words)}.`];
  const [stalled] = known.flatMap((stage) =>
    typeof stage.stalled === "number" && stage.stalled > 0
      ? [{ name: stage.name, stalled: stage.stalled, now: stage.now }]
      : []
  ).sort((a, b) => b.stalled - a.stalled);
  if (stalled) {
    parts.push(
      `${counted(stalled.stalled, words)} (${percent(stalled.stalled / stalled.now)}) have been in ${
        quoted(stalled.name)
      } for more than ${duration(result.stallSeconds)}.`,
    );
  }
  if (typeof all?.unmappedShare === "number" && all.unmappedShare > 0.2) {
    parts.push(`${percent(all.unmappedShare)} of what they do belongs to no stage.`);
  }
  return parts.join(" ");
}

/** How many attempts get to the end. */
export function describeAttempts(
  result: AttemptsResult<Shown>,
  { many }: Counted,
): string {
  const unit = result.unit === "attempt" ? "attempts" : "sessions";
  const [first, last] = [result.steps[0], result.steps.at(-1)];
  if (!first || !last || first.attempts === 0) return `No ${result.unit} has begun.`;
  if (typeof last.rateFromFirst !== "number" || typeof first.attempts !== "number") {
    return `Too few ${unit} may be shown to say how many get to ${quoted(last.name)}.`;
  }
  return `Of ${count(first.attempts)} ${unit} of ${count(first.people)} ${many}, ${
    ofEvery100(last.rateFromFirst)
  } get to ${quoted(last.name)}.`;
}
