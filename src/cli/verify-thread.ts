/** A thread of the command line that runs checks of packs, one after the other. */
import { parentPort } from 'node:worker_threads';
import { compileBytes } from '../host/compile';
import { loadSandboxWasm } from '../host/wasm-node';
import type { Challenge } from '../model';
import { outcomeOf, runVerifyTask } from '../verify';
import { type ChallengePlace, loadChallenge } from './load-challenge';
import { nodeTime } from './node-time';
import { breakingAt } from './variants';
import type { VerifyAnswer, VerifyJob } from './verify-threads';

const wasm = loadSandboxWasm();
const challenges = new Map<string, Promise<Challenge>>();
/** States are told this often. */
const tellEveryMs = 100;

parentPort?.on('message', async ({ place, task, source }: VerifyJob) => {
  let toldAt = 0;
  const challenge = await challengeAt(place);
  const report = await runVerifyTask(
    task,
    compileBytes(source, task.file),
    {
      challenge,
      wasm,
      ...nodeTime,
      isCancelled: () => false,
      breaking: breakingAt(place),
    },
    (states) => {
      if (performance.now() - toldAt < tellEveryMs) return;
      toldAt = performance.now();
      parentPort?.postMessage({ kind: 'states', states } satisfies VerifyAnswer);
    },
  );
  parentPort?.postMessage({ kind: 'done', outcome: outcomeOf(report) } satisfies VerifyAnswer);
});

function challengeAt(place: ChallengePlace): Promise<Challenge> {
  const key = JSON.stringify(place);
  const known = challenges.get(key) ?? load(place);
  challenges.set(key, known);
  return known;
}

async function load(place: ChallengePlace): Promise<Challenge> {
  const challenge = await loadChallenge(place);
  if (challenge.kind === 'err') throw new Error(challenge.error);
  return challenge.value;
}
