import { type Category, isNpi } from "../identifiers/mod.ts";

/** What a column of a table holds by its name, and which of its values count. */
export interface ColumnKind {
  readonly category: Category;
  readonly counts: (value: string) => boolean;
}

const digits = (value: string) => value.replace(/\D/g, "").length;
/** A year alone may stand. */
const isDay = (value: string) => /\d[/.-]\d|\d{8}|\p{L}{3}.*\d{4}/u.test(value) && !/or before$/.test(value);
/** A key, and none of the random ones of our own files. */
const isKey = (value: string) => /\w/.test(value) && !/^(?:[a-hjkmnp-tv-z\d]{16}|p[\da-f]{24})$/.test(value);
const any = (value: string) => /[\p{L}\d]/u.test(value);
const kinds: readonly (readonly [RegExp, Category, (value: string) => boolean])[] = [
  [/\be ?mail\b/, "email", (value) => value.includes("@")],
  [/\bfax\b/, "fax", (value) => digits(value) >= 7],
  [/\b(phone|telephone|mobile|cell ?phone|tel)\b/, "phone", (value) => digits(value) >= 7],
  [
    /\b(ssn|social security)\b/,
    "ssn",
    (value) => /^(?!000|666|9)\d{3}[- ]?(?!00)\d\d[- ]?(?!0000)\d{4}$/.test(value.trim()),
  ],
  [/\b(mrn|medical record)\b/, "mrn", (value) => digits(value) >= 4],
  [/\bnpi\b/, "npi", isNpi],
  [
    /\b(member|subscriber|beneficiary|medicaid|medicare|policy) (id|no|number)\b|\bmbi\b/,
    "member",
    (v) => digits(v) >= 5,
  ],
  [/\b(passport|drivers?|dea)\b|\blicen[cs]e( (no|number|id))?$/, "licence", (value) => digits(value) >= 4],
  [/\b(vin|plate)\b/, "vehicle", any],
  [/\b(imei|mac address|device (id|serial)|serial (no|number))\b/, "device", any],
  [/\b(account|acct|card) (no|number|num)\b|\biban\b/, "account", (value) => digits(value) >= 5],
  [/\bip( address)?\b/, "ip", (value) => /\d\.\d|:/.test(value)],
  [/\b(dob|birth ?date|date of birth|birthday)\b/, "date-of-birth", isDay],
  [
    /\b(admission|admitted|discharged?|death ?date|date of death|dod|deathdate)\b/,
    "date",
    isDay,
  ],
  [
    /\b(first|last|middle|maiden|given|family|full|patient|mother|father|spouse) ?name\b|^(surname|first|last|middle|maiden)$/,
    "name",
    (value) => /\p{L}{2}/u.test(value),
  ],
  [/\b(street|address)( (line )?\d)?$/, "address", (value) => /\d/.test(value) && /\p{L}/u.test(value)],
  [
    /\b(zip|zip ?(code|5|4)|postal ?code|postcode)$/,
    "zip",
    (value) => /^\d{5}(-?\d{4})?$/.test(value) && !/^0+$/.test(value),
  ],
  [/^(person|patient|subject) ?(id|key|no|number)$|^(patient|subject)$/, "code", isKey],
  [/^age( years)?$/, "age-over-89", (value) => /^\d{2,3}(\.\d+)?$/.test(value) && Number(value) >= 90],
];

/** Columns whose values are names that travel: events, audiences, pages, campaigns. */
const names =
  /^(event( name)?|audience( name)?|segment( name)?|list name|campaign( name)?|page( title| location| path)?|title|content name|sheet|url|referrer|utm \w+)$/;

/** What a column holds, by its name; null where the name says nothing. */
function columnKind(name: string): ColumnKind | null {
  const words = wordsOf(name);
  for (const [pattern, category, counts] of kinds) if (pattern.test(words)) return { category, counts };
  return null;
}

/** Beside these a column called "name" holds people, not segments or facilities. */
const ofPeople: ReadonlySet<Category | undefined> = new Set([
  ...["email", "ssn", "mrn", "member", "date-of-birth", "age-over-89", "code"] as const,
]);

/** What each column of a table holds, by their names. */
export function columnKinds(header: readonly string[]): (ColumnKind | null)[] {
  const found = header.map(columnKind);
  if (!found.some((kind) => ofPeople.has(kind?.category))) return found;
  return found.map((kind, i) => kind ?? (wordsOf(header[i]!) === "name" ? columnKind("full name") : null));
}

/** Whether the values of a column are names of events, audiences, pages or campaigns. */
export function isNameColumn(name: string): boolean {
  return names.test(wordsOf(name));
}

function wordsOf(name: string): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").replaceAll(/[^A-Za-z\d]+/g, " ").trim().toLowerCase();
}
