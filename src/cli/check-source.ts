/** Checks a source text in Node: the same pipeline as the browser's worker, driven to its end. */
import type { Result } from '../base';
import {
  type Breaking,
  type CheckEnvironment,
  type CheckpointKeeper,
  lateFutures,
  type Pieces,
  resumeCheck,
  runCheck,
  type SwarmHelpers,
  type WholeGraph,
  wholeGraph,
} from '../check';
import type { ThreadStarter } from '../engine';
import { compileBytes, compileSource } from '../host/compile';
import { loadSandboxWasm } from '../host/wasm-node';
import {
  type Bounds,
  type Challenge,
  type CheckReport,
  type CheckRequest,
  defaultLimits,
  type Limits,
  type Problem,
  type Progress,
  type SearchMode,
  type Variant,
} from '../model';
import { nodeTime } from './node-time';
import { breaking } from './variants';

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
  /** True to take steps whose order cannot matter in one order only. */
  readonly partialOrder?: boolean;
  /** False to leave it open whether experiments come to the same in other schedules. */
  readonly orders?: boolean;
  /** Every schedule if missing. */
  readonly mode?: SearchMode;
  /** Threads that help with the search; none by default. */
  readonly threads?: ThreadStarter;
  /** Threads that run searches of a swarm; none by default. */
  readonly swarm?: SwarmHelpers;
  readonly onProgress?: (progress: Progress) => void;
  readonly isCancelled?: () => boolean;
  /** Where it is written down how far the check got. */
  readonly checkpoints?: CheckpointKeeper;
  /** Where the variants of the challenge are; by default in the catalogue. */
  readonly breaking?: Breaking;
  /** Variants beside those, see `CheckRequest`. */
  readonly hiddenVariants?: readonly Variant[];
}

let wasm: WebAssembly.Module | undefined;

export async function checkSource(check: CheckSource): Promise<CheckReport> {
  return runCheck(requestOf(check), environmentOf(check));
}

/** Goes on from a checkpoint. An error says why that cannot be. */
export async function resumeSource(check: CheckSource, open: () => Pieces): Promise<Result<CheckReport, Problem>> {
  return resumeCheck(requestOf(check), environmentOf(check), open);
}

function environmentOf(check: CheckSource): CheckEnvironment {
  wasm ??= loadSandboxWasm();
  return {
    challenge: check.challenge,
    wasm,
    ...nodeTime,
    isCancelled: check.isCancelled ?? (() => false),
    onProgress: check.onProgress ?? (() => undefined),
    threads: check.threads,
    checkpoints: check.checkpoints,
    swarm: check.swarm,
    breaking: check.breaking ?? breaking,
  };
}

/** The report with the futures of its counterexample's states, where its check could not wait for them: see `lateFutures`. */
export async function withLateFutures(check: CheckSource, report: CheckReport): Promise<CheckReport> {
  const { trace, verdict } = report;
  const { property, schedule } = verdict;
  const isKnown = trace?.violationProbability !== undefined || trace?.cycleStart !== undefined;
  if (trace === undefined || isKnown || property === undefined || schedule === undefined) return report;
  const { challenge, wasm: module, pause, isCancelled } = environmentOf(check);
  const counterexample = { property, schedule };
  const futures = await lateFutures(requestOf(check), challenge, module, counterexample, { pause, isCancelled });
  return { ...report, trace: { ...trace, ...futures } };
}

/** The state graph of a source, undefined if it is too large or there is none. */
export async function graphOfSource(check: CheckSource): Promise<WholeGraph | undefined> {
  wasm ??= loadSandboxWasm();
  return wholeGraph(requestOf(check), check.challenge, wasm);
}

function requestOf(check: CheckSource): CheckRequest {
  const program =
    typeof check.source === 'string' ? compileSource(check.source, check.file) : compileBytes(check.source, check.file);
  return {
    challenge: check.challenge.slug,
    program,
    bounds: check.bounds,
    limits: { ...defaultLimits, ...check.limits },
    explore: check.explore ?? 'first',
    symmetry: check.symmetry ?? true,
    partialOrder: check.partialOrder ?? false,
    orders: check.orders ?? true,
    ...(check.mode === undefined ? {} : { mode: check.mode }),
    ...(check.hiddenVariants === undefined ? {} : { hiddenVariants: check.hiddenVariants }),
  };
}
