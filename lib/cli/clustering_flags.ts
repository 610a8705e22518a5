import { type Command, InvalidArgumentError, Option } from "commander";
import { type FileTable, readTable } from "../intake/mod.ts";
import type { Io } from "./io.ts";
import { type EngineFlags, withEngineFlags, withProgress } from "./workspace_options.ts";

/** The flags of every command that reads a bare table. */
export interface TableFlags extends EngineFlags {
  readonly delimiter?: string;
  readonly json?: boolean;
}

/** Adds the flags of {@linkcode TableFlags}. */
export function withTableFlags(command: Command): Command {
  return withEngineFlags(
    command
      .option(
        "--delimiter <character>",
        'between the values of a CSV file, such as ";" or "tab" (default: found out)',
        delimiter,
      )
      .option("--json", "as JSON"),
  );
}

/** Reads the table a command is about, with progress shown meanwhile. */
export function tableOf(
  file: string,
  flags: TableFlags,
  io: Io,
  { columns, asText = false, marksAreValues = false }: {
    readonly columns?: ((found: readonly string[]) => readonly string[]) | undefined;
    readonly asText?: boolean;
    readonly marksAreValues?: boolean;
  } = {},
): Promise<FileTable> {
  return withProgress(flags, io, (options) => {
    options.onProgress?.({ stage: "Reading the file", share: null });
    return readTable(file, {
      asText,
      marksAreValues,
      ...(columns && { columns }),
      ...(flags.delimiter !== undefined && { delimiter: flags.delimiter }),
      ...(flags.threads !== undefined && { threads: flags.threads }),
      ...(flags.memory !== undefined && { memoryLimit: flags.memory }),
      signal: io.signal,
    });
  });
}

/** How many clusters: one number, or several to choose among. */
export interface ClusterCounts {
  /** Rising. */
  readonly k: readonly number[];
  /** Whether a range was written, even of one number. */
  readonly range: boolean;
}

const mostCandidates = 30;

/** Reads "4", "2..8" or "2,3,5". */
export function clusterCounts(text: string): ClusterCounts {
  const whole = /^\d{1,5}$/;
  const ends = /^(\d{1,5})(?:\.\.|:|-)(\d{1,5})$/.exec(text);
  const k = ends
    ? Array.from(
      { length: Math.max(0, Number(ends[2]) - Number(ends[1]) + 1) },
      (_, i) => Number(ends[1]) + i,
    )
    : text.split(",").map((part) => whole.test(part.trim()) ? Number(part) : NaN);
  if (k.length === 0 || k.some((one) => !(one >= 1))) {
    throw new InvalidArgumentError("Write how many clusters, such as 4, or a range such as 2..8.");
  }
  if (k.length > mostCandidates) {
    throw new InvalidArgumentError(`Write a range of at most ${mostCandidates} numbers.`);
  }
  return { k: [...new Set(k)].sort((a, b) => a - b), range: k.length > 1 || ends !== null };
}

/** A flag that takes one of some words, with other spellings understood. */
export function choice<T extends string>(
  flags: string,
  description: string,
  words: Readonly<Record<string, T>>,
): Option {
  const shown = [...new Set(Object.values(words))];
  return new Option(flags, `${description}: ${shown.join(", ")}`).argParser((text: string): T => {
    const found = words[text.toLowerCase()];
    if (found === undefined) throw new InvalidArgumentError(`Write one of ${shown.join(", ")}.`);
    return found;
  });
}

/** A whole number, 0 and below included: a seed. */
export function seedNumber(text: string): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError("Write a whole number.");
  }
  return value;
}

function delimiter(text: string): string {
  const character = { tab: "\t", "\\t": "\t", comma: ",", semicolon: ";", space: " " }[text] ?? text;
  if (character.length !== 1 || /["\r\n]/.test(character)) {
    throw new InvalidArgumentError('Write one character, such as ";", or "tab".');
  }
  return character;
}
