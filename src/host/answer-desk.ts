/**
 * The leader's side of answers from other threads: hands out calls that will probably be needed, and has their answers when
 * they are. Nothing depends on the other threads: a call that they have not answered is made by whoever asks.
 */
import type { HandlerCall, HandlerOutcome, HandlerResult, Program } from '../model';
import { AnswerQueue, callStatus, createQueueView, type QueueView, queueBytes, slotCount } from './answer-queue';
import type { HostSetup } from './host-contract';

/** All that a thread needs to answer calls; it can be sent to one. */
export interface AnswererSetup {
  readonly queue: QueueView;
  readonly wasm: WebAssembly.Module;
  readonly program: Program;
  /** Without adversaries. */
  readonly setup: HostSetup;
}

/** How long a call is waited for that a thread is at: that thread may have died. */
const patienceMs = 100;
/** Room for an answer beside that of the call itself, in bytes; more where longer answers were met. */
const answerRoomMin = 4096;
const roomMax = queueBytes / 8;
/** Waking a thread takes as long as a tenth of a call: it is done for several calls at once, or when an answer is asked for. */
const ringEvery = 8;
/** In characters: answers that were not asked for yet, of more the oldest are forgotten; calls that wait for room. */
const keptMax = 16_000_000;
const backlogMax = 16_000_000;

export class AnswerDesk {
  /** Work of the answers that were used, in the units of a host. */
  workUnits = 0;
  /** How many answers were used. */
  usedCount = 0;

  readonly #start: (setup: AnswererSetup) => void;
  readonly #given: Omit<AnswererSetup, 'queue'>;
  readonly #adversaries: readonly boolean[];
  /** Made when the first call is handed out. */
  #queue: AnswerQueue | undefined;
  /** True when nothing is handed out any more. */
  #isClosed = false;
  /** By key, the number of a call that is in the queue. */
  readonly #queued = new Map<string, number>();
  /** By slot. */
  readonly #keys: (string | undefined)[] = [];
  /** By slot, where the room of a call begins; the bytes are used round and round. */
  readonly #positions = new Float64Array(slotCount);
  #position = 0;
  #oldest = 0;
  #added = 0;
  #answerRoom = answerRoomMin;
  /** Calls that were handed out since threads were last woken. */
  #unrung = 0;
  /** Calls for which there was no room, oldest first. */
  readonly #backlog = new Map<string, HandlerCall>();
  #backlogLength = 0;
  /** Answers that were moved out of the queue. */
  readonly #kept = new Map<string, string>();
  #keptLength = 0;

  /** @param start lets threads answer; called when the first call is handed out */
  constructor(
    given: { readonly wasm: WebAssembly.Module; readonly program: Program; readonly setup: HostSetup },
    start: (setup: AnswererSetup) => void,
  ) {
    this.#start = start;
    const { nodes, config } = given.setup;
    // Adversaries are the author's own code, and run where the search runs.
    this.#adversaries = nodes.map(({ adversary }) => adversary !== undefined);
    const setup = { nodes: nodes.map(({ id, role }) => ({ id, role })), config };
    this.#given = { wasm: given.wasm, program: given.program, setup };
  }

  /** What threads that answer wait for; others may wait for it too, and ring it. Undefined if none was asked to answer. */
  get bell(): Int32Array | undefined {
    return this.#queue?.bell;
  }

