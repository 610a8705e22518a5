import { id, join, type Sql, sql } from "../engine/mod.ts";
import { type Field, InputError, nearest, type TableName, type Workspace } from "../workspace/mod.ts";
import type { EventLog } from "./event_log.ts";
import { propertyText } from "./_property_text.ts";
import { codedLog } from "./_coded_log.ts";

/** What to load. */
export interface LoadOptions {
  /**
   * Fields of events (and fields of the same name of appointments) to load as event properties, and fields of the
   * content catalogue for the event's `content`, as "content.topic". Default: those that the steps of the workspace's
   * journeys ask for.
   */
  readonly properties?: readonly string[];
  /** Stops loading. */
  readonly signal?: AbortSignal;
}

/**
 * Loads the events of a workspace, sorted, up to its as-of moment.
 *
 * Appointments take part as events: `appointment:booked` at `booked_at`, and `appointment:kept`,
 * `appointment:no_show`, `appointment:cancelled` (or whatever the status) at `at`. Rows are read once, in
 * whatever order, and sorted in memory by person and time: some 20 bytes an event while loading, 10 and up afterwards.
 *
 * @throws {InputError} Neither events nor appointments have a wanted field; or there are more than 65,535 event names.
 *
 * @example
 * ```ts
 * import { openWorkspace } from "../intake/mod.ts";
 * import { loadEventLog } from "./load_event_log.ts";
 * const workspace = await openWorkspace("data/riverbend");
 * const log = await loadEventLog(workspace, { properties: ["channel"] });
 * await workspace.close();
 * if (log.people !== workspace.people || !log.names.includes("appointment:kept")) throw new Error();
 * ```
 */
export async function loadEventLog(workspace: Workspace, options: LoadOptions = {}): Promise<EventLog> {
  const properties = options.properties ?? journeyProperties(workspace);
  const fieldsOf = (table: TableName): readonly Field[] => workspace.tables.get(table)?.fields ?? [];
  const events = fieldsOf("events");
  const appointments = fieldsOf("appointments");
  const ofContent = contentFields(workspace, properties);
  for (const name of properties) if (!ofContent.has(name)) checkField(name, [...events, ...appointments]);
  const values = (fields: readonly Field[]): Sql =>
    join(
      properties.map((name, j) => {
        const asset = fields === events && ofContent.get(name);
        if (asset) return sql`, ${id(asset.name)} as ${id(`p${j}`)}`;
        const field = fields.find((one) => one.name === name);
        return sql`, ${field ? propertyText(id(name), field.type === "number") : sql`null::varchar`} as ${
          id(`p${j}`)
        }`;
      }),
      sql``,
    );
  const sources = [sql`select 0::uinteger as pid, 0::bigint as us, '' as event${values([])} where false`];
  if (workspace.tables.has("events")) {
    sources.push(
      sql`select pid, epoch_us("at") as us, event${values(events)} from events${catalogue(ofContent)}`,
    );
  }
  if (workspace.tables.has("appointments")) {
    const both = values(appointments);
    if (appointments.some((field) => field.name === "booked_at")) {
      sources.push(
        sql`select pid, epoch_us(booked_at) as us, 'appointment:booked' as event${both} from appointments`,
      );
    }
    sources.push(
      sql`select pid, epoch_us("at") as us, 'appointment:' || status as event${both} from appointments where status <> 'booked'`,
    );
  }
  const end = BigInt(workspace.asOf.seconds + 1) * 1_000_000n;
  return await codedLog({
    engine: workspace.engine,
    query: sql`select * from (${join(sources, sql` union all `)})
      where pid is not null and us < ${end} and event is not null`,
    properties,
    sequenced: false,
    people: workspace.people,
    observedUntil: workspace.asOf.seconds,
    leftOut: 0,
    warnings: [],
    eventColumn: "event",
    signal: options.signal,
  });
}

/** By property such as "content.topic": where the content catalogue has it, and the name it gets in a query. */
function contentFields(workspace: Workspace, properties: readonly string[]): Map<string, ContentField> {
  const isKnown = workspace.tables.get("events")?.fields.some(({ name }) => name === "content") ?? false;
  const fields = isKnown ? workspace.tables.get("content")?.fields ?? [] : [];
  return new Map(properties.flatMap((property, j) => {
    const field = fields.find(({ name }) => property === `content.${name}`);
    return field ? [[property, { field, name: `trellis_content_${j}` }]] : [];
  }));
}

interface ContentField {
  readonly field: Field;
  readonly name: string;
}

/** Joins the catalogue to events: one row an asset, whatever the catalogue repeats. */
function catalogue(ofContent: ReadonlyMap<string, ContentField>): Sql {
  if (ofContent.size === 0) return sql``;
  const columns = [...ofContent.values()].map(({ field, name }) =>
    sql`min(${propertyText(id(field.name), field.type === "number")}) as ${id(name)}`
  );
  return sql` left join (select content as trellis_content, ${
    join(columns)
  } from content where content is not null group by content) on content = trellis_content`;
}

function journeyProperties(workspace: Workspace): string[] {
  const steps = workspace.config.journeys.flatMap((journey) => journey.steps);
  return [...new Set(steps.flatMap((step) => Object.keys(step.where)))].sort();
}

function checkField(name: string, fields: readonly Field[]): void {
  if (fields.some((field) => field.name === name)) return;
  const found = [...new Set(fields.map((field) => field.name))];
  const near = nearest(name, found);
  throw new InputError(
    `Cannot load event property "${name}": neither events nor appointments have it (found: ${
      found.join(", ")
    }). ` +
      (near ? `Did you mean "${near}"?` : "Map it under sources.events.columns in workspace.yaml."),
  );
}
