import type { Drawn } from "./_attack_page_for_tests.ts";
import { type Element, textOf, within } from "./_page_for_tests.ts";
import type { ReportModel } from "./model.ts";

/** What curves, credit and strips tell when every coordinate is read back through its axis. */
export interface DrawnMore {
  /** What nothing printed explains. */
  readonly leaks: readonly string[];
  /** What stretches of curves tell of how many people they are. */
  readonly drawn: readonly Drawn[];
  /** Names of the stretches' counts. */
  readonly stretches: readonly string[];
}

const near = 1e-6;
const height = 108;

/** Reads the drawings of a page whose marks stand on scales of their own. */
export function attackDrawings(page: Element, model: ReportModel): DrawnMore {
  const curves = attackCurves(page, model);
  return { ...curves, leaks: [...curves.leaks, ...creditLeaks(page, model), ...stripLeaks(page, model)] };
}

function withClass(element: Element, name: string): Element[] {
  return [...within(element)].filter(({ attributes }) => attributes["class"]?.split(" ")[0] === name);
}

/** Pairs of numbers of a path of straight lines. */
function pointsOf(path: string): (readonly [x: number, y: number])[] {
  const numbers = path.replace(/^M|Z$/g, "").split(" ").map(Number);
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!]);
}

/** Time to done: line, interval and dots, by the labels of their own axes. */
function attackCurves(page: Element, model: ReportModel): DrawnMore {
  const leaks: string[] = [];
  const drawn: Drawn[] = [];
  const stretches: string[] = [];
  const paths = new Map(withClass(page, "cv").map((one) => [one.attributes["id"], one.attributes["d"]!]));
  const groups = model.timing?.groups ?? [];
  const sameStart = model.timing?.steps[0] === model.journey?.funnel.steps[0]?.name;
  for (const panel of withClass(page, "cp")) {
    const label = panel.attributes["aria-label"] ?? "";
    const group = groups.filter(({ name }) => label.startsWith(`${name}: `))
      .toSorted((a, b) => b.name.length - a.name.length)[0];
    if (!group) {
      leaks.push(`a curve of nobody: ${label}`);
      continue;
    }
    const texts = [...within(panel)].filter(({ tag }) => tag === "text");
    const end = texts.find(({ attributes }) => attributes["x"] === "100%");
    const days = Number(end?.children.join(""));
    const half = parseFloat(texts.find(({ attributes }) => attributes["x"] === "0")!.children.join("")) / 100;
    const line = withClass(panel, "gd").find(({ attributes }) => attributes["x2"] === "100%")!;
    const max = half / (1 - Number(line.attributes["y1"]) / height);
    const read = ([x, y]: readonly [number, number]) => ({
      seconds: x / 100 * days * 86_400,
      share: (100 - y) / 100 * max,
    });
    const tolerance = { seconds: 0.00051 * days * 86_400, share: 0.00051 * max };
    const isPrinted = (x: number, y: number, of: "converted" | "low" | "high") => {
      const { seconds, share } = read([x, y]);
      if (x === 0 && y === 100) return true;
      return group.curve.some((point) => {
        const value = point[of];
        const time = x === 100 || Math.abs(Number(point.seconds) - seconds) <= tolerance.seconds;
        return time && typeof value === "number" && Math.abs(value - share) <= tolerance.share + near;
      });
    };
    const own = withClass(panel, "me")[0]?.attributes["href"]?.slice(1);
    const points = pointsOf(paths.get(own) ?? "M0 100");
    for (const [x, y] of points) {
      if (!isPrinted(x, y, "converted")) leaks.push(`curve of ${group.name} at ${x} ${y}`);
    }
    const band = pointsOf(withClass(panel, "bd")[0]?.attributes["d"] ?? "M");
    band.forEach(([x, y], i) => {
      if (Number.isNaN(y)) return;
      if (!isPrinted(x, y, i < band.length / 2 ? "high" : "low")) {
        leaks.push(`interval of ${group.name} at ${x} ${y}`);
      }
    });
    for (const { attributes } of withClass(panel, "cd")) {
      const { seconds, share } = read([
        parseFloat(attributes["cx"]!),
        100 * Number(attributes["cy"]) / height,
      ]);
      const explained = group.at.some((one) =>
        Math.abs(one.seconds - seconds) <= tolerance.seconds && typeof one.rate === "number" &&
        Math.abs(one.rate - share) <= tolerance.share + near
      );
      if (!explained) leaks.push(`dot of ${group.name} at ${attributes["cx"]} ${attributes["cy"]}`);
    }
    // At most all who started were there for a stretch, and at least those who were left at its end.
    points.slice(1).forEach((point, k) => {
      const [before, after] = [read(points[k]!), read(point)];
      const step = after.share - before.share;
      if (step <= tolerance.share) return;
      const name = `${group.group} stretch ${k}`;
      stretches.push(name);
      const people = typeof group.people === "number" ? null : sameStart ? `${group.group} at 0` : undefined;
      const high = step + 2 * tolerance.share;
      if (people === null) {
        drawn.push({ terms: [[name, 1]], low: -Infinity, high: high * (group.people as number) });
      } else if (people !== undefined) {
        drawn.push({ terms: [[name, 1], [people, -high]], low: -Infinity, high: 0 });
      }
      const left = group.curve.find((one) =>
        Math.abs(Number(one.seconds) - after.seconds) <= tolerance.seconds
      )
        ?.atRisk;
      if (typeof left === "number") {
        const low = left * Math.max(0, step - 2 * tolerance.share) / (1 - before.share + tolerance.share);
        drawn.push({ terms: [[name, 1]], low, high: Infinity });
      }
    });
    if (typeof group.converted === "number") {
      const names = stretches.filter((name) => name.startsWith(`${group.group} stretch `));
      const rest = `${group.group} stretch after`;
      drawn.push({
        terms: [...names.map((name) => [name, 1] as const), [rest, 1]],
        low: group.converted,
        high: group.converted,
      });
    }
  }
  return { leaks, drawn, stretches };
}

