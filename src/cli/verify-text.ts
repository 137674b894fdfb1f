/** A report of verifying as text: the matrix, what is wrong, and what was left out. */
import { grouped } from '../base';
import type { Finding, VerifyCell, VerifyReport, VerifyRow } from '../model';

/** @param shown how the pack is named in places: a folder or file */
export function verifyText(report: VerifyReport, shown: string): string {
  const { title, slug, release, rows, columns, findings, notVerified } = report;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const head =
    report.verifies === true
      ? 'verifies'
      : errors > 0
        ? `does not verify: ${plural(errors, 'error')}${warnings === 0 ? '' : `, ${plural(warnings, 'warning')}`}`
        : 'is not verified in full';
  const blocks = [
    `${title} (${slug} ${release}) ${head}`,
    rows.length === 0 ? '' : matrixText(report),
    columns.length === 0
      ? ''
      : columns
          .map(({ name, kind, kills }, index) => `  ${letter(index)}  ${name} (${kind}): ${killWords(kills)}`)
          .join('\n'),
    findings.map((finding) => findingText(finding, shown)).join('\n'),
    notVerified.map((sentence) => `  not verified: ${sentence}`).join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** `paxos/expected.json:12:5: error: …`. */
export function findingText({ severity, sentence, place }: Finding, shown: string): string {
  return `${shown}/${place.file}:${place.line}:${place.column}: ${severity}: ${sentence}`;
}

function matrixText({ rows, columns }: VerifyReport): string {
  const parameters = Object.keys(rows.find(({ smallest }) => smallest !== null)?.smallest ?? {});
  const smallest = parameters.length === 0 ? '' : `smallest: ${parameters.join(' ')}`;
  const head = ['', 'file', ...columns.map((_, index) => letter(index)), 'states', 'found', smallest];
  const body = rows.map((row) => [
    row.ok === null ? ' ' : row.ok ? '✔' : '✖',
    row.file,
    ...row.cells.map(markOf),
    row.states === null ? '' : grouped(row.states),
    foundWords(row),
    parameters.map((name) => row.smallest?.[name] ?? '').join(' '),
  ]);
  const table = [head, ...body];
  const widths = head.map((_, column) => Math.max(...table.map((line) => [...(line[column] ?? '')].length)));
  const isNumber = (column: number): boolean => head[column] === 'states';
  return table
    .map((line) =>
      line
        .map((cell, column) => {
          const room = ' '.repeat((widths[column] ?? 0) - [...cell].length);
          return isNumber(column) ? room + cell : cell + room;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function foundWords({ found, expected, ok }: VerifyRow): string {
  if (found === null) return 'not decided';
  return ok === false && found !== expected ? `${found}; expected ${expected}` : found;
}

function markOf({ mark }: VerifyCell): string {
  switch (mark) {
    case 'kills':
      return '●';
    case 'holds':
      return '·';
    case 'open':
      return ' ';
    case 'absent':
      return '-';
  }
}

/** a … z, then aa, ab …: of columns there are few. */
function letter(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}

function killWords(kills: readonly string[]): string {
  if (kills.length === 0) return 'kills nothing';
  const names = kills.map((file) => file.replace(/^.*\/|\.(ts|json)$/g, ''));
  return `kills ${kills.length}: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ' …' : ''}`;
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
