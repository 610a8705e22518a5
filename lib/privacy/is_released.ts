const passed = new WeakSet<object>();

/** Remembers that a result went through the gate; for the gate alone. */
export function markReleased(result: object): void {
  passed.add(result);
}

/**
 * Whether this very object came out of the gate, in this process. A copy of it did not.
 *
 * @example
 * ```ts
 * import { isReleased } from "./is_released.ts";
 * import { release } from "./release.ts";
 * const reach = { kind: "reach" as const, channels: [], groups: [], warnings: [] };
 * const released = await release({ reach });
 * if (!isReleased(released.reach) || isReleased(reach)) throw new Error();
 * ```
 */
export function isReleased(value: object): boolean {
  return passed.has(value);
}
