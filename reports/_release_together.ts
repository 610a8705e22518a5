import {
  type LedgerRecord,
  type Release,
  release,
  type ReleasePolicy,
  releaseRecord,
  type Results,
} from "../lib/privacy/mod.ts";
import type { Shown } from "../lib/segments/mod.ts";
import type { ReleaseLog } from "./_release_log.ts";

/** Results that a report may lack. */
type Some = { readonly [K in keyof Results]?: Results[K] | undefined };

/** What an entry of the ledger says about a report beside its numbers. */
export type About = Pick<LedgerRecord, "what" | "inputs" | "notes">;

/**
 * Lets through the gate, together, what every report has and whatever else this one has, and with them what the ledger
 * says was released before. `keep` writes it down.
 */
export async function releaseTogether<K extends keyof Results>(
  always: Pick<Results, K>,
  some: Some,
  { policy, log, about }: {
    readonly policy: ReleasePolicy;
    readonly log: ReleaseLog | null;
    readonly about: About;
  },
): Promise<{
  readonly shown: Pick<Results<Shown>, K> & Partial<Results<Shown>> & Release;
  readonly keep: () => Promise<void>;
}> {
  const released = await release({ ...some, ...always } as Results, policy, log);
  const { minimum, asOf = null, workspace = "", part = null } = policy;
  const keep = async () =>
    await log?.keep({
      kind: "release",
      asOf,
      workspace,
      ...(part !== null && { part }),
      policy: { minimum },
      ...about,
      ...releaseRecord(released),
    });
  return { shown: released, keep };
}
