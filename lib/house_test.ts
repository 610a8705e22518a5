/**
 * The house rules that a compiler does not know. ARCHITECTURE.md explains them.
 */
import { strict as assert } from "node:assert";
import { join, normalize } from "node:path/posix";
import { isScript, readTree, withoutComments } from "./_house.ts";

const root = new URL("../", import.meta.url);

/** A room may import itself and the rooms of earlier lines; never a room of its own line. */
const order: readonly (readonly string[])[] = [
  ["lib/kernels", "lib/engine"],
  ["lib/workspace"],
  ["lib/intake", "lib/segments"],
  ["lib/journeys", "lib/clustering", "lib/outcomes", "lib/activation"],
  ["lib/privacy"],
  ["lib/words"],
  ["lib/charts"],
  ["lib/notebook", "lib/cli"],
  ["reports"],
];

/** The public API re-exports rooms, and these tests read files: both stand outside the rooms. */
const outside = ["lib/mod.ts", "lib/house_test.ts", "lib/_house.ts"];

const files = await readTree(root);
const scripts = [...files].filter(([path]) => isScript(path));

Deno.test("every file imports only from rooms below its own, through their mod.ts", () => {
  const wrong: string[] = [];
  for (const [path, text] of scripts) {
    if (outside.includes(path)) continue;
    const line = lineOf(path);
    assert.notEqual(line, -1, `${path} is in no room: add the room to the order in lib/house_test.ts`);
    for (const name of imports(text).filter((name) => name.startsWith("."))) {
      const target = normalize(join(path, "..", name));
      const room = roomOf(target);
      // The version of Trellis is written once, in deno.json.
      if (room === roomOf(path) || target === "deno.json") continue;
      if (room === undefined) wrong.push(`${path} imports ${target}, which is in no room`);
      else if (lineOf(target) >= line) wrong.push(`${path} imports upward: ${target}`);
      else if (/_(test|for_tests)\.tsx?$/.test(path) && target.endsWith("_for_tests.ts")) continue;
      else if (!target.endsWith("/mod.ts")) wrong.push(`${path} imports past the door: ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("every room has a door, and a door holds only documentation and re-exports", () => {
  const rooms = new Set(scripts.map(([path]) => roomOf(path)).filter((room) => room?.startsWith("lib/")));
  for (const room of rooms) {
    const door = files.get(`${room}/mod.ts`);
    assert.ok(door !== undefined, `${room} has no mod.ts`);
    assert.match(door, /@module/, `${room}/mod.ts does not say what the room is for`);
    const rest = withoutComments(door).replace(/^export (type )?(\*|\{[^}]*\}) from "[^"]+";$/gm, "").trim();
    assert.equal(rest, "", `${room}/mod.ts holds more than re-exports`);
  }
});

Deno.test("danfojs is imported by the notebook room only, and only when a frame is asked for", () => {
  for (const [path, text] of scripts) {
    const code = withoutComments(text);
    if (!/"danfojs["/]/.test(code) || path.endsWith("_test.ts")) continue;
    assert.equal(roomOf(path), "lib/notebook", `${path} imports danfojs`);
    assert.doesNotMatch(code, /^import (?!type )[^;]*"danfojs/m, `${path} loads danfojs before it is needed`);
  }
});

Deno.test("only the command line prints and exits", () => {
  for (const [path, text] of scripts) {
    if (roomOf(path) === "lib/cli" || /_(test|bench)\.tsx?$/.test(path)) continue;
    assert.doesNotMatch(
      withoutComments(text),
      /\bconsole\.|\bDeno\.exit|\bDeno\.std(out|err)\b/,
      `${path} prints or exits`,
    );
  }
});

Deno.test("no file names this machine, a registry or an address outside", () => {
  const allowed =
    /^https?:\/\/(www\.w3\.org\/|json-schema\.org\/|127\.0\.0\.1|(\w+\.)*example\.(org|com|invalid)\b)/;
  for (const [path, text] of files) {
    if (outside.includes(path)) continue;
    assert.doesNotMatch(text, /(?<![\w.])\/(work|root|home|Users|mnt)\//, `${path} holds an absolute path`);
    assert.doesNotMatch(
      text,
      /registry\.npmjs|jsr\.io|pypi\.org|unpkg|jsdelivr|esm\.sh|cdnjs/,
      `${path} names a registry or a content network`,
    );
    if (path.endsWith(".md")) continue;
    const code = isScript(path) ? withoutComments(text) : text;
    for (const [address] of code.matchAll(/https?:\/\/[^\s"'`)<>]*/g)) {
      assert.match(address, allowed, `${path} holds the address ${address}`);
    }
  }
});

