/** The rows of one system as a table, and what is wrong with their counts. */
import type { Row } from './row';
import type { BenchSystem } from './systems';

type Column = readonly [heading: string, cell: (row: Row) => string];

/** A rate measured over less than this is no rate. */
const secondsMin = 0.02;
/** Threads that end at a limit of states may leave so many of them unused. */
const unusedMax = 1000;

/** The system's name and note, a line for each row, and how each rate compares with those of the others. */
export function rowsText(system: BenchSystem, rows: readonly Row[]): string {
  const columns = columnsFor(rows);
  const lines = [columns.map(([heading]) => heading), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const table = lines.map((line) => line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
  return ['', system.name, ...(system.note === undefined ? [] : [system.note]), ...table].join('\n');
}

function columnsFor(rows: readonly Row[]): readonly Column[] {
  const spin = rows.find(({ engine }) => engine === 'spin');
  const tlc = rows.find(({ engine }) => engine === 'tlc');
  const number = (value: number) => value.toLocaleString('en');
  const others: readonly Column[] = [
    [
      'one worker',
      (row) => ratio(row, row.workers > 1 ? rows.find((other) => isAlone(other, row.runtime)) : undefined),
    ],
    [
      'Node',
      (row) => ratio(row, row.runtime === 'chromium' ? rows.find((other) => isTwin(other, row.workers)) : undefined),
    ],
    ...(spin === undefined ? [] : [['SPIN', (row: Row) => ratio(row, row === spin ? undefined : spin)] as const]),
    ...(tlc === undefined ? [] : [['TLC', (row: Row) => ratio(row, row === tlc ? undefined : tlc)] as const]),
  ];
  return [
    ['engine', ({ engine, runtime }) => (engine === 'interleave' ? runtime : engine)],
    ['workers', ({ workers }) => String(workers)],
    ['distinct', ({ distinct }) => number(distinct)],
    ['generated', ({ generated }) => number(generated)],
    ['depth', ({ depth }) => number(depth)],
    ['seconds', ({ seconds }) => seconds.toFixed(3)],
    ['million/s', (row) => (row.seconds < secondsMin ? '' : (row.generatedPerSecond / 1e6).toFixed(2))],
    ['bytes/state', ({ bytesPerState }) => bytesPerState?.toFixed(1) ?? ''],
    ['calls', ({ participantCalls }) => (participantCalls === null ? '' : number(participantCalls))],
    ...others.map(([name, cell]) => [`rate: ${name}`, cell] as const),
    ['load', ({ load }) => load.toFixed(1)],
  ];
}

function isAlone(row: Row, runtime: Row['runtime']): boolean {
  return row.engine === 'interleave' && row.runtime === runtime && row.workers === 1;
}

function isTwin(row: Row, workers: number): boolean {
  return row.runtime === 'node' && row.workers === workers;
}

/** The rate of a row as a multiple of another's, empty where one of them says nothing. */
function ratio(row: Row, other: Row | undefined): string {
  const measured = other !== undefined && Math.min(row.seconds, other.seconds) >= secondsMin;
  return measured ? `${(row.generatedPerSecond / other.generatedPerSecond).toFixed(2)} ×` : '';
}

/** Sentences on counts that are not what they must be. */
export function countProblems(system: BenchSystem, row: Row): string[] {
  const isSample = system.walks !== undefined;
  const isCut = row.engine === 'interleave' && row.verdict === 'inconclusive' && !isSample;
  const expected = isCut ? undefined : row.engine === 'tlc' ? system.tlc : system.counts;
  const problems: string[] = [];
  const compare = (what: string, counted: number, wanted: number | undefined): void => {
    if (wanted !== undefined && counted !== wanted)
      problems.push(
        `${system.name}, ${row.engine} in ${row.runtime}: ${counted} ${what}, but there must be ${wanted}.`,
      );
  };
  compare('distinct states', row.distinct, expected?.distinct);
  compare('generated transitions', row.generated, expected?.generated);
  if (isSample && row.verdict !== 'inconclusive')
    problems.push(`${system.name}: the verdict is ${row.verdict}, but walks prove nothing and nothing is wrong.`);
  if (!isSample && row.verdict !== 'holds' && row.verdict !== 'exhausted' && !isCut)
    problems.push(`${system.name}: the verdict is ${row.verdict}, but it must hold.`);
  const isTooFew = row.distinct < (system.statesMax ?? Number.POSITIVE_INFINITY) - unusedMax;
  if (isCut && (system.counts !== undefined || isTooFew))
    problems.push(`${system.name}, ${row.runtime}: the search ended after ${row.distinct} states, before its time.`);
  return problems;
}
