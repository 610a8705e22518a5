import type { Constant, Test, Times } from "./rule.ts";

/** What people did, in words that follow "who". Other events are named as they are. */
const deeds = new Map<string, string>([
  ["page_view", "viewed a page"],
  ["email_sent", "was sent an e-mail"],
  ["email_opened", "opened an e-mail"],
  ["email_clicked", "clicked in an e-mail"],
  ["sms_sent", "was sent a text message"],
  ["sms_clicked", "clicked in a text message"],
  ["call_in", "called"],
  ["call_out", "was called"],
  ["download", "downloaded something"],
  ["webinar_registered", "registered for a webinar"],
  ["webinar_attended", "attended a webinar"],
]);
const visits = new Map<string, string>([["no_show", "missed"]]);
/** Values of role and lifecycle that name a kind of person. */
// deno-fmt-ignore
const people = new Set([
  "patient", "caregiver", "clinician", "administrator", "payer", "employer", "donor", "lead", "prospect", "customer",
]);
const units = { h: "hour", d: "day", w: "week" } as const;

/** A name as people say it: `account.facility_type` → "account facility type". */
export function spoken(name: string): string {
  return name.replaceAll(/[._]+/g, " ").trim() || `"${name}"`;
}

/** "a", "a or b", "a, b or c". */
export function listed(words: readonly string[], conjunction = "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}

/** "viewed a page", "had a kept appointment", "had diabetes recorded". */
export function deed(
  table: "event" | "condition" | "appointment",
  names: string | readonly string[],
): string {
  const all = [names].flat();
  if (table === "condition") return `had ${listed(all.map(text))} recorded`;
  if (table === "appointment") {
    const words = listed(all.map((name) => visits.get(name) ?? spoken(name)));
    return `had ${article(words)} ${words} appointment`;
  }
  const known = all.map((name) => deeds.get(name));
  if (known.every((word) => word !== undefined)) return listed(known);
  return `had the event ${listed(all.map((name) => `"${spoken(name)}"`))}`;
}

/** "at least 2 times"; "" for once or more; "never" stands before the verb and is not made here. */
export function howOften(times: Times | undefined): string {
  if (!times || isOnce(times)) return "";
  const parts: string[] = [];
  if (times.atLeast !== undefined) parts.push(`at least ${count(times.atLeast)}`);
  if (times.atMost !== undefined) parts.push(`at most ${count(times.atMost)}`);
  if (times.exactly !== undefined) parts.push(`exactly ${count(times.exactly)}`);
  return parts.join(" and ");
}

/** Whether times only say "at all". */
export function isOnce(times: Times | undefined): boolean {
  return times === undefined ||
    (times.atLeast === 1 && times.atMost === undefined && times.exactly === undefined);
}

/** Whether times say "not at all". */
export function isNever(times: Times | undefined): boolean {
  return times !== undefined && (times.exactly === 0 || times.atMost === 0) && !times.atLeast;
}

/** "once", "2 times". */
export function count(times: number): string {
  return times === 1 ? "once" : `${times} times`;
}

/** "30 days", "1 week". */
export function length(within: string): string {
  const amount = Number(within.slice(0, -1));
  const unit = units[within.at(-1) as keyof typeof units];
  return amount === 1 ? unit : `${amount} ${unit}s`;
}

/** A test as words that follow "who": "is aged 40 to 64", "is a lead", "language is es or pt". */
export function fieldTest(field: string, test: Test): string {
  return natural(field, test) ?? tested(spoken(field), test);
}

/** A test as words after its subject: "topic is eligibility"; in a where list, "topic eligibility". */
export function tested(subject: string, test: Test, is = "is "): string {
  const parts: string[] = [];
  if (test.is !== undefined) parts.push(`${is}${constant(test.is)}`);
  if (test.isNot !== undefined) parts.push(`is not ${constant(test.isNot)}`);
  if (test.in !== undefined) parts.push(`${is}${listed(test.in.map(constant))}`);
  if (test.between !== undefined) {
    parts.push(`${is}${constant(test.between[0])} to ${constant(test.between[1])}`);
  }
  if (test.atLeast !== undefined) parts.push(`${is}at least ${test.atLeast}`);
  if (test.atMost !== undefined) parts.push(`${is}at most ${test.atMost}`);
  if (test.before !== undefined) parts.push(is + side("before", test.before));
  if (test.after !== undefined) parts.push(is + side("after", test.after));
  if (test.matches !== undefined) parts.push(`is like "${test.matches}"`);
  if (test.isMissing !== undefined) parts.push(test.isMissing ? "is missing" : "is known");
  return `${subject} ${parts.join(" and ")}`;
}

/** "before 2026-01-01", "more than 30 days before the as-of day". */
function side(of: "before" | "after", day: string): string {
  if (!/^-0*[1-9]/.test(day)) return `${of} ${constant(day)}`;
  return `${of === "before" ? "more" : "less"} than ${constant(day)}`;
}

/** The fields that have better words than "field is value". */
function natural(field: string, test: Test): string | null {
  const used = Object.entries(test).filter(([key, value]) => key !== "field" && value !== undefined);
  if (used.length !== 1) return null;
  if (field === "age") {
    if (test.between) return `is aged ${test.between[0]} to ${test.between[1]}`;
    if (test.atLeast !== undefined) return `is aged ${test.atLeast} or over`;
    return test.atMost !== undefined ? `is aged ${test.atMost} or under` : null;
  }
  const possession = /^has_(.+)$/.exec(field);
  if (possession && typeof test.is === "boolean") {
    return `has ${test.is ? "" : "no "}${spoken(possession[1]!)}`;
  }
  if (field !== "role" && field !== "lifecycle") return null;
  const values = test.in ?? [test.is ?? test.isNot ?? ""];
  if (!values.every((value) => people.has(String(value)))) return null;
  const words = listed(values.map(String));
  return `${test.isNot === undefined ? "is" : "is not"} ${article(words)} ${words}`;
}

function article(words: string): string {
  return /^[aeiou]/i.test(words) ? "an" : "a";
}

function constant(value: Constant): string {
  const relative = typeof value === "string" ? /^([+-]?)(\d{1,6})d$/.exec(value) : null;
  if (relative) {
    const days = Number(relative[2]);
    if (days === 0) return "the as-of day";
    return `${days} ${days === 1 ? "day" : "days"} ${relative[1] === "-" ? "before" : "after"} the as-of day`;
  }
  return typeof value === "string" ? text(value) : String(value);
}

/** Text as it is, in quotes where it would not read as a word. */
function text(value: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N} _/.:&+-]*$/u.test(value) ? value.replaceAll("_", " ") : `"${value}"`;
}
