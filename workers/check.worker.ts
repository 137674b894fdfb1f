/** The oracle and the search of one check, off the main thread. */
import { expose } from 'comlink';
import { challengeBySlug } from '../challenges';
import {
  type CheckEnvironment,
  identifyCheck,
  lateFutures,
  replaySchedule,
  replayVariant,
  resumeCheck,
  runCheck,
  runWalks,
  withChallenge,
} from '../src/check';
import { readChart } from '../src/host';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import {
  type Challenge,
  type CheckReport,
  type CheckRequest,
  type Problem,
  type Progress,
  writesAgainstVariants,
} from '../src/model';
import type { CheckWorker, Keeping } from './api';
import { breaking } from './breaking';
import { browserKeeper } from './browser-keeper';
import { forgetKept, keptPieces, readKept } from './checkpoint-database';
import { HoldableClock } from './holdable-clock';
import { pause } from './pause';
import { searchThreads } from './search-threads';
import { swarmThreads } from './swarm-threads';

const wasm = loadSandboxWasm();
const threads = searchThreads();
const swarm = swarmThreads();
const clock = new HoldableClock();

/** How often a long answer other than a check gives a sign of life. */
const aliveEveryMs = 1000;

/** Counts requests; a check whose number is no longer the newest is cancelled. */
let newest = 0;
let running: Promise<unknown> = Promise.resolve();

const worker: CheckWorker = {
  async check(request, onProgress, keeping) {
    const own = ++newest;
    // A check that is held can only see that it is cancelled when it goes on.
    clock.release();
    const before = running;
    const result = (async () => {
      await before.catch(() => undefined);
      // What is tried by chance has nothing to go on from.
      const kept = (request.mode?.kind ?? 'every') === 'every' ? keeping : 'nothing';
      return withKnown(request, (challenge) => checkKept(request, challenge, onProgress, kept, () => own !== newest));
    })();
    running = result;
    return result;
  },
  cancel() {
    newest++;
    clock.release();
  },
  hold: () => clock.hold(),
  release: () => clock.release(),
  async replay(request, schedule) {
    return withKnown(request, async (challenge) =>
      writesAgainstVariants(challenge)
        ? replayVariant(request, { challenge, wasm: await wasm, breaking }, schedule)
        : replaySchedule(request, challenge, await wasm, schedule),
    );
  },
  async walk(request, walks, seed) {
    return withKnown(request, async (challenge) => runWalks(request, challenge, await wasm, walks, seed));
  },
  async futures(request, property, schedule, onAlive) {
    const own = newest;
    let toldAt = clock.now();
    const pauses = {
      isCancelled: () => own !== newest,
      pause: async (): Promise<void> => {
        await pause();
        const now = clock.now();
        if (now - toldAt < aliveEveryMs) return;
        toldAt = now;
        onAlive();
      },
    };
    return withKnown(request, async (challenge) =>
      lateFutures(request, challenge, await wasm, { property, schedule }, pauses),
    );
  },
  async chart(program) {
    return readChart(await wasm, program);
  },
  async kept(challenge) {
    // Without storage nothing is kept.
    return (await readKept(challenge).catch(() => undefined)) ?? null;
  },
  async isKept(request) {
    const record = await readKept(request.challenge).catch(() => undefined);
    return withKnown(
      request,
      async (challenge) => record !== undefined && record.key === identifyCheck(request, challenge)?.key,
    );
  },
  async forget(challenge) {
    await forgetKept(challenge).catch(() => undefined);
  },
};

async function checkKept(
  request: CheckRequest,
  challenge: Challenge,
  onProgress: (progress: Progress) => void,
  keeping: Keeping,
  isCancelled: () => boolean,
): Promise<CheckReport> {
  let last: Progress | undefined;
  const tell = (progress: Progress): void => {
    last = progress;
    const state = keeper?.state;
    onProgress(state === undefined ? progress : { ...progress, checkpoint: state });
  };
  const keeper =
    keeping === 'nothing'
      ? undefined
      : browserKeeper(request, challenge, isCancelled, () => {
          if (last !== undefined) tell(last);
        });
  const environment: CheckEnvironment = {
    challenge,
    wasm: await wasm,
    now: () => clock.now(),
    pause,
    isCancelled,
    held: () => clock.held,
    onProgress: tell,
    threads,
    swarm,
    breaking,
    checkpoints: keeper,
  };
  const report = keeping === 'going on' ? await goOn(request, environment) : await runCheck(request, environment);
  const key = identifyCheck(request, challenge)?.key;
  if (keeping !== 'nothing' && key !== undefined && report.verdict.kind !== 'inconclusive')
    await forgetKept(request.challenge, key).catch(() => undefined);
  return report;
}

/** What cannot be used is removed, so that it is not offered again. */
async function goOn(request: CheckRequest, environment: CheckEnvironment): Promise<CheckReport> {
  const record = await readKept(request.challenge).catch(() => undefined);
  if (record === undefined) throw nothingKept;
  const resumed = await resumeCheck(request, environment, () => keptPieces(record));
  if (resumed.kind === 'ok') return resumed.value;
  if (resumed.error.code !== 'checkpoint-too-large') await forgetKept(request.challenge).catch(() => undefined);
  throw resumed.error;
}

const nothingKept: Problem = {
  code: 'checkpoint-damaged',
  sentence: 'What was kept of the check is gone: the browser or another tab has removed it. Start the check afresh.',
};

/** Libraries are fetched only where a challenge comes with the request. */
async function platform() {
  const [{ libraryText }, module] = await Promise.all([import('../src/host/libraries/libraries-browser'), wasm]);
  return { wasm: module, libraryText };
}

function withKnown<Outcome>(request: CheckRequest, work: (challenge: Challenge) => Promise<Outcome>): Promise<Outcome> {
  return withChallenge(request, challengeBySlug, platform, work);
}

expose(worker);
