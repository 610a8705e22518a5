import type { JSX } from "preact";
import { HiddenWord, Sparkline } from "../../lib/charts/mod.ts";
import { count, day } from "../../lib/words/mod.ts";
import { changeInterval, changeText, peopleChange } from "./change_text.ts";
import type { View } from "./view.ts";

/** Heading of the column: "Since 30 September". */
export function changeHeading({ model: { changes, asOf } }: View): string | null {
  if (!changes) return null;
  const full = day(changes.since.date);
  const year = asOf.date.slice(0, 4);
  return `Since ${full.endsWith(year) ? full.slice(0, -5) : full}`;
}

/** A group's change since the last report and its line over the last ones. */
export function ChangeCell({ view, group }: { readonly view: View; readonly group: string }): JSX.Element {
  return (
    <>
      <Trend view={view} group={group} />
      <Change view={view} group={group} />
    </>
  );
}

function Change({ view, group }: { readonly view: View; readonly group: string }): JSX.Element {
  const { changes, main } = view.model;
  if (!changes) return <>–</>;
  const size = changes.groups.find((row) => row.group === group);
  const measure = changes.measures.find(({ id }) => id === main);
  const row = measure?.groups.find((one) => one.group === group);
  const reason = changes.refused.length > 0 ? "Not comparable" : row ? row.reason : size?.reason ?? null;
  if (reason !== null) {
    return (
      <span class="na">
        {reason}
        {reason !== "Not comparable" && <span class="t2">not comparable</span>}
      </span>
    );
  }
  const change = measure && row ? row.change : size?.change ?? null;
  if (change === null) return <span class="na">–</span>;
  if (change === "hidden") return <HiddenWord />;
  if (!measure || !row) return <b>{peopleChange(change)}</b>;
  return (
    <>
      <b>{changeText(measure, change)}</b>
      <span class="t2">{changeInterval(measure, row)}</span>
    </>
  );
}

function Trend({ view, group }: { readonly view: View; readonly group: string }): JSX.Element | null {
  const { trend } = view.model;
  const line = trend?.groups.find((one) => one.group === group);
  if (!trend || !line || line.values.filter((value) => typeof value === "number").length < 2) return null;
  const reports = count(trend.dates.length);
  const broken = line.breaks.length > 0 ? ", broken where the definition changed" : "";
  return (
    <Sparkline
      values={line.values}
      span={spanOf(trend)}
      breaks={line.breaks}
      sentence={`The last ${reports} reports${broken}`}
    />
  );
}

/** The same height in every row: the widest line's, so that slopes can be compared. */
export function spanOf({ groups }: NonNullable<View["model"]["trend"]>): number {
  const ranges = groups.filter(({ group }) => group !== "all").map(({ values }) => {
    const shown = values.filter((value) => typeof value === "number");
    return shown.length < 2 ? 0 : Math.max(...shown) - Math.min(...shown);
  });
  return Math.max(...ranges, 0) || 1;
}
