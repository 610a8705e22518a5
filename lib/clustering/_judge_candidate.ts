import type { SelectionCandidate, Structure } from "./clustering_selection.ts";

/** From here on, two solutions count as the same, and one half of the people as foretelling the other. */
const stable = 0.8;
/** How much more stable than shuffled people real ones must be. */
const aboveShuffled = 0.2;
/** Up to here, fewer people between clusters than at their centres count as a valley. */
const valley = 2 / 3;

type Measured = Pick<SelectionCandidate, "stability" | "shuffled" | "predictionStrength" | "shallowest">;

/**
 * Whether one number of clusters is natural (found again, foretold, and set apart), reproducible (found again and
 * foretold, more than by shuffled people) or nothing, with what speaks against it.
 */
export function judgeCandidate(measured: Measured): { structure: Structure; against: string[] } {
  const { stability, shuffled, predictionStrength, shallowest } = measured;
  const unstable = stability.median < stable
    ? [`drawn anew, people fall into other clusters (adjusted Rand ${stability.median.toFixed(2)})`]
    : [];
  const unforetold = predictionStrength < stable
    ? [`one half does not foretell the other (prediction strength ${predictionStrength.toFixed(2)})`]
    : [];
  const lump = shallowest === null
    ? ["too few people to see whether the clusters are set apart"]
    : shallowest > valley
    ? [`between two clusters there are ${Math.round(shallowest * 100)} % as many people as at their centres`]
    : [];
  const byChance = stability.median - shuffled.median < aboveShuffled
    ? [`shuffled values are as stable (adjusted Rand ${shuffled.median.toFixed(2)})`]
    : [];
  const again = unstable.length + unforetold.length === 0;
  if (again && lump.length === 0) return { structure: "natural", against: [] };
  const against = [...unstable, ...unforetold, ...lump, ...byChance];
  return { structure: again && byChance.length === 0 ? "reproducible" : "none", against };
}

/** The number of clusters to use and the answer in words. */
export function verdictOn(
  all: readonly SelectionCandidate[],
): { k: number | null; structure: Structure; verdict: string } {
  const candidates = all.filter(({ k }) => k > 1);
  const natural = candidates.filter(({ structure }) => structure === "natural").at(-1);
  if (natural) {
    const { k, stability, predictionStrength, shallowest } = natural;
    return {
      k,
      structure: "natural",
      verdict:
        `${k} segments stand out. Drawn anew, people fall into the same ones (adjusted Rand ${
          stability.median.toFixed(2)
        }), one half foretells the other (prediction strength ${
          predictionStrength.toFixed(2)
        }), and half-way between ` +
        `two segments there are at most ${
          Math.round(shallowest! * 100)
        } % as many people as at their centres.`,
    };
  }
  const excess = ({ stability, shuffled }: SelectionCandidate) => stability.median - shuffled.median;
  const found = candidates.filter(({ structure }) => structure === "reproducible");
  if (found.length > 0) {
    const best = found.reduce((a, b) => excess(b) > excess(a) ? b : a);
    return {
      k: best.k,
      structure: "reproducible",
      verdict:
        `${best.k} segments can be found again (adjusted Rand ${best.stability.median.toFixed(2)}, against ${
          best.shuffled.median.toFixed(2)
        } with shuffled values), but nothing sets them apart: they divide a continuum. Use them where the division ` +
        `helps; where a limit is what matters, use rules instead.`,
    };
  }
  const best = candidates.reduce((a, b) => b.stability.median > a.stability.median ? b : a);
  return {
    k: null,
    structure: "none",
    verdict: `No stable segments: use rules instead. Of ${candidates[0]!.k} to ${
      candidates.at(-1)!.k
    } clusters, ${best.k} are found again best, but ${best.against.join("; ")}.`,
  };
}
