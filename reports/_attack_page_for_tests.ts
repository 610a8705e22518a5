import { attackDrawings } from "./_attack_drawings_for_tests.ts";
import { type Element, readElements, textOf, within } from "./_page_for_tests.ts";
import type { ReportModel } from "./model.ts";

/** A relation that a drawing tells: these terms together lie between `low` and `high`. */
export interface Drawn {
  readonly terms: readonly (readonly [name: string, times: number])[];
  readonly low: number;
  readonly high: number;
}

/** What an attacker finds in a page. */
export interface Found {
  /** Numbers and shapes that nothing printed explains, or that stand where a number is hidden. */
  readonly leaks: readonly string[];
  /** What the widths of bars and the steps of curves tell of counts, named as the attack on the JSON names them. */
  readonly drawn: readonly Drawn[];
  /** Counts of people in stretches of curves, of which `drawn` tells something. */
  readonly stretches: readonly string[];
}

/**
 * Reads every number of a page: text, comments, attributes, drawn shapes by their scales, and the figures it carries
 * for scripts. Each must be one that the report's own JSON prints, in some rounding or unit, or follow from two of
 * these; where something is hidden nothing but the one mark may be drawn.
 */
export function attackPage(html: string, model: ReportModel): Found {
  const page = readElements(html);
  const known = new Explained(model);
  const names = new Set(["Everybody", ...model.groups.map(({ name }) => name)]);
  const svgs = [...within(page)].filter(({ tag, parent }) => tag === "svg" && !inside(parent, "svg"));
  const more = attackDrawings(page, model);
  const leaks = [
    ...more.leaks,
    ...textLeaks(page, known),
    ...attributeLeaks(page, known),
    ...tableLeaks(page, names),
    ...svgs.flatMap((svg) => drawingLeaks(svg, known, model)),
    ...figureLeaks(page, known, model),
  ];
  return {
    leaks,
    drawn: [...drawnFunnels(page, model), ...drawnReach(page, model), ...more.drawn],
    stretches: more.stretches,
  };
}

/** Numbers of a summary in words. */
export function attackText(text: string, model: ReportModel): readonly string[] {
  return unexplained(text, new Explained(model)).map((number) => `text: ${number}`);
}

/** The numbers that a report's JSON prints, and how they may be written elsewhere. */
class Explained {
  readonly exact: readonly number[];
  readonly #written = new Set<number>();
  readonly #words: Set<string>;

  constructor(model: ReportModel) {
    const numbers = new Set<number>();
    const words: string[] = [JSON.stringify(model)];
    const walk = (value: unknown): void => {
      if (typeof value === "number") numbers.add(value);
      else if (Array.isArray(value)) value.forEach(walk);
      else if (typeof value === "object" && value !== null) Object.values(value).forEach(walk);
    };
    walk(model);
    this.exact = [...numbers];
    for (const n of numbers) {
      for (const value of [n, 100 * n, n / 86_400, n / 3600, n / 60]) {
        for (const digits of [0, 1, 2]) {
          for (const near of [Math.floor, Math.round, Math.ceil]) {
            this.#written.add(near(value * 10 ** digits) / 10 ** digits);
          }
        }
        this.#written.add(value);
      }
    }
    this.#words = new Set(words.join(" ").match(/\d+(?:\.\d+)?/g));
  }

  writes(text: string): boolean {
    return this.#words.has(text) || this.#written.has(Number(text.replaceAll(",", "")));
  }

  /** Whether a value is one that is printed, in its own unit or in percent or days. */
  holds(value: number, tolerance = 1e-9): boolean {
    return this.exact.some((n) =>
      [n, 100 * n, n / 86_400].some((one) =>
        Math.abs(one - value) <= tolerance * Math.max(1, Math.abs(value))
      )
    );
  }

  /** Whether it is one printed number, this one where it stands beside, out of another. */
  divides(value: number, beside?: number | string | null): boolean {
    return this.exact.some((of) =>
      of > 0 && Number.isInteger(of) && this.holds(value * of, 1e-12) &&
      (typeof beside !== "number" || Math.abs(value * of - beside) < 1e-6)
    );
  }
}

function unexplained(text: string, known: Explained): string[] {
  return [...text.matchAll(/(?<![\w.…-])\d[\d,]*(?:\.\d+)?(?![\w-]*[a-f]\w*…)/g)].map(([found]) =>
    found.replace(/,$/, "")
  )
    .filter((found) => !known.writes(found));
}

function textLeaks(page: Element, known: Explained): string[] {
  const text = textOf(page);
  const small = [...text.matchAll(/(?<![\d.,])(?<!than )([1-9]|10) (people|patients|persons)\b/g)];
  return [...unexplained(text, known), ...small.map(([found]) => found)].map((found) => `text: ${found}`);
}

