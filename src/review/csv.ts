/** Tables for spreadsheets: RFC 4180, and safe to open in a program that takes some texts for formulas. */
import type { CohortRow } from './cohort';

export type CsvCell = string | number | null;

/**
 * Rows with CRLF, the first one the names of the columns. A text that a spreadsheet would take for a formula (it begins with
 * `=`, `+`, `-` or `@`, also after spaces and also in full width) gets an apostrophe before it, as OWASP recommends. Control
 * characters and line breaks become a space.
 */
export function csvText(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  // Control characters and line breaks say nothing in a table, and some programs begin a cell after them.
  const flat = cell.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  const safe = /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(flat) ? `'${flat}` : flat;
  return /[",;]/.test(safe) || safe.trim() !== safe ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const minuteMs = 60_000;

const columns: readonly (readonly [name: string, cell: (row: CohortRow) => CsvCell])[] = [
  ['file', ({ file }) => file],
  ['submission', ({ submission }) => submission],
  ['candidate', ({ candidate }) => candidate],
  ['challenge', ({ challenge }) => challenge],
  ['challenge_match', ({ challengeMatch }) => challengeMatch],
  ['claimed', ({ claimed }) => claimed],
  ['quick', ({ quick }) => quick],
  ['full', ({ full }) => full],
  ['match', ({ match }) => match],
  ['hidden', ({ hidden }) => hidden],
  ['hidden_match', ({ hiddenMatch }) => hiddenMatch],
  ['failing', ({ failing }) => failing.join('; ')],
  ['group', ({ group }) => group],
  ['mutants', ({ mutants }) => mutants],
  ['active_minutes', ({ activeMs }) => (activeMs === null ? null : Math.round(activeMs / minuteMs))],
  ['checks_asked', ({ checksAsked }) => checksAsked],
  ['records', ({ records }) => records],
  ['score', ({ score }) => (score === null ? null : Math.round(score * 1000) / 1000)],
  ['strong_yes', ({ recommendations }) => recommendations?.['strong-yes'] ?? null],
  ['yes', ({ recommendations }) => recommendations?.yes ?? null],
  ['no', ({ recommendations }) => recommendations?.no ?? null],
  ['strong_no', ({ recommendations }) => recommendations?.['strong-no'] ?? null],
  ['problem', ({ problem }) => (problem === null ? null : `${problem.code}: ${problem.sentence}`)],
];

/** The cohort as a table, one row a file. The columns are described in docs/review.md. */
export function cohortCsv(rows: readonly CohortRow[]): string {
  return csvText(
    columns.map(([name]) => name),
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  );
}
