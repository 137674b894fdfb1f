/** The browser's side of the bench: a worker like the app's own, driven by the script outside. */
import { wrap } from 'comlink';
import type { BenchWorker } from './bench.worker';

const worker = wrap<BenchWorker>(new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' }));

declare global {
  interface Window {
    /** Takes a request and gives a report, both as JSON. */
    runBench?: (request: string) => Promise<string>;
  }
}

window.runBench = async (request) => JSON.stringify(await worker.check(JSON.parse(request)));
