import { strict as assert } from "node:assert";
import fc from "fast-check";
import {
  count,
  day,
  duration,
  interval,
  number,
  ofEvery100,
  percent,
  plainText,
  points,
  pointsInterval,
  spans,
  windowWords,
} from "./mod.ts";

Deno.test("count() and number() write commas, few decimals and a true minus", () => {
  assert.deepEqual([0, 7904, 1234567].map(count), ["0", "7,904", "1,234,567"]);
  assert.deepEqual([0, 0.123, 0.5, 9.999, 12.34, 47.95, 99.96, 100.4, 722049.04].map(number), [
    "0",
    "0.12",
    "0.5",
    "10",
    "12.3",
    "48",
    "100",
    "100",
    "722,049",
  ]);
  assert.equal(number(-1234.5), "−1,235");
  assert.equal(number(-0.001), "0");
});

Deno.test("percent() is whole, with one decimal only under 10% and an interval under 2 points", () => {
  assert.equal(percent(0.684), "68%");
  assert.equal(percent(0.064, { low: 0.058, high: 0.071 }), "6.4%");
  assert.equal(percent(0.064, { low: 0.05, high: 0.08 }), "6%");
  assert.equal(percent(0.29, { low: 0.285, high: 0.295 }), "29%");
  assert.deepEqual([0, 0.004, 0.996, 1].map((rate) => percent(rate)), ["0%", "<1%", ">99%", "100%"]);
  assert.equal(percent(0.0001, { low: 0, high: 0.001 }), "<0.1%");
});

Deno.test("ofEvery100() never rounds somebody away", () => {
  assert.deepEqual([0, 0.003, 0.0001, 0.684, 0.997, 0.99999, 1].map((rate) => ofEvery100(rate)), [
    "0 of every 100",
    "3 of every 1,000",
    "fewer than 1 of every 1,000",
    "68 of every 100",
    "997 of every 1,000",
    "more than 999 of every 1,000",
    "100 of every 100",
  ]);
  assert.equal(ofEvery100(0.0416, { low: 0.0358, high: 0.0483 }), "4.2 of every 100");
  assert.equal(ofEvery100(0.0416, { low: 0.02, high: 0.06 }), "4 of every 100");
  assert.equal(ofEvery100(0, { low: 0, high: 0.001 }), "0 of every 100");
});

Deno.test("interval() and points() are written as the design says", () => {
  assert.equal(interval({ low: 0.662, high: 0.706 }), "66 to 71");
  assert.equal(interval({ low: 0.662, high: 0.706 }, { dash: true }), "66–71");
  assert.equal(interval({ low: 0.026, high: 0.032 }, { rate: 0.029, dash: true }), "2.6–3.2");
  assert.equal(interval({ low: null, high: null }), "");
  assert.deepEqual([-0.0164, 0.012, 0, -0.0004].map(points), ["−1.6 pts", "+1.2 pts", "0.0 pts", "0.0 pts"]);
  assert.equal(pointsInterval({ low: -0.004, high: 0.038 }), "−0.4 to +3.8");
});

Deno.test("day(), duration() and windowWords() speak of days", () => {
  assert.equal(day("2026-10-31"), "31 October 2026");
  assert.equal(day("2024-02-29"), "29 February 2024");
  assert.throws(() => day("2026-02-30"), RangeError);
  assert.deepEqual([1, 119, 120, 7199, 7200, 172_799, 172_800, 4_838_400].map(duration), [
    "1 second",
    "119 seconds",
    "2 minutes",
    "120 minutes",
    "2 hours",
    "48 hours",
    "2 days",
    "56 days",
  ]);
  assert.deepEqual(["56d", "8w", "1d", "12h", "90s"].map(windowWords), [
    "56 days",
    "56 days",
    "1 day",
    "12 hours",
    "90 seconds",
  ]);
});

Deno.test("every format leaves hidden hidden", () => {
  for (const format of [count, number, percent, ofEvery100, points, duration]) {
    assert.equal(format("hidden"), "hidden");
  }
  assert.equal(interval({ low: "hidden", high: "hidden" }), "");
  assert.equal(pointsInterval({ low: "hidden", high: 0.1 }), "");
});

Deno.test("spans() and plainText() take bold marks away and nothing else", () => {
  assert.deepEqual(spans("a **b** c"), [
    { text: "a ", bold: false },
    { text: "b", bold: true },
    { text: " c", bold: false },
  ]);
  assert.deepEqual(spans("2 ** 3"), [{ text: "2 ** 3", bold: false }]);
  assert.deepEqual(spans(""), [{ text: "", bold: false }].filter(({ text }) => text !== ""));
  fc.assert(fc.property(fc.string(), (text) => {
    assert.equal(spans(text).map((span) => span.text).join(""), plainText(text));
    if (!text.includes("**")) assert.equal(plainText(text), text);
  }));
});
