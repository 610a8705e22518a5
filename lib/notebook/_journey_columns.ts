import type { JourneyResult } from "../charts/mod.ts";
import type { Shown } from "../segments/mod.ts";
import type { FrameColumns } from "./frame_columns.ts";

type Of<K extends JourneyResult["kind"]> = Extract<JourneyResult, { kind: K }>;
type Cell = string | Shown | null | undefined;

/** Columns of every journeys result: one row a point, way, pair, link, stage, channel, cohort or step. */
export const journeyColumns: {
  readonly [K in JourneyResult["kind"]]: (result: Of<K>) => FrameColumns;
} = {
  window: ({ groups }) =>
    columns(groups.flatMap((g) =>
      g.at.map((at) => ({
        group: texts(g.group),
        people: numbers(g.people),
        converted: numbers(g.converted),
        suggestedSeconds: numbers(g.suggested?.seconds),
        within: texts(at.within),
        rate: numbers(at.rate),
        low: numbers(at.low),
        high: numbers(at.high),
        missed: numbers(at.missed),
      }))
    )),
  timing: ({ groups }) =>
    columns(groups.flatMap((g) =>
      g.curve.map((point) => ({
        group: texts(g.group),
        time: numbers(point.time),
        survival: numbers(point.survival),
        low: numbers(point.low),
        high: numbers(point.high),
        atRisk: numbers(point.atRisk),
      }))
    )),
  paths: ({ variants }) =>
    columns(variants.map((one) => ({
      path: texts(one.path.join(" > ")),
      people: numbers(one.people),
      share: numbers(one.share),
      covered: numbers(one.covered),
      medianSeconds: numbers(one.medianSeconds),
    }))),
  transitions: ({ edges }) =>
    columns(edges.map((one) => ({
      from: texts(one.from),
      to: texts(one.to),
      times: numbers(one.count),
      people: numbers(one.people),
      shareOfFrom: numbers(one.shareOfFrom),
      medianSeconds: numbers(one.medianSeconds),
    }))),
  flow: ({ links }) =>
    columns(links.map((one) => ({
      step: numbers(one.step),
      from: texts(one.from),
      to: texts(one.to),
      people: numbers(one.people),
      medianSeconds: numbers(one.medianSeconds),
    }))),
  attempts: ({ steps }) =>
    columns(steps.map((one) => ({
      step: texts(one.name),
      attempts: numbers(one.attempts),
      people: numbers(one.people),
      rateFromFirst: numbers(one.rateFromFirst),
      rateFromPrevious: numbers(one.rateFromPrevious),
      medianSecondsFromPrevious: numbers(one.medianSecondsFromPrevious),
      left: numbers(one.left),
      stillDeciding: numbers(one.stillDeciding),
    }))),
  stages: ({ groups }) =>
    columns(groups.flatMap((g) =>
      g.stages.map((one) => ({
        group: texts(g.group),
        stage: texts(one.stage),
        people: numbers(one.people),
        now: numbers(one.now),
        stalled: numbers(one.stalled),
        returned: numbers(one.returned),
        skipped: numbers(one.skipped),
        medianSeconds: numbers(one.medianSeconds),
      }))
    )),
  attribution: ({ channels, groups }) =>
    columns([{ group: "all", channels }, ...groups ?? []].flatMap((g) =>
      g.channels.map((one) => ({
        group: texts(g.group),
        channel: texts(one.channel),
        touches: numbers(one.touches),
        first: numbers(one.first),
        last: numbers(one.last),
        lastNonDirect: numbers(one.lastNonDirect),
        linear: numbers(one.linear),
        uShaped: numbers(one.uShaped),
        jShaped: numbers(one.jShaped),
        inverseJ: numbers(one.inverseJ),
        timeDecay: numbers(one.timeDecay),
        participation: numbers(one.participation),
        shapley: numbers(one.shapley),
        shapleyRate: numbers(one.shapleyRate),
        markov: numbers(one.markov),
        removalEffect: numbers(one.removalEffect),
      }))
    )),
  retention: ({ cohorts, groups, brackets }) =>
    columns(
      (groups ?? [{ group: "all", cohorts }]).flatMap((g) =>
        g.cohorts.flatMap((cohort) =>
          cohort.returned.map((returned, b) => ({
            group: texts(g.group),
            cohort: texts(cohort.cohort),
            people: numbers(cohort.people),
            fromPeriod: numbers(brackets[b]!.from),
            toPeriod: numbers(brackets[b]!.to - 1),
            returned: numbers(returned),
          }))
        )
      ),
    ),
  associations: ({ items }) =>
    columns(items.map((one) => ({
      name: texts(one.name),
      converted: numbers(one.converted),
      others: numbers(one.others),
      shareOfConverted: numbers(one.shareOfConverted),
      shareOfOthers: numbers(one.shareOfOthers),
      oddsRatio: numbers(one.oddsRatio),
      low: numbers(one.low),
      high: numbers(one.high),
      p: numbers(one.p),
      pHolm: numbers(one.pHolm),
    }))),
  afterDropOff: ({ steps }) =>
    columns(
      steps.flatMap((step) =>
        [...step.next, { event: "(nothing)", people: step.nothing, share: null, medianSeconds: null }].map((
          one,
        ) => ({
          step: texts(step.step),
          left: numbers(step.people),
          next: texts(one.event),
          people: numbers(one.people),
          share: numbers(one.share),
          medianSeconds: numbers(one.medianSeconds),
        }))
      ),
    ),
  dropOff: ({ groups }) =>
    columns(groups.flatMap((g) =>
      g.steps.map((step) => ({
        group: texts(g.group),
        step: texts(step.step),
        of: numbers(step.of),
        lost: numbers(step.lost),
        rate: numbers(step.rate),
        low: numbers(step.low),
        high: numbers(step.high),
        excess: numbers(step.excess?.difference),
        excessLow: numbers(step.excess?.low),
        excessHigh: numbers(step.excess?.high),
        excessP: numbers(step.excess?.p),
        likely: texts(step.likely?.cause),
      }))
    )),
};

function texts(value: string | undefined): Cell {
  return value ?? "";
}

/** A number as it is; hidden, missing and unknown ones become NaN. */
function numbers(value: Shown | null | undefined): Cell {
  return typeof value === "number" ? value : NaN;
}

/** Rows turned into columns; no rows, no columns. */
function columns(rows: readonly Readonly<Record<string, Cell>>[]): FrameColumns {
  const names = Object.keys(rows[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as FrameColumns;
}
