import type { GeofenceConfig } from "../../workspace/mod.ts";

/** A place of care on the map, in degrees. */
export interface Place {
  /** Degrees north. */
  readonly latitude: number | null;
  /** Degrees east. */
  readonly longitude: number | null;
}

const nearest = 2000;
const earthFeet = 20_902_231;

/**
 * Why a circle on the map must not be used to choose who sees a message, or null. Washington's My Health My Data Act
 * bans a geofence of 2,000 feet or less around places of care (RCW 19.373.080): a circle that small is refused wherever
 * it lies, for nobody can know every place of care in it, and so is one whose centre lies that near to a known one.
 *
 * @example
 * ```ts
 * import { geofenceProblem } from "./geofence_problem.ts";
 * const small = { latitude: 41.5, longitude: -90.5, radiusFeet: 2000 };
 * if (geofenceProblem(small, []) === null) throw new Error();
 * if (geofenceProblem({ ...small, radiusFeet: 2001 }, []) !== null) throw new Error();
 * ```
 */
export function geofenceProblem(fence: GeofenceConfig, facilities: readonly Place[]): string | null {
  if (!(fence.radiusFeet > nearest)) {
    return "a geofence of 2,000 feet or less is refused (RCW 19.373.080)";
  }
  const isNear = facilities.some((place) => distanceFeet(fence, place) <= nearest);
  return isNear ? "its centre lies within 2,000 feet of a place of care (RCW 19.373.080)" : null;
}

/** Along a great circle (haversine formula); infinite where the place is not known. */
function distanceFeet(from: GeofenceConfig, to: Place): number {
  if (to.latitude === null || to.longitude === null) return Infinity;
  const radians = (degrees: number) => degrees * Math.PI / 180;
  const half = (angle: number) => Math.sin(radians(angle) / 2) ** 2;
  const chord = half(to.latitude - from.latitude) +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * half(to.longitude - from.longitude);
  return 2 * earthFeet * Math.asin(Math.sqrt(Math.min(1, chord)));
}
