import { log } from "./_log_for_benches.ts";
import { eventuallyFollows, flow, paths, patternMatches, stepMatrix, transitions } from "./mod.ts";

const works = {
  "stepMatrix()": () => stepMatrix(log()),
  "stepMatrix() around an event": () => stepMatrix(log(), { centre: { event: "h" } }),
  "paths()": () => paths(log()),
  "transitions()": () => transitions(log()),
  "transitions() in sessions": () => transitions(log(), { sessions: "2d" }),
  "flow()": () => flow(log()),
  "patternMatches()": () => patternMatches(log(), "a -> [^b]* -> c"),
  "eventuallyFollows()": () => eventuallyFollows(log()),
};

for (const [name, work] of Object.entries(works)) {
  Deno.bench(`${name} over 20 million events`, { group: "paths", n: 3, warmup: 0 }, (b) => {
    log();
    b.start();
    work();
    b.end();
  });
}
