import { basename } from "node:path";
import { membership, type SegmentBook, segmentSizes } from "../../segments/mod.ts";
import { type DestinationConfig, InputError, type Workspace, writeFiles } from "../../workspace/mod.ts";
import { type Remuneration, unreadConsent } from "../consent/mod.ts";
import { appendToLedger, ledgerOf } from "../ledger/mod.ts";
import { revealsHealth } from "../identifiers/mod.ts";
import { csvText } from "./csv_cell.ts";
import { sha256 } from "./_sha256.ts";
import type { AudienceManifest, AudienceRequest, AudienceSelection } from "./audience_result.ts";
import { onlyQueued, queuedIds } from "./_queued.ts";
import { checkContent } from "./check_content.ts";
import { checkGeofences, destinationOf } from "./_destination.ts";
import { extraColumns } from "./_extra_columns.ts";
import { keepOthers } from "./_keep_others.ts";
import { leftOutWords } from "./left_out_words.ts";
import { neededFor } from "./_needed_for.ts";
import { safeJson } from "./_safe_json.ts";
import { loadText, selectAudience } from "./select_audience.ts";
import { shuffled, surrogates } from "./_surrogate.ts";

/** What {@linkcode exportAudience} is told. */
export interface ExportAudienceOptions extends AudienceRequest {
  /** Path of the file to write; the manifest stands beside it, with `.manifest.json` added to its name. */
  readonly out: string;
  /** The page or asset the message shows, as in content: its review must hold. Default: not checked. */
  readonly content?: string;
  /** How much somebody else pays for the message. Default "none". */
  readonly remuneration?: Remuneration;
  /** The text of an audience file made earlier: only its rows are kept, under their ids. Default: everybody. */
  readonly queued?: string;
  /** Who asked, as they give their name. Default: nobody said. */
  readonly askedBy?: string;
  /** The moment of writing, ISO 8601, for the ledger. */
  readonly now: string;
  /** Path of the ledger. Default: the workspace's own. */
  readonly ledger?: string;
  /** Makes surrogate ids. Default: the system's secure random numbers. */
  readonly random?: (bytes: Uint8Array) => void;
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

/**
 * Writes the people of a segment who may be contacted as CSV, with a manifest beside it and an entry in the ledger:
 * all three or none.
 *
 * Only the address of the channel leaves, and a surrogate id: random, new in every file, worked out from nothing. The
 * people's own keys and the columns a destination asks for leave only when `workspace.yaml` declares it a covered
 * system. Cells are safe to open in a spreadsheet.
 *
 * @throws {InputError} Nobody may be contacted or too few people; the segment, destination or a column is not there;
 * the destination is an ad platform; the file's name says something about health, or there is a file
 * of that name which is no earlier export; a content review does not hold.
 */
export async function exportAudience(
  workspace: Workspace,
  book: SegmentBook,
  options: ExportAudienceOptions,
): Promise<AudienceManifest> {
  const { channel, out, askedBy, remuneration = "none" } = options;
  const { activation } = workspace.config;
  const destination = options.destination === undefined
    ? null
    : destinationOf(workspace, options.destination);
  if (destination) await checkDestination(workspace, destination, channel);
  const permission = neededFor(options.purpose, remuneration);
  checkName(out, destination?.covered ?? false);
  await keepOthers(out);
  if (
    permission.purpose !== "treatment" && permission.purpose !== "operations" &&
    !workspace.tables.has("consent")
  ) {
    throw new InputError(
      `Cannot export an audience for ${permission.purpose}: there is no consent log, so nobody may be contacted. ` +
        `Add one under sources.consent in workspace.yaml.`,
    );
  }
  const stop = options.signal ? { signal: options.signal } : {};
  if (options.content !== undefined) await checkContent(workspace, options.content);
  const columns = await extraColumns(workspace, destination);
  const members = await membership(workspace, book, stop);
  const queued = options.queued === undefined ? null : queuedIds(options.queued);
  const request = { ...options, purpose: permission.purpose };
  const found = await selectAudience(workspace, book, members, request, stop);
  const again = queued ? onlyQueued(found, queued) : null;
  const selected = again?.selected ?? found;
  const minimum = Math.max(activation.minimumAudience, destination?.minimumAudience ?? 0);
  if (selected.people.length < minimum) throw tooFew(options.segment, selected, minimum);

  const covered = destination?.covered ?? false;
  const keys = covered ? await loadText(workspace, "person", stop) : null;
  const ids = keys ? null : again?.ids ?? surrogates("p", selected.people.length, options.random);
  const extras = await Promise.all(columns.map((column) => loadText(workspace, column, stop)));
  const header = ["id", channel === "mail" ? "address" : channel === "email" ? "email" : "phone", ...columns];
  const order = keys ? [...selected.people.keys()] : shuffled(ids!);
  const content = csvText(
    header,
    order.map((i) => {
      const pid = selected.people[i]!;
      return [
        keys ? keys[pid]! : ids![i]!,
        selected.addresses[i]!,
        ...extras.map((column) => column[pid] ?? null),
      ];
    }),
  );
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
  const manifest: AudienceManifest = {
    kind: "audience",
    format: 1,
    internal: true,
    asOf: workspace.asOf.date,
    permittedAt: iso(workspace.asOf.seconds),
    firstExpiry: selected.firstExpiry === null ? null : iso(selected.firstExpiry),
    segment: options.segment,
    book: segmentSizes(workspace, book, members).book,
    channel,
    purpose: options.purpose,
    permission,
    group: options.group ?? null,
    destination: options.destination ?? null,
    covered,
    askedBy: askedBy ?? null,
    file: basename(out),
    rows: selected.people.length,
    bytes: new TextEncoder().encode(content).length,
    checksum: sha256(content),
    columns: header,
    ids: covered ? "key" : "surrogate",
    counts: {
      inSegment: selected.inSegment,
      exported: selected.people.length,
      leftOut: selected.leftOut,
      unknown: selected.unknown,
    },
    caps: activation.caps,
    minimum,
    inputs: workspace.inputs.map(({ file, sha256 }) => ({ file, sha256 })),
    warnings: [...selected.warnings, ...unreadConsent(workspace)],
  };
  await writeFiles([{ path: out, content }, { path: `${out}.manifest.json`, content: safeJson(manifest) }], {
    before: () =>
      appendToLedger(options.ledger ?? ledgerOf(workspace), {
        kind: "audience",
        what: options.segment,
        at: options.now,
        asOf: manifest.asOf,
        by: manifest.askedBy,
        workspace: workspace.config.name,
        inputs: manifest.inputs,
        policy: {
          channel,
          purpose: options.purpose,
          permission: permission.purpose,
          destination: manifest.destination,
          covered,
          minimum,
          caps: activation.caps,
        },
        counts: {
          inSegment: selected.inSegment,
          out: selected.people.length,
          ...selected.leftOut,
          unknown: selected.unknown,
        },
        outputs: [{ file: manifest.file, sha256: manifest.checksum }],
        notes: { book: manifest.book, ids: manifest.ids, columns: header },
      }),
  });
  return manifest;
}

async function checkDestination(
  workspace: Workspace,
  destination: DestinationConfig,
  channel: AudienceRequest["channel"],
): Promise<void> {
  if (destination.platform) {
    throw new InputError(
      `Cannot export people to "${destination.id}": it is an ad platform, and their names and addresses would tell it ` +
        `who belongs to a health audience. Use trellis stream, which sends neutral events of reviewed segments only.`,
    );
  }
  if (destination.channels.length > 0 && !destination.channels.includes(channel)) {
    throw new InputError(
      `Cannot export ${channel} addresses to "${destination.id}": it serves ${
        destination.channels.join(", ")
      }. ` +
        `Choose one of these with --channel, or another destination.`,
    );
  }
  await checkGeofences(workspace, destination);
}

/** A file's name travels with it. */
function checkName(out: string, covered: boolean): void {
  if (covered || !revealsHealth(basename(out))) return;
  throw new InputError(
    "Cannot write the audience to a file of this name: it says something about health, and everybody in the file would " +
      "be known by it. Choose a neutral name with --out.",
  );
}

function tooFew(
  segment: string,
  { people, inSegment, leftOut }: AudienceSelection,
  minimum: number,
): InputError {
  const reasons = Object.entries(leftOut).sort(([, a], [, b]) => b - a).map(([reason, count]) =>
    `${count} ${leftOutWords[reason] ?? reason}`
  );
  return new InputError(
    `Cannot export the audience of "${segment}": ${people.length} of ${inSegment} people may be contacted, and an ` +
      `audience needs at least ${minimum} (activation.minimumAudience in workspace.yaml). ` +
      (reasons.length > 0 ? `Left out: ${reasons.join(", ")}. ` : "") +
      "Choose a larger segment or another channel.",
  );
}
