import { day as secondsInDay } from "./calendar.ts";
import { bullets, paragraph, table } from "./markdown.ts";
import {
  driftDay,
  driftedAge,
  driftedMobile,
  interested,
  kept,
  type Kind,
  kinds,
  missingRole,
  needs,
  plan,
  quarters,
  trialDay,
} from "./plan.ts";
import { items, needItems } from "./records.ts";
import { oddTitles } from "./titles.ts";

/** What {@linkcode truthText} needs to know about a sample. */
export interface Planted {
  readonly people: number;
  readonly seed: number;
  /** Counts of what was planted, by name. */
  readonly planted: Readonly<Record<string, number>>;
}

/** What the segments of `segments.yaml` call each kind of person. */
const names: Readonly<Record<Kind, string>> = {
  caregiver: "Caregivers",
  treatment: "In treatment",
  ready: "Ready to schedule",
  evaluating: "Evaluating eligibility",
  learning: "Learning basics",
  other: "Everyone else",
};

const percent = (share: number): string => `${Math.round(share * 100)}%`;
const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const date = (on: number): string => new Date(on * secondsInDay * 1000).toISOString().slice(0, 10);
const change = ([before, after]: readonly [number, number]): string =>
  `${percent(before)} → ${percent(after)}`;
const find = (how: string): string => paragraph(`_Find it:_ ${how}`);

/** The text of `TRUTH.md`: what was planted in a sample, how much of it, and how to find it again. */
export function truthText({ people, seed, planted }: Planted): string {
  const of = (what: string) => count(planted[what] ?? 0);
  const counts = (whats: readonly string[]) => bullets(whats.map((what) => `${what}: ${of(what)}`));
  const starting = (start: string) =>
    counts(Object.keys(planted).filter((what) => what.startsWith(start)).sort());
  const sections = [
    "# What is true in this sample",
    paragraph(
      `Riverbend Health is invented, and so is everybody in it. This page lists what was planted on purpose, so
      that an analysis can be checked against it. Written by \`deno task sample\` for ${
        count(people)
      } people, seed
      ${seed}. The shares are planted in \`lib/workspace/sample/plan.ts\`; the counts are of this sample;
      \`truth_test.ts\` beside the plan finds each truth again with plain SQL.`,
    ),
    paragraph(
      `Shares that carry a truth are drawn evenly rather than independently, so they come out close to plan at
      every size. Segments are found again by the rules of \`segments.yaml\`; a few people land in another segment than
      they were made for, so expect a point or two of blur.`,
    ),
    ...formStep(),
    ...reminder(),
    ...simpson(),
    ...cycle(),
    ...drift(),
    "## 6. Unmapped job titles",
    paragraph(
      `${of("job titles that no dictionary knows")} professionals carry a title that no dictionary knows:
      ${oddTitles.map((title) => `\`${title}\``).join(", ")}.`,
    ),
    find("`job_title` in that list, each person once."),
    "## 7. Missing roles",
    paragraph(`Share of records made without a role, by where the record came from:
      ${Object.entries(missingRole).map(([source, share]) => `${source} ${percent(share)}`).join(", ")}.`),
    starting("records without a role"),
    find("`role` empty, by `record_source`, each person once."),
    "## 8. Revoked consents",
    paragraph(
      `${of("people who granted e-mail and revoked it")} people granted marketing e-mail and denied it later,
      before the as-of day. ${
        of("people who granted and denied e-mail in the same second")
      } granted and denied it in
      the same second: the denial counts. Other grants ran out by themselves.`,
    ),
    counts(["email", "sms", "phone"].map((channel) => `${channel} grants that ran out`)),
    find("in the consent log (an empty purpose means marketing), a grant of `email` with a later `deny`."),
    ...survey(),
    starting("survey answers"),
    find("the items with the highest mean name the group, right for more than nine in ten people."),
    "## 10. The mess of a real export",
    counts([
      "birth dates that do not exist",
      "events dated after the as-of day",
      "events of people who are in no list",
      "hostile names",
      "impossible ages",
      "people exported twice",
    ]),
    bullets([
      "`people.csv` ends in the middle of a row (CSV only)",
      "keys and postal codes with leading zeros",
      'account sizes "<11" and "Not Available", incomes "\\*", "N/A" here and there: all missing, never 0',
      "sex as F, Female, female, M, Male, male, U and roles as patient, Patient, PT: `workspace.yaml` brings them together",
    ]),
  ];
  return `${sections.join("\n\n")}\n`;
}

function formStep(): string[] {
  const others = kinds.filter((kind) => kind !== "evaluating").map(stopShare);
  return [
    "## 1. One segment stops at one form step",
    paragraph(`Of the people **evaluating eligibility** who reach the insurance step of the request form
      (\`request_insurance\`), ${
      percent(stopShare("evaluating"))
    } go no further; in the other segments at most
      ${percent(Math.max(...others))} do.`),
    find(
      "by segment, people with `request_insurance` and without `request_times`, of people with `request_insurance`.",
    ),
  ];
}

