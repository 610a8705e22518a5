import { type Bits, type Column, hasBit, id, join, type Sql, sql, type Strings } from "../../engine/mod.ts";
import type { Workspace } from "../../workspace/mod.ts";
import type { Decision } from "./decision.ts";
import { signalDecisions } from "./signal_decisions.ts";
import { word } from "./_timeline.ts";

/** The consent log of a workspace, by person. */
export interface ConsentLog {
  /** Rows in it. */
  readonly rows: number;
  /** What a person (by pid) decided, and what their signals said; in no order. */
  readonly of: (pid: number) => readonly Decision[];
}

const texts = ["channel", "purpose", "decision", "group", "jurisdiction", "said_by", "gpp", "tcf"] as const;
const instants = ["at", "expires", "revoked"] as const;
const flags = ["remuneration_stated", "gpc"] as const;

/**
 * Reads the consent log of a workspace for {@linkcode consentState}. Rows whose decision is `signal` are read as what
 * their `gpc`, `gpp` and `tcf` say ({@linkcode signalDecisions}). A workspace without a log has an empty one: then
 * nobody may be contacted for marketing.
 */
export async function loadConsent(
  workspace: Workspace,
  options: { readonly signal?: AbortSignal } = {},
): Promise<ConsentLog> {
  const table = workspace.tables.get("consent");
  if (!table) return { rows: 0, of: () => [] };
  const known = new Set(table.fields.map(({ name }) => name));
  const read = (names: readonly string[], how: (name: Sql) => Sql) =>
    names.map((name) => sql`${known.has(name) ? how(id(name)) : sql`null`} as ${id(`v_${name}`)}`);
  const { rows, columns, nulls } = await workspace.engine.columns(
    sql`select pid, ${
      join([
        ...read(texts, (name) => sql`${name}::varchar`),
        ...read(instants, (name) => sql`epoch_us(${name})::double / 1e6`),
        ...read(flags, (name) => sql`${name}::boolean::utinyint`),
      ])
    } from consent order by pid`,
    options.signal ? { signal: options.signal } : {},
  );
  const pids = columns.get("pid") as Uint32Array;
  const first = firsts(pids, workspace.people);
  const text = readers(
    texts,
    columns,
    nulls,
    (column, i) => (column as Strings).dictionary[(column as Strings).codes[i]!]!,
  );
  const number = readers(
    [...instants, ...flags],
    columns,
    nulls,
    (column, i) => Number((column as Float64Array)[i]!),
  );
  const one = (pid: number, i: number): readonly Decision[] => {
    const person = String(pid);
    const moment = number.at(i);
    // What cannot be read is no permission, and a refusal at once.
    const at = moment ?? workspace.asOf.seconds;
    const gpc = number.gpc(i);
    if (word(text.decision(i)) === "signal") {
      const said = signalDecisions(person, {
        gpc: gpc === null ? null : gpc === 1,
        gpp: text.gpp(i),
        tcf: text.tcf(i),
      }, at);
      return moment === null ? said.filter(({ decision }) => word(decision) !== "grant") : said;
    }
    const yes = word(text.decision(i)) === "grant";
    if (yes && moment === null) return [];
    return [{
      person,
      channel: text.channel(i) ?? (yes ? "" : "all"),
      purpose: text.purpose(i),
      decision: text.decision(i) ?? "",
      at,
      expires: number.expires(i),
      revoked: number.revoked(i),
      group: text.group(i),
      jurisdiction: text.jurisdiction(i),
      saidBy: text.said_by(i),
      remunerationStated: number.remuneration_stated(i) === 1,
    }];
  };
  return {
    rows,
    of: (pid) => {
      const decisions: Decision[] = [];
      for (let i = first[pid]!; i < first[pid + 1]!; i++) decisions.push(...one(pid, i));
      return decisions;
    },
  };
}

/** Where the rows of each person begin, and where the last ones end. */
function firsts(pids: Uint32Array, people: number): Uint32Array {
  const first = new Uint32Array(people + 1);
  for (const pid of pids) first[pid + 1]!++;
  for (let pid = 0; pid < people; pid++) first[pid + 1]! += first[pid]!;
  return first;
}

function readers<Name extends string, T>(
  names: readonly Name[],
  columns: ReadonlyMap<string, Column>,
  nulls: ReadonlyMap<string, Bits>,
  value: (column: Column, row: number) => T,
): Readonly<Record<Name, (row: number) => T | null>> {
  return Object.fromEntries(names.map((name) => {
    const column = columns.get(`v_${name}`)!;
    const missing = nulls.get(`v_${name}`);
    return [name, (row: number) => hasBit(missing, row) ? null : value(column, row)];
  })) as Record<Name, (row: number) => T | null>;
}
