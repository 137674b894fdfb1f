/** Properties as state machines over events: what they see, what they add to the space, and how they fail. */
import { describe, expect, test } from 'vitest';
import { type MonitorDefinition, monitor, type Property } from '../../src/model';
import { checkTiny, countsOf, protocolOf, type TinySystem } from '../models/tiny-challenge';

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