function reminder(): string[] {
  return [
    "## 2. A reminder that helps only some",
    paragraph(
      `Orthopaedic visits booked from ${date(trialDay)} drew \`reminder_arm\` by lot: half \`text\`, half
      \`none\`. People **in treatment** keep ${percent(kept.treatment[0])} of visits without a text and
      ${percent(kept.treatment[1])} with one. Everybody else keeps ${percent(kept.others[0])} either way.`,
    ),
    find(
      "share of `status = kept` among past visits, by `reminder_arm`, for people in treatment and for the others.",
    ),
  ];
}

function simpson(): string[] {
  const [first, second, end] = quarters;
  return [
    "## 3. A total that points the other way than its parts",
    paragraph(
      `First interest from ${date(first)} to ${date(second - 1)} against ${date(second)} to ${date(end - 1)}:
      two fiscal quarters whose 56-day windows are all over. The share who book within 56 days **rises in every segment
      and falls overall**, because the knee-pain articles (\`SO-KNEE\`, from June) bring learners, who book least.`,
    ),
    table([
      ["segment", "share of people", "books within 56 days"],
      ...kinds.map((kind) => [names[kind], change(plan[kind].mix), change(plan[kind].books)]),
    ]),
    paragraph(
      `Of ${names.other}, ${percent(interested)} show interest in orthopaedics at all; their share books of
      those.`,
    ),
    find(
      `the first \`page_view\` of stage learn, evaluate, schedule, prepare or after gives the quarter; an orthopaedic
      appointment with \`booked_at\` up to 56 days later counts.`,
    ),
  ];
}

function cycle(): string[] {
  return [
    "## 4. A decision takes two to eight weeks",
    paragraph("Days from first interest to booking, among people who book within 56 days:"),
    table([
      ["segment", "one in ten by day", "half by day", "nine in ten by day"],
      ...kinds.map((kind) => [names[kind], ...[1, 5, 9].map((decile) => String(plan[kind].cycle[decile]))]),
    ]),
    find("quantiles of whole days between first interest and the first orthopaedic booking after it."),
  ];
}

function drift(): string[] {
  return [
    "## 5. A drifted audience",
    paragraph(
      `People **learning basics** whose first interest is on ${
        date(driftDay)
      } or later are younger and read on
      the phone: median age ${driftedAge[5]} instead of ${plan.learning.age[5]}, ${
        percent(driftedMobile)
      } of visits on
      a phone instead of ${percent(plan.learning.mobile)}.`,
    ),
    find(
      "median age at the as-of day and share of `device = mobile` among visits, by day of first interest.",
    ),
  ];
}

function survey(): string[] {
  const groups = ["wants reassurance", "wants convenience", "watches the cost"].map((name, i) =>
    `${name} ${percent(needs[i]!)} (${needItems[i]!.map((item) => `\`${items[item]!}\``).join(", ")})`
  );
  return [
    "## 9. Three needs in the survey",
    paragraph(`Answers come from three groups: ${groups.join("; ")}. \`${items.at(-1)!}\` says nothing.`),
  ];
}

/** Share of those who reach the insurance step that stop there; who asks by phone never sees it. */
function stopShare(kind: Kind): number {
  const { stops, books, asksByPhone } = plan[kind];
  const rest = stops.reduce((sum, weight) => sum + weight);
  const booked = (books[0] + books[1]) / 2;
  const stopped = (1 - booked) * stops[2] / rest;
  const passed = ((1 - booked) * stops[3] / rest + booked) * (1 - asksByPhone);
  return stopped / (stopped + passed);
}
