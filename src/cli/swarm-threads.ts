/** Threads of this process that run searches of a swarm, each with a sandbox and tables of its own. */
import { Worker } from 'node:worker_threads';
import type { SwarmHelpers, SwarmResult } from '../check';
import type { ChallengePlace } from './load-challenge';

/** @param count how many threads; they are started when they are first needed */
export function swarmThreads(count: number, place: ChallengePlace): SwarmHelpers {
  const all: Worker[] = [];
  const idle: Worker[] = [];
  const start = (): Worker => {
    const worker = new Worker(new URL('./swarm-thread.mjs', import.meta.url));
    worker.unref();
    worker.on('error', () => undefined); // The exit that follows is what counts.
    worker.on('exit', () => {
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    });
    all.push(worker);
    return worker;
  };
  return {
    count,
    async run(request, plan) {
      const worker = idle.pop() ?? start();
      const result = await new Promise<SwarmResult>((resolve, reject) => {
        const onExit = (): void => reject(new Error('A thread of the swarm has ended.'));
        worker.once('exit', onExit);
        worker.once('message', (answer: SwarmResult) => {
          worker.off('exit', onExit);
          resolve(answer);
        });
        worker.postMessage({ place, request, plan });
      });
      idle.push(worker);
      return result;
    },
    discard() {
      for (const worker of all.splice(0)) void worker.terminate();
      idle.length = 0;
    },
  };
}
