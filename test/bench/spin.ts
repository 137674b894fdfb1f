/** The same systems in SPIN, where `spin` and `gcc` are installed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { completeRow, oneDecimal, type Row } from './row';
import type { SpinModel } from './systems';

/** 2^24 slots, SPIN's default; two bits more where there are more states than that holds well. */
const hashBits = { usual: 24, large: 26 } as const;
const memoryMegabytesMax = 6000;
const megabyte = 2 ** 20;

export function hasSpin(): boolean {
  return ['spin', 'gcc'].every((program) => spawnSync(program, ['--version']).error === undefined);
}

/**
 * Generates, compiles and runs a verifier: all statements are kept (`-o2`: else write-only variables are dropped and other
 * states counted), no partial-order reduction, no look at acceptance cycles. The generated count leaves out SPIN's
 * step into the initial state. Undefined if that takes more than so many milliseconds.
 */
export function runSpin(system: string, model: SpinModel, isLarge: boolean, milliseconds: number): Row | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-spin-'));
  try {
    const source = fileURLToPath(new URL(`./promela/${model.file}.pml`, import.meta.url));
    const defines = Object.entries(model.constants).map(([name, value]) => `-D${name}=${value}`);
    run(folder, 'spin', ['-o2', '-a', ...defines, source]);
    const options = ['-O2', '-w', '-DSAFETY', '-DNOREDUCE', `-DMEMLIM=${memoryMegabytesMax}`];
    run(folder, 'gcc', [...options, '-o', 'pan', 'pan.c']);
    const bits = isLarge ? hashBits.large : hashBits.usual;
    const args = ['-n', '-E', `-m${model.depthMax}`, `-w${bits}`];
    const output = run(folder, join(folder, 'pan'), args, milliseconds);
    return output === undefined ? undefined : parse(system, output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the program writes; undefined if it takes too long. */
function run(folder: string, program: string, args: readonly string[], milliseconds?: number): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    ...(milliseconds === undefined ? {} : { timeout: milliseconds }),
  });
  if (error !== undefined && 'code' in error && error.code === 'ETIMEDOUT') return undefined;
  if (error !== undefined || status !== 0)
    throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? `${stdout}${stderr}`}`);
  return stdout;
}

/** @throws if the search was cut off or found an error, so that a row is always an exhausted search */
function parse(system: string, output: string): Row {
  const read = (pattern: RegExp): number => {
    const text = pattern.exec(output)?.[1];
    if (text === undefined) throw new Error(`SPIN's report lacks ${pattern}:\n${output}`);
    return Number(text);
  };
  if (/max search depth too small|Search not completed/.test(output) || read(/errors: (\d+)/) > 0)
    throw new Error(`SPIN did not exhaust ${system}:\n${output}`);
  const distinct = read(/(\d+) states, stored/);
  const bytes =
    (read(/([\d.]+)\s+actual memory usage for states/) + read(/([\d.]+)\s+memory used for hash table/)) * megabyte;
  return completeRow({
    system,
    engine: 'spin',
    runtime: 'native',
    workers: 1,
    verdict: 'exhausted',
    distinct,
    generated: read(/(\d+) transitions/) - 1,
    depth: read(/depth reached (\d+)/),
    seconds: read(/elapsed time ([\d.]+)/),
    bytesPerState: oneDecimal(bytes / distinct),
    participantCalls: null,
  });
}
