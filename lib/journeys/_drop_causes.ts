import { exactOddsRatio, holm } from "../kernels/mod.ts";
import type { DropOffCause, DropOffSignal, LikelyCause } from "./drop_off_result.ts";
import type { EventLog } from "./event_log.ts";
import type { StepDefinition } from "./result.ts";
import { property } from "./_steps.ts";

/** Properties that tell of each kind of cause. */
export type CauseProperties = Readonly<Partial<Record<DropOffCause, readonly string[]>>>;

/** What properties that tell of a cause are called. */
export const causeNames: Readonly<Record<DropOffCause, RegExp>> = {
  message:
    /^(campaign|utm_campaign|message|subject|offer|topic|content|creative|variant|template|stage|content\.(topic|stage|title|audience|type|format))$/i,
  form: /^(form|field|form_field|form_step|error|error_code|question)$/i,
  callToAction: /^(cta|call_to_action|button|link|action|label)$/i,
  channel: /^(channel|source|utm_source|utm_medium|medium|device|platform|browser)$/i,
};

/** Kinds of events by their names, in the order in which they are asked. */
const kinds: readonly (readonly [DropOffCause, RegExp])[] = [
  [
    "form",
    /(^|[_\s:.-])(form|field|request|apply|application|sign_?up|register|registration|checkout|shipping|payment|intake|quote|booking)/i,
  ],
  [
    "message",
    /(^|[_\s:.-])(e-?mail|sms|text|mail|push|newsletter|letter|message|ad|ads|reminder)([_\s:.-]|$)/i,
  ],
  ["channel", /(^|[_\s:.-])(call|chat|phone|meeting|referral|appointment|portal)([_\s:.-]|$)/i],
  [
    "callToAction",
    /(^|[_\s:.-])(page|view|viewed|read|article|visit|home|catalog|search|product|video|download|webinar|result|results|eligibility|cart)/i,
  ],
];

/** Fewer people with a value than this, among those who left and those who went on together, say nothing. */
const fewest = 10;
const mostValues = 30;
const level = 0.05;

/** Which of the loaded properties tell of which cause, by their names. */
export function causeProperties(log: EventLog): CauseProperties {
  const names = [...log.properties.keys()];
  return Object.fromEntries(
    Object.entries(causeNames).map(([cause, pattern]) => [cause, names.filter((name) => pattern.test(name))]),
  );
}

/**
 * Values that people who left have more or less often than those who went on, at the event of the step.
 *
 * @param left Events of those who left.
 * @param wentOn Events of the others.
 */
export function dropOffSignals(
  log: EventLog,
  left: Uint32Array,
  wentOn: Uint32Array,
  causes: CauseProperties,
): DropOffSignal[] {
  if (left.length === 0 || wentOn.length === 0) return [];
  const found: DropOffSignal[] = [];
  for (const [cause, names] of Object.entries(causes) as [DropOffCause, readonly string[]][]) {
    for (const name of names) {
      const { codes, dictionary } = property(log, name);
      const [mine, others] = [left, wentOn].map((events) => {
        const counts = new Float64Array(dictionary.length + 1);
        for (let i = 0; i < events.length; i++) counts[codes[events[i]!]!]!++;
        return counts;
      }) as [Float64Array, Float64Array];
      const values = [...dictionary.keys()].filter((code) => mine[code]! + others[code]! >= fewest)
        .sort((a, b) => mine[b]! + others[b]! - mine[a]! - others[a]!).slice(0, mostValues);
      for (const code of values) {
        const { oddsRatio, p } = exactOddsRatio({
          yes: mine[code]!,
          no: left.length - mine[code]!,
          otherYes: others[code]!,
          otherNo: wentOn.length - others[code]!,
        });
        found.push({
          cause,
          property: name,
          value: dictionary[code]!,
          shareOfLeft: mine[code]! / left.length,
          shareOfWentOn: others[code]! / wentOn.length,
          oddsRatio,
          p,
        });
      }
    }
  }
  const adjusted = holm(found.map(({ p }) => p));
  return found.map((one, i) => ({ ...one, p: adjusted[i]! })).filter(({ p }) => p < level)
    .sort((a, b) => a.p - b.p);
}

/** What a loss most likely goes with: the surest value that leavers have more often, else the kind of event. */
export function likelyCause(signals: readonly DropOffSignal[], step: StepDefinition): LikelyCause | null {
  const more = signals.find(({ shareOfLeft, shareOfWentOn }) => shareOfLeft > shareOfWentOn);
  if (more) return { cause: more.cause, from: "signal" };
  const kind = kinds.find(([, pattern]) => step.events.some((name) => pattern.test(name)));
  return kind ? { cause: kind[0], from: "step" } : null;
}
