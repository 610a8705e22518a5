import { sql } from "../engine/mod.ts";
import type { Workspace } from "../workspace/mod.ts";

/** Everybody of a workspace under marks, ascending. */
export interface PersonMarks {
  /** Marks, ascending. */
  readonly marks: BigInt64Array;
  /** The pid of each. */
  readonly pids: Uint32Array;
}

/**
 * Everybody's mark: 63 bits of a hash of their key and a salt. With the same salt the same person has the same mark in
 * every export, whatever their pid; with another salt, another. A mark is no protection from somebody who has the
 * keys; it only keeps keys out of a second file, and files with different salts from being joined.
 */
export async function personMarks(
  workspace: Workspace,
  salt: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<PersonMarks> {
  const data = await workspace.engine.columns(
    sql`select pid, (md5_number_lower(${salt} || chr(31) || person::varchar) >> 1)::bigint as mark
      from people order by mark, pid`,
    options,
  );
  return { marks: data.columns.get("mark") as BigInt64Array, pids: data.columns.get("pid") as Uint32Array };
}
