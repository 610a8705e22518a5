import { accountOf, accountType, type PartnerRole, roleAt } from "./accounts.ts";
import { firstDay, lastDay, months } from "./calendar.ts";
import { familyNames, givenNames, hostileNames } from "./names.ts";
import { nearest, population } from "./places.ts";
import {
  arrivals,
  driftDay,
  driftedAge,
  driftedMobile,
  type Kind,
  kinds,
  missingRole,
  mixDay,
  oddTitle,
  plan,
  professionals,
  quarters,
} from "./plan.ts";
import { pickAt, quantile } from "./random.ts";
import { titles, usualTitles } from "./titles.ts";
import type { World } from "./world.ts";

/** What is known about a made-up person while their life is made up. */
export interface Person {
  /** The number printed, with leading zeros, as the person's key. */
  readonly key: number;
  /** What a patient or caregiver is like; null for people who work with Riverbend. */
  readonly kind: Kind | null;
  readonly partner: PartnerRole | null;
  /** Day of first interest (patients, caregivers) or of first contact (professionals). */
  readonly day: number;
  /** 0 before March 2026, 1 and 2 the two compared quarters, 3 since September 2026. */
  readonly period: number;
  readonly chart: boolean;
  readonly email: boolean;
  readonly phone: boolean;
  readonly mobile: number;
  readonly facility: number;
}

/** Words behind the codes of `people`, each from 1. */
export const words = {
  source: ["ehr", "web", "crm", "call centre", "event"],
  role: [
    "patient",
    "caregiver",
    "clinician",
    "administrator",
    "payer",
    "employer",
    "Patient",
    "PT",
    "Caregiver",
    "Family caregiver",
  ],
  lifecycle: ["lead", "new", "established", "in treatment", "maintenance", "evaluating", "customer"],
  sex: ["F", "Female", "female", "M", "Male", "male", "Not Available", "U"],
  language: ["English", "Spanish", "Polish", "Vietnamese", "N/A"],
  education: ["no degree", "high school", "some college", "bachelor", "graduate"],
  income: ["under 25k", "25-50k", "50-100k", "100-150k", "over 150k", "*"],
  insurance: ["commercial", "medicare", "medicaid", "self-pay", "N/A"],
  prefers: ["email", "sms", "phone", "mail"],
  birth: ["1962-02-30", "unknown", "00/00/1970"],
} as const;

const partnerRoles: readonly PartnerRole[] = ["clinician", "administrator", "payer", "employer"];
const partnerAge = [24, 31, 35, 39, 43, 46, 50, 53, 57, 61, 72];
const titleOffset = { clinician: 0, administrator: 7, payer: 13, employer: 17 } as const;
const oddTitleOffset = 21;
const keySpace = 10_000_000;

/** The key of person `i`: seven digits, all different, scattered; people beyond the sample have keys too. */
export function keyOf(i: number): number {
  return (i * 7_368_787 + 48_213) % keySpace;
}

/** Makes up person `i` and writes their row. */
export function makePerson(i: number, world: World): Person {
  const { random } = world;
  random.start("person", i);
  const month = random.pick(arrivals);
  const day = months[month]! + random.below(months[month + 1]! - months[month]!);
  const works = random.chance(professionals);
  return works ? partner(i, day, world) : consumer(i, day, world);
}

function periodOf(day: number): number {
  return quarters.filter((first) => day >= first).length;
}

function consumer(i: number, day: number, world: World): Person {
  const { random } = world;
  const since = day >= mixDay ? 1 : 0;
  const period = periodOf(day);
  const kind = kinds[pickAt(world.even("kind", period), kinds.map((kind) => plan[kind].mix[since]))]!;
  const { age, mobile, chart: withChart, female } = plan[kind];
  const drifted = kind === "learning" && day >= driftDay;
  const years = quantile(random.unit(), drifted ? driftedAge : age);
  const chart = random.chance(withChart);
  const source = chart ? 1 : [2, 4, 5][random.pick([0.76, 0.16, 0.08])]!;
  const role = kind === "caregiver"
    ? [2, 9, 10][random.pick([8, 1, 1])]!
    : [1, 7, 8][random.pick([8, 1, 1])]!;
  const lifecycle = kind === "treatment"
    ? random.chance(0.7) ? 4 : 5
    : chart
    ? random.chance(0.4) ? 2 : 3
    : 1;
  const insurance = years >= 65
    ? [2, 1, 5][random.pick([85, 12, 3])]!
    : [1, 3, 4, 5][random.pick([66, 16, 10, 8])]!;
  const keen = kind === "treatment" || kind === "ready";
  return write(i, world, {
    kind,
    partner: null,
    day,
    period,
    chart,
    source,
    role,
    lifecycle: random.chance(0.007) ? 0 : lifecycle,
    years,
    female,
    insurance,
    title: 0,
    account: 0,
    proxy: kind === "caregiver" && (chart || random.chance(0.25)),
    email: random.chance(chart && !keen ? 0.82 : 0.93),
    phone: random.chance(keen ? 0.98 : 0.78),
    mobile: drifted ? driftedMobile : mobile,
    seen: chart ? day - random.below(1500) : day,
    deceased: chart && years > 60 && random.chance(0.012),
  });
}

