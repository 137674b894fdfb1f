/** A network in which messages stay that their receiver ignores: no step, no progress, and no loss. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runWalks } from '../../src/check';
import { createHost } from '../../src/host';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import {
  type Action,
  eventually,
  fact,
  type NetworkSpec,
  noDeadlock,
  type Schedule,
  type SystemSpec,
  sometimes,
} from '../../src/model';
import { replay } from '../../src/verdict';
import { explore } from '../models/naive-explorer';
import { randomProtocol } from '../models/random-protocol';
import { checkTiny, countsOf, protocolOf, type TinySystem, tinyChallenge, tinySpec } from '../models/tiny-challenge';

const stay: NetworkSpec = { order: 'unordered', ignored: 'stay' };

/** `a` sends x at once; `b` listens only when it has been asked to. */
const late = (network: SystemSpec['network'], rest: Partial<SystemSpec> = {}): TinySystem => ({
  nodes: [
    { id: 'a', role: 'node' },
    { id: 'b', role: 'node', inputs: ['listen'] },
  ],
  network,
  ...rest,
});
const listener = protocolOf(`
  init(ctx) { if (ctx.self === 'a') ctx.send('b', 'x'); return 'deaf'; },
  onInput: () => 'listens',
  onMessage(state, message, from, ctx) {
    if (state === 'deaf')
      return;
    ctx.output('heard');
    return 'deaf';
  },`);

const rest = sometimes('rest', 'It comes to rest.', () => true, 'quiescent');
const heard = (o: { readonly nodes: readonly { readonly outputs: readonly unknown[] }[] }) =>
  o.nodes.some(({ outputs }) => outputs.length > 0);
const hears = noDeadlock('hears', 'Somebody has heard something at the end.', (o) => fact(heard(o), 'nobody heard'));

const deliver: Action = { kind: 'deliver', node: 'b', from: 'a', message: 'x' };
const listen: Action = { kind: 'input', node: 'b', input: 'listen' };

async function replayed(system: TinySystem, schedule: Schedule, source = listener) {
  const compiled = compileSource(source, 'protocol.ts');
  if (compiled.kind === 'refused') throw new Error('the source compiles');
  const spec = tinySpec(system);
  const created = await createHost(loadSandboxWasm(), compiled.program, { nodes: spec.nodes, config: spec.config });
  if (created.kind === 'failed') throw new Error('the source loads');
  const { divergedAt, quiescent, trace } = replay(spec, created.host, schedule);
  created.host.dispose();
  return { divergedAt, quiescent, inbox: (trace.steps.at(-1)?.after ?? trace.initial)[1]?.inbox.length };
}

