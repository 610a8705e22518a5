import type { AssociationsResult, AttributionResult } from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";
import { count, number, percent, pValue } from "../words/mod.ts";
import { capital, cell, ends, row, section, withEnds } from "./_cells.ts";
import type { DataTable } from "./data_table.ts";

/** What each model gives each channel: one row a channel. */
export function attributionTable(result: AttributionResult<Shown>): DataTable {
  const groups = result.groups ?? [{ group: "all", channels: result.channels }];
  const timed = result.channels.some(({ timeDecay }) => timeDecay !== null);
  const worth = result.channels.some(({ shapleyRate }) => shapleyRate !== null);
  const drawn = result.bootstrap;
  return {
    caption: `Credit for ${cell(result.conversions, number)} conversions by channel and model` +
      (drawn ? `, with ${Math.round(100 * drawn.level)}% intervals of Markov` : ""),
    columns: [
      "Channel",
      "Touches",
      "First",
      "Last",
      ...(result.direct === null ? [] : ["Last non-direct"]),
      "Linear",
      "U-shaped",
      ...(timed ? ["Time decay"] : []),
      "Shapley",
      ...(worth ? ["Shapley of rates"] : []),
      "Markov",
      "Removal effect",
      "Models disagree over",
    ],
    sections: groups.map(({ group, channels }) =>
      section(
        result.groups ? { id: group, name: group } : null,
        channels.map((c) =>
          row(
            c.channel,
            cell(c.touches, count),
            cell(c.first, number),
            cell(c.last, number),
            ...(result.direct === null ? [] : [cell(c.lastNonDirect, number)]),
            cell(c.linear, number),
            cell(c.uShaped, number),
            ...(timed ? [cell(c.timeDecay, number)] : []),
            cell(c.shapley, number),
            ...(worth ? [cell(c.shapleyRate, number)] : []),
            withEnds(c.markov, c.intervals?.markov?.[0], c.intervals?.markov?.[1], number),
            cell(c.removalEffect, percent),
            ends(c.range[0], c.range[1], number),
          )
        ),
      )
    ),
  };
}

/** What goes with conversion: one row an event or value. */
export function associationsTable(result: AssociationsResult<Shown>, many: string): DataTable {
  return {
    caption: `What goes with conversion, of ${cell(result.converted, count)} converted and ${
      cell(result.others, count)
    } other ${many}`,
    columns: [
      capital("event or value"),
      "Of the converted",
      "Of the others",
      "Odds ratio",
      `${Math.round(100 * result.level)}% interval`,
      "p, adjusted",
    ],
    sections: [section(
      null,
      result.items.map((item) =>
        row(
          item.name,
          `${cell(item.shareOfConverted, percent)} (${cell(item.converted, count)})`,
          `${cell(item.shareOfOthers, percent)} (${cell(item.others, count)})`,
          item.oddsRatio === null ? "–" : cell(item.oddsRatio, number),
          `${cell(item.low, number)} – ${item.high === null ? "∞" : cell(item.high, number)}`,
          cell(item.pHolm, pValue),
        )
      ),
    )],
  };
}
