/**
 * Three-digit prefixes of ZIP codes with more than 20,000 people: 876 of the 894 that have anybody. Summed from the
 * U.S. Census Bureau's 2020 Census, Demographic and Housing Characteristics File, table P1 by ZIP code tabulation area
 * (public domain). Those with fewer: 036 059 102 202 203 204 205 369 556 692 753 772 821 823 878 879 884 893.
 */
const populous =
  "006-007 009-035 037-054 056-058 060-089 100-101 103-191 193-201 206-212 214-268 270-310 312-331 333-339 341-342 " +
  "344 346-347 349-352 354-368 370-374 376-398 400-418 420-427 430-458 460-508 510-516 520-528 530-532 534-535 " +
  "537-551 553-554 557-567 570-577 580-588 590-620 622-631 633-641 644-648 650-658 660-662 664-681 683-691 693 " +
  "700-701 703-708 710-714 716-731 734-741 743-752 754-770 773-816 820 822 824-838 840-841 843-847 850-853 855-857 " +
  "859-860 863-865 870-871 873-875 877 880-883 890-891 894-895 897-898 900 902-908 910-928 930-937 939-941 943-961 " +
  "967-968 970-986 988-999";

const kept: ReadonlySet<string> = new Set(
  populous.split(" ").flatMap((range) => {
    const [from, to = from] = range.split("-").map(Number) as [number, number?];
    return Array.from({ length: to - from + 1 }, (_, i) => String(from + i).padStart(3, "0"));
  }),
);

/**
 * The part of a ZIP code that Safe Harbor lets stand (45 CFR 164.514(b)(2)(i)(B)): its first three digits where the
 * area they make has more than 20,000 people by the 2020 Census, else "000". Four digits have lost a leading zero;
 * what is no ZIP code, or is foreign, or of an area that nobody lives in, becomes "000".
 *
 * @param zip "52801", "52801-1234", "2134" (02134), "52801.0", or three digits already.
 *
 * @example
 * ```ts
 * import { safeZip3 } from "./safe_zip3.ts";
 * const said = ["02134", "2134", "03601", "52801-1234", "K1A 0B1", "00000"].map(safeZip3);
 * if (said.join() !== "021,021,000,528,000,000") throw new Error(said.join());
 * ```
 */
export function safeZip3(zip: string): string {
  const text = zip.trim().replace(/\.0+$/, "");
  const digits = /^\d{4}$/.test(text) ? `0${text}` : text;
  const prefix = /^(\d{3})(?:\d{2}(?:[- ]?\d{4})?)?$/.exec(digits)?.[1];
  return prefix !== undefined && kept.has(prefix) ? prefix : "000";
}