describe('a message that its receiver ignores', () => {
  test('is received and gone, unless the challenge lets it stay', async () => {
    // Deaf, listening, heard: x may be gone in the first two. Deaf: deliver, listen; deaf without x: listen; listening: deliver.
    const counts = { distinct: 5, generated: 4, depth: 2 };
    expect(countsOf(await checkTiny(late('unordered'), listener))).toEqual(counts);
    expect(countsOf(await checkTiny(late({ order: 'unordered', ignored: 'received' }), listener))).toEqual(counts);
    // Deaf, listening, heard.
    expect(countsOf(await checkTiny(late(stay), listener))).toEqual({ distinct: 3, generated: 2, depth: 2 });
  });

  test('stays until its receiver would do something with it, so that it does not come too early', async () => {
    const early = await checkTiny(late('unordered', { properties: [hears] }), listener);
    expect([early.verdict.kind, early.verdict.properties[0]?.length]).toEqual(['deadlock', 2]);
    expect((await checkTiny(late(stay, { properties: [hears] }), listener)).verdict.kind).toBe('holds');
  });

  test('does not keep the system from being at rest', async () => {
    const nodes = late(stay).nodes.map(({ id, role }) => ({ id, role }));
    const { verdict, trace } = await checkTiny({ ...late(stay), nodes, properties: [hears, rest] }, listener, {
      explore: 'all',
    });
    expect(verdict.counts).toMatchObject({ distinct: 1, generated: 0 });
    // The schedule without a step was replayed too, and the replay found the initial state at rest.
    expect([verdict.kind, ...verdict.properties.map(({ length }) => length)]).toEqual(['deadlock', 0, 0]);
    expect(trace?.initial[1]?.inbox.map(({ message }) => message)).toEqual(['x']);
  });

  test('may be lost and doubled while it stays', async () => {
    // Without loss 3 states and 2 steps. Lost while deaf or listening: 2 more states and 2 steps, and listening without x.
    expect(countsOf(await checkTiny(late(stay, { faults: { drop: 1 } }), listener))).toEqual({
      distinct: 3 + 2,
      generated: 2 + 2 + 1,
      depth: 2,
    });
    const { distinct, generated } = explore(
      tinySpec(late(stay, { faults: { drop: 1, duplicate: 1 } })),
      listener,
      'listener.ts',
    );
    const report = await checkTiny(late(stay, { faults: { drop: 1, duplicate: 1 } }), listener);
    expect(countsOf(report)).toMatchObject({ distinct, generated });
  });

  test('is one only if every outcome of the handler leaves the state and asks for nothing', async () => {
    const generatedBy = async (onMessage: string, network: SystemSpec['network'] = stay): Promise<number> => {
      const source = protocolOf(`init(ctx) { if (ctx.self === 'a') ctx.send('b', 'x'); return 0; }, ${onMessage}`);
      const nodes = late(network).nodes.map(({ id, role }) => ({ id, role }));
      const system: TinySystem = { ...late(network), nodes, outputs: 'distinct' };
      const { generated } = countsOf(await checkTiny(system, source));
      expect(generated).toBe(explore(tinySpec(system), source, 'protocol.ts').generated);
      return generated;
    };
    expect(await generatedBy('')).toBe(0);
    expect(await generatedBy('onMessage: (state) => state,')).toBe(0);
    expect(await generatedBy('onMessage(state, message, from, ctx) { ctx.choose([1, 2]); },')).toBe(0);
    expect(await generatedBy('onMessage: (state, message, from, ctx) => ctx.choose([0, 0]),')).toBe(0);
    expect(await generatedBy('onMessage: (state, message, from, ctx) => ctx.random([0, 1], [1, 0]),')).toBe(0);
    expect(await generatedBy('onMessage: (state, message, from, ctx) => ctx.random([0, 1]),')).toBe(2);
    expect(await generatedBy('onMessage: (state, message, from, ctx) => ctx.choose([1, 0]),')).toBe(2);
    expect(await generatedBy("onMessage(state, message, from, ctx) { ctx.cancelTimer('none'); },")).toBe(1);
    expect(await generatedBy("onMessage(state, message, from, ctx) { ctx.output('x'); },")).toBe(1);
    // One state and one step: x arrives again and again, and asks for what is so already.
    const again = "onMessage(state, message, from, ctx) { ctx.cancelTimer('none'); },";
    expect(await generatedBy(again, { order: 'kept', ignored: 'stay' })).toBe(1);
    expect(await generatedBy('', { order: 'kept', ignored: 'stay' })).toBe(0);
    expect(await generatedBy('', 'kept')).toBe(1);
  });

  test('is received all the same in a queue, where it would block what follows', async () => {
    const counts = { distinct: 5, generated: 4, depth: 2 };
    const channels = [{ from: 'b' }, { from: 'a', order: 'fifo' }] as const;
    expect(countsOf(await checkTiny(late({ ...stay, channels }), listener))).toEqual(counts);
  });

  test('is not ignored if the handler fails', async () => {
    const source = protocolOf(
      "init(ctx) { if (ctx.self === 'a') ctx.send('b', 'x'); }, onMessage() { throw new Error('no'); },".replace(
        '; },',
        '; return 0; },',
      ),
    );
    expect((await checkTiny(late(stay), source)).verdict.kind).toBe('crashed');
  });

  test('counts as code that ran, and not as a message delivered', async () => {
    const nodes = late(stay).nodes.map(({ id, role }) => ({ id, role }));
    const { covered, verdict } = await checkTiny({ ...late(stay), nodes }, listener);
    const lineOf = (text: string): number => listener.split('\n').findIndex((line) => line.includes(text)) + 1;
    expect(covered).toContain(lineOf("if (state === 'deaf')"));
    expect(covered).toContain(lineOf('return;'));
    expect(covered).not.toContain(lineOf("ctx.output('heard')"));
    expect(verdict.neverFired).toContain('No message was ever delivered.');
  });

  test('is delivered to each copy of a node with twins that does not ignore it', async () => {
    const nodes = late(stay).nodes.map((node) => (node.id === 'b' ? { ...node, twins: true } : node));
    const system = { ...late(stay), nodes };
    // Each copy by itself: deaf, listening, heard.
    const counts = { distinct: 9, generated: 12, depth: 4 };
    expect(countsOf(await checkTiny(system, listener))).toEqual(counts);
    const { distinct, generated, depth } = explore(tinySpec(system), listener, 'listener.ts');
    expect({ distinct, generated, depth }).toEqual(counts);
  });
});

