const lib = new URL("../", import.meta.url);

/** One name of the public API, as its source documents it. */
export interface Entry {
  /** As it is imported. */
  readonly name: string;
  /** `function`, `class`, `const`, `interface` or `type`. */
  readonly what: string;
  /** Room it lives in, such as `journeys`. */
  readonly room: string;
  /** What is imported to have it: `trellis` or `trellis/notebook`. */
  readonly from: string;
  /** Its first lines, up to where its body begins. */
  readonly signature: string;
  /** Its documentation, without the comment's stars. */
  readonly doc: string;
}

/** A room and what it is for. */
export interface Room {
  /** Folder under `lib`. */
  readonly name: string;
  /** Its documentation. */
  readonly doc: string;
}

/** The documentation of everything a notebook can import, read from the source, so that it is always true. */
export function readDocs(): { readonly entries: readonly Entry[]; readonly rooms: readonly Room[] } {
  const entries = new Map<string, Entry>();
  const rooms = new Map<string, Room>();
  const visit = (file: URL, from: string, only: ReadonlySet<string> | null) => {
    const text = Deno.readTextFileSync(file);
    const room = file.href.slice(lib.href.length).split("/").slice(0, -1)[0] ?? "";
    if (file.href.endsWith("/mod.ts")) {
      const [, doc] = /^\/\*\*([^]*?)\*\//.exec(text) ?? [];
      if (room !== "" && !rooms.has(room)) rooms.set(room, { name: room, doc: plain(doc ?? "") });
      for (const [, names, target] of text.matchAll(/^export (?:\*|\{([^}]*)\}) from "(\.[^"]+)";/gm)) {
        visit(new URL(target!, file), from, names === undefined ? only : namesIn(names));
      }
      return;
    }
    for (const [, doc, signature, what, name] of text.matchAll(documented)) {
      if (entries.has(name!) || only && !only.has(name!)) continue;
      entries.set(name!, { name: name!, what: what!, room, from, signature: signature!, doc: plain(doc!) });
    }
  };
  visit(new URL("mod.ts", lib), "trellis", null);
  visit(new URL("notebook/mod.ts", lib), "trellis/notebook", null);
  return { entries: [...entries.values()], rooms: [...rooms.values()] };
}

/** A comment, and the export under it up to its body. */
const documented =
  /\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport ((?:async )?(function\*?|class|const|interface|type) (\w+)(?:(?! [{=]\n)[^])*?)(?= \{\n| =[\s]|;\n)/g;

function namesIn(list: string): ReadonlySet<string> {
  return new Set(list.split(",").map((name) => name.trim().replace(/^type /, "")));
}

function plain(comment: string): string {
  return comment.replace(/^[ \t]*\* ?/gm, "").replace(/\{@link(?:code)? (\w+)\}/g, "`$1`").replace(
    "@module",
    "",
  ).trim();
}
