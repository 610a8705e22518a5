import { callingCodes } from "./_calling_codes.ts";

/** Names and codes that the English names of the regions do not cover. */
const others: Readonly<Record<string, string>> = {
  america: "US",
  aus: "AU",
  bra: "BR",
  britain: "GB",
  can: "CA",
  che: "CH",
  chn: "CN",
  congo: "CG",
  czechrepublic: "CZ",
  deu: "DE",
  england: "GB",
  esp: "ES",
  fra: "FR",
  gbr: "GB",
  greatbritain: "GB",
  holland: "NL",
  ind: "IN",
  irl: "IE",
  ita: "IT",
  ivorycoast: "CI",
  jpn: "JP",
  kor: "KR",
  koreasouth: "KR",
  macedonia: "MK",
  mex: "MX",
  nld: "NL",
  nzl: "NZ",
  republicofkorea: "KR",
  russianfederation: "RU",
  scotland: "GB",
  swaziland: "SZ",
  theunitedstates: "US",
  theunitedstatesofamerica: "US",
  turkey: "TR",
  uk: "GB",
  unitedstatesofamerica: "US",
  usa: "US",
  wales: "GB",
};

const plain = (text: string) =>
  text.normalize("NFD").toLowerCase().replace(/&/g, "and").replace(/[^a-z]/g, "");

let known: ReadonlyMap<string, string> | undefined;

/** Made when first asked for: most who load this room never read a country. */
function names(): ReadonlyMap<string, string> {
  const english = new Intl.DisplayNames(["en"], { type: "region" });
  const found = new Map<string, string>();
  for (const code of callingCodes.keys()) found.set(plain(english.of(code) ?? code), code);
  for (const [name, code] of Object.entries(others)) found.set(name, code);
  return found;
}

/** The ISO 3166-1 alpha-2 code, upper case, of a country's code or English name; null when it is none. */
export function countryCode(text: string): string | null {
  const word = plain(text.normalize("NFKC"));
  if (word.length === 2 && callingCodes.has(word.toUpperCase())) return word.toUpperCase();
  known ??= names();
  return known.get(word) ?? null;
}
