import { strict as assert } from "node:assert";
import { readParameters } from "./parameters.ts";

function env(values: Readonly<Record<string, string>>): (name: string) => string | undefined {
  return (name) => values[name];
}

async function withFile(text: string, use: (path: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/p.yaml`, text);
    await use(`${folder}/p.yaml`, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("readParameters() takes what is given before the environment, the file and the defaults", () =>
  withFile("workspace: ../river\nasOf: 2026-01-31\nout: /reports\n", async (path, folder) => {
    const parameters = await readParameters({
      given: { report: "a.yaml" },
      env: env({ TRELLIS_PARAMETERS: path, TRELLIS_AS_OF: "2026-02-28", TRELLIS_DATA: "exports" }),
      defaults: { workspace: "other", report: "b.yaml" },
    });
    assert.deepEqual(parameters, {
      kind: "parameters",
      workspace: `${folder.replace(/\/[^/]*$/, "")}/river`,
      data: "exports",
      asOf: "2026-02-28",
      report: "a.yaml",
      out: "/reports",
      from: { workspace: "file", data: "environment", asOf: "environment", report: "given", out: "file" },
      warnings: [],
    });
  }));

Deno.test("readParameters() says what is wrong, and where", async () => {
  const none = env({});
  await assert.rejects(readParameters({ env: none }), {
    message: "Cannot tell which workspace to open: set TRELLIS_WORKSPACE, or name one in the file.",
  });
  await assert.rejects(readParameters({ env: env({ TRELLIS_AS_OF: "2026-02-30" }) }), {
    message: 'Cannot use TRELLIS_AS_OF="2026-02-30": write a day of the calendar as YYYY-MM-DD.',
  });
  await assert.rejects(readParameters({ env: none, file: "nowhere.yaml" }), {
    message: 'Cannot read the parameters "nowhere.yaml": there is no such file. ' +
      "Give a YAML file with workspace, asOf and the like.",
  });
  await withFile(
    "workspce: a\n",
    (path) =>
      assert.rejects(
        readParameters({ env: none, file: path }),
        /unknown key "workspce"; did you mean "workspace"/,
      ),
  );
  for (const asOf of ["soon", "20260930"]) {
    await withFile(
      `asOf: ${asOf}\n`,
      (path) =>
        assert.rejects(readParameters({ env: none, file: path }), /p\.yaml:1: .*write a day of the calendar/),
    );
  }
});
