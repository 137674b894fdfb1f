/** Grading in workers of their own: what somebody sent can stop one of them, and nothing else. */
import * as Comlink from 'comlink';
import type { GradeProgress, GradeSetup, GradeWorker, LogRerun, OnGradeReport } from '../../../workers/api';
import { err, type Result } from '../../base';
import type {
  Assessment,
  Bounds,
  CheckReport,
  HiddenBounds,
  Problem,
  Progress,
  Schedule,
  Submission,
  Trace,
} from '../../model';
import { reviewedPack } from '../packs/reviewed-packs';
import { createWorkerLink, isProblem } from '../workers';
import { timeLimitMs } from './time-limit';

/**
 * The worker's calls, answered one after the other. All reject with a `Problem` if the worker fails. What the worker has to be
 * told of packs and of the time allowed goes along by itself.
 */
export interface GradeRunner extends Pick<GradeWorker, 'ready' | 'open' | 'cancel'> {
  assess(
    submission: Submission,
    hidden: HiddenBounds | null,
    onProgress: (progress: GradeProgress) => void,
    onReport: OnGradeReport,
  ): Promise<Assessment>;
  check(
    challenge: string,
    source: string,
    bounds: Bounds,
    onProgress: (progress: Progress) => void,
  ): Promise<CheckReport>;
  rerun(submission: Submission, record: number, onProgress: (progress: Progress) => void): Promise<LogRerun | null>;
  /** @param variant where candidates write what is run against variants, the one to take the schedule through */
  replay(
    challenge: string,
    source: string,
    bounds: Bounds,
    schedule: Schedule,
    variant?: string,
  ): Promise<Trace | undefined>;
  /** Ends the worker; a later call starts another. */
  dispose(): void;
}

/** A large check may be silent for a while between two pieces of progress; opening a file, until it is open. */
const silenceMaxMs = 30_000;

/** @param setupOf what goes along with whatever concerns a challenge */
export function createGradeRunner(spawn: () => Worker, setupOf: (slug: string) => GradeSetup): GradeRunner {
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
    assess: (submission, hidden, onProgress, onReport) =>
      told(onProgress, (api, heard) => {
        const setup = setupOf(submission.manifest.challenge.slug);
        return api.assess(submission, hidden, setup, heard, Comlink.proxy(onReport));
      }),
    check: (challenge, source, bounds, onProgress) =>
      told(onProgress, (api, heard) => api.check(challenge, source, bounds, setupOf(challenge), heard)),
    rerun: (submission, record, onProgress) =>
      told(onProgress, (api, heard) =>
        api.rerun(submission, record, setupOf(submission.manifest.challenge.slug), heard),
      ),
    replay: (challenge, source, bounds, schedule, variant) =>
      queued(() =>
        link.guarded((to) => to.api.replay(challenge, source, bounds, schedule, setupOf(challenge), variant ?? null)),
      ),
    cancel() {
      void link.current()?.api.cancel();
    },
    dispose() {
      link.current()?.lose({ code: 'worker-died', sentence: 'The page closed the worker.' });
    },
  };
}

function gradeSetup(slug: string): GradeSetup {
  return { pack: reviewedPack(slug)?.pack ?? null, milliseconds: timeLimitMs() };
}

let inbox: GradeRunner | null = null;
let desk: GradeRunner | null = null;

const spawn = (name: string) => () =>
  new Worker(new URL('../../../workers/grade.worker.ts', import.meta.url), { type: 'module', name });

/** Opens and assesses what is in the inbox. */
export function inboxRunner(): GradeRunner {
  inbox ??= createGradeRunner(spawn('grade-inbox'), gradeSetup);
  return inbox;
}

/** Does what the reviewer asks for while the inbox is assessed. */
export function deskRunner(): GradeRunner {
  desk ??= createGradeRunner(spawn('grade-desk'), gradeSetup);
  return desk;
}