function partner(i: number, day: number, world: World): Person {
  const { random } = world;
  const number = accountOf(i, random);
  const role = roleAt(accountType(number), random);
  const usual = titleOffset[role] + 1 + random.below(usualTitles[role].length);
  const odd = world.even("title") < oddTitle;
  if (odd) world.note("job titles that no dictionary knows");
  const source = [3, 5, 2][random.pick([0.8, 0.12, 0.08])]!;
  return write(i, world, {
    kind: null,
    partner: role,
    day,
    period: periodOf(day),
    chart: random.chance(0.02),
    source,
    role: 3 + partnerRoles.indexOf(role),
    lifecycle: [1, 6, 7][random.pick([5, 3, 2])]!,
    years: quantile(random.unit(), partnerAge),
    female: 0.56,
    insurance: 0,
    title: odd ? oddTitleOffset + 1 + random.below(titles.length - oddTitleOffset) : usual,
    account: number + 1,
    proxy: false,
    email: random.chance(0.97),
    phone: random.chance(0.85),
    mobile: 0.22,
    seen: day,
    deceased: false,
  });
}

interface Draft extends Omit<Person, "key" | "facility"> {
  readonly source: number;
  readonly role: number;
  readonly lifecycle: number;
  readonly years: number;
  readonly female: number;
  readonly insurance: number;
  readonly title: number;
  readonly account: number;
  readonly proxy: boolean;
  readonly seen: number;
  readonly deceased: boolean;
}

function write(i: number, world: World, draft: Draft): Person {
  const { random } = world;
  const key = keyOf(i);
  const sourceName = words.source[draft.source - 1]!;
  const roleMissing = random.chance(missingRole[sourceName]);
  if (roleMissing) world.note(`records without a role, from ${sourceName}`);
  const town = random.pick(population);
  const hostile = random.chance(0.0025) ? 1 + random.below(hostileNames.length) : 0;
  if (hostile > 0) world.note("hostile names");
  const spelling = random.pick([60, 28, 12]);
  const sex = random.unit();
  const updated = lastDay - random.below(120);
  const [born, birth] = birthOf(draft.years, world);
  const row = (lifecycle: number, on: number): readonly number[] => [
    key,
    draft.source,
    roleMissing ? 0 : draft.role,
    lifecycle,
    born,
    birth,
    sex < 0.015
      ? 0
      : sex < 0.03
      ? 7
      : sex < 0.034
      ? 8
      : (sex - 0.034) / 0.966 < draft.female
      ? 1 + spelling
      : 4 + spelling,
    random.chance(0.58) ? 0 : 1 + random.pick([84, 9, 2, 3, 2]),
    town + 1,
    random.below(40),
    Math.round(10 * (nearest[town]!.miles + 0.4 + 7 * random.unit())) / 10,
    random.chance(0.45) ? 0 : 1 + random.pick([9, 28, 27, 23, 13]),
    random.chance(0.5) ? 0 : 1 + random.pick([14, 20, 32, 16, 10, 8]),
    draft.insurance,
    draft.title,
    draft.account,
    1 + random.below(givenNames.length),
    1 + random.below(familyNames.length),
    hostile,
    draft.email ? 1 : 0,
    draft.phone ? 1 + random.below(100) : 0,
    random.chance(0.45) ? 0 : 1 + random.pick(draft.mobile > 0.5 ? [30, 45, 20, 5] : [45, 15, 30, 10]),
    draft.chart ? 1 : 0,
    draft.proxy ? 1 : 0,
    Math.max(draft.seen, firstDay - 2000),
    draft.deceased ? 1 : 0,
    on,
  ];
  const first = row(draft.lifecycle, updated);
  world.people.push(...first);
  if (random.chance(0.005)) {
    world.note("people exported twice");
    world.people.push(...first.slice(0, -1), Math.min(updated + 30, lastDay));
  }
  return {
    key,
    kind: draft.kind,
    partner: draft.partner,
    day: draft.day,
    period: draft.period,
    chart: draft.chart,
    email: draft.email,
    phone: draft.phone,
    mobile: draft.mobile,
    facility: nearest[town]!.facility,
  };
}

/** Day of birth and how it is written: 0 well, 1 to 3 as a day that does not exist, 4 not at all. */
function birthOf(years: number, world: World): readonly [number, number] {
  const { random } = world;
  const born = lastDay - Math.floor(years * 365.2425) - random.below(365);
  const u = random.unit();
  if (u < 0.04) return [born, 4];
  if (u < 0.042) {
    world.note("birth dates that do not exist");
    return [born, 1 + random.below(3)];
  }
  if (u < 0.0435) {
    world.note("impossible ages");
    return [random.chance(0.5) ? born - 36_525 - 20_000 : lastDay + 1 + random.below(2000), 0];
  }
  return [born, 0];
}
