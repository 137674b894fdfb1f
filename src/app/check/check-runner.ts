/** Checks in the check worker. A worker that fails becomes an honest report, never a promise that stays open. */
import * as Comlink from 'comlink';
import type { CheckWorker, Keeping } from '../../../workers/api';
import type {
  ChartOutcome,
  CheckReport,
  CheckRequest,
  KeptCheck,
  Problem,
  Program,
  Progress,
  Schedule,
  Trace,
  VerdictKind,
  WalkReport,
} from '../../model';
import { createWorkerLink, isProblem, type WorkerLink, type WorkerLinkOptions } from '../workers';

export interface CheckRunner {
  /**
   * Resolves with a report; soon after the signal aborts, with what was found until then. Rejects with a `Problem` only if it
   * was to go on from what is kept and cannot.
   */
  check(
    request: CheckRequest,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
    keeping?: Keeping,
  ): Promise<CheckReport>;
  /** Lets the running check stand still. Its worker is not missed meanwhile. */
  hold(): void;
  release(): void;
  /** What is kept of a challenge, null if nothing is. Rejects with a `Problem` if the worker fails, as the next two do. */
  kept(challenge: string): Promise<KeptCheck | null>;
  /** Whether what is kept is of this very check, limits aside. */
  isKept(request: CheckRequest): Promise<boolean>;
  /** Removes what is kept of a challenge. */
  forget(challenge: string): Promise<void>;
  /** Rejects with a `Problem` if the worker fails. */
  replay(request: CheckRequest, schedule: Schedule): Promise<Trace>;
  /** A call that only some page makes: see `WorkerLink`. */
  readonly guarded: WorkerLink<CheckWorker>['guarded'];
  /** Rejects with a `Problem` if the worker fails. */
  walk(request: CheckRequest, walks: number, seed: number): Promise<WalkReport>;
  /** What the machine of a program looks like. Rejects with a `Problem` if the worker fails. */
  chart(program: Program): Promise<ChartOutcome>;
  /** Starts the worker, so that the first check need not wait for it, nor for the network. */
  prepare(): void;
  /** Ends the worker. A later call starts a new one. */
  dispose(): void;
}

export interface CheckRunnerOptions extends WorkerLinkOptions {
  /** How long it may take to answer a cancelled check before it is replaced. */
  readonly cancelMaxMs?: number;
}

const cancelDefaultMs = 1_000;

export function createCheckRunner(options: CheckRunnerOptions): CheckRunner {
  const cancelMaxMs = options.cancelMaxMs ?? cancelDefaultMs;
  const link = createWorkerLink<CheckWorker>(options);
  const { guarded } = link;

  return {
    async check(request, onProgress, signal, keeping = 'nothing') {
      const startedAt = performance.now();
      let last: Progress | null = null;
      let answerBy: ReturnType<typeof setTimeout> | undefined;
      try {
        return await guarded((to) => {
          to.isHeld = false;
          const cancel = (): void => {
            to.isHeld = false;
            void to.api.cancel();
            answerBy = setTimeout(() => to.lose(cancelled), cancelMaxMs);
          };
          if (signal.aborted) cancel();
          else signal.addEventListener('abort', cancel, { once: true });
          const progressed = Comlink.proxy((progress: Progress) => {
            to.silence = 0;
            last = progress;
            onProgress(progress);
          });
          return to.api.check(request, progressed, keeping).finally(() => signal.removeEventListener('abort', cancel));
        });
      } catch (error) {
        if (isProblem(error) && error.code.startsWith('checkpoint-')) throw error;
        return failedReport(request, error as Problem, last, performance.now() - startedAt);
      } finally {
        clearTimeout(answerBy);
      }
    },
    async replay(request, schedule) {
      const trace = await guarded((to) => to.api.replay(request, schedule));
      if (trace === undefined) throw notReplayable;
      return trace;
    },
    guarded,
    hold() {
      const connection = link.current();
      if (!connection) return;
      connection.isHeld = true;
      void connection.api.hold();
    },
    release() {
      const connection = link.current();
      if (!connection) return;
      connection.isHeld = false;
      connection.silence = 0;
      void connection.api.release();
    },
    kept: (challenge) => guarded((to) => to.api.kept(challenge)),
    isKept: (request) => guarded((to) => to.api.isKept(request)),
    forget: (challenge) => guarded((to) => to.api.forget(challenge)),
    walk: (request, walks, seed) => guarded((to) => to.api.walk(request, walks, seed)),
    chart: (program) => guarded<ChartOutcome>(async (to) => to.api.chart(program)),
    prepare() {
      link.connect();
    },
    dispose() {
      link.current()?.lose({ code: 'worker-died', sentence: 'The page closed the checker.' });
    },
  };
}

const notReplayable: Problem = {
  code: 'source-not-text',
  sentence: 'The schedule could not be replayed, because the source it belongs to is not a protocol. Check again.',
};

/** Not shown: a report with the limit `cancelled` says it in its own words. */
const cancelled: Problem = { code: 'worker-unresponsive', sentence: 'The check was stopped.' };

/** What can honestly be said of a check whose worker is gone. */
function failedReport(request: CheckRequest, problem: Problem, last: Progress | null, elapsedMs: number): CheckReport {
  const stopped = problem === cancelled;
  const kind: VerdictKind = problem.code === 'worker-unresponsive' && !stopped ? 'runaway' : 'inconclusive';
  const executable = request.program.kind === 'compiled' ? request.program.program.executable : [];
  return {
    verdict: {
      kind,
      challenge: request.challenge,
      bounds: request.bounds,
      properties: [],
      counts: {
        distinct: last?.distinct ?? 0,
        generated: last?.generated ?? 0,
        depth: last?.depth ?? 0,
        participantCalls: 0,
        observations: 0,
      },
      ...(stopped ? { limit: { kind: 'cancelled' as const, value: Math.round(elapsedMs) } } : { problem }),
      notChecked: ['Every schedule that had not been explored when the checker ended.'],
      neverFired: [],
    },
    // Nothing is known about which lines ran, so none is marked as never executed.
    covered: executable,
    executable,
    elapsedMs,
    searchMs: last?.elapsedMs ?? 0,
    bytes: 0,
    workers: 1,
  };
}
