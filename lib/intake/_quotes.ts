const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Follows the quotes of a CSV file through its bytes. */
export interface QuoteFollower {
  /** Takes the next bytes; false once an unclosed quote is certain, and no more are wanted. */
  take(block: Uint8Array): boolean;
  /** After the last byte: where a quote stands that is never closed, or null. */
  finish(): number | null;
}

/**
 * Looks for a quote that is never closed: one still open at the end, or one closed, lines later, by a quote that
 * has text behind it and so was meant to open. (The engine's reader tells neither reliably in a file it reads in
 * several pieces; the rows between would be lost in silence.)
 *
 * Only quotes are looked at, so a file with few of them costs next to nothing.
 */
export function followQuotes(delimiter: string): QuoteFollower {
  const ends = new Set([delimiter.charCodeAt(0), lineFeed, carriageReturn]);
  let offset = 0;
  let before = lineFeed;
  let opened: number | null = null;
  let lines = false;
  /** The last byte of the block before was a quote inside quotes: it closes, or is the first of two. */
  let pending = false;
  let found: number | null = null;

  /** A quote inside quotes, not doubled, with `next` behind it. */
  const close = (next: number) => {
    if (lines && !ends.has(next)) found = opened;
    opened = null;
  };
  return {
    take(block) {
      let from = 0;
      if (pending && block.length > 0) {
        pending = false;
        if (block[0] === quote) from = 1;
        else close(block[0]!);
      }
      while (found === null) {
        const at = block.indexOf(quote, from);
        if (opened !== null && !lines) {
          const line = block.indexOf(lineFeed, from);
          lines = line >= 0 && (at < 0 || line < at);
        }
        if (at < 0) break;
        from = at + 1;
        if (opened === null) {
          const last = at > 0 ? block[at - 1]! : before;
          if (ends.has(last) || offset + at === 0 || (offset === 0 && at === 3 && block[0] === 0xef)) {
            opened = offset + at;
            lines = false;
          }
        } else if (at + 1 === block.length) {
          pending = true;
        } else if (block[at + 1] === quote) {
          from = at + 2;
        } else {
          close(block[at + 1]!);
        }
      }
      if (block.length > 0) before = block[block.length - 1]!;
      offset += block.length;
      return found === null;
    },
    finish() {
      return found ?? (pending ? null : opened);
    },
  };
}

/** The number of the record that holds a byte, the header being record 1; blank lines count. */
export async function recordAt(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
  position: number,
): Promise<number> {
  const ends = new Set([delimiter.charCodeAt(0), lineFeed, carriageReturn]);
  let record = 1;
  let quoted = false;
  let before = lineFeed;
  let offset = 0;
  for await (const block of bytes) {
    for (let i = 0; i < block.length; i++) {
      if (offset + i === position) return record;
      const byte = block[i]!;
      if (byte === quote) quoted = quoted ? false : ends.has(before) || before === quote;
      else if (!quoted && (byte === lineFeed ? before !== carriageReturn : byte === carriageReturn)) record++;
      before = byte;
    }
    offset += block.length;
  }
  return record;
}
