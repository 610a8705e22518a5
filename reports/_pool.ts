import type { Started } from "../lib/journeys/mod.ts";
import { rates } from "../lib/outcomes/mod.ts";
import type { Group } from "../lib/segments/mod.ts";

/**
 * Groups joined, each too small one with the group whose rate is nearest to its own, until every count of every side
 * may be shown: better a joined group than a hidden one. Null where only one is left, or where groups share people.
 *
 * @param sides Who could, and who did, on each side.
 * @param minimum The smallest count that may be shown, beside zero.
 */
export function pool(
  groups: readonly Group[],
  sides: readonly Started[],
  minimum: number,
): readonly Group[] | null {
  let pooled = groups.filter((group) => countsOf(group, sides).some(({ of }) => of > 0));
  if (overlap(pooled)) return null;
  for (;;) {
    const small = pooled.find((group) =>
      countsOf(group, sides).some(({ n, of }) => isSmall(n, minimum) || isSmall(of - n, minimum))
    );
    if (!small) break;
    const own = rateOf(small, sides);
    const [nearest] = pooled.filter((group) => group !== small).toSorted((a, b) =>
      Math.abs(rateOf(a, sides) - own) - Math.abs(rateOf(b, sides) - own)
    );
    if (!nearest) return null;
    const [first, second] = pooled.indexOf(small) < pooled.indexOf(nearest)
      ? [small, nearest]
      : [nearest, small];
    pooled = pooled.filter((group) => group !== second).map((group) =>
      group === first ? join(first, second) : group
    );
  }
  return pooled.length < 2 ? null : pooled;
}

function join(first: Group, second: Group): Group {
  return {
    id: `${first.id}+${second.id}`,
    name: `${first.name} + ${second.name}`,
    kind: "segment",
    members: first.members.map((one, pid) => one | second.members[pid]!),
    size: first.size + second.size,
  };
}

function countsOf(
  group: Group,
  sides: readonly Started[],
): readonly { readonly n: number; readonly of: number }[] {
  return sides.map((side) => rates(side, [group])[0]!);
}

function rateOf(group: Group, sides: readonly Started[]): number {
  const counts = countsOf(group, sides);
  const sum = (key: "n" | "of") => counts.reduce((total, one) => total + one[key], 0);
  return sum("of") === 0 ? 0 : sum("n") / sum("of");
}

function isSmall(count: number, minimum: number): boolean {
  return count > 0 && count < minimum;
}

function overlap(groups: readonly Group[]): boolean {
  const people = groups[0]?.members.length ?? 0;
  for (let pid = 0; pid < people; pid++) {
    let times = 0;
    for (const { members } of groups) times += members[pid]!;
    if (times > 1) return true;
  }
  return false;
}
