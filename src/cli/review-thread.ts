/** A thread of the command line that opens and grades submissions, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { challengeBySlug } from '../../challenges';
import { assess, type GradeEnvironment, gradeLimits } from '../grade';
import { compileSource } from '../host/compile';
import { loadSandboxWasm } from '../host/wasm-node';
import { type Problem, packSlug } from '../model';
import { chooseHidden, openSubmission } from '../submission';
import { nodeTime } from './node-time';
import type { ReviewAnswer, ReviewSetup, ReviewTask } from './review-threads';
import { breaking } from './variants';

const { engine, challengeHashes, identities, hidden, packs, states }: ReviewSetup = workerData;

/** Progress is told this often. */
const tellEveryMs = 100;

const environment: GradeEnvironment = {
  challenge: challengeBySlug,
  challengeHash: (slug) => (Object.hasOwn(challengeHashes, slug) ? challengeHashes[slug] : undefined),
  pack: (slug) => packs.find(({ hash }) => packSlug(hash) === slug),
  engine,
  compile: compileSource,
  breaking,
  wasm: loadSandboxWasm(),
  ...nodeTime,
  isCancelled: () => false,
  limits: { ...gradeLimits, ...(states === null ? {} : { states }) },
};

parentPort?.on('message', async ({ bytes }: ReviewTask) => {
  let answer: ReviewAnswer;
  try {
    answer = await grade(bytes);
  } catch (error) {
    answer = { kind: 'refused', problem: stoppedBy(error) };
  }
  parentPort?.postMessage(answer);
});

parentPort?.postMessage({ kind: 'ready' } satisfies ReviewAnswer);

async function grade(bytes: Uint8Array): Promise<ReviewAnswer> {
  const opened = await openSubmission(bytes, identities);
  if (opened.kind === 'err') return { kind: 'refused', problem: opened.error };
  let toldAt = 0;
  const assessment = await assess(opened.value, chooseHidden(opened.value, hidden), environment, (progress) => {
    if (progress.check !== null && performance.now() - toldAt < tellEveryMs) return;
    toldAt = performance.now();
    const answer: ReviewAnswer = {
      kind: 'progress',
      done: progress.done,
      of: progress.of,
      states: progress.check?.distinct ?? 0,
    };
    parentPort?.postMessage(answer);
  });
  return { kind: 'assessed', assessment };
}

/** One submission that breaks this program is told as such; the others are graded all the same. */
function stoppedBy(error: unknown): Problem {
  const what = error instanceof Error ? error.message : String(error);
  return {
    code: 'grading-stopped',
    sentence: `A fault of the program ended the grading of this file: ${what.slice(0, 200)}. The others are not affected; please report it.`,
  };
}
