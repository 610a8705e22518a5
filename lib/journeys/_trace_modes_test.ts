import { strict as assert } from "node:assert";
import fc from "fast-check";
import { planFunnel } from "./_funnel_plan.ts";
import { traceModes } from "./_trace_modes.ts";
import { eventLogOf, type EventRow, type FunnelRules, type StepDefinition } from "./mod.ts";

interface Best {
  readonly reached: number;
  readonly times: readonly number[];
}

const none: Best = { reached: 0, times: [] };

function traced(events: readonly EventRow[], steps: readonly StepDefinition[], rules: FunnelRules): Best {
  const log = eventLogOf(events);
  const { reached: [reached = 0], entry, seconds } = traceModes(log, planFunnel(log, steps, rules));
  const times = reached === 0 ? [] : [log.at[entry[0]!]!];
  for (let k = 1; k < reached; k++) times.push(times[k - 1]! + seconds[k - 1]![0]!);
  return { reached, times };
}

const fits = (event: EventRow, step: StepDefinition | undefined) =>
  step !== undefined && step.events.includes(event.event);
const valueOf = (event: EventRow) => event.properties?.["p"] ?? null;

/** The definition of ordered and strict chains, word for word: every chain is tried. */
function everyChain(events: readonly EventRow[], steps: readonly StepDefinition[], rules: FunnelRules): Best {
  const sequenced = events[0]?.sequence !== undefined;
  const place = (event: EventRow) => sequenced ? event.sequence! : event.at;
  const within = Number(rules.within);
  const allowed = (chain: readonly EventRow[]) => {
    const first = chain[0]!;
    const last = chain.at(-1)!;
    const k = chain.length - 1;
    if (rules.hold && (valueOf(first) === null || valueOf(first) !== valueOf(last))) return false;
    if (k === 0) {
      const earliest = Math.min(...events.filter((event) => fits(event, steps[0])).map(place));
      return rules.entry !== "first" || place(first) === earliest;
    }
    const before = chain[k - 1]!;
    const follows = sequenced ? place(last) > place(before) : last.at >= before.at;
    if (!follows || last.at - first.at > within) return false;
    if (last.at - before.at > Number(steps[k]!.within ?? Infinity)) return false;
    return !(rules.exclude ?? []).some(({ events: names, from = 0, to = steps.length - 1 }) =>
      k > from && k <= to &&
      events.some((one) => {
        if (rules.hold && valueOf(one) !== valueOf(first)) return false;
        return names.includes(one.event) && place(one) > place(before) && place(one) < place(last);
      })
    );
  };
  const unbroken = (chain: readonly EventRow[]) =>
    rules.mode !== "strict" ||
    !events.some((one) =>
      !(rules.ignore ?? []).includes(one.event) && !chain.includes(one) &&
      (!rules.hold || valueOf(one) === valueOf(chain[0]!)) &&
      place(one) > place(chain[0]!) && place(one) < place(chain.at(-1)!)
    );
  let best: EventRow[] = [];
  const better = (chain: readonly EventRow[]) => {
    if (chain.length !== best.length) return chain.length > best.length;
    if (rules.entry === "latest" && place(chain[0]!) !== place(best[0]!)) {
      return place(chain[0]!) > place(best[0]!);
    }
    const differs = chain.findIndex((event, k) => event.at !== best[k]!.at);
    return differs >= 0 && chain[differs]!.at < best[differs]!.at;
  };
  const extend = (chain: readonly EventRow[]) => {
    if (chain.length > 0 && unbroken(chain) && better(chain)) best = [...chain];
    for (const event of events) {
      if (!fits(event, steps[chain.length]) || chain.includes(event)) continue;
      if (allowed([...chain, event])) extend([...chain, event]);
    }
  };
  extend([]);
  return { reached: best.length, times: best.map((event) => event.at) };
}

