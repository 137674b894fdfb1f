/** The page's end of the worker that plays: one for the whole tab, started at its first use. */
import * as Comlink from 'comlink';
import type { PlayWorker } from '../../../workers/api';
import type { Result } from '../../base';
import type { CheckRequest, Data, PlayProgress, Problem, Schedule } from '../../model';
import { openedChallenge } from '../catalogue';
import type { PlayEffects } from '../machines/play-machine';
import { sharedPlayStore } from '../storage';
import { createWorkerLink, type WorkerLink } from '../workers';

/** A step may run a handler that takes its whole budget, and a search tells how far it is. */
const silenceMaxMs = 60_000;

let link: WorkerLink<PlayWorker> | null = null;

function playLink(): WorkerLink<PlayWorker> {
  link ??= createWorkerLink<PlayWorker>({
    spawn: () =>
      new Worker(new URL('../../../workers/play.worker.ts', import.meta.url), { type: 'module', name: 'play' }),
    silenceMaxMs,
  });
  return link;
}

/** What an expression is in the state that a schedule leads to. Rejects with a `Problem` if the worker has died. */
export function askPlay(schedule: Schedule, expression: string): Promise<Result<Data, Problem>> {
  return playLink().guarded(async (to) => to.api.ask(schedule, expression));
}

export function createPlayEffects(): PlayEffects {
  const { guarded } = playLink();
  const store = sharedPlayStore();
  return {
    compile: async (source, file) => (await import('../editor')).compile(source, file),
    open: (request) => guarded(async (to) => to.api.open(withDefinition(request))),
    at: (schedule) => guarded(async (to) => to.api.at(schedule)),
    search: (schedule, goal, from, onProgress) =>
      guarded(async (to) => {
        const progressed = Comlink.proxy((progress: PlayProgress) => {
          to.silence = 0;
          onProgress(progress);
        });
        return to.api.search(schedule, goal, from, progressed);
      }),
    advise: (schedule, onProgress) =>
      guarded(async (to) => {
        const progressed = Comlink.proxy((progress: PlayProgress) => {
          to.silence = 0;
          onProgress(progress);
        });
        return to.api.advise(schedule, progressed);
      }),
    cancel: () => void playLink().current()?.api.cancel(),
    load: (challenge, bounds) => store.load(challenge, bounds),
    save: (play) => store.save(play),
    now: () => Date.now(),
  };
}

/** A challenge from outside the catalogue goes along. */
function withDefinition(request: CheckRequest): CheckRequest {
  const opened = openedChallenge(request.challenge);
  return opened === undefined ? request : { ...request, definition: opened.definition };
}
