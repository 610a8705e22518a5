// @ts-nocheck: checked by asc, not by TypeScript

// Where quick_kmeans.as.ts keeps what it works on.

let people: i32 = 0;
let rows: i32 = 0;
let columns: i32 = 0;
let width: i32 = 0;
let k: i32 = 0;

/** `data[row * width + column]`, single precision. */
export let data: usize = 0;
/** The row of each person (32 bits), and what each person weighs and how often each counts (double precision). */
export let rowOf: usize = 0;
export let shares: usize = 0;
export let counts: usize = 0;
/** A cluster of each person to compare with (16 bits), and the table of both (32 bits). */
export let own: usize = 0;
export let table: usize = 0;
/** The centre of each row, from 0 (16 bits): of the rows drawn, or of all. */
export let labels: usize = 0;

let whole: usize = 0;
let weights: usize = 0;
let used: usize = 0;
let mass: usize = 0;
let lanes: usize = 0;
let place: usize = 0;
let nearest: usize = 0;
let nearer: usize = 0;
let lowest: usize = 0;
let fixed: usize = 0;
let centres: usize = 0;
let best: usize = 0;
let sums: usize = 0;
let sizes: usize = 0;
let turned: usize = 0;
let halves: usize = 0;
let scores: usize = 0;

let next: usize = 0;

function take(bytes: i32): usize {
  const at = next;
  next = (next + <usize>bytes + 15) & ~15;
  return at;
}

function grow(): void {
  const missing = <i32>((next + 65535) >> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
}

/** Makes room for so many people who stand for so many different rows. */
export function hold(someone: i32, different: i32, across: i32, wide: i32): void {
  people = someone;
  rows = different;
  columns = across;
  width = wide;
  next = 1024;
  const padded = (rows + 7) & ~7;
  data = take(rows * width * 4);
  rowOf = take(people * 4);
  shares = take(people * 8);
  counts = take(people * 8);
  own = take(people * 2);
  labels = take(rows * 2);
  whole = take(padded * width * 4);
  weights = take(rows * 8);
  used = take(padded * 4);
  mass = take(padded * 4);
  lanes = take(padded * width * 4);
  place = take(padded * 4);
  nearest = take(padded * 4);
  nearer = take(padded * 4);
  lowest = take(padded * 4);
  fixed = next;
  grow();
}

/** Makes room for so many centres, to be compared with so many clusters. */
export function room(wanted: i32, others: i32): void {
  k = wanted;
  next = fixed;
  centres = take(k * width * 8);
  best = take(k * width * 8);
  sums = take(k * width * 8);
  sizes = take(k * 8);
  turned = take(((k + 3) & ~3) * columns * 4);
  halves = take(((k + 3) & ~3) * 4);
  scores = take(32);
  table = take((others + 1) * (k + 1) * 4);
  grow();
}
