/** Threads of this process that grade submissions. One that dies or takes too long costs the file it was at, and no other. */
import { Worker } from 'node:worker_threads';
import type { Assessment, EngineIdentity, GradePack, HiddenBounds, Problem } from '../model';

/** What every thread is told when it starts. */
export interface ReviewSetup {
  readonly engine: EngineIdentity;
  readonly challengeHashes: Readonly<Record<string, string>>;
  /** Secret keys of age. */
  readonly identities: readonly string[];
  readonly hidden: readonly HiddenBounds[];
  /** Challenges from outside the catalogue. */
  readonly packs: readonly GradePack[];
  /** After how many states a check gives up; as the browser does if null. */
  readonly states: number | null;
}

export interface ReviewTask {
  readonly bytes: Uint8Array;
}

/** A thread says `ready` once, when it has loaded what it needs. */
export type ReviewAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly done: number; readonly of: number; readonly states: number }
  | { readonly kind: 'assessed'; readonly assessment: Assessment }
  | { readonly kind: 'refused'; readonly problem: Problem };

export type ReviewResult = Exclude<ReviewAnswer, { readonly kind: 'ready' | 'progress' }>;

export interface ReviewJob {
  /** Reads the file; called when its turn comes. */
  readonly read: () => ReviewTask | Problem;
  readonly onProgress: (progress: Extract<ReviewAnswer, { readonly kind: 'progress' }>) => void;
}

/**
 * Grades in so many threads at a time. The results are in the order of the jobs.
 * @param milliseconds how long one file may take
 */
export async function gradeAll(
  jobs: readonly ReviewJob[],
  setup: ReviewSetup,
  threadCount: number,
  milliseconds: number,
): Promise<readonly ReviewResult[]> {
  const results: ReviewResult[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    let thread: Worker | undefined;
    for (let index = next++; index < jobs.length; index = next++) {
      const { read, onProgress } = jobs[index] as ReviewJob;
      const task = read();
      if ('code' in task) {
        results[index] = { kind: 'refused', problem: task };
        continue;
      }
      thread ??= await start(setup);
      const graded = await gradeOne(thread, task, milliseconds, onProgress);
      results[index] = graded.result;
      onProgress({ kind: 'progress', done: 1, of: 1, states: 0 });
      if (graded.isLost) {
        await thread.terminate();
        thread = undefined;
      }
    }
    await thread?.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(threadCount, jobs.length) }, work));
  return results;
}

/** Of the tables on the heap; states are kept outside of it. */
const heapMegabytes = 4096;

/** A thread that is ready, or that has died on its way: then so does what it is asked to do. */
async function start(setup: ReviewSetup): Promise<Worker> {
  const thread = new Worker(new URL('./review-thread.mjs', import.meta.url), {
    workerData: setup,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    // A submission may not write into the output.
    stdout: true,
    stderr: true,
  });
  thread.on('error', () => undefined); // The exit that follows is what counts.
  await new Promise<void>((resolve) => {
    thread.once('message', () => resolve());
    thread.once('exit', () => resolve());
  });
  return thread;
}

function gradeOne(
  thread: Worker,
  task: ReviewTask,
  milliseconds: number,
  onProgress: ReviewJob['onProgress'],
): Promise<{ readonly result: ReviewResult; readonly isLost: boolean }> {
  return new Promise((resolve) => {
    const end = (result: ReviewResult, isLost: boolean): void => {
      clearTimeout(timer);
      thread.off('message', onMessage);
      thread.off('exit', onExit);
      resolve({ result, isLost });
    };
    const stop = (sentence: string): void =>
      end({ kind: 'refused', problem: { code: 'grading-stopped', sentence } }, true);
    const onMessage = (answer: ReviewAnswer): void => {
      switch (answer.kind) {
        case 'ready':
          return;
        case 'progress':
          onProgress(answer);
          return;
        case 'assessed':
        case 'refused':
          end(answer, false);
          return;
      }
    };
    const onExit = (): void =>
      stop('The thread that graded this file has died, most likely for lack of memory. Try --workers 1.');
    const timer = setTimeout(
      () => stop(`Grading this file took longer than ${milliseconds / 1000} s. Allow more with --seconds.`),
      milliseconds,
    );
    thread.on('message', onMessage);
    thread.on('exit', onExit);
    if (thread.threadId === -1) onExit();
    else thread.postMessage(task);
  });
}