/** Events as the free modes read them: by time, then by the first step they fit. */
function inStepOrder(events: readonly EventRow[], steps: readonly StepDefinition[]): EventRow[] {
  const lowest = (event: EventRow) => steps.findIndex((step) => fits(event, step));
  return events.filter((event) => lowest(event) >= 0).toSorted((a, b) =>
    a.at - b.at || (a.sequence ?? 0) - (b.sequence ?? 0) || lowest(a) - lowest(b) ||
    (a.event < b.event ? -1 : 1)
  );
}

/** Every way to do the steps of blocks, one block after the other, in any order inside a block. */
function everyOrder(events: readonly EventRow[], steps: readonly StepDefinition[], rules: FunnelRules): Best {
  const blocks = steps.map((_, k) =>
    steps.slice(0, k + 1).filter((step, j) => j > 0 && (step.anchored || steps[j - 1]!.anchored)).length
  );
  const ordered = inStepOrder(events, steps);
  const firstPlace = ordered.findIndex((event) =>
    steps.some((step, k) => blocks[k] === 0 && fits(event, step))
  );
  let best: number[] = [];
  const better = (chain: readonly number[]) => {
    if (chain.length !== best.length) return chain.length > best.length;
    if (rules.entry === "latest" && chain[0] !== best[0]) return chain[0]! > best[0]!;
    const differs = chain.findIndex((place, k) => ordered[place]!.at !== ordered[best[k]!]!.at);
    return differs >= 0 && ordered[chain[differs]!]!.at < ordered[best[differs]!]!.at;
  };
  const extend = (chain: readonly number[], done: readonly number[]) => {
    if (chain.length > 0 && better(chain)) best = [...chain];
    ordered.forEach((event, place) => {
      if (chain.length > 0 && place <= chain.at(-1)!) return;
      if (chain.length > 0 && event.at - ordered[chain[0]!]!.at > Number(rules.within)) return;
      if (chain.length === 0 && rules.entry === "first" && place !== firstPlace) return;
      steps.forEach((step, k) => {
        if (done.includes(k) || !fits(event, step)) return;
        if (blocks.some((block, j) => block < blocks[k]! && !done.includes(j))) return;
        extend([...chain, place], [...done, k]);
      });
    });
  };
  extend([], []);
  return { reached: best.length, times: best.map((place) => ordered[place]!.at) };
}

/** After each first step, the earliest time at which all steps up to each are done, by trying all ways. */
function everyHybrid(
  events: readonly EventRow[],
  steps: readonly StepDefinition[],
  rules: FunnelRules,
): Best {
  const ordered = inStepOrder(events, steps);
  const starts = ordered.map((_, place) => place).filter((place) => fits(ordered[place]!, steps[0]));
  let best = none;
  for (const start of rules.entry === "first" ? starts.slice(0, 1) : starts) {
    const until = ordered[start]!.at + Number(rules.within);
    const times = [ordered[start]!.at];
    for (let k = 1; k < steps.length; k++) {
      let soonest = Infinity;
      const fill = (step: number, used: readonly number[]) => {
        if (step > k) soonest = Math.min(soonest, Math.max(...used.map((place) => ordered[place]!.at)));
        else {
          ordered.forEach((event, place) => {
            if (place <= start || event.at > until || used.includes(place) || !fits(event, steps[step])) {
              return;
            }
            fill(step + 1, [...used, place]);
          });
        }
      };
      fill(1, []);
      if (soonest === Infinity) break;
      times.push(soonest);
    }
    if (times.length > best.reached || (rules.entry === "latest" && times.length === best.reached)) {
      best = { reached: times.length, times };
    }
  }
  return best;
}

const name = fc.constantFrom("a", "b", "c", "x");
const row = (latest: number): fc.Arbitrary<EventRow> =>
  fc.record({
    person: fc.constant(1),
    event: name,
    at: fc.nat(latest),
    properties: fc.record({ p: fc.constantFrom("u", "v", null) }),
  });
const single = fc.constantFrom("a", "b", "c").map((event): StepDefinition => ({
  name: event,
  events: [event],
}));
const shared = fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 2 })
  .map((events): StepDefinition => ({ name: events.join(), events }));
