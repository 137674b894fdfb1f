/** Systems of the TLA+ Examples in TLC, where the variable `TLA2TOOLS_JAR` names its archive and Java is installed. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { completeRow, type Row } from './row';
import type { TlcModel } from './systems';

/** The archive that holds TLC, if the environment names one. */
export function tlcArchive(): string | undefined {
  return process.env.TLA2TOOLS_JAR;
}

/**
 * The time is that of the whole process, the start of Java included; a person waits for that too. Undefined if it is more
 * than so many milliseconds.
 */
export function runTlc(
  system: string,
  model: TlcModel,
  archive: string,
  workers: number,
  milliseconds: number,
): Row | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-tlc-'));
  try {
    const file = `${model.module}.tla`;
    cpSync(fileURLToPath(new URL(`./tla/${file}`, import.meta.url)), join(folder, file));
    const lines = ['SPECIFICATION Spec', `INVARIANT ${model.invariant}`, 'CONSTANTS', ...model.constants];
    writeFileSync(join(folder, `${model.module}.cfg`), `${lines.join('\n')}\n`);
    const args = ['-XX:+UseParallelGC', '-cp', archive, 'tlc2.TLC', '-workers', String(workers), '-deadlock', file];
    const startedAt = performance.now();
    const { stdout, stderr, error } = spawnSync('java', args, { cwd: folder, encoding: 'utf8', timeout: milliseconds });
    const seconds = (performance.now() - startedAt) / 1000;
    if (error !== undefined && 'code' in error && error.code === 'ETIMEDOUT') return undefined;
    if (error !== undefined) throw new Error(`TLC did not start: ${error.message}`);
    return parse(system, `${stdout}${stderr}`, workers, seconds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @throws if TLC did not come to the end without an error */
function parse(system: string, output: string, workers: number, seconds: number): Row {
  const counts = /([\d,]+) states generated, ([\d,]+) distinct states found, 0 states left on queue/.exec(output);
  const depth = /depth of the complete state graph search is ([\d,]+)/.exec(output);
  if (counts === null || depth === null || !output.includes('No error has been found'))
    throw new Error(`TLC did not exhaust ${system}:\n${output}`);
  const [generated = 0, distinct = 0] = counts.slice(1).map(whole);
  // TLC counts the initial state as a level and as generated.
  return completeRow({
    system,
    engine: 'tlc',
    runtime: 'java',
    workers,
    verdict: 'exhausted',
    distinct,
    generated,
    depth: whole(depth[1] ?? '') - 1,
    seconds,
    bytesPerState: null,
    participantCalls: null,
  });
}

function whole(text: string): number {
  return Number(text.replaceAll(',', ''));
}
