/** Tables as text for spreadsheets: RFC 4180, with what a spreadsheet would take for a formula made harmless. */

export type Cell = string | number | null;

/** Lines end in CR LF. A number is written as it is, with a point; null as nothing. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
