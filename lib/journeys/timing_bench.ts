import { random } from "../kernels/mod.ts";
import { retention } from "./retention.ts";
import { timing } from "./timing.ts";

const draw = random(1);
const people = 1_000_000;
const waited = () => -Math.log(1 - draw()) * 40;
const whole = Float64Array.from({ length: people }, () => Math.ceil(waited()));
const fractions = Float64Array.from({ length: people }, waited);
const status = Uint8Array.from({ length: people }, () => draw() < 0.1 ? 2 : draw() < 0.7 ? 1 : 0);
const group = Uint8Array.from({ length: people }, () => Math.floor(draw() * 5));
const entry = fractions.map((time) => time * draw() * 0.999 - 1e-9);

Deno.bench("timing() of 1 million people in 5 groups, whole days", () => {
  timing({ time: whole, status, group }, { at: [14, 28, 56] });
});

Deno.bench("timing() of 1 million people in 5 groups, all times different", () => {
  timing({ time: fractions, status, group }, { at: [14, 28, 56] });
});

Deno.bench("timing() of 1 million people in 5 groups, all times different, late entry", () => {
  timing({ time: fractions, status, group, entry }, { at: [14, 28, 56] });
});

const person = Uint32Array.from({ length: 5 * people }, () => Math.floor(draw() * people));
const at = Float64Array.from({ length: 5 * people }, () => Math.floor(draw() * 540 * 86_400));

Deno.bench("retention() of 5 million events by months of a time zone", () => {
  retention({ person, at }, { observedUntil: 540 * 86_400, timeZone: "America/Chicago" });
});