Deno.test("every task runs with the narrowest permissions", () => {
  const { tasks } = JSON.parse(files.get("deno.json")!) as { tasks: Record<string, string> };
  for (const name of ["report", "test", "trellis", "sample", "notebook", "bench", "kernels"]) {
    assert.ok(name in tasks, `deno.json has no task "${name}"`);
  }
  for (const [name, command] of Object.entries(tasks)) {
    const flags = command.split(/\s+/).filter((word) => word.startsWith("-"));
    for (const flag of flags) {
      assert.doesNotMatch(
        flag,
        /^(-A|--allow-all|--allow-sys|--allow-import.*|-P.*)$/,
        `task ${name}: ${flag}`,
      );
      assert.doesNotMatch(flag, /^(--allow-(run|env)|-[a-z]*N.*)$/, `task ${name}: ${flag} is not narrowed`);
      if (!flag.startsWith("--allow-net")) continue;
      assert.equal(name, "test:browser", `task ${name} may use the network`);
      assert.equal(flag, "--allow-net=127.0.0.1", `task ${name}: ${flag}`);
    }
    if (/deno (run|test|bench) /.test(command)) {
      assert.ok(flags.includes("--no-prompt"), `task ${name} may stop and ask`);
      assert.ok(flags.includes("--no-remote"), `task ${name} may load code from an address`);
    }
    if (["report", "trellis", "sample"].includes(name)) {
      assert.ok(flags.includes("--cached-only"), `task ${name} may download while data is open`);
      assert.doesNotMatch(command, /--allow-(run|sys|net|import)/, `task ${name} may do too much`);
    }
  }
});

Deno.test("notebooks and tests use the product's versions, and add only what the product must not load", () => {
  const product = settings("deno.json");
  const around = settings("notebooks/deno.json");
  const moved = (target: string) => target.replace(/^\.\//, "../");
  for (const [name, target] of Object.entries(product.imports)) {
    assert.equal(around.imports[name], moved(target), `"${name}" in notebooks/deno.json: as in deno.json`);
  }
  const extras = Object.keys(around.imports).filter((name) => !(name in product.imports));
  assert.deepEqual(extras, [
    "@stdlib/binomial-cdf",
    "danfojs",
    "fast-check",
    "axe-core",
    "assemblyscript/asc",
  ]);
  assert.deepEqual(around.compilerOptions, product.compilerOptions);
  assert.equal(around.fmt.lineWidth, product.fmt.lineWidth);
  for (const target of Object.values(around.imports).filter((target) => target.startsWith("npm:"))) {
    assert.match(target, /@\d+\.\d+\.\d+(-[\w.]+)?(\/.*)?$/, `${target} is not pinned`);
  }
});

Deno.test("a report downloads nothing that only notebooks and tests need", () => {
  const lock = files.get("deno.lock")!;
  for (
    const name of ["danfojs", "tensorflow", "axe-core", "fast-check", "assemblyscript", "mathjs", "xlsx"]
  ) {
    assert.ok(!lock.includes(name), `deno.lock names ${name}`);
  }
  for (const [name, command] of Object.entries(settings("deno.json").tasks ?? {})) {
    if (!["report", "trellis", "sample", "notebook"].includes(name)) continue;
    assert.ok(!command.includes("--config"), `task ${name} uses another configuration`);
  }
});

Deno.test("danfojs gets the safe versions of what it depends on", () => {
  const { overrides } = JSON.parse(files.get("notebooks/package.json")!) as Overrides;
  const lock = JSON.parse(files.get("notebooks/deno.lock")!) as {
    readonly npm: Readonly<Record<string, unknown>>;
    readonly workspace: { readonly packageJson?: Overrides };
  };
  assert.deepEqual(lock.workspace.packageJson?.overrides, overrides);
  const packages = Object.keys(lock.npm).map((name) => name.replace(/_.*$/, ""));
  for (const [name, target] of Object.entries(overrides)) {
    const wanted = target.startsWith("npm:") ? target.slice(4) : `${name}@${target}`;
    const found = packages.filter((one) => one.startsWith(`${name}@`) || one === wanted);
    assert.deepEqual(found, [wanted], `notebooks/deno.lock on ${name}`);
  }
});

Deno.test("no file is too long to read in one sitting", () => {
  for (const [path, text] of scripts) {
    const lines = text.split("\n").length;
    assert.ok(lines <= 400, `${path} has ${lines} lines`);
  }
});

interface Settings {
  readonly imports: Readonly<Record<string, string>>;
  readonly compilerOptions: unknown;
  readonly fmt: { readonly lineWidth: number };
  readonly tasks?: Readonly<Record<string, string>>;
}

interface Overrides {
  readonly overrides: Readonly<Record<string, string>>;
}

function settings(path: string): Settings {
  return JSON.parse(files.get(path)!) as Settings;
}

function roomOf(path: string): string | undefined {
  return order.flat().find((room) => path.startsWith(`${room}/`));
}

function lineOf(path: string): number {
  return order.findIndex((line) => line.some((room) => path.startsWith(`${room}/`)));
}

/** What a file imports, statically or not; examples in comments do not count. */
function imports(text: string): string[] {
  const found = withoutComments(text).matchAll(/\b(?:from|import)\s*\(?\s*"([^"\n]+)"/g);
  return [...found].map((match) => match[1]!);
}
