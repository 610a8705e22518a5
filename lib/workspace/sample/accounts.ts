import type { Stream } from "./random.ts";
import { population, towns } from "./places.ts";

/** Roles of people who work with Riverbend. */
export type PartnerRole = "clinician" | "administrator" | "payer" | "employer";

/** An organisation. */
export interface Account {
  /** Six digits, often with leading zeros. */
  readonly key: string;
  readonly name: string;
  readonly type: AccountType;
  readonly ownership: string;
  /** Beds, clinicians, members or employees, as the export writes it; "<11" and "Not Available" are missing. */
  readonly size: string;
  readonly town: number;
  readonly setting: string;
  readonly recordSystem: string;
  /** 1 to 5. */
  readonly digitalMaturity: string;
}

/** Kinds of organisation. */
export type AccountType = "practice" | "hospital" | "payer" | "employer";

// Five accounts to 200 people, so that person i works at the same account however many people there are.
const peopleToBlock = 200;
const accountsToBlock = 5;
const order: readonly AccountType[] = [
  "practice",
  "hospital",
  "practice",
  "payer",
  "employer",
  "practice",
  "practice",
  "employer",
  "payer",
  "practice",
  "hospital",
  "practice",
  "employer",
  "practice",
  "payer",
  "practice",
  "employer",
  "hospital",
  "practice",
  "payer",
  "practice",
  "employer",
  "practice",
  "hospital",
  "employer",
];

const first = ["Alder", "Prairie", "Cedar", "Hollis", "Quill", "Lark", "Dunmere", "Orrin", "Willow", "Stone"];
const second: Readonly<Record<AccountType, readonly string[]>> = {
  practice: ["Family Medicine", "Internists", "Sports & Joint", "Primary Care", "Rheumatology"],
  hospital: ["Community Hospital", "Regional Medical Center", "Memorial Hospital"],
  payer: ["Health Plan", "Mutual Cover", "Care Alliance"],
  employer: ["Foods", "Logistics", "School District", "Castings", "Paper Mill"],
};
const ownership: Readonly<Record<AccountType, readonly string[]>> = {
  practice: ["independent", "system-owned"],
  hospital: ["non-profit", "county", "for-profit"],
  payer: ["non-profit", "for-profit"],
  employer: ["private", "public"],
};
const settings: Readonly<Record<AccountType, readonly string[]>> = {
  practice: ["ambulatory"],
  hospital: ["inpatient", "inpatient and ambulatory"],
  payer: ["none"],
  employer: ["none", "on-site clinic"],
};
const largest: Readonly<Record<AccountType, number>> = {
  practice: 60,
  hospital: 420,
  payer: 90_000,
  employer: 4_000,
};
const systems = ["Epwell", "Cernova", "Athenry", "paper"];

/** How many accounts a sample of so many people has. */
export function accountCount(people: number): number {
  return Math.ceil(people / peopleToBlock) * accountsToBlock;
}

/** The number (from 0) of the account where person `i` works. */
export function accountOf(i: number, random: Stream): number {
  return Math.floor(i / peopleToBlock) * accountsToBlock + random.below(accountsToBlock);
}

/** What kind of organisation account `j` is. */
export function accountType(j: number): AccountType {
  return order[j % order.length]!;
}

/** The role of somebody who works at an account of a type. */
export function roleAt(type: AccountType, random: Stream): PartnerRole {
  if (type === "practice") return random.chance(0.6) ? "clinician" : "administrator";
  if (type === "hospital") return random.chance(0.5) ? "clinician" : "administrator";
  return type;
}

/** The key of account `j`. */
export function accountKey(j: number): string {
  return String((j * 70_001 + 1_207) % 1_000_000).padStart(6, "0");
}

/** Account `j`. */
export function account(j: number, random: Stream): Account {
  random.start("account", j);
  const type = accountType(j);
  const one = (list: readonly string[]) => list[random.below(list.length)]!;
  const town = random.pick(population);
  const size = Math.ceil(largest[type] * random.unit() * random.unit());
  return {
    key: accountKey(j),
    name: `${one(first)} ${one(second[type])}${
      random.chance(0.3) ? ` of ${towns[town]!.name.split(" (")[0]}` : ""
    }`,
    type,
    ownership: random.chance(0.05) ? "Not Available" : one(ownership[type]),
    size: size < 11 ? "<11" : random.chance(0.08) ? "Not Available" : String(size),
    town,
    setting: one(settings[type]),
    recordSystem: random.chance(0.1) ? "N/A" : one(systems),
    digitalMaturity: random.chance(0.06) ? "N/A" : String(1 + random.pick([1, 3, 4, 3, 1])),
  };
}
