import type { ClusterInputFlags } from "./cluster_input.ts";

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
    .map((flag) => {
      const dashed = flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return `--${dashed} is not used: it belongs to --method ${usedBy[flag].join(", ")}.`;
    });
}
