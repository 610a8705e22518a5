/** A small, sound workspace, file by file. */
export const sound: Readonly<Record<string, string>> = {
  "workspace.yaml": `name: Test
timeZone: UTC
asOf: 2026-01-31
sources:
  people: { file: people.csv }
  events: { file: events.csv }
`,
  "segments.yaml": `name: Ages
version: 1
keeper: K. Eeper
change: first
audience: everybody
segments:
  - id: young
    name: Young
    message: Hello
    when: { field: age, atMost: 30 }
`,
  "people.csv": "person,age,state\n1,20,IA\n2,40,IL\n",
  "events.csv": "person,at,event\n1,2026-01-01,visit\n",
};

/**
 * Writes the sound workspace with some files changed (or, as null, left out) to a new folder, hands its path on, and
 * removes it.
 */
export async function withFolder<T>(
  changes: Readonly<Record<string, string | Uint8Array | null>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries({ ...sound, ...changes })) {
      if (content === null) continue;
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await Deno.writeFile(`${folder}/${name}`, bytes);
    }
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
