import { count, day, plainText } from "../../lib/words/mod.ts";
import { tame } from "../_escape.ts";
import type { ReportModel } from "../model.ts";
import { groupFacts, trustFacts } from "./key_facts.ts";

const mostGroups = 12;

/**
 * A report as a message: plain text that reads well in any chat, without markup that one of them might take for its
 * own. Only what passed the gate is in the model, and so in here.
 *
 * @param link Where the page is, as the reader may open it. Default: none.
 */
export function chatSummary(given: ReportModel, options: { readonly link?: string } = {}): string {
  const model = tame(given);
  const { workspace, asOf, findings, segments } = model;
  const { many } = workspace.counted;
  const main = model.measures.find(({ id }) => id === model.main);
  const groups = groupFacts(model);
  const lines = [
    `${model.title}, ${workspace.name}, ${day(asOf.date)}`,
    `${count(segments.total)} ${many} in ${groups.length} groups`,
    "",
    ...findings.length === 0
      ? ["Nothing stands out.", ""]
      : findings.slice(0, 3).flatMap(({ see, act }, i) => [
        `${i + 1}. ${plainText(see)}`,
        `   What to do: ${plainText(act)}`,
        "",
      ]),
    main ? `${main.name}:` : `${many.charAt(0).toUpperCase()}${many.slice(1)}:`,
    ...groups.slice(0, mostGroups).map(({ name, people, value, change }) =>
      `- ${name}: ${value === null ? people : `${value} (${people} ${many})`}${
        change === null || change === "–" ? "" : `, since the last report ${change}`
      }`
    ),
    ...groups.length > mostGroups ? [`- and ${groups.length - mostGroups} more in the report`] : [],
    "",
    ...trustFacts(model),
    ...options.link === undefined ? [] : [`Report: ${options.link}`],
  ];
  return `${lines.map((line) => line.replaceAll(/\s*[\r\n]+\s*/g, " ").trimEnd()).join("\n")}\n`;
}
