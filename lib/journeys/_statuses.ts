import { InputError, nearest } from "../workspace/mod.ts";
import { toNumber } from "./_file_columns.ts";

/** What the statuses of people followed over time mean. */
export interface Statuses {
  /** 1: the event asked about; 0: not happened when last seen; 2, 3, …: other events. */
  readonly codeOf: (status: string) => number;
  /** Names of the codes. */
  readonly names: Readonly<Record<number, string>>;
  readonly warnings: readonly string[];
}

/** What is known of a column of statuses. */
export interface StatusQuestion {
  readonly event?: string | undefined;
  readonly competing?: readonly string[] | undefined;
  readonly file: string;
  readonly column: string;
}

const happened =
  /^(1|true|t|yes|y|event|observed|happened|died|dead|deceased|failed|failure|converted|booked)$/;
const waiting = /^(0|false|f|no|n|censored|censor|alive|lost|lost to follow-up|waiting|open)$/;
/** More values than this are not statuses, and are not said aloud. */
const mostValues = 12;

/**
 * Finds out which statuses mean what.
 *
 * @throws {InputError} It cannot be told which status is the event, or no row has the one named.
 */
export function readStatuses(written: readonly (string | null)[], question: StatusQuestion): Statuses {
  const { event, competing, file, column } = question;
  const found = new Map<string, string>();
  for (const value of written) {
    if (value !== null && !found.has(spelling(value))) found.set(spelling(value), value);
    if (found.size > mostValues) {
      throw new InputError(
        `Cannot read "${file}": column "${column}" has more than ${mostValues} different values, and a status has a ` +
          "few. Name the column that says whether it happened.",
      );
    }
  }
  const values = [...found.keys()].sort();
  const said = values.map((value) => `"${found.get(value)}"`).join(", ");
  const known = (name: string): string => {
    const value = spelling(name);
    if (found.size === 0 || found.has(value)) return value;
    const near = nearest(name, found.values());
    throw new InputError(
      `Cannot read "${file}": no row has "${name}" in column "${column}" (found: ${said}).` +
        (near === null ? " Name one of these." : ` Did you mean "${near}"?`),
    );
  };
  const warnings: string[] = [];
  let main: string;
  if (event !== undefined) main = known(event);
  else if (values.join() === "1,2") {
    main = "2";
    warnings.push(`Column "${column}" holds 1 and 2: 2 was taken as the event, as R does.`);
  } else {
    const candidates = values.filter((value) => happened.test(value));
    const unclear = values.some((value) => !happened.test(value) && !waiting.test(value)) &&
      !values.every(isNumber);
    if (
      candidates.length > 1 || unclear || (candidates.length === 0 && values.some((v) => !waiting.test(v)))
    ) {
      throw new InputError(
        `Cannot read "${file}": it is not clear which value of column "${column}" means that it happened (found: ${said}). ` +
          "Say which (--event-value on the command line).",
      );
    }
    main = candidates[0] ?? "1";
  }
  const others = competing !== undefined
    ? competing.map(known)
    : values.every(isNumber) && values.includes("0")
    ? values.filter((value) => value !== "0" && value !== main)
    : [];
  const rest = values.filter((value) => value !== main && !others.includes(value));
  if (rest.length > 1) {
    warnings.push(
      `In column "${column}" ${
        rest.map((value) => `"${found.get(value)}"`).join(" and ")
      } count as not happened yet.`,
    );
  }
  const codes = new Map(
    [main, ...others.filter((value) => value !== main)].map((value, i) => [value, i + 1]),
  );
  return {
    codeOf: (status) => codes.get(spelling(status)) ?? 0,
    names: Object.fromEntries([...codes].map(([value, code]) => [code, found.get(value) ?? value])),
    warnings,
  };
}

/** One spelling for what means the same: 1 and 1.0, Yes and yes. */
function spelling(value: string): string {
  const number = toNumber(value);
  return Number.isNaN(number) ? value.trim().toLowerCase() : String(number);
}

function isNumber(value: string): boolean {
  return !Number.isNaN(toNumber(value));
}
