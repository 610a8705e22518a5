import { decodeGpp, type GppString } from "./decode_gpp.ts";
import { decodeTcf, type TcfString } from "./decode_tcf.ts";
import type { Purpose } from "./decision.ts";
import { signalDecisions } from "./signal_decisions.ts";

/** A consent string, decoded, and what follows from it. */
export interface DecodedSignal {
  /** Says what this is. */
  readonly kind: "signal";
  /** What kind of string it is; `unknown` where it cannot be told. */
  readonly format: "gpp" | "tcf" | "unknown";
  /** What it says; null where it cannot be decoded. */
  readonly decoded: GppString | TcfString | null;
  /** Why it cannot be decoded; null where it can. */
  readonly problem: string | null;
  /** Purposes it denies. One that cannot be decoded denies all it could speak of. */
  readonly denies: readonly Purpose[];
  /** Purposes it grants. */
  readonly grants: readonly Purpose[];
}

/**
 * Decodes a GPP or TCF string and says what it denies and grants. GPP strings begin with D, TCF v2 strings with C.
 *
 * @example
 * ```ts
 * import { decodeSignal } from "./decode_signal.ts";
 * const { format, denies } = decodeSignal("DBABVg~BVVVVVVg.YA");
 * if (format !== "gpp" || denies.join() !== "share,sell,ads") throw new Error(denies.join());
 * if (decodeSignal("nonsense").denies.length !== 3) throw new Error();
 * ```
 */
export function decodeSignal(text: string): DecodedSignal {
  const plain = text.trim();
  const format = plain.startsWith("D") ? "gpp" : plain.startsWith("C") ? "tcf" : "unknown";
  let decoded: GppString | TcfString | null = null;
  let problem: string | null = null;
  try {
    decoded = format === "tcf" ? decodeTcf(plain) : decodeGpp(plain);
  } catch (error) {
    problem = (error as Error).message;
  }
  const said = signalDecisions("", format === "tcf" ? { tcf: plain } : { gpp: plain }, 0);
  const of = (word: string) =>
    said.filter(({ decision }) => decision === word).map(({ purpose }) => purpose as Purpose);
  return { kind: "signal", format, decoded, problem, denies: of("deny"), grants: of("grant") };
}
