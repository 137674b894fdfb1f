/** Properties as state machines over events: what they see, what they add to the space, and how they fail. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHost } from '../../src/host';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import { type MonitorDefinition, monitor, type Property, type SystemSpec } from '../../src/model';
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
