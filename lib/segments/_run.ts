import { id, join, type RunOptions, sql } from "../engine/mod.ts";
import type { Workspace } from "../workspace/mod.ts";
import type { Program } from "./_bound.ts";
import { compile } from "./_to_sql.ts";

/** Works out a program's outputs for everybody, in one query: by pid, 0 no, 1 yes, 2 unknown. */
export async function run(
  workspace: Workspace,
  program: Program,
  options: RunOptions = {},
): Promise<readonly Uint8Array[]> {
  if (program.outputs.length === 0) return [];
  const relation = compile(program, workspace.asOf);
  const columns = program.outputs.map((rule, i) =>
    sql`coalesce(${relation.truth(rule)}::utinyint, 2::utinyint) as ${id(`t${i}`)}`
  );
  const data = await workspace.engine.columns(
    sql`select pid, ${join(columns)} from ${relation.from}`,
    options,
  );
  const pid = data.columns.get("pid") as Uint32Array;
  return program.outputs.map((_, i) => {
    const found = data.columns.get(`t${i}`) as Uint8Array;
    const truth = new Uint8Array(workspace.people);
    for (let row = 0; row < data.rows; row++) truth[pid[row]!] = found[row]!;
    return truth;
  });
}
