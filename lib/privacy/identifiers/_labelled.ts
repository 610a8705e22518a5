import { isDea, isIban, isSsn, luhn } from "./_check_digits.ts";
import type { Category } from "./categories.ts";
import { isNpi } from "./is_npi.ts";
import { wholeDay } from "./whole_day.ts";

/** A value that follows a word which says what it is: "MRN: 1234567", `"dob": "1962-03-14"`, `&phone=3095550109`. */
interface Label {
  readonly category: Category;
  /** The word. */
  readonly word: string;
  /** The word alone says too little: "number", "no.", "#" or "id" must follow it. */
  readonly needs?: RegExp;
  /** What the value looks like, from where it begins. */
  readonly value: RegExp;
  readonly valid?: (value: string) => boolean;
}

const day = new RegExp(`(?:${wholeDay}|(?:18|19|20)\\d{6})(?!\\d)`, "iy");
const code = /(?:[A-Z]{1,4}[ -]?)?\d[\dA-Z]*(?:-[\dA-Z]+)*(?![\w])/iy;
const digitsOf = (value: string) => value.replace(/\D/g, "");
const long = (value: string) => digitsOf(value).length >= 5;
const numbered = /^(?:no|num|number|nr|#)/i;
const numberedOrId = /^(?:no|num|number|nr|#|id)/i;

const labels: readonly Label[] = [
  {
    category: "ssn",
    word: "ssn|social[ _-]?sec(?:urity)?",
    value: /\d{3}[- .]?\d{2}[- .]?\d{4}(?!\d)/y,
    valid: (value) => isSsn(digitsOf(value)),
  },
  { category: "npi", word: "npi", value: /\d{10}(?!\d)/y, valid: isNpi },
  {
    category: "mrn",
    word: "mrn|med(?:ical)?[ _-]?rec(?:ord)?",
    value: code,
    valid: (v) => digitsOf(v).length >= 4,
  },
  { category: "mrn", word: "patient|chart", needs: numberedOrId, value: code, valid: long },
  { category: "member", word: "mbi|hicn", value: code, valid: long },
  {
    category: "member",
    word: "member|subscriber|beneficiary|policy|medicaid|medicare|insurance",
    needs: numberedOrId,
    value: code,
    valid: long,
  },
  {
    category: "account",
    word: "iban",
    value: /[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}(?![A-Z0-9])/y,
    valid: (value) => isIban(value.replaceAll(" ", "")),
  },
  { category: "account", word: "acct", value: code, valid: long },
  { category: "account", word: "account", needs: numbered, value: code, valid: long },
  {
    category: "vehicle",
    word: "licen[cs]e[ _-]plate|plate[ _-]number|plate",
    value: /(?=[A-Z-]*\d)(?=[\d -]*[A-Z])[A-Z\d]{1,4}[- ]?[A-Z\d]{2,5}(?![\w-])/y,
  },
  {
    category: "licence",
    word: "dea",
    value: /[A-Z][A-Z9]\d{7}(?!\w)/iy,
    valid: (v) => isDea(v.toUpperCase()),
  },
  { category: "licence", word: "passport", value: code, valid: long },
  { category: "licence", word: "licen[cs]e|certificate", needs: numbered, value: code, valid: long },
  { category: "device", word: "imei", value: /\d{15}(?!\d)/y, valid: luhn },
  { category: "device", word: "idfa|gaid|udi|serial", value: code, valid: long },
  {
    category: "device",
    word: "device|implant|advertising",
    needs: numberedOrId,
    value: /[\dA-Z]+(?:-[\dA-Z]+)*(?!\w)/iy,
    valid: long,
  },
  {
    category: "fax",
    word: "fax",
    value: /\+?[\d(][\d ().-]{5,17}\d(?!\d)/y,
    valid: (value) => /^\d{7,15}$/.test(digitsOf(value)),
  },
  {
    category: "phone",
    word: "phone|tel|telephone|mobile|cell|call(?:ed)?(?: (?:me|him|her|them|us|back|at|on))*|ph|sms|text",
    value: /\+?[\d(][\d ().-]{5,17}\d(?!\d)/y,
    valid: (value) => /^(?:1?[2-9]\d{9}|[2-9]\d{6})$/.test(digitsOf(value)) || /^\+\d{8,}/.test(value),
  },
  {
    category: "zip",
    word: "zip(?:[ _-]?code)?|postal[ _-]?code|postcode",
    value: /\d{5}(?:-\d{4})?(?![\d-])/y,
    valid: (value) => value !== "00000",
  },
  {
    category: "date-of-birth",
    word: "dob|d\\.o\\.b\\.?|date[ _-]?of[ _-]?birth|birth[ _-]?da(?:te|y)|born(?: on)?",
    value: day,
  },
  {
    category: "date",
    word:
      "admitted(?: on)?|admission|discharged?(?: on| date)?|died(?: on)?|deceased|date[ _-]of[ _-]death|" +
      "death[ _-]?date|dod|dos|seen on|operated on|visit(?:ed)?(?: on)?|appointment|surgery",
    value: day,
  },
  {
    category: "age-over-89",
    word: "aged?",
    value:
      /(?:9\d|1[0-3]\d)(?![\d%.,]|\s?(?:\+|or (?:older|over|more)|and (?:older|over)|days|weeks|months|min|hours|mg))/y,
    valid: (value) => Number(value) > 89,
  },
];

/** One pattern without groups finds a word, and only then is asked which it was: groups would cost at every letter. */
const words = new RegExp(
  `\\b(?:${
    labels.map(({ word }) => word).join("|")
  })(?=[^A-Za-z]|$|(?:id|no|num|number|nr|date)(?![A-Za-z]))`,
  "gi",
);
const exactly = labels.map(({ word }) => new RegExp(`^(?:${word})$`, "i"));
const qualifier = /[ _-]?(?:(?:id|no|num|number|nr|date)\b\.?|#)/iy;
const between = /(?:["'\]]?\s?(?:[:=#>.]|is|was|of|on|-)?\s?(?:["'[]|\((?!\d{3}\)))?){0,2}/iy;

/** Calls back with every labelled value of a text. */
export function findLabelled(
  text: string,
  found: (category: Category, from: number, to: number) => void,
): void {
  words.lastIndex = 0;
  for (let match = words.exec(text); match !== null; match = words.exec(text)) {
    let from = match.index + match[0].length;
    qualifier.lastIndex = from;
    const qualified = qualifier.exec(text)?.[0] ?? "";
    from += qualified.length;
    between.lastIndex = from;
    from += between.exec(text)![0].length;
    const word = match[0].replace("_", "");
    for (let i = 0; i < labels.length; i++) {
      if (!exactly[i]!.test(word)) continue;
      const { category, needs, value, valid } = labels[i]!;
      if (needs && !needs.test(qualified.replace(/^[ _-]/, ""))) continue;
      value.lastIndex = from;
      const said = value.exec(text)?.[0];
      if (said !== undefined && (valid?.(said) ?? true)) found(category, from, from + said.length);
      break;
    }
  }
}
