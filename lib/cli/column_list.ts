import { InputError, nearest } from "../workspace/mod.ts";

/**
 * The columns named in a list with commas. A name that holds a comma itself may stand as it is, or in double quotes:
 * pieces are put together as long as they make a name the file has.
 *
 * @param found The columns the file has.
 * @param flag The flag, for messages.
 * @throws {InputError} A name is none of the file's columns.
 *
 * @example
 * ```ts
 * import { columnList } from "./column_list.ts";
 * const found = ["age", "excitement, a challenge", "sex"];
 * const names = columnList("sex,excitement, a challenge,age", found, "--columns");
 * if (names.join("|") !== "sex|excitement, a challenge|age") throw new Error(names.join("|"));
 * ```
 */
export function columnList(text: string, found: readonly string[], flag: string): string[] {
  const pieces = split(text);
  const names: string[] = [];
  for (let from = 0; from < pieces.length;) {
    let to = pieces.length;
    const name = () => pieces.slice(from, to).join(",").trim();
    while (to > from && !found.includes(name())) to--;
    if (to === from) {
      const piece = pieces[from]!.trim();
      const near = nearest(piece, found);
      throw new InputError(
        piece === ""
          ? `Cannot read ${flag}: a name is empty. Write names with commas between them.`
          : `Cannot find column "${piece}" (${flag}). ${
            near ? `Did you mean "${near}"?` : `The columns are ${found.join(", ")}.`
          }`,
      );
    }
    names.push(name());
    from = to;
  }
  return names;
}

/** Pieces between commas; a piece in double quotes may hold commas, and quotes written twice. */
function split(text: string): string[] {
  const pieces: string[] = [];
  const piece = /\s*"((?:[^"]|"")*)"\s*(?:,|$)|([^,]*)(?:,|$)/y;
  while (piece.lastIndex < text.length) {
    const [, quoted, plain] = piece.exec(text)!;
    pieces.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
  }
  if (text === "" || text.endsWith(",")) pieces.push("");
  return pieces;
}
