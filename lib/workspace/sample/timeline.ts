import { day, firstDay, lastSecond, toUtc } from "./calendar.ts";
import type { Stream } from "./random.ts";
import type { Rows } from "./rows.ts";

/** What an event carries besides its name and time; 0 is missing. */
export interface Details {
  readonly content?: number;
  readonly campaign?: number;
  readonly source?: number;
  readonly device?: number;
  readonly visit?: number;
}

const none: Details = {};

/** One person's events while they are being made up: out of order, some still ahead. */
export class Timeline {
  readonly #at: number[] = [];
  readonly #event: number[] = [];
  readonly #details: Details[] = [];
  #visits = 0;
  #latest = 0;

  /** Forgets everything, for the next person. */
  clear(): void {
    this.#at.length = this.#event.length = this.#details.length = 0;
    this.#visits = this.#latest = 0;
  }

  /** Notes an event at a wall-clock second. What lies outside the 18 months is not noted. */
  add(at: number, event: number, details: Details = none): void {
    if (at < firstDay * day || at > lastSecond) return;
    this.#at.push(at);
    this.#event.push(event);
    this.#details.push(details);
    if (at > this.#latest) this.#latest = at;
  }

  /** A second on a day, mostly between two hours, later than everything noted on that day. */
  moment(onDay: number, hours: readonly [number, number], random: Stream): number {
    const [from, to] = random.chance(0.5) ? hours : [7, 21] as const;
    const at = onDay * day + Math.floor((from + (to - from) * random.unit()) * 3600);
    const earlier = this.#latest;
    if (at > earlier || Math.floor(earlier / day) !== onDay) return at;
    return Math.min(earlier + 60 + random.below(1200), onDay * day + day - 1);
  }

  /** The number of a new visit to the site, from 1; after 255 the last is used again. */
  visit(): number {
    if (this.#visits < 255) this.#visits++;
    return this.#visits;
  }

  /** Writes the events in order of time, visits numbered as they come. */
  write(key: number, rows: Rows): void {
    const order = this.#at.map((_, i) => i).sort((a, b) => this.#at[a]! - this.#at[b]! || a - b);
    const numbers = new Map<number, number>([[0, 0]]);
    for (const i of order) {
      const { content = 0, campaign = 0, source = 0, device = 0, visit = 0 } = this.#details[i]!;
      if (!numbers.has(visit)) numbers.set(visit, numbers.size);
      rows.push(
        key,
        toUtc(this.#at[i]!),
        this.#event[i]!,
        content,
        campaign,
        source,
        device,
        numbers.get(visit)!,
      );
    }
  }
}
