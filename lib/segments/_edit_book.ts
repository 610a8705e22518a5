import type { Document, Node, YAMLSeq } from "yaml";
import defer * as yaml from "yaml";
import type { NewSegment } from "./add_segments.ts";

/** What changes in a book. */
export interface BookEdit {
  readonly version: number;
  readonly change: string;
  readonly segments: readonly NewSegment[];
  readonly place: "first" | "last";
}

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Writes changes into the text of a book without touching anything else, so that a version control system shows the
 * change alone. Null where the text is written in a way this does not reach (segments in one line, say).
 */
export function editBook(text: string, document: Document, edit: BookEdit): string | null {
  const list = document.get("segments", true) as YAMLSeq | undefined;
  const [version, change] = ["version", "change"].map((key) => document.get(key, true) as Node | undefined);
  if (!yaml.isSeq(list) || list.flow || !list.range || !version?.range || !change?.range) return null;
  const splices: Splice[] = [
    over(text, version, String(edit.version)),
    over(text, change, JSON.stringify(edit.change)),
  ];
  const added: NewSegment[] = [];
  for (const segment of edit.segments) {
    const own = list.items.find((item) => yaml.isMap(item) && item.get("id") === segment.id);
    if (!yaml.isMap(own)) {
      added.push(segment);
      continue;
    }
    const when = own.get("when", true) as Node | undefined;
    if (!when?.range) return null;
    splices.push(
      over(text, when, yaml.stringify(segment.when, { collectionStyle: "flow", lineWidth: 0 }).trim()),
    );
  }
  if (added.length > 0) {
    const [start, end] = list.range;
    const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
    if (!/^ *$/.test(indent)) return null;
    const block = yaml.stringify(added, { lineWidth: 110 - indent.length }).replaceAll(/^(?=.)/gm, indent);
    if (edit.place === "first") {
      splices.push({ from: start - indent.length, to: start - indent.length, text: block });
    } else {
      const broken = end > 0 && text[end - 1] !== "\n" ? "\n" : "";
      splices.push({ from: end, to: end, text: `${broken}${block}` });
    }
  }
  return splices.sort((a, b) => b.from - a.from)
    .reduce((all, { from, to, text }) => all.slice(0, from) + text + all.slice(to), text);
}

/** Puts text in the place of a node; a block that ends its line goes on ending it. */
function over(text: string, { range }: Node, written: string): Splice {
  const [from, to] = range!;
  return { from, to, text: text.slice(from, to).endsWith("\n") ? `${written}\n` : written };
}
