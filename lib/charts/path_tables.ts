import type {
  AfterDropOffResult,
  AttemptsResult,
  FlowResult,
  PathsResult,
  TransitionsResult,
} from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { count, duration, percent, points, windowWords } from "../words/mod.ts";
import { capital, cell, row, section } from "./_cells.ts";
import type { DataTable } from "./data_table.ts";

/** The most frequent ways: one row each. */
export function pathsTable(result: PathsResult<Shown>, many: string): DataTable {
  return {
    caption: `The most frequent ways, of ${cell(result.differentPaths, count)} different ones that ${
      cell(result.people, count)
    } ${many} take`,
    columns: ["Way", capital(many), "Share", "With those above", "Median time"],
    sections: [section(
      null,
      result.variants.map((v) =>
        row(
          v.path.join(" → "),
          cell(v.people, count),
          cell(v.share, percent),
          cell(v.covered, percent),
          cell(v.medianSeconds, duration),
        )
      ),
    )],
  };
}

/** Who is where at each step: one row an event. */
export function stepMatrixTable({ stepMatrix }: PathsResult<Shown>, many = "people"): DataTable {
  const { steps, events, share, counts, people } = stepMatrix;
  const format = counts ? percent : points;
  return {
    caption: counts
      ? `Share of ${cell(people, count)} ${many} at each event, by step`
      : "Difference of shares at each event, by step",
    columns: ["Event", ...steps.map(String)],
    sections: [section(
      null,
      events.map((event, i) => row(event, ...share[i]!.map((one) => one === 0 ? "·" : cell(one, format)))),
    )],
  };
}

/** Events that people come back to: one row each. */
export function reworkTable({ rework }: PathsResult<Shown>, many = "people"): DataTable {
  return {
    caption: "Events that are done again",
    columns: ["Event", `${capital(many)} who did it`, "More than once", "Repeats", "Of them directly after"],
    sections: [section(
      null,
      rework.map((one) =>
        row(
          one.event,
          cell(one.people, count),
          cell(one.again, count),
          cell(one.repeats, count),
          cell(one.loops, count),
        )
      ),
    )],
  };
}

/** What follows directly on what: one row a pair. */
export function transitionsTable(result: TransitionsResult<Shown>, many: string): DataTable {
  const inSessions = result.edges.some(({ sessions }) => sessions !== undefined);
  return {
    caption: `What follows directly on what, of ${cell(result.people, count)} ${many}`,
    columns: [
      "From → to",
      "Times",
      capital(many),
      ...(inSessions ? ["Sessions"] : []),
      "Of all from there",
      "Median time between",
    ],
    sections: [section(
      null,
      result.edges.map((edge) =>
        row(
          `${edge.from} → ${edge.to}`,
          cell(edge.count, count),
          cell(edge.people, count),
          ...(inSessions ? [cell(edge.sessions, count)] : []),
          cell(edge.shareOfFrom, percent),
          cell(edge.medianSeconds, duration),
        )
      ),
    )],
  };
}

/** Where people go from step to step: one row a link, in sections of a step. */
export function flowTable(result: FlowResult<Shown>, many: string): DataTable {
  return {
    caption: `Where ${many} go from step to step`,
    columns: ["From → to", capital(many), "Median time between"],
    sections: result.steps.slice(0, -1).map((step) =>
      section(
        { id: String(step), name: `Step ${step} to ${step + 1}` },
        result.links.filter((link) => link.step === step).map((link) =>
          row(`${link.from} → ${link.to}`, cell(link.people, count), cell(link.medianSeconds, duration))
        ),
      )
    ),
  };
}

/** Attempts or sessions by step. */
export function attemptsTable(result: AttemptsResult<Shown>, many: string): DataTable {
  const unit = result.unit === "attempt" ? "Attempts" : "Sessions";
  return {
    caption: `${unit} by step, within ${windowWords(result.within)} of the first step`,
    columns: [
      "Step",
      unit,
      `${capital(many)} with one`,
      "Of the first step",
      "Median time from the step before",
      "Still open",
      "Over",
    ],
    sections: result.groups
      ? [{ group: "all", name: "Everybody", steps: result.steps }, ...result.groups].map((
        { group, name, steps },
      ) => section({ id: group, name }, attemptRows(steps)))
      : [section(null, attemptRows(result.steps))],
  };
}

function attemptRows(steps: AttemptsResult<Shown>["steps"]): DataTable["sections"][number]["rows"] {
  return steps.map((step, k) => {
    const last = k === steps.length - 1;
    return row(
      step.name,
      cell(step.attempts, count),
      cell(step.people, count),
      cell(step.rateFromFirst, percent),
      cell(step.medianSecondsFromPrevious, duration),
      last ? "–" : cell(step.stillDeciding, count),
      last ? "–" : cell(step.left, count),
    );
  });
}

/** What people did after they left: one row an event, in sections of a step. */
export function afterDropOffTable(result: AfterDropOffResult<Shown>, many: string): DataTable {
  return {
    caption: `What ${many} did next after they left`,
    columns: ["Next", capital(many), "Share", "Median time until then"],
    sections: result.steps.map((step) =>
      section({ id: step.step, name: `After ${step.step}` }, [
        ...step.next.map((next) =>
          row(
            next.event,
            cell(next.people, count),
            cell(next.share, percent),
            cell(next.medianSeconds, duration),
          )
        ),
        row(
          "Nothing more",
          cell(step.nothing, count),
          typeof step.nothing === "number" && typeof step.people === "number" && step.people > 0
            ? percent(step.nothing / step.people)
            : "–",
          "–",
        ),
      ])
    ),
  };
}
