/** Calls answered in another thread: the answers are those of the host itself, or there is none. */
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { searchThreads } from '../../src/cli/search-threads';
import { AnswerDesk, type AnswererSetup, createHost, type Host } from '../../src/host';
import { AnswerQueue, callStatus } from '../../src/host/answer-queue';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import type { HandlerCall, HandlerResult } from '../../src/model';
import { protocolOf } from '../models/tiny-challenge';

const wasm = loadSandboxWasm();
const pool = searchThreads(1);
const offices: Office[] = [];

// A thread goes on with what it is at until it is told that no more is wanted.
afterEach(() => {
  for (const { desk, host } of offices.splice(0)) {
    desk.close();
    host.dispose();
  }
});
afterAll(() => pool.discard());

interface Office {
  readonly host: Host;
  readonly desk: AnswerDesk;
  handOut(input: string, state?: string): void;
  take(input: string, state?: string): HandlerResult | undefined;
  asked(input: string, state?: string): HandlerResult;
  /** Waits until a thread is at a call. */
  taken(number: number): void;
  /** Waits until the calls below a number are answered, or will not be. */
  settled(count: number): void;
}

async function officeOf(handlers: string, threads = pool): Promise<Office> {
  const compiled = compileSource(protocolOf(handlers), 'protocol.ts');
  if (compiled.kind === 'refused') throw new Error(compiled.problems[0]?.sentence);
  const { program } = compiled;
  const setup = { nodes: [{ id: 'a', role: 'only' }], config: {} };
  const created = await createHost(wasm, program, setup);
  if (created.kind === 'failed') throw new Error(created.problem.sentence);
  let queue: AnswerQueue | undefined;
  const desk = new AnswerDesk({ wasm, program, setup }, (answerer: AnswererSetup) => {
    queue = new AnswerQueue(answerer.queue);
    threads.answer?.(answerer, 1);
  });
  const callOf = (event: string, state = '0'): HandlerCall => ({ kind: 'input', node: 0, state, event, from: -1 });
  const keyOf = (event: string, state = '0'): string => `${state} ${event}`;
  const office: Office = {
    host: created.host,
    desk,
    handOut: (event, state) => desk.handOut(keyOf(event, state), callOf(event, state)),
    take: (event, state) => desk.take(keyOf(event, state), callOf(event, state)),
    asked: (event, state) => created.host.call(callOf(event, state)),
    taken(number) {
      office.take('never handed out');
      while (queue?.status(number) !== callStatus.taken);
    },
    settled(count) {
      // Whoever asks for an answer wakes the threads.
      office.take('never handed out');
      const { answered, unanswered } = callStatus;
      for (let number = 0; number < count; number++)
        while (![answered, unanswered].includes(queue?.status(number) as 3)) queue?.wait(number, 1);
    },
  };
  offices.push(office);
  return office;
}

const inputs = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

describe('a call that another thread has answered', () => {
  test('has the answer of the host: choices, effects, draws, lines, and texts of every kind', async () => {
    const office = await officeOf(`init: () => 0,
      onInput(state, input, ctx) {
        const taken = ctx.choose([1, 2]);
        ctx.send('a', { ...state, '½': '\\ud800', signed: ctx.sign([input, '…\\u0000']) });
        if (ctx.random([{ value: true, weight: 1 }, { value: false, weight: 2 }])) ctx.output(taken);
        return input === 0 ? state : { input, before: state };
      },`);
    const state = '{"before":{"$signed":["a",1]},"é":"\\ud83d"}';
    for (const input of inputs(20)) office.handOut(input, state);
    office.settled(20);
    for (const input of inputs(20)) {
      const answer = office.take(input, state);
      const own = office.asked(input, state);
      expect(own.kind).toBe('outcomes');
      expect(JSON.stringify(answer)).toBe(JSON.stringify(own));
    }
    expect(office.desk.usedCount).toBe(20);
  });

  test('has cost work, which is counted where the answer is used', async () => {
    const office = await officeOf('init: () => 0, onInput(n) { for (let i = 0; i < 300000; i++) n += i; return n; },');
    office.handOut('0');
    office.settled(1);
    office.take('0');
    const before = office.host.workUnits;
    office.asked('0');
    const own = office.host.workUnits - before;
    expect(own).toBeGreaterThan(10);
    // The interpreter counts on from call to call.
    expect(Math.abs(office.desk.workUnits - own)).toBeLessThanOrEqual(1);
  });

  test('is given once', async () => {
    const office = await officeOf('init: () => 0, onInput: (state, input) => input,');
    office.handOut('1');
    office.settled(1);
    expect(office.take('1')).toEqual(office.asked('1'));
    expect(office.take('1')).toBeUndefined();
  });
});

