import { id, join, sql } from "../../engine/mod.ts";
import { InputError, type Workspace } from "../../workspace/mod.ts";
import type { Channel, Purpose } from "./decision.ts";

/** Why somebody is never contacted, whatever they agreed to. */
export type Suppression = "deceased" | "minor" | "doNotContact" | "hardBounce" | "complaint" | "employee";

/** What is known of a person that may stop every message. */
export interface PersonFacts {
  /** Known to have died. */
  readonly deceased?: boolean | null;
  /** Whole years at the moment; null or absent when not known. */
  readonly age?: number | null;
  /** Asked not to be contacted at all. */
  readonly doNotContact?: boolean | null;
  /** Letters to the e-mail address came back for good. */
  readonly hardBounce?: boolean | null;
  /** Reported an e-mail as unwanted. */
  readonly complaint?: boolean | null;
  /** Works for the organisation that sends. */
  readonly employee?: boolean | null;
}

/** What is asked of {@linkcode suppressionOf}. */
export interface SuppressionQuestion {
  /** The way the person would be reached. */
  readonly channel: Channel;
  /** What for. */
  readonly purpose: Purpose;
  /** Younger people are minors. Default 18. */
  readonly minimumAge?: number;
}

const care: readonly Purpose[] = ["treatment", "operations"];

/**
 * Why a person must not be contacted, or null. It is asked after every rule of a segment and every consent, so that
 * neither can bring anybody back.
 *
 * The deceased and people who asked not to be contacted get nothing. An e-mail address that bounced for good gets no
 * e-mail. Minors, people who complained and employees get no marketing, and nothing of what is paid for, shared or
 * sold; messages of their own care reach them.
 *
 * @example
 * ```ts
 * import { suppressionOf } from "./suppressions.ts";
 * const marketing = { channel: "email", purpose: "marketing" } as const;
 * if (suppressionOf({ age: 17 }, marketing) !== "minor") throw new Error();
 * if (suppressionOf({ age: 17 }, { channel: "sms", purpose: "treatment" }) !== null) throw new Error();
 * if (suppressionOf({ age: null }, marketing) !== null) throw new Error();
 * ```
 */
export function suppressionOf(
  facts: PersonFacts,
  { channel, purpose, minimumAge = 18 }: SuppressionQuestion,
): Suppression | null {
  if (facts.deceased === true) return "deceased";
  if (facts.doNotContact === true) return "doNotContact";
  if (facts.hardBounce === true && channel === "email") return "hardBounce";
  if (care.includes(purpose)) return null;
  if (typeof facts.age === "number" && facts.age < minimumAge) return "minor";
  if (facts.complaint === true) return "complaint";
  return facts.employee === true ? "employee" : null;
}

const columns = {
  deceased: "deceased",
  doNotContact: "do_not_contact",
  hardBounce: "hard_bounce",
  complaint: "complaint",
  employee: "employee",
} as const;

/**
 * What a workspace knows of every person that may stop a message, by pid.
 *
 * @throws {InputError} A column of `activation.suppressions` is not there: a list that is missing stops everything.
 */
export async function loadFacts(
  workspace: Workspace,
  options: { readonly signal?: AbortSignal } = {},
): Promise<readonly PersonFacts[]> {
  const known = new Set(workspace.tables.get("people")!.fields.map(({ name }) => name));
  const missing = workspace.config.activation.suppressions.filter((name) => !known.has(name));
  if (missing.length > 0) {
    throw new InputError(
      `Cannot say who must not be contacted: people have no column ${
        missing.map((name) => `"${name}"`).join(", ")
      }, ` +
        "which activation.suppressions in workspace.yaml asks for. Add the list to the export; nothing leaves without it.",
    );
  }
  const flags = Object.entries(columns).filter(([, name]) => known.has(name));
  const data = await workspace.engine.columns(
    sql`select pid, ${
      join([
        sql`${known.has("age") ? sql`age::double` : sql`null::double`} as age`,
        ...flags.map(([fact, name]) => sql`coalesce(${id(name)}, false)::utinyint as ${id(fact)}`),
      ])
    } from people order by pid`,
    options.signal ? { signal: options.signal } : {},
  );
  const age = data.columns.get("age") as Float64Array;
  const isAgeMissing = data.nulls.get("age");
  const found = flags.map(([fact]) => [fact, data.columns.get(fact) as Uint8Array] as const);
  return Array.from({ length: data.rows }, (_, pid) => ({
    age: isAgeMissing && ((isAgeMissing.bytes[pid >> 3]! >> (pid & 7)) & 1) === 1 ? null : age[pid]!,
    ...Object.fromEntries(found.map(([fact, values]) => [fact, values[pid] === 1])),
  }));
}
