import { bookVisit, followUps } from "./appointments.ts";
import { day, firstDay, lastDay } from "./calendar.ts";
import { pagesAbout, pagesFor } from "./catalogue.ts";
import { eventCode } from "./events.ts";
import type { Person } from "./person.ts";
import { interested, type Kind, kinds, mixDay, plan } from "./plan.ts";
import { pickAt, quantile } from "./random.ts";
import { openVisit, read } from "./visits.ts";
import type { World } from "./world.ts";

const event = {
  pageView: eventCode("page_view"),
  check: eventCode("eligibility_start"),
  checked: eventCode("eligibility_result"),
  slots: eventCode("slots_viewed"),
  form: [
    "request_form_start",
    "request_contact",
    "request_insurance",
    "request_times",
    "request_submit",
  ].map(eventCode),
  callRequest: eventCode("call_request"),
  callIn: eventCode("call_in"),
  callOut: eventCode("call_out"),
  referral: eventCode("referral_received"),
  portal: eventCode("portal_login"),
};

const general = pagesFor("general", "patient");
const learn = pagesFor("learn", "patient");
const caring = pagesFor("learn", "caregiver");
const evaluate = pagesFor("evaluate", "patient");
const schedule = pagesFor("schedule", "patient");
const bookForSomeone = pagesFor("schedule", "caregiver");
const care = [...pagesFor("prepare", "patient"), ...pagesFor("after", "patient")];
const kneePages = pagesAbout("knee pain");

/** Furthest point of a journey. */
const stop = { interest: 0, checked: 1, insurance: 2, asked: 3, booked: 4 } as const;

/** Makes up a patient's or caregiver's way from first interest to a visit, and what follows. */
export function makeJourney(person: Person & { readonly kind: Kind }, world: World): void {
  const { random, timeline } = world;
  const { kind } = person;
  const mine = plan[kind];
  random.start("journey", person.key);
  const place = kinds.indexOf(kind);
  if (person.chart) usePortal(person, world);
  if (kind === "treatment") {
    followUps(person.day - 60 - random.below(140), 1 + random.below(2), person, world);
  }
  if (kind === "other") readGeneral(person, world);
  if (kind === "other" && world.even("interest") >= interested) {
    if (person.chart && random.chance(0.3)) {
      bookVisit(person.day * day + 10 * 3600, 2 + random.below(20), 2, 1, person, world);
    }
    return;
  }
  const days = Math.floor(quantile(random.unit(), mine.cycle));
  const books = world.even("books", place, person.period) < mine.books[person.period >= 2 ? 1 : 0];
  const furthest = books ? stop.booked : pickAt(world.even("stops", place, person.period), mine.stops);

  read(person.day, firstPages(person, world), person, mine, world);
  if (kind === "ready") showReadiness(person, world);
  for (let n = 1 + random.below(3); n > 0; n--) {
    read(person.day + 1 + random.below(days), nextPages(person, world), person, mine, world);
  }
  if (furthest >= stop.checked) {
    const on = person.day + Math.floor(days * (0.3 + 0.2 * random.unit()));
    checkEligibility(on, person, world);
    const asks = person.day + Math.floor(days * (0.6 + 0.3 * random.unit()));
    if (furthest >= stop.asked && random.chance(mine.asksByPhone)) {
      timeline.add(timeline.moment(asks, [9, 16], random), event.callRequest);
    } else if (furthest >= stop.insurance || random.chance(0.3)) {
      fillForm(asks, furthest, person, world);
    }
  }
  if (random.chance(0.12)) {
    timeline.add(timeline.moment(person.day + random.below(days), [9, 16], random), event.callIn);
  }
  if (books) {
    const on = person.day + days;
    if (random.chance(0.5)) timeline.add(timeline.moment(on, [9, 16], random), event.callOut);
    const booked = timeline.moment(on, [9, 16], random);
    const visit = bookVisit(booked, 2 + random.below(kind === "ready" ? 9 : 11), 1, 1, person, world);
    if (kind === "treatment") followUps(visit, 1 + random.below(4), person, world);
    else if (random.chance(0.25)) followUps(visit, 1, person, world);
  }
  comeBack(person, world);
}

