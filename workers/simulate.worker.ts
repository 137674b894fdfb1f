/** Simulations, off the main thread. */
import { expose } from 'comlink';
import { challengeBySlug } from '../challenges';
import { replaySimulation, runSimulation, withChallenge } from '../src/check';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import type { Challenge, SimulationRequest } from '../src/model';
import type { SimulateWorker } from './api';
import { pause } from './pause';

const wasm = loadSandboxWasm();
const progressEveryMs = 100;
/** How long the worker hears nothing. */
const pieceMs = 30;

/** Counts requests; a simulation whose number is no longer the newest is ended. */
let newest = 0;
let running: Promise<unknown> = Promise.resolve();

const worker: SimulateWorker = {
  async simulate(request, settings, isRecorded, onProgress) {
    const own = ++newest;
    const before = running;
    let toldAt = performance.now();
    let pausedAt = toldAt;
    const result = (async () => {
      await before.catch(() => undefined);
      return withKnown(request, async (challenge) =>
        runSimulation(request, settings, challenge, await wasm, {
          isRecorded,
          goesOn: async (progress) => {
            const now = performance.now();
            if (now - toldAt >= progressEveryMs) {
              toldAt = now;
              onProgress(progress);
            }
            if (now - pausedAt >= pieceMs) {
              await pause();
              pausedAt = performance.now();
            }
            return own === newest;
          },
        }),
      );
    })();
    running = result;
    return result;
  },
  async trace(request, settings, record) {
    return withKnown(request, async (challenge) => replaySimulation(request, settings, record, challenge, await wasm));
  },
  cancel() {
    newest++;
  },
};

/** Libraries are fetched only where a challenge comes with the request. */
async function platform() {
  const [{ libraryText }, module] = await Promise.all([import('../src/host/libraries/libraries-browser'), wasm]);
  return { wasm: module, libraryText };
}

function withKnown<Outcome>(
  request: SimulationRequest,
  work: (challenge: Challenge) => Promise<Outcome>,
): Promise<Outcome> {
  return withChallenge(request, challengeBySlug, platform, work);
}

expose(worker);
