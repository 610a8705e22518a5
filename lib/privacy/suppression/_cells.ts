/** A count of people (or rows), printed or one that a reader could work out. */
export interface Cell {
  /** Order of registration: settles ties, so that the same results always hide the same cells. */
  readonly order: number;
  readonly value: number;
  /** Whether a result prints it. */
  readonly printed: boolean;
  /** What hiding it costs the reader: the cheapest is hidden first. */
  cost: number;
  hidden: boolean;
  /**
   * Whether it should stay unknown though it is not small, so that a rate may be printed rounded. A summary row is
   * hidden for it, nothing dearer.
   */
  guarded: boolean;
  /** Whether an earlier release printed it: hiding it now helps nobody. */
  published: boolean;
  /**
   * Whether it must be able to be anything from 1 to the minimum − 1: true where its value cannot say, false for what
   * is no count of people; null: by its value.
   */
  secret: boolean | null;
  /** Stands for the count while its places in the results are looked up. */
  mark: string | null;
  /** Of a numerator: the rate printed rounded in its place, and of what; null: none is. */
  rate: { readonly of: Cell; readonly rate: number; readonly low: number; readonly high: number } | null;
}

/** `whole` is the sum of `parts`, and a reader knows that. */
export interface Line {
  readonly whole: Cell;
  readonly parts: readonly Cell[];
  /** Cells that count more or less than once. */
  readonly times?: ReadonlyMap<Cell, number>;
}

/** The two counts of a rate, `n` of `of`, which is printed rounded when one of them is hidden for another's sake. */
export interface RateCells {
  readonly n: Cell;
  readonly of: Cell;
}

/** A rate that is printed rounded though its counts are hidden: what a reader learns of them. */
export interface PrintedRate extends RateCells {
  /** `n` is at least this share of `of`, and at most that. */
  readonly from: number;
  readonly to: number;
  /** From the width of the interval: `of` is at least this, and at most that. */
  readonly least: number;
  readonly most: number;
}

/** How dear a number is: group sizes and the size of everybody stay readable as long as anything else can go. */
export const costs = { everybody: 1e15, group: 1e12, summary: -1 } as const;

/** Every count that the results print, and the sums by which a reader could work out others. */
export class Cells {
  readonly all: Cell[] = [];
  readonly lines: Line[] = [];
  readonly rates: RateCells[] = [];
  readonly #shared = new Map<string, Cell>();
  readonly #known = new Map<string, Map<string, Cell>>();

