/**
 * Speed and memory of the search beside other checkers, on the same machine in one run; `docs/bench.md` says what each row
 * is. `--json` prints one JSON line a row, `--only <text>` measures the systems whose name has the text in it, `--large`
 * measures what takes minutes too. Counts that are not what they must be make it fail; speed and memory never do: they
 * depend on the machine and on what else it does.
 */
import { cpus, loadavg } from 'node:os';
import { countProblems, rowsText } from './report';
import type { Row } from './row';
import { measure, openChromium, openNode, type Runtime } from './run-interleave';
import { hasSpin, runSpin } from './spin';
import { type BenchSystem, benchSystems } from './systems';
import { runTlc, tlcArchive } from './tlc';

/** Nothing new is begun after so many seconds, and what is begun by then is given the rest of five minutes. */
const beginSecondsMax = 240;
const secondsMax = 290;
const largeSecondsMax = 3600;
const workerCounts = [1, 2];

const isJson = process.argv.includes('--json');
const isLarge = process.argv.includes('--large');
const only = process.argv.includes('--only') ? (process.argv[process.argv.indexOf('--only') + 1] ?? '') : '';
const startedAt = performance.now();

/** One way to measure a system. */
interface Run {
  readonly name: string;
  /** Undefined if it took too long. */
  run(): Promise<Row | undefined> | Row | undefined;
}

async function main(): Promise<void> {
  const systems = benchSystems.filter((system) => system.name.includes(only) && (isLarge || system.isLarge !== true));
  say(machineText());
  const runtimes = [openNode(systems), await openChromium()];
  const problems: string[] = [];
  try {
    for (const system of systems) {
      const rows: Row[] = [];
      const missing: string[] = [];
      for (const { name, run } of runsOf(system, runtimes)) {
        const row = isLarge || elapsedSeconds() < beginSecondsMax ? await run() : undefined;
        if (row === undefined) missing.push(name);
        else rows.push(row);
        if (isJson && row !== undefined) process.stdout.write(`${JSON.stringify(row)}\n`);
      }
      if (rows.length > 0) say(rowsText(system, rows));
      if (missing.length > 0)
        process.stderr.write(`Left out for want of time: ${system.name}: ${missing.join(', ')}.\n`);
      problems.push(...rows.flatMap((row) => countProblems(system, row)));
    }
  } finally {
    for (const runtime of runtimes) await runtime.close();
  }
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  say(`${machineText()} ${Math.round(elapsedSeconds())} seconds in all.`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

function runsOf(system: BenchSystem, runtimes: readonly Runtime[]): readonly Run[] {
  const { spin, tlc } = system;
  const archive = tlcArchive();
  const own = runtimes.flatMap((runtime) =>
    workerCounts.map((workers) => ({
      name: `${runtime.name} with ${workers}`,
      run: () => measure(system, runtime, workers, millisecondsLeft()),
    })),
  );
  return [
    ...ownRuns(system, own),
    ...(spin !== undefined && isSpinThere
      ? [{ name: 'spin', run: () => runSpin(system.name, spin, system.isLarge === true, millisecondsLeft()) }]
      : []),
    ...(tlc !== undefined && archive !== undefined
      ? workerCounts.map((workers) => ({
          name: `tlc with ${workers}`,
          run: () => runTlc(system.name, tlc, archive, workers, millisecondsLeft()),
        }))
      : []),
  ];
}

/** Memory is looked at once; walks run in one thread. */
function ownRuns({ isForMemory, walks }: BenchSystem, own: readonly Run[]): readonly Run[] {
  if (isForMemory === true) return own.slice(0, 1);
  return walks === undefined ? own : own.filter((_, index) => index % workerCounts.length === 0);
}

/** Of the five minutes; of an hour where large systems are measured. */
function millisecondsLeft(): number {
  return Math.max(1, Math.ceil((isLarge ? largeSecondsMax : secondsMax - elapsedSeconds()) * 1000));
}

function elapsedSeconds(): number {
  return (performance.now() - startedAt) / 1000;
}

function machineText(): string {
  const load = loadavg().map((average) => average.toFixed(1));
  return `${cpus().length} processors, load average ${load.join(', ')}.`;
}

/** For people only. */
function say(text: string): void {
  if (!isJson) process.stdout.write(`${text}\n`);
}

const isSpinThere = hasSpin();
await main();
process.exit();
