import {
  BIGINT,
  DOUBLE,
  type DuckDBType,
  type DuckDBVector,
  FLOAT,
  INTEGER,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
} from "@duckdb/node-api";
import { type Bits, type Column, hasBit, isStrings, type Strings } from "./columns.ts";
import { type Sql, sql } from "./sql.ts";

/** DuckDB's type for a column. */
export function duckType(column: Column): DuckDBType {
  if (isStrings(column)) return VARCHAR;
  if (column instanceof Float64Array) return DOUBLE;
  if (column instanceof Float32Array) return FLOAT;
  if (column instanceof Int32Array) return INTEGER;
  if (column instanceof Uint8Array) return UTINYINT;
  if (column instanceof Uint16Array) return USMALLINT;
  if (column instanceof Uint32Array) return UINTEGER;
  return BIGINT;
}

/** A type's name in SQL. */
export function typeName(type: DuckDBType): Sql {
  const names = {
    VARCHAR: sql`varchar`,
    DOUBLE: sql`double`,
    FLOAT: sql`float`,
    INTEGER: sql`integer`,
  } as const;
  const unsigned = { UTINYINT: sql`utinyint`, USMALLINT: sql`usmallint`, UINTEGER: sql`uinteger` } as const;
  const all: Record<string, Sql> = { ...names, ...unsigned, BIGINT: sql`bigint` };
  return all[String(type)]!;
}

/** Copies `count` rows of a column, from row `from` on, into a chunk's vector. */
export function fill(
  vector: DuckDBVector,
  column: Column,
  nulls: Bits | undefined,
  from: number,
  count: number,
): void {
  if (isStrings(column)) {
    for (let i = 0; i < count; i++) {
      vector.setItem(
        i,
        (hasBit(nulls, from + i) ? null : column.dictionary[column.codes[from + i]!]!) as never,
      );
    }
  } else {
    const typed = vector as unknown as { items: Exclude<Column, Strings> };
    typed.items.set(column.subarray(from, from + count) as never);
    if (nulls) {
      for (let i = 0; i < count; i++) if (hasBit(nulls, from + i)) vector.setItem(i, null as never);
    }
  }
  vector.flush();
}
