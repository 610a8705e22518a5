/**
 * `deno task notebook [--install] [-- OPTIONS]`: opens the notebooks in JupyterLab, with options of its own after
 * `--`. Jupyter itself is not ours to install; what is missing is named, with the command that gets it.
 */
import { fileURLToPath } from "node:url";
import { exit } from "./exit.ts";
import { processIo } from "./process_io.ts";

const notebooks = fileURLToPath(new URL("../../notebooks/", import.meta.url));
const io = processIo(new AbortController().signal);

if (import.meta.main) Deno.exit(await openNotebooks(Deno.args));

async function openNotebooks(args: readonly string[]): Promise<number> {
  const end = args.indexOf("--");
  const [own, lab] = end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)];
  const unknown = own.find((arg) => arg !== "--install");
  if (unknown !== undefined) {
    io.err(`error: unknown option '${unknown}' (only --install; JupyterLab's own go after --)\n`);
    return exit.usage;
  }
  const kernels = await answer("jupyter", ["kernelspec", "list", "--json"]);
  if (kernels === null) {
    io.err("error: Jupyter is not installed. Get it with: pip install jupyterlab\n");
    return exit.failed;
  }
  if (own.includes("--install")) {
    if (await answer("deno", ["jupyter", "--install", "--force"]) === null) {
      io.err("error: the Deno kernel could not be installed. Try: deno jupyter --install\n");
      return exit.failed;
    }
  } else if (!("deno" in (JSON.parse(kernels) as { kernelspecs: object }).kernelspecs)) {
    io.err("error: Jupyter does not know Deno yet. Run once: deno task notebook --install\n");
    return exit.failed;
  }
  // Ctrl-C is Jupyter's: it asks whether to stop the kernels, and this process ends when it does.
  Deno.addSignalListener("SIGINT", () => {});
  const command = new Deno.Command("jupyter", { args: ["lab", notebooks, ...lab] });
  return (await command.spawn().status).code;
}

/** What a command answered, or null when it is missing or failed. */
async function answer(command: string, args: string[]): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command(command, { args, stderr: "null" }).output();
    return success ? new TextDecoder().decode(stdout) : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
