import { basename } from "node:path";
import { groups, membership, type SegmentBook, segmentSizes } from "../../segments/mod.ts";
import { InputError, type Workspace, writeFiles } from "../../workspace/mod.ts";
import { consentState, loadConsent, loadFacts, suppressionOf, unreadConsent } from "../consent/mod.ts";
import { revealsHealth } from "../identifiers/mod.ts";
import { appendToLedger, ledgerOf } from "../ledger/mod.ts";
import { checkGeofences, platformOf } from "./_destination.ts";
import { keepOthers } from "./_keep_others.ts";
import { loadRawEvents } from "./_raw_events.ts";
import { safeJson } from "./_safe_json.ts";
import { sha256 } from "./_sha256.ts";
import { surrogates } from "./_surrogate.ts";
import { checkStreamSegment } from "./check_stream_segment.ts";
import { scrubEvent } from "./scrub_event.ts";
import { loadText, segmentOf } from "./select_audience.ts";
import { notAPlatform, streamPlan } from "./stream_plan.ts";
import type { StreamChange, StreamEventReason, StreamManifest, StreamPersonReason } from "./stream_result.ts";

/** What {@linkcode exportStream} is told. */
export interface ExportStreamOptions {
  /** The ad platform, by its id in `workspace.yaml`. */
  readonly destination: string;
  /** The segment's id. */
  readonly segment: string;
  /** Path of the file to write; the manifest stands beside it, with `.manifest.json` added to its name. */
  readonly out: string;
  /** Only look: nothing is written, and the preview holds this many events. Default: write. */
  readonly previewOnly?: number;
  /** Who asked, as they give their name. Default: nobody said. */
  readonly askedBy?: string;
  /** The moment of writing, ISO 8601, for the ledger. */
  readonly now: string;
  /** Path of the ledger. Default: the workspace's own. */
  readonly ledger?: string;
  /** Makes ids of events. Default: the system's secure random numbers. */
  readonly random?: (bytes: Uint8Array) => void;
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

const usualPreview = 5;

/**
 * Writes the events of a reviewed segment of contacts in business as an ad platform takes them (NDJSON, one event a
 * line), with a manifest beside it and an entry in the ledger: all three or none. Nothing is sent.
 *
 * Segments of patients are refused ({@linkcode checkStreamSegment}). Of the others, events of people who are also
 * patients, must not be contacted, did not agree to ads (or, where the review is `opt-out`, objected) or cannot be
 * matched stay; so does every event and every part of one that the destination does not list ({@linkcode scrubEvent}).
 *
 * @throws {InputError} The segment, the destination or its plan is refused, or too few people are left: the reason.
 */
export async function exportStream(
  workspace: Workspace,
  book: SegmentBook,
  options: ExportStreamOptions,
): Promise<StreamManifest> {
  const { out, previewOnly } = options;
  const stop = options.signal ? { signal: options.signal } : {};
  const { activation } = workspace.config;
  const destination = platformOf(workspace, options.destination);
  await checkGeofences(workspace, destination);
  if (revealsHealth(basename(out))) {
    throw new InputError(
      "Cannot write events to a file of this name: it says something about health. Choose another with --out.",
    );
  }
  if (previewOnly === undefined) await keepOthers(out);
  const members = await membership(workspace, book, stop);
  const group = segmentOf(groups(members, book), options.segment);
  if (!destination.platform) throw notAPlatform(destination.id);
  const { review, patients, business } = await checkStreamSegment(workspace, book, group, destination);
  const plan = streamPlan(destination, activation.country);

  const peopleLeftOut: Partial<Record<StreamPersonReason, number>> = {};
  const eventsLeftOut: Partial<Record<StreamEventReason, number>> = {};
  const columns = await Promise.all(
    plan.identifiers.map(async (column) => [column, await loadText(workspace, column, stop)] as const),
  );
  const allowed = await allowedPeople(workspace, review.basis, stop);
  const may = group.members.map((member, pid) => {
    if (member !== 1) return 0;
    const reason = patients[pid] === 1
      ? "patient"
      : business[pid] !== 1
      ? "notBusiness"
      : allowed(pid) ?? (columns.every(([, values]) => values[pid] === null) ? "noIdentifier" : null);
    if (reason !== null) peopleLeftOut[reason] = (peopleLeftOut[reason] ?? 0) + 1;
    return reason === null ? 1 : 0;
  });

  const lines: string[] = [];
  const told = new Set<number>();
  const preview: (readonly StreamChange[])[] = [];
  const after = workspace.asOf.seconds - plan.freshSeconds;
  const raw = await loadRawEvents(workspace, may, [...plan.events.keys()], after, stop);
  const ids = surrogates("e", raw.events.length, options.random);
  const leave = (reason: StreamEventReason, count = 1) => {
    if (count > 0) eventsLeftOut[reason] = (eventsLeftOut[reason] ?? 0) + count;
  };
  leave("tooOld", raw.older);
  raw.events.forEach(({ pid, ...event }, i) => {
    const person = Object.fromEntries(columns.map(([column, values]) => [column, values[pid]!]));
    const { payload, refused, changes } = scrubEvent({ ...event, person }, plan, ids[i]!);
    if (payload === null) return void leave(refused === "health" ? "health" : "notListed");
    lines.push(JSON.stringify(payload));
    told.add(pid);
    if (preview.length < (previewOnly ?? usualPreview)) preview.push(changes);
  });
  leave("notListed", raw.others);
  const minimum = Math.max(activation.minimumAudience, destination.minimumAudience ?? 0);
  if (told.size < minimum) {
    throw new InputError(
      `Cannot write events for "${destination.id}": ${told.size} of ${group.size} people of "${group.id}" have any that ` +
        `may leave, and ${minimum} are needed (minimumAudience in workspace.yaml). ` +
        `${said(peopleLeftOut, "People")}${said(eventsLeftOut, "Events")}Choose a larger segment.`,
    );
  }
  const content = lines.map((line) => `${line}\n`).join("");
  const manifest: StreamManifest = {
    kind: "stream",
    format: 1,
    internal: true,
    asOf: workspace.asOf.date,
    segment: group.id,
    book: segmentSizes(workspace, book, members).book,
    destination: destination.id,
    platform: plan.platform,
    review: { by: review.by, on: review.on, until: review.until, basis: review.basis },
    askedBy: options.askedBy ?? null,
    file: basename(out),
    rows: lines.length,
    bytes: new TextEncoder().encode(content).length,
    checksum: sha256(content),
    counts: { inSegment: group.size, people: told.size, events: lines.length, peopleLeftOut, eventsLeftOut },
    names: [...new Set(plan.events.values())],
    identifiers: plan.identifiers,
    preview,
    inputs: workspace.inputs.map(({ file, sha256 }) => ({ file, sha256 })),
    warnings: [...warn(plan.platform, lines), ...unreadConsent(workspace)],
  };
  if (previewOnly !== undefined) return manifest;
  await writeFiles([{ path: out, content }, { path: `${out}.manifest.json`, content: safeJson(manifest) }], {
    before: () =>
      appendToLedger(options.ledger ?? ledgerOf(workspace), {
        kind: "stream",
        what: group.id,
        at: options.now,
        asOf: manifest.asOf,
        by: manifest.askedBy,
        workspace: workspace.config.name,
        inputs: manifest.inputs,
        policy: { destination: destination.id, platform: plan.platform, review: manifest.review, minimum },
        counts: {
          inSegment: group.size,
          people: told.size,
          events: lines.length,
          ...peopleLeftOut,
          ...eventsLeftOut,
        },
        outputs: [{ file: manifest.file, sha256: manifest.checksum }],
        notes: { book: manifest.book, names: manifest.names, identifiers: manifest.identifiers },
      }),
  });
  return manifest;
}

/** Why a person's events stay, by pid; null where they may leave. */
async function allowedPeople(
  workspace: Workspace,
  basis: "opt-in" | "opt-out",
  stop: { readonly signal?: AbortSignal },
): Promise<(pid: number) => StreamPersonReason | null> {
  const question = { channel: "ads", purpose: "ads", at: workspace.asOf.seconds } as const;
  const { minimumAge } = workspace.config.activation;
  const consent = await loadConsent(workspace, stop);
  const facts = await loadFacts(workspace, stop);
  const states = await loadText(workspace, "state", stop);
  const silent = ["noDecision", "notYet", "expired"];
  return (pid) => {
    if (suppressionOf(facts[pid]!, { ...question, minimumAge }) !== null) return "suppressed";
    const jurisdiction = states[pid];
    const { permitted, reason } = consentState(consent.of(pid), {
      ...question,
      ...(jurisdiction && { jurisdiction }),
    });
    if (permitted) return null;
    if (!silent.includes(reason)) return "objected";
    return basis === "opt-out" ? null : "noConsent";
  };
}

function said(counts: Readonly<Partial<Record<string, number>>>, what: string): string {
  const parts = Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
  return parts.length === 0 ? "" : `${what} left out: ${parts.join(", ")}. `;
}

function warn(platform: string, lines: readonly string[]): readonly string[] {
  const isWeb = platform === "meta" && lines.some((line) => line.includes('"action_source":"website"'));
  return [
    ...isWeb
      ? [
        "Meta asks for client_user_agent with website events; it is never written, so Meta may decline these events.",
      ]
      : [],
    "Hashed addresses still identify people to whoever has the same addresses: this file is personal data.",
  ];
}
