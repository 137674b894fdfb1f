/** Threads of this process that help one search after the other. */
import { Worker } from 'node:worker_threads';
import type { ThreadStarter } from '../engine';

export interface SearchThreads extends ThreadStarter {
  /** Ends them, wherever they are. */
  readonly stop: () => Promise<void>;
}

/** @param count how many threads; they are started when a search first asks for them */
export function searchThreads(count: number): SearchThreads {
  const workers: Worker[] = [];
  return {
    count,
    start(setup) {
      while (workers.length < count) {
        const worker = new Worker(new URL('./search-thread.mjs', import.meta.url));
        worker.unref();
        workers.push(worker);
      }
      for (const worker of workers) worker.postMessage(setup);
    },
    async stop() {
      await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
    },
  };
}
