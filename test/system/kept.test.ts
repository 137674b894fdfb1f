/** A network that keeps its messages, on systems small enough to draw: states and steps were counted by hand. */
import { describe, expect, test } from 'vitest';
import { runWalks } from '../../src/check';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import { fact, noDeadlock, sometimes } from '../../src/model';
import { explore } from '../models/naive-explorer';
import { checkTiny, countsOf, protocolOf, type TinySystem, tinyChallenge, tinyNodes } from '../models/tiny-challenge';

const pair = (faults: TinySystem['faults'] = {}): TinySystem => ({
  nodes: [
    { id: 'a', role: 'node', inputs: ['go'] },
    { id: 'b', role: 'node', mayCrash: true },
  ],
  network: 'kept',
  faults,
});

/** `a` sends x and y when it is asked to; `b` remembers which of them it has heard. */
const listener = protocolOf(`
  init: () => [],
  onInput(state, input, ctx) { ctx.send('b', 'x'); ctx.send('b', 'y'); },
  onMessage(state, message, from, ctx) {
    if (state.includes(message)) return;
    if (state.length === 1) ctx.output('both');
    return [...state, message].sort();
  },`);

describe('a network that keeps its messages', () => {
  test('delivers each of them again and again', async () => {
    // Before; both sent and heard {}, {x}, {y}, {x, y}. One input; two deliveries in each of the four states.
    expect(countsOf(await checkTiny(pair(), listener))).toEqual({ distinct: 5, generated: 9, depth: 3 });
  });

  test('holds a message once, however often it is sent', async () => {
    const source = protocolOf(`
      init(ctx) { if (ctx.self === 'n1') ctx.setTimer(0); return 0; },
      onTimer(state, timer, ctx) { ctx.send('n2', 'x'); if (timer < 2) ctx.setTimer(timer + 1); },`);
    // Three timers in a row, each sends x: 4 states. In all but the first x may arrive, which changes nothing.
    expect(countsOf(await checkTiny({ nodes: tinyNodes(2), network: 'kept' }, source))).toEqual({
      distinct: 4,
      generated: 6,
      depth: 3,
    });
  });

  test('keeps them apart by sender', async () => {
    const source = protocolOf(`
      init(ctx) { if (ctx.self !== 'n3') ctx.send('n3', 'x'); return []; },
      onMessage: (state, message, from) => (state.includes(from) ? state : [...state, from].sort()),`);
    // Heard from nobody, n1, n2, both: a square of four states with two deliveries in each.
    expect(countsOf(await checkTiny({ nodes: tinyNodes(3), network: 'kept' }, source))).toEqual({
      distinct: 4,
      generated: 8,
      depth: 2,
    });
  });

  test('keeps them through a crash, after which they arrive anew', async () => {
    const source = protocolOf(`
      init(ctx) { if (ctx.self === 'a') ctx.send('b', 'x'); return false; },
      onInput: () => {}, onMessage: () => true,`);
    const nodes = pair().nodes.map(({ id, role, mayCrash = false }) => ({ id, role, mayCrash }));
    // Up and not heard (deliver, crash), up and heard (deliver, crash), down (restart), then up again, not heard
    // (deliver) and heard (deliver).
    expect(countsOf(await checkTiny({ ...pair({ crash: 1 }), nodes }, source))).toEqual({
      distinct: 5,
      generated: 7,
      depth: 3,
    });
  });

  test('is at rest where deliveries change nothing, and only there', async () => {
    const properties = [
      noDeadlock('silent', 'Nobody says a word before the end.', (o) =>
        fact(o.nodes[1]?.outputs.length === 0, 'b spoke'),
      ),
      sometimes('rest', 'It comes to rest.', () => true, 'quiescent'),
    ];
    const { verdict, trace } = await checkTiny({ ...pair(), properties }, listener, { explore: 'all' });
    // The only state at rest is the last one. Its schedule was replayed too, and the replay found it at rest.
    expect(verdict.kind).toBe('deadlock');
    expect(verdict.properties.map(({ result, length }) => [result, length])).toEqual([
      ['violated', 3],
      ['reached', 3],
    ]);
    expect(trace?.steps.map((step) => step.label)).toEqual([
      'a is given the input go',
      'b receives x from a',
      'b receives y from a',
    ]);
    expect(trace?.steps.at(-1)?.after[1]?.inbox.map(({ message }) => message)).toEqual(['x', 'y']);
  });

  test('is not at rest while a delivery has another outcome or another effect', async () => {
    const rest = sometimes('rest', 'It comes to rest.', () => true, 'quiescent');
    const restOf = async (
      onMessage: string,
      outputs: 'every' | 'distinct' = 'distinct',
    ): Promise<string | undefined> => {
      const source = protocolOf(`init(ctx) { if (ctx.self === 'n1') ctx.send('n2', 'x'); return 0; }, ${onMessage}`);
      const system: TinySystem = { nodes: tinyNodes(2), network: 'kept', outputs, properties: [rest] };
      const { verdict } = await checkTiny(system, source, { limits: { states: 50 } });
      return verdict.properties[0]?.result;
    };
    expect(await restOf('')).toBe('reached');
    expect(await restOf('onMessage: (state, message, from, ctx) => ctx.choose([0, 1]),')).toBe('unreached');
    expect(await restOf("onMessage(state, message, from, ctx) { ctx.output('same'); },")).toBe('reached');
    expect(await restOf("onMessage(state, message, from, ctx) { ctx.output('same'); },", 'every')).toBe('inconclusive');
    expect(await restOf("onMessage(state, message, from, ctx) { ctx.send('n1', 'same'); },")).toBe('reached');
    expect(await restOf('onMessage: (state) => 1 - state,')).toBe('unreached');
  });

  test('has nothing to lose and nothing to double', async () => {
    for (const faults of [{ drop: 1 }, { duplicate: 2 }]) {
      const { verdict } = await checkTiny(pair(faults), listener);
      expect([verdict.kind, verdict.problem?.code]).toEqual(['invalid', 'challenge-invalid']);
      expect(verdict.problem?.sentence).toContain(`faults.${Object.keys(faults)[0]} is ${Object.values(faults)[0]}`);
    }
    expect((await checkTiny(pair({ drop: 0, duplicate: 0 }), listener)).verdict.kind).toBe('holds');
  });
});

test('the plain explorer counts the same states of a network that keeps its messages', () => {
  const { distinct, generated, depth, quiescent } = explore(
    { config: {}, outputs: 'every', properties: [], notChecked: [], faults: {}, ...pair(), network: 'kept' },
    listener,
    'listener.ts',
  );
  expect({ distinct, generated, depth, quiescent }).toEqual({ distinct: 5, generated: 9, depth: 3, quiescent: 1 });
});

test('a random schedule of such a network meets what is wrong at rest', async () => {
  const silent = noDeadlock('silent', 'Nobody says a word before the end.', (o) =>
    fact(o.nodes[1]?.outputs.length === 0, 'b spoke'),
  );
  const system = tinyChallenge({ ...pair(), properties: [silent] });
  const compiled = compileSource(listener, 'listener.ts');
  const request = {
    challenge: 'tiny',
    program: compiled,
    bounds: {},
    limits: { states: 1000, bytes: 1e9, depth: 1000, milliseconds: 1e6 },
    explore: 'first',
  } as const;
  const report = await runWalks(request, system, await loadSandboxWasm(), 5, 1);
  expect(report).toMatchObject({ walks: 5, violations: 5, firstViolation: { property: 'silent' } });
  expect(report.firstViolation?.schedule.length).toBe(3);
});
