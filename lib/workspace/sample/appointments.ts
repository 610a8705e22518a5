import { day, firstDay, lastDay, lastSecond } from "./calendar.ts";
import { eventCode } from "./events.ts";
import type { Person } from "./person.ts";
import { kept, kinds, trialDay } from "./plan.ts";
import { quantile } from "./random.ts";
import type { World } from "./world.ts";

/** Words behind the codes of `appointments`, each from 1. */
export const words = {
  status: ["booked", "kept", "no_show", "cancelled"],
  line: ["orthopaedics", "primary care"],
  type: ["first visit", "follow-up", "procedure"],
  reminder: ["none", "text"],
} as const;

const reminderSent = eventCode("sms_reminder");
const revenue: readonly (readonly number[])[] = [
  [110, 160, 185, 210, 240, 265, 290, 320, 355, 410, 640],
  [60, 85, 100, 115, 125, 140, 155, 170, 195, 240, 420],
  [5200, 8100, 9900, 11400, 12900, 14200, 15700, 17600, 20100, 24300, 38000],
];

/**
 * Books a visit and makes up what became of it.
 *
 * Visits booked since March 2026 are in the trial of text reminders: half of them, by lot, get a text two days
 * before. It helps people in treatment and nobody else.
 *
 * @param booked Wall-clock second of booking.
 * @param wait Days from booking to the visit.
 * @param line Service line: 1 orthopaedics, 2 primary care.
 * @param type 1 first visit, 2 follow-up, 3 procedure.
 * @returns Day of the visit.
 */
export function bookVisit(
  booked: number,
  wait: number,
  line: number,
  type: number,
  person: Person,
  world: World,
): number {
  const { random, appointments, timeline } = world;
  const onDay = Math.floor(booked / day) + wait;
  const at = onDay * day + (8 + random.below(9)) * 3600 + random.below(4) * 900;
  if (booked < firstDay * day || booked > lastSecond) return onDay;
  const group = person.kind === "treatment" ? "treatment" : "others";
  const place = person.kind === null ? 0 : 1 + kinds.indexOf(person.kind);
  const inTrial = booked >= trialDay * day && line === 1;
  const arm = inTrial && world.even("arm", place) < 0.5 ? 1 : 0;
  const done = at <= lastSecond;
  const came = done && world.even("kept", place, inTrial ? 1 + arm : 0) < kept[group][arm];
  const status = !done ? 1 : came ? 2 : random.chance(0.62) ? 3 : 4;
  appointments.push(
    appointments.total + 1,
    person.key,
    booked,
    at,
    status,
    line,
    person.facility,
    type,
    inTrial ? 1 + arm : 0,
    came ? Math.round(100 * quantile(random.unit(), revenue[type - 1]!)) / 100 : 0,
  );
  if (arm === 1) timeline.add((onDay - 2) * day + 10 * 3600 + random.below(600), reminderSent);
  return onDay;
}

/** Visits of people in treatment before their present question, or after their first visit. */
export function followUps(from: number, count: number, person: Person, world: World): void {
  const { random } = world;
  let onDay = from;
  for (let i = 0; i < count && onDay <= lastDay; i++) {
    const booked = onDay * day + (9 + random.below(8)) * 3600 + random.below(3600);
    onDay = bookVisit(booked, 21 + random.below(35), 1, random.chance(0.08) ? 3 : 2, person, world);
  }
}
