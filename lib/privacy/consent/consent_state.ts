import type { Channel, ConsentQuestion, ConsentReason, ConsentState, Decision, Purpose } from "./decision.ts";
import { grants, latest, place, type Said, saidUpTo, word } from "./_timeline.ts";

const every = ["all", "any"];
/** A denial for the purpose named first also denies these. */
const wider: Readonly<Record<string, readonly Purpose[]>> = {
  marketing: ["remunerated-marketing", "ads"],
  share: ["sell"],
};
/** Messages a patient's care needs: nobody has to ask for them, anybody may refuse them. */
const withoutAsking: readonly Purpose[] = ["treatment", "operations"];
/** Channels whose permission stands group by group, without a state of the channel as a whole. */
const byGroup: readonly Channel[] = ["sms"];

/**
 * Whether one person may be contacted, as their consent log says at a moment.
 *
 * - The latest decision for the channel and purpose wins; at the same instant a denial does. Decisions dated later
 *   are not yet true, expired and revoked grants deny, and every word but "grant" denies.
 * - No decision denies, except for treatment and operations, which nobody has to ask for.
 * - A purpose is not lent: consent to treatment or plain marketing permits no marketing somebody pays for. A denial
 *   of marketing also denies marketing that is paid for, and ads; one of sharing also denies selling; one for purpose
 *   `all` denies everything.
 * - A denial for channel `all` (or `any`) wins over every grant until a later grant for `all`, which lifts it and
 *   permits no channel by itself.
 * - Groups: a message of a group needs a grant for that group. E-mail and the other channels are also closed by a
 *   later or earlier denial of the channel as a whole; text messages are asked for group by group, so there the
 *   latest word on the group or the channel counts.
 * - A grant asked under another jurisdiction than the person's does not count. An authorisation to sell under
 *   Washington law ends a year after it was signed. Marketing that is paid for needs an authorisation that says so.
 *
 * @param decisions The log of this person, in any order.
 *
 * @example
 * ```ts
 * import { consentState } from "./consent_state.ts";
 * const log = [
 *   { person: "a", channel: "email", decision: "grant", at: 100 },
 *   { person: "a", channel: "email", decision: "deny", at: 200 },
 * ];
 * const at = (at: number) => consentState(log, { channel: "email", purpose: "marketing", at });
 * if (!at(199).permitted || at(200).permitted || at(99).reason !== "notYet") throw new Error();
 * ```
 */
export function consentState(decisions: readonly Decision[], question: ConsentQuestion): ConsentState {
  const needsNoAsking = withoutAsking.includes(question.purpose);
  const heard = decisions.filter((one) => isOwn(one) && isUnderLaw(one, question))
    .map((one) => located(one, question)).filter((one) => isAbout(one, question.purpose));
  const said = (about: (decision: Decision) => boolean) =>
    heard.filter(about).flatMap((one) => saidUpTo(one, question.at))
      // A grant that ran out is no refusal of what nobody has to ask for.
      .filter(({ why }) => !(needsNoAsking && why === "expired"));

  const everywhere = said((one) => every.includes(word(one.channel)) && word(one.group) === "");
  const isClosed = everywhere.some(({ yes, why }) => !yes && why !== "expired");
  if (isClosed && latest(everywhere)?.yes !== true) return no("unsubscribed");

  const group = word(question.group);
  const isHere = (one: Decision) => word(one.channel) === question.channel;
  const channel = said((one) => isHere(one) && word(one.group) === "");
  const state = group === ""
    ? latest(channel)
    : ofGroup(channel, said((one) => isHere(one) && word(one.group) === group), question.channel);
  if (state === null) {
    return needsNoAsking
      ? { permitted: true, reason: "notNeeded", until: null }
      : no(silence(decisions, question));
  }
  return state.yes ? { permitted: true, reason: "granted", until: state.until } : no(state.why);
}

function ofGroup(channel: readonly Said[], group: readonly Said[], name: Channel): Said | null {
  const refusals = channel.filter(({ yes, why }) => !yes && why !== "expired");
  if (byGroup.includes(name)) return latest([...group, ...refusals]);
  const state = latest(channel);
  return state !== null && refusals.includes(state) || state?.why === "tied"
    ? { ...state!, why: "unsubscribed" }
    : latest(group);
}

/** Why there is no decision to go by. */
function silence(decisions: readonly Decision[], { channel, purpose, at }: ConsentQuestion): ConsentReason {
  const own = decisions.filter((one) =>
    word(one.channel) === channel && (word(one.purpose) || "marketing") === purpose
  );
  if (own.some((one) => one.at > at)) return "notYet";
  return own.some(grants) && purpose === "remunerated-marketing" ? "remunerationNotStated" : "noDecision";
}

const no = (reason: ConsentReason): ConsentState => ({ permitted: false, reason, until: null });

/** Whether a decision speaks of a purpose: its own, or as a denial of a wider one. */
function isAbout(decision: Decision, purpose: Purpose): boolean {
  const own = word(decision.purpose) || "marketing";
  if (own === purpose) {
    const paid = purpose === "remunerated-marketing";
    return !paid || !grants(decision) || decision.remunerationStated === true;
  }
  return !grants(decision) && (every.includes(own) || (wider[own]?.includes(purpose) ?? false));
}

/** Nobody grants for somebody else; denials by others count. */
function isOwn({ decision, saidBy }: Decision): boolean {
  return word(decision) !== "grant" || ["", "self"].includes(word(saidBy));
}

/** A grant asked under another law than the one where the person is does not count; denials count everywhere. */
function isUnderLaw(decision: Decision, { jurisdiction }: ConsentQuestion): boolean {
  const [asked, home] = [place(decision.jurisdiction), place(jurisdiction)];
  return asked === "" || home === "" || asked === home || !grants(decision);
}

/** What does not name its law is under the law of the place where the person is. */
function located(decision: Decision, { jurisdiction }: ConsentQuestion): Decision {
  return place(decision.jurisdiction) === "" && jurisdiction !== undefined
    ? { ...decision, jurisdiction }
    : decision;
}
