/**
 * Issue 5: a folder of 50 MB under 10 s. A mixed one, of notes, a table, pages, JSON and a notebook of 10 MB each; what
 * it takes of the processor is held against the limit.
 */
import process from "node:process";
import { scan } from "./scan.ts";

const folder = await Deno.makeTempDir({ prefix: "trellis-bench-" });
addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const size = 10e6;

async function write(name: string, start: string, line: (i: number) => string, end = ""): Promise<void> {
  const lines: string[] = [start];
  for (let [i, length] = [0, 0]; length < size; i++) {
    const text = line(i);
    lines.push(text);
    length += text.length + 1;
  }
  await Deno.writeTextFile(`${folder}/${name}`, [...lines, end].join("\n"));
}

const at = (i: number) => `2025-06-07T17:0${i % 10}:59Z`;
await write(
  "notes.txt",
  "",
  () => "came in with pain after a fall and was seen by the nurse who said that it would be fine in a week",
);
await write(
  "events.csv",
  "user,at,event,channel,topic,stage,content,session",
  (i) => `${10_000 + i},${at(i)},page_view,web,costs,learn,PA-0${i % 90},${i}-1`,
);
await write(
  "page.html",
  "<!doctype html><table>",
  (i) =>
    `<tr class="r${i % 7}"><th>Group ${i}</th><td>${i * 37}</td><td><b>${i % 100}</b>.5&nbsp;%</td></tr>`,
  "</table>",
);
await write(
  "events.json",
  "[",
  (i) => `{"user":${10_000 + i},"at":"${at(i)}","name":"page \\"view\\"","path":"\\/learn\\/costs"},`,
  "{}]",
);
await write(
  "book.ipynb",
  '{"cells":[{"cell_type":"code","source":[',
  (i) => `    "rows${i} = people.filter((one) => one.visits > ${i % 9});\\n",`,
  '""],"outputs":[]}]}',
);

Deno.bench("scan() of 50 MB: notes, CSV, HTML, JSON and a notebook", { n: 2, warmup: 1 }, async () => {
  const before = process.cpuUsage();
  const { read } = await scan(folder);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  if (read.bytes < 5 * size || seconds > 10) {
    throw new Error(`scanning ${read.bytes} bytes took ${seconds} s of processor time`);
  }
});
