/**
 * The page's end of a worker: starts it, talks to it, and replaces it when it dies or falls silent. A call never stays open: it
 * is answered, or rejected with a `Problem`.
 */
import * as Comlink from 'comlink';
import type { Problem } from '../../model';

export interface WorkerLinkOptions {
  readonly spawn: () => Worker;
  /** How long the worker may be silent during a call before it is replaced. */
  readonly silenceMaxMs?: number;
}

export interface Connection<Api> {
  readonly worker: Worker;
  readonly api: Comlink.Remote<Api>;
  /** Rejects with a `Problem` when the worker dies or is replaced. */
  readonly lost: Promise<never>;
  readonly lose: (problem: Problem) => void;
  /** Milliseconds of silence so far; set to 0 by every sign of life. */
  silence: number;
  /** While it is held, silence means nothing. */
  isHeld: boolean;
}

export interface WorkerLink<Api> {
  /** Runs one call against the worker's death and silence. Rejects with a `Problem`. */
  guarded<Answer>(call: (to: Connection<Api>) => Promise<Answer>): Promise<Answer>;
  /** The worker at hand, null if there is none. */
  current(): Connection<Api> | null;
  /** Starts a worker if there is none. */
  connect(): Connection<Api>;
}

const silenceDefaultMs = 15_000;
const tickMs = 1_000;

export function createWorkerLink<Api>(options: WorkerLinkOptions): WorkerLink<Api> {
  const silenceMaxMs = options.silenceMaxMs ?? silenceDefaultMs;
  let connection: Connection<Api> | null = null;

  const connect = (): Connection<Api> => {
    connection ??= open<Api>(options.spawn(), (closed) => {
      if (connection === closed) connection = null;
    });
    return connection;
  };

  return {
    connect,
    current: () => connection,
    async guarded(call) {
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
    },
  };
}

function open<Api>(worker: Worker, onClosed: (closed: Connection<Api>) => void): Connection<Api> {
  let reject: (problem: Problem) => void = () => {};
  const lost = new Promise<never>((_, rejectLost) => {
    reject = rejectLost;
  });
  // The loss matters only to a call that is waiting; between calls nobody listens.
  lost.catch(() => {});
  const connection: Connection<Api> = {
    worker,
    api: Comlink.wrap<Api>(worker),
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

export function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'sentence' in error;
}
