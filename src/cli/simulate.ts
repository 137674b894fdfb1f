/** `interleave simulate`: one simulation or many, as a table or as JSON. */
import { readFileSync } from 'node:fs';
import { err, grouped, ok, type Result } from '../base';
import { readSimulation, runSimulation } from '../check';
import { compileBytes } from '../host/compile';
import { loadSandboxWasm } from '../host/wasm-node';
import { estimate, metricOf, sweepRuns } from '../measure';
import type {
  Bounds,
  Estimate,
  SimulationMetric,
  SimulationRequest,
  SimulationResult,
  SimulationSettings,
  Sweep,
} from '../model';
import { loadChallenge, placeOf, starterOf } from './load-challenge';

export interface SimulateCommandOptions {
  readonly protocol?: string;
  readonly bounds?: Bounds;
  readonly tier: 'quick' | 'full';
  readonly settings?: string;
  readonly seed?: number;
  readonly seeds: number;
  readonly vary: readonly SweepAxisText[];
  readonly json?: boolean;
}

/** `link.loss=0,0.1,0.2` read. */
export interface SweepAxisText {
  readonly path: string;
  readonly values: readonly number[];
}

const columns: readonly { readonly title: string; readonly metric: SimulationMetric }[] = [
  { title: 'first output ms', metric: { kind: 'time to output', share: 0 } },
  { title: 'all nodes ms', metric: { kind: 'time to output', share: 1 } },
  { title: 'latency p50', metric: { kind: 'latency', quantile: 0.5 } },
  { title: 'latency p99', metric: { kind: 'latency', quantile: 0.99 } },
  { title: 'rounds p99', metric: { kind: 'rounds', quantile: 0.99 } },
  { title: 'messages', metric: { kind: 'messages' } },
  { title: 'bytes', metric: { kind: 'bytes' } },
  { title: 'coverage', metric: { kind: 'coverage' } },
];

/** @returns what is wrong with the arguments; undefined if nothing is */
export async function simulate(name: string, options: SimulateCommandOptions): Promise<string | undefined> {
  const place = placeOf(name);
  const loaded = await loadChallenge(place);
  if (loaded.kind === 'err') return loaded.error;
  const challenge = loaded.value;
  const starter = options.protocol === undefined ? starterOf(place) : undefined;
  const path = options.protocol ?? starter?.path ?? '';
  const source = starter?.source ?? bytesOf(path);
  if (source === undefined) return `The file "${path}" cannot be read. Name a TypeScript file with --protocol.`;
  const settings = settingsOf(options);
  if (settings.kind === 'err') return settings.error;
  const request: SimulationRequest = {
    challenge: challenge.slug,
    program: compileBytes(source, path.split(/[\\/]/).at(-1) ?? path),
    bounds: { ...challenge.tiers[options.tier], ...options.bounds },
  };
  const sweep: Sweep = { settings: settings.value, axes: options.vary, seeds: options.seeds };
  const runs = sweepRuns(request, sweep);
  if (runs.kind === 'err') return runs.error.sentence;
  const wasm = loadSandboxWasm();
  const rows = new Map<string, SimulationResult[]>();
  const onTerminal = process.stderr.isTTY === true && options.json !== true;
  for (const [index, run] of runs.value.entries()) {
    if (onTerminal) process.stderr.write(`\r\u001b[Ksimulation ${grouped(index + 1)} of ${grouped(runs.value.length)}`);
    const answer = await runSimulation(run.request, run.settings, challenge, wasm, {
      isRecorded: false,
      goesOn: async () => true,
    });
    if (answer.kind === 'err') return answer.error.sentence;
    const key = JSON.stringify(run.values);
    rows.set(key, [...(rows.get(key) ?? []), answer.value]);
  }
  if (onTerminal) process.stderr.write('\r\u001b[K');
  const all = [...rows.values()].flat();
  if (options.json === true)
    process.stdout.write(`${JSON.stringify(options.vary.length + options.seeds > 1 ? all : all[0], null, 2)}\n`);
  else process.stdout.write(table(sweep, rows));
  process.exitCode = all.some(({ ending }) => ending === 'failed')
    ? 8
    : all.some(({ violations }) => violations.length > 0)
      ? 1
      : 0;
  return undefined;
}

function settingsOf({ settings, seed }: SimulateCommandOptions): Result<SimulationSettings, string> {
  const bytes = settings === undefined ? undefined : bytesOf(settings);
  if (settings !== undefined && bytes === undefined) return err(`The file "${settings}" cannot be read.`);
  let value: unknown = {};
  try {
    if (bytes !== undefined) value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return err(`The file "${settings}" is not JSON.`);
  }
  const read = readSimulation(value);
  if (read.kind === 'err') return err(read.error.sentence);
  return ok(seed === undefined ? read.value : { ...read.value, seed });
}

function table(sweep: Sweep, rows: ReadonlyMap<string, readonly SimulationResult[]>): string {
  const head = [...sweep.axes.map(({ path }) => path), ...columns.map(({ title }) => title), 'violations', 'ended'];
  const lines = [...rows].map(([key, results]) => [
    ...(JSON.parse(key) as readonly number[]).map(String),
    ...columns.map(({ metric }) => cell(results, metric)),
    [...new Set(results.flatMap(({ violations }) => violations.map(({ property }) => property)))].join(', ') || '-',
    [
      ...new Set(
        results.map(({ ending, problem }) => (problem === undefined ? ending : `${ending}: ${problem.sentence}`)),
      ),
    ].join(', '),
  ]);
  const widths = head.map((title, at) => Math.max(title.length, ...lines.map((line) => (line[at] ?? '').length)));
  const text = (line: readonly string[]) =>
    line
      .map((part, at) => part.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const seeds =
    sweep.seeds === 1 ? '' : `\nMean of ${sweep.seeds} seeds ± half of the 95 % confidence interval (Student's t).\n`;
  return `${[head, ...lines].map(text).join('\n')}\n${seeds}`;
}

function cell(results: readonly SimulationResult[], metric: SimulationMetric): string {
  const values = results.flatMap((result) => metricOf(result, metric) ?? []);
  const found = estimate(values);
  if (found === undefined) return '-';
  const missing = values.length < results.length ? ` (${values.length} of ${results.length})` : '';
  return `${estimateWords(found)}${missing}`;
}

function estimateWords({ mean, high }: Estimate): string {
  return high === null ? short(mean) : `${short(mean)} ± ${short(high - mean)}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function bytesOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
