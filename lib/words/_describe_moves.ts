import type { MovesResult, Shown } from "../segments/mod.ts";
import { groupName, people as everyone } from "./_phrases.ts";
import type { Counted } from "./counted.ts";
import { count } from "./numbers.ts";
import { day } from "./times.ts";

/** The largest flow, and how many are new and gone, as far as they may be said. */
export function describeMoves(
  { since, flows, groups, fresh, gone }: MovesResult<Shown>,
  counted: Counted = everyone,
): string {
  const { many } = counted;
  const parts: string[] = [];
  const [flow] = flows;
  if (flow && flow.people !== "hidden") {
    const name = (id: string) =>
      groupName({ id, name: groups.find(({ group }) => group === id)?.name ?? id });
    parts.push(`the most, ${count(flow.people)} ${many}, went from ${name(flow.from)} to ${name(flow.to)}`);
  }
  if (typeof fresh === "number") parts.push(`${count(fresh)} ${many} are new`);
  if (typeof gone === "number") parts.push(`${count(gone)} are no longer there`);
  return parts.length === 0
    ? `Who moved since ${day(since)} may not be told.`
    : `Since ${day(since)}, ${parts.join("; ")}.`;
}
