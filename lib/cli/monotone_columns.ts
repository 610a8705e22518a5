import { columnList } from "./column_list.ts";

/** Which way a column of rules may work. */
export type Way = "rising" | "falling";

/**
 * The columns of `--monotone`: names as in {@linkcode columnList}, each with `:rising` (which goes without saying) or
 * `:falling` behind it.
 *
 * @param found The columns there are; null: not known yet, and names hold no commas.
 * @throws {InputError} A name is none of the columns.
 *
 * @example
 * ```ts
 * import { monotoneColumns } from "./monotone_columns.ts";
 * const ways = monotoneColumns("age,visits:falling", ["age", "visits"]);
 * if (JSON.stringify(ways) !== '{"age":"rising","visits":"falling"}') throw new Error();
 * ```
 */
export function monotoneColumns(
  text: string,
  found: readonly string[] | null,
): Readonly<Record<string, Way>> {
  const ways = (["rising", "falling"] as const).flatMap((way) =>
    (found ?? []).map((name) => [`${name}:${way}`, [name, way]] as const)
  );
  const known = new Map<string, readonly [string, Way]>([
    ...ways,
    ...(found ?? []).map((name) => [name, [name, "rising"]] as const),
  ]);
  const named = found
    ? columnList(text, [...known.keys()], "--monotone").map((name) => known.get(name)!)
    : text.split(",").map((piece): readonly [string, Way] => {
      const [, name, way] = /^\s*(.*?)\s*(?::(rising|falling)\s*)?$/.exec(piece)!;
      return [name!, way === "falling" ? way : "rising"];
    });
  return Object.fromEntries(named);
}
