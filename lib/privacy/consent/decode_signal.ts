import { decodeGpp, type GppString } from "./decode_gpp.ts";
import { decodeTcf, type TcfString } from "./decode_tcf.ts";
import { decodeUsp, type UspString } from "./decode_usp.ts";
import type { Purpose } from "./decision.ts";
import { signalDecisions, type Signals } from "./signal_decisions.ts";

/** Global Privacy Control, as a header or a property of the browser says it. */
export interface GpcSignal {
  /** Whether the person opts out of sharing, selling and targeted advertising. */
  readonly gpc: boolean;
}

/** A consent string or header, decoded, and what follows from it. */
export interface DecodedSignal {
  /** Says what this is. */
  readonly kind: "signal";
  /** What kind of string it is; `unknown` where it cannot be told. */
  readonly format: "gpp" | "tcf" | "usp" | "gpc" | "unknown";
  /** What it says; null where it cannot be decoded. */
  readonly decoded: GppString | TcfString | UspString | GpcSignal | null;
  /** Why it cannot be decoded; null where it can. */
  readonly problem: string | null;
  /** Purposes it denies. One that cannot be decoded denies all it could speak of. */
  readonly denies: readonly Purpose[];
  /** Purposes it grants. */
  readonly grants: readonly Purpose[];
}

/** What reads each format, and which signal it is. */
const formats = {
  gpp: { decode: decodeGpp, signals: (text: string): Signals => ({ gpp: text }) },
  tcf: { decode: decodeTcf, signals: (text: string): Signals => ({ tcf: text }) },
  usp: { decode: decodeUsp, signals: (text: string): Signals => ({ gpp: `DBABTA~${text}` }) },
  gpc: { decode: decodeGpc, signals: (text: string): Signals => ({ gpc: decodeGpc(text).gpc }) },
  unknown: { decode: undecodable, signals: (text: string): Signals => ({ gpp: text }) },
} as const;

const control = /^(?:sec-gpc|(?:navigator\.)?globalPrivacyControl|gpc)\s*[:=]+\s*/i;

/**
 * Decodes a signal and says what it denies and grants: a GPP string (begins with D), a TCF string (version 2 begins
 * with C), a US privacy string such as `1YNN`, the header `Sec-GPC: 1` or `navigator.globalPrivacyControl = true`. A
 * `usprivacy=` or the like before a string is passed over.
 *
 * @example
 * ```ts
 * import { decodeSignal } from "./decode_signal.ts";
 * const { format, denies } = decodeSignal("DBABVg~BVVVVVVg.YA");
 * if (format !== "gpp" || denies.join() !== "share,sell,ads") throw new Error(denies.join());
 * if (decodeSignal("nonsense").denies.length !== 3) throw new Error();
 * if (decodeSignal("1YYN").denies.join() !== "sell" || decodeSignal("1YNN").denies.length > 0) throw new Error();
 * if (decodeSignal("Sec-GPC: 1").denies.length !== 3) throw new Error();
 * ```
 */
export function decodeSignal(text: string): DecodedSignal {
  const plain = text.trim().replace(
    /^(?:us_?privacy|(?:iab)?gpp(?:_?string)?|(?:eu)?consent(?:-v2)?|tc_?string|tcf)\s*[:=]\s*/i,
    "",
  );
  const format = formatOf(plain);
  const { decode, signals } = formats[format];
  const result = (said: Signals) => {
    const decisions = signalDecisions("", said, 0);
    const of = (word: string) =>
      decisions.filter(({ decision }) => decision === word).map(({ purpose }) => purpose as Purpose);
    return { denies: of("deny"), grants: of("grant") };
  };
  try {
    const decoded = decode(plain);
    return { kind: "signal", format, decoded, problem: null, ...result(signals(plain)) };
  } catch (error) {
    const problem = (error as Error).message;
    // What cannot be decoded denies all it could speak of.
    const denies = result(format === "tcf" ? { tcf: plain } : { gpp: "" });
    return { kind: "signal", format, decoded: null, problem, ...denies };
  }
}

function formatOf(plain: string): DecodedSignal["format"] {
  if (control.test(plain)) return "gpc";
  if (/^1[A-Z-]{3}$/i.test(plain)) return "usp";
  return plain.startsWith("D") ? "gpp" : plain.startsWith("C") ? "tcf" : "unknown";
}

/** Only 1 is a signal; a browser without it sends none, or false. */
function decodeGpc(text: string): GpcSignal {
  const value = text.replace(control, "").replace(/;$/, "").trim().toLowerCase();
  if (["1", "true"].includes(value)) return { gpc: true };
  if (["", "0", "false", "null", "undefined"].includes(value)) return { gpc: false };
  throw new RangeError("it is no value of Global Privacy Control: only 1 is");
}

function undecodable(): never {
  throw new RangeError(
    "it is no signal that is known: a GPP string begins with D, a TCF string with C, a US privacy string is like 1YNN, and a header like Sec-GPC: 1",
  );
}
