import { openDuckDb, sql } from "../engine/mod.ts";
import type { Field, Workspace } from "../workspace/mod.ts";
import { workspaceOver } from "./_workspace_for_tests.ts";
import { membership, readBook } from "./mod.ts";

const eventsAPerson = 20;
const sizes = [10_000, 100_000, 1_000_000];
const book = readBook(
  `
name: Benchmark
version: 1
keeper: bench
change: none
audience: synthetic people
segments:
  - id: frequent
    name: Frequent readers
    when:
      all:
        - { field: lifecycle, is: lead }
        - { field: age, between: [40, 64] }
        - { event: page_view, where: { topic: eligibility }, times: { atLeast: 2 }, within: 90d }
  - id: started
    name: Started a form
    when:
      all:
        - { event: form_start, within: 180d }
        - { event: form_submit, times: { exactly: 0 } }
  - id: warmed
    name: Read before booking
    when: { event: page_view, before: { event: booking }, times: { atLeast: 3 } }
  - { id: senior, name: Seniors, when: { field: age, atLeast: 65 } }
  - id: quiet
    name: Quiet
    when: { all: [{ not: { segment: frequent } }, { event: [page_view, email_open], times: { atMost: 5 } }] }
`,
  "segments.yaml",
);

/** People and their events made inside the engine; the same rows for the same size. */
async function synthetic(people: number): Promise<Workspace> {
  const engine = await openDuckDb({ threads: 2 });
  await engine.run(sql`create table people as select i::uinteger as pid, 'p' || i as person,
    case when hash(i) % 11 = 0 then null else (hash(i, 1) % 90)::double end as age,
    (['lead', 'customer', 'new', 'maintenance'])[1 + (hash(i, 2) % 4)::integer] as lifecycle
    from range(${people}) t(i)`);
  await engine.run(sql`create table events as select (i // ${eventsAPerson})::uinteger as pid, i as seq,
    timestamp '2025-07-01' + interval (hash(i, 3) % 31000000) second as "at",
    (['page_view', 'page_view', 'email_open', 'form_start', 'form_submit', 'booking'])
      [1 + (hash(i, 4) % 6)::integer] as event,
    (['eligibility', 'cost', 'doctors', null])[1 + (hash(i, 5) % 4)::integer] as topic
    from range(${people * eventsAPerson}) t(i)`);
  const field = (name: string, type: Field["type"]): Field => ({ name, type, known: true });
  return workspaceOver(
    engine,
    new Map([
      ["people", {
        rows: people,
        fields: [field("person", "text"), field("age", "number"), field("lifecycle", "text")],
      }],
      ["events", {
        rows: people * eventsAPerson,
        fields: [field("at", "instant"), field("event", "text"), field("topic", "text")],
      }],
    ]),
  );
}

for (const people of sizes) {
  const workspace = await synthetic(people);
  Deno.bench({
    name: `membership() of ${people} people, ${people * eventsAPerson} events, 5 segments`,
    group: "membership",
    baseline: people === sizes[0],
    n: 3,
    warmup: 1,
    fn: async () => {
      await membership(workspace, book);
    },
  });
}
