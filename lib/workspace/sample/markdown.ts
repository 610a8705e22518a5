/**
 * Markdown as `deno fmt` would leave it, so that a generated page passes the format check: lines filled up to 110
 * characters, code spans never broken, table columns padded.
 */
const width = 110;

/** A paragraph: words flow, line breaks in the text do not count. */
export function paragraph(text: string, indent = ""): string {
  // A code span, with whatever touches it, is one word.
  const words = text.trim().match(/(?:`[^`]*`|\S)+/g) ?? [];
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(lines.length === 0 ? word : indent + word);
  }
  return lines.join("\n");
}

/** A bulleted list. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => paragraph(`- ${item}`, "  ")).join("\n");
}

/** A table; the first row is its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((row) => row[c]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, c) => cell.padEnd(widths[c]!)).join(" | ")} |`;
  const rule = widths.map((wide) => "-".repeat(wide));
  return [rows[0]!, rule, ...rows.slice(1)].map(line).join("\n");
}
