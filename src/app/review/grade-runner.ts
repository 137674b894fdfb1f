/** Grading in workers of their own: what somebody sent can stop one of them, and nothing else. */
import * as Comlink from 'comlink';
import type { GradeWorker } from '../../../workers/api';
import { err, type Result } from '../../base';
import type { Problem, Submission } from '../../model';
import { createWorkerLink, isProblem } from '../workers';

/** The worker's calls, answered one after the other. All reject with a `Problem` if the worker fails. */
export interface GradeRunner extends GradeWorker {
  /** Ends the worker; a later call starts another. */
  dispose(): void;
}

/** A large check may be silent for a while between two pieces of progress; opening a file, until it is open. */
const silenceMaxMs = 30_000;

export function createGradeRunner(spawn: () => Worker): GradeRunner {
  const link = createWorkerLink<GradeWorker>({ spawn, silenceMaxMs });
  let last: Promise<unknown> = Promise.resolve();

  /** Runs a call when those before it are done. */
  function queued<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    const answer = last.then(call, call);
    last = answer.catch(() => undefined);
    return answer;
  }

  /** A call that tells how far it is; every word of it is a sign of life. */
  function told<Answer, Value>(
    listen: (value: Value) => void,
    call: (api: Comlink.Remote<GradeWorker>, onProgress: (value: Value) => void) => Promise<Answer>,
  ): Promise<Answer> {
    return queued(async () => {
      // The last words of a worker may come after its answer.
      let isAnswered = false;
      try {
        return await link.guarded((to) => {
          const heard = Comlink.proxy((value: Value) => {
            to.silence = 0;
            if (!isAnswered) listen(value);
          });
          return call(to.api, heard);
        });
      } finally {
        isAnswered = true;
      }
    });
  }

  return {
    ready: () => queued(() => link.guarded((to) => to.api.ready())),
    open: (bytes, identities) =>
      queued(async (): Promise<Result<Submission, Problem>> => {
        try {
          return await link.guarded<Result<Submission, Problem>>((to) => to.api.open(bytes, identities));
        } catch (problem) {
          // A file that a worker dies of is one more file that cannot be read.
          if (isProblem(problem)) return err({ ...problem, code: 'bundle-unreadable' as const });
          throw problem;
        }
      }),
    assess: (submission, hidden, onProgress) => told(onProgress, (api, heard) => api.assess(submission, hidden, heard)),
    check: (challenge, source, bounds, onProgress) =>
      told(onProgress, (api, heard) => api.check(challenge, source, bounds, heard)),
    rerun: (submission, record, onProgress) => told(onProgress, (api, heard) => api.rerun(submission, record, heard)),
    replay: (challenge, source, bounds, schedule) =>
      queued(() => link.guarded((to) => to.api.replay(challenge, source, bounds, schedule))),
    cancel() {
      void link.current()?.api.cancel();
    },
    dispose() {
      link.current()?.lose({ code: 'worker-died', sentence: 'The page closed the worker.' });
    },
  };
}

let inbox: GradeRunner | null = null;
let desk: GradeRunner | null = null;

const spawn = (name: string) => () =>
  new Worker(new URL('../../../workers/grade.worker.ts', import.meta.url), { type: 'module', name });

/** Opens and assesses what is in the inbox. */
export function inboxRunner(): GradeRunner {
  inbox ??= createGradeRunner(spawn('grade-inbox'));
  return inbox;
}

/** Does what the reviewer asks for while the inbox is assessed. */
export function deskRunner(): GradeRunner {
  desk ??= createGradeRunner(spawn('grade-desk'));
  return desk;
}
