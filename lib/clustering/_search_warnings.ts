/** What a search from several starts came to. */
interface Search {
  readonly warnings: readonly string[];
  readonly restarts: number;
  readonly restartHits: number;
  readonly converged: boolean;
  readonly iterations: number;
}

/** What a reader must know of a search for `asked` clusters, of which `got` have people. */
export function searchWarnings(found: Search, asked: number, got: number): string[] {
  const warnings = [...found.warnings];
  if (got < asked) {
    warnings.push(
      `${asked} clusters were asked for, but only ${got} ${
        got === 1 ? "has" : "have"
      } people: there are too few different rows.`,
    );
  }
  const { restarts, restartHits } = found;
  if (restarts >= 5 && restartHits === 1) {
    warnings.push(
      `Only 1 of ${restarts} restarts found the best solution: more restarts may find a better one.`,
    );
  }
  if (!found.converged) {
    warnings.push(`Stopped after ${found.iterations} iterations, before rows stopped changing clusters.`);
  }
  return warnings;
}
