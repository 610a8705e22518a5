import { sql } from "../engine/mod.ts";
import { InputError, type Workspace } from "../workspace/mod.ts";
import { bookHash } from "./_book_source.ts";
import type { BoundRule, FieldValue } from "./_bound.ts";
import { dayOf, writeDay } from "./_days.ts";
import { count, listed } from "./_phrases.ts";
import { place } from "./_place.ts";
import { predicate, type Trace } from "./_predicate.ts";
import { bindBook } from "./_program.ts";
import { records } from "./_records.ts";
import type { SegmentBook } from "./book.ts";
import { describeRule } from "./describe_rule.ts";
import type { ExplainedCondition, ExplainResult, TruthWord } from "./explain_result.ts";
import { noSegment, outOfScope, type Truth, unknownSegment } from "./result.ts";

const verdicts: Readonly<Record<Truth, TruthWord>> = { 0: "no", 1: "yes", 2: "unknown" };

/**
 * Why one person is where they are: every condition of every segment with what it came to and the values that
 * decided, and the placement with its reason. The tree is the predicate's own trace, so it is what decided; a
 * property test proves it equal to the SQL that places everybody.
 *
 * @param person The person's key, as in people.
 * @throws {InputError} Nobody has this key, or the book does not fit the workspace.
 */
export async function explain(
  workspace: Workspace,
  book: SegmentBook,
  person: string,
): Promise<ExplainResult> {
  const { who, program } = bindBook(workspace, book);
  const pid = await find(workspace, person);
  const record = (await records(workspace, program, pid)).get(pid)!;
  const trace = predicate(program, record);
  const traces = program.segments.map(trace);
  const scope = who && trace(who);
  const show = (one: Trace) => explained(one, book, workspace.asOf.timeZone);
  return {
    kind: "explain",
    person,
    asOf: workspace.asOf.date,
    mode: book.mode,
    book: { name: book.name, version: book.version, sha256: bookHash(book) },
    who: scope && show(scope),
    segments: book.segments.map(({ id, name }, i) => ({
      id,
      name,
      verdict: verdicts[traces[i]!.truth],
      why: show(traces[i]!),
    })),
    placement: placement(book, scope, traces),
  };
}

async function find(workspace: Workspace, person: string): Promise<number> {
  const [row] = await workspace.engine.rows<{ pid: number }>(
    sql`select pid from people where person = ${person}`,
  );
  if (row) return row.pid;
  throw new InputError(
    "Cannot explain this person: the key is not in people. Check its spelling, capital letters and leading zeros.",
  );
}

function explained(trace: Trace, book: SegmentBook, timeZone: string): ExplainedCondition {
  const { rule, truth } = trace;
  const verdict = verdicts[truth];
  const inner = trace.inner.map((one) => explained(one, book, timeZone));
  switch (rule.kind) {
    case "all":
      return { kind: "all", text: "all of these", verdict, because: null, inner };
    case "any":
      return { kind: "any", text: "at least one of these", verdict, because: null, inner };
    case "not":
      return { kind: "not", text: "not", verdict, because: null, inner };
    case "segment":
      return { kind: "segment", text: describeRule(rule.rule, book), verdict, because: null, inner };
    case "field": {
      const value = written(rule, trace.value ?? null);
      const because = `${rule.field.name} is ${value ?? "missing"}`;
      const field = { name: rule.field.name, value };
      return { kind: "field", text: describeRule(rule.rule), verdict, because, field, inner };
    }
    case "count": {
      const { count: times, first, last } = trace.counted!;
      const day = (at: number | null) =>
        at === null ? null : writeDay(rule.count.at === "date" ? at : dayOf(at, timeZone));
      const counted = { count: times, first: day(first), last: day(last) };
      return {
        ...{ kind: "count", text: describeRule(rule.rule), verdict, because: timesAndDays(counted) },
        ...{ counted, inner },
      };
    }
  }
}

