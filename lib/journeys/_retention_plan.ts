import { durationSeconds } from "../workspace/mod.ts";
import { type CalendarPeriods, calendarPeriods } from "./_calendar_periods.ts";
import type { RetentionOptions } from "./retention.ts";
import type { CalendarUnit, RetentionMode } from "./retention_result.ts";

const mostCohorts = 5000;
const day = 86_400;

/** What is counted, checked. */
export interface Plan {
  readonly period: string;
  /** Length of a period, or null: of the calendar. */
  readonly seconds: number | null;
  readonly cohortBy: CalendarUnit;
  readonly mode: RetentionMode;
  readonly timeZone: string;
  readonly brackets: readonly { readonly from: number; readonly to: number }[];
}

export function makePlan(options: RetentionOptions): Plan {
  const period = options.period ?? "month";
  const unit = period === "day" || period === "week" || period === "month" ? period : null;
  const seconds = unit ? null : durationSeconds(period);
  if (seconds === 0) throw new RangeError(`Cannot count periods of ${period}: give a length such as 7d`);
  const periods = options.periods ?? 12;
  if (!(Number.isInteger(periods) && periods >= 1 && periods <= 1000)) {
    throw new RangeError(`Cannot show ${periods} periods: 1 to 1000 can be shown`);
  }
  const edges = options.brackets ?? Array.from({ length: periods + 1 }, (_, i) => i + 1);
  edges.forEach((edge, i) => {
    if (!Number.isInteger(edge) || edge < 1 || edge > 10_000 || (i > 0 && edge <= edges[i - 1]!)) {
      throw new RangeError(
        `Cannot use brackets ${edges.join(", ")}: whole periods from 1 on, each larger than the one before`,
      );
    }
  });
  if (edges.length < 2) {
    throw new RangeError("Cannot use a single edge as a bracket: give where it ends as well");
  }
  if (!Number.isFinite(options.observedUntil)) {
    throw new RangeError(`Cannot tell what is still to come: observedUntil is ${options.observedUntil}`);
  }
  const timeZone = options.timeZone ?? "UTC";
  if (!isTimeZone(timeZone)) {
    throw new RangeError(`Cannot find the time zone "${timeZone}": write it as "America/Chicago" or "UTC"`);
  }
  return {
    period,
    seconds,
    cohortBy: unit ?? options.cohortBy ?? "month",
    mode: options.mode ?? "on",
    timeZone,
    brackets: [{ from: 0, to: 1 }, ...edges.slice(1).map((to, i) => ({ from: edges[i]!, to }))],
  };
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** Cohorts, and where any time falls after a start. */
export interface Clock {
  readonly cohorts: CalendarPeriods;
  /** Cohorts up to the last observed one. */
  readonly count: number;
  /** Whole periods from a start to a later time. */
  periodsAfter(start: number, at: number): number;
  /** When the period this many after a start begins. */
  edge(start: number, periods: number): number;
}

export function makeClock(first: number, plan: Plan, observedUntil: number): Clock {
  const { seconds, cohortBy, timeZone } = plan;
  const days = { day: 1, week: 7, month: 28 }[cohortBy];
  if ((observedUntil - first) / day / days > mostCohorts) {
    throw new RangeError(
      `Cannot make cohorts by ${cohortBy} since ${
        new Date(first * 1000).toISOString().slice(0, 10)
      }: they would be ` +
        `more than ${mostCohorts}; use longer periods, or leave earlier events out`,
    );
  }
  const more = seconds === null ? plan.brackets.at(-1)!.to : 0;
  const cohorts = calendarPeriods(first, observedUntil, cohortBy, timeZone, more);
  const count = cohorts.indexOf(observedUntil) + 1;
  return seconds === null
    ? {
      cohorts,
      count,
      periodsAfter: (start, at) => cohorts.indexOf(at) - cohorts.indexOf(start),
      edge: (start, periods) => cohorts.starts[cohorts.indexOf(start) + periods]!,
    }
    : {
      cohorts,
      count,
      periodsAfter: (start, at) => Math.floor((at - start) / seconds),
      edge: (start, periods) => start + periods * seconds,
    };
}
