import { readBook } from "../../segments/mod.ts";
import { type Row, testWorkspace } from "../../segments/_workspace_for_tests.ts";
import { activationSchema, type Workspace } from "../../workspace/mod.ts";
import { exportAudience, type ExportAudienceOptions } from "./export_audience.ts";

const book = readBook(
  `name: Ages
version: 4
keeper: K. Eeper
change: first
audience: everybody
mode: overlapping
segments:
  - { id: everyone, name: Everyone, when: { field: person, isMissing: false } }
  - { id: adults, name: Adults, when: { field: age, atLeast: 30 } }
`,
  "segments.yaml",
);

const types = { "people.deceased": "boolean", "people.age": "number", "people.first_name": "text" } as const;

/** People p00, p01 …, each with an address and a grant, changed as told. */
export function many(count: number, change: (i: number) => Row = () => ({})): Row[] {
  return Array.from({ length: count }, (_, i) => {
    const person = `p${String(i).padStart(2, "0")}`;
    return {
      person,
      email: `${person}@example.org`,
      phone: `+1 309 555 01${String(i % 100).padStart(2, "0")}`,
      age: 20 + i,
      ...change(i),
    };
  });
}
/** A grant of e-mail for each of them. */
export const grants = (people: readonly Row[], more: Row = {}): Row[] =>
  people.map(({ person }) => ({
    person: person!,
    channel: "email",
    decision: "grant",
    at: "2026-01-05T00:00:00Z",
    ...more,
  }));

/** Opens a workspace of these people and hands on what exports its audience. */
export async function withAudience<T>(
  { people, consent = grants(people), activation = {}, tables = {}, asOf }: {
    readonly people: readonly Row[];
    readonly consent?: readonly Row[];
    readonly activation?: Record<string, unknown>;
    readonly tables?: Record<string, readonly Row[]>;
    readonly asOf?: string;
  },
  use: (
    ask: (more?: Partial<ExportAudienceOptions>) => ReturnType<typeof exportAudience>,
    folder: string,
    workspace: Workspace,
  ) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  const workspace = await testWorkspace({
    tables: { people, consent, ...tables },
    types,
    folder,
    config: { activation: activationSchema.parse(activation) },
    ...(asOf !== undefined && { asOf }),
  });
  try {
    return await use(
      (more) =>
        exportAudience(workspace, book, {
          segment: "everyone",
          channel: "email",
          purpose: "marketing",
          out: `${folder}/out/list.csv`,
          now: "2026-07-01T08:00:00Z",
          ...more,
        }),
      folder,
      workspace,
    );
  } finally {
    await workspace.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** Lines of a CSV file. */
export const read = async (path: string): Promise<string[]> =>
  (await Deno.readTextFile(path)).trimEnd().split("\r\n");
/** The addresses in them, in order. */
export const emails = (lines: readonly string[]): string[] =>
  lines.slice(1).map((line) => line.split(",")[1]!).sort();
