import { id, join, type Sql, sql } from "../engine/mod.ts";
import type { Group } from "../segments/mod.ts";
import type { Workspace } from "../workspace/mod.ts";
import type { ReachResult } from "./result.ts";

/** A way to reach a person: its column of addresses, and what a usable address looks like. */
interface Channel {
  readonly name: string;
  readonly column: string;
  readonly valid: (address: Sql) => Sql;
}

const digits = (address: Sql) => sql`length(regexp_replace(${address}, '[^0-9]', '', 'g')) >= 10`;
const channels: readonly Channel[] = [
  {
    name: "email",
    column: "email",
    valid: (address) =>
      sql`regexp_full_match(trim(${address}), '[^@\\s,;<>"]+@[^@\\s,;<>".]+(\\.[^@\\s,;<>".]+)+')`,
  },
  { name: "sms", column: "phone", valid: digits },
  { name: "phone", column: "phone", valid: digits },
  { name: "mail", column: "address", valid: (address) => sql`trim(${address}) <> ''` },
];
const everyChannel = ["all", "any"];
const otherChannels = ["push", "ads"];

/**
 * How many people of each group can be reached for marketing at the as-of moment, by channel: a usable address
 * and permission. Channels are e-mail, text message, phone and mail, each only when people have its column or
 * the consent log names it.
 *
 * A usable address: an e-mail has one @, no blank and a dot after the @; a number has ten digits or more (text
 * messages use the phone number); a postal address is not empty. Nothing is sent or looked up.
 *
 * Permission is read from the consent log, to which decisions are only ever added. Per person and channel the
 * latest decision for marketing (or without a purpose) up to the as-of moment counts. Of several at the same
 * instant a denial wins. No decision, an expired or revoked grant, one said by somebody else, one asked under the law
 * of another state and any word other than "grant" deny; decisions dated later than the as-of moment are not yet
 * true. Decisions about one subscription group are about that group only. A denial for channel "all" or "any" is a global unsubscribe: it
 * wins over every grant until a later "grant" for "all"; that grant lifts it but permits no channel by itself.
 * A denial for every purpose ("all" or "any") counts; a grant for another purpose does not. People known to
 * have died, who are minors, asked not to be contacted, complained, work here, or whose e-mail address bounced are
 * never reachable (that way).
 *
 * Without a consent log nobody is reachable, and a warning says so.
 *
 * @param groups They may overlap.
 */
export async function reach(
  workspace: Workspace,
  groups: readonly Group[],
  options: { readonly signal?: AbortSignal } = {},
): Promise<ReachResult> {
  const people = new Set((workspace.tables.get("people")?.fields ?? []).map(({ name }) => name));
  const consent = workspace.tables.get("consent");
  const seen = consent ? await namedChannels(workspace) : new Set<string>();
  const used = channels.filter(({ name, column }) => people.has(column) || seen.has(name));
  const warnings = warn(workspace, seen, used.filter(({ column }) => !people.has(column)));
  const reachable = consent && used.length > 0
    ? await permitted(workspace, used, people, options.signal)
    : used.map(() => new Uint8Array(workspace.people));
  return {
    kind: "reach",
    channels: used.map(({ name }) => name),
    groups: groups.map(({ id, name, members, size }) => {
      const byChannel = new Array<number>(used.length).fill(0);
      let any = 0;
      for (let pid = 0; pid < members.length; pid++) {
        if (members[pid] !== 1) continue;
        let ways = 0;
        for (let k = 0; k < byChannel.length; k++) {
          const way = reachable[k]![pid]!;
          byChannel[k]! += way;
          ways |= way;
        }
        any += ways;
      }
      return { group: id, name, people: size, any, byChannel };
    }),
    warnings,
  };
}

