import { random } from "../kernels/mod.ts";
import { attribution } from "./attribution.ts";
import { channelPaths } from "./channel_paths.ts";

const draw = random(1);
/** 10,000 paths of six touches on average through 12 channels, some far more used than others. */
const rows = Array.from({ length: 10_000 }, () => {
  const path: string[] = [];
  do path.push(`channel ${Math.floor(draw() * draw() * 12)}`); while (draw() < 5 / 6);
  const [conversions, nulls] = [Math.floor(draw() * 5), Math.floor(draw() * 15)];
  return { path, conversions, nulls, value: conversions * draw() };
});
const paths = channelPaths(rows);

for (const order of [1, 2, 3, 4, "auto"] as const) {
  Deno.bench(`attribution() of 10,000 paths, Markov order ${order}`, () => {
    attribution(paths, { order });
  });
}

for (const order of [1, 2]) {
  Deno.bench(`attribution() of 10,000 paths, Markov order ${order}, 1,000 bootstrap draws`, {
    n: 2,
    warmup: 0,
  }, () => {
    attribution(paths, { order, draws: 1000 });
  });
}
