/** Runs the command line in tests. */
import { type ExecFileException, execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { main } from '../../src/cli/main';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a command has written, and the code it has left with. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** As users run it. Slow, so that most tests call `interleave` instead. */
export function interleaveProcess(...words: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['src/cli/interleave.mjs', ...words],
      { cwd: root },
      (error: ExecFileException | null, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      },
    );
  });
}

/** The same function that the process calls, in this process: what it writes and the code it leaves with. */
export async function interleave(...words: readonly string[]): Promise<Run> {
  const written = { out: '', err: '' };
  const note = (stream: 'out' | 'err', text: unknown): boolean => {
    written[stream] += String(text);
    return true;
  };
  let exited: number | undefined;
  const { exitCode } = process;
  const interrupts = process.listeners('SIGINT');
  process.exitCode = 0;
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => note('out', text)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => note('err', text)),
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      exited ??= Number(code);
      throw new Error('left');
    }),
  ];
  try {
    await main([process.execPath, 'interleave', ...words]);
    return { code: exited ?? Number(process.exitCode), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    for (const listener of process.listeners('SIGINT'))
      if (!interrupts.includes(listener)) process.off('SIGINT', listener);
    process.exitCode = exitCode;
  }
}
