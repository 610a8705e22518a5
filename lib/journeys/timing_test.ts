import { strict as assert } from "node:assert";
import { codes, published, publishedColumns } from "./_published_for_tests.ts";
import type { SurvivalData } from "./survival_data.ts";
import { timing } from "./timing.ts";

const near = (actual: number | null | undefined, expected: number, within = 1e-8) =>
  assert.ok(
    typeof actual === "number" && Math.abs(actual - expected) <= within,
    `${actual}, not ${expected}`,
  );

const table = (path: string, time: string, status: string, group: string, delimiter = ",") => {
  const column = publishedColumns(path, delimiter);
  const coded = codes(column(group));
  const data: SurvivalData = {
    time: Float64Array.from(column(time), Number),
    status: Uint8Array.from(column(status), Number),
    group: coded.codes,
  };
  return { data, names: coded.names };
};

Deno.test("timing() agrees with a case worked by hand", () => {
  const data = { time: Float64Array.of(4, 2, 1, 3), status: Uint8Array.of(0, 1, 1, 1) };
  const result = timing(data, { at: [0.5, 2.5, 9], unit: "weeks" });
  const [all] = result.groups;
  assert.equal(result.kind, "timing");
  assert.equal(result.logRank, undefined);
  assert.deepEqual([all?.group, all?.n, all?.events, all?.median, all?.until], ["all", 4, 3, 2, 4]);
  assert.deepEqual(all?.curve.map(({ time, survival, atRisk }) => [time, survival, atRisk]), [
    [1, 0.75, 4],
    [2, 0.5, 3],
    [3, 0.25, 2],
  ]);
  // Nobody was followed to 9: the curve is not read there.
  assert.deepEqual(all?.at.map(({ time, survival, low, atRisk }) => [time, survival, low === null, atRisk]), [
    [0.5, 1, true, 4],
    [2.5, 0.5, false, 2],
  ]);
  assert.deepEqual(all?.quantiles.map(({ share, time }) => [share, time]), [[0.25, 1], [0.5, 2], [0.75, 3]]);
  assert.equal(all?.restrictedMean?.mean, 1 + 0.75 + 0.5 + 0.25);
  assert.equal(all?.followUp.time, 4);
  assert.deepEqual(result.warnings, []);
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
});

Deno.test({
  name:
    "timing() gives the medians, intervals, follow-up and tests of R survival 3.5.3 (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    // survfit(Surv(...) ~ group, conf.type = "log-log") and survdiff; quantile() for the quartiles
    const lung = table("journeys/lung.csv", "time", "status", "sex");
    const bySex = timing(lung.data, { groups: lung.names, horizon: 500, at: [100, 365] });
    assert.deepEqual(
      bySex.groups.map(({ group, n, events, median, medianInterval }) => [
        group,
        n,
        events,
        median,
        ...medianInterval,
      ]),
      [["1", 138, 112, 270, 210, 306], ["2", 90, 53, 426, 345, 524]],
    );
    assert.deepEqual(bySex.groups[1]?.quantiles, [
      { share: 0.25, time: 226, low: 167, high: 310 },
      { share: 0.5, time: 426, low: 345, high: 524 },
      { share: 0.75, time: 687, low: 524, high: 765 },
    ]);
    near(bySex.logRank?.chiSquare, 10.3267419549);
    near(bySex.weighted?.find(({ name }) => name === "flemingHarrington")?.chiSquare, 12.7141514012);
    near(bySex.comparisons?.[1]?.chiSquare, 6.20657394772);
    near(bySex.groups[0]?.restrictedMean?.mean, 278.763231530);
    const [men] = bySex.groups;
    assert.deepEqual(men?.at.map(({ time, atRisk }) => [time, atRisk]), [[100, 114], [365, 35]]);
    near(men?.at[0]?.survival, 0.82608696);
    near(men?.at[0]?.low, 0.75185172);
    near(men?.at[0]?.high, 0.87987054);
    // survfit(Surv(time, 1 - status) ~ sex)
    assert.deepEqual(bySex.groups.map(({ followUp }) => followUp), [
      { time: 840, low: 806, high: null },
      { time: 529, low: 376, high: 740 },
    ]);

    const waltons = table("journeys/waltons_dataset.csv", "T", "E", "group");
    assert.deepEqual(
      timing(waltons.data, { groups: waltons.names }).groups.map((
        g,
      ) => [g.group, g.median, ...g.medianInterval]),
      [["control", 58, 56, 60], ["miR-137", 26, 19, 29]],
    );
    const dd = table("journeys/dd.csv", "duration", "observed", "regime");
    assert.deepEqual(
      timing(dd.data, { groups: dd.names }).groups.map((g) => [g.median, ...g.medianInterval]),
      [[6, 6, 9], [5, 4, 6], [2, 2, 2], [29, 18, 35], [3, 3, 3], [4, 4, 4]],
    );
  },
});

