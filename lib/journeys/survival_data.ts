/** Small whole numbers naming a group, one a row. */
export type GroupCodes = Uint8Array | Uint16Array | Uint32Array;

/**
 * People followed until something happened or until they were last seen, one row each, in any order.
 * Times share one unit; all arrays have the same length.
 */
export interface SurvivalData {
  /** When it happened, or when the person was last seen. */
  readonly time: Float64Array;
  /** 0: censored (not happened when last seen); 1, 2, …: what happened. */
  readonly status: Uint8Array;
  /** When the person came under observation; counted at risk after it. Default: from the very start. */
  readonly entry?: Float64Array | undefined;
  /** Group of the person, from 0. Default: all in group 0. */
  readonly group?: GroupCodes | undefined;
  /** Groups are compared only within a stratum. Default: one stratum. */
  readonly stratum?: GroupCodes | undefined;
}

/**
 * Checks people followed over time, and throws what is wrong with the first row that cannot be used.
 *
 * @throws {RangeError} Lengths differ, a time is not finite, or a person entered at or after the last time.
 *
 * @example
 * ```ts
 * import { checkSurvivalData } from "./survival_data.ts";
 * checkSurvivalData({ time: Float64Array.of(3, 5), status: Uint8Array.of(1, 0) });
 * ```
 */
export function checkSurvivalData(data: SurvivalData): void {
  const { time, entry } = data;
  for (const name of ["status", "entry", "group", "stratum"] as const) {
    const length = data[name]?.length ?? time.length;
    if (length !== time.length) {
      throw new RangeError(
        `Cannot read times: ${name} has ${length} rows and time has ${time.length}; give one of each for everybody`,
      );
    }
  }
  for (let i = 0; i < time.length; i++) {
    if (!Number.isFinite(time[i]!)) {
      throw new RangeError(
        `Cannot read the time of row ${i + 1}: it is ${time[i]}; leave out people without a time, ` +
          "and count how many they are",
      );
    }
  }
  if (entry === undefined) return;
  for (let i = 0; i < time.length; i++) {
    if (!(entry[i]! < time[i]!)) {
      throw new RangeError(
        `Cannot follow the person of row ${i + 1}: entry ${entry[i]} is not before time ${time[i]}; ` +
          "leave out people who were never under observation",
      );
    }
  }
}

/**
 * How many groups a column of codes names: the largest code + 1, and at least 1.
 *
 * @example
 * ```ts
 * import { groupCount } from "./survival_data.ts";
 * if (groupCount(Uint8Array.of(0, 2)) !== 3 || groupCount(undefined) !== 1) throw new Error();
 * ```
 */
export function groupCount(codes: GroupCodes | undefined): number {
  let most = 0;
  if (codes) { for (let i = 0; i < codes.length; i++) if (codes[i]! > most) most = codes[i]!; }
  return most + 1;
}
