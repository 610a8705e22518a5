import { InputError, nearest } from "../workspace/mod.ts";

/** One place of a pattern. */
export interface PatternPart {
  /** By event code: 1 when an event may stand here. */
  readonly accepts: Uint8Array;
  /** Whether it may be left out, and whether it may repeat. */
  readonly optional: boolean;
  readonly repeats: boolean;
}

/** A pattern compiled against the names of a log. */
export interface Pattern {
  readonly parts: readonly PatternPart[];
  /** Whether the match must begin with a person's first event, and end with their last. */
  readonly fromStart: boolean;
  readonly toEnd: boolean;
  /** Names in the pattern that no event has, a sentence each. */
  readonly warnings: readonly string[];
}

/** Parts fit the bits of an integer, with one more for the end. */
const mostParts = 30;

/**
 * Reads a pattern: parts joined by `->`, each an event name (quoted where it holds signs of the language), `.` for
 * any event, `[a|b]` for one of several or `[^a|b]` for any but these, and then perhaps `*` (any number of times),
 * `+` (once or more) or `?` (once or not). `^` at the start and `$` at the end tie it to a person's first and last
 * event.
 *
 * @throws {InputError} The text is no pattern; the message says where.
 */
export function readPattern(text: string, names: readonly string[]): Pattern {
  const reader = new Reader(text);
  const codeOf = new Map(names.map((name, code) => [name, code]));
  const unknown = new Set<string>();
  const parts: PatternPart[] = [];
  const fromStart = reader.take("^");
  reader.take("->");
  do {
    if (parts.length > 0 && reader.peek("$")) break;
    const { except, wanted } = reader.choice();
    const accepts = new Uint8Array(names.length).fill(except ? 1 : 0);
    for (const name of wanted) {
      const code = codeOf.get(name);
      if (code === undefined) unknown.add(name);
      else accepts[code] = except ? 0 : 1;
    }
    const sign = reader.take("*") ? "*" : reader.take("+") ? "+" : reader.take("?") ? "?" : "";
    parts.push({ accepts, optional: sign === "*" || sign === "?", repeats: sign === "*" || sign === "+" });
  } while (reader.take("->"));
  const toEnd = reader.take("$");
  reader.end();
  if (parts.length > mostParts) {
    throw new InputError(`Cannot use a pattern of ${parts.length} parts: at most ${mostParts} are possible`);
  }
  if (parts.every(({ optional }) => optional)) {
    throw new InputError(
      `Cannot use pattern "${text}": it fits where nothing happens; name an event that must be there`,
    );
  }
  return {
    parts,
    fromStart,
    toEnd,
    warnings: [...unknown].map((name) => {
      const near = nearest(name, names);
      return `No event is called "${name}"` + (near ? `; did you mean "${near}"?` : ".");
    }),
  };
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  peek(sign: string): boolean {
    while (this.#text[this.#at] === " ") this.#at++;
    return this.#text.startsWith(sign, this.#at);
  }

  take(sign: string): boolean {
    const found = this.peek(sign);
    if (found) this.#at += sign.length;
    return found;
  }

  end(): void {
    this.peek("");
    if (this.#at < this.#text.length) this.#refuse('"->" or the end');
  }

  choice(): { readonly except: boolean; readonly wanted: readonly string[] } {
    if (this.take(".")) return { except: true, wanted: [] };
    if (!this.take("[")) return { except: false, wanted: [this.#name()] };
    const except = this.take("^");
    const wanted = [this.#name()];
    while (this.take("|")) wanted.push(this.#name());
    if (!this.take("]")) this.#refuse('"|" or "]"');
    return { except, wanted };
  }

  #name(): string {
    if (this.take('"')) {
      const end = this.#text.indexOf('"', this.#at);
      if (end < 0) this.#refuse("a closing quote");
      const name = this.#text.slice(this.#at, end);
      this.#at = end + 1;
      return name;
    }
    this.peek("");
    const from = this.#at;
    while (this.#at < this.#text.length && !/[[\]|*+?^$"]/.test(this.#text[this.#at]!) && !this.#isArrow()) {
      this.#at++;
    }
    const name = this.#text.slice(from, this.#at).trim();
    if (name === "") this.#refuse("an event name");
    return name;
  }

  #isArrow(): boolean {
    return this.#text.startsWith("->", this.#at);
  }

  #refuse(wanted: string): never {
    const found = this.#at < this.#text.length ? `"${this.#text.slice(this.#at, this.#at + 12)}"` : "the end";
    throw new InputError(
      `Cannot read pattern "${this.#text}": expected ${wanted} at place ${this.#at + 1}, found ${found}. ` +
        'Write it as "visit -> [^call]* -> book".',
    );
  }
}
