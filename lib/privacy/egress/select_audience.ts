import { id, isStrings, sql, type Strings } from "../../engine/mod.ts";
import { type Group, groups, type Membership, type SegmentBook } from "../../segments/mod.ts";
import { InputError, nearest, type Workspace } from "../../workspace/mod.ts";
import { capHit, consentState, loadConsent, loadFacts, loadSends, suppressionOf } from "../consent/mod.ts";
import { phoneDigits } from "./_phone.ts";
import type { AudienceRequest, AudienceSelection, LeftOutReason } from "./audience_result.ts";

const columnOf = { email: "email", sms: "phone", phone: "phone", mail: "address" } as const;

/** What {@linkcode selectAudience} returns. */
export interface Selected extends AudienceSelection {
  /** When the first permission among these people ends by itself, in seconds since 1970 UTC; null when none does. */
  readonly firstExpiry: number | null;
  /** What a reader should know before using the file. */
  readonly warnings: readonly string[];
}

/**
 * The people of a segment who may be contacted at the as-of moment, with what to reach them by.
 *
 * First the segment's rule, then who must never be contacted, then the consent log, then whether there is a usable
 * address, then caps on how often. For marketing, an address that a household shares is used once, and not at all when
 * one of them refused to be reached by it.
 *
 * @throws {InputError} There is no such segment; people have no column of addresses; a suppression list is missing.
 */