/** Per channel, 1 where the person (by pid) has a usable address and permission. */
async function permitted(
  workspace: Workspace,
  used: readonly Channel[],
  people: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<Uint8Array[]> {
  const asOf = sql`make_timestamp(${BigInt(workspace.asOf.seconds) * 1_000_000n}::bigint)`;
  const never = sql`timestamp '-infinity'`;
  // The latest decision is a live grant exactly when the last live grant is later than everything else.
  const live = (channel: Sql) =>
    sql`
    coalesce(max(said) filter (where ${channel} and yes) >
      coalesce(max(said) filter (where ${channel} and not yes), ${never}), false)`;
  const global = sql`channel in ('all', 'any')`;
  const state = used.map(({ name }) => sql`${live(sql`channel = ${name}`)} as ${id(`may_${name}`)}`);
  const address = used.map(({ name, column, valid }) => {
    const usable = people.has(column)
      ? sql`coalesce(${valid(sql`cast(${id("p", column)} as varchar)`)}, false)`
      : sql`false`;
    return sql`(${usable} and ${id("s", `may_${name}`)} and not s.stopped and not (${
      suppressed(workspace, name, people)
    }))::utinyint as ${id(name)}`;
  });
  const data = await workspace.engine.columns(
    sql`
      with decisions as (${decisions(workspace, people)}), log as (
        select pid, said, channel, purpose, granted, granted and not ran_out and not undone as yes,
          not granted or undone as closes
        from decisions where said <= ${asOf}
        union all
        select pid, revoked, channel, purpose, granted, false, true
        from decisions where revoked > said and revoked <= ${asOf}
      ), marketing as (
        select * from log where purpose in ('', 'marketing') or (not granted and purpose in ('all', 'any'))
      ), state as (
        select pid, ${join(state)},
          coalesce(bool_or(closes) filter (where ${global}), false) and not ${live(global)} as stopped
        from marketing group by pid
      )
      select p.pid as pid, ${join(address)} from people p join state s on p.pid = s.pid`,
    signal === undefined ? {} : { signal },
  );
  const pids = data.columns.get("pid") as Uint32Array;
  return used.map(({ name }) => {
    const of = data.columns.get(name) as Uint8Array;
    const out = new Uint8Array(workspace.people);
    for (let i = 0; i < data.rows; i++) out[pids[i]!] = of[i]!;
    return out;
  });
}

/**
 * The rows of the consent log that say something about marketing on a whole channel: not those about a group, not a
 * browser's signals, not grants said by somebody else or asked under the law of another state.
 */
function decisions(workspace: Workspace, people: ReadonlySet<string>): Sql {
  const fields = new Set(workspace.tables.get("consent")!.fields.map(({ name }) => name));
  const asOf = sql`make_timestamp(${BigInt(workspace.asOf.seconds) * 1_000_000n}::bigint)`;
  const words = (name: string) =>
    fields.has(name) ? sql`lower(trim(coalesce(${id("c", name)}::varchar, '')))` : sql`''`;
  const instant = (name: string) => fields.has(name) ? id("c", name) : sql`null::timestamp`;
  const place = (text: Sql) =>
    sql`case regexp_replace(lower(trim(coalesce(${text}::varchar, ''))), '^us[-_ ]', '') when 'washington' then 'wa'
      else regexp_replace(lower(trim(coalesce(${text}::varchar, ''))), '^us[-_ ]', '') end`;
  const asked = fields.has("jurisdiction") ? place(id("c", "jurisdiction")) : sql`''`;
  const home = people.has("state") ? place(id("p", "state")) : sql`''`;
  const channel = words("channel");
  const yes = sql`${words("decision")} = 'grant'`;
  // What cannot be read is no permission, and a refusal at once and for all.
  return sql`
    select c.pid as pid, case when ${yes} then ${id("c", "at")} else coalesce(${
    id("c", "at")
  }, ${asOf}) end as said,
      ${instant("revoked")} as revoked,
      case when ${channel} = '' and not ${yes} then 'all' else ${channel} end as channel, ${
    words("purpose")
  } as purpose,
      ${yes} as granted,
      coalesce(${instant("expires")} <= ${asOf}, false) as ran_out,
      coalesce(${instant("revoked")} <= ${id("c", "at")}, false) as undone
    from consent c join people p on c.pid = p.pid
    where ${words("group")} = '' and ${words("decision")} <> 'signal'
      and not (${words("decision")} = 'grant' and (${words("said_by")} not in ('', 'self')
        or (${asked} <> '' and ${home} <> '' and ${asked} <> ${home})))`;
}

/** Who is never contacted for marketing, whatever they agreed to. */
function suppressed(workspace: Workspace, channel: string, people: ReadonlySet<string>): Sql {
  const flags = [
    "deceased",
    "do_not_contact",
    "complaint",
    "employee",
    ...channel === "email" ? ["hard_bounce"] : [],
  ];
  return join([
    sql`false`,
    ...flags.filter((name) => people.has(name)).map((name) => sql`coalesce(${id("p", name)}, false)`),
    ...people.has("age") ? [sql`coalesce(p.age < ${workspace.config.activation.minimumAge}, false)`] : [],
  ], sql` or `);
}

async function namedChannels(workspace: Workspace): Promise<ReadonlySet<string>> {
  const rows = await workspace.engine.rows<{ channel: string }>(
    sql`select distinct lower(trim(channel)) as channel from consent where channel is not null limit 1000`,
  );
  return new Set(rows.map(({ channel }) => channel));
}

/** Warnings never quote the data: a wrongly mapped column could hold anything. */
function warn(workspace: Workspace, seen: ReadonlySet<string>, unaddressed: readonly Channel[]): string[] {
  const { many } = workspace.config.counted;
  if (!workspace.tables.has("consent")) {
    return [
      `There is no consent log, so none of the ${many} may be counted as reachable. ` +
      "Add one under sources.consent in workspace.yaml.",
    ];
  }
  const known = new Set([...channels.map(({ name }) => name), ...everyChannel, ...otherChannels]);
  return [
    ...unaddressed.map(({ name, column }) =>
      `The consent log names ${name}, but people have no column "${column}": nobody is reachable that way.`
    ),
    ...[...seen].some((name) => !known.has(name))
      ? [
        "The consent log names channels other than email, sms, phone, mail, push, ads and all; those decisions " +
        "are not used. Map them under sources.consent.values in workspace.yaml.",
      ]
      : [],
  ];
}
