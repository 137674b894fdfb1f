/**
 * The page's end of the check worker: starts it, talks to it, and replaces it when it dies or falls silent. A failing
 * worker becomes an honest report, never a promise that stays open.
 */
import * as Comlink from 'comlink';
import type { CheckWorker, Keeping } from '../../../workers/api';
import type {
  CheckReport,
  CheckRequest,
  KeptCheck,
  Problem,
  Progress,
  Schedule,
  Trace,
  VerdictKind,
  WalkReport,
} from '../../model';

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
  /** Rejects with a `Problem` if the worker fails. */
  walk(request: CheckRequest, walks: number, seed: number): Promise<WalkReport>;
  /** Starts the worker, so that the first check need not wait for it, nor for the network. */
  prepare(): void;
  /** Ends the worker. A later call starts a new one. */
  dispose(): void;
}

export interface CheckRunnerOptions {
  readonly spawn: () => Worker;
  /** How long the worker may be silent during a call before it is replaced. */
  readonly silenceMaxMs?: number;
  /** How long it may take to answer a cancelled check before it is replaced. */
  readonly cancelMaxMs?: number;
}

interface Connection {
  readonly worker: Worker;
  readonly api: Comlink.Remote<CheckWorker>;
  /** Rejects with a `Problem` when the worker dies or is replaced. */
  readonly lost: Promise<never>;
  readonly lose: (problem: Problem) => void;
  /** Seconds of silence so far; set to 0 by every sign of life. */
  silence: number;
  /** While it is held, silence means nothing. */
  isHeld: boolean;
}

const silenceDefaultMs = 15_000;
const cancelDefaultMs = 1_000;
const tickMs = 1_000;

export function createCheckRunner(options: CheckRunnerOptions): CheckRunner {
  const silenceMaxMs = options.silenceMaxMs ?? silenceDefaultMs;
  const cancelMaxMs = options.cancelMaxMs ?? cancelDefaultMs;
  let connection: Connection | null = null;

  const connect = (): Connection => {
    connection ??= open(options.spawn(), (closed) => {
      if (connection === closed) connection = null;
    });
    return connection;
  };

  /** Runs one call against the worker's death and silence. */
  async function guarded<Answer>(call: (to: Connection) => Promise<Answer>): Promise<Answer> {
    const to = connect();
    to.silence = 0;
    const tick = Math.min(tickMs, silenceMaxMs);
    // Ticks are counted rather than time read: a machine that slept has not been silent.
    const watch = setInterval(() => {
      if (!to.isHeld) to.silence += tick;
      if (to.silence >= silenceMaxMs) to.lose(unresponsive(silenceMaxMs));
    }, tick);
    try {
      return await Promise.race([call(to), to.lost]);
    } catch (error) {
      // The worker reports what a protocol does wrong; what it throws is its own failure, so it is replaced.
      if (!isProblem(error)) to.lose(died(error instanceof Error ? error.message : String(error)));
      throw isProblem(error) ? error : died(error instanceof Error ? error.message : String(error));
    } finally {
      clearInterval(watch);
    }
  }

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
    hold() {
      if (!connection) return;
      connection.isHeld = true;
      void connection.api.hold();
    },
    release() {
      if (!connection) return;
      connection.isHeld = false;
      connection.silence = 0;
      void connection.api.release();
    },
    kept: (challenge) => guarded((to) => to.api.kept(challenge)),
    isKept: (request) => guarded((to) => to.api.isKept(request)),
    forget: (challenge) => guarded((to) => to.api.forget(challenge)),
    walk: (request, walks, seed) => guarded((to) => to.api.walk(request, walks, seed)),
    prepare() {
      connect();
    },
    dispose() {
      connection?.lose({ code: 'worker-died', sentence: 'The page closed the checker.' });
    },
  };
}

function open(worker: Worker, onClosed: (closed: Connection) => void): Connection {
  let reject: (problem: Problem) => void = () => {};
  const lost = new Promise<never>((_, rejectLost) => {
    reject = rejectLost;
  });
  // The loss matters only to a call that is waiting; between calls nobody listens.
  lost.catch(() => {});
  const connection: Connection = {
    worker,
    api: Comlink.wrap<CheckWorker>(worker),
    lost,
    silence: 0,
    isHeld: false,
    lose: (problem) => {
      worker.terminate();
      onClosed(connection);
      reject(problem);
    },
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    connection.lose(died(event.message));
  });
  worker.addEventListener('messageerror', () => connection.lose(died('an answer could not be read')));
  return connection;
}

function died(why: string | undefined): Problem {
  return {
    code: 'worker-died',
    sentence: `The checker stopped working${why ? ` (${why})` : ''}. A new one has been started and the work is kept: check again, with smaller bounds if it happens again.`,
  };
}

function unresponsive(silenceMaxMs: number): Problem {
  return {
    code: 'worker-unresponsive',
    sentence: `The checker gave no sign of life for ${silenceMaxMs / 1000} s and was replaced. A handler probably does something very long in one operation, such as building a huge array or string: make it smaller, then check again.`,
  };
}

const notReplayable: Problem = {
  code: 'source-not-text',
  sentence: 'The schedule could not be replayed, because the source it belongs to is not a protocol. Check again.',
};

/** Not shown: a report with the limit `cancelled` says it in its own words. */
const cancelled: Problem = { code: 'worker-unresponsive', sentence: 'The check was stopped.' };

function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'sentence' in error;
}

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
