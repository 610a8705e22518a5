import { day, firstDay, lastDay, lastSecond, toUtc } from "./calendar.ts";
import type { Person } from "./person.ts";
import { needs } from "./plan.ts";
import { pickAt } from "./random.ts";
import type { World } from "./world.ts";

/** Conditions, codes from 1: the first six are orthopaedic. */
export const conditionNames = [
  "osteoarthritis of knee",
  "osteoarthritis of hip",
  "rotator cuff disorder",
  "low back pain",
  "osteoporosis",
  "meniscus tear",
  "hypertension",
  "type 2 diabetes",
  "asthma",
  "depression",
] as const;
/** Words behind the codes of a condition's status, from 1. */
export const conditionStatus = ["active", "resolved"] as const;

/** Makes up the diagnoses of somebody with a chart. */
export function makeConditions(person: Person, world: World): void {
  if (!person.chart) return;
  const { random, conditions } = world;
  const add = (code: number, resolves: number) => {
    const at = Math.max(person.day - 30 - random.below(1500), firstDay - 2500);
    const resolved = random.chance(resolves);
    conditions.push(
      person.key,
      code,
      at,
      resolved ? Math.min(at + 90 + random.below(500), lastDay) : 0,
      resolved ? 2 : 1,
    );
  };
  const bones = person.kind === "treatment" ? 1 : person.kind === "ready" ? 0.85 : 0.35;
  if (random.chance(bones)) {
    add(1 + random.pick([38, 18, 14, 18, 7, 5]), person.kind === "treatment" ? 0 : 0.2);
  }
  if (random.chance(0.35)) add(7 + random.pick([48, 26, 12, 14]), 0.1);
}

/** The survey's items, in order: three on reassurance, two on convenience, two on cost, one on nothing in particular. */
export const items = [
  "clear_explanations",
  "trusted_surgeon",
  "second_opinion",
  "evening_hours",
  "online_booking",
  "price_upfront",
  "insurance_help",
  "near_home",
] as const;
/** The items that people of each need group rate highly. */
export const needItems: readonly (readonly number[])[] = [[0, 1, 2], [3, 4], [5, 6]];

const high = [0.01, 0.02, 0.09, 0.4, 0.48];
const low = [0.26, 0.36, 0.26, 0.09, 0.03];
const level = [0.05, 0.2, 0.4, 0.25, 0.1];

/** Asks one in four patients and caregivers with an e-mail address what matters to them, on a scale of 1 to 5. */
export function makeSurvey(person: Person, world: World): void {
  const { random, surveys } = world;
  random.start("survey", person.key);
  const on = person.day + 20 + random.below(60);
  if (person.kind === null || !person.email || !random.chance(0.28) || on > lastDay) return;
  const need = pickAt(world.even("need"), needs);
  world.note(`survey answers from need group ${need + 1}`);
  const answers = items.map((_, i) => {
    if (random.chance(0.01)) return 0;
    return 1 + random.pick(i === 7 ? level : needItems[need]!.includes(i) ? high : low);
  });
  const at = Math.min(on * day + (8 + random.below(13)) * 3600 + random.below(3600), lastSecond);
  surveys.push(person.key, toUtc(at), ...answers);
}
