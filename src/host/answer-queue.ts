/**
 * Calls of handlers on their way to other threads, and answers on their way back, in shared memory. The leader alone adds
 * calls and gives their room back; any thread takes one and answers it.
 *
 * Layout of `control`: the words of `queueWords`, then `slotWordCount` words a slot. Call number n is in slot n modulo
 * `slotCount`. Layout of `bytes`, from the offset of a slot on: the call as text, later in its place the answer.
 */

export const queueWords = {
  /** Changes when there is something new to see: a call, or one of the next two. Also rung by a search that shares it. */
  bell: 0,
  /** 1: no answers are wanted any more. */
  quit: 1,
  /** 1: threads that only answer are to see what else they are sent. */
  leave: 2,
  /** The number of the next call to be taken, and of the next to be added. */
  next: 3,
  added: 4,
  /** The number of the latest call that the leader made itself. */
  ownCall: 5,
} as const;
const queueWordCount = 8;

const slotWords = { status: 0, offset: 1, room: 2, length: 3 } as const;
const slotWordCount = 4;

/**
 * What became of a call: nobody has taken it; a thread is at it; it is answered; it will not be answered here, and its
 * `length` is what the answer would have taken if that is more than its room.
 */
export const callStatus = { waiting: 1, taken: 2, answered: 3, unanswered: 4 } as const;

export const slotCount = 4096;
export const queueBytes = 8 * 1024 * 1024;
/**
 * The leader makes the calls that it needs in about the order in which they were added. Where it has to make them itself,
 * others take only calls that come so much later: else it would wait for the one it needs next, every time.
 */
const headStart = 8;

/** What threads share of a queue; it can be sent to one. */
export interface QueueView {
  readonly control: Int32Array;
  readonly bytes: Uint8Array;
}

export function createQueueView(): QueueView {
  const control = new Int32Array(new SharedArrayBuffer((queueWordCount + slotCount * slotWordCount) * 4));
  control[queueWords.ownCall] = -headStart;
  return { control, bytes: new Uint8Array(new SharedArrayBuffer(queueBytes)) };
}

/** One side of a queue. Texts must be well-formed, as JSON always is. */
export class AnswerQueue {
  readonly #control: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();

  constructor({ control, bytes }: QueueView) {
    this.#control = control;
    this.#bytes = bytes;
  }

  get bell(): Int32Array {
    return this.#control.subarray(queueWords.bell, queueWords.bell + 1);
  }

  /** Wakes the threads that wait for the bell. */
  ring(): void {
    Atomics.add(this.#control, queueWords.bell, 1);
    Atomics.notify(this.#control, queueWords.bell);
  }

  isSet(word: 'quit' | 'leave'): boolean {
    return Atomics.load(this.#control, queueWords[word]) === 1;
  }

  set(word: 'quit' | 'leave'): void {
    Atomics.store(this.#control, queueWords[word], 1);
    this.ring();
  }

  status(call: number): number {
    return Atomics.load(this.#control, slotAt(call) + slotWords.status);
  }

  /** The number of the next call to be taken: those before it were taken, or are left to the leader. */
  get next(): number {
    return Atomics.load(this.#control, queueWords.next);
  }

  /** Adds a call. Its slot must be free, and `room` bytes from `offset` on. */
  add(call: number, text: Uint8Array, offset: number, room: number): void {
    const control = this.#control;
    const slot = slotAt(call);
    this.#bytes.set(text, offset);
    control[slot + slotWords.offset] = offset;
    control[slot + slotWords.room] = room;
    control[slot + slotWords.length] = text.length;
    Atomics.store(control, slot + slotWords.status, callStatus.waiting);
    Atomics.store(control, queueWords.added, call + 1);
  }

  encode(text: string): Uint8Array {
    return this.#encoder.encode(text);
  }

  /** Takes a call back that nobody has taken. False if somebody has. */
  withdraw(call: number, isOwnCall: boolean): boolean {
    const { waiting, unanswered } = callStatus;
    const status = slotAt(call) + slotWords.status;
    if (Atomics.compareExchange(this.#control, status, waiting, unanswered) !== waiting) return false;
    this.#control[slotAt(call) + slotWords.length] = 0;
    if (isOwnCall) Atomics.store(this.#control, queueWords.ownCall, call);
    return true;
  }

  /** Waits while a thread is at a call, for so many milliseconds at most. */
  wait(call: number, milliseconds: number): void {
    Atomics.wait(this.#control, slotAt(call) + slotWords.status, callStatus.taken, milliseconds);
  }

  /** The text of a call, or its answer. */
  text(call: number): string {
    const slot = slotAt(call);
    const offset = this.#control[slot + slotWords.offset] as number;
    // A copy, because text is not read out of shared memory everywhere.
    return this.#decoder.decode(this.#bytes.slice(offset, offset + this.length(call)));
  }

  length(call: number): number {
    return this.#control[slotAt(call) + slotWords.length] as number;
  }

  /** Takes the next call for this thread. -1 if there is none. */
  take(): number {
    const control = this.#control;
    for (;;) {
      const next = Atomics.load(control, queueWords.next);
      const added = Atomics.load(control, queueWords.added);
      if (next >= added) return -1;
      const later = Atomics.load(control, queueWords.ownCall) + headStart;
      const call = next < later && later < added ? later : next;
      if (Atomics.compareExchange(control, queueWords.next, next, call + 1) !== next) continue;
      const status = slotAt(call) + slotWords.status;
      const { waiting, taken } = callStatus;
      if (Atomics.compareExchange(control, status, waiting, taken) === waiting) return call;
    }
  }

  /** Gives the answer to a call that this thread has taken; undefined if it has none. */
  answer(call: number, text: string | undefined): void {
    const control = this.#control;
    const slot = slotAt(call);
    const encoded = text === undefined ? undefined : this.#encoder.encode(text);
    const fits = encoded !== undefined && encoded.length <= (control[slot + slotWords.room] as number);
    if (fits) this.#bytes.set(encoded, control[slot + slotWords.offset] as number);
    control[slot + slotWords.length] = encoded?.length ?? 0;
    Atomics.store(control, slot + slotWords.status, fits ? callStatus.answered : callStatus.unanswered);
    Atomics.notify(control, slot + slotWords.status);
  }
}

function slotAt(call: number): number {
  return queueWordCount + (call % slotCount) * slotWordCount;
}
