/** The oracle and the search of one check, off the main thread. */
import { expose } from 'comlink';
import { challengeBySlug } from '../challenges';
import { replaySchedule, runCheck, runWalks } from '../src/check';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import type { Challenge, CheckRequest } from '../src/model';
import type { CheckWorker } from './api';
import { searchThreads } from './search-threads';

const wasm = loadSandboxWasm();
const threads = searchThreads();

/** Counts requests; a check whose number is no longer the newest is cancelled. */
let newest = 0;
let running: Promise<unknown> = Promise.resolve();

const worker: CheckWorker = {
  async check(request, onProgress) {
    const own = ++newest;
    const before = running;
    const result = (async () => {
      await before.catch(() => undefined);
      return runCheck(request, {
        challenge: challengeOf(request),
        wasm: await wasm,
        now: () => performance.now(),
        pause,
        isCancelled: () => own !== newest,
        onProgress,
        threads,
      });
    })();
    running = result;
    return result;
  },
  cancel() {
    newest++;
  },
  async replay(request, schedule) {
    return replaySchedule(request, challengeOf(request), await wasm, schedule);
  },
  async walk(request, walks, seed) {
    return runWalks(request, challengeOf(request), await wasm, walks, seed);
  },
};

function challengeOf(request: CheckRequest): Challenge {
  const challenge = challengeBySlug(request.challenge);
  if (challenge === undefined) throw new Error(`There is no challenge "${request.challenge}".`);
  return challenge;
}

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
