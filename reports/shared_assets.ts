import { createHash } from "node:crypto";
import { join } from "node:path";
import plotly from "plotly.js-basic-dist-min/plotly-basic.min.js" with { type: "text" };
import { writeFile } from "../lib/workspace/mod.ts";
import { pageScript } from "./page_script.ts";
import { sharedStyle } from "./sections/page_head.tsx";

/** Where a page finds the files that many pages share: paths from the page. */
export interface AssetPaths {
  readonly style: string;
  readonly live: string;
  readonly plotly: string;
}

const folder = "assets";

/**
 * Writes the style sheet and the scripts once for all pages, into `out/assets`, named by their content: pages of
 * another version of Trellis keep theirs.
 *
 * @returns Their paths from a page at `out/<workspace>/<day>/<name>.html`.
 */
export async function writeAssets(out: string): Promise<AssetPaths> {
  const write = async (name: string, ending: string, content: string) => {
    const file = `${name}-${createHash("sha256").update(content).digest("hex").slice(0, 12)}.${ending}`;
    const path = join(out, folder, file);
    if (!await holds(path, content)) await writeFile(path, content);
    return `../../${folder}/${file}`;
  };
  return {
    style: await write("style", "css", sharedStyle()),
    live: await write("live", "js", pageScript),
    plotly: await write("plotly", "js", plotly),
  };
}

async function holds(path: string, content: string): Promise<boolean> {
  try {
    return await Deno.readTextFile(path) === content;
  } catch {
    return false;
  }
}
