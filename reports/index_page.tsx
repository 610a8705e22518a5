import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { join } from "node:path";
import { z } from "zod";
import { count, day } from "../lib/words/mod.ts";
import { writeFile } from "../lib/workspace/mod.ts";
import { tame } from "./_escape.ts";
import { scriptHash } from "./_plotly.ts";
import { PageHead } from "./sections/page_head.tsx";
import find from "./theme/find.js" with { type: "text" };

/** What the index needs of a sidecar, whatever version wrote it. */
const entrySchema = z.object({
  kind: z.literal("report"),
  title: z.string(),
  workspace: z.object({ name: z.string() }),
  asOf: z.object({ date: z.iso.date() }),
  quality: z.object({ gate: z.object({ passed: z.boolean() }) }),
});

/** A report that was found. */
interface Entry extends z.infer<typeof entrySchema> {
  /** From the index to the page, with `/` between folders. */
  readonly path: readonly string[];
}

/**
 * Writes `index.html` into the folder of all reports: every report found there, by workspace, newest first. It is made
 * of what lies there, so a deleted report leaves it with the next run.
 *
 * @returns The path of the index.
 */
export async function writeIndex(out: string): Promise<string> {
  const path = join(out, "index.html");
  await writeFile(path, renderIndex(await findReports(out)));
  return path;
}

async function findReports(out: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const workspace of await names(out, "folder")) {
    for (const date of await names(join(out, workspace), "folder")) {
      if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) continue;
      const files = new Set(await names(join(out, workspace, date), "file"));
      for (const file of files) {
        const page = file.replace(/\.json$/, ".html");
        if (page === file || !files.has(page)) continue;
        const entry = await readEntry(join(out, workspace, date, file));
        if (entry) entries.push({ ...entry, path: [workspace, date, page] });
      }
    }
  }
  const by = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0;
  return entries.sort((a, b) =>
    by(a.workspace.name, b.workspace.name) || by(b.asOf.date, a.asOf.date) || by(a.title, b.title) ||
    by(a.path.join("/"), b.path.join("/"))
  );
}

async function names(folder: string, kind: "file" | "folder"): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { name, isFile, isDirectory } of Deno.readDir(folder)) {
      if (kind === "file" ? isFile : isDirectory) found.push(name);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  return found;
}

/** A sidecar's head; null when the file is something else. */
async function readEntry(file: string): Promise<z.infer<typeof entrySchema> | null> {
  try {
    return entrySchema.parse(JSON.parse(await Deno.readTextFile(file)));
  } catch {
    return null;
  }
}

/** The index page: self-contained, whole without scripts; with them it can be searched. */
export function renderIndex(entries: readonly Entry[]): string {
  return `<!doctype html>\n${renderToString(<IndexPage entries={tame(entries)} />)}\n`;
}

function IndexPage({ entries }: { readonly entries: readonly Entry[] }): JSX.Element {
  const workspaces = [...Map.groupBy(entries, ({ workspace }) => workspace.name)];
  return (
    <html lang="en">
      <PageHead title="All reports · Trellis" scripts={[scriptHash(find)]} />
      <body>
        <div class="wrap">
          <header class="mast">
            <p class="kick">
              <span>
                <b>Trellis</b> · segment performance reports
              </span>
              <span>{count(entries.length)} {entries.length === 1 ? "report" : "reports"}</span>
            </p>
            <h1>All reports</h1>
          </header>
          <main>
            {workspaces.map(([workspace, reports]) => (
              <section key={workspace} aria-label={workspace}>
                <h2>
                  <bdi>{workspace}</bdi>
                </h2>
                <table class="cards" role="table">
                  <thead role="rowgroup">
                    <tr role="row">
                      <th role="columnheader" scope="col">Report</th>
                      <th role="columnheader" scope="col">As of</th>
                      <th role="columnheader" scope="col">Data-quality gate</th>
                    </tr>
                  </thead>
                  <tbody role="rowgroup">
                    {reports.map(({ title, asOf, quality, path }) => (
                      <tr role="row" key={path.join("/")}>
                        <th role="rowheader" scope="row">
                          <a href={path.map(encodeURIComponent).join("/")}>{title}</a>
                        </th>
                        <td role="cell" data-l="As of">{day(asOf.date)}</td>
                        <td role="cell" data-l="Data-quality gate">
                          {quality.gate.passed ? "passed" : <b>failed</b>}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            ))}
            {entries.length === 0 && <p class="none">There are no reports here yet.</p>}
          </main>
        </div>
        <script dangerouslySetInnerHTML={{ __html: find }} />
      </body>
    </html>
  );
}
