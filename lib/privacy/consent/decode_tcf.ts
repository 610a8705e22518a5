import { Bits } from "./_bits.ts";

/** What a TCF string says: the core segment of IAB Europe's Transparency and Consent Framework, version 2. */
export interface TcfString {
  /** Says what this is. */
  readonly kind: "tcf";
  /** Always 2: version 1 ended in 2020. */
  readonly version: 2;
  /** When it was made, in seconds since 1970 UTC. */
  readonly created: number;
  /** When it was last changed, in seconds since 1970 UTC. */
  readonly lastUpdated: number;
  /** The consent platform that wrote it. */
  readonly cmpId: number;
  /** That platform's version. */
  readonly cmpVersion: number;
  /** The screen where consent was given. */
  readonly consentScreen: number;
  /** Two letters. */
  readonly consentLanguage: string;
  /** The list of vendors that was shown. */
  readonly vendorListVersion: number;
  /** The policy that was in force. */
  readonly policyVersion: number;
  /** Whether it holds for one service only. */
  readonly isServiceSpecific: boolean;
  /** Special features opted into, from 1. */
  readonly specialFeatures: readonly number[];
  /** Purposes consented to, from 1. */
  readonly purposes: readonly number[];
  /** Purposes where legitimate interest was not objected to, from 1. */
  readonly legitimateInterests: readonly number[];
  /** Two letters. */
  readonly publisherCountry: string;
  /** Vendors consented to. */
  readonly vendors: readonly number[];
  /** Vendors whose legitimate interest was not objected to. */
  readonly vendorLegitimateInterests: readonly number[];
}

/**
 * Decodes the core of a TCF v2 consent string (IAB Tech Lab, "Consent string and vendor list formats v2"). Segments
 * after the first dot say nothing that narrows consent and are checked for their letters only.
 *
 * @throws {RangeError} It cannot be decoded: then nothing is consented to.
 *
 * @example
 * ```ts
 * import { decodeTcf } from "./decode_tcf.ts";
 * const { created, purposes, vendors } = decodeTcf("COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA");
 * if (created !== 1582243059 || purposes.join() !== "1,2,3" || vendors.join() !== "2,6,8") throw new Error();
 * ```
 */
export function decodeTcf(text: string): TcfString {
  try {
    const [core = "", ...rest] = text.trim().split(".");
    for (const segment of rest) new Bits(segment);
    return decodeCore(new Bits(core));
  } catch (error) {
    throw new RangeError(`Cannot decode the TCF string: ${(error as Error).message}`);
  }
}

function decodeCore(bits: Bits): TcfString {
  const version = bits.number(6);
  if (version !== 2) throw new RangeError(`it has version ${version}, not 2`);
  const created = Math.floor(bits.number(36) / 10);
  const lastUpdated = Math.floor(bits.number(36) / 10);
  const cmpId = bits.number(12);
  const cmpVersion = bits.number(12);
  const consentScreen = bits.number(6);
  const consentLanguage = bits.letters(2);
  const vendorListVersion = bits.number(12);
  const policyVersion = bits.number(6);
  const isServiceSpecific = bits.bit();
  bits.bit();
  const specialFeatures = bits.places(12);
  const purposes = bits.places(24);
  const legitimateInterests = bits.places(24);
  bits.bit();
  const publisherCountry = bits.letters(2);
  const vendors = readVendors(bits);
  const vendorLegitimateInterests = readVendors(bits);
  for (let left = bits.number(12); left > 0; left--) {
    bits.number(8);
    bits.ranges();
  }
  return {
    kind: "tcf",
    version,
    created,
    lastUpdated,
    cmpId,
    cmpVersion,
    consentScreen,
    consentLanguage,
    vendorListVersion,
    policyVersion,
    isServiceSpecific,
    specialFeatures,
    purposes,
    legitimateInterests,
    publisherCountry,
    vendors,
    vendorLegitimateInterests,
  };
}

function readVendors(bits: Bits): readonly number[] {
  const most = bits.number(16);
  if (!bits.bit()) return bits.places(most);
  const found = bits.ranges();
  if (found.some((one) => one > most)) throw new RangeError("it names a vendor beyond its own last one");
  return found;
}
