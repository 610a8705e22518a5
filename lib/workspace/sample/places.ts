/** A place of care. */
export interface Facility {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly town: number;
}

/** An invented town: people live in it, facilities stand in some. */
export interface Town {
  readonly name: string;
  readonly state: string;
  /** First three digits of its postal codes, as text: one begins with zero. */
  readonly zip3: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** The towns. The code of a town is its place here, from 1. */
export const towns: readonly Town[] = [
  { name: "Riverbend", state: "IL", zip3: "612", latitude: 41.482, longitude: -90.511 },
  { name: "Alder Falls", state: "IL", zip3: "612", latitude: 41.617, longitude: -90.188 },
  { name: "Marrow Creek", state: "IL", zip3: "613", latitude: 41.329, longitude: -89.874 },
  { name: "Tamsin", state: "IL", zip3: "614", latitude: 41.021, longitude: -90.402 },
  { name: "Port Hollis", state: "IA", zip3: "528", latitude: 41.574, longitude: -90.702 },
  { name: "Quillby", state: "IA", zip3: "527", latitude: 41.838, longitude: -90.541 },
  { name: "Larkspur Prairie", state: "IA", zip3: "526", latitude: 40.931, longitude: -91.187 },
  { name: "Saint Orrin", state: "WI", zip3: "538", latitude: 42.738, longitude: -90.466 },
  { name: "Dunmere", state: "IL", zip3: "610", latitude: 42.204, longitude: -89.803 },
  { name: "Eastry Point (winter address)", state: "ME", zip3: "045", latitude: 43.872, longitude: -69.651 },
];

/** How many people live in each town, as weights. */
export const population: readonly number[] = [30, 14, 9, 8, 16, 7, 6, 4, 5, 1];

/** The facilities. The code of a facility is its place here, from 1. */
export const facilities: readonly Facility[] = [
  { key: "F01", name: "Riverbend Orthopaedic Centre", type: "hospital", town: 0 },
  { key: "F02", name: "Riverbend Clinic Alder Falls", type: "clinic", town: 1 },
  { key: "F03", name: "Riverbend Clinic Marrow Creek", type: "clinic", town: 2 },
  { key: "F04", name: "Riverbend Clinic Tamsin", type: "clinic", town: 3 },
  { key: "F05", name: "Port Hollis Surgery Centre", type: "surgery centre", town: 4 },
  { key: "F06", name: "Riverbend Imaging Quillby", type: "imaging", town: 5 },
  { key: "F07", name: "Riverbend Therapy Dunmere", type: "therapy", town: 8 },
];

/** Miles between two towns on a flat map (69 miles a degree north, 51 a degree east at this latitude). */
function miles(a: Town, b: Town): number {
  const north = (a.latitude - b.latitude) * 69;
  const east = (a.longitude - b.longitude) * 51;
  return Math.sqrt(north * north + east * east);
}

/** By town: the code of its nearest facility that sees patients, and the miles to it. */
export const nearest: readonly { readonly facility: number; readonly miles: number }[] = towns.map((town) =>
  facilities
    .map((facility, i) => ({
      facility: i + 1,
      miles: miles(town, towns[facility.town]!),
      type: facility.type,
    }))
    .filter(({ type }) => type !== "imaging" && type !== "therapy")
    .reduce((best, next) => next.miles < best.miles ? next : best)
);
