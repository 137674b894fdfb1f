/** Threads of the browser that help with searches. Only where the page is isolated, so that memory can be shared. */
import type { ThreadStarter } from '../src/engine';

/** One thread is for the page, one for the leader of the search; a machine with two cores gets one to help all the same. */
const countMax = 7;

/** How many threads beside a worker can help it. */
export function helperCount(): number {
  return Math.min(Math.max(1, navigator.hardwareConcurrency - 2), countMax);
}

export function searchThreads(): ThreadStarter | undefined {
  if (!globalThis.crossOriginIsolated) return undefined;
  const workers: Worker[] = [];
  let lost = false;
  const discard = (): void => {
    for (const worker of workers.splice(0)) worker.terminate();
    lost = false;
  };
  return {
    count: helperCount(),
    start(setup) {
      if (lost) discard();
      while (workers.length < setup.memberCount) {
        const worker = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module', name: 'search' });
        worker.onerror = () => {
          lost = true;
        };
        workers.push(worker);
      }
      for (const worker of workers.slice(0, setup.memberCount)) worker.postMessage(setup);
    },
    isLost: () => lost,
    discard,
  };
}
