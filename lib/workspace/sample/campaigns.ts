import { dayOf } from "./calendar.ts";
import { Stream } from "./random.ts";

/** A campaign, with what it spends on a usual day. */
export interface Campaign {
  readonly key: string;
  readonly name: string;
  readonly channel: string;
  readonly audience: string;
  readonly starts: string;
  readonly ends: string;
  readonly perDay: number;
}

const lines: readonly (readonly [string, string, string, string, string, string, number])[] = [
  ["SE-JOINT", "Joint pain, search", "search ads", "patient", "2025-05-01", "2026-10-31", 240],
  ["SE-COST", "Cost and insurance, search", "search ads", "patient", "2025-09-01", "2026-10-31", 130],
  ["SO-KNEE", "Knee-pain articles", "social", "patient", "2026-06-01", "2026-10-31", 310],
  ["SO-CARE", "Caring for someone, social", "social", "caregiver", "2025-10-15", "2026-10-31", 60],
  ["EM-NEWS", "Moving well, monthly letter", "email", "patient", "2025-05-01", "2026-10-31", 18],
  ["EM-CARE", "Caring for someone, letter", "email", "caregiver", "2025-10-15", "2026-10-31", 9],
  ["SM-CHECK", "Check your plan, text", "sms", "patient", "2025-08-01", "2026-10-31", 12],
  ["EV-KNEE", "Knee talks at the library", "event", "patient", "2025-09-15", "2026-06-15", 45],
  ["EV-FAIR", "County health fairs", "event", "patient", "2026-04-01", "2026-10-31", 70],
  ["EM-REFER", "Referral letter for clinicians", "email", "clinician", "2025-05-01", "2026-10-31", 11],
  ["WB-OUT", "Outcomes webinar", "event", "clinician", "2025-11-01", "2026-10-31", 35],
  ["EM-PART", "Partner briefing", "email", "employer", "2025-06-01", "2026-10-31", 14],
];

/** The campaigns. The code of a campaign is its place here, from 1. */
export const campaigns: readonly Campaign[] = lines.map(
  ([key, name, channel, audience, starts, ends, perDay]) => ({
    key,
    name,
    channel,
    audience,
    starts,
    ends,
    perDay,
  }),
);

/** The code of a campaign by its key. */
export function campaignCode(key: string): number {
  return campaigns.findIndex((campaign) => campaign.key === key) + 1;
}

/** Codes of the campaigns a visit may come from, by source; chosen among those that run on the day. */
export function runningOn(source: string, day: number): readonly number[] {
  return windows.flatMap(({ channel, from, to, audience }, i) =>
    channel === source && audience !== "clinician" && audience !== "employer" && day >= from && day <= to
      ? [i + 1]
      : []
  );
}

const windows = campaigns.map(({ channel, audience, starts, ends }) => ({
  channel,
  audience,
  from: dayOf(starts),
  to: dayOf(ends),
}));

/** Money spent, one row a campaign and day: less at weekends, give or take a fifth. */
export function spendRows(
  seed: number,
): readonly (readonly [campaign: string, day: number, cents: number])[] {
  const random = new Stream(seed);
  return campaigns.flatMap((campaign, i) => {
    random.start("message", -1 - i);
    const rows: [string, number, number][] = [];
    for (let day = dayOf(campaign.starts); day <= dayOf(campaign.ends); day++) {
      const weekend = (day + 4) % 7 === 0 || (day + 4) % 7 === 6;
      const share = (weekend ? 0.6 : 1.1) * (0.8 + 0.4 * random.unit());
      rows.push([campaign.key, day, Math.round(campaign.perDay * share * 100)]);
    }
    return rows;
  });
}
