/** A value that may be bound to a statement: a parameter, never part of the text. */
export type SqlValue = string | number | bigint | boolean | null;

/** A statement or a piece of one: text with `$1`, `$2`… and the values bound to them. */
export interface Sql {
  /** With `$1`, `$2`… where values stand. */
  readonly text: string;
  /** The values, in order. */
  readonly params: readonly SqlValue[];
}

/**
 * The text around each parameter, kept for every piece made here. A look-alike object from data is not in it,
 * so it can never become text; and a `$1` inside a quoted name is never mistaken for a parameter.
 */
const around = new WeakMap<object, readonly string[]>();

function make(parts: readonly string[], params: readonly SqlValue[]): Sql {
  const text = parts.reduce((all, part, i) => `${all}$${i}${part}`);
  const piece: Sql = Object.freeze({ text, params: Object.freeze([...params]) });
  around.set(piece, parts);
  return piece;
}

function append(parts: string[], params: SqlValue[], piece: Sql): void {
  const [first, ...rest] = around.get(piece)!;
  parts[parts.length - 1] += first!;
  parts.push(...rest);
  params.push(...piece.params);
}

function isSql(thing: unknown): thing is Sql {
  return typeof thing === "object" && thing !== null && around.has(thing);
}

/**
 * SQL by template: values become bound parameters; pieces made by {@linkcode sql}, {@linkcode id},
 * {@linkcode literal}, {@linkcode join} or {@linkcode list} are spliced in. Nothing else can become text, so
 * nothing read from a file can change the meaning of a statement.
 *
 * @throws {TypeError} A value is neither bindable nor made here.
 *
 * @example
 * ```ts
 * import { id, sql } from "./sql.ts";
 * const hostile = "x'; drop table people; --";
 * const query = sql`select ${id('a"b')} from people where name = ${hostile}`;
 * if (query.text !== 'select "a""b" from people where name = $1') throw new Error(query.text);
 * if (query.params[0] !== hostile) throw new Error();
 * ```
 */
export function sql(strings: TemplateStringsArray, ...values: readonly (SqlValue | Sql)[]): Sql {
  const parts = [strings[0]!];
  const params: SqlValue[] = [];
  values.forEach((value, i) => {
    if (isSql(value)) {
      append(parts, params, value);
      parts[parts.length - 1] += strings[i + 1]!;
    } else if (value === null || ["string", "number", "bigint", "boolean"].includes(typeof value)) {
      params.push(value);
      parts.push(strings[i + 1]!);
    } else {
      throw new TypeError(
        `Cannot bind a ${typeof value} to SQL: use a string, number, boolean, null or sql\`…\``,
      );
    }
  });
  return make(parts, params);
}

/**
 * A name, or a dotted path of names, as quoted identifiers (quotes inside are doubled).
 *
 * @throws {TypeError} A name is empty or holds a NUL.
 */
export function id(...path: readonly string[]): Sql {
  const text = path.map((name) => {
    if (name === "" || name.includes("\0")) {
      throw new TypeError("Cannot use an empty name, or one with a NUL character, in SQL");
    }
    return `"${name.replaceAll('"', '""')}"`;
  }).join(".");
  return make([text], []);
}

/**
 * A constant as a quoted literal, for the few statements that take no parameters (`SET`, `CREATE VIEW`).
 *
 * @throws {TypeError} The text holds a NUL, or the number is not finite.
 */
export function literal(value: string | number | boolean): Sql {
  if (typeof value === "string") {
    if (value.includes("\0")) throw new TypeError("Cannot use text with a NUL character in SQL");
    return make([`'${value.replaceAll("'", "''")}'`], []);
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError(`Cannot write ${value} as an SQL constant: it is not finite`);
  }
  return make([String(value)], []);
}

/** Pieces joined by a separator; the default is a comma. No pieces give empty text. */
export function join(pieces: readonly Sql[], separator: Sql = sql`, `): Sql {
  const parts = [""];
  const params: SqlValue[] = [];
  pieces.forEach((piece, i) => {
    if (!isSql(piece)) throw new TypeError("Cannot join: every piece must be made by sql`…`");
    if (i > 0) append(parts, params, separator);
    append(parts, params, piece);
  });
  return make(parts, params);
}

/** Values as `$1, $2, …`, for `in (…)`. */
export function list(values: readonly SqlValue[]): Sql {
  return join(values.map((value) => sql`${value}`));
}
