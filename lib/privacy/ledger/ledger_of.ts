import { join } from "node:path";

/** Where a workspace's ledger stands: `.trellis/ledger.jsonl` in its folder. */
export function ledgerOf(workspace: { readonly folder: string }): string {
  return join(workspace.folder, ".trellis", "ledger.jsonl");
}
