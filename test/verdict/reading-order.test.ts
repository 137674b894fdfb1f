/** Schedules put into reading order: nothing that happens changes, and what belongs together stands together. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPrng } from '../../src/base';
import { Walker } from '../../src/engine';
import { createHost } from '../../src/host';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import { dataText, type Schedule, type SystemSpec } from '../../src/model';
import { compileProperties } from '../../src/properties';
import { createProtocolSystem } from '../../src/system';
import { readingOrder, replay } from '../../src/verdict';
import { randomMonitors } from '../models/random-monitor';
import { randomProtocol } from '../models/random-protocol';
import { protocolOf, tinyNodes, tinySpec } from '../models/tiny-challenge';

const wasm = loadSandboxWasm();

async function hostOf(source: string, spec: SystemSpec) {
  const compiled = compileSource(source, 'protocol.ts');
  if (compiled.kind === 'refused') throw new Error('the source compiles');
  const nodes = spec.nodes.map(({ id, role, adversary }) => ({ id, role, ...(adversary ? { adversary } : {}) }));
  const created = await createHost(wasm, compiled.program, { nodes, config: spec.config });
  if (created.kind === 'failed') throw new Error('the source loads');
  return created.host;
}

/** A few schedules drawn at random, each as long as it can be up to 40 steps. */
function randomSchedules(source: string, spec: SystemSpec, host: Awaited<ReturnType<typeof hostOf>>): Schedule[] {
  const created = createProtocolSystem(
    spec,
    {
      file: 'protocol.ts',
      call: host.call.bind(host),
      durablePart: host.durablePart.bind(host),
      get workUnits() {
        return host.workUnits;
      },
    },
    compileProperties(spec.properties).label,
  );
  if (created.kind === 'failed') return [];
  const walker = new Walker(created.system, 40, { bits: 0, stopBits: 0, onMet: () => undefined });
  const prng = createPrng(source.length);
  return [1, 2, 3].flatMap((walk) =>
    walker.walk(prng, walk) === 'failed'
      ? []
      : [Array.from(walker.path, (transition) => created.system.actionOf(transition))],
  );
}

const textsOf = (schedule: Schedule): string[] => schedule.map((action) => JSON.stringify(action));
/** How often the next step is at another node than the one before it. */
const switchesOf = (schedule: Schedule): number =>
  schedule.filter((action, index) => {
    const before = schedule[index - 1];
    return before !== undefined && nodeOf(action) !== nodeOf(before);
  }).length;
const nodeOf = (action: Schedule[number]): string => ('node' in action ? action.node : '');

