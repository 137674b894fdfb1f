/** Threads of the browser that run checks of packs. */
import type { CheckReport } from '../src/model';
import type { VerifyCheckAnswer, VerifyCheckJob } from './verify-check.worker';

/** Owns the threads. They are started when they are needed. */
export class VerifyThreads {
  readonly #idle: Worker[] = [];
  /** Ends a check that is under way. */
  readonly #running = new Map<Worker, (error: Error) => void>();

  /** Rejects if the thread dies, or all are ended. */
  async run(job: VerifyCheckJob, onStates: (states: number) => void): Promise<CheckReport> {
    const worker = this.#idle.pop() ?? start();
    try {
      const report = await new Promise<CheckReport>((resolve, reject) => {
        this.#running.set(worker, reject);
        worker.onmessage = ({ data }: MessageEvent<VerifyCheckAnswer>) => {
          if (data.kind === 'states') onStates(data.states);
          else resolve(data.report);
        };
        worker.onerror = (event) => {
          event.preventDefault();
          reject(new Error(event.message));
        };
        worker.postMessage(job);
      });
      this.#idle.push(worker);
      return report;
    } catch (error) {
      worker.terminate();
      throw error;
    } finally {
      this.#running.delete(worker);
    }
  }

  /** Ends every check that is under way. */
  end(): void {
    for (const [worker, reject] of this.#running) {
      worker.terminate();
      reject(new Error('The check was ended.'));
    }
    this.#running.clear();
  }
}

function start(): Worker {
  return new Worker(new URL('./verify-check.worker.ts', import.meta.url), { type: 'module', name: 'verify-check' });
}
