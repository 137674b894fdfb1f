/** Threads of this process that run checks of packs. One that dies costs the check it was at, and no other. */
import { Worker } from 'node:worker_threads';
import type { VerifyOutcome, VerifyTask } from '../model';
import type { ChallengePlace } from './load-challenge';

export interface VerifyJob {
  readonly place: ChallengePlace;
  readonly task: VerifyTask;
  readonly source: Uint8Array;
}

export type VerifyAnswer =
  | { readonly kind: 'states'; readonly states: number }
  | { readonly kind: 'done'; readonly outcome: VerifyOutcome };

/** Of the tables on the heap; states are kept outside of it. */
const heapMegabytes = 4096;

/** Owns the threads. They are started when they are needed. */
export class VerifyThreads {
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  #isDiscarded = false;

  /** Rejects if the thread dies. */
  run(job: VerifyJob, onStates: (states: number) => void): Promise<VerifyOutcome> {
    const thread = this.#idle.pop() ?? this.#start();
    return new Promise((resolve, reject) => {
      let fault: unknown;
      const end = (): void => {
        thread.off('message', onMessage);
        thread.off('error', onError);
        thread.off('exit', onExit);
      };
      const onMessage = (answer: VerifyAnswer): void => {
        if (answer.kind === 'states') {
          onStates(answer.states);
          return;
        }
        end();
        if (!this.#isDiscarded) this.#idle.push(thread);
        resolve(answer.outcome);
      };
      const onError = (error: unknown): void => {
        fault = error;
      };
      const onExit = (): void => {
        end();
        this.#all.delete(thread);
        reject(
          fault instanceof Error
            ? fault
            : new Error('the thread that ran it has died, most likely for lack of memory; try --workers 1'),
        );
      };
      thread.on('message', onMessage);
      thread.on('error', onError);
      thread.on('exit', onExit);
      thread.postMessage(job);
    });
  }

  /** Ends all threads, and what they are at. */
  async discard(): Promise<void> {
    this.#isDiscarded = true;
    await Promise.all([...this.#all].map((thread) => thread.terminate()));
  }

  #start(): Worker {
    const thread = new Worker(new URL('./verify-thread.mjs', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
      // What is tested may not write into the output.
      stdout: true,
      stderr: true,
    });
    this.#all.add(thread);
    return thread;
  }
}
