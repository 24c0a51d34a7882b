import type { Cell } from '#shared/model/query.ts';

/** What a spreadsheet takes for a formula by its beginning; it would be carried out on the computer of whoever opens the file. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A table as CSV (RFC 4180): UTF-8 with lines ended by CRLF, and quotes where a text needs them. A text that a spreadsheet
 * would take for a formula is shown as it is: an apostrophe stands before it. Nothing is an empty cell.
 */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
