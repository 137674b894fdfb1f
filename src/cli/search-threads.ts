/** Threads of this process that help one search after the other. */
import { Worker } from 'node:worker_threads';
import type { HelperThreads } from '../check';

/** @param count how many threads; they start at once, so that they are there when a search asks for them */
export function searchThreads(count: number): HelperThreads {
  const workers: Worker[] = [];
  let lost = false;
  const discard = (): void => {
    for (const worker of workers.splice(0)) void worker.terminate();
    lost = false;
  };
  const spawn = (wanted: number): void => {
    while (workers.length < wanted) {
      const worker = new Worker(new URL('./search-thread.mjs', import.meta.url));
      worker.unref();
      worker.on('error', () => undefined); // The exit that follows is what counts.
      worker.on('exit', () => {
        if (workers.includes(worker)) lost = true;
      });
      workers.push(worker);
    }
  };
  spawn(count);
  return {
    count,
    start(setup) {
      if (lost) discard();
      spawn(setup.memberCount);
      for (const worker of workers.slice(0, setup.memberCount)) worker.postMessage({ kind: 'search', setup });
    },
    answer(setup, wanted) {
      if (lost) discard();
      spawn(wanted);
      for (const worker of workers.slice(0, wanted)) worker.postMessage({ kind: 'answer', setup });
    },
    isLost: () => lost,
    discard,
  };
}
