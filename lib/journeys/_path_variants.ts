import type { EventLog } from "./event_log.ts";

/** Who takes the same way. */
export interface VariantTable {
  /** By person: the variant; −1 without an event, or not looked at. */
  readonly variantOf: Int32Array;
  /** By variant: the first person who takes it. */
  readonly example: Uint32Array;
  /** By variant: people. */
  readonly people: Uint32Array;
  /** People with an event. */
  readonly total: number;
}

/**
 * Numbers the different sequences of events that people have, in order of their first person.
 *
 * An open hash table; sequences of equal hash are compared event by event, so that the numbers are exact. One pass.
 */
export function variantTable(log: EventLog, members: Uint8Array | null): VariantTable {
  const { people, starts, event } = log;
  const size = 2 ** Math.max(4, Math.ceil(Math.log2(2 * people + 1)));
  const table = new Int32Array(size).fill(-1);
  const hashes = new Int32Array(people);
  const variantOf = new Int32Array(people).fill(-1);
  const example = new Uint32Array(people);
  const counts = new Uint32Array(people);
  let variants = 0;
  let total = 0;
  for (let pid = 0; pid < people; pid++) {
    const begin = starts[pid]!;
    const end = starts[pid + 1]!;
    if (begin === end || (members !== null && members[pid] !== 1)) continue;
    total++;
    let hash = 0x811c9dc5 | 0;
    for (let i = begin; i < end; i++) hash = Math.imul(hash ^ event[i]!, 0x01000193) ^ hash >>> 15;
    let slot = Math.imul(hash, 0x9e3779b1) >>> 0 & size - 1;
    for (;;) {
      const variant = table[slot]!;
      if (variant < 0) {
        table[slot] = variants;
        example[variants] = pid;
        hashes[variants] = hash;
        variantOf[pid] = variants;
        counts[variants++] = 1;
        break;
      }
      if (hashes[variant] === hash && isSame(example[variant]!, begin, end)) {
        variantOf[pid] = variant;
        counts[variant]!++;
        break;
      }
      slot = slot + 1 & size - 1;
    }
  }
  return { variantOf, example: example.slice(0, variants), people: counts.slice(0, variants), total };

  function isSame(pid: number, begin: number, end: number): boolean {
    const other = starts[pid]!;
    if (starts[pid + 1]! - other !== end - begin) return false;
    for (let i = begin, j = other; i < end; i++, j++) if (event[i] !== event[j]) return false;
    return true;
  }
}
