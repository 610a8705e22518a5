import { strict as assert } from "node:assert";
import fc from "fast-check";
import { contrast, totalMisleads, wilson } from "../outcomes/mod.ts";
import { findings } from "./findings.ts";
import type { MisleadingTotal } from "./misleading_total.ts";

type Counts = Readonly<Record<string, readonly [n: number, of: number]>>;

function side(rows: Counts) {
  const sum = Object.values(rows).reduce(
    ([n, of], one) => [n + one[0], of + one[1]] as const,
    [0, 0] as const,
  );
  return {
    groups: Object.entries({ ...rows, all: sum }).map(([group, [n, of]]) => ({
      group,
      name: group,
      n,
      of,
      value: of === 0 ? null : n / of,
      ...(of === 0 ? { low: null, high: null } : wilson(n, of)),
      unknown: 0,
    })),
  };
}

/** Kidney stones (Charig and others 1986, BMJ 292:879): percutaneous surgery, then open surgery. */
const stones = contrast(
  side({ small: [234, 270], large: [55, 80] }),
  side({ small: [81, 87], large: [192, 263] }),
);

function total(found: ReturnType<typeof contrast>): MisleadingTotal {
  return {
    id: "field:surgery",
    title: "Healed, by surgery",
    did: "healed",
    sides: ["with surgery percutaneous", "with surgery open"],
    contrast: found,
  };
}

Deno.test("contrast() of the kidney stones turns round with the mix held", () => {
  // 83 % against 78 % in all, 87 against 93 % and 69 against 73 % inside.
  assert.deepEqual(
    [stones.all!, ...stones.groups].map(({ before, after }) =>
      [before, after].map((rate) => Math.round(100 * rate!))
    ),
    [[83, 78], [87, 93], [69, 73]],
  );
  // 270 of 350 small: 0.771 · (0.931 − 0.867) + 0.229 · (0.730 − 0.688).
  assert.ok(
    Math.abs(stones.sameMix!.value - (270 * (81 / 87 - 234 / 270) + 80 * (192 / 263 - 55 / 80)) / 350) <
      1e-12,
  );
  assert.equal(
    totalMisleads(contrast(side({ a: [10, 100], b: [50, 100] }), side({ a: [20, 100], b: [60, 100] }))),
    false,
  );
});

Deno.test("findings() says that a total points the other way than its parts, with number, comparison and caveat", () => {
  // Ten times the people, so that it is beyond chance.
  const many = contrast(
    side({ small: [2340, 2700], large: [550, 800] }),
    side({ small: [810, 870], large: [1920, 2630] }),
  );
  assert.ok(totalMisleads(many));
  const [finding] = findings({ misleading: [total(many)] });
  assert.equal(
    finding!.see,
    "**78 of every 100** people with surgery open healed; of those with surgery percutaneous it is 83 (−4.6 points, " +
      "95% interval −6.4 to −2.7). Yet it is higher in both groups that can be compared: with the same mix of groups " +
      "it would be +5.9 points, 95% interval +4.0 to +7.7.",
  );
  assert.equal(
    finding!.act,
    "Judge each segment on its own line, and do not quote the total. What differs is who is in it: small went from " +
      "77% to 25% of them.",
  );
  assert.match(
    finding!.mind,
    /^A single group’s difference may be chance; together they are not\. Not a test\./,
  );
  assert.equal(finding!.section, "misleads");
});

Deno.test("findings() keeps a misleading total, whatever else there is, and never says hidden numbers", () => {
  const hide = (rows: ReturnType<typeof side>) => ({
    groups: rows.groups.map((one) => ({ ...one, value: "hidden" as const, n: "hidden" as const })),
  });
  const hidden = contrast(hide(side({ a: [5, 100], b: [5, 50] })), side({ a: [5, 100], b: [5, 50] }));
  assert.equal(totalMisleads(hidden), false);
  assert.deepEqual(findings({ misleading: [total(hidden)] }), []);
});

Deno.test("a total never misleads where the mix of groups is the same", () => {
  const count = fc.integer({ min: 0, max: 400 });
  const groups = fc.array(fc.tuple(count, count), { minLength: 2, maxLength: 6 });
  fc.assert(fc.property(groups, (rows) => {
    const rates = (k: 0 | 1) => side(Object.fromEntries(rows.map((row, i) => [`g${i}`, [row[k], 400]])));
    const found = contrast(rates(0), rates(1));
    assert.ok(Math.abs(found.sameMix!.value - found.all!.change!.value) < 1e-9);
    assert.equal(totalMisleads(found), false);
  }));
});
