import type { Estimate } from "../outcomes/mod.ts";
import type { Candidate, Context } from "./_candidate.ts";
import { groupName, named } from "./_phrases.ts";
import type { MisleadingRow, MisleadingTotal } from "./misleading_total.ts";
import { ofEvery100, percent, points, pointsInterval } from "./rates.ts";

/** Totals that point the other way than their parts: nobody should quote them. */
export function misleadingFindings(
  totals: readonly MisleadingTotal[],
  { counted, total }: Context,
): Candidate[] {
  const { many } = counted;
  return totals.flatMap((one): Candidate[] => {
    const { all, sameMix, groups } = one.contrast;
    if (!all?.change || all.before === null || all.after === null || !sameMix) return [];
    const compared = groups.filter(({ change }) => change !== null);
    const up = sameMix.value > 0;
    const against = compared.filter(({ change }) => change!.value !== 0 && change!.value > 0 === up).length;
    const agreed = against < compared.length
      ? `${against} of the ${compared.length}`
      : against === 2
      ? "both"
      : `all ${against}`;
    const [before, after] = one.sides.map((side) => named(side, 160));
    return [{
      kind: "misleads",
      // Whoever reads the total reads it the wrong way, by as much as it moved.
      score: Math.abs(all.change.value) * (total ?? 0),
      finding: {
        id: `misleads:${one.id}`,
        see: `**${ofEvery100(all.after)}** ${many} ${after} ${
          named(one.did, 160)
        }; of those ${before} it is ${bare(all.before)} (${signed(all.change)}). Yet it is ${
          up ? "higher" : "lower"
        } in ${agreed} groups that can be compared: with the same mix of groups it would be ${
          signed(sameMix)
        }.`,
        act: `Judge each segment on its own line, and do not quote the total.${mixOf(groups)}`,
        mind: `${
          beyondChance(all.change)
            ? "A single group’s difference may be chance; together they are not."
            : "The difference of the total may be chance, and so may a single group’s; the groups together are beyond it."
        } Not a test. Everybody is counted in the group they are in today.`,
        segment: null,
        section: "misleads",
        strip: null,
      },
    }];
  });
}

/** "−3.2 points, 95% interval −8.8 to +2.3". */
function signed(change: Estimate): string {
  return `${points(change.value).replace(/pts$/, "points")}, 95% interval ${pointsInterval(change)}`;
}

function bare(rate: number): string {
  return ofEvery100(rate).replace(/ of every 100$/, "");
}

/** " What differs is who is in it: Learning basics make up 27% before and 51% after." */
function mixOf(groups: readonly MisleadingRow[]): string {
  const [most] = groups.flatMap(({ group, name, shares }) => shares ? [{ group, name, ...shares }] : [])
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  if (!most || Math.abs(most.after - most.before) < 0.02) return "";
  return ` What differs is who is in it: ${groupName({ id: most.group, name: most.name })} went from ${
    percent(most.before)
  } to ${percent(most.after)} of them.`;
}

function beyondChance({ low, high }: Estimate): boolean {
  return low > 0 || high < 0;
}