const ways = { g1: "first", g2: "last", g3: "linear", g4: "markov" } as const;

/** Channel credit: each mark must be the credit its channel prints, and a channel that hides one has no marks. */
function creditLeaks(page: Element, model: ReportModel): string[] {
  const leaks: string[] = [];
  const section = [...within(page)].find(({ attributes }) => attributes["id"] === "credit");
  if (!section || !model.credit) return leaks;
  const { result } = model.credit;
  const names = new Map(model.groups.map(({ id, name }) => [name, id]));
  for (const panel of withClass(section, "panel")) {
    const title = [...within(panel)].find(({ tag }) => tag === "bdi");
    const group = result.groups?.find(({ group }) => title && group === names.get(textOf(title).trim()));
    if (!group) continue;
    const axis = withClass(panel, "ax")[0];
    const last = axis &&
      [...within(axis)].find(({ tag, attributes }) => tag === "text" && attributes["x"] === "100%");
    const max = parseFloat(last?.children.join("") ?? "NaN") / 100;
    for (const svg of withClass(panel, "cr")) {
      const label = svg.attributes["aria-label"] ?? "";
      const channel = group.channels.find(({ channel }) => label.startsWith(`${channel}: `));
      const marks = [...within(svg)].filter(({ attributes }) =>
        (attributes["x"] ?? attributes["x1"])?.endsWith("%")
      );
      const of = typeof group.conversions === "number" && typeof group.unattributed === "number"
        ? group.conversions - group.unattributed
        : null;
      if (!channel || of === null) {
        if (marks.length > 0) leaks.push(`credit of nobody: ${label}`);
        continue;
      }
      const value = (text: string) => parseFloat(text) / 100 * max * of;
      const is = (printed: unknown, drawn: number) =>
        typeof printed === "number" && Math.abs(printed - drawn) <= 1e-5 * of + near;
      const four = Object.values(ways).map((way) => channel[way]);
      for (const mark of marks) {
        const { tag, attributes } = mark;
        const glyph = Object.entries(ways).find(([name]) => withClass(mark, name).length > 0)?.[1];
        const intervals = Object.values(channel.intervals ?? {}) as readonly (readonly unknown[])[];
        const explained = tag === "svg"
          ? glyph !== undefined && is(channel[glyph], value(attributes["x"]!))
          : tag === "line"
          ? intervals.some(([low, high]) =>
            is(low, value(attributes["x1"]!)) && is(high, value(attributes["x2"]!))
          )
          : four.some((one) => is(one, value(attributes["x"]!))) &&
            four.some((one) =>
              typeof one === "number" && Math.abs(
                  one - value(attributes["x"]!) - value(attributes["width"]!),
                ) <= 1e-4 * of
            );
        if (!explained) leaks.push(`credit drawn at ${attributes["x"] ?? attributes["x1"]}: ${label}`);
      }
    }
  }
  return leaks;
}

/** Strips run from 0 to 100: each mark must be the finding's own value, an end of its interval, or another group's. */
function stripLeaks(page: Element, model: ReportModel): string[] {
  const strips = model.findings.flatMap(({ strip }) => strip ? [strip] : []);
  return withClass(page, "strip").flatMap((svg, i) => {
    const strip = strips[i];
    const label = svg.attributes["aria-label"];
    if (!strip) return [`strip of nothing: ${label}`];
    const printed = [strip.value, strip.low, strip.high, ...strip.others.map(({ value }) => value)];
    return [...within(svg)].flatMap(({ attributes }) =>
      ["x", "x1", "x2", "cx"].flatMap((name) => {
        const text = attributes[name];
        if (!text?.endsWith("%") || attributes["class"] === "base" || text === "100%") return [];
        const share = parseFloat(text) / 100;
        return printed.some((one) => Math.abs(one - share) < 1e-5)
          ? []
          : [`strip drawn at ${text}: ${label}`];
      })
    );
  });
}
