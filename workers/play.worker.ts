/** Plays one protocol by hand, off the main thread. */
import { expose } from 'comlink';
import { challengeBySlug } from '../challenges';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import { Play } from '../src/play';
import type { PlayWorker } from './api';
import { breaking } from './breaking';
import { pause } from './pause';

const play = loadSandboxWasm().then(
  (wasm) =>
    new Play({
      challenge: challengeBySlug,
      wasm,
      breaking,
      // Large, and needed only for an expression with types.
      eraseExpression: async (source, file) => (await import('../src/host/compile')).eraseExpression(source, file),
      now: () => performance.now(),
      pause,
    }),
);

const worker: PlayWorker = {
  open: async (request) => (await play).open(request),
  at: async (schedule) => (await play).at(schedule),
  search: async (schedule, goal, from, onProgress) => (await play).search(schedule, goal, from, onProgress),
  advise: async (schedule, onProgress) => (await play).advise(schedule, onProgress),
  ask: async (schedule, expression) => (await play).ask(schedule, expression),
  cancel: () => void play.then((ready) => ready.cancel()),
};

expose(worker);
