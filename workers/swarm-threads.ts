/** Threads of the browser that run searches of a swarm beside the check worker. They need no shared memory. */
import type { SwarmHelpers, SwarmResult } from '../src/check';
import { helperCount } from './search-threads';

export function swarmThreads(): SwarmHelpers {
  const all: Worker[] = [];
  const idle: Worker[] = [];
  /** What ends the calls that wait when the threads are ended. */
  const rejections = new Set<(error: Error) => void>();
  const start = (): Worker => {
    const worker = new Worker(new URL('./swarm.worker.ts', import.meta.url), { type: 'module', name: 'swarm' });
    all.push(worker);
    return worker;
  };
  return {
    count: helperCount(),
    async run(request, plan) {
      const worker = idle.pop() ?? start();
      let rejectRun: (error: Error) => void = () => undefined;
      try {
        const result = await new Promise<SwarmResult>((resolve, reject) => {
          rejectRun = reject;
          rejections.add(reject);
          worker.onmessage = ({ data }: MessageEvent<SwarmResult>) => resolve(data);
          worker.onerror = (event) => {
            event.preventDefault();
            reject(new Error(event.message));
          };
          worker.postMessage({ request, plan });
        });
        idle.push(worker);
        return result;
      } finally {
        rejections.delete(rejectRun);
      }
    },
    discard() {
      for (const worker of all.splice(0)) worker.terminate();
      idle.length = 0;
      for (const reject of rejections) reject(new Error('The threads of the swarm were ended.'));
    },
  };
}
