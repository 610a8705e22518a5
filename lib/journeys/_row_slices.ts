import { type Engine, type RunOptions, type Sql, sql } from "../engine/mod.ts";

/**
 * Conditions on `file_row_number` that part the rows of a Parquet file: as many row groups together as have
 * `least` rows. Read one after the other, they need memory for the answer of one, and no row group is read twice.
 */
export async function rowSlices(
  engine: Engine,
  file: string,
  least: number,
  run: RunOptions = {},
): Promise<Sql[]> {
  const groups = await engine.rows<{ rows: number }>(
    sql`select any_value(row_group_num_rows) as rows from parquet_metadata(${
      file.replace(/[[*?]/g, "[$&]")
    }) group by row_group_id order by row_group_id`,
    run,
  );
  const slices: Sql[] = [];
  let from = 0;
  let to = 0;
  for (const [g, { rows }] of groups.entries()) {
    to += rows;
    if (to - from < least && g < groups.length - 1) continue;
    slices.push(sql`file_row_number between ${from}::bigint and ${to - 1}::bigint`);
    from = to;
  }
  return slices;
}
