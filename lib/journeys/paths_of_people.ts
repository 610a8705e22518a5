import type { ChannelPaths } from "./channel_paths.ts";
import { selectPaths } from "./_select_paths.ts";

/**
 * The paths of some people, with all their columns.
 *
 * @param members 1 where the person, by number, belongs.
 * @throws {RangeError} The paths do not say whose they are, or are of more people than `members`.
 *
 * @example
 * ```ts
 * import { pathsOfPeople } from "./paths_of_people.ts";
 * const paths = {
 *   channels: ["search"], starts: new Uint32Array([0, 1, 2]), touches: new Uint16Array(2),
 *   conversions: new Float64Array([1, 1]), person: new Uint32Array([0, 1]), warnings: [],
 * };
 * if (pathsOfPeople(paths, new Uint8Array([0, 1])).conversions.length !== 1) throw new Error();
 * ```
 */
export function pathsOfPeople(paths: ChannelPaths, members: Uint8Array): ChannelPaths {
  const { person } = paths;
  if (!person) throw new RangeError("Cannot choose paths of people: the paths do not say whose they are");
  const rows = new Uint32Array(person.length);
  let kept = 0;
  for (let path = 0; path < person.length; path++) {
    const pid = person[path]!;
    if (pid >= members.length) {
      throw new RangeError(
        `Cannot choose paths by a group of ${members.length} people: a path is of person ${pid + 1}`,
      );
    }
    if (members[pid] === 1) rows[kept++] = path;
  }
  return kept === person.length
    ? paths
    : { ...selectPaths(paths, rows.subarray(0, kept)), warnings: paths.warnings };
}
