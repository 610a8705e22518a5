/** What the IAB's US privacy string says. */
export interface UspString {
  /** Always 1. */
  readonly version: 1;
  /** Whether the person was told of the right to opt out; null: does not apply. */
  readonly notice: boolean | null;
  /** Whether the person opted out of the sale of data. */
  readonly saleOptOut: "OptedOut" | "DidNotOptOut" | "NotApplicable";
  /** Whether the transaction is covered by the IAB's limited service provider agreement; null: does not apply. */
  readonly coveredByAgreement: boolean | null;
}

/**
 * Decodes the IAB's US privacy string (CCPA, "usprivacy"): version, notice, opted out of sale, covered by the agreement,
 * each Y, N or - where it does not apply.
 *
 * @throws {RangeError} It is not one.
 *
 * @example
 * ```ts
 * import { decodeUsp } from "./decode_usp.ts";
 * if (decodeUsp("1YYN").saleOptOut !== "OptedOut" || decodeUsp("1---").notice !== null) throw new Error();
 * ```
 */
export function decodeUsp(text: string): UspString {
  const match = /^1([YN-])([YN-])([YN-])$/i.exec(text);
  if (!match) throw new RangeError("its US privacy string is not one");
  const [notice, sale, agreement] = match.slice(1).map((sign) => sign.toUpperCase());
  const says = (sign: string | undefined) => sign === "-" ? null : sign === "Y";
  return {
    version: 1,
    notice: says(notice),
    saleOptOut: sale === "Y" ? "OptedOut" : sale === "N" ? "DidNotOptOut" : "NotApplicable",
    coveredByAgreement: says(agreement),
  };
}
