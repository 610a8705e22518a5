import type { Io } from "./io.ts";
import { main } from "./main.ts";
import type { ReportRunner } from "./report_runner.ts";

/** What a run of the command line said and answered. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line with a recorder in place of the terminal. */
export async function run(
  args: readonly string[],
  { report = refuse, ...io }: Partial<Io> & { readonly report?: ReportRunner } = {},
): Promise<Run> {
  let out = "";
  let err = "";
  const recorder: Io = {
    out: (text) => out += text,
    err: (text) => err += text,
    color: false,
    progress: false,
    width: 100,
    signal: new AbortController().signal,
    ...io,
  };
  const code = await main(args, recorder, { report });
  return { code, out, err };
}

function refuse(): never {
  throw new Error("this test does not make reports");
}
