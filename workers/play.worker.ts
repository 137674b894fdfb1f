/** Plays one protocol by hand, off the main thread. */
import { expose } from 'comlink';
import { challengeBySlug } from '../challenges';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import { Play } from '../src/play';
import type { PlayWorker } from './api';
import { breaking } from './breaking';
import { pause } from './pause';

const play = loadSandboxWasm().then(
  (wasm) => new Play({ challenge: challengeBySlug, wasm, breaking, now: () => performance.now(), pause }),
);

const worker: Pick<PlayWorker, 'open' | 'at'> = {
  open: async (request) => (await play).open(request),
  at: async (schedule) => (await play).at(schedule),
};

expose(worker);
