import { isCard, isSsn, isVin } from "./_check_digits.ts";
import { wholeDay } from "./_labelled.ts";
import type { Category } from "./categories.ts";
import { isNpi } from "./is_npi.ts";

/** What can be told by its own shape, without a word before it. */
interface Shape {
  readonly category: Category;
  readonly pattern: RegExp;
  /** The text must hold this for the pattern to be tried at all. */
  readonly needs?: string;
  readonly valid?: (value: string, text: string, at: number) => boolean;
}

const digitsOf = (value: string) => value.replace(/\D/g, "");
const states =
  "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|" +
  "V[AT]|W[AIVY]";
const notADomain = /\.(?:png|jpe?g|gif|svg|webp|css|js|ts|tsx|mjs|json|md|ya?ml|html?|csv|gz|parquet)$/i;

/** Whether a number fills a cell or a JSON value, where ten digits may be anything. */
function alone(text: string, from: number, to: number): boolean {
  const before = /(.?) ?$/s.exec(text.slice(Math.max(0, from - 2), from))![1]!;
  const after = /^ ?(.?)/s.exec(text.slice(to, to + 2))![1]!;
  return /^[,;\t\n\r|":[]?$/.test(before) && /^[,;\t\n\r|"\]}]?$/.test(after);
}

export const shapes: readonly Shape[] = [
  {
    category: "email",
    needs: "@",
    pattern: /[\p{L}\d_][\p{L}\d_.+'-]*@(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+[a-z]{2,24}(?![\w@])/giu,
    valid: (value) => !notADomain.test(value),
  },
  {
    category: "ssn",
    needs: "-",
    pattern: /(?<![\w-]|\d\.)\d{3}-\d{2}-\d{4}(?![\w-]|\.\d)/g,
    valid: (value) => isSsn(digitsOf(value)),
  },
  {
    category: "phone",
    pattern:
      /(?<![\w.-]|[\d,][ ,]|\b[A-Za-z] )(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}([-. ]))[2-9]\d{2}[-. ]\d{4}(?![\w-]|[ ,.]\d)/g,
    valid: (value) => {
      const between = /\)/.test(value) ? [] : value.replace(/^\+?1[-. ]?/, "").match(/[-. ]/g)!;
      return new Set(between).size <= 1;
    },
  },
  {
    category: "phone",
    needs: "+",
    pattern: /(?<![\w+.])\+[1-9]\d{0,2}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,4}\d{2,4}(?!\w)/g,
    valid: (value) => /^\d{10,15}$/.test(digitsOf(value)),
  },
  {
    category: "npi",
    pattern: /(?<![\w.-])[12]\d{9}(?![\w.-])/g,
    valid: (value, text, at) => isNpi(value) && !alone(text, at, at + 10),
  },
  {
    category: "account",
    pattern:
      /(?<![\w.-]|\d )(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|3[47]\d\d([ -])\d{6}\2\d{5}|[2-6]\d{12,18})(?![\w.-]|[ ]\d)/g,
    valid: (value, text, at) =>
      isCard(digitsOf(value)) && (/\D/.test(value) || !alone(text, at, at + value.length)),
  },
  { category: "vehicle", pattern: /(?<![\w+/=-])[A-HJ-NPR-Z\d]{17}(?![\w+/=-])/g, valid: isVin },
  {
    category: "member",
    pattern:
      /(?<!\w)[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?!\w)/g,
  },
  {
    category: "ip",
    needs: ".",
    pattern: /(?<![\w.-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w-]|\.\d)/g,
    valid: (value) => !/^(?:127\.|0\.0\.0\.0$|255\.255\.255\.255$)/.test(value),
  },
  {
    category: "ip",
    needs: ":",
    pattern:
      /(?<![\w:.])(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,6}(?::[\da-f]{1,4}){1,5})(?![\w:])/gi,
    valid: (value) => /\d/.test(value) && value.split(":").filter(Boolean).length > 2,
  },
  { category: "device", pattern: /(?<![\w:-])[\da-f]{2}(?:([:-])[\da-f]{2})(?:\1[\da-f]{2}){4}(?![\w:-])/gi },
  {
    category: "zip",
    pattern: new RegExp(
      `(?<![\\w.-])(?:\\d{5}-\\d{4}(?![\\w-])|(?<=\\b(?:${states}),? )\\d{5}(?![\\w.-]))`,
      "g",
    ),
    valid: (value) => !value.startsWith("00000"),
  },
  {
    category: "address",
    pattern:
      /(?<![\w.-])\d{1,5} (?:[NSEW]\.? )?(?:[A-Z][a-z]+ ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Court|Ct|Place|Terrace|Highway|Hwy)\b/g,
  },
  { category: "address", pattern: /\bP\.? ?O\.? Box \d+/gi },
  {
    category: "age-over-89",
    pattern: /(?<![\w.-])(?:9\d|1[0-3]\d)(?:[- ]?(?:years?|yrs?)[- ]?old| ?y\/?o)\b/gi,
    valid: (value) => parseInt(value) > 89,
  },
  {
    category: "date",
    pattern: new RegExp(
      `(?<=\\b(?:[Pp]atient|[Pp]t|Mrs?|Ms|[Hh]e|[Ss]he)\\b[^\\n,;|"<>{}]{0,40}?\\b)${wholeDay}(?![\\w/-])`,
      "g",
    ),
  },
  {
    category: "name",
    pattern:
      /(?<=\b(?:[Pp]atient|PATIENT|[Pp]t)(?: ?[Nn]ame| NAME)?: |\b(?:[Mm]other|[Ff]ather|[Ss]pouse|[Hh]usband|[Ww]ife|[Ss]on|[Dd]aughter|[Ss]ister|[Bb]rother|[Ee]mergency contact|[Nn]ext of kin|[Ee]mployer)(?:: | (?:is |named )?))[A-Z][A-Za-z'’-]*[a-z](?:,? [A-Z]\.?)?,? [A-Z][A-Za-z'’-]*[a-z]/g,
  },
  {
    category: "name",
    pattern: /(?<=\b(?:Mr|Mrs|Ms)\.? )[A-Z][A-Za-z'’-]*[a-z](?: [A-Z][A-Za-z'’-]*[a-z])?/g,
  },
  {
    category: "name",
    needs: '"',
    pattern:
      /(?<="(?:family|given|first_?name|last_?name|full_?name|patient_?name|maiden_?name)"\s*:\s*\[?\s*")[^"\n]{2,80}(?=")/gi,
  },
];
