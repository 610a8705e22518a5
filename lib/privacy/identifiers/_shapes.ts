import { isCard, isSsn, isVin } from "./_check_digits.ts";
import type { Category } from "./categories.ts";
import { isNpi } from "./is_npi.ts";
import { wholeDay } from "./whole_day.ts";

/** What can be told by its own shape, without a word before it. */
interface Shape {
  readonly category: Category;
  /** The value, or text that ends with it as the group `value`. */
  readonly pattern: RegExp;
  /** The text must hold this for the pattern to be tried at all. */
  readonly needs?: string;
  /** What the few characters before the match may not be. Looking back is slow inside a pattern. */
  readonly notAfter?: RegExp;
  /** What the few characters after it may not be. */
  readonly notBefore?: RegExp;
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

const said = '[^\\n,;|"<>{}]{0,40}\\b$';
const aboutSomebody = new RegExp(`\\b(?:[Pp]atient|[Pp]t|Mrs?|Ms|[Hh]e|[Ss]he)\\b${said}`);
const stateBefore = new RegExp(`\\b(?:${states}),? $`);
const word = "[A-Z][A-Za-z'’-]*[a-z]";

/** Numbers with spaces between them may be coordinates among others. */
function among(value: string, text: string, at: number): boolean {
  const end = at + value.length;
  return /(?:\d[ ,]|\b[A-Za-z] )$/.test(text.slice(Math.max(0, at - 3), at)) ||
    /^[ ,]\d/.test(text.slice(end, end + 2));
}

const patterns: readonly Shape[] = [
  {
    category: "ssn",
    needs: "-",
    pattern: /\b\d{3}-\d{2}-\d{4}\b/g,
    notAfter: /(?:-|\d\.)$/,
    notBefore: /^(?:-|\.\d)/,
    valid: (value) => isSsn(digitsOf(value)),
  },
  {
    category: "phone",
    pattern: /(?:\+?\b1[-. ]?)?(?:\([2-9]\d{2}\) ?|\b[2-9]\d{2}([-. ]))\d{3}[-. ]\d{4}\b/g,
    notAfter: /[\w.-]$/,
    notBefore: /^(?:-|\.\d)/,
    valid: (value, text, at) => {
      if (/\)/.test(value)) return true;
      const own = value.replace(/^\+?1[-. ]?/, "");
      const between = new Set(own.match(/[-. ]/g)!);
      // No exchange begins with 0 or 1, yet people write such numbers down; between blanks they are too many things.
      if (between.has(" ") && (!/^\d{3}.[2-9]/.test(own) || among(value, text, at))) return false;
      return between.size <= 1;
    },
  },
  {
    category: "ssn",
    pattern: /\b\d{3}([ .])\d{2}\1\d{4}\b/g,
    notAfter: /[.-]$/,
    notBefore: /^(?:-|\.\d)/,
    valid: (value, text, at) => isSsn(digitsOf(value)) && !among(value, text, at),
  },
  {
    category: "phone",
    pattern: /\b[2-9]\d{2}[2-9]\d{6}\b/g,
    notAfter: /[.+-]$/,
    notBefore: /^[.-]\d/,
    valid: (_, text, at) =>
      /[A-Za-z,] $/.test(text.slice(Math.max(0, at - 2), at)) &&
      /^(?:$|[\s.,;)])/.test(text.slice(at + 10, at + 11)) &&
      !alone(text, at, at + 10),
  },
  {
    category: "phone",
    needs: "+",
    pattern: /\+[1-9]\d{0,2}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,4}\d{2,4}\b/g,
    notAfter: /[\w+.]$/,
    valid: (value) => /^\d{10,15}$/.test(digitsOf(value)),
  },
  {
    category: "npi",
    pattern: /\b[12]\d{9}\b/g,
    notAfter: /[.-]$/,
    notBefore: /^[.-]\d/,
    valid: (value, text, at) => isNpi(value) && !alone(text, at, at + 10),
  },
  {
    category: "account",
    pattern: /\b(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|3[47]\d\d([ -])\d{6}\2\d{5}|[2-6]\d{12,18})\b/g,
    notAfter: /(?:[.-]|\d )$/,
    notBefore: /^(?:[.-]| \d)/,
    valid: (value, text, at) =>
      isCard(digitsOf(value)) && (/\D/.test(value) || !alone(text, at, at + value.length)),
  },
  {
    category: "vehicle",
    pattern: /\b[A-HJ-NPR-Z\d]{17}\b/g,
    notAfter: /[+/=-]$/,
    notBefore: /^[+/=-]/,
    valid: isVin,
  },
  {
    category: "member",
    pattern:
      /\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}\b/g,
  },
  {
    category: "ip",
    needs: ".",
    pattern: /\b(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}\b/g,
    notAfter: /[.-]$/,
    notBefore: /^(?:-|\.\d)/,
    valid: (value, text, at) =>
      !/^(?:127\.|0\.0\.0\.0$|255\.255\.255\.255$)/.test(value) &&
      !/\b(?:v|ver|version|release|build|section|§)[ .:=]*$/i.test(text.slice(Math.max(0, at - 12), at)),
  },
  {
    category: "ip",
    needs: ":",
    pattern: /\b(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,6}(?::[\da-f]{1,4}){1,5})\b/gi,
    notAfter: /[:.]$/,
    notBefore: /^:/,
    valid: (value) => /\d/.test(value) && value.split(":").filter(Boolean).length > 2,
  },
  {
    category: "device",
    pattern: /\b[\da-f]{2}([:-])[\da-f]{2}(?:\1[\da-f]{2}){4}\b/gi,
    notAfter: /[:-]$/,
    notBefore: /^[:-]/,
  },
  {
    category: "zip",
    needs: "-",
    pattern: /\b\d{5}-\d{4}\b/g,
    notAfter: /[.-]$/,
    notBefore: /^-/,
    valid: (value) => !value.startsWith("00000"),
  },
  {
    category: "zip",
    pattern: /\b\d{5}\b/g,
    notBefore: /^[.-]/,
    valid: (value, text, at) => value !== "00000" && stateBefore.test(text.slice(Math.max(0, at - 5), at)),
  },
  {
    category: "address",
    pattern:
      /\b\d{1,5} (?:[NSEW]\.? )?(?:[A-Z][a-z]+ ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Court|Ct|Place|Terrace|Highway|Hwy)\b/g,
    notAfter: /[.-]$/,
  },
  { category: "address", needs: "ox", pattern: /\bP\.? ?O\.? Box \d+/g },
  {
    category: "age-over-89",
    pattern: /\b(?:9\d|1[0-3]\d)(?:[- ]?(?:years?|yrs?)[- ]?old| ?y\/?o)\b/gi,
    notAfter: /[.-]$/,
    valid: (value) => parseInt(value) > 89,
  },
  {
    category: "date",
    pattern: new RegExp(`\\b${wholeDay}`, "gi"),
    notAfter: /[/-]$/,
    notBefore: /^[\w/-]/,
    valid: (_, text, at) => aboutSomebody.test(text.slice(Math.max(0, at - 60), at)),
  },
  {
    category: "name",
    needs: ": ",
    pattern: new RegExp(
      `\\b(?:[Pp]atient|PATIENT|[Pp]t)(?: ?[Nn]ame| NAME)?: (?<value>${word}(?:,? [A-Z]\\.?)?,? ${word})`,
      "g",
    ),
  },
  {
    category: "name",
    pattern: new RegExp(
      "\\b(?:[Mm]other|[Ff]ather|[Ss]pouse|[Hh]usband|[Ww]ife|[Ss]on|[Dd]aughter|[Ss]ister|[Bb]rother|" +
        "[Ee]mergency contact|[Nn]ext of kin|[Ee]mployer)(?:: | (?:is |named )?)" +
        `(?<value>${word}(?:,? [A-Z]\\.?)?,? ${word})`,
      "g",
    ),
  },
  {
    category: "name",
    needs: "M",
    pattern: new RegExp(`\\bM(?:r|rs|s)\\.? (?<value>${word}(?: ${word})?)`, "g"),
  },
  {
    category: "name",
    needs: '"',
    pattern:
      /"(?:family|given|first_?name|last_?name|full_?name|patient_?name|maiden_?name)"\s{0,4}:\s{0,4}\[?\s{0,20}"(?<value>[^"\n]{2,80})(?=")/gi,
    // A typeface has a family as well.
    valid: (_, text, at) => !text.slice(Math.max(0, at - 30), at).includes('"font'),
  },
  {
    category: "url",
    needs: "=",
    pattern:
      /[?&#;](?:patient|person|member|user|contact|subject|name|token|session|uid|email|phone|dob|mrn|ssn)(?:_?(?:id|name|key))?=(?<value>[^&#;\s"'<>()$]{3,200})/gi,
  },
];

