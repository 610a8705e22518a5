import type { Decision, Purpose } from "./decision.ts";
import { decodeGpp, type GppSection } from "./decode_gpp.ts";
import { decodeTcf } from "./decode_tcf.ts";

/** The signals a browser or a consent platform sent. */
export interface Signals {
  /** Global Privacy Control: the header `Sec-GPC: 1`. */
  readonly gpc?: boolean | null;
  /** A GPP string. */
  readonly gpp?: string | null;
  /** A TCF string. */
  readonly tcf?: string | null;
}

const sharing: readonly Purpose[] = ["share", "sell", "ads"];
/** Purposes of the TCF without which no advertisement may be made to fit a person: storage, profile, selection. */
const personalAds = [1, 3, 4];

/**
 * What signals say, as decisions of the consent log. A signal that cannot be decoded denies; no signal says nothing.
 *
 * Global Privacy Control, alone or inside a GPP string, denies sharing, selling and targeted advertising on every
 * channel, whatever was granted earlier. In a GPP string each opt-out denies its own purpose, a refusal of health data
 * denies all three, and "did not opt out" grants nothing. A TCF string grants ads where the person consented to
 * purposes 1, 3 and 4, and denies them otherwise.
 *
 * @param at When the signal came, in seconds since 1970 UTC.
 *
 * @example
 * ```ts
 * import { signalDecisions } from "./signal_decisions.ts";
 * const said = signalDecisions("a", { gpp: "DBABVg~BVVVVVVg.YA" }, 0);
 * if (said.some(({ decision }) => decision !== "deny") || said.length !== 3) throw new Error();
 * if (signalDecisions("a", {}, 0).length !== 0) throw new Error();
 * ```
 */
export function signalDecisions(person: string, { gpc, gpp, tcf }: Signals, at: number): readonly Decision[] {
  const denied = new Set<Purpose>(gpc === true ? sharing : []);
  const granted = new Set<Purpose>();
  if (isGiven(gpp)) { for (const purpose of deniedByGpp(gpp)) denied.add(purpose); }
  if (isGiven(tcf)) (consentsToAds(tcf) ? granted : denied).add("ads");
  return [
    ...[...denied].map((purpose): Decision => ({ person, channel: "all", purpose, decision: "deny", at })),
    ...[...granted].filter((purpose) => !denied.has(purpose)).map((purpose): Decision => ({
      person,
      channel: "ads",
      purpose,
      decision: "grant",
      at,
    })),
  ];
}

function isGiven(text: string | null | undefined): text is string {
  return text !== null && text !== undefined;
}

function deniedByGpp(text: string): readonly Purpose[] {
  let sections: readonly GppSection[];
  try {
    ({ sections } = decodeGpp(text));
  } catch {
    return sharing;
  }
  return sections.flatMap((section): readonly Purpose[] => {
    const { decoded, gpc, saleOptOut, sharingOptOut, targetedAdvertisingOptOut, sensitiveData, tcf } =
      section;
    const refusesHealth = [sensitiveData.health, sensitiveData.generalHealth].some((answer) =>
      answer === "NoConsent" || answer === "OptedOut"
    );
    if (!decoded || gpc === true || refusesHealth) return sharing;
    return [
      ...saleOptOut === "OptedOut" ? ["sell" as const] : [],
      ...sharingOptOut === "OptedOut" ? ["share" as const, "ads" as const] : [],
      ...targetedAdvertisingOptOut === "OptedOut" ? ["ads" as const] : [],
      ...tcf && !personalAds.every((one) => tcf.purposes.includes(one)) ? ["ads" as const] : [],
    ];
  });
}

function consentsToAds(text: string): boolean {
  try {
    const { purposes } = decodeTcf(text);
    return personalAds.every((one) => purposes.includes(one));
  } catch {
    return false;
  }
}
