import type { ClusterInputFlags } from "./cluster_input.ts";
import { flagName } from "./flag_name.ts";

type Method = ClusterInputFlags["method"];

const distances: readonly Method[] = ["pam", "clara", "hierarchical", "hdbscan"];

/** Flags that only some methods have a use for. */
const usedBy = {
  covariates: ["lca"],
  covariance: ["mixture"],
  weightsAre: ["lca", "mixture"],
  linkage: ["hierarchical"],
  height: ["hierarchical"],
  minSize: ["hdbscan"],
  minSamples: ["hdbscan"],
  selection: ["hdbscan"],
  distance: distances,
} as const satisfies { readonly [flag in keyof ClusterInputFlags]?: readonly Method[] };

/** Says which of the flags given the method has no use for. */
export function unusedFlags(flags: ClusterInputFlags): string[] {
  return (Object.keys(usedBy) as (keyof typeof usedBy)[])
    .filter((flag) =>
      flags[flag] !== undefined && !(usedBy[flag] as readonly Method[]).includes(flags.method)
    )
    .map((flag) => `${flagName(flag)} is not used: it belongs to --method ${usedBy[flag].join(", ")}.`);
}