/** Attributes that carry data or words; geometry is read as drawing. */
function attributeLeaks(page: Element, known: Explained): string[] {
  const leaks: string[] = [];
  for (const element of within(page)) {
    const { tag, attributes } = element;
    if (tag === "meta" || tag === "script") continue;
    for (const [name, value] of Object.entries(attributes)) {
      if (!/^(?:aria-|data-|title$|alt$|style$|value$|content$)/.test(name)) continue;
      if (name === "title" && /^[0-9a-f]{64}$/.test(value)) continue;
      if (name === "aria-labelledby") continue;
      for (const found of unexplained(value, known)) {
        // A line at everybody's value, in parts of the axis.
        const line = value.startsWith("--ref:")
          ? Number(found) * (axisOf(element)?.[1] ?? NaN)
          : Number(found);
        if (!known.holds(line, 2e-5)) leaks.push(`${name}="${value}": ${found}`);
      }
      if (/(?<![\d.,])(?<!than )([1-9]|10) (people|patients|persons)\b/.test(value)) {
        leaks.push(`${name}="${value}"`);
      }
    }
  }
  return leaks;
}

/** Counts of few people in a row of a group. Credit is of conversions, divided: it may be of any size. */
function tableLeaks(page: Element, names: ReadonlySet<string>): string[] {
  return [...within(page)].filter(({ tag }) => tag === "table").flatMap((table) => {
    if (/Credit for/.test(textOf(table))) return [];
    return [...within(table)].filter(({ tag }) => tag === "tr").flatMap((row) => {
      const cells = row.children.filter((cell) => typeof cell !== "string");
      const group = cells.find(({ tag }) => tag === "th");
      if (!group || !names.has(textOf(group).trim())) return [];
      return cells.filter(({ tag }) => tag === "td").map((cell) => textOf(cell).trim())
        .filter((text) => /^(?:[1-9]|10)$/.test(text)).map((text) =>
          `table: ${textOf(group).trim()} ${text}`
        );
    });
  });
}

function inside(element: Element | null, tag: string): boolean {
  return element !== null && (element.tag === tag || inside(element.parent, tag));
}

/** Marks of a drawing that say something where a number is hidden, or something else than the axis and JSON say. */
function drawingLeaks(svg: Element, known: Explained, model: ReportModel): string[] {
  const label = svg.attributes["aria-label"] ?? "";
  const kind = svg.attributes["class"]?.split(" ")[0] ?? "";
  const marks = [...within(svg)].filter(({ tag }) =>
    ["rect", "circle", "line", "path", "polyline", "use"].includes(tag)
  );
  const data = marks.filter(({ attributes }) => !["base", "gd", "hid"].includes(attributes["class"] ?? ""));
  const leaks: string[] = [];
  for (const mark of marks) {
    // The mark is of one size everywhere, or as wide as printed numbers leave it: funnel bars are attacked below.
    const { class: of, width } = mark.attributes;
    const free = kind === "fb2" && width?.endsWith("%");
    if (of === "hid" && !free && !["27", "33"].includes(width ?? "")) {
      leaks.push(`mark of ${width}: ${label}`);
    }
  }
  if (/: hidden\.?$/.test(label) && data.length > 0) leaks.push(`drawn though hidden: ${label}`);
  // Times are drawn along the window, to a tenth of a percent; bars without words are reach, attacked below.
  const days = (model.journey?.funnel.withinSeconds ?? 0) / 86_400;
  const axis = label === ""
    ? null
    : kind === "wr"
    ? [0, days] as const
    : ["bar", "dw"].includes(kind)
    ? axisOf(svg)
    : null;
  if (axis === null) return leaks;
  const [start, end] = axis;
  for (const { attributes } of data) {
    for (const name of ["x", "x1", "x2", "cx", "width"]) {
      const text = attributes[name];
      if (!text?.endsWith("%") || text === "100%" || text === "0%") continue;
      const value = start + parseFloat(text) / 100 * (end - start);
      if (!known.holds(value, kind === "wr" ? 0.001 : 2e-5)) {
        leaks.push(`drawn at ${text} of ${start} to ${end}: ${label}`);
      }
    }
  }
  return leaks;
}

/** The ends of the axis that stands in the nearest element around; null where there is none. */
function axisOf(element: Element): readonly [start: number, end: number] | null {
  for (let around: Element | null = element; around && around.tag !== "body"; around = around.parent) {
    const axis = [...within(around)].find(({ tag, attributes }) =>
      tag === "svg" && attributes["class"] === "ax"
    );
    if (!axis) continue;
    const at = (x: string) => {
      const tick = [...within(axis)].find(({ tag, attributes }) => tag === "text" && attributes["x"] === x);
      return tick && parseFloat(tick.children.join("").replaceAll(",", "").replace(/^\u2212/, "-"));
    };
    const end = at("100%");
    if (end !== undefined) return [at("0%") ?? 0, end];
  }
  return null;
}

interface Trace {
  readonly name?: string;
  readonly x?: readonly (number | string | null)[];
  readonly y?: readonly (number | string | null)[];
  readonly base?: readonly (number | null)[];
  readonly customdata?: readonly (number | string | null)[];
  readonly text?: readonly (number | string | null)[];
  readonly error_x?: {
    readonly array?: readonly (number | null)[];
    readonly arrayminus?: readonly (number | null)[];
  };
}

