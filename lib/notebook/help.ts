import { nearest } from "../workspace/mod.ts";
import { type Entry, readDocs } from "./_read_docs.ts";
import { escape } from "./escape.ts";
import { View } from "./view.ts";

const most = 40;

/**
 * The documentation in a cell: of a function or type by name (or the function itself), of a room such as
 * `"journeys"`, or whatever mentions a word. Without a topic: the rooms.
 *
 * @example
 * ```ts
 * import { help } from "./help.ts";
 * if (!String(help("segmentSizes")).includes('from "trellis"')) throw new Error(String(help("segmentSizes")));
 * if (!String(help("journeys")).includes("funnel")) throw new Error();
 * ```
 */
export function help(topic?: string | ((...inputs: never[]) => unknown)): View {
  const { entries, rooms } = readDocs();
  if (topic === undefined) {
    return page("Help", [
      'Ask with help("funnel"), help(funnel), a room such as help("journeys"), or any word.',
      rooms.map(({ name, doc }) => `- \`${name}\`: ${firstSentence(doc)}`).join("\n"),
    ]);
  }
  const asked = (typeof topic === "string" ? topic : topic.name).trim();
  const entry = entries.find(({ name }) => name === asked) ??
    entries.find(({ name }) => name.toLowerCase() === asked.toLowerCase());
  if (entry) return entryPage(entry);
  const room = rooms.find(({ name }) => name === asked.toLowerCase());
  if (room) {
    const inside = entries.filter((one) =>
      one.room === room.name && one.what !== "interface" && one.what !== "type"
    );
    return page(room.name, [room.doc, listOf(inside)]);
  }
  const mentioned = entries.filter(({ name, doc }) =>
    `${name} ${doc}`.toLowerCase().includes(asked.toLowerCase())
  );
  if (mentioned.length > 0 && asked !== "") return page(`"${asked}" is mentioned by`, [listOf(mentioned)]);
  const near = nearest(asked, entries.map(({ name }) => name));
  return page("Help", [
    `Nothing is called "${asked}"${near ? `; did you mean \`${near}\`?` : "."} help() lists the rooms.`,
  ]);
}

function entryPage({ name, from, signature, doc }: Entry): View {
  return page(name, [
    "```\n" + `import { ${name} } from "${from}";\n\n${signature}` + "\n```",
    withHeadings(doc, from),
  ]);
}

/** Tags as words: `@throws {InputError} …` → "Throws InputError: …". */
function withHeadings(doc: string, from: string): string {
  return doc.replace(/^(import .* from )"\.[^"]*";$/gm, `$1"${from}";`)
    .replace(/^@example$/gm, "Example:\n")
    .replace(/^@throws \{(\w+)\} /gm, "\nThrows `$1`: ")
    .replace(/^@returns /gm, "\nReturns: ")
    .replace(/^@param (\S+) /gm, "\n`$1`: ");
}

function listOf(entries: readonly Entry[]): string {
  const lines = entries.slice(0, most).map(({ name, doc }) => `- \`${name}\`: ${firstSentence(doc)}`);
  return [...lines, ...(entries.length > most ? [`- … and ${entries.length - most} more`] : [])].join("\n");
}

function firstSentence(doc: string): string {
  const [first = ""] = doc.split(/\n\n|\n@/);
  const line = first.replaceAll("\n", " ");
  return /^.*?[^.][.:](?= |$)/.exec(line)?.[0].replace(/:$/, ".") ?? line;
}

/** Paragraphs, lists and code, in the little Markdown that our documentation uses. */
function page(title: string, parts: readonly string[]): View {
  const text = parts.join("\n\n").replace(/\n{3,}/g, "\n\n");
  const blocks = text.split(/(```[^]*?```)/).flatMap((block) =>
    block.startsWith("```")
      ? [
        `<pre style="overflow-x:auto;font-family:monospace">${
          escape(block.replace(/^```.*\n|\n?```$/g, ""))
        }</pre>`,
      ]
      : block.split("\n\n").filter((part) => part.trim() !== "").map(paragraph)
  );
  return new View({
    "text/plain": `${title}\n\n${text}`,
    "text/html": `<div style="max-width:52em"><h4>${escape(title)}</h4>${blocks.join("")}</div>`,
  });
}

function paragraph(text: string): string {
  const inline = (part: string) => escape(part).replace(/`([^`]+)`/g, "<code>$1</code>");
  const [lead = "", ...items] = text.trim().split(/^- /m);
  const list = items.map((item) => `<li>${inline(item)}</li>`).join("");
  return `${lead === "" ? "" : `<p>${inline(lead)}</p>`}${list === "" ? "" : `<ul>${list}</ul>`}`;
}