const step = fc.oneof(single, shared);
const steps = fc.array(step, { minLength: 1, maxLength: 4 });
const limited = fc.array(fc.tuple(step, fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined })), {
  minLength: 1,
  maxLength: 4,
}).map((all) => all.map(([one, within]): StepDefinition => within === undefined ? one : { ...one, within }));
const entry = fc.constantFrom("longest" as const, "first" as const, "latest" as const);
const within = fc.integer({ min: 1, max: 12 });

/** Events at few or many times, with or without a sequence, and always one of each name and an empty property. */
const events = fc.tuple(fc.constantFrom(20, 4, 1), fc.boolean()).chain(([latest, sequenced]) =>
  fc.array(row(latest), { maxLength: 7 }).map((rows) => {
    const known: EventRow[] = [{ person: 1, event: "z", at: -100, properties: { p: null } }, ...rows];
    return sequenced
      ? known.toSorted((a, b) => a.at - b.at).map((event, sequence) => ({ ...event, sequence }))
      : known;
  })
);

function agree(
  rules: fc.Arbitrary<FunnelRules>,
  definitions: fc.Arbitrary<StepDefinition[]>,
  oracle: (events: readonly EventRow[], steps: readonly StepDefinition[], rules: FunnelRules) => Best,
  seed: number,
): void {
  fc.assert(
    fc.property(events, definitions, rules, (events, steps, rules) => {
      assert.deepEqual(traced(events, steps, rules), oracle(events, steps, rules));
    }),
    { numRuns: 3000, seed },
  );
}

Deno.test("traceModes() with limits and entries finds what trying every chain finds", () => {
  agree(fc.record({ within, entry }), limited, everyChain, 1);
});

Deno.test("traceModes() with exclusions that drop finds what trying every chain finds", () => {
  const bar = fc.record({ events: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }) });
  agree(
    fc.record({ within, entry, exclude: fc.array(bar, { minLength: 1, maxLength: 2 }) }),
    fc.array(step, { minLength: 2, maxLength: 4 }),
    everyChain,
    2,
  );
  const second = fc.record({ events: fc.constant(["x", "a"]), from: fc.constant(1), to: fc.constant(2) });
  agree(
    fc.record({ within, entry, exclude: fc.tuple(second).map((all) => [...all]) }),
    fc.array(step, { minLength: 3, maxLength: 4 }),
    everyChain,
    3,
  );
});

Deno.test("traceModes() holding a property constant finds what trying every chain finds", () => {
  agree(fc.record({ within, hold: fc.constant("p") }), steps, everyChain, 4);
});

Deno.test("traceModes() in mode strict finds what trying every chain finds", () => {
  const ignore = fc.constantFrom(["x"], ["z"], []);
  agree(fc.record({ within, entry, mode: fc.constant("strict" as const), ignore }), limited, everyChain, 5);
});

Deno.test("traceModes() in any order finds what trying every order finds", () => {
  const anchored = fc.array(fc.tuple(step, fc.boolean()), { minLength: 1, maxLength: 4 })
    .map((all) => all.map(([one, anchored]): StepDefinition => ({ ...one, anchored })));
  agree(fc.record({ within, entry, mode: fc.constant("anyOrder" as const) }), anchored, everyOrder, 6);
});

Deno.test("traceModes() in mode hybrid finds what trying every way finds", () => {
  agree(fc.record({ within, entry, mode: fc.constant("hybrid" as const) }), steps, everyHybrid, 7);
});

Deno.test("traceModes() stays near linear for one person with many events", () => {
  const log = eventLogOf(
    Array.from({ length: 200_000 }, (_, i) => ({ person: 1, event: "ab"[i % 2]!, at: i })),
  );
  const of = (...names: string[]) => names.map((name) => ({ name, events: [name] }));
  const started = performance.now();
  for (const mode of ["strict", "anyOrder", "hybrid", "ordered"] as const) {
    traceModes(log, planFunnel(log, of("a", "b", "b", "c"), { within: 150_000, mode, entry: "latest" }));
  }
  assert.ok(performance.now() - started < 8000);
});