/** Pages of the first visit: always about orthopaedics, this is when interest first shows. */
function firstPages({ kind, day }: Person & { readonly kind: Kind }, { random }: World): number[] {
  const one = (pages: readonly number[]) => pages[random.below(pages.length)]!;
  switch (kind) {
    case "learning": {
      const articles = day >= mixDay && random.chance(0.7) ? kneePages : learn;
      return [one(articles), one(articles), ...(random.chance(0.5) ? [one(learn)] : [])];
    }
    case "evaluating":
      return [one(learn), one(evaluate), one(evaluate)];
    case "ready":
      return [one(schedule), ...(random.chance(0.5) ? [one(learn)] : [])];
    case "treatment":
      return [one(care), ...(random.chance(0.6) ? [one(care)] : [])];
    case "caregiver":
      return [one(caring), one(random.chance(0.3) ? learn : caring)];
    case "other":
      return [one(learn)];
  }
}
/** Pages of later visits. */
function nextPages({ kind }: Person & { readonly kind: Kind }, { random }: World): number[] {
  const one = (pages: readonly number[]) => pages[random.below(pages.length)]!;
  const few = (pages: readonly number[]) => Array.from({ length: 2 + random.below(4) }, () => one(pages));
  switch (kind) {
    case "learning":
      return few(learn);
    case "evaluating":
      return few(evaluate);
    case "ready":
      return few(schedule);
    case "treatment":
      return few(care);
    case "caregiver":
      return random.chance(0.7) ? few(caring) : few(bookForSomeone);
    case "other":
      return few(general);
  }
}

/** A referral, or two looks at the free times: how readiness shows in the data. */
function showReadiness(person: Person & { readonly kind: Kind }, world: World): void {
  const { random, timeline } = world;
  if (random.chance(0.8)) {
    timeline.add(timeline.moment(person.day, [9, 16], random), event.referral);
  } else {
    const visit = openVisit(person.day, person, plan[person.kind], world);
    visit.add(event.slots);
    visit.add(event.slots);
  }
}

function checkEligibility(on: number, person: Person & { readonly kind: Kind }, world: World): void {
  const { random } = world;
  const visit = openVisit(on, person, plan[person.kind], world);
  if (person.kind === "evaluating" || random.chance(0.4)) {
    visit.add(event.pageView, evaluate[random.below(evaluate.length)]!);
  }
  visit.add(event.check);
  visit.add(event.checked);
}

/** The request form, step by step, as far as the person goes. */
function fillForm(
  on: number,
  furthest: number,
  person: Person & { readonly kind: Kind },
  world: World,
): void {
  const steps = furthest >= stop.asked ? 5 : furthest === stop.insurance ? 3 : 1 + world.random.below(2);
  const visit = openVisit(on, person, plan[person.kind], world);
  for (const step of event.form.slice(0, steps)) visit.add(step);
}

/** People with a chart look into the portal, those in treatment most. */
function usePortal(person: Person & { readonly kind: Kind }, world: World): void {
  const { random, timeline } = world;
  for (let n = random.below(person.kind === "treatment" ? 16 : 8); n > 0; n--) {
    const on = person.day + random.below(Math.max(lastDay - person.day, 1));
    timeline.add(timeline.moment(on, [7, 21], random), event.portal);
  }
}

function readGeneral(person: Person & { readonly kind: Kind }, world: World): void {
  for (let n = 1 + world.random.below(4); n > 0; n--) {
    read(person.day + world.random.below(120), nextPages(person, world), person, plan.other, world);
  }
}

/** People of more than a year ago mostly look again in the last months, and a few others do, too. */
function comeBack(person: Person & { readonly kind: Kind }, world: World): void {
  const { random, timeline } = world;
  const old = person.day < Math.max(lastDay - 360, firstDay);
  if (!random.chance(old ? 0.8 : 0.3)) return;
  const from = Math.max(person.day + 60, lastDay - 330);
  if (from >= lastDay) return;
  const on = from + random.below(lastDay - from);
  if (old && person.kind === "ready") timeline.add(timeline.moment(on, [9, 16], random), event.referral);
  read(on, nextPages(person, world), person, plan[person.kind], world);
  if (person.kind === "learning" || person.kind === "evaluating") {
    read(on + 1, nextPages(person, world), person, plan[person.kind], world);
  }
}
