/** Opens and grades what somebody sent. Its protocol runs in a sandbox of its own for each check; nothing of it stays. */

import { challengeHashes, engine } from 'virtual:identities';
import { expose } from 'comlink';
import { challengeBySlug } from '../challenges';
import { assess, type GradeEnvironment, protocolFile, replayOther, rerun, runSource, wholeCheck } from '../src/grade';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import type { Progress } from '../src/model';
import { openSubmission, readyToOpen } from '../src/submission';
import type { GradeProgress, GradeWorker } from './api';
import { breaking } from './breaking';
import { pause } from './pause';

/** A sign of life goes out so often, also where there is nothing new to tell. */
const aliveMs = 2000;

const wasm = loadSandboxWasm();

/** Counts cancellations: a job that began before the newest one ends. */
let cancelled = 0;

const worker: GradeWorker = {
  ready: readyToOpen,
  open: (bytes, identities) => openSubmission(bytes, identities),
  async assess(submission, hidden, onProgress) {
    let last: GradeProgress = { done: 0, of: 1, check: null };
    const tell = (progress: GradeProgress): void => {
      last = progress;
      onProgress(progress);
    };
    return assess(submission, hidden, await environment(() => onProgress(last)), tell);
  },
  async check(challenge, source, bounds, onProgress) {
    const known = challengeBySlug(challenge);
    if (known === undefined) throw new Error(`There is no challenge "${challenge}".`);
    const { tell, again } = repeating(onProgress);
    const around = await environment(again);
    return runSource(known, around.compile(source, protocolFile), bounds, wholeCheck, around, tell);
  },
  async rerun(submission, record, onProgress) {
    const { tell, again } = repeating(onProgress);
    return rerun(submission, record, await environment(again), tell);
  },
  async replay(challenge, source, bounds, schedule) {
    return replayOther(challenge, source, bounds, schedule, await environment(() => undefined));
  },
  cancel() {
    cancelled++;
  },
};

/** @param onAlive called about every two seconds while a job runs */
async function environment(onAlive: () => void): Promise<GradeEnvironment> {
  const own = cancelled;
  // Large, and needed only where something is compiled.
  const [{ compileSource }, sandbox] = await Promise.all([import('../src/host/compile'), wasm]);
  let toldAt = performance.now();
  return {
    challenge: challengeBySlug,
    challengeHash: (slug) => (Object.hasOwn(challengeHashes, slug) ? challengeHashes[slug] : undefined),
    engine,
    compile: compileSource,
    breaking,
    wasm: sandbox,
    now: () => performance.now(),
    async pause() {
      if (performance.now() - toldAt > aliveMs) {
        onAlive();
        toldAt = performance.now();
      }
      await pause();
    },
    isCancelled: () => own !== cancelled,
  };
}

/** A listener, and a way to tell it once more what it was told last. */
function repeating(onProgress: (progress: Progress) => void) {
  let last: Progress | undefined;
  return {
    tell(progress: Progress): void {
      last = progress;
      onProgress(progress);
    },
    again(): void {
      if (last !== undefined) onProgress(last);
    },
  };
}

expose(worker);