describe('what stays because it is ignored', () => {
  test('is not delivered in a replay, and rest is found there too', async () => {
    expect(await replayed(late(stay), [deliver])).toEqual({ divergedAt: 0, quiescent: false, inbox: 1 });
    expect(await replayed(late(stay), [listen])).toEqual({ divergedAt: undefined, quiescent: false, inbox: 1 });
    expect(await replayed(late(stay), [listen, deliver])).toEqual({ divergedAt: undefined, quiescent: true, inbox: 0 });
    expect(await replayed(late('unordered'), [deliver])).toMatchObject({ divergedAt: undefined, inbox: 0 });
    const deaf = listener.replace("() => 'listens'", "() => 'deaf'");
    expect(await replayed(late(stay), [listen], deaf)).toEqual({ divergedAt: undefined, quiescent: true, inbox: 1 });
    const fifo = { order: 'kept', channels: [{ order: 'fifo' }], ignored: 'stay' } as const;
    expect(await replayed(late({ ...fifo }), [deliver])).toMatchObject({ divergedAt: undefined, inbox: 0 });
  });

  test('is not delivered by a random schedule', async () => {
    const request = {
      challenge: 'tiny',
      program: compileSource(listener, 'listener.ts'),
      bounds: {},
      limits: { states: 1000, bytes: 1e9, depth: 1000, milliseconds: 1e6 },
      explore: 'first',
    } as const;
    const walks = (network: SystemSpec['network']) =>
      runWalks(request, tinyChallenge(late(network, { properties: [hears] })), loadSandboxWasm(), 20, 1);
    expect(await walks(stay)).toMatchObject({ walks: 20, steps: 40, violations: 0 });
    const { violations } = await walks('unordered');
    expect(violations).toBeGreaterThan(0);
  });

  test('is not owed while it is ignored, and owed when it is not', async () => {
    const hearing = [eventually('heard', 'Somebody hears something.', heard)];
    expect((await checkTiny(late(stay, { properties: hearing }), listener)).verdict.kind).toBe('holds');
    const never = late(stay, { properties: hearing, fairness: { input: 'none' } });
    const { verdict } = await checkTiny(never, listener);
    expect([verdict.kind, verdict.schedule]).toEqual(['deadlock', []]);
  });
});

test('whether ignored messages stay changes nothing that single states show, in random protocols', async () => {
  const seen = { fewer: 0, restless: 0, decided: 0 };
  await fc.assert(
    fc.asyncProperty(randomProtocol, async ({ source, spec }) => {
      const network = typeof spec.network === 'string' ? { order: spec.network } : spec.network;
      const of = (ignored: 'received' | 'stay') => ({ ...spec, network: { ...network, ignored } });
      const options = { explore: 'all', limits: { states: 800 } } as const;
      const { verdict } = await checkTiny(of('stay'), source, options);
      fc.pre(verdict.kind !== 'invalid' && verdict.properties.every(({ result }) => result !== 'inconclusive'));
      const plain = explore(of('stay'), source, 'protocol.ts', 800);
      const { distinct, generated, depth } = verdict.counts;
      expect({ distinct, generated, depth }).toEqual({
        distinct: plain.distinct,
        generated: plain.generated,
        depth: plain.depth,
      });
      const decided = verdict.properties.map(({ name, result, length, schedule }) => ({
        name,
        result,
        length,
        schedule,
      }));
      expect(decided).toEqual(
        plain.properties.map(({ name, result, length, schedule }) => ({ name, result, length, schedule })),
      );
      const other = (await checkTiny(of('received'), source, options)).verdict;
      fc.pre(other.properties.every(({ result }) => result !== 'inconclusive'));
      for (const [index, { result, length }] of verdict.properties.entries()) {
        if (spec.properties[index]?.at !== 'every') continue;
        expect({ result, length }).toEqual({
          result: other.properties[index]?.result,
          length: other.properties[index]?.length,
        });
        seen.decided++;
      }
      expect(distinct).toBeLessThanOrEqual(other.counts.distinct);
      if (distinct < other.counts.distinct) seen.fewer++;
      if (
        verdict.properties.some(
          ({ result, length }, index) =>
            result !== other.properties[index]?.result || length !== other.properties[index]?.length,
        )
      )
        seen.restless++;
    }),
    { seed: 31, numRuns: 60 },
  );
  expect(seen.fewer).toBeGreaterThan(10);
  expect(seen.restless).toBeGreaterThan(0);
  expect(seen.decided).toBeGreaterThan(60);
}, 60_000);