const mailbox = /[\p{L}\d_.+'-]/u;
const domain = /@(?:[\p{L}\d](?:[\p{L}\d-]{0,62}[\p{L}\d])?\.){1,8}[a-z]{2,24}(?![\w@])/iuy;

/** E-mail addresses, from their @ to both sides: far fewer places to try than letters. */
function findEmails(text: string, found: (from: number, to: number) => void): void {
  let end = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    let from = at;
    while (from > Math.max(end, at - 64) && mailbox.test(text[from - 1]!)) from--;
    while (from < at && /[.+'-]/.test(text[from]!)) from++;
    domain.lastIndex = at;
    if (from === at || !domain.test(text)) continue;
    end = domain.lastIndex;
    if (!notADomain.test(text.slice(at, end))) found(from, end);
  }
}

/** Calls back with everything in a text that its shape tells. */
export function findShapes(
  text: string,
  found: (category: Category, from: number, to: number) => void,
): void {
  findEmails(text, (from, to) => found("email", from, to));
  for (const { category, pattern, needs, notAfter, notBefore, valid } of patterns) {
    if (needs !== undefined && !text.includes(needs)) continue;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const value = match.groups?.value ?? match[0];
      const to = match.index + match[0].length;
      const from = to - value.length;
      if (notAfter?.test(text.slice(Math.max(0, match.index - 3), match.index))) continue;
      if (notBefore?.test(text.slice(to, to + 2))) continue;
      if (valid?.(value, text, from) ?? true) found(category, from, to);
    }
  }
}
