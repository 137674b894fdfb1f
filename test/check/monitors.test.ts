/** Properties as state machines over events: what they see, what they add to the space, and how they fail. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHost } from '../../src/host';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import {
  allOf,
  always,
  eventually,
  eventWords,
  fact,
  type MonitorDefinition,
  monitor,
  type Observation,
  type Property,
  type SystemSpec,
  sometimes,
} from '../../src/model';
import { claimOf } from '../../src/properties';
import { replay } from '../../src/verdict';
import { explore } from '../models/naive-explorer';
import { randomMonitors } from '../models/random-monitor';
import { randomProtocol } from '../models/random-protocol';
import { checkTiny, countsOf, protocolOf, type TinySystem } from '../models/tiny-challenge';

/** Larger systems are left out, because the plain explorer is slow. */
const statesMax = 800;

async function hostOf(source: string, spec: SystemSpec) {
  const compiled = compileSource(source, 'protocol.ts');
  if (compiled.kind === 'refused') throw new Error('the source compiles');
  const created = await createHost(loadSandboxWasm(), compiled.program, { nodes: spec.nodes, config: spec.config });
  if (created.kind === 'failed') throw new Error('the source loads');
  return created.host;
}

/** Shows each input as it comes. */
const echo = protocolOf('init: () => 0,\nonInput(state, input, ctx) {\nctx.output(input);\n},');

/** Two nodes, one input each: four orders of nothing, one and the other; 4 states without a monitor. */
const two: TinySystem = {
  nodes: [
    { id: 'a', role: 'first', inputs: ['x'] },
    { id: 'b', role: 'second', inputs: ['y'] },
  ],
};

async function verdictOf(
  properties: readonly Property[],
  system: TinySystem = two,
  source = echo,
  explore: 'first' | 'all' = 'all',
) {
  return (await checkTiny({ ...system, properties }, source, { explore })).verdict;
}

/** Who showed something, in order. */
const order = (violated: (seen: readonly string[]) => boolean): MonitorDefinition<readonly string[]> => ({
  initial: [],
  step: (seen, event) => (event.kind === 'output' ? [...seen, event.node] : seen),
  violated,
  words: (seen) => (seen.length === 0 ? 'nobody' : seen.join(' then ')),
});

describe('a monitor', () => {
  test('sees the order in which different nodes show things, and the space grows by it', async () => {
    const plain = await checkTiny({ ...two, properties: [] }, echo);
    // Nothing, a, b, both.
    expect(countsOf(plain)).toEqual({ distinct: 4, generated: 4, depth: 2 });
    const verdict = await verdictOf([
      monitor(
        'order',
        'b is never first.',
        order((seen) => seen[0] === 'b'),
      ),
    ]);
    // Both is two states now: a then b, and b, where the monitor stopped, then a.
    expect(verdict.counts).toMatchObject({ distinct: 5, generated: 4, depth: 2 });
    expect(verdict).toMatchObject({ kind: 'violated', property: 'order', steps: ['b is given the input y'] });
    expect(verdict.properties[0]?.reasons).toEqual([
      { kind: 'fact', text: 'the monitor is in the state b' },
      { kind: 'fact', text: 'step 1: b shows "y": nobody → b' },
    ]);
    // Nothing, a, a then b, b: after b it looks no more.
    expect(verdict.properties[0]?.observations).toBe(4);
    expect(verdict.counts.observations).toBe(5);
  });
});

/** All that a monitor is told, one text an event. */
const everything: MonitorDefinition<readonly string[]> = {
  initial: [],
  step: (seen, event) => [...seen, eventWords(event) + (event.byzantine === true ? ' (byzantine)' : '')],
  violated: (seen) => seen.length > 6,
};

/** The longest list of events that a system can show. */
async function toldOf(system: TinySystem, source: string): Promise<readonly (readonly string[])[]> {
  const lists: (readonly string[])[] = [];
  const listen = always('listen', 'It is read.', (o) => {
    lists.push(o.monitors?.told as readonly string[]);
    return fact(true, '');
  });
  await verdictOf([monitor('told', 'All.', everything), listen], system, source);
  return lists;
}

