/** Checks a source text in Node: the same pipeline as the browser's worker, driven to its end. */
import { runCheck } from '../check';
import type { ThreadStarter } from '../engine';
import { compileBytes, compileSource } from '../host/compile';
import { loadSandboxWasm } from '../host/wasm-node';
import { type Bounds, type Challenge, type CheckReport, defaultLimits, type Limits, type Progress } from '../model';

export interface CheckSource {
  readonly challenge: Challenge;
  /** TypeScript, as text or as the bytes of a file. */
  readonly source: string | Uint8Array;
  /** Name shown in places. */
  readonly file: string;
  readonly bounds: Bounds;
  readonly limits?: Partial<Limits>;
  readonly explore?: 'first' | 'all';
  /** False to leave a declared symmetry unused. */
  readonly symmetry?: boolean;
  /** Threads that help with the search; none by default. */
  readonly threads?: ThreadStarter;
  readonly onProgress?: (progress: Progress) => void;
  readonly isCancelled?: () => boolean;
}

let wasm: WebAssembly.Module | undefined;

export async function checkSource(check: CheckSource): Promise<CheckReport> {
  wasm ??= loadSandboxWasm();
  const program =
    typeof check.source === 'string' ? compileSource(check.source, check.file) : compileBytes(check.source, check.file);
  const request = {
    challenge: check.challenge.slug,
    program,
    bounds: check.bounds,
    limits: { ...defaultLimits, ...check.limits },
    explore: check.explore ?? 'first',
    symmetry: check.symmetry ?? true,
  };
  return runCheck(request, {
    challenge: check.challenge,
    wasm,
    now: () => performance.now(),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    isCancelled: check.isCancelled ?? (() => false),
    onProgress: check.onProgress ?? (() => undefined),
    threads: check.threads,
  });
}
