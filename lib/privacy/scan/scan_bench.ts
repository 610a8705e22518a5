/** Issue 5: a folder of 50 MB under 10 s. Here 10 MB, half of it notes and half a table; so under 2 s. */
import { scan } from "./scan.ts";

const folder = await Deno.makeTempDir({ prefix: "trellis-bench-" });
addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const note =
  "came in with pain after a fall and was seen by the nurse who said that it would be fine in a week or two\n";
const row = (i: number) =>
  `${10_000 + i},2025-06-07T17:0${i % 10}:59Z,page_view,web,costs,learn,PA-0${i % 90},${i}-1\n`;
await Deno.writeTextFile(`${folder}/notes.txt`, note.repeat(Math.ceil(5e6 / note.length)));
await Deno.writeTextFile(
  `${folder}/events.csv`,
  "user,at,event,channel,topic,stage,content,session\n" +
    Array.from({ length: 85_000 }, (_, i) => row(i)).join(""),
);

Deno.bench("scan() of 10 MB", { n: 3, warmup: 1 }, async () => {
  await scan(folder);
});
