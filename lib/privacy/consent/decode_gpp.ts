import { Bits } from "./_bits.ts";
import { type Layout, layouts, nationalV1 } from "./_gpp_layouts.ts";
import { decodeTcf, type TcfString } from "./decode_tcf.ts";
import { decodeUsp } from "./decode_usp.ts";

/** What one field of a US section says. */
export type GppAnswer =
  | "NotApplicable"
  | "Provided"
  | "NotProvided"
  | "OptedOut"
  | "DidNotOptOut"
  | "NoConsent"
  | "Consent"
  | "Yes"
  | "No";

/** One section of a GPP string. */
export interface GppSection {
  /** Its number. */
  readonly id: number;
  /** Its name, such as `usnat` or `usct`; `unknown` where Trellis cannot decode it. */
  readonly section: string;
  /** Whether it could be decoded. One that could not denies. */
  readonly decoded: boolean;
  /** Opted out of sale? Null where the section does not ask. */
  readonly saleOptOut: GppAnswer | null;
  /** Opted out of sharing? Null where the section does not ask. */
  readonly sharingOptOut: GppAnswer | null;
  /** Opted out of targeted advertising? Null where the section does not ask. */
  readonly targetedAdvertisingOptOut: GppAnswer | null;
  /** Consent to each kind of sensitive data, such as `health`; in California opt-outs. */
  readonly sensitiveData: Readonly<Record<string, GppAnswer>>;
  /** The browser's Global Privacy Control; null where the section does not say. */
  readonly gpc: boolean | null;
  /** Every other field of the section. */
  readonly fields: Readonly<Record<string, GppAnswer | readonly GppAnswer[]>>;
  /** The European section's consent string. */
  readonly tcf?: TcfString;
}

/** What a GPP string says. */
export interface GppString {
  /** Says what this is. */
  readonly kind: "gpp";
  /** Version of the header. */
  readonly version: 1;
  /** In the order of the string. */
  readonly sections: readonly GppSection[];
}

const kinds: Readonly<Record<string, readonly [GppAnswer, GppAnswer, GppAnswer]>> = {
  notice: ["NotApplicable", "Provided", "NotProvided"],
  out: ["NotApplicable", "OptedOut", "DidNotOptOut"],
  consent: ["NotApplicable", "NoConsent", "Consent"],
  yes: ["NotApplicable", "Yes", "No"],
};

/**
 * Decodes a GPP string (IAB Tech Lab, Global Privacy Platform): its header, the US sections (national and states), the
 * old US privacy string and the European section. Sections of other places are listed as not decoded.
 *
 * @throws {RangeError} The header or a known section cannot be decoded: then everything counts as opted out.
 *
 * @example
 * ```ts
 * import { decodeGpp } from "./decode_gpp.ts";
 * const { sections: [one] } = decodeGpp("DBABVg~BVVVVVVg.YA");
 * if (one?.section !== "usct" || one.saleOptOut !== "OptedOut" || one.gpc !== true) throw new Error();
 * if (one.sensitiveData.health !== "NoConsent") throw new Error();
 * ```
 */
export function decodeGpp(text: string): GppString {
  try {
    const [header = "", ...parts] = text.trim().split("~");
    const ids = readHeader(new Bits(header));
    if (ids.length !== parts.length) {
      throw new RangeError(`its header names ${ids.length} sections, and ${parts.length} follow`);
    }
    return { kind: "gpp", version: 1, sections: ids.map((id, i) => decodeSection(id, parts[i]!)) };
  } catch (error) {
    throw new RangeError(`Cannot decode the GPP string: ${(error as Error).message}`);
  }
}

function readHeader(bits: Bits): number[] {
  if (bits.number(6) !== 3) throw new RangeError("it does not begin as one");
  const version = bits.number(6);
  if (version !== 1) throw new RangeError(`its header has version ${version}, not 1`);
  const ids: number[] = [];
  for (let left = bits.number(12); left > 0; left--) {
    const isRange = bits.bit();
    const first = (ids.at(-1) ?? 0) + bits.fibonacci();
    const last = isRange ? first + bits.fibonacci() : first;
    if (last - first > 1000) throw new RangeError("it names too many sections");
    for (let id = first; id <= last; id++) ids.push(id);
  }
  return ids;
}

const silent = {
  decoded: true,
  saleOptOut: null,
  sharingOptOut: null,
  targetedAdvertisingOptOut: null,
  sensitiveData: {},
  gpc: null,
  fields: {},
} as const;

function decodeSection(id: number, text: string): GppSection {
  if (id === 2) return { ...silent, id, section: "tcfeuv2", tcf: decodeTcf(text) };
  if (id === 6) return { ...silent, id, section: "uspv1", saleOptOut: decodeUsp(text).saleOptOut };
  const known = layouts.get(id);
  if (!known) return { ...silent, id, section: "unknown", decoded: false };
  const [core = "", ...segments] = text.split(".");
  const bits = new Bits(core);
  const version = bits.number(6);
  // Strings of both versions were written in both layouts; as in the IAB's own decoder, the length tells.
  const isFirst = id === 7 && bits.length <= 66;
  if (version !== 1 && !(id === 7 && version === 2)) {
    throw new RangeError(`section ${known.name} has version ${version}, which is not known`);
  }
  const layout = isFirst ? nationalV1 : known;
  const fields = readFields(bits, layout.core);
  const extra = readSegments(segments, layout);
  const { saleOptOut, sharingOptOut, targetedAdvertisingOptOut, sensitiveData: listed, ...rest } = fields;
  const sensitive = extra.sensitive ?? (listed as readonly GppAnswer[] | undefined) ?? [];
  const single = (field: GppAnswer | readonly GppAnswer[] | undefined) =>
    (field as GppAnswer | undefined) ?? null;
  return {
    id,
    section: layout.name,
    decoded: true,
    saleOptOut: single(saleOptOut),
    sharingOptOut: single(sharingOptOut),
    targetedAdvertisingOptOut: single(targetedAdvertisingOptOut),
    sensitiveData: Object.fromEntries(sensitive.map((answer, i) => [layout.sensitive[i]!, answer])),
    gpc: extra.gpc,
    fields: rest,
  };
}

function readFields(bits: Bits, core: Layout["core"]): Record<string, GppAnswer | readonly GppAnswer[]> {
  const answer = (kind: string): GppAnswer => {
    const found = kinds[kind]![bits.number(2)];
    if (found === undefined) throw new RangeError("a field in it has a value that is not defined");
    return found;
  };
  return Object.fromEntries(core.map((field) => {
    const [, name, kind, length] = /^(\w+):(\w+)(?:\*(\d+))?$/.exec(field)!;
    if (length === undefined) return [name!, answer(kind!)];
    return [name!, Array.from({ length: Number(length) }, () => answer(kind!))];
  }));
}

function readSegments(
  segments: readonly string[],
  layout: Layout,
): { readonly gpc: boolean | null; readonly sensitive?: readonly GppAnswer[] } {
  const [first, ...more] = segments;
  if (first === undefined) return { gpc: null };
  if (layout.extra === "none" || more.length > 0) {
    throw new RangeError(`section ${layout.name} has a part too many`);
  }
  const bits = new Bits(first);
  if (layout.extra === "sensitive") {
    bits.bit();
    const { sensitiveData } = readFields(bits, [`sensitiveData:consent*${layout.sensitive.length}`]);
    return { gpc: null, sensitive: sensitiveData as readonly GppAnswer[] };
  }
  if (bits.number(2) !== 1) throw new RangeError(`section ${layout.name} has a part of an unknown kind`);
  return { gpc: bits.bit() };
}
