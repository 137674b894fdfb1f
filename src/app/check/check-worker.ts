/** The runner that the pages share: one worker for the whole tab, started at its first use. */
import { type CheckRunner, createCheckRunner } from './check-runner';

let runner: CheckRunner | null = null;

export function sharedCheckRunner(): CheckRunner {
  runner ??= createCheckRunner({
    spawn: () =>
      new Worker(new URL('../../../workers/check.worker.ts', import.meta.url), { type: 'module', name: 'check' }),
  });
  return runner;
}
