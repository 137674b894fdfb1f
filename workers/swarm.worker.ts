/** A thread that runs searches of one swarm, one after the other, with a sandbox and tables of its own. */
import { challengeBySlug } from '../challenges';
import { createSwarmHelper, openDefinition, type SwarmHelper, type SwarmPlan } from '../src/check';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import type { CheckRequest } from '../src/model';
import { pause } from './pause';

interface Task {
  readonly request: CheckRequest;
  readonly plan: SwarmPlan;
}

const libraries = () => import('../src/host/libraries/libraries-browser');

let helper: Promise<SwarmHelper> | undefined;

self.onmessage = async ({ data: { request, plan } }: MessageEvent<Task>) => {
  helper ??= prepareHelper(request);
  try {
    const result = await (await helper)(plan);
    const lists = [result.states, result.calls, result.observations];
    self.postMessage(result, { transfer: lists.map(({ buffer }) => buffer) });
  } catch (error) {
    // A rejection alone would not be seen outside; an error in a task of its own is.
    setTimeout(() => {
      throw error;
    });
  }
};

async function prepareHelper(request: CheckRequest): Promise<SwarmHelper> {
  const wasm = await loadSandboxWasm();
  const environment = { wasm, now: () => performance.now(), pause };
  const { definition } = request;
  const challenge =
    definition === undefined
      ? challengeBySlug(request.challenge)
      : await openDefinition({ wasm, libraryText: (await libraries()).libraryText }, definition);
  if (challenge === undefined) throw new Error(`There is no challenge "${request.challenge}".`);
  // The sandbox of a definition lives as long as this thread.
  return createSwarmHelper(request, challenge, environment);
}
