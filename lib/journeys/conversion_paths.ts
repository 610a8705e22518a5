import type { ChannelPaths } from "./channel_paths.ts";
import { windowSeconds } from "./_window.ts";

/** Events of many people in columns, sorted by person, then time. */
export interface TouchEvents {
  /** Number of the person, ascending. */
  readonly person: Uint32Array;
  /** Seconds since 1970 UTC. */
  readonly at: Float64Array | Int32Array;
  /** Code of the channel, or {@linkcode noChannel} for an event that is no touch. */
  readonly channel: Uint16Array;
  /** 1 where the event is the conversion. An event may be a touch as well. */
  readonly conversion: Uint8Array;
  /** Value of the conversion. */
  readonly value?: Float64Array | undefined;
}

/** In {@linkcode TouchEvents.channel}: not a touch. */
export const noChannel = 65_535;

/** How events become paths. */
export interface ConversionPathsOptions {
  /** Names of the channel codes. */
  readonly channels: readonly string[];
  /** Touches count for a conversion this long after them, to the second. Default "56d". */
  readonly lookBack?: string;
  /** Last observed second: someone whose last touch is more recent than the look-back may still convert. */
  readonly observedUntil: number;
  /**
   * Which conversions of a person count: every one (a new journey starts after each), the first, or the last.
   * Default "every".
   */
  readonly conversions?: "every" | "first" | "last";
}

/** Paths made from events, and what the look-back did to them. */
export interface ConversionPaths extends ChannelPaths {
  /** Touches since the conversion before that came before a conversion, cut ones included. */
  readonly touchesBefore: number;
  /** Of these, touches too long before it to count, also where the look-back had ended their journey. */
  readonly touchesCut: number;
  /** People with touches so recent that they may still convert: their open journey is not a path. */
  readonly stillDeciding: number;
}

/**
 * Paths of touches up to each conversion, and paths that ended without one.
 *
 * A journey ends at a conversion, or when nothing touched the person for longer than the look-back; a journey ended
 * that way is a path without conversion. Touches longer than the look-back before the conversion are cut. A journey
 * still open at `observedUntil` is neither: its person is still deciding. One pass.
 *
 * @throws {RangeError} Events are not sorted by person and time, lengths differ, or the look-back is none.
 *
 * @example
 * ```ts
 * import { conversionPaths, noChannel } from "./conversion_paths.ts";
 * const day = 86_400;
 * const paths = conversionPaths({
 *   person: Uint32Array.of(0, 0, 0, 1),
 *   at: Float64Array.of(0, 50 * day, 60 * day, 0),
 *   channel: Uint16Array.of(0, 1, noChannel, 0),
 *   conversion: Uint8Array.of(0, 0, 1, 0),
 * }, { channels: ["search", "e-mail"], observedUntil: 100 * day });
 * // Person 0: search is 60 days before the conversion and cut. Person 1: search, then nothing.
 * if ([...paths.touches].join() !== "1,0" || paths.touchesCut !== 1) throw new Error();
 * if (paths.conversions.join() !== "1,0" || paths.nulls?.join() !== "0,1") throw new Error();
 * ```
 */
export function conversionPaths(events: TouchEvents, options: ConversionPathsOptions): ConversionPaths {
  checkEvents(events, options.channels.length);
  const lookBack = windowSeconds(options.lookBack ?? "56d");
  const builder = new Builder(events, lookBack, options);
  const { person } = events;
  for (let from = 0; from < person.length;) {
    let to = from + 1;
    while (to < person.length && person[to] === person[from]) to++;
    builder.addPerson(from, to);
    from = to;
  }
  return builder.finish();
}

function checkEvents({ person, at, channel, conversion, value }: TouchEvents, channels: number): void {
  for (const [name, column] of Object.entries({ at, channel, conversion, value })) {
    if (column && column.length !== person.length) {
      throw new RangeError(
        `Cannot read events: ${name} has ${column.length} rows and person ${person.length}`,
      );
    }
  }
  for (let i = 0; i < person.length; i++) {
    const unknown = channel[i]! >= channels && channel[i] !== noChannel;
    if (unknown) throw new RangeError(`Cannot read event ${i + 1}: channel ${channel[i]} has no name`);
    const sorted = i === 0 || person[i]! > person[i - 1]! ||
      (person[i] === person[i - 1] && at[i]! >= at[i - 1]!);
    if (!sorted) {
      throw new RangeError(`Cannot read event ${i + 1}: events must be sorted by person, then time`);
    }
  }
}