describe('the reading order', () => {
  test('of random schedules has the same steps, ends in the same state and is seldom more restless', async () => {
    let moved = 0;
    let steps = 0;
    const switches = { before: 0, after: 0 };
    await fc.assert(
      fc.asyncProperty(randomProtocol, fc.option(randomMonitors), async (drawn, monitors) => {
        const spec = { ...drawn.spec, properties: monitors ?? drawn.spec.properties };
        const host = await hostOf(drawn.source, spec);
        for (const schedule of randomSchedules(drawn.source, spec, host)) {
          const before = replay(spec, host, schedule);
          expect(before.divergedAt).toBe(undefined);
          const reordered = readingOrder(spec, before.trace);
          const after = replay(spec, host, reordered);
          expect([after.divergedAt, after.failure]).toEqual([undefined, undefined]);
          expect(textsOf(reordered).sort()).toEqual(textsOf(schedule).sort());
          expect(after.observation).toEqual(before.observation);
          expect(after.quiescent).toBe(before.quiescent);
          const last = (run: typeof before) =>
            (run.trace.steps.at(-1)?.after ?? run.trace.initial).map(({ id, up, state, inbox, timers }) => [
              id,
              up,
              dataText(state),
              inbox.map(({ from, message }) => `${from} ${dataText(message)}`).sort(),
              timers.map(dataText).sort(),
            ]);
          expect(last(after)).toEqual(last(before));
          // Putting it into order once more changes nothing.
          expect(textsOf(readingOrder(spec, after.trace))).toEqual(textsOf(reordered));
          if (textsOf(reordered).join() !== textsOf(schedule).join()) moved++;
          steps += schedule.length;
          switches.before += switchesOf(schedule);
          switches.after += switchesOf(reordered);
        }
        host.dispose();
      }),
      { seed: 31, numRuns: 120 },
    );
    expect(moved).toBeGreaterThan(50);
    expect(steps).toBeGreaterThan(1500);
    // 775 changes of node before and 663 after: most of these schedules hardly have steps that may change places.
    expect(switches.after).toBeLessThan(switches.before * 0.9);
  });

  test('finishes what one message sets off before the next one', async () => {
    const spec = tinySpec({ nodes: tinyNodes(3, { inputs: ['go'] }) });
    const source = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { if (ctx.self === 'n1') ctx.broadcast('ask'); }, onMessage(state, message, from, ctx) { if (message === 'ask') ctx.send(from, 'answer'); },",
    );
    const host = await hostOf(source, spec);
    const ask = (node: string) => ({ kind: 'deliver', node, from: 'n1', message: 'ask' }) as const;
    const answer = (from: string) => ({ kind: 'deliver', node: 'n1', from, message: 'answer' }) as const;
    const go = (node: string) => ({ kind: 'input', node, input: 'go' }) as const;
    const schedule: Schedule = [go('n1'), go('n3'), ask('n2'), go('n2'), ask('n3'), answer('n3'), answer('n2')];
    const { trace } = replay(spec, host, schedule);
    expect(readingOrder(spec, trace)).toEqual([
      go('n1'),
      ask('n2'),
      go('n2'),
      go('n3'),
      ask('n3'),
      answer('n3'),
      answer('n2'),
    ]);
    host.dispose();
  });

  test('lets no step pass a cut or a healing', async () => {
    const spec = tinySpec({
      nodes: tinyNodes(2, { inputs: ['go', 'more'] }),
      network: { order: 'unordered', cuts: 'one node alone', acrossCut: 'lost' },
      faults: { partition: 1 },
    });
    const source = protocolOf("init: () => 0, onInput(state, input, ctx) { ctx.send('n1', input); }, onMessage() {},");
    const host = await hostOf(source, spec);
    const schedule: Schedule = [
      { kind: 'input', node: 'n2', input: 'go' },
      { kind: 'partition', groups: [['n1'], ['n2']] },
      { kind: 'input', node: 'n2', input: 'more' },
      { kind: 'heal' },
      { kind: 'deliver', node: 'n1', from: 'n2', message: 'go' },
    ];
    const { trace, divergedAt } = replay(spec, host, schedule);
    expect(divergedAt).toBe(undefined);
    expect(readingOrder(spec, trace)).toEqual(schedule);
    host.dispose();
  });

  test('lets no input pass what it waits for', async () => {
    const [first, second] = tinyNodes(2, { inputs: ['go', 'more'] });
    if (first === undefined || second === undefined) throw new Error('there are two nodes');
    const waiting = { ...second, inputConditions: [{ input: 1, after: { node: 'n1', output: 'said' } }] };
    const spec = tinySpec({ nodes: [first, waiting] });
    const source = protocolOf("init: () => 0, onInput(state, input, ctx) { ctx.output('said'); },");
    const host = await hostOf(source, spec);
    const schedule: Schedule = [
      { kind: 'input', node: 'n2', input: 'go' },
      { kind: 'input', node: 'n1', input: 'go' },
      { kind: 'input', node: 'n2', input: 'more' },
    ];
    const { trace, divergedAt } = replay(spec, host, schedule);
    expect(divergedAt).toBe(undefined);
    expect(readingOrder(spec, trace)).toEqual(schedule);
    host.dispose();
  });
});
