/** What the app's check worker does, for the systems of the bench. */
import { expose } from 'comlink';
import { runCheck } from '../../src/check';
import { loadSandboxWasm } from '../../src/host/wasm-browser';
import type { CheckReport, CheckRequest } from '../../src/model';
import { searchThreads } from '../../workers/search-threads';
import { benchChallenge } from './systems';

const wasm = loadSandboxWasm();
const threads = searchThreads();

const worker = {
  async check(request: CheckRequest): Promise<CheckReport> {
    const challenge = benchChallenge(request.challenge);
    if (challenge === undefined) throw new Error(`There is no challenge ${request.challenge} in the bench.`);
    return runCheck(request, {
      challenge,
      wasm: await wasm,
      now: () => performance.now(),
      pause,
      isCancelled: () => false,
      onProgress: () => undefined,
      threads,
    });
  },
};

export type BenchWorker = typeof worker;

/** A turn of the event loop without the delay that timers have. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

expose(worker);
