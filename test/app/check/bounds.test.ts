import { expect, test } from 'vitest';
import { draftOf, fittingBounds, parseBounds, reductionsOf, tierOf } from '../../../src/app/check/bounds';
import type { Challenge, Parameter } from '../../../src/model';

const parameters: readonly Parameter[] = [
  { name: 'nodes', label: 'nodes', meaning: 'How many nodes.', min: 1, max: 5 },
  { name: 'crashes', label: 'crashes', meaning: 'How many crashes.', min: 0, max: 2 },
];

const challenge = {
  parameters,
  tiers: { quick: { nodes: 2, crashes: 0 }, full: { nodes: 3, crashes: 1 } },
} as unknown as Challenge;

test('whole numbers within their limits become bounds', () => {
  expect(parseBounds(parameters, { nodes: ' 3', crashes: '0' })).toEqual({
    kind: 'ok',
    value: { nodes: 3, crashes: 0 },
  });
});

test.each(['', ' ', 'two', '1.5', '1e1', '0x1', '-1', '6', '9'.repeat(400), '∞', 'NaN'])(
  'the text “%s” is not sent, and the sentence says what would be right',
  (text) => {
    const parsed = parseBounds(parameters, { nodes: text, crashes: '0' });
    expect(parsed.kind).toBe('err');
    if (parsed.kind === 'err') {
      expect(Object.keys(parsed.error)).toEqual(['nodes']);
      expect(parsed.error.nodes).toContain('a whole number from 1 to 5');
      expect(parsed.error.nodes?.length).toBeLessThan(120);
    }
  },
);

test('stored bounds that no longer fit give way to the quick tier', () => {
  expect(fittingBounds(challenge, null)).toEqual(challenge.tiers.quick);
  expect(fittingBounds(challenge, { nodes: 4, crashes: 2 })).toEqual({ nodes: 4, crashes: 2 });
  expect(fittingBounds(challenge, { nodes: 9, crashes: 2 })).toEqual(challenge.tiers.quick);
  expect(fittingBounds(challenge, { other: 1 })).toEqual(challenge.tiers.quick);
});

test('the tier is named only when the bounds are exactly its own', () => {
  expect(tierOf(challenge, { nodes: 2, crashes: 0 })).toBe('quick');
  expect(tierOf(challenge, { nodes: 3, crashes: 1 })).toBe('full');
  expect(tierOf(challenge, { nodes: 3, crashes: 0 })).toBe('own');
});

test('each bound above its least can be lowered by one', () => {
  const reductions = reductionsOf(parameters, { nodes: 3, crashes: 0 });
  expect(reductions.map(({ label, bounds }) => [label, bounds])).toEqual([['nodes 3 → 2', { nodes: 2, crashes: 0 }]]);
});

test('a draft shows every number as text', () => {
  expect(draftOf({ nodes: 2, crashes: 0 })).toEqual({ nodes: '2', crashes: '0' });
});
