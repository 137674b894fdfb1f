/** Small replicated registers: which of them clients can take for one register, and how the others are found out. */
import { describe, expect, test } from 'vitest';
import type { Data, MonitorEvent, NodeSpec } from '../../src/model';
import { type HistoryEvent, linearizable } from '../../src/monitors';
import { checkTiny, protocolOf, type TinySystem } from '../models/tiny-challenge';

/** Clients are asked by inputs, `{ kind: 'read' }` or `{ kind: 'write', value }`, and show what came of it: `{ result }`. */
function history(event: MonitorEvent): HistoryEvent | undefined {
  if (event.role !== 'client') return undefined;
  switch (event.kind) {
    case 'input':
      return { kind: 'invoke', id: event.node, operation: event.input };
    case 'output':
      return { kind: 'return', id: event.node, result: (event.output as { readonly result: Data }).result };
    case 'crash':
    case 'restart':
      return undefined;
  }
}

const register = linearizable('register', 'Clients see one register.', { object: 'register', history });

const read: Data = { kind: 'read' };
const write = (value: Data): Data => ({ kind: 'write', value });
const client = (id: string, ...inputs: readonly Data[]): NodeSpec => ({ id, role: 'client', inputs });
const replicas = (count: number): readonly NodeSpec[] =>
  Array.from({ length: count }, (_, index) => ({ id: `s${index + 1}`, role: 'replica' }));

/** A write goes to both replicas and returns when one or both have answered; a read asks one of them. */
const copies = (readFrom: string, waitFor: 'first' | 'both') => `init: () => ({ value: null, acks: 0 }),
onInput(s, input, ctx) {
  if (input.kind === 'read') ctx.send('${readFrom}', input);
  else for (const node of ['s1', 's2']) ctx.send(node, input);
},
onMessage(s, message, from, ctx) {
  switch (message.kind) {
    case 'write': s.value = message.value; ctx.send(from, { kind: 'ack' }); break;
    case 'read': ctx.send(from, { kind: 'value', value: s.value }); break;
    case 'value': ctx.output({ result: message.value }); break;
    case 'ack': s.acks += 1; if (s.acks === ${waitFor === 'first' ? 1 : 2}) ctx.output({ result: null });
  }
},`;

describe('a register on two replicas', () => {
  const system: TinySystem = {
    nodes: [client('w', write(1)), client('r', read), ...replicas(2)],
    properties: [register],
  };

  test('is none if a write waits for one replica and a read asks the other', async () => {
    const { verdict, trace } = await checkTiny(system, protocolOf(copies('s2', 'first')));
    // The write returns (its input, one write, one ack), then the read begins and asks the replica that knows nothing:
    // three steps each, and while the write is under way the old value is no mistake, so no schedule is shorter.
    expect(verdict).toMatchObject({ kind: 'violated', property: 'register' });
    expect(verdict.steps).toEqual([
      'w is given the input {"kind":"write","value":1}',
      's1 receives {"kind":"write","value":1} from w',
      'w receives {"kind":"ack"} from s1',
      'r is given the input {"kind":"read"}',
      's2 receives {"kind":"read"} from r',
      'r receives {"kind":"value","value":null} from s2',
    ]);
    expect(trace?.steps.length).toBe(6);
    expect(verdict.properties[0]?.reasons).toEqual([
      {
        kind: 'fact',
        text: 'r got null for {"kind":"read"}, but in every order of the operations that explains all earlier answers it gets 1',
      },
      {
        kind: 'fact',
        text: 'step 1: w is given {"kind":"write","value":1}: as at the start → null, under way: w {"kind":"write","value":1}',
      },
      { kind: 'fact', text: 'step 3: w shows {"result":null}: null, under way: w {"kind":"write","value":1} → 1' },
      { kind: 'fact', text: 'step 4: r is given {"kind":"read"}: 1 → 1, under way: r {"kind":"read"}' },
      { kind: 'fact', text: 'step 6: r shows {"result":null}: 1, under way: r {"kind":"read"} → no order explains it' },
    ]);
  });

  test('is one if a write waits for both, whichever a read asks', async () => {
    for (const readFrom of ['s1', 's2']) {
      const { verdict } = await checkTiny(system, protocolOf(copies(readFrom, 'both')));
      expect([readFrom, verdict.kind]).toEqual([readFrom, 'holds']);
    }
  });

  test('is vacuous as a claim while no operation returns', async () => {
    const { verdict } = await checkTiny(system, protocolOf('init: () => 0,'));
    expect(verdict).toMatchObject({ kind: 'vacuous', property: 'register' });
  });

  test('shows a second answer to one question', async () => {
    const twice = copies('s1', 'both').replace(
      'ctx.output({ result: message.value })',
      'ctx.output({ result: 1 }); ctx.output({ result: 1 })',
    );
    const { verdict } = await checkTiny({ ...system, nodes: [client('r', read), ...replicas(1)] }, protocolOf(twice));
    expect(verdict.kind).toBe('violated');
    // The first answer alone is wrong: nobody has written.
    expect(verdict.properties[0]?.reasons?.[0]).toMatchObject({ text: expect.stringContaining('it gets null') });
    const honest = copies('s1', 'both').replace(
      'ctx.output({ result: message.value })',
      'ctx.output({ result: null }); ctx.output({ result: null })',
    );
    const doubled = await checkTiny({ ...system, nodes: [client('r', read), ...replicas(1)] }, protocolOf(honest));
    expect(doubled.verdict.properties[0]?.reasons?.[0]).toEqual({
      kind: 'fact',
      text: 'no history of operations: r gets the answer null without an operation under way',
    });
  });
});

