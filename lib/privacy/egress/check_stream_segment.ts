import { id, sql } from "../../engine/mod.ts";
import type { Group, SegmentBook } from "../../segments/mod.ts";
import {
  type DestinationConfig,
  InputError,
  type ReviewConfig,
  type Workspace,
} from "../../workspace/mod.ts";
import type { Platform } from "./hash_value.ts";
import { type ReviewProblem, reviewProblems } from "./review_problems.ts";

/** Why a health audience must not be told to each platform. */
const rules: Readonly<Record<Platform, string>> = {
  meta:
    "Meta's Business Tools Terms bar health information in events, addresses and names, and since September 2025 " +
    "Meta flags audiences that suggest a condition",
  google:
    'Google: "Health or medical information, such as purchases of medical services, prescription drugs or medical ' +
    'devices" cannot be used in enhanced conversions, and advertisers of health may not use lists of their own people',
};
const law =
  '45 CFR 164.508(a)(3): a covered entity "must obtain an authorization for any use or disclosure of protected ' +
  'health information for marketing"';

const says: Readonly<Record<ReviewProblem, string>> = {
  notReviewed: "it has no day",
  noReviewer: "it names nobody",
  reviewerIsAuthor: "the keeper of the book made it",
  approvedInFuture: "it is dated in the future",
  expired: "it has expired",
  editedAfterApproval: "the book has another version since",
  badDate: "a date of it is no day of the calendar",
};

/** A segment that may pass to a platform. */
export interface StreamSegment {
  /** The review that lets it. */
  readonly review: ReviewConfig;
  /** 1 for people, by pid, who are patients or caregivers, whatever else they are: their events stay. */
  readonly patients: Uint8Array;
  /** 1 for people, by pid, who are contacts in business: they work for an account, or their role says so. */
  readonly business: Uint8Array;
}

/**
 * Refuses to tell an ad platform about a segment, unless it is one of contacts in business and somebody reviewed it for
 * this destination: another person than the keeper of the book, at a day that is not in the future, not expired, for
 * this version of the book.
 *
 * A segment whose rule asks for conditions or appointments, or most of whose people are patients or caregivers (by role,
 * a chart, a condition or an appointment), is one of patients, and no review changes that. Neither does one pass of whose
 * people less than half are known as contacts in business.
 *
 * @throws {InputError} It is refused; the rule is quoted.
 */
export async function checkStreamSegment(
  workspace: Workspace,
  book: SegmentBook,
  group: Group,
  destination: DestinationConfig,
): Promise<StreamSegment> {
  const platform = destination.platform!;
  const blocked = (why: string) =>
    new InputError(
      `Cannot tell ${destination.id} about the segment "${group.id}": ${why}. ${rules[platform]}; ${law}. ` +
        "Nothing about patients leaves for ad platforms. Segments of contacts in business pass after a review: declare it " +
        "under activation.reviews in workspace.yaml.",
    );
  const segment = book.segments.find((one) => one.id === group.id);
  if (!segment || asksForHealth(segment.when) || asksForHealth(book.who)) {
    throw blocked(
      "its rule asks for conditions or appointments, so whoever is in it is known to be a patient",
    );
  }
  const patients = await loadPatients(workspace);
  const business = await loadBusiness(workspace);
  const count = (marks: Uint8Array) =>
    group.members.reduce((sum, one, pid) => sum + (one === 1 && marks[pid] === 1 ? 1 : 0), 0);
  if (2 * count(patients) >= group.size) throw blocked("it is a segment of patients or caregivers");
  if (2 * count(business) < group.size) {
    throw blocked("nothing says that its people are contacts in business");
  }
  const reviews = workspace.config.activation.reviews.filter((one) =>
    one.segment === group.id && one.destination === destination.id
  );
  if (reviews.length === 0) throw blocked("nobody has reviewed it for this destination");
  const judged = reviews.map((review) => ({
    review,
    problems: reviewProblems({
      author: book.keeper,
      reviewer: review.by,
      approved: review.on,
      due: review.until,
      text: String(book.version),
      approvedText: String(review.version),
    }, workspace.asOf.date),
  }));
  const sound = judged.find(({ problems }) => problems.length === 0);
  if (!sound) {
    throw blocked(`its review does not hold: ${judged[0]!.problems.map((one) => says[one]).join("; ")}`);
  }
  return { review: sound.review, patients, business };
}

/** Whether a rule, or one inside it, reads conditions or appointments. */
function asksForHealth(rule: unknown): boolean {
  if (typeof rule !== "object" || rule === null) return false;
  return Object.entries(rule).some(([key, value]) =>
    key === "condition" || key === "appointment" || asksForHealth(value)
  );
}

async function loadPatients(workspace: Workspace): Promise<Uint8Array> {
  const known = peopleFields(workspace);
  return await marked(workspace, [
    ...known.has("role")
      ? [sql`select pid from people where lower(trim(role::varchar)) in ('patient', 'caregiver')`]
      : [],
    ...known.has("has_chart")
      ? [sql`select pid from people where lower(has_chart::varchar) in ('true', 'y', '1')`]
      : [],
    ...(["conditions", "appointments"] as const).filter((table) => workspace.tables.has(table)).map((table) =>
      sql`select distinct pid from ${id(table)}`
    ),
  ]);
}

async function loadBusiness(workspace: Workspace): Promise<Uint8Array> {
  const known = peopleFields(workspace);
  return await marked(workspace, [
    ...known.has("role")
      ? [
        sql`select pid from people where lower(trim(role::varchar)) in ('clinician', 'administrator', 'payer', 'employer')`,
      ]
      : [],
    ...known.has("account") ? [sql`select pid from people where trim(account::varchar) <> ''`] : [],
  ]);
}

function peopleFields(workspace: Workspace): ReadonlySet<string> {
  return new Set(workspace.tables.get("people")!.fields.map(({ name }) => name));
}

/** 1 for everybody, by pid, whom one of the queries finds. */
async function marked(workspace: Workspace, queries: readonly ReturnType<typeof sql>[]): Promise<Uint8Array> {
  const marks = new Uint8Array(workspace.people);
  for (const query of queries) {
    const { columns } = await workspace.engine.columns(query);
    for (const pid of columns.get("pid") as Uint32Array) marks[pid] = 1;
  }
  return marks;
}
