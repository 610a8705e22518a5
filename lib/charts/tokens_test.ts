import { strict as assert } from "node:assert";
import { cssVariables, dark, light, type Palette } from "./tokens.ts";

/** Relative luminance (WCAG 2.2). Black 0, white 1. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

Deno.test("contrast of black on white is 21 to 1", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
});

for (const [name, palette] of [["light", light], ["dark", dark]] as const) {
  Deno.test(`text of the ${name} palette has 4.5 to 1 on paper and sheet`, () => {
    for (const ink of ["ink", "ink-2", "ink-3", "link", "alert"] as const) {
      for (const ground of ["paper", "sheet"] as const) {
        const ratio = contrast(palette[ink], palette[ground]);
        assert.ok(ratio >= 4.5, `${ink} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  });

  Deno.test(`segment colours of the ${name} palette have 3 to 1 on paper and differ`, () => {
    const slots = (Object.keys(palette) as (keyof Palette)[]).filter((token) => /^s\d$/.test(token));
    assert.equal(slots.length, 8);
    for (const slot of slots) {
      const ratio = contrast(palette[slot], palette.paper);
      assert.ok(ratio >= 3, `${slot}: ${ratio.toFixed(2)}`);
    }
  });
}

Deno.test("every light colour has one meaning, so that figures can be turned dark by exchanging colours", () => {
  const colours = Object.values(light);
  assert.equal(new Set(colours).size, colours.length);
});

Deno.test("cssVariables() writes every token", () => {
  assert.match(cssVariables(light), /^--paper:#fcfbf8;.*--s-unk:#8f8a80$/);
});