class Builder {
  readonly #events: TouchEvents;
  readonly #lookBack: number;
  readonly #options: ConversionPathsOptions;
  readonly #touches: number[] = [];
  readonly #secondsBefore: number[] = [];
  readonly #starts = [0];
  readonly #converted: number[] = [];
  readonly #values: number[] = [];
  readonly #persons: number[] = [];
  /** Events of the open journey that are touches. */
  #open: number[] = [];
  #before = 0;
  #cut = 0;
  /** Touches of the person's journeys since the last conversion that the look-back ended. */
  #ended = 0;
  #deciding = 0;

  constructor(events: TouchEvents, lookBack: number, options: ConversionPathsOptions) {
    this.#events = events;
    this.#lookBack = lookBack;
    this.#options = options;
  }

  addPerson(from: number, to: number): void {
    const { at, channel, conversion } = this.#events;
    const which = this.#options.conversions ?? "every";
    let only = -1;
    if (which !== "every") {
      for (let i = from; i < to; i++) {
        if (conversion[i] !== 1) continue;
        only = i;
        if (which === "first") break;
      }
    }
    this.#open = [];
    this.#ended = 0;
    for (let i = from; i < to; i++) {
      const last = this.#open.at(-1);
      if (last !== undefined && at[i]! - at[last]! > this.#lookBack) this.#closeWithout();
      if (channel[i] !== noChannel) this.#open.push(i);
      if (conversion[i] !== 1 || (only >= 0 && i !== only)) continue;
      this.#closeAt(i);
      if (only >= 0) return;
    }
    const last = this.#open.at(-1);
    if (last === undefined) return;
    if (at[last]! + this.#lookBack > this.#options.observedUntil) this.#deciding++;
    else this.#closeWithout();
  }

  #closeAt(conversion: number): void {
    const { at, value } = this.#events;
    const end = at[conversion]!;
    const kept = this.#open.filter((i) => end - at[i]! <= this.#lookBack);
    this.#before += this.#open.length + this.#ended;
    this.#cut += this.#open.length - kept.length + this.#ended;
    this.#ended = 0;
    this.#addPath(kept, end, conversion);
    this.#converted.push(1);
    this.#values.push(value?.[conversion] ?? 0);
  }

  #closeWithout(): void {
    const last = this.#open.at(-1)!;
    this.#ended += this.#open.length;
    this.#addPath(this.#open, this.#events.at[last]!, last);
    this.#converted.push(0);
    this.#values.push(0);
  }

  #addPath(touches: readonly number[], end: number, event: number): void {
    for (const i of touches) {
      this.#touches.push(this.#events.channel[i]!);
      this.#secondsBefore.push(end - this.#events.at[i]!);
    }
    this.#starts.push(this.#touches.length);
    this.#persons.push(this.#events.person[event]!);
    this.#open = [];
  }

  finish(): ConversionPaths {
    const conversions = Float64Array.from(this.#converted);
    const share = this.#before ? this.#cut / this.#before : 0;
    return {
      channels: this.#options.channels,
      starts: Uint32Array.from(this.#starts),
      touches: Uint16Array.from(this.#touches),
      conversions,
      nulls: conversions.map((n) => 1 - n),
      value: this.#events.value && Float64Array.from(this.#values),
      secondsBefore: Float64Array.from(this.#secondsBefore),
      person: Uint32Array.from(this.#persons),
      touchesBefore: this.#before,
      touchesCut: this.#cut,
      stillDeciding: this.#deciding,
      warnings: share > 0.05
        ? [
          `The look-back of ${this.#options.lookBack ?? "56d"} cuts ${
            (100 * share).toFixed(1)
          } % of the touches ` +
          "before conversions: try a longer one.",
        ]
        : [],
    };
  }
}
