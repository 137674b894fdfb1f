/** The workers that simulate: as many as there are cores to spare, each started at its first use. */
import * as Comlink from 'comlink';
import type { SimulateWorker } from '../../../workers/api';
import type {
  Problem,
  SimulationProgress,
  SimulationRecord,
  SimulationRequest,
  SimulationSettings,
  Trace,
} from '../../model';
import { openedChallenge } from '../catalogue';
import type { MeasureEffects } from '../machines/measure-machine';
import { createWorkerLink, type WorkerLink } from '../workers';

const lanesMax = 8;
const links: (WorkerLink<SimulateWorker> | undefined)[] = [];

export const laneCount = Math.max(1, Math.min(lanesMax, navigator.hardwareConcurrency ?? 1));

function lane(index: number): WorkerLink<SimulateWorker> {
  const known = links[index];
  if (known !== undefined) return known;
  const link = createWorkerLink<SimulateWorker>({
    spawn: () =>
      new Worker(new URL('../../../workers/simulate.worker.ts', import.meta.url), {
        type: 'module',
        name: `simulate ${index + 1}`,
      }),
  });
  links[index] = link;
  return link;
}

export function createMeasureEffects(): MeasureEffects {
  return {
    lanes: laneCount,
    compile: async (source, file) => (await import('../editor')).compile(source, file),
    simulate: (index, request, settings, onProgress, signal) =>
      lane(index).guarded(async (to) => {
        const cancel = (): void => void to.api.cancel();
        if (signal.aborted) cancel();
        else signal.addEventListener('abort', cancel, { once: true });
        const progressed = Comlink.proxy((progress: SimulationProgress) => {
          to.silence = 0;
          onProgress(progress);
        });
        try {
          return await to.api.simulate(withDefinition(request), settings, false, progressed);
        } finally {
          signal.removeEventListener('abort', cancel);
        }
      }),
  };
}

/** A run of a sweep with every step of it. */
export interface LookedAt {
  readonly trace: Trace;
  readonly record: SimulationRecord;
}

/** Runs it once more, to be looked at. Rejects with a `Problem` if it cannot be, or is too long. */
export async function lookAt(request: SimulationRequest, settings: SimulationSettings): Promise<LookedAt> {
  return lane(0).guarded(async (to) => {
    const whole = withDefinition(request);
    const nothing = Comlink.proxy(() => {
      to.silence = 0;
    });
    const answer = await to.api.simulate(whole, settings, true, nothing);
    if (answer.kind === 'err') throw answer.error;
    const { record } = answer.value;
    if (record === undefined) throw tooLong;
    const trace = await to.api.trace(whole, settings, record);
    if (trace === undefined) throw tooLong;
    return { trace, record };
  });
}

const tooLong: Problem = {
  code: 'simulation-invalid',
  sentence:
    'This run has more steps than can be looked at one by one. Let it end earlier: give it less time, or fewer events.',
};

/** A challenge from outside the catalogue goes along. */
function withDefinition(request: SimulationRequest): SimulationRequest {
  const opened = openedChallenge(request.challenge);
  return opened === undefined ? request : { ...request, definition: opened.definition };
}