export async function selectAudience(
  workspace: Workspace,
  book: SegmentBook,
  membership: Membership,
  request: AudienceRequest,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Selected> {
  const all = groups(membership, book);
  const group = segmentOf(all, request.segment);
  const at = workspace.asOf.seconds;
  const question = { ...request, at };
  const { country, caps, minimumAge } = workspace.config.activation;
  const addresses = await loadAddresses(workspace, request.channel, country, options);
  const [consent, facts, sends, states] = [
    await loadConsent(workspace, options),
    await loadFacts(workspace, options),
    await loadSends(workspace, options),
    await loadText(workspace, "state", options),
  ];
  const stateOf = (pid: number) => {
    const jurisdiction = states[pid];
    return consentState(consent.of(pid), { ...question, ...(jurisdiction && { jurisdiction }) });
  };
  const isCare = request.purpose === "treatment" || request.purpose === "operations";
  const shared = isCare ? noneShared : sharedAddresses(addresses, (pid) => {
    const { permitted, reason } = stateOf(pid);
    return !permitted && reason !== "noDecision" && reason !== "notYet" && reason !== "expired";
  });
  const leftOut: Partial<Record<LeftOutReason, number>> = {};
  const people: number[] = [];
  const used = new Set<string>();
  let firstExpiry: number | null = null;
  for (let pid = 0; pid < group.members.length; pid++) {
    if (group.members[pid] !== 1) continue;
    const state = stateOf(pid);
    const reason = suppressionOf(facts[pid]!, { ...request, minimumAge }) ??
      refusal(state.permitted, state.reason) ??
      addressProblem(addresses[pid]!, shared, used) ??
      (capHit(sends.get(pid) ?? [], caps, question) === null ? null : "capped");
    if (reason !== null) {
      leftOut[reason] = (leftOut[reason] ?? 0) + 1;
      continue;
    }
    used.add(key(addresses[pid]!));
    people.push(pid);
    if (state.until !== null) firstExpiry = Math.min(firstExpiry ?? Infinity, state.until);
  }
  return {
    people: Uint32Array.from(people),
    addresses: people.map((pid) => addresses[pid]!),
    inSegment: group.size,
    unknown: all.find(({ kind }) => kind === "unknown")!.size,
    leftOut,
    firstExpiry,
    warnings: shared.placeholders === 0 ? [] : [
      `${shared.placeholders} addresses stand with more than ${largestHousehold} people each; they are taken as each ` +
      "person's own. Look whether they stand in for addresses nobody knows.",
    ],
  };
}

/** The group of a segment by its id. */
export function segmentOf(all: readonly Group[], segment: string): Group {
  const segments = all.filter(({ kind }) => kind === "segment");
  const found = segments.find((one) => one.id === segment);
  if (found) return found;
  const ids = segments.map((one) => one.id);
  const like = nearest(segment, ids);
  throw new InputError(
    `Cannot find the segment "${segment}" in the book${like ? `; did you mean "${like}"?` : "."} ` +
      `It has: ${ids.join(", ")}. Name another book with --book.`,
  );
}

function refusal(
  permitted: boolean,
  reason: ReturnType<typeof consentState>["reason"],
): LeftOutReason | null {
  return permitted ? null : reason as LeftOutReason;
}

function addressProblem(address: string, shared: Shared, used: ReadonlySet<string>): LeftOutReason | null {
  if (address === "") return "noAddress";
  const own = key(address);
  return shared.refused.has(own) || shared.family.has(own) && used.has(own) ? "sharedAddress" : null;
}

const key = (address: string) => address.trim().toLowerCase();

/** Addresses of several people. */
interface Shared {
  /** Of a household. */
  readonly family: ReadonlySet<string>;
  /** Of a household one of whom refused to be reached by it. */
  readonly refused: ReadonlySet<string>;
  /** How many are on so many records that they are no household's. */
  readonly placeholders: number;
}

const noneShared: Shared = { family: new Set(), refused: new Set(), placeholders: 0 };
/** An address on more records than this belongs to no household: it stands in for one that is not known. */
const largestHousehold = 8;

function sharedAddresses(addresses: readonly string[], refuses: (pid: number) => boolean): Shared {
  const owners = new Map<string, number[]>();
  addresses.forEach((address, pid) => {
    const own = key(address);
    if (own === "") return;
    const others = owners.get(own);
    if (others) others.push(pid);
    else owners.set(own, [pid]);
  });
  const shared = [...owners].filter(([, pids]) => pids.length > 1);
  const households = shared.filter(([, pids]) => pids.length <= largestHousehold);
  return {
    family: new Set(households.map(([own]) => own)),
    refused: new Set(households.filter(([, pids]) => pids.some(refuses)).map(([own]) => own)),
    placeholders: shared.length - households.length,
  };
}

/** A usable address of each person, by pid; empty where there is none. The rules are those of {@linkcode reach}. */
async function loadAddresses(
  workspace: Workspace,
  channel: AudienceRequest["channel"],
  country: string,
  options: { readonly signal?: AbortSignal },
): Promise<readonly string[]> {
  const column = columnOf[channel];
  if (!workspace.tables.get("people")!.fields.some(({ name }) => name === column)) {
    throw new InputError(
      `Cannot reach anybody by ${channel}: people have no column "${column}". ` +
        `Map it under sources.people.columns in workspace.yaml.`,
    );
  }
  const texts = await loadText(workspace, column, options);
  return texts.map((text) => {
    const plain = (text ?? "").trim();
    if (column === "email") {
      return /^[^@\s,;<>"]+@[^@\s,;<>".]+(\.[^@\s,;<>".]+)+$/.test(plain) ? plain : "";
    }
    if (column === "address") return plain;
    if (plain.replace(/[^0-9]/g, "").length < 10) return "";
    const digits = phoneDigits(plain, country);
    return digits === null ? plain : `+${digits}`;
  });
}

/** A column of people as text, by pid; nulls where people do not have it. */
export async function loadText(
  workspace: Workspace,
  column: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<readonly (string | null)[]> {
  if (!workspace.tables.get("people")!.fields.some(({ name }) => name === column)) {
    return new Array<null>(workspace.people).fill(null);
  }
  const data = await workspace.engine.columns(
    sql`select coalesce(${id(column)}::varchar, '') as text from people order by pid`,
    options.signal ? { signal: options.signal } : {},
  );
  const texts = data.columns.get("text")!;
  if (!isStrings(texts)) throw new TypeError("a column of text came back as numbers");
  const { codes, dictionary } = texts as Strings;
  return Array.from(codes, (code) => dictionary[code] === "" ? null : dictionary[code]!);
}
