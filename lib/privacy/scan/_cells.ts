/** Where a walk through a CSV file stands between two blocks of it. */
export interface CellState {
  column: number;
  quoted: boolean;
}

/** The character between the cells of a header line, as often as it stands there. */
export function delimiterOf(header: string): string {
  const counts = [",", ";", "\t", "|"].map((sign) => [sign, header.split(sign).length] as const);
  return counts.reduce((best, one) => one[1] > best[1] ? one : best)[0];
}

/** The cells of one line, quotes taken off. */
export function cellsOf(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  eachCell(line, delimiter, { column: 0, quoted: false }, (column, from, to) => {
    cells[column] = unquoted(line.slice(from, to));
  });
  return cells;
}

/** A cell without its quotes. */
export function unquoted(cell: string): string {
  const text = cell.trim();
  return text.length > 1 && text.startsWith('"') && text.endsWith('"')
    ? text.slice(1, -1).replaceAll('""', '"')
    : text;
}

/** Calls back with the column and the place of every cell of a text. */
export function eachCell(
  text: string,
  delimiter: string,
  state: CellState,
  cell: (column: number, from: number, to: number) => void,
): void {
  const sign = delimiter.charCodeAt(0);
  let from = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 10;
    if (code === 34) state.quoted = !state.quoted;
    else if (state.quoted && i < text.length) continue;
    else if (code === sign || code === 10) {
      if (i > from) cell(state.column, from, i);
      from = i + 1;
      state.column = code === sign ? state.column + 1 : 0;
    }
  }
}
