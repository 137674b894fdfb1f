/** Threads of the browser that help with searches. Only where the page is isolated, so that memory can be shared. */
import type { HelperThreads } from '../src/check';
import type { HelperMessage } from './search.worker';

/** One thread is for the page, one for the leader of the search; a machine with two cores gets one to help all the same. */
const countMax = 7;

/** How many threads beside a worker can help it. */
export function helperCount(): number {
  return Math.min(Math.max(1, navigator.hardwareConcurrency - 2), countMax);
}

export function searchThreads(): HelperThreads | undefined {
  if (!globalThis.crossOriginIsolated) return undefined;
  const workers: Worker[] = [];
  let lost = false;
  const discard = (): void => {
    for (const worker of workers.splice(0)) worker.terminate();
    lost = false;
  };
  const send = (message: HelperMessage, wanted: number): void => {
    if (lost) discard();
    while (workers.length < wanted) {
      const worker = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module', name: 'search' });
      worker.onerror = () => {
        lost = true;
      };
      workers.push(worker);
    }
    for (const worker of workers.slice(0, wanted)) worker.postMessage(message);
  };
  return {
    count: helperCount(),
    start: (setup) => send({ kind: 'search', setup }, setup.memberCount),
    answer: (setup, wanted) => send({ kind: 'answer', setup }, wanted),
    isLost: () => lost,
    discard,
  };
}
