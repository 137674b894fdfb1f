/** What is said where a step cannot be taken, of a search, and of the game. */
import { describe, expect, test } from 'vitest';
import { outcomeWords } from '../../../src/app/play/goals';
import { messageKey, numberChoices, offerKey, offersOf } from '../../../src/app/play/offers';
import { type Situation, whyNotDelivered, whyNotFired, whyNotTampered, whyNotTo } from '../../../src/app/play/why-not';
import { winnableWords } from '../../../src/app/play/winnable-words';
import type { Action, NodeSnapshot, PlayChoice, PlayFound, Step, SystemSpec } from '../../../src/model';

const node = (id: string, up = true): NodeSnapshot => ({
  id,
  role: 'r',
  up,
  state: null,
  inbox: [],
  timers: [],
  inputs: [],
  outputs: [],
});

const spec: SystemSpec = {
  nodes: [
    { id: 'a', role: 'r', mayCrash: true },
    { id: 'b', role: 'r' },
  ],
  config: null,
  network: 'fifo',
  faults: { crash: 1, drop: 2, timeout: 1 },
  outputs: 'every',
  properties: [],
  notChecked: [],
};

const step = (action: Action): Step => ({ action }) as Step;
const at = (change: Partial<Situation>): Situation => ({
  spec,
  nodes: [node('a'), node('b')],
  cut: undefined,
  steps: [],
  hasFailed: false,
  ...change,
});
const lost = step({ kind: 'drop', node: 'b', from: 'a', message: 1 });

describe('a step that cannot be taken says why', () => {
  test('of a message', () => {
    const way = { from: 'a', to: 'b', isBehind: false };
    expect(whyNotDelivered(at({ nodes: [node('a'), node('b', false)] }), way)).toBe('b is down.');
    expect(whyNotDelivered(at({ cut: [['a'], ['b']] }), way)).toBe('The network is cut between a and b.');
    expect(whyNotDelivered(at({}), { ...way, isBehind: true })).toBe('An older message from a comes first.');
    expect(whyNotTampered(at({ steps: [lost, lost] }), 'drop', way)).toBe('No losses left in the budget: 2 of 2 used.');
    expect(whyNotTampered(at({}), 'duplicate', way)).toBe('This challenge has no duplications.');
    const reliable = { ...spec, network: { order: 'unordered' as const, channels: [{ from: 'a', drop: 0 }] } };
    expect(whyNotTampered(at({ spec: reliable }), 'drop', way)).toBe('This channel has no losses.');
    expect(whyNotTampered(at({ spec: { ...spec, network: 'kept' } }), 'drop', way)).toContain('nothing is lost here');
  });

  test('of a node and its timers', () => {
    const fired = step({ kind: 'timeout', node: 'a', timer: 1 });
    expect(whyNotFired(at({ steps: [fired] }), 'a')).toBe('No timeouts left in the budget: 1 of 1 used.');
    expect(whyNotTo(at({}), 'crash', 'b')).toBe('b never crashes here.');
    expect(whyNotTo(at({ steps: [step({ kind: 'crash', node: 'a' })] }), 'crash', 'a')).toBe(
      'No crashes left in the budget: 1 of 1 used.',
    );
    expect(whyNotTo(at({}), 'restart', 'a')).toBe('a is up.');
    expect(whyNotTo(at({}), 'isolate', 'a')).toBe('The network is never cut in this challenge.');
    expect(whyNotTo(at({}), 'heal', 'a')).toBe('The network is whole.');
    expect(whyNotTo(at({ hasFailed: true }), 'crash', 'a')).toBe('A handler has failed: nothing follows.');
  });
});

test('what is held back comes last and has no number, and outcomes of one step are one offer', () => {
  const deliver = (message: string, choices?: readonly number[]): PlayChoice => ({
    action: { kind: 'deliver', node: 'b', from: 'a', message, ...(choices ? { choices } : {}) },
    label: message,
    isFault: false,
    isIdle: false,
  });
  const choices = [deliver('x'), deliver('y', [0]), deliver('y', [1])];
  const numbered = numberChoices(choices, new Set([messageKey('a', 'b', 'x')]));
  expect(numbered.map(({ choice, number, isHeld }) => [choice.label, number, isHeld])).toEqual([
    ['y', 1, false],
    ['y', 2, false],
    ['x', null, true],
  ]);
  const offer = offersOf(numbered).get(offerKey('deliver', 'b', 'y', 'a'));
  expect(offer?.choices).toHaveLength(2);
  expect(offer?.number).toBe(1);
});

test('a search claims no more than was looked at', () => {
  const said = (found: PlayFound): string => outcomeWords({ goal: { kind: 'quiescent' }, from: 'here', found });
  expect(said({ kind: 'none', explored: 3120 })).toContain('Looked at all 3,120 states that can follow: none is one.');
  expect(said({ kind: 'stopped', why: 'states', explored: 2_000_000, depth: 17 })).toBe(
    'Given up: too many states, after 2,000,000 states. None within 17 steps is one; beyond that nothing is known.',
  );
  expect(said({ kind: 'found', schedule: [], back: 2, forward: 1, explored: 5 })).toBe(
    'Found, 2 steps back and 1 step on: none is nearer. Looked at 5 states.',
  );
});

test('the checker says what can still be won, and never more than it knows', () => {
  expect(winnableWords({ kind: 'in', steps: 5, property: 'agreement' }).long).toBe(
    'Still winnable in 5 steps: then “agreement” is violated.',
  );
  expect(winnableWords({ kind: 'in', steps: 0, property: 'agreement' }).long).toBe(
    'You have won: “agreement” is violated.',
  );
  expect(winnableWords({ kind: 'never' }).long).toBe('No longer winnable: every future is safe.');
  expect(winnableWords({ kind: 'not within', steps: 12 }).long).toBe('Not within 12 steps. Nobody has looked further.');
});
