/** A thread of the command line that runs searches of one swarm, one after the other. */
import { parentPort } from 'node:worker_threads';
import { createSwarmHelper, type SwarmHelper, type SwarmPlan } from '../check';
import { loadSandboxWasm } from '../host/wasm-node';
import type { CheckRequest } from '../model';
import { type ChallengePlace, loadChallenge } from './load-challenge';
import { nodeTime } from './node-time';

interface Task {
  readonly place: ChallengePlace;
  readonly request: CheckRequest;
  readonly plan: SwarmPlan;
}

let helper: Promise<SwarmHelper> | undefined;

parentPort?.on('message', async ({ place, request, plan }: Task) => {
  helper ??= prepareHelper(place, request);
  const result = await (await helper)(plan);
  const lists = [result.states, result.calls, result.observations];
  parentPort?.postMessage(
    result,
    lists.map(({ buffer }) => buffer as ArrayBuffer),
  );
});

async function prepareHelper(place: ChallengePlace, request: CheckRequest): Promise<SwarmHelper> {
  const challenge = await loadChallenge(place);
  if (challenge.kind === 'err') throw new Error(challenge.error);
  return createSwarmHelper(request, challenge.value, {
    wasm: loadSandboxWasm(),
    ...nodeTime,
  });
}