  /** Lets threads that only answer see what else they are sent. If none was asked to answer by now, none will be. */
  leave(): void {
    if (this.#queue === undefined) this.#isClosed = true;
    this.#queue?.set('leave');
  }

  /** No more answers are wanted. */
  close(): void {
    this.#isClosed = true;
    this.#queue?.set('quit');
  }

  /**
   * Hands out a call that will probably be needed.
   *
   * @param key tells it from every other call that is handed out
   */
  handOut(key: string, call: HandlerCall): void {
    if (this.#isClosed || this.#adversaries[call.node] === true) return;
    const queue = this.#queue ?? this.#open();
    if (this.#backlogLength + key.length > backlogMax || this.#backlog.has(key)) return;
    this.#backlog.set(key, call);
    this.#backlogLength += key.length;
    this.#handOutBacklog(queue);
  }

  /** The answer to a call that was handed out; undefined if there is none. Waits for it if a thread is at it. */
  take(key: string, call: HandlerCall): HandlerResult | undefined {
    const queue = this.#queue;
    if (queue === undefined) return undefined;
    if (this.#unrung > 0) this.#ring(queue);
    const text = this.#textOf(queue, key);
    if (this.#backlog.size > 0) this.#handOutBacklog(queue);
    if (text === undefined) return undefined;
    const [workUnits, outcomes] = JSON.parse(text) as WrittenOutcomes;
    this.workUnits += workUnits;
    this.usedCount++;
    return { kind: 'outcomes', outcomes: outcomes.map((outcome) => readOutcome(outcome, call)) };
  }

  #open(): AnswerQueue {
    const view = createQueueView();
    this.#queue = new AnswerQueue(view);
    this.#start({ queue: view, ...this.#given });
    return this.#queue;
  }

  #textOf(queue: AnswerQueue, key: string): string | undefined {
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#forget(key, kept);
      return kept;
    }
    this.#leaveBacklog(key);
    const call = this.#queued.get(key);
    if (call === undefined) return undefined;
    this.#queued.delete(key);
    this.#keys[call % slotCount] = undefined;
    if (queue.withdraw(call, true)) return undefined;
    if (queue.status(call) === callStatus.taken) queue.wait(call, patienceMs);
    switch (queue.status(call)) {
      case callStatus.answered:
        return queue.text(call);
      case callStatus.unanswered:
        this.#noteLength(queue, call);
    }
    return undefined;
  }

  #handOutBacklog(queue: AnswerQueue): void {
    for (const [key, call] of this.#backlog) {
      const text = queue.encode(writeCall(call));
      if (text.length + this.#answerRoom <= roomMax && !this.#add(queue, key, text)) break;
      this.#leaveBacklog(key);
      this.#unrung++;
    }
    if (this.#unrung >= ringEvery) this.#ring(queue);
  }

  #ring(queue: AnswerQueue): void {
    this.#unrung = 0;
    queue.ring();
  }

  /** False if there is no room now. */
  #add(queue: AnswerQueue, key: string, text: Uint8Array): boolean {
    const room = text.length + this.#answerRoom;
    let position = this.#position;
    // What does not fit before the end begins at the start.
    if ((position % queueBytes) + room > queueBytes) position += queueBytes - (position % queueBytes);
    while (this.#oldest < this.#added && this.#isInTheWay(position + room))
      if (!this.#giveUpOldest(queue)) return false;
    const call = this.#added++;
    queue.add(call, text, position % queueBytes, room);
    this.#positions[call % slotCount] = position;
    this.#keys[call % slotCount] = key;
    this.#queued.set(key, call);
    this.#position = position + room;
    return true;
  }

  #isInTheWay(end: number): boolean {
    const start = this.#positions[this.#oldest % slotCount] as number;
    return this.#added - this.#oldest >= slotCount || end - start > queueBytes;
  }

  /** Gives the room of the oldest call back, and keeps its answer. False if it is neither answered nor left to the leader. */
  #giveUpOldest(queue: AnswerQueue): boolean {
    const call = this.#oldest;
    if (queue.status(call) === callStatus.taken) return false;
    if (queue.status(call) === callStatus.waiting && (call >= queue.next || !queue.withdraw(call, false))) return false;
    const key = this.#keys[call % slotCount];
    if (key !== undefined) {
      this.#queued.delete(key);
      if (queue.status(call) === callStatus.answered) {
        this.#keep(key, queue.text(call));
      } else this.#noteLength(queue, call);
    }
    this.#keys[call % slotCount] = undefined;
    this.#oldest++;
    return true;
  }

  #leaveBacklog(key: string): void {
    if (this.#backlog.delete(key)) this.#backlogLength -= key.length;
  }

  #keep(key: string, text: string): void {
    this.#kept.set(key, text);
    this.#keptLength += key.length + text.length;
    for (const [oldest, forgotten] of this.#kept) {
      if (this.#keptLength <= keptMax) return;
      this.#forget(oldest, forgotten);
    }
  }

  #forget(key: string, text: string): void {
    this.#kept.delete(key);
    this.#keptLength -= key.length + text.length;
  }

  /** Makes more room for answers if one was too long. */
  #noteLength(queue: AnswerQueue, call: number): void {
    const length = queue.length(call);
    if (length > this.#answerRoom) this.#answerRoom = Math.min(Math.ceil(length * 1.25), roomMax / 2);
  }
}

type WrittenCall = readonly [kind: HandlerCall['kind'], node: number, state: string, event: string, from: number];
/** The state is left out where it stays as it was. */
type WrittenOutcome = Omit<HandlerOutcome, 'state'> & { readonly state?: string };
type WrittenOutcomes = readonly [workUnits: number, outcomes: readonly WrittenOutcome[]];

function writeCall({ kind, node, state, event, from }: HandlerCall): string {
  return JSON.stringify([kind, node, state, event, from] satisfies WrittenCall);
}

export function readCall(text: string): HandlerCall {
  const [kind, node, state, event, from] = JSON.parse(text) as WrittenCall;
  return { kind, node, state, event, from };
}

/** @param workUnits what the call took, in the units of a host */
export function writeOutcomes(outcomes: readonly HandlerOutcome[], call: HandlerCall, workUnits: number): string {
  const written = outcomes.map(({ state, ...rest }) => (state === call.state ? rest : { state, ...rest }));
  return JSON.stringify([workUnits, written] satisfies WrittenOutcomes);
}

function readOutcome({ state, effects, choices, draws, lines }: WrittenOutcome, call: HandlerCall): HandlerOutcome {
  return { state: state ?? call.state, effects, choices, draws, lines };
}
