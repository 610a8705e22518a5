import type { ConversionWindowResult, RetentionResult, StagesResult, TimingResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { count, duration, interval, number, percent, pValue, windowWords } from "../words/mod.ts";
import { capital, cell, ends, rateWithEnds, row, section, withEnds } from "./_cells.ts";
import type { DataTable } from "./data_table.ts";
import type { FlatTable } from "./flat_table.ts";

/** How long each group takes: one row a group. */
export function timingTable(result: TimingResult<Shown>, many: string): DataTable {
  const unit = result.unit === null ? "" : `, ${result.unit}`;
  const level = `${Math.round(100 * result.level)}%`;
  const times = result.groups[0]?.at.map(({ time }) => time) ?? [];
  return {
    caption: `Time until it happens, by group${unit}`,
    columns: [
      "Group",
      capital(many),
      "It happened to",
      "Median time",
      `${level} interval`,
      "Median follow-up",
      ...times.map((time) => `Still waiting at ${cell(time, number)}`),
    ],
    sections: [section(
      null,
      result.groups.map((g) => ({
        id: g.group,
        cells: [
          g.group,
          cell(g.n, count),
          cell(g.events, count),
          g.median === null ? "not reached" : cell(g.median, number),
          ends(g.medianInterval[0], g.medianInterval[1], number),
          g.followUp.time === null ? "–" : cell(g.followUp.time, number),
          ...times.map((_, i) => {
            const point = g.at[i];
            return point ? rateWithEnds(point.survival, point.low, point.high) : "–";
          }),
        ],
      })),
    )],
  };
}

/** The curves behind a timing figure: one row a point, in sections of a group. */
export function curveTable(result: TimingResult<Shown>): DataTable {
  return {
    caption: `Share still waiting after each time${result.unit === null ? "" : `, in ${result.unit}`}`,
    columns: ["Time", "Still waiting", `${Math.round(100 * result.level)}% interval`, "At risk before it"],
    sections: result.groups.map((g) =>
      section(
        { id: g.group, name: g.group },
        g.curve.map((point) =>
          row(
            cell(point.time, number),
            cell(point.survival, percent),
            interval(point, { dash: true }) || "–",
            cell(point.atRisk, count),
          )
        ),
      )
    ),
  };
}

/** Tests that groups do not differ: one row a test; without rows when there is nothing to compare. */
export function testsTable(result: TimingResult<Shown>): FlatTable {
  const names = {
    logRank: "Log-rank",
    gehanWilcoxon: "Gehan-Wilcoxon (early times)",
    taroneWare: "Tarone-Ware",
    petoPeto: "Peto-Peto",
    flemingHarrington: "Fleming-Harrington",
  };
  const tests = [
    ...(result.logRank ? [{ label: names.logRank, ...result.logRank }] : []),
    ...(result.weighted ?? []).map((test) => ({ label: names[test.name], ...test })),
    ...(result.comparisons ?? []).map((test) => ({
      label: `At ${number(test.time)}, equal follow-up`,
      ...test,
    })),
  ];
  return {
    caption: "Whether the groups differ",
    columns: [
      { label: "Test", align: "left" },
      { label: "Chi-square", align: "right" },
      { label: "Degrees of freedom", align: "right" },
      { label: "p", align: "right" },
    ],
    rows: tests.map(({ label, chiSquare, df, p }) => [
      label,
      cell(chiSquare, (value) => value.toFixed(2)),
      String(df),
      cell(p, pValue),
    ]),
  };
}

/** How long groups take from the first step to the last: one row a group. */
export function windowTable(result: ConversionWindowResult<Shown>, many: string): DataTable {
  const [first, last] = [result.steps[0] ?? "", result.steps.at(-1) ?? ""];
  const lengths = result.groups[0]?.at ?? [];
  return {
    caption: `Time from ${first} to ${last}; the suggested window covers ${
      percent(result.covers)
    } of those who convert within ${duration(result.horizonSeconds)}`,
    columns: [
      "Group",
      `${capital(many)} who started`,
      "Converted so far",
      "Suggested window (95% interval)",
      ...lengths.map(({ within }) => `Within ${windowWords(within)}`),
    ],
    sections: [section(
      null,
      result.groups.map((g) => ({
        id: g.group,
        cells: [
          g.name,
          cell(g.people, count),
          cell(g.converted, count),
          g.suggested === null
            ? "–"
            : withEnds(g.suggested.seconds, g.suggested.low, g.suggested.high, duration),
          ...g.at.map(({ rate, missed }) =>
            missed === null || rate === null
              ? cell(rate, percent)
              : `${cell(rate, percent)} (misses ${cell(missed, percent)})`
          ),
        ],
      })),
    )],
  };
}

/** Who came back: one row a cohort, and one for all of them. */
export function retentionTable(result: RetentionResult<Shown>, many: string): DataTable {
  const groups = result.groups ??
    [{ group: "all", name: "Everybody", cohorts: result.cohorts, overall: result.overall }];
  const unit = /^\d/.test(result.period) ? `× ${windowWords(result.period)}` : result.period;
  const heads = result.brackets.slice(1).map(({ from, to }) =>
    /^\d/.test(result.period)
      ? to - from === 1 ? `${from} ${unit}` : `${from}–${to - 1} ${unit}`
      : to - from === 1
      ? `${capital(unit)} ${from}`
      : `${capital(unit)}s ${from}–${to - 1}`
  );
  const share = (value: Shown | null, of: Shown) =>
    value === null
      ? ""
      : typeof value === "number" && typeof of === "number" && of > 0
      ? `${percent(value / of)} (${count(value)})`
      : of === 0
      ? "–"
      : cell(value, count);
  return {
    caption: `${capital(many)} who came back, by the ${result.cohortBy} they started in`,
    columns: ["Started", capital(many), ...heads],
    sections: groups.map(({ group, name, cohorts, overall }) =>
      section(result.groups ? { id: group, name } : null, [
        ...cohorts.map((one) =>
          row(one.cohort, cell(one.people, count), ...one.returned.slice(1).map((n) => share(n, one.people)))
        ),
        row(
          "All that can be seen",
          "",
          ...overall.slice(1).map((one) => one === null ? "" : rateWithEnds(one.rate, one.low, one.high)),
        ),
      ])
    ),
  };
}

/** Where people stand: one row a stage. */
export function stagesTable(result: StagesResult<Shown>, many: string): DataTable {
  return {
    caption: `${capital(many)} by stage of ${result.journey.name}; a stall is more than ${
      duration(result.stallSeconds)
    }`,
    columns: [
      "Stage",
      "Ever in it",
      "In it now",
      "Of them stalled",
      "Came back to it",
      "Skipped it",
      "Median stay",
    ],
    sections: result.groups.map((g) =>
      section(
        { id: g.group, name: g.name },
        g.stages.map((s) =>
          row(
            s.name,
            cell(s.people, count),
            cell(s.now, count),
            cell(s.stalled, count),
            cell(s.returned, count),
            cell(s.skipped, count),
            cell(s.medianSeconds, duration),
          )
        ),
      )
    ),
  };
}
