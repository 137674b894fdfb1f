/** What a false claim looked at, and the steps that wrote it. */
import { expect, test } from 'vitest';
import { allOf, fact, forAll, type Observation } from '../../src/model';
import { readsOf } from '../../src/verdict';

/** The state after each step: a shows x, b crashes, b restarts, b shows y, a shows z. */
function observations(): readonly Observation[] {
  const state = (a: readonly string[], up: boolean, b: readonly string[]): Observation => ({
    nodes: [
      { id: 'a', role: 'node', up: true, outputs: a },
      { id: 'b', role: 'node', up, outputs: b },
    ],
  });
  return [
    state(['start'], true, []),
    state(['start', 'x'], true, []),
    state(['start', 'x'], false, []),
    state(['start', 'x'], true, []),
    state(['start', 'x'], true, ['y']),
    state(['start', 'x', 'z'], true, ['y']),
  ];
}

const never = (output: string) => (o: Observation) =>
  forAll('node', [0, 1], (index) =>
    fact(o.nodes[index]?.outputs.includes(output) !== true, `somebody shows ${output}`),
  );

test('values come in the order in which they were read, each once, with the step that wrote them', () => {
  expect(readsOf(never('y'), observations())).toEqual([
    { kind: 'output', node: 'a', output: 'start', step: 0 },
    { kind: 'output', node: 'a', output: 'x', step: 1 },
    { kind: 'output', node: 'a', output: 'z', step: 5 },
    { kind: 'output', node: 'b', output: 'y', step: 4 },
  ]);
});

test('what a claim did not look at is not named', () => {
  const claim = (o: Observation) => fact(o.nodes[0]?.outputs[1] !== 'x', 'a shows x second');
  expect(readsOf(claim, observations())).toEqual([{ kind: 'output', node: 'a', output: 'x', step: 1 }]);
});

test('whether a node is up was written by its last crash or restart, or is so from the start', () => {
  const claim = (o: Observation) =>
    allOf({ one: fact(!(o.nodes[1]?.up ?? false) || !(o.nodes[0]?.up ?? false), 'both are up') });
  expect(readsOf(claim, observations())).toEqual([
    { kind: 'up', node: 'b', up: true, step: 3 },
    { kind: 'up', node: 'a', up: true, step: 0 },
  ]);
  expect(readsOf(claim, observations().slice(0, 2))).toEqual([
    { kind: 'up', node: 'b', up: true, step: 0 },
    { kind: 'up', node: 'a', up: true, step: 0 },
  ]);
});

test('nothing is said of a claim that is true, or that cannot stand being watched', () => {
  expect(readsOf(() => fact(true, ''), observations())).toEqual([]);
  expect(
    readsOf(() => {
      throw new Error('no');
    }, observations()),
  ).toEqual([]);
  expect(readsOf(() => fact(false, ''), [])).toEqual([]);
});