  /** A printed count. `cost` is added to its value; numbers of a summary row go first, the smallest before others. */
  count(value: number, cost: number = 0): Cell {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`Cannot release ${value} as a count: it must be a whole number from 0`);
    }
    return this.#add(value, true, cost < 0 ? cost / (1 + value) : value + cost);
  }

  /** A printed amount that need not be whole, such as a share of conversions: small ones are hidden like counts. */
  amount(value: number, cost: number = 0): Cell {
    if (!(value >= -1e-6) || value === Infinity) {
      throw new RangeError(`Cannot release ${value} as an amount: it must be a number from 0`);
    }
    const near = Math.round(value);
    return this.#add(Math.abs(value - near) < 1e-6 ? near : value, true, value + cost);
  }

  /** A count that is printed in several places: the first one registered under this key, when the values agree. */
  shared(key: string, value: number, cost: number): Cell {
    const known = this.#shared.get(key);
    if (known?.value === value) return known;
    const cell = this.count(value, cost);
    if (known === undefined) this.#shared.set(key, cell);
    else if (known.value > value) this.within(known, cell);
    else this.within(cell, known);
    return cell;
  }

  /** The size of a group of people; "all" is everybody. */
  people(group: string, value: number): Cell {
    return this.shared(`people/${group}`, value, group === "all" ? costs.everybody : costs.group);
  }

  /** The size of a group, when something registered so far prints it. */
  printedPeople(group: string): Cell | undefined {
    return this.#shared.get(`people/${group}`);
  }

  /** A count of a group that other kinds of results print too: theirs, where it has the same value. */
  same(what: string, group: string, value: number, cost: number = 0): Cell {
    const known = this.known(what, value).get(group);
    if (known) return known;
    const cell = this.count(value, cost);
    this.remember(what, group, cell);
    return cell;
  }

  /** Lets other kinds of results find a count, by what it is of. The first one stays. */
  remember(what: string, group: string, cell: Cell): void {
    const key = `${what}/${cell.value}`;
    const known = this.#known.get(key);
    if (!known) this.#known.set(key, new Map([[group, cell]]));
    else if (!known.has(group)) known.set(group, cell);
  }

  /** The remembered counts of this value, by group. */
  known(what: string, value: number): ReadonlyMap<string, Cell> {
    return this.#known.get(`${what}/${value}`) ?? new Map();
  }

  /** A number that a reader has from elsewhere. */
  constant(value: number): Cell {
    const cell = this.#add(value, false, Infinity);
    cell.published = true;
    return cell;
  }

  /** A sum that no page prints. */
  unprinted(value: number): Cell {
    return this.#add(value, false, Infinity);
  }

  /** How far a sum is from its bound: any amount from 0, no count of people. */
  slack(value: number): Cell {
    const cell = this.unprinted(Math.max(0, value));
    cell.secret = false;
    return cell;
  }

  /** What is left of `whole` beside `parts`: never printed, but a reader can subtract. */
  rest(whole: Cell, ...parts: readonly Cell[]): Cell {
    const left = whole.value - sum(parts);
    const near = Math.round(left);
    const rest = this.#add(Math.abs(left - near) < 1e-6 ? near : left, false, Infinity);
    this.lines.push({ whole, parts: [...parts, rest] });
    return rest;
  }

  /** `part` are some of `whole`. */
  within(whole: Cell, part: Cell): void {
    if (part.value <= whole.value + 1e-6) this.rest(whole, part);
  }

  /** `parts` make up `whole`, or, where they are fewer, some of it. */
  sum(whole: Cell, parts: readonly Cell[]): void {
    if (sum(parts) <= whole.value + 1e-6) this.rest(whole, ...parts);
    else for (const part of parts) this.within(whole, part);
  }

  /**
   * `sets` overlap and together are `union`. Two are told apart completely by their sizes and the union's. Of more, all
   * that a reader can say of any combination follows from each set, what the union has beyond it, and how much more all
   * sets hold than the union: a sum f(S) = z + Σ yᵢ over the sets S that a person is in, never below 0, is a sum of
   * these three, never less than none of each. (Where no yᵢ is below 0, take −z of the last and the rest of sets; where
   * some are, z covers them, so take −yᵢ of what the union has beyond each.)
   */
  union(union: Cell, sets: readonly Cell[]): void {
    const [first, second, third] = sets;
    if (first && second && !third && first.value + second.value >= union.value) {
      const onlySecond = this.rest(union, first);
      this.rest(second, onlySecond);
      const onlyFirst = this.rest(union, second);
      this.rest(first, onlyFirst);
      return;
    }
    for (const set of sets) this.within(union, set);
    const together = sum(sets);
    if (!third || together < union.value) return;
    const memberships = this.unprinted(together);
    this.lines.push({ whole: memberships, parts: sets });
    this.rest(memberships, union);
  }

  /** Hides a count that a rounded rate is printed of, and keeps it from being worked out. */
  guard(cell: Cell): void {
    cell.hidden = true;
    cell.guarded = true;
  }

  #add(value: number, printed: boolean, cost: number): Cell {
    const cell: Cell = {
      order: this.all.length,
      value,
      printed,
      cost,
      hidden: false,
      guarded: false,
      published: false,
      secret: null,
      mark: null,
      rate: null,
    };
    this.all.push(cell);
    return cell;
  }
}

/** The lines that each cell stands in. */
export function linesByCell(lines: readonly Line[]): ReadonlyMap<Cell, readonly Line[]> {
  const found = new Map<Cell, Line[]>();
  for (const line of lines) {
    for (const cell of [line.whole, ...line.parts]) {
      const list = found.get(cell);
      if (list) list.push(line);
      else found.set(cell, [line]);
    }
  }
  return found;
}

function sum(cells: readonly Cell[]): number {
  return cells.reduce((total, { value }) => total + value, 0);
}
