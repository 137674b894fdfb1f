/** A thread that answers calls for a leader elsewhere, in a sandbox of its own, and may do something else between them. */
import type { HandlerCall, HandlerResult } from '../model';
import { type AnswererSetup, readCall, writeOutcomes } from './answer-desk';
import { AnswerQueue } from './answer-queue';
import { createHost } from './host';
import type { Host } from './host-contract';

/** Does what a leader sends, one thing after the other. Blocks its thread meanwhile. */
export class AnswerThread {
  #last: Promise<void> = Promise.resolve();
  #answerer: Answerer | undefined;

  /** Answers calls until the leader wants no more, or has something else to send. Without a sandbox it answers none. */
  answer(setup: AnswererSetup): Promise<void> {
    return this.#next(async () => {
      this.#dismiss();
      this.#answerer = await Answerer.create(setup).catch(() => undefined);
      this.#answerer?.run();
      if (this.#answerer?.isOver === true) this.#dismiss();
    });
  }

  /**
   * Does something else, and rejects if that throws. `work` is given what answers one call, and says whether there was
   * one.
   */
  also(work: (answerOne: (() => boolean) | undefined) => void): Promise<void> {
    return this.#next(async () => {
      work(this.#answerer === undefined ? undefined : () => this.#answerer?.answerOne() === true);
      this.#dismiss();
    });
  }

  #dismiss(): void {
    this.#answerer?.dispose();
    this.#answerer = undefined;
  }

  #next(task: () => Promise<void>): Promise<void> {
    const done = this.#last.then(task);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

class Answerer {
  readonly #queue: AnswerQueue;
  readonly #host: Host;
  /** True when the sandbox should not be used again. */
  #isSpent = false;

  private constructor(queue: AnswerQueue, host: Host) {
    this.#queue = queue;
    this.#host = host;
  }

  /** Undefined if the program cannot be loaded: then nothing is answered here. */
  static async create({ queue: view, wasm, program, setup }: AnswererSetup): Promise<Answerer | undefined> {
    const queue = new AnswerQueue(view);
    if (queue.isSet('quit')) return undefined;
    const created = await createHost(wasm, program, setup);
    return created.kind === 'ready' ? new Answerer(queue, created.host) : undefined;
  }

  get isOver(): boolean {
    return this.#queue.isSet('quit');
  }

  run(): void {
    const { bell } = this.#queue;
    for (;;) {
      const rung = Atomics.load(bell, 0);
      if (this.isOver || this.#queue.isSet('leave')) return;
      if (!this.answerOne()) Atomics.wait(bell, 0, rung);
    }
  }

  /** False if there is no call to answer. A call that fails is left to the leader. */
  answerOne(): boolean {
    if (this.#isSpent || this.isOver) return false;
    const number = this.#queue.take();
    if (number < 0) return false;
    const call = readCall(this.#queue.text(number));
    const unitsBefore = this.#host.workUnits;
    const result = this.#callHost(call);
    const workUnits = this.#host.workUnits - unitsBefore;
    const text = result?.kind === 'outcomes' ? writeOutcomes(result.outcomes, call, workUnits) : undefined;
    this.#queue.answer(number, text);
    return true;
  }

  /** Undefined if the sandbox itself broke. */
  #callHost(call: HandlerCall): HandlerResult | undefined {
    try {
      const result = this.#host.call(call);
      if (result.kind === 'failed' && result.verdict === 'runaway') this.#isSpent = true;
      return result;
    } catch {
      this.#isSpent = true;
      return undefined;
    }
  }

  dispose(): void {
    this.#host.dispose();
  }
}