describe('what a monitor is told', () => {
  const shy = protocolOf(`init(ctx) { ctx.output('hello'); return 0; },
onInput(state, input, ctx) { ctx.output('one'); ctx.output('two'); },
onRestart(state, ctx) { ctx.output('back'); },`);

  test('is outputs of init in the order of the nodes, and inputs and restarts before what their handlers show', async () => {
    const told = await toldOf(
      {
        nodes: [
          { id: 'b', role: 'node', inputs: [1], mayCrash: true },
          { id: 'a', role: 'node' },
        ],
        faults: { crash: 1, restart: 1 },
      },
      shy,
    );
    const start = ['b shows "hello"', 'a shows "hello"'];
    const asked = ['b is given 1', 'b shows "one"', 'b shows "two"'];
    const fallen = ['b crashes'];
    const back = ['b restarts', 'b shows "hello"', 'b shows "back"'];
    expect(told).toEqual([
      start,
      [...start, ...asked],
      [...start, ...fallen],
      // Violated after seven events: it hears no more.
      [...start, ...asked, ...fallen],
      [...start, ...fallen, ...back],
      [...start, ...asked, ...fallen, 'b restarts'],
      [...start, ...fallen, ...back, 'b is given 1'],
    ]);
  });

  test('is every output, also one that the observer does not keep again', async () => {
    const repeats = protocolOf('init: () => 0,\nonInput(state, input, ctx) { ctx.output("x"); },');
    const system: TinySystem = { nodes: [{ id: 'a', role: 'node', inputs: [1, 2] }], outputs: 'distinct' };
    expect((await toldOf(system, repeats)).at(-1)).toEqual([
      'a is given 1',
      'a shows "x"',
      'a is given 2',
      'a shows "x"',
    ]);
  });

  test('names the copies of a Byzantine node', async () => {
    const system: TinySystem = { nodes: [{ id: 'a', role: 'node', twins: true }] };
    expect(await toldOf(system, protocolOf('init(ctx) { ctx.output(1); return 0; },'))).toEqual([
      ['a shows 1 (byzantine)', "a' shows 1 (byzantine)"],
    ]);
  });
});

describe('a violation', () => {
  test('in the middle of one step counts, although a later output of the step would make it good', async () => {
    const source = protocolOf(
      'init: () => 0,\nonInput(state, input, ctx) { ctx.output("take"); ctx.output("give"); },',
    );
    const held = monitor<boolean>('held', 'It is never taken.', {
      initial: false,
      step: (state, event) => (event.kind === 'output' ? event.output === 'take' : state),
      violated: (state) => state,
    });
    const verdict = await verdictOf([held], { nodes: [{ id: 'a', role: 'node', inputs: [1] }] }, source);
    expect(verdict).toMatchObject({ kind: 'violated', counts: { distinct: 2 } });
    expect(verdict.properties[0]?.reasons).toHaveLength(2);
  });

  test('of the initial state needs no step', async () => {
    const source = protocolOf('init(ctx) { ctx.output(1); return 0; },');
    const verdict = await verdictOf(
      [
        monitor(
          'quiet',
          'Nothing is shown.',
          order((seen) => seen.length > 0),
        ),
      ],
      two,
      source,
    );
    expect(verdict).toMatchObject({ kind: 'violated', schedule: [] });
    expect(verdict.properties[0]?.reasons?.at(-1)).toEqual({
      kind: 'fact',
      text: 'at the start: a shows 1: nobody → a',
    });
  });

  test('gives the reasons of its claim', async () => {
    const claims: MonitorDefinition<number> = {
      initial: 0,
      step: (count) => count + 1,
      violated: (count) => allOf({ few: fact(count < 2, `${count} events`) }),
    };
    const verdict = await verdictOf([monitor('few', 'Little happens.', claims)]);
    expect(verdict.properties[0]?.reasons?.slice(0, 2)).toEqual([
      { kind: 'part', name: 'few' },
      { kind: 'fact', text: '2 events' },
    ]);
  });
});