describe('a call is left to whoever asks', () => {
  test('that fails, and the next ones are answered all the same', async () => {
    const office = await officeOf(
      'init: () => 0, onInput(state, input) { if (input === 1) throw new Error("no"); return input; },',
    );
    for (const input of inputs(3)) office.handOut(input);
    office.settled(3);
    expect(office.take('1')).toBeUndefined();
    expect(office.take('0')).toEqual(office.asked('0'));
    expect(office.take('2')).toEqual(office.asked('2'));
  });

  test('that was never handed out', async () => {
    const office = await officeOf('init: () => 0, onInput: (state, input) => input,');
    expect(office.take('1')).toBeUndefined();
  });

  test('whose thread has died, after a moment', async () => {
    const own = searchThreads(1);
    const office = await officeOf('init: () => 0, onInput(n) { for (;;) n++; },', own);
    for (const input of inputs(2)) office.handOut(input);
    office.taken(0);
    own.discard();
    for (const input of inputs(2)) expect(office.take(input)).toBeUndefined();
  });

  test('whose answer is too long for its room; the next one has more', async () => {
    const office = await officeOf('init: () => 0, onInput: (state, input) => ("x".repeat(10000) + input),');
    office.handOut('0');
    office.settled(1);
    expect(office.take('0')).toBeUndefined();
    office.handOut('1');
    office.settled(2);
    expect(office.take('1')).toEqual(office.asked('1'));
  });

  test.each([
    ['of a node with an adversary, which runs where the search runs', true, () => undefined],
    ['once threads that were not asked to answer have begun to search', false, (desk: AnswerDesk) => desk.leave()],
    ['once no more answers are wanted', false, (desk: AnswerDesk) => desk.close()],
    ['in no other case', false, undefined],
  ])('%s', (_name, isAdversary, before) => {
    let startedCount = 0;
    const compiled = compileSource(protocolOf('init: () => 0,'), 'protocol.ts');
    if (compiled.kind === 'refused') throw new Error('it compiles');
    const node = { id: 'a', role: 'only', ...(isAdversary ? { adversary: { init: () => 0 } } : {}) };
    const setup = { nodes: [node], config: {} };
    const desk = new AnswerDesk({ wasm, program: compiled.program, setup }, () => startedCount++);
    before?.(desk);
    desk.handOut('key', { kind: 'input', node: 0, state: '0', event: '0', from: -1 });
    expect(startedCount).toBe(before === undefined ? 1 : 0);
  });
});

describe('more calls than there is room for', () => {
  // 9,000 calls of 3 KB each: twice the slots, three times the bytes.
  test.each([
    ['in their order', (index: number) => index],
    ['in the opposite order', (index: number) => 8999 - index],
    ['the even ones only', (index: number) => (index * 2) % 9000],
  ])('are answered as far as others get, asked for %s', async (_order, order) => {
    const office = await officeOf('init: () => 0, onInput: (state, input) => ({ ...state, input }),');
    const state = JSON.stringify({
      list: Array.from({ length: 900 }, (_, index) => index % 10),
      text: 'x'.repeat(600),
    });
    for (const input of inputs(9000)) office.handOut(input, state);
    office.settled(500);
    for (let index = 0; index < 9000; index++) {
      const input = String(order(index));
      const answer = office.take(input, state);
      if (answer === undefined) continue;
      if (answer.kind === 'failed') throw new Error(answer.problem.sentence);
      expect(answer.outcomes[0]?.state).toBe(`{"input":${input},${state.slice(1)}`);
    }
    expect(office.desk.usedCount).toBeGreaterThan(100);
  });
});
