import { changeOfCount } from "../../lib/privacy/mod.ts";
import type { MovesResult, Shown } from "../../lib/segments/mod.ts";
import { count, day } from "../../lib/words/mod.ts";
import type { Finding } from "../../lib/words/mod.ts";
import type { ReportModel } from "../model.ts";
import type { Changes } from "./changes_model.ts";
import { comparable } from "./comparable.ts";
import { dataChanges } from "./data_changes.ts";
import { measureChanges } from "./measure_changes.ts";
import { comparableMoves } from "./movers.ts";
import { refusals } from "./refusals.ts";
import { sizesOf } from "./sizes_of.ts";
import type { PastModel } from "./past.ts";
import type { History } from "./read_history.ts";
import { changesSentence } from "./sentence.ts";

/** A report before its findings are written: all that is compared. */
export type Draft = Omit<ReportModel, "findings" | "changes" | "trend" | "kind" | "version">;

/**
 * This report against the last one of its definition, from what both print; null when there is none. Its findings are
 * compared later, by {@linkcode withFindings}.
 *
 * @param moves Who moved, as it passed the gate; null when nobody can say.
 */
export function compareReports(
  now: Draft,
  { past, broken, later }: History,
  moves: MovesResult<Shown> | null = null,
): Changes | null {
  const last = past.at(-1);
  if (!last) return null;
  const days = daysBetween(last.date, now.asOf.date);
  const refused = refusals(now, last);
  const before = last.kind === "report" && refused.length === 0 ? last.model : null;
  const notes = [
    ...broken,
    ...(later === null ? [] : [
      `There is a later report, of ${
        day(later)
      }: this one looks back, and is compared with what came before it.`,
    ]),
  ];
  const minimum = now.privacy.minimum;
  const sizesNow = sizesOf(now);
  const sizesThen = before && sizesOf(before);
  const compare = before && comparable(meaningOf(now), meaningOf(before));
  const measures = before && compare ? measureChanges(now, before, { comparable: compare, minimum }) : [];
  const groups = now.groups.map(({ id, name }) => {
    const reason = compare ? compare(id) : "Not comparable";
    const then = sizesThen?.get(id);
    const size = sizesNow.get(id) ?? 0;
    return {
      group: id,
      name,
      now: size,
      change: reason === null && then !== undefined ? changeOfCount(size, then, minimum) : null,
      reason,
    };
  });
  const changes: Omit<Changes, "sentence"> = {
    since: { date: last.date, days, version: last.kind === "report" ? last.model.version : last.version },
    refused,
    notes: [
      ...notes,
      ...(before
        ? [
          ...periodNote(days, before, now),
          ...overlapNote(measures, now),
          ...moves ? [] : ["Who moved between the groups cannot be said: who was where then was not kept."],
        ]
        : []),
    ],
    total: {
      now: now.segments.total,
      change: before === null
        ? null
        // With all other changes beside it, the sum would give a hidden one away.
        : groups.some(({ change }) => change === "hidden")
        ? "hidden"
        : changeOfCount(now.segments.total, before.segments.total, minimum),
    },
    groups,
    removed: before
      ? before.groups.filter(({ id, kind }) => kind === "segment" && !now.groups.some((one) => one.id === id))
        .map(({ id, name }) => ({ id, name }))
      : [],
    moves: moves && compare ? comparableMoves(moves, compare) : null,
    measures,
    findings: { fresh: [], gone: [], kept: 0 },
    data: before ? dataChanges(now, before) : [],
  };
  return { ...changes, sentence: changesSentence(changes, now.workspace.counted) };
}

/** The same, with the findings that are new and those that are no longer made. */
export function withFindings(
  changes: Changes | null,
  findings: readonly Finding[],
  { past }: History,
): Changes | null {
  const last = past.at(-1);
  if (!changes || last?.kind !== "report") return changes;
  const lasting = (all: readonly { readonly id: string }[]) => new Set(all.map(({ id }) => id));
  const [here, there] = [lasting(findings), lasting(last.model.findings)];
  const told = ({ id, see }: { readonly id: string; readonly see: string }) => ({ id, see });
  // What is said of a change is new by its nature.
  const isChange = ({ id }: { readonly id: string }) => id.startsWith("change:");
  return {
    ...changes,
    findings: {
      fresh: findings.filter((one) => !there.has(one.id) && !isChange(one)).map(told),
      gone: last.model.findings.filter((one) => !here.has(one.id) && !isChange(one)).map(told),
      kept: findings.filter((one) => there.has(one.id) && !isChange(one)).length,
    },
  };
}

/** Unequal periods: a change since the last report is not to be set against the change that one told. */
function periodNote(days: number, before: PastModel, now: Draft): string[] {
  const earlier = before.changes?.since.days;
  if (earlier === undefined || (days <= 1.5 * earlier && earlier <= 1.5 * days)) return [];
  return [
    `The last report looked back over ${count(earlier)} days, this one over ${
      count(days)
    }: how much more or less ` +
    `changed than last time cannot be said of ${now.workspace.counted.many}.`,
  ];
}

function overlapNote(measures: Changes["measures"], now: Draft): string[] {
  if (!measures.some(({ groups }) => groups.some(({ low }) => typeof low === "number"))) return [];
  return [
    `Mostly the same ${now.workspace.counted.many} stand behind both reports. The intervals take the two as ` +
    "independent, so they are wider than need be: what is called a change is one, and what is not may be one too.",
  ];
}

function meaningOf({ book, fingerprints }: Draft | PastModel) {
  return { mode: book.mode, fingerprints };
}

function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
}