/** Who showed something first, as the monitor of that name knows. */
const firstOf = (o: Observation): unknown => (o.monitors?.first as readonly string[] | undefined)?.[0];

describe('other properties', () => {
  test('find the state of a monitor, so that one may be asked where it is at rest', async () => {
    const first = monitor(
      'first',
      'Somebody shows something.',
      order(() => false),
    );
    const atRest = always('a first', 'At rest, a was first.', (o) => fact(firstOf(o) === 'a', 'b was'), 'quiescent');
    const verdict = await verdictOf([
      first,
      atRest,
      sometimes('b first', 'b may be first.', (o) => firstOf(o) === 'b'),
    ]);
    expect(verdict.properties.map(({ result, length }) => [result, length])).toEqual([
      ['holds', undefined],
      ['violated', 2],
      ['reached', 1],
    ]);
  });

  test('need a name of their own, by which the state of a monitor is found', async () => {
    const twice = [0, 1].map(() =>
      monitor(
        'order',
        'b is never first.',
        order((seen) => seen[0] === 'b'),
      ),
    );
    const verdict = await verdictOf(twice);
    expect(verdict).toMatchObject({ kind: 'invalid', problem: { code: 'challenge-invalid' } });
    expect(verdict.problem?.sentence).toContain('properties[1].name is "order", which names another property too');
  });

  test('are not disturbed where a system has no monitor', async () => {
    const verdict = await verdictOf([always('none', 'There is none.', (o) => fact(!('monitors' in o), 'monitors'))]);
    expect(verdict).toMatchObject({ kind: 'holds', counts: { distinct: 4 } });
  });

  test('are vacuous with a monitor that never leaves its initial state', async () => {
    const deaf = monitor('deaf', 'Nothing.', { initial: 0, step: (state) => state, violated: () => false });
    expect(await verdictOf([deaf])).toMatchObject({ kind: 'vacuous', property: 'deaf' });
  });
});

describe('a monitor that makes a mistake', () => {
  let calls = 0;
  const mistakes: readonly [string, Partial<MonitorDefinition<unknown>>, string][] = [
    [
      'throws',
      {
        step: () => {
          throw new Error('no form');
        },
      },
      'failed when a is given "x": it threw Error: no form',
    ],
    [
      'forgets to return',
      { step: () => undefined },
      'its state is undefined; the state of a monitor must be plain data',
    ],
    ['remembers a function', { step: () => ({ list: [() => 0] }) }, 'its state.list[0] is a function'],
    ['remembers a set', { step: () => new Set([1]) }, 'its state is a Set'],
    ['counts to infinity', { step: () => Number.POSITIVE_INFINITY }, 'its state is Infinity'],
    [
      'answers differently',
      {
        step: () => {
          calls++;
          return calls;
        },
      },
      'it gave two answers to the same state and event',
    ],
    [
      'changes the event',
      {
        step: (_state, event) => {
          (event as { node: string }).node = 'z';
          return 1;
        },
      },
      'it threw TypeError',
    ],
    [
      'gives no answer',
      { violated: () => undefined as unknown as boolean },
      'failed at the start: it threw TypeError: violated gave undefined',
    ],
    ['begins with no data', { initial: undefined }, 'failed at the start: its state is undefined'],
  ];

  test.each(mistakes)('and %s makes the check invalid, whatever else holds', async (_name, wrong, sentence) => {
    const wronged = monitor<unknown>('wronged', 'It is wrong.', {
      initial: 0,
      step: () => 1,
      violated: () => false,
      ...wrong,
    });
    const fine = always('fine', 'Always.', () => fact(true, ''));
    for (const explored of ['first', 'all'] as const) {
      const verdict = await verdictOf([fine, wronged], two, echo, explored);
      expect(verdict).toMatchObject({ kind: 'invalid', problem: { code: 'property-threw' } });
      expect(verdict.problem?.sentence).toContain('The monitor of the property "wronged" ');
      expect(verdict.problem?.sentence).toContain(sentence);
    }
  });

  test('may change the state that it is given, which is a copy', async () => {
    const mutating: MonitorDefinition<string[]> = {
      initial: [],
      step: (seen, event) => {
        if (event.kind === 'output') seen.push(event.node);
        return seen;
      },
      violated: (seen) => seen[0] === 'b',
    };
    const plain = await verdictOf([
      monitor(
        'order',
        'b is never first.',
        order((seen) => seen[0] === 'b'),
      ),
    ]);
    const other = await verdictOf([monitor('order', 'b is never first.', mutating)]);
    expect(other.counts).toEqual(plain.counts);
    expect(other.schedule).toEqual(plain.schedule);
  });
});

