/** Runs checks when there is room for them. Equal keys are one check. */
import type { CheckPurpose, VerifyOutcome, VerifyProgress, VerifyTask } from '../model';
import type { VerifyEnvironment } from './environment';
import { isLasting } from './run-task';

/** Thrown to what waits for a check when all is cancelled. */
export class Cancelled extends Error {}

export type TaskStatus = 'waiting' | 'running' | 'computed' | 'remembered';

interface Job {
  readonly task: VerifyTask;
  readonly purpose: CheckPurpose;
  /** Distinct states, roughly. */
  readonly expected: number;
  status: TaskStatus;
  states: number;
  readonly settle: (outcome: VerifyOutcome) => void;
  readonly fail: (error: unknown) => void;
  readonly outcome: Promise<VerifyOutcome>;
}

export class CheckPool {
  readonly #jobs = new Map<string, Job>();
  readonly #environment: VerifyEnvironment;
  readonly #onChange: () => void;
  readonly #startedAt: number;

  constructor(environment: VerifyEnvironment, onChange: () => void) {
    this.#environment = environment;
    this.#onChange = onChange;
    this.#startedAt = environment.now();
  }

  /** Rejects with `Cancelled`, or with what the place of the check rejected with. */
  ask(task: VerifyTask, purpose: CheckPurpose, expected: number): Promise<VerifyOutcome> {
    const known = this.#jobs.get(task.key);
    if (known !== undefined) return known.outcome;
    const { promise, resolve, reject } = deferred<VerifyOutcome>();
    const job: Job = {
      task,
      purpose,
      expected,
      status: 'waiting',
      states: 0,
      settle: resolve,
      fail: reject,
      outcome: promise,
    };
    this.#jobs.set(task.key, job);
    void this.#begin(job);
    return promise;
  }

  statusOf(key: string): TaskStatus {
    return this.#jobs.get(key)?.status ?? 'waiting';
  }

  get progress(): VerifyProgress {
    const jobs = [...this.#jobs.values()];
    const done = jobs.filter(isDone);
    const computed = jobs.filter(({ status }) => status === 'computed');
    const running = jobs.filter(({ status }) => status === 'running');
    const states = [...computed, ...running].reduce((sum, job) => sum + job.states, 0);
    const left = jobs
      .filter((job) => !isDone(job))
      .reduce((sum, job) => sum + Math.max(0, job.expected - job.states), 0);
    const elapsed = this.#environment.now() - this.#startedAt;
    return {
      done: done.length,
      of: jobs.length,
      remembered: jobs.filter(({ status }) => status === 'remembered').length,
      states,
      running: running.map(({ task, states: found }) => ({ file: task.file, bounds: task.bounds, states: found })),
      remainingMs: states < 1000 ? null : (left / states) * elapsed,
    };
  }

  async #begin(job: Job): Promise<void> {
    const outcome = await this.#environment.memory.recall(job.task.key);
    if (outcome !== null) {
      job.status = 'remembered';
      job.settle(outcome);
      this.#onChange();
      return;
    }
    const giveBack = await this.#environment.slots.take(job.expected);
    try {
      await this.#run(job);
    } finally {
      giveBack();
    }
  }

  async #run(job: Job): Promise<void> {
    if (this.#environment.isCancelled()) {
      job.fail(new Cancelled());
      return;
    }
    job.status = 'running';
    this.#onChange();
    try {
      const outcome = await this.#environment.run(job.task, (states) => {
        job.states = states;
        this.#onChange();
      });
      job.states = outcome.counts.distinct;
      if (outcome.limit === 'cancelled') throw new Cancelled();
      if (isLasting(outcome)) await this.#environment.memory.keep(job.task.key, outcome);
      job.status = 'computed';
      job.settle(outcome);
    } catch (error) {
      job.status = 'waiting';
      job.fail(error);
    }
    this.#onChange();
  }
}

function isDone({ status }: Job): boolean {
  return status === 'computed' || status === 'remembered';
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  // Whoever waits hears of it; nobody may.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
