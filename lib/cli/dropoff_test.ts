import { strict as assert } from "node:assert";
import { json, refusal } from "./_json_for_tests.ts";
import { run } from "./_recorder_for_tests.ts";
import { sound, withFolder } from "./_workspace_for_tests.ts";

const people = Array.from({ length: 40 }, (_, i) => i);
/** The 20 young ones stop at the form, and call, unless their number ends in 0; the others send it. */
const workspace = {
  "workspace.yaml": `${sound["workspace.yaml"]}journeys:
  - id: form
    name: The form
    within: 1d
    steps: [{ name: Opened, event: form }, { name: Sent, event: sent }]
  - { id: call, name: The call, within: 2d, steps: [{ name: Opened, event: form }, { name: Called, event: call }] }
`,
  "people.csv": `person,age,state\n${people.map((i) => `${i},${i < 20 ? 20 : 50},IA\n`).join("")}`,
  "events.csv": `person,at,event,channel\n${
    people.map((i) => {
      const [event, channel] = i < 20 && i % 10 > 0 ? ["call", "phone"] : ["sent", "web"];
      return `${i},2026-01-01,form,${channel}\n${i},2026-01-01T06:00,${event},\n`;
    }).join("")
  }`,
};

Deno.test("dropoff of a workspace says where each segment leaves its first journey", () =>
  withFolder(workspace, async (folder) => {
    const result = await json("dropoff", folder);
    assert.deepEqual([result.kind, result.within], ["dropOff", "1d"]);
    const [, young, none] = result.groups;
    assert.deepEqual([young.group, none.group, result.groups.length], ["young", "none", 3]);
    const [opened] = young.steps;
    assert.deepEqual([opened.step, opened.of, opened.lost, opened.excess.of], ["Opened", 20, 18, 20]);
    assert.equal(opened.after[0].event, "call");
    const { out } = await run(["dropoff", `${folder}/workspace.yaml`, "--journey", "call", "--within", "1h"]);
    assert.match(out, /^Young +Opened +20 +20 +100%/m);
    const [all] = (await json("dropoff", folder, "--properties", "channel")).groups;
    assert.equal(all.steps[0].likely.from, "signal");
  }));

Deno.test("dropoff says which flags go with a workspace, and which with a file", () =>
  withFolder(workspace, async (folder) => {
    assert.match(
      await refusal(2, folder, "dropoff", folder, "--step-within", "Sent=1h"),
      /--step-within goes with a file of events; a workspace names its journeys: see --journey/,
    );
    const columns = "--person person --event event --time at".split(" ");
    const file = [`${folder}/events.csv`, ...columns];
    assert.match(
      await refusal(2, folder, "dropoff", ...file, "--within", "1d"),
      /'--steps <a,b,c>' not specified/,
    );
    assert.match(
      await refusal(2, folder, "dropoff", ...file, "--steps", "a,b", "--as-of", "2026-01-01"),
      /--as-of goes with a workspace/,
    );
    assert.equal(
      await refusal(1, folder, "dropoff", folder, "--journey", "from"),
      'error: Cannot find journey "from" in "DIR" (found: form, call). Did you mean "form"?',
    );
    assert.match(
      await refusal(1, folder, "dropoff", folder, "--properties", "chanel"),
      /Cannot load event property "chanel".*Did you mean "channel"\?/,
    );
  }));

Deno.test("dropoff asks for a journey where a workspace has none, and for a workspace where a folder is none", () =>
  withFolder({}, async (folder) => {
    assert.match(
      await refusal(1, folder, "dropoff", folder),
      /"DIR" declares no journey. Add one under journeys/,
    );
    await Deno.remove(`${folder}/workspace.yaml`);
    assert.match(await refusal(1, folder, "dropoff", folder), /workspace\.yaml/);
    assert.match(await refusal(2, folder, "dropoff", `${folder}/none`), /not specified/);
  }));
