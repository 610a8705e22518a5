import { log, names, people, unsorted } from "./_log_for_benches.ts";
import { sortEvents } from "./_sort_events.ts";
import { funnel } from "./funnel.ts";
import { FunnelTeam } from "./funnel_team.ts";

const steps = (count: number) => names.slice(0, count).map((name) => ({ name, events: [name] }));
const segments = Array.from({ length: 6 }, (_, k) => ({
  id: `segment-${k}`,
  name: `Segment ${k}`,
  members: Uint8Array.from({ length: people }, (_, pid) => pid % 6 === k ? 1 : 0),
}));

for (const length of [3, 4, 7]) {
  Deno.bench(`funnel() of ${length} steps over 20 million events`, { group: "funnel" }, (b) => {
    const events = log();
    b.start();
    funnel(events, steps(length), { within: "14d" });
    b.end();
  });
}

Deno.bench("funnel() of 4 steps in 6 segments over 20 million events", { group: "funnel" }, (b) => {
  const events = log();
  b.start();
  funnel(events, steps(4), { within: "14d", groups: segments });
  b.end();
});

Deno.bench("FunnelTeam.funnel() of 4 steps over 20 million events", { group: "funnel" }, async (b) => {
  using team = new FunnelTeam(log());
  await team.funnel(steps(4), { within: "14d" });
  b.start();
  await team.funnel(steps(4), { within: "14d" });
  b.end();
});

for (const mode of ["strict", "anyOrder", "hybrid", "open"] as const) {
  Deno.bench(`funnel() of 4 steps in mode ${mode}`, { group: "mode", n: 3, warmup: 0 }, (b) => {
    const events = log();
    b.start();
    funnel(events, steps(4), { within: "14d", mode });
    b.end();
  });
}

Deno.bench("sortEvents() of 20 million events", { group: "sort", n: 3, warmup: 0 }, (b) => {
  const events = unsorted();
  b.start();
  sortEvents(events);
  b.end();
});