describe('random monitors over random protocols', () => {
  test('take the steps of the plain explorer, and their counterexamples replay', async () => {
    const seen = { states: 0, grown: 0, violated: 0, late: 0 };
    await fc.assert(
      fc.asyncProperty(randomProtocol, randomMonitors, async ({ source, spec }, monitors) => {
        const whole = { ...spec, properties: [...spec.properties, ...monitors] };
        const { verdict } = await checkTiny(whole, source, { explore: 'all', limits: { states: statesMax } });
        fc.pre(verdict.properties.every((property) => property.result !== 'inconclusive'));
        const plain = explore(whole, source, 'protocol.ts', statesMax);
        const { distinct, generated, depth } = verdict.counts;
        const decided = verdict.properties.map(({ name, result, length, schedule }) => ({
          name,
          result,
          length,
          schedule,
        }));
        expect({ distinct, generated, depth, decided }).toEqual({
          distinct: plain.distinct,
          generated: plain.generated,
          depth: plain.depth,
          decided: plain.properties.map(({ name, result, length, schedule }) => ({ name, result, length, schedule })),
        });
        const host = await hostOf(source, whole);
        for (const [index, property] of whole.properties.entries()) {
          const { schedule, result } = verdict.properties[index]!;
          if (schedule === undefined || result !== 'violated') continue;
          const { divergedAt, failure, quiescent, observation } = replay(whole, host, schedule);
          expect([divergedAt, failure, claimOf(property, observation)?.holds]).toEqual([undefined, undefined, false]);
          if (property.at === 'quiescent') expect(quiescent).toBe(true);
          if (index < spec.properties.length) continue;
          seen.violated++;
          if (schedule.length > 1) seen.late++;
        }
        host.dispose();
        seen.states += distinct;
        const alone = explore(spec, source, 'protocol.ts', statesMax);
        if (alone.distinct < distinct) seen.grown++;
      }),
      { seed: 21, numRuns: 40 },
    );
    expect(seen.states).toBeGreaterThan(1000);
    expect(seen.grown).toBeGreaterThan(5);
    expect(seen.violated).toBeGreaterThan(15);
    expect(seen.late).toBeGreaterThan(5);
  });
});

describe('a livelock', () => {
  const forever = protocolOf(
    'init(ctx) { ctx.setTimer("t"); return 0; },\nonTimer(state, timer, ctx) { ctx.output("tick"); ctx.setTimer("t"); },',
  );
  const ticking: TinySystem = { nodes: [{ id: 'a', role: 'node' }], outputs: 'distinct' };
  const never = eventually('done', 'It ends.', (o) => o.nodes.some((node) => node.outputs.includes('done')));
  const beats = (period: number) =>
    monitor<number>('beats', 'It counts.', {
      initial: 0,
      step: (count, event) => (event.kind === 'output' ? (count + 1) % period : count),
      violated: () => false,
    });

  test('goes round as often as its monitors need to come back', async () => {
    const cycle = async (properties: readonly Property[]) => {
      const { kind, schedule = [], cycleStart = 0 } = await verdictOf(properties, ticking, forever);
      return [kind, schedule.length - cycleStart];
    };
    expect(await cycle([never])).toEqual(['livelock', 1]);
    expect(await cycle([never, beats(3)])).toEqual(['livelock', 3]);
  });
});
