/**
 * A whole report, from files to the page, over samples of growing size: time should grow no faster than people.
 * A million people make twenty million events and take a minute or so, three of them with the sample.
 */
import { generateSample } from "../lib/workspace/sample/mod.ts";
import { buildReport } from "./build.ts";
import { renderHtml } from "./html.tsx";

for (const people of [10_000, 100_000, 1_000_000]) {
  let sample: string | undefined;
  Deno.bench({
    name: `${people.toLocaleString("en")} people`,
    group: "report",
    baseline: people === 10_000,
    n: people < 1_000_000 ? 3 : 1,
    warmup: 0,
    async fn(bench) {
      sample ??= await made(people);
      bench.start();
      renderHtml(await buildReport(sample));
      bench.end();
    },
  });
}

async function made(people: number): Promise<string> {
  const out = await Deno.makeTempDir({ prefix: "trellis-bench-" });
  addEventListener("unload", () => Deno.removeSync(out, { recursive: true }));
  await generateSample({ people, seed: 1, out, format: "parquet" });
  return out;
}
