import { KeptKernel, page } from "./_kept_kernel.ts";
import { block, mostHighBits } from "./_sort_kernel.ts";

/** The functions of event_keys.as.ts. */
export interface EventKernel {
  readonly memory: WebAssembly.Memory;
  begin(tables: number, highBits: number, lowBits: number, arena: number): void;
  take(keys: number, count: number): number;
  largest(): number;
  next(
    keys: number,
    other: number,
    room: number,
    fine: number,
    mostFineBits: number,
    counts: number,
  ): number;
  unpack(
    keys: number,
    rows: number,
    personShift: number,
    timeShift: number,
    nameShift: number,
    timeWidth: number,
    nameWidth: number,
    firstName: number,
    leastTime: number,
    closed: number,
    persons: number,
    times: number,
    names: number,
    firsts: number,
  ): number;
  ties(): number;
  duplicates(): number;
  readonly pull32: Pull;
  readonly pull16: Pull;
  readonly pull8: Pull;
}

type Pull = (
  values: number,
  keys: number,
  rows: number,
  least: number,
  width: number,
  shift: number,
) => void;

/** Memory grows by so much and more at a time. */
const step = 64 * page;

/** Where things stand in the kernel's memory: some of it holds keys on their way in, and later what they held. */
export const eventPlaces = {
  counts: 1024,
  fine: 16_384,
  tables: 32_768,
  keys: page,
  persons: page,
  times: page + 4 * block,
  names: page + 8 * block,
  firsts: page + 10 * block,
  values: page + 14 * block,
  arena: page + 18 * block,
} as const;

/** Bytes of a block of keys, and how many keys are in it. */
const blockBytes = 1024;
const blockKeys = 127;

const kept = new KeptKernel<EventKernel>("./event_keys.wasm");

/** A kernel of one's own, until it is handed back to {@linkcode releaseEventKernel}. */
export function readyEventKernel(): EventKernel {
  return kept.take(eventPlaces.arena);
}

/** Keeps a kernel for the next sort, unless it is large. */
export function releaseEventKernel(kernel: EventKernel): void {
  kept.giveBack(kernel);
}

/** Sees to it that the memory reaches so far; false where that cannot be. */
export function hasRoom({ memory }: EventKernel, bytes: number): boolean {
  const { byteLength } = memory.buffer;
  if (bytes <= byteLength) return true;
  const most = page * (page - 1);
  if (bytes > most) return false;
  const wanted = Math.min(Math.max(bytes, byteLength + (byteLength < step ? 0 : step)), most);
  try {
    memory.grow(Math.ceil((wanted - byteLength) / page));
    return true;
  } catch {
    return false;
  }
}

/** The most bytes that so many keys more may take. */
export function bytesOfKeys(count: number): number {
  return blockBytes * (Math.min(count, 2 ** mostHighBits) + Math.ceil(count / blockKeys));
}
