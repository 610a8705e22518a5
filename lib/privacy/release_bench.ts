import process from "node:process";
import type { FunnelResult, FunnelStep } from "../journeys/mod.ts";
import { random } from "../kernels/mod.ts";
import { type MeasureInGroup, type MeasureResult, type ReachResult, wilson } from "../outcomes/mod.ts";
import type { SegmentsResult } from "../segments/mod.ts";
import { release } from "./release.ts";

/** Segments of 40 to 2,000 people; measures true for a few to most of them; reach by channel; a funnel of five steps. */
function report(segments: number, measures: number, seed = 1) {
  const next = random(seed);
  const sizes = Array.from({ length: segments }, () => 40 + Math.floor(2000 * next() ** 3));
  const total = sizes.reduce((sum, n) => sum + n, 0);
  const names = [...sizes.map((_, i) => `s${i}`), "all"];
  const people = [...sizes, total];
  const withAll = (counts: readonly number[]) => [...counts, counts.reduce((sum, n) => sum + n, 0)];
  const some = (of: readonly number[], share: number) => of.map((n) => Math.floor(n * share * next()));
  const measure = (m: number): MeasureResult => {
    const unknown = some(sizes, 0.1);
    const of = sizes.map((n, i) => n - unknown[i]!);
    const [n, whole, missing] = [some(of, next()), of, unknown].map(withAll) as [
      number[],
      number[],
      number[],
    ];
    return {
      kind: "measure",
      id: `m${m}`,
      name: `m${m}`,
      says: null,
      type: "rate",
      unit: null,
      better: null,
      groups: names.map((group, i): MeasureInGroup => ({
        group,
        name: group,
        n: n[i]!,
        of: whole[i]!,
        value: n[i]! / whole[i]!,
        ...wilson(n[i]!, whole[i]!),
        unknown: missing[i]!,
      })),
      method: "",
      warnings: [],
    };
  };
  const any = some(sizes, 0.9);
  const channels = [some(any, 1), some(any, 1), some(any, 0.5)].map(withAll);
  const reach: ReachResult = {
    kind: "reach",
    channels: ["email", "sms", "phone"],
    groups: names.map((group, i) => ({
      group,
      name: group,
      people: people[i]!,
      any: withAll(any)[i]!,
      byChannel: channels.map((counts) => counts[i]!),
    })),
    warnings: [],
  };
  const sized: SegmentsResult = {
    kind: "segments",
    mode: "exclusive",
    asOf: "2026-10-31",
    book: { name: "", version: 1, sha256: "" },
    total,
    unknown: 0,
    unsegmented: 0,
    segments: sizes.map((n, i) => ({ id: `s${i}`, name: `s${i}`, people: n, share: n / total, unknown: 0 })),
    warnings: [],
  };
  // Every second person goes on, some have not had their time yet; all the tables share the sizes of the groups.
  const levels = [0.8, 0.4, 0.2, 0.1, 0.05].map((share) => sizes.map((n) => Math.floor(n * share)));
  const open = levels.map((counts, k) =>
    counts.map((n, i) => Math.floor((n - (levels[k + 1]?.[i] ?? n)) * 0.1))
  );
  const chains = names.map((_, i): FunnelStep[] => {
    const of = (counts: readonly number[]) =>
      i < segments ? counts[i]! : counts.reduce((sum, n) => sum + n, 0);
    return levels.map((counts, k) => {
      const [here, after] = [of(counts), of(levels[k + 1] ?? counts)];
      const still = of(open[k]!);
      const over = here - open.slice(k).reduce((sum, later) => sum + of(later), 0);
      const lost = here - after - still;
      return {
        name: `step ${k}`,
        people: here,
        rateFromFirst: here / of(levels[0]!),
        rateFromPrevious: k === 0 ? null : here / of(levels[k - 1]!),
        medianSecondsFromPrevious: null,
        left: lost,
        stillDeciding: still,
        drop: k === levels.length - 1 || over <= 0
          ? null
          : { lost, of: over, rate: lost / over, ...wilson(lost, over) },
      };
    });
  });
  const funnel: FunnelResult = {
    kind: "funnel",
    mode: "ordered",
    within: "56d",
    withinSeconds: 4_838_400,
    observedUntil: 1,
    people: total,
    steps: chains.at(-1)!,
    groups: sizes.map((n, i) => ({ group: `s${i}`, name: `s${i}`, people: n, steps: chains[i]! })),
    warnings: [],
  };
  return {
    segments: sized,
    reach,
    funnels: [funnel],
    measures: Array.from({ length: measures }, (_, m) => measure(m)),
  };
}

const large = report(20, 40);
Deno.bench("release: 20 segments, 40 measures; linked with sizes, reach and a funnel", async () => {
  const before = process.cpuUsage();
  await release(large);
  const { user, system } = process.cpuUsage(before);
  // Processor time, so that what else the machine does is not counted. The limit is five seconds.
  if ((user + system) / 1e6 > 5) {
    throw new Error(`the gate took ${(user + system) / 1e6} s of processor time`);
  }
});
