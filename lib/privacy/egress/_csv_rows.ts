import { InputError } from "../../workspace/mod.ts";

/** Rows of a CSV text (RFC 4180; the delimiter is found in the header), the header first. Quotes may hold line ends. */
export function csvRows(text: string, file: string): string[][] {
  const delimiter = delimiterOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let line = 1;
  let opened = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === "\n") line++;
    if (opened > 0) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') cell += text[++i]!;
      else opened = 0;
    } else if (char === '"' && cell === "") opened = line;
    else if (char === delimiter) {
      row.push(cell);
      cell = "";
    } else if (char === "\n" || char === "\r") {
      if (char === "\r" && text[i + 1] === "\n") continue;
      row.push(cell);
      cell = "";
      if (row.length > 1 || row[0] !== "") rows.push(row);
      row = [];
    } else cell += char;
  }
  if (opened > 0) {
    throw new InputError(
      `Cannot read "${file}": a quote opened on line ${opened} is never closed. Close it.`,
    );
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** The one of comma, semicolon, tab and bar that stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/)).replace(/"(?:[^"]|"")*"/g, "");
  const count = (one: string) => header.split(one).length;
  return [",", ";", "\t", "|"].reduce((best, one) => count(one) > count(best) ? one : best);
}
