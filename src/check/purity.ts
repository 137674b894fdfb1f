/** The second look at purity: the remembered calls once more, in a fresh sandbox and in another order. */
import { createHost } from '../host';
import type { HandlerFailure } from '../model';
import { compareAnswers } from '../system';
import { pauseOrHold } from './check-environment';
import { hostSetup, type Prepared } from './prepare';

/** How many calls are repeated at most: one or two seconds of work. */
const repeatedMax = 20_000;

export interface Purity {
  /** How many calls were repeated. */
  readonly repeated: number;
  /** The first call that gave two answers, with both. */
  readonly failure?: HandlerFailure;
}

interface PurityEnvironment {
  readonly wasm: WebAssembly.Module;
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  readonly held?: (() => Promise<void> | undefined) | undefined;
  readonly isCancelled: () => boolean;
}

const pauseEveryMs = 12;

/**
 * Repeats all calls, last first, or an even sample of `repeatedMax`. Stops early only when the check is cancelled.
 *
 * @param from the number of calls, oldest first, that were looked at before
 */
export async function recheckPurity(prepared: Prepared, environment: PurityEnvironment, from = 0): Promise<Purity> {
  const { calls } = prepared.system.memo;
  const misjudged = await prepared.judged?.recheck();
  if (misjudged !== undefined) return { repeated: 0, failure: misjudged };
  const created = await createHost(environment.wasm, prepared.program, hostSetup(prepared.spec));
  if (created.kind === 'failed') {
    return { repeated: 0, failure: { kind: 'failed', verdict: 'nondeterministic', problem: created.problem } };
  }
  const stride = Math.max(1, Math.ceil((calls.length - from) / repeatedMax));
  let repeated = 0;
  let pausedAt = environment.now();
  try {
    for (let index = calls.length - 1; index >= from; index -= stride) {
      const remembered = calls[index];
      if (remembered === undefined || remembered.result.kind === 'failed') continue;
      const again = created.host.call(remembered.call);
      repeated++;
      const compared = compareAnswers(remembered.call, remembered.result, again, prepared.program.file);
      if (compared.kind === 'failed') return { repeated, failure: compared };
      if (environment.now() - pausedAt >= pauseEveryMs) {
        await pauseOrHold(environment);
        if (environment.isCancelled()) return { repeated };
        pausedAt = environment.now();
      }
    }
    return { repeated };
  } finally {
    created.host.dispose();
  }
}

/** What the repetition left out, for the not-checked list. */
export function purityWords(purity: Purity, callCount: number): string[] {
  if (callCount <= repeatedMax) return [];
  return [`Purity: ${purity.repeated} of ${callCount} calls of the protocol were repeated and compared.`];
}
