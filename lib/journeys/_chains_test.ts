import { strict as assert } from "node:assert";
import fc from "fast-check";
import { traceChains } from "./_chains.ts";
import { compileSteps } from "./_steps.ts";
import { eventLogOf, type EventRow, type StepDefinition } from "./mod.ts";

interface Best {
  readonly reached: number;
  readonly times: readonly number[];
}

/** The definition, word for word: every chain is tried; the longest is kept, then the earliest, step by step. */
function everyChain(events: readonly EventRow[], steps: readonly StepDefinition[], window: number): Best {
  const sequenced = events.some((event) => event.sequence !== undefined);
  const fits = (event: EventRow, step: StepDefinition) =>
    step.events.includes(event.event) &&
    Object.entries(step.where ?? {}).every(([name, values]) =>
      values.includes(event.properties?.[name] ?? "\0")
    );
  const follows = (event: EventRow, last: EventRow) =>
    event.at > last.at || (event.at === last.at && (!sequenced || event.sequence! > last.sequence!));
  let best: EventRow[] = [];
  const earlier = (chain: readonly EventRow[]) => {
    const differs = chain.findIndex((event, k) => event.at !== best[k]!.at);
    return differs >= 0 && chain[differs]!.at < best[differs]!.at;
  };
  const extend = (chain: readonly EventRow[]) => {
    if (chain.length > best.length || (chain.length === best.length && earlier(chain))) best = [...chain];
    const step = steps[chain.length];
    if (step === undefined) return;
    for (const event of events) {
      if (!fits(event, step) || chain.includes(event)) continue;
      const last = chain.at(-1);
      if (last && (!follows(event, last) || event.at - chain[0]!.at > window)) continue;
      extend([...chain, event]);
    }
  };
  extend([]);
  return { reached: best.length, times: best.map((event) => event.at) };
}

function traced(events: readonly EventRow[], steps: readonly StepDefinition[], window: number): Best {
  const log = eventLogOf(events);
  const chains = traceChains(log, compileSteps(log, steps), window);
  const reached = chains.reached[0] ?? 0;
  const times = reached === 0 ? [] : [log.at[chains.entry[0]!]!];
  for (let k = 1; k < reached; k++) times.push(times[k - 1]! + chains.seconds[k - 1]![0]!);
  return { reached, times };
}

const name = fc.constantFrom("a", "b", "c");
const row = (latest: number) =>
  fc.record({
    person: fc.constant(1),
    event: name,
    at: fc.integer({ min: 0, max: latest }),
    properties: fc.record({ p: fc.constantFrom("x", "y", null) }),
  });
const step: fc.Arbitrary<StepDefinition> = fc.record({
  name: fc.constant("step"),
  events: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }),
  where: fc.option(fc.constant({ p: ["x"] }), { nil: {}, freq: 4 }),
});
const steps = fc.array(step, { minLength: 1, maxLength: 4 });

function agrees(latest: number, window: number, runs: number, seed: number): void {
  fc.assert(
    fc.property(
      fc.array(row(latest), { maxLength: 8 }),
      steps,
      fc.integer({ min: 1, max: window }),
      (events, steps, within) => {
        // The condition needs the property even when no event was drawn.
        const known: EventRow[] = [...events, { person: 1, event: "z", at: 0, properties: { p: null } }];
        assert.deepEqual(traced(known, steps, within), everyChain(known, steps, within));
      },
    ),
    { numRuns: runs, seed },
  );
}

Deno.test("traceChains() finds what trying every chain finds, few events at one time", () => {
  agrees(40, 25, 4000, 1);
});

Deno.test("traceChains() finds what trying every chain finds, many events at one time", () => {
  agrees(3, 3, 4000, 2);
});

Deno.test("traceChains() finds what trying every chain finds, all events at one time", () => {
  agrees(0, 1, 1000, 3);
});

Deno.test("traceChains() finds what trying every chain finds, with a sequence", () => {
  fc.assert(
    fc.property(
      fc.array(row(4), { maxLength: 8 }),
      steps,
      fc.integer({ min: 1, max: 4 }),
      (events, steps, within) => {
        const ordered: EventRow[] = [
          { person: 1, event: "z", at: 0, sequence: -1, properties: { p: null } },
          ...events.map((event, sequence) => ({ ...event, sequence })),
        ];
        assert.deepEqual(traced(ordered, steps, within), everyChain(ordered, steps, within));
      },
    ),
    { numRuns: 2000, seed: 4 },
  );
});

Deno.test("traceChains() takes longer paths of one name with many starts, as trying every chain does", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ person: fc.constant(1), event: fc.constantFrom("a", "b"), at: fc.nat(30) }), {
        minLength: 1,
        maxLength: 11,
      }),
      fc.array(fc.constantFrom("a", "b"), { minLength: 2, maxLength: 5 }),
      fc.integer({ min: 1, max: 20 }),
      (events, names, within) => {
        const steps = names.map((name) => ({ name, events: [name] }));
        assert.deepEqual(traced(events, steps, within), everyChain(events, steps, within));
      },
    ),
    { numRuns: 2000, seed: 5 },
  );
});

Deno.test("traceChains() stays linear for one person with a million events", () => {
  const count = 1_000_000;
  const log = (at: (i: number) => number) =>
    eventLogOf(Array.from({ length: count }, (_, i) => ({ person: 1, event: "ab"[i % 2]!, at: at(i) })));
  const steps = [..."aabab"].map((name) => ({ name, events: [name] }));
  for (const at of [(i: number) => i, () => 0, (i: number) => i >> 4]) {
    const person = log(at);
    const compiled = compileSteps(person, steps);
    const started = performance.now();
    traceChains(person, compiled, 3);
    assert.ok(performance.now() - started < 2000);
  }
});
