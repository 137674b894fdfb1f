/** The runner that the pages share: one worker for the whole tab, started at its first use. */
import type { CheckRequest } from '../../model';
import { learnSystem, openedChallenge } from '../catalogue';
import { type CheckRunner, createCheckRunner } from './check-runner';

let runner: CheckRunner | null = null;

export function sharedCheckRunner(): CheckRunner {
  runner ??= withOpened(
    createCheckRunner({
      spawn: () =>
        new Worker(new URL('../../../workers/check.worker.ts', import.meta.url), { type: 'module', name: 'check' }),
    }),
  );
  return runner;
}

/** A runner whose requests may be about challenges from outside the catalogue: these go along. */
function withOpened(inner: CheckRunner): CheckRunner {
  return {
    ...inner,
    async check(request, onProgress, signal, keeping) {
      const whole = withDefinition(request);
      // The screen says what system a verdict is about, so that is asked for first. What it cannot be told is in the verdict.
      await learnSystem(request.challenge, request.bounds).catch(() => undefined);
      return inner.check(whole, onProgress, signal, keeping);
    },
    isKept: (request) => inner.isKept(withDefinition(request)),
    replay: (request, schedule) => inner.replay(withDefinition(request), schedule),
    walk: (request, walks, seed) => inner.walk(withDefinition(request), walks, seed),
  };
}

export function withDefinition(request: CheckRequest): CheckRequest {
  const opened = openedChallenge(request.challenge);
  return opened === undefined ? request : { ...request, definition: opened.definition };
}
