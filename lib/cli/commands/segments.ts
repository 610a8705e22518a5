import type { Command } from "commander";
import { loadBook, membership, readBook, segmentSizes } from "../../segments/mod.ts";
import { count, percent } from "../../words/mod.ts";
import type { SegmentsResult } from "../../segments/mod.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import type { Io } from "../io.ts";
import { printJson, printTable } from "../print.ts";
import { readInput } from "../read_input.ts";
import { withWorkspace, withWorkspaceFlags, type WorkspaceFlags } from "../workspace_options.ts";

interface Flags extends WorkspaceFlags {
  readonly book?: string;
  readonly json?: boolean;
}

/** `segments WORKSPACE`: how many people each segment of the book holds. */
export function addSegments(program: Command, { io }: Context): void {
  const command = program.command("segments")
    .description("count the people of every segment in a workspace's segment book")
    .argument("<workspace>", "folder that holds workspace.yaml, or the file itself")
    .option("--book <file>", "another segment book (default: the one workspace.yaml names)")
    .option("--json", "as JSON");
  withWorkspaceFlags(command).action(async (path: string, flags: Flags) => {
    const sizes = await withWorkspace(path, flags, io, async (workspace) => {
      const book = flags.book === undefined
        ? await loadBook(workspace)
        : readBook(await readInput(flags.book), flags.book);
      const members = await membership(workspace, book, { signal: io.signal });
      return segmentSizes(workspace, book, members);
    });
    if (flags.json) printJson(io, sizes);
    else print(io, sizes);
  });
  examples(command, [
    "segments data/riverbend",
    "segments data/riverbend --as-of 2026-06-30 --json",
    "segments data/riverbend --book my-segments.yaml",
  ]);
}

function print(io: Io, sizes: SegmentsResult): void {
  const share = (value: number | null) => value === null ? "–" : percent(value);
  const of = (people: number) => share(sizes.total === 0 ? null : people / sizes.total);
  io.out(`${sizes.book.name}, version ${sizes.book.version}, as of ${sizes.asOf}\n\n`);
  printTable(
    io,
    [{ label: "segment" }, { label: "people", align: "right" }, { label: "share", align: "right" }, {
      label: "cannot tell",
      align: "right",
    }],
    [
      ...sizes.segments.map((segment) => [
        segment.name,
        count(segment.people),
        share(segment.share),
        count(segment.unknown),
      ]),
      ["(in no segment)", count(sizes.unsegmented), of(sizes.unsegmented), ""],
      ["(cannot tell)", count(sizes.unknown), of(sizes.unknown), ""],
      ["all", count(sizes.total), of(sizes.total), ""],
    ],
  );
  for (const warning of sizes.warnings) io.err(`note: ${warning}\n`);
}
