import { type Release, release, type ReleasePolicy, type Results } from "../lib/privacy/mod.ts";
import type { Shown } from "../lib/segments/mod.ts";

/** Results that a report may lack. */
type Some = { readonly [K in keyof Results]?: Results[K] | undefined };

/** Lets through the gate, together, what every report has and whatever else this one has. */
export async function releaseTogether<K extends keyof Results>(
  always: Pick<Results, K>,
  some: Some,
  policy: ReleasePolicy,
): Promise<Pick<Results<Shown>, K> & Partial<Results<Shown>> & Release> {
  return await release({ ...some, ...always } as Results, policy);
}
