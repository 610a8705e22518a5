import { InvalidArgumentError } from "commander";

/** Names with commas between them; one that holds a comma stands in double quotes. */
export function names(text: string): readonly string[] {
  const cells = text.match(/(?:"(?:[^"]|"")*"|[^,"]|")+|^$|(?<=,)(?=,|$)|^(?=,)/g) ?? [];
  const found = cells.map((cell) => {
    const name = cell.trim();
    return /^"(?:[^"]|"")*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
  });
  if (found.length === 0 || found.includes("")) {
    throw new InvalidArgumentError("Write names with commas between them, none of them empty.");
  }
  return found;
}

/** A length of time, longer than 0. */
export function length(text: string): string {
  if (/^\d{1,6}(s|m|min|h|d|w)$/.test(text) && !/^0+\D/.test(text)) return text;
  throw new InvalidArgumentError(
    'Write a length of time longer than 0, such as "30min", "12h", "14d" or "8w".',
  );
}

/** Lengths of time with commas between them. */
export function lengths(text: string): readonly string[] {
  return text.split(",").map((one) => length(one.trim()));
}

/** A number in (0, 1). */
export function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value < 1) return value;
  throw new InvalidArgumentError("Write a number between 0 and 1, such as 0.9.");
}

/** A finite number. */
export function decimal(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("Write a number, such as 90 or 0.5.");
}

/** A number above 0. */
export function positive(text: string): number {
  const value = decimal(text);
  if (value > 0) return value;
  throw new InvalidArgumentError("Write a number above 0, such as 365.");
}

/** Finite numbers with commas between them. */
export function decimals(text: string): readonly number[] {
  return text.split(",").map(decimal);
}

/** A whole number from 0. */
export function fromZero(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("Write a whole number from 0.");
}

/** What stands between the columns of a file. */
export function delimiter(text: string): string {
  const sign = text === "\\t" || text === "tab" ? "\t" : text === "space" ? " " : text;
  if (sign.length === 1 && sign !== '"' && sign !== "\n" && sign !== "\r") return sign;
  throw new InvalidArgumentError('Write one sign, such as ";", or "tab" or "space".');
}

/** A moment in seconds since 1970 UTC: a day means its last second. */
export function moment(text: string): number {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = /^\d{4}-\d{2}-\d{2}/.test(text)
    ? Date.parse(isDay || /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text.replace(" ", "T")}Z`)
    : NaN;
  if (Number.isNaN(time) || (isDay && !new Date(time).toISOString().startsWith(text))) {
    throw new InvalidArgumentError("Write a day as YYYY-MM-DD, or a time such as 2026-01-31T18:00:00Z.");
  }
  return isDay ? time / 1000 + 86_399 : Math.floor(time / 1000);
}

/** One of a few words, whatever its capital letters and hyphens. */
export function oneOf<T extends string>(...words: readonly T[]): (text: string) => T {
  const plain = (text: string) => text.replaceAll(/[-_ ]/g, "").toLowerCase();
  return (text) => {
    const found = words.find((word) => plain(word) === plain(text));
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`Write one of ${words.join(", ")}.`);
  };
}

/** A column and one of its values: "device=phone". */
export function columnValue(text: string): { readonly column: string; readonly value: string } {
  const at = text.indexOf("=");
  if (at > 0) return { column: text.slice(0, at), value: text.slice(at + 1) };
  throw new InvalidArgumentError('Write a column and a value, such as "device=phone".');
}
