import { Even, Stream } from "./random.ts";
import { Rows } from "./rows.ts";
import { Timeline } from "./timeline.ts";

/** Decisions that carry a planted truth, and so are drawn evenly. */
export type Decision =
  | "kind"
  | "books"
  | "stops"
  | "interest"
  | "arm"
  | "kept"
  | "revokes"
  | "need"
  | "title";
const decisions: readonly Decision[] = [
  "kind",
  "books",
  "stops",
  "interest",
  "arm",
  "kept",
  "revokes",
  "need",
  "title",
];

/** Everything the parts of the generator share: randomness, the tables being filled, and what was planted. */
export class World {
  /** Independent draws. */
  readonly random: Stream;
  readonly timeline: Timeline = new Timeline();
  /** Counts of what was planted on purpose, by name. */
  readonly planted: Map<string, number> = new Map();
  readonly people = new Rows("people", {
    key: "u32",
    source: "u8",
    role: "u8",
    lifecycle: "u8",
    born: "i32",
    birth: "u8",
    sex: "u8",
    language: "u8",
    town: "u8",
    zip: "u8",
    miles: "f64",
    education: "u8",
    income: "u8",
    insurance: "u8",
    title: "u8",
    account: "u32",
    given: "u8",
    family: "u8",
    hostile: "u8",
    email: "u8",
    phone: "u8",
    prefers: "u8",
    chart: "u8",
    proxy: "u8",
    seen: "i32",
    deceased: "u8",
    updated: "i32",
  });
  readonly events = new Rows("events", {
    key: "u32",
    at: "u32",
    event: "u8",
    content: "u8",
    campaign: "u8",
    source: "u8",
    device: "u8",
    visit: "u8",
  });
  readonly appointments = new Rows("appointments", {
    number: "u32",
    key: "u32",
    booked: "u32",
    at: "u32",
    status: "u8",
    line: "u8",
    facility: "u8",
    type: "u8",
    reminder: "u8",
    revenue: "f64",
  });
  readonly conditions = new Rows("conditions", {
    key: "u32",
    condition: "u8",
    at: "i32",
    until: "i32",
    status: "u8",
  });
  readonly consent = new Rows("consent", {
    key: "u32",
    channel: "u8",
    purpose: "u8",
    decision: "u8",
    at: "u32",
    expires: "u32",
  });
  readonly surveys = new Rows("surveys", {
    key: "u32",
    at: "u32",
    a: "u8",
    b: "u8",
    c: "u8",
    d: "u8",
    e: "u8",
    f: "u8",
    g: "u8",
    h: "u8",
  });
  readonly #even: Even;

  constructor(seed: number) {
    this.random = new Stream(seed);
    this.#even = new Even(seed);
  }

  /** An evenly spread draw in [0, 1) for a decision within a group (two small numbers). */
  even(decision: Decision, a = 0, b = 0): number {
    return this.#even.next(decisions.indexOf(decision) * 1000 + a * 10 + b);
  }

  /** Notes that something was planted. */
  note(what: string): void {
    this.planted.set(what, (this.planted.get(what) ?? 0) + 1);
  }

  /** Every table that is filled person by person. */
  get tables(): readonly Rows[] {
    return [this.people, this.events, this.appointments, this.conditions, this.consent, this.surveys];
  }
}