/** Figures that the page's script draws: every number of their data. */
function figureLeaks(page: Element, known: Explained, model: ReportModel): string[] {
  const script = [...within(page)].find(({ attributes }) => attributes["id"] === "figures");
  if (!script) return [];
  const figures = JSON.parse(script.children.join("")) as Record<string, { readonly data: readonly Trace[] }>;
  const leaks: string[] = [];
  const isPlace = (n: number) => Number.isInteger(n) && n >= 0 && n <= Math.max(40, 2 * model.groups.length);
  for (const [name, { data }] of Object.entries(figures)) {
    for (const trace of data) {
      const horizontal = trace.y?.every((n) => n === null || typeof n === "string" || isPlace(n)) ?? false;
      const values = horizontal ? trace.x ?? [] : [...trace.x ?? [], ...trace.y ?? []];
      values.forEach((value, i) => {
        if (typeof value !== "number") return;
        const base = trace.base?.[i] ?? 0;
        const explained = known.holds(value + base) || known.divides(value, trace.customdata?.[i]);
        if (!explained) leaks.push(`figure ${name}, ${trace.name ?? "trace"}: ${value}`);
        for (const [side, times] of [["array", 1], ["arrayminus", -1]] as const) {
          const reach = trace.error_x?.[side]?.[i];
          if (typeof reach === "number" && !known.holds(value + times * reach)) {
            leaks.push(`figure ${name}, interval: ${value + times * reach}`);
          }
        }
      });
      values.forEach((value, i) => {
        const reach = trace.error_x?.array?.[i];
        if (value === null && typeof reach === "number") {
          leaks.push(`figure ${name}: interval of a hidden number`);
        }
      });
      for (const extra of [...trace.customdata ?? [], ...trace.text ?? [], ...trace.base ?? []]) {
        const numbers = typeof extra === "number"
          ? [extra]
          : unexplained(String(extra ?? ""), known).map(Number);
        for (const n of numbers) if (!known.holds(n)) leaks.push(`figure ${name}, label: ${n}`);
      }
    }
  }
  return leaks;
}

/** Funnel bars: each part is a share of the people at the group's first step, to a hundredth of a percent. */
function drawnFunnels(page: Element, model: ReportModel): Drawn[] {
  if (!model.journey) return [];
  const panels = [...within(page)].filter(({ attributes }) => attributes["class"] === "fp");
  return panels.flatMap((panel) => {
    const label = panel.attributes["aria-label"] ?? "";
    const group = model.groups.filter(({ name }) => label.startsWith(`${name}: `))
      .toSorted((a, b) => b.name.length - a.name.length)[0];
    if (!group) return [];
    const bars = [...within(panel)].filter(({ attributes }) => attributes["class"] === "fb2");
    return bars.flatMap((bar, k): Drawn[] => {
      const first = `${group.id} at 0`;
      const named: Readonly<Record<string, string>> = {
        on: `${group.id} at ${k === bars.length - 1 ? k : k + 1}`,
        dec: `${group.id} still ${k}`,
        lost: `${group.id} left ${k}`,
      };
      const parts = [...within(bar)].filter(({ tag, attributes }) =>
        tag === "rect" && attributes["width"]?.endsWith("%")
      );
      const drawn = parts.flatMap(({ attributes }): Drawn[] => {
        const name = named[attributes["class"]!.split(" ")[0]!];
        return name === undefined ? [] : share([[name, 1]], first, attributes["width"]!);
      });
      const hatched = parts.find(({ attributes }) => attributes["class"] === "hid");
      const shown = new Set(parts.map(({ attributes }) => attributes["class"]!.split(" ")[0]!));
      const rest = Object.entries(named).filter(([kind]) => !shown.has(kind)).map(([, name]) =>
        [name, 1] as const
      );
      return hatched ? [...drawn, ...share(rest, first, hatched.attributes["width"]!)] : drawn;
    });
  });
}

/** Bars of reach: each way's share of its group, to six digits; any way, then each. */
function drawnReach(page: Element, model: ReportModel): Drawn[] {
  const bars = [...within(page)].filter(({ attributes }) => attributes["class"] === "bar c-data");
  const ways = 1 + (model.reach?.channels.length ?? 0);
  const groups = model.reach?.groups ?? [];
  return bars.flatMap((bar, i): Drawn[] => {
    const group = groups[Math.floor(i / ways)]?.group;
    const part = [...within(bar)].find(({ tag, attributes }) =>
      tag === "rect" && attributes["width"]?.endsWith("%")
    );
    if (!group || !part) return [];
    const name = i % ways === 0 ? `${group} any` : `${group} by ${i % ways - 1}`;
    return share([[name, 1]], `${group} people`, part.attributes["width"]!, 0.0001);
  });
}

function share(
  parts: readonly (readonly [string, number])[],
  of: string,
  width: string,
  near = 0.0051,
): Drawn[] {
  const [low, high] = [-near, near].map((d) => (parseFloat(width) + d) / 100) as [number, number];
  return [
    { terms: [...parts, [of, -low]], low: 0, high: Infinity },
    { terms: [...parts, [of, -high]], low: -Infinity, high: 0 },
  ];
}
