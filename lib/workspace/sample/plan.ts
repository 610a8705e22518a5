import { dayOf } from "./calendar.ts";

/** What a patient or caregiver is like: decides behaviour, and is itself never written to a file. */
export const kinds = ["caregiver", "treatment", "ready", "evaluating", "learning", "other"] as const;
/** One of {@linkcode kinds}. */
export type Kind = typeof kinds[number];

/** Behaviour of one kind of patient or caregiver. Pairs are before and since the knee-pain articles of June 2026. */
export interface KindPlan {
  /** Share of patients and caregivers who are of this kind, by day of first interest. */
  readonly mix: readonly [number, number];
  /** Share who book a visit within 56 days of first interest. */
  readonly books: readonly [number, number];
  /** Weights of where the others stop: after first interest, the eligibility check, the insurance step, asking. */
  readonly stops: readonly [number, number, number, number];
  /** Days from first interest to booking: minimum, deciles, maximum. */
  readonly cycle: readonly number[];
  /** Years of age: minimum, deciles, maximum. */
  readonly age: readonly number[];
  readonly female: number;
  /** Share of visits to the site made on a phone. */
  readonly mobile: number;
  /** Share with a chart at Riverbend. */
  readonly chart: number;
  /** Of those who ask for a visit, share who ask by phone and so never meet the form. */
  readonly asksByPhone: number;
  /** Share who once granted marketing by e-mail, text and phone. */
  readonly grants: readonly [number, number, number];
  /** Weights of the ways to the site, in the order of `sources` in events.ts. */
  readonly arrives: readonly number[];
  /** Hours of the day between which they read: the middle half. */
  readonly hours: readonly [number, number];
}

/** How many people come in each of the 18 months, as weights: more since the knee-pain articles, most this autumn. */
export const arrivals: readonly number[] = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.25, 1.25, 1.25, 3, 4.5];

/** Learning people whose first interest is on this day or later are younger and read on the phone. */
export const driftDay = dayOf("2026-08-01");
/** Ages of the drifted learning audience. */
export const driftedAge: readonly number[] = [18, 24, 28, 31, 34, 38, 42, 47, 53, 61, 88];
/** Share of the drifted learning audience's visits made on a phone. */
export const driftedMobile = 0.8;

/** The day the knee-pain articles began to bring learners, and so the mix of people changed. */
export const mixDay = dayOf("2026-06-01");

/** First days of the two quarters that are compared (fiscal, the year begins in September), and the day after. */
export const quarters: readonly [number, number, number] = [
  dayOf("2026-03-01"),
  dayOf("2026-06-01"),
  dayOf("2026-09-01"),
];

/** Text reminders were given at random to visits booked on this day or later. */
export const trialDay = dayOf("2026-03-01");

/** Share of visits kept, without and with a reminder. */
export const kept = {
  treatment: [0.62, 0.86],
  others: [0.87, 0.87],
} as const;

/** Share of people who granted e-mail and then revoked it. */
export const revoked = 0.09;

/** Share of records without a role, by where the record came from. */
export const missingRole = { ehr: 0.06, web: 0.06, crm: 0.1, "call centre": 0.08, event: 0.3 } as const;

/** Of professionals, share whose job title is none of the usual ones. */
export const oddTitle = 0.06;

/** Share of everybody else who show interest in orthopaedics at all. */
export const interested = 0.7;

/** Shares of the three need groups in the survey: wants reassurance, wants convenience, watches the cost. */
export const needs: readonly [number, number, number] = [0.45, 0.35, 0.2];

/** Share of people who work with Riverbend rather than being cared for. */
export const professionals = 0.21;

/** The plan by kind. */
export const plan: Readonly<Record<Kind, KindPlan>> = {
  caregiver: {
    mix: [0.1, 0.08],
    books: [0.18, 0.25],
    stops: [0.38, 0.23, 0.04, 0.1],
    cycle: [12, 19, 24, 28.5, 32, 36, 39.5, 43, 47, 51, 55.5],
    age: [21, 33, 38, 42, 46, 49, 52, 56, 60, 66, 86],
    female: 0.68,
    mobile: 0.6,
    chart: 0.1,
    asksByPhone: 0.35,
    grants: [0.46, 0.2, 0.3],
    arrives: [27, 4, 15, 6, 15, 16, 3, 14],
    hours: [9, 13],
  },
  treatment: {
    mix: [0.16, 0.07],
    books: [0.68, 0.76],
    stops: [0.03, 0.05, 0.015, 0.13],
    cycle: [8, 13, 16, 19, 22, 25, 28.5, 32.5, 37, 44, 55],
    age: [25, 45, 53, 58, 62, 66, 69, 73, 77, 82, 99],
    female: 0.58,
    mobile: 0.35,
    chart: 1,
    asksByPhone: 0.3,
    grants: [0.82, 0.84, 0.6],
    arrives: [7, 4, 16, 25, 30, 2, 1, 15],
    hours: [9, 12],
  },
  ready: {
    mix: [0.12, 0.07],
    books: [0.58, 0.66],
    stops: [0.05, 0.08, 0.02, 0.2],
    cycle: [5, 8, 10, 12, 14, 16, 18.5, 21.5, 26, 33, 50],
    age: [30, 44, 50, 55, 59, 62, 66, 69, 73, 78, 95],
    female: 0.52,
    mobile: 0.42,
    chart: 0.9,
    asksByPhone: 0.2,
    grants: [0.78, 0.6, 0.62],
    arrives: [18, 11, 10, 8, 34, 3, 2, 14],
    hours: [10, 16],
  },
  evaluating: {
    mix: [0.22, 0.16],
    books: [0.16, 0.21],
    stops: [0.13, 0.11, 0.5, 0.08],
    cycle: [11, 17, 21.5, 25.5, 29, 32.5, 36, 40, 44.5, 49.5, 55.5],
    age: [30, 44, 49, 53, 57, 60, 63, 67, 71, 76, 95],
    female: 0.55,
    mobile: 0.45,
    chart: 0.6,
    asksByPhone: 0.08,
    grants: [0.55, 0.2, 0.1],
    arrives: [28, 22, 20, 5, 9, 8, 3, 12],
    hours: [18, 21],
  },
  learning: {
    mix: [0.28, 0.51],
    books: [0.07, 0.12],
    stops: [0.68, 0.17, 0.012, 0.045],
    cycle: [12, 19, 24, 28, 31.5, 35, 38.5, 42, 46, 50.5, 55.5],
    age: [22, 35, 41, 46, 50, 54, 58, 62, 67, 73, 94],
    female: 0.57,
    mobile: 0.5,
    chart: 0.4,
    asksByPhone: 0.1,
    grants: [0.3, 0.07, 0.04],
    arrives: [37, 20, 13, 2, 3, 9, 8, 13],
    hours: [18, 21],
  },
  other: {
    mix: [0.12, 0.11],
    books: [0.11, 0.16],
    stops: [0.52, 0.24, 0.02, 0.07],
    cycle: [11, 18, 23, 27, 30, 33.5, 37, 41, 45, 50, 55.5],
    age: [18, 25, 31, 37, 43, 49, 55, 61, 68, 76, 97],
    female: 0.54,
    mobile: 0.55,
    chart: 0.5,
    asksByPhone: 0.12,
    grants: [0.4, 0.12, 0.1],
    arrives: [30, 12, 14, 4, 10, 8, 6, 18],
    hours: [11, 20],
  },
};
