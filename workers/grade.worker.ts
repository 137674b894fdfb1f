/** Opens and grades what somebody sent. Its protocol runs in a sandbox of its own for each check; nothing of it stays. */

import { challengeHashes, engine } from 'virtual:identities';
import { expose } from 'comlink';
import { challengeBySlug } from '../challenges';
import {
  assess,
  type GradeEnvironment,
  gradedChallenge,
  protocolFile,
  replayOther,
  rerun,
  runSource,
  wholeCheck,
} from '../src/grade';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import { type CheckReport, type Progress, packSlug } from '../src/model';
import { openSubmission, readyToOpen } from '../src/submission';
import type { GradeProgress, GradeSetup, GradeWorker } from './api';
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
  async assess(submission, hidden, setup, onProgress, onReport) {
    let last: GradeProgress = { done: 0, of: 1, check: null };
    const tell = (progress: GradeProgress): void => {
      last = progress;
      onProgress(progress);
    };
    const around = await environment(setup, () => onProgress(last));
    return assess(submission, hidden, around, tell, (report) => {
      if (isSmall(report)) onReport(report);
    });
  },
  async check(slug, source, bounds, setup, onProgress) {
    const { tell, again } = repeating(onProgress);
    const around = await environment(setup, again);
    const challenge = gradedChallenge(slug, around);
    if (challenge === undefined) throw new Error(`There is no challenge "${slug}".`);
    return runSource(challenge, around.compile(source, protocolFile), bounds, wholeCheck, around, tell);
  },
  async rerun(submission, record, setup, onProgress) {
    const { tell, again } = repeating(onProgress);
    return rerun(submission, record, await environment(setup, again), tell);
  },
  async replay(slug, source, bounds, schedule, setup, variant) {
    const around = await environment(setup, () => undefined);
    return replayOther(slug, source, bounds, schedule, around, variant ?? undefined);
  },
  cancel() {
    cancelled++;
  },
};

/** A report of more characters than this is large to hand over and to keep; it can be computed again. */
const reportLengthMax = 4_000_000;

function isSmall(report: CheckReport): boolean {
  return JSON.stringify(report).length <= reportLengthMax;
}

/** @param onAlive called about every two seconds while a job runs */
async function environment({ pack, milliseconds }: GradeSetup, onAlive: () => void): Promise<GradeEnvironment> {
  const own = cancelled;
  // Large, and needed only where something is compiled.
  const [{ compileSource }, sandbox] = await Promise.all([import('../src/host/compile'), wasm]);
  let toldAt = performance.now();
  return {
    challenge: challengeBySlug,
    challengeHash: (slug) => (Object.hasOwn(challengeHashes, slug) ? challengeHashes[slug] : undefined),
    pack: (slug) => (pack !== null && packSlug(pack.hash) === slug ? pack : undefined),
    milliseconds: milliseconds ?? undefined,
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
