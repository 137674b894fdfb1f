/** The browser's side of the bench: the app's own worker, driven by the script outside. */
import { proxy, wrap } from 'comlink';
import type { CheckWorker } from '../../workers/api';

const worker = wrap<CheckWorker>(
  new Worker(new URL('../../workers/check.worker.ts', import.meta.url), { type: 'module' }),
);

declare global {
  interface Window {
    /** Takes a request and gives a report, both as JSON. */
    runBench?: (request: string) => Promise<string>;
  }
}

window.runBench = async (request) =>
  JSON.stringify(
    await worker.check(
      JSON.parse(request),
      proxy(() => undefined),
    ),
  );
