import type { ConsentReason, Decision } from "./decision.ts";

/** What one decision amounts to at the moment asked about. */
export interface Said {
  readonly at: number;
  readonly yes: boolean;
  readonly why: ConsentReason;
  readonly until: number | null;
}

/** The latest of what was said; of several at one instant one that is no live grant wins. Null when nothing was. */
export function latest(said: readonly Said[]): Said | null {
  const last = said.reduce((most, { at }) => Math.max(most, at), -Infinity);
  const together = said.filter(({ at }) => at === last);
  const refusal = together.find(({ yes }) => !yes);
  if (refusal) {
    const isTie = refusal.why === "denied" && together.some(({ yes }) => yes);
    return isTie ? { ...refusal, why: "tied" } : refusal;
  }
  return together.reduce<Said | null>(
    (both, one) => both ? { ...both, until: sooner(both.until, one.until) } : one,
    null,
  );
}

function sooner(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

/** What a decision said up to a moment: itself, and its revocation as a denial of its own. */
export function saidUpTo(decision: Decision, moment: number): readonly Said[] {
  const { at, revoked = null } = decision;
  const said: Said[] = [];
  if (at <= moment) said.push({ at, ...verdict(decision, moment) });
  if (revoked !== null && revoked <= moment && revoked > at) {
    said.push({ at: revoked, yes: false, why: "revoked", until: null });
  }
  return said;
}

function verdict(decision: Decision, moment: number): Omit<Said, "at"> {
  const no = (why: ConsentReason) => ({ yes: false, why, until: null });
  if (!grants(decision)) return no("denied");
  const { at, revoked = null } = decision;
  const expires = ends(decision);
  // A clock that ran ahead may date the revocation before the grant it takes back.
  if (revoked !== null && revoked <= at) return no("revoked");
  if (expires !== null && expires <= moment) return no("expired");
  return { yes: true, why: "granted", until: sooner(expires, revoked) };
}

/** Whether the row, taken alone, grants something. */
export function grants({ decision }: Decision): boolean {
  return word(decision) === "grant";
}

/** When a decision ends by itself: in Washington an authorisation to sell does after a year (RCW 19.373.070). */
function ends(decision: Decision): number | null {
  const stated = decision.expires ?? null;
  if (word(decision.purpose) !== "sell" || place(decision.jurisdiction) !== "wa") return stated;
  return sooner(stated, aYearAfter(decision.at));
}

function aYearAfter(seconds: number): number {
  const signed = Temporal.Instant.fromEpochMilliseconds(Math.floor(seconds * 1000));
  return signed.toZonedDateTimeISO("America/Los_Angeles").add({ years: 1 }).epochMilliseconds / 1000;
}

/** A word of the log in lower case; empty where there is none. */
export function word(text: string | null | undefined): string {
  return (text ?? "").trim().toLowerCase();
}

/** `US-WA`, `wa` and `Washington` are one place; empty where it is not known. */
export function place(text: string | null | undefined): string {
  const plain = word(text).replace(/^us[-_ ]/, "");
  return plain === "washington" ? "wa" : plain;
}