/** A value as people write it: days and instants as text. */
function written(
  { field }: Extract<BoundRule, { kind: "field" }>,
  value: FieldValue,
): string | number | boolean | null {
  if (typeof value !== "number") return value;
  if (field.type === "date") return writeDay(value);
  if (field.type !== "instant") return value;
  return new Date(Math.floor(value / 1000)).toISOString();
}

function timesAndDays(counted: NonNullable<ExplainedCondition["counted"]>): string {
  const times = counted.count === 0 ? "never" : count(counted.count);
  if (counted.first === null) return times;
  if (counted.first === counted.last) return `${times}, on ${counted.first}`;
  return `${times}, first on ${counted.first}, last on ${counted.last}`;
}

function placement(
  book: SegmentBook,
  scope: Trace | null,
  traces: readonly Trace[],
): ExplainResult["placement"] {
  const whole: Truth = scope?.truth ?? 1;
  if (whole === 0) {
    const reason = "This book is not about this person: its who is not true for them.";
    return { kind: "out-of-scope", segments: [], reason };
  }
  if (whole === 2) {
    const reason = `It is unknown whether the book is about this person${missing([scope!], traces)}.`;
    return { kind: "unknown", segments: [], reason };
  }
  return book.mode === "exclusive" ? placedOnce(book, traces) : placedOften(book, traces);
}

function placedOnce(book: SegmentBook, traces: readonly Trace[]): ExplainResult["placement"] {
  const at = place(1, traces.length, (i) => traces[i]!.truth);
  if (at === noSegment || at === outOfScope) return nowhere(book);
  if (at === unknownSegment) {
    const first = traces.findIndex((one) => one.truth === 2);
    const reason =
      `Cannot be placed: the rule of "${book.segments[first]!.name}" is unknown for this person` +
      `${missing([traces[first]!], traces)}, and no earlier segment fits.`;
    return { kind: "unknown", segments: [], reason };
  }
  const { id, name } = book.segments[at]!;
  const reason = at === 0
    ? `In "${name}": its rule is true, and it comes first.`
    : `In "${name}": its rule is true, and those of all earlier segments are false.`;
  return { kind: "segment", segments: [{ id, name }], reason };
}

function placedOften(book: SegmentBook, traces: readonly Trace[]): ExplainResult["placement"] {
  const segments = book.segments.filter((_, i) => traces[i]!.truth === 1).map(({ id, name }) => ({
    id,
    name,
  }));
  if (segments.length > 0) {
    const names = listed(segments.map(({ name }) => `"${name}"`), "and");
    const reason = `In ${names}: ${segments.length === 1 ? "its rule is" : "their rules are"} true.`;
    return { kind: "segment", segments, reason };
  }
  const unknown = traces.filter((one) => one.truth === 2);
  if (unknown.length === 0) return nowhere(book);
  const names = listed(
    book.segments.filter((_, i) => traces[i]!.truth === 2).map(({ name }) => `"${name}"`),
    "and",
  );
  const reason = `Cannot be placed: no rule is true, and it is unknown whether ${names} ` +
    `${unknown.length === 1 ? "fits" : "fit"}${missing(unknown, traces)}.`;
  return { kind: "unknown", segments: [], reason };
}

function nowhere(book: SegmentBook): ExplainResult["placement"] {
  return {
    kind: "none",
    segments: [],
    reason: `In "${book.remainder}": the rules of all segments are false.`,
  };
}

/** ", because age and language are missing": the fields whose absence made these conditions unknown. */
function missing(unknown: readonly Trace[], segments: readonly Trace[]): string {
  const fields = new Set<string>();
  const seen = new Set<Trace>();
  const look = (trace: Trace): void => {
    if (trace.truth !== 2 || seen.has(trace)) return;
    seen.add(trace);
    if (trace.rule.kind === "field") fields.add(trace.rule.field.name);
    else if (trace.rule.kind === "segment") look(segments[trace.rule.index]!);
    else trace.inner.forEach(look);
  };
  unknown.forEach(look);
  return `, because ${listed([...fields], "and")} ${fields.size === 1 ? "is" : "are"} missing`;
}