/**
 * A register on three replicas of which any two agree (Attiya, Bar-Noy and Dolev, "Sharing Memory Robustly in
 * Message-Passing Systems", Journal of the ACM 42(1), 1995), with one writer, who never hears that its write is done.
 */
const majority = (writesBack: boolean) => `init: () => ({ stamp: 0, value: null, seen: [], acks: 0 }),
onInput(s, input, ctx) {
  for (const node of ['s1', 's2', 's3'])
    ctx.send(node, input.kind === 'read' ? { kind: 'ask' } : { kind: 'store', stamp: 1, value: input.value });
},
onMessage(s, message, from, ctx) {
  switch (message.kind) {
    case 'store':
      if (message.stamp > s.stamp) { s.stamp = message.stamp; s.value = message.value; }
      if (from !== 'w') ctx.send(from, { kind: 'stored' });
      break;
    case 'ask': ctx.send(from, { kind: 'have', stamp: s.stamp, value: s.value }); break;
    case 'have':
      if (s.seen.length === 2) break;
      s.seen.push(message);
      if (s.seen.length < 2) break;
      const best = s.seen[0].stamp > s.seen[1].stamp ? s.seen[0] : s.seen[1];
      s.value = best.value;
      if (${writesBack}) for (const node of ['s1', 's2', 's3']) ctx.send(node, { ...best, kind: 'store' });
      else ctx.output({ result: s.value });
      break;
    case 'stored':
      s.acks += 1;
      if (s.acks === 2) ctx.output({ result: s.value });
  }
},`;

describe('a register on a majority of three replicas', () => {
  /** The second reader begins when the first has seen the new value. */
  const system: TinySystem = {
    nodes: [
      client('w', write(1)),
      client('r', read),
      { ...client('q', read), inputConditions: [{ input: 0, after: { node: 'r', output: { result: 1 } } }] },
      ...replicas(3),
    ],
    properties: [register],
  };

  test('goes back in time if readers do not write back what they have read', async () => {
    const { verdict } = await checkTiny(system, protocolOf(majority(false)));
    // One replica has the new value. The first reader asks it and another one; the second asks two that have the old value:
    // 2 steps until it is stored, and for each reader its input, two questions and two answers.
    expect(verdict).toMatchObject({ kind: 'violated', property: 'register' });
    expect(verdict.schedule?.length).toBe(2 + 5 + 5);
  });

  test('is one if they do', async () => {
    const { verdict } = await checkTiny(system, protocolOf(majority(true)), { limits: { states: 3_000_000 } });
    expect(verdict.kind).toBe('holds');
    // Nine observations of 450,922 states: the monitor adds little where clients ask once.
    expect(verdict.counts).toMatchObject({ distinct: 450_922, observations: 9 });
    expect(verdict.properties[0]?.observations).toBe(8);
  });
});