Deno.test({
  name: "timing() with late entry gives the curve of R survival 3.5.3 (skipped without ../shared/data)",
  ignore: !published,
  fn: () => {
    // l2 <- subset(transform(lung, entry = (seq_len(nrow(lung)) * 37) %% 200), entry < time)
    // summary(survfit(Surv(entry, time, status) ~ sex, l2, conf.type = "log-log"), times = c(200, 365, 500))
    const { data, names } = table("journeys/lung.csv", "time", "status", "sex");
    const rows = [...data.time.keys()].filter((i) => (i + 1) * 37 % 200 < data.time[i]!);
    const result = timing({
      time: Float64Array.from(rows, (i) => data.time[i]!),
      status: Uint8Array.from(rows, (i) => data.status[i]!),
      group: Uint8Array.from(rows, (i) => data.group![i]!),
      entry: Float64Array.from(rows, (i) => (i + 1) * 37 % 200),
    }, { groups: names, at: [200, 365, 500] });
    const [men, women] = result.groups;
    assert.deepEqual([men?.median, ...men?.medianInterval ?? []], [288, 229, 353]);
    assert.deepEqual([women?.median, ...women?.medianInterval ?? []], [433, 348, 550]);
    [0.67236704, 0.37209236, 0.24712398].forEach((share, i) => near(men?.at[i]?.survival, share));
    [0.55848627, 0.27526624, 0.16394030].forEach((low, i) => near(men?.at[i]?.low, low));
    assert.deepEqual(women?.at.map(({ atRisk }) => atRisk), [66, 30, 21]);
    near(result.logRank?.chiSquare, 6.52939661233);
  },
});

Deno.test("timing() gives incidences, the event asked about first, and warns, when other events compete", () => {
  const data = { time: Float64Array.of(1, 2, 3, 4), status: Uint8Array.of(1, 2, 1, 0) };
  const result = timing(data, { event: 2, eventNames: { 2: "opted out" }, at: [3] });
  const incidence = result.groups[0]?.incidence;
  assert.deepEqual(incidence?.map(({ name, events }) => [name, events]), [["opted out", 1], ["event 1", 2]]);
  assert.equal(incidence?.[1]?.median, 3);
  near(incidence?.[1]?.at[0]?.incidence, 0.5, 1e-15);
  assert.match(result.warnings[0]!, /overstates/);
});

Deno.test("timing() keeps a group of nobody, and says so", () => {
  const data = { time: Float64Array.of(1, 2), status: Uint8Array.of(1, 0), group: Uint8Array.of(0, 0) };
  const result = timing(data, { groups: ["here", "nobody"] });
  const nobody = result.groups[1];
  assert.deepEqual([nobody?.n, nobody?.median, nobody?.until, nobody?.curve.length], [0, null, null, 0]);
  assert.deepEqual(result.warnings, ['Group "nobody" has nobody.']);
  assert.equal(result.logRank, undefined);
  const empty = timing({ time: new Float64Array(0), status: new Uint8Array(0) });
  assert.deepEqual([empty.groups[0]?.n, empty.groups[0]?.restrictedMean], [0, null]);
});

Deno.test("timing() says when the first people under observation use up the curve", () => {
  const data = {
    time: Float64Array.of(2, 9, 9),
    status: Uint8Array.of(1, 1, 0),
    entry: Float64Array.of(0, 3, 3),
  };
  assert.match(timing(data).warnings[0]!, /everybody at risk at 2 had the event/);
});

Deno.test("timing() shortens a long curve to evenly chosen points, and says so", () => {
  const time = Float64Array.from({ length: 5000 }, (_, i) => i + 1);
  const result = timing({ time, status: new Uint8Array(5000).fill(1) }, { mostPoints: 100 });
  const curve = result.groups[0]!.curve;
  assert.deepEqual([curve.length, curve[0]?.time, curve.at(-1)?.time], [100, 1, 5000]);
  assert.match(result.warnings[0]!, /100 of its 5000 points/);
});

Deno.test("timing() refuses names and levels that do not fit", () => {
  const data = { time: Float64Array.of(1), status: Uint8Array.of(1), group: Uint8Array.of(2) };
  assert.throws(() => timing(data, { groups: ["a"] }), /largest code is 2, names are 1/);
  assert.throws(() => timing({ ...data, group: undefined }, { groups: ["a", "b"] }), /no group codes/);
  assert.throws(() => timing(data, { level: 95 }), RangeError);
  assert.throws(() => timing(data, { mostPoints: 1 }), RangeError);
  assert.throws(() => timing(data, { quantiles: [50] }), RangeError);
});
