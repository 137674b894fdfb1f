/** Bounds from outside: only those that fit the challenge reach it. */
import { describe, expect, test } from 'vitest';
import { completeBounds } from '../../src/check';
import { checkSource } from '../../src/cli';
import type { Bounds, Challenge } from '../../src/model';
import { protocolOf, tinyChallenge, tinyNodes, tinySpec } from '../models/tiny-challenge';

const seen: Bounds[] = [];
const challenge: Challenge = {
  ...tinyChallenge({ nodes: [] }),
  parameters: [
    { name: 'nodes', label: 'nodes', meaning: 'How many nodes there are.', min: 1, max: 4 },
    { name: 'crashes', label: 'crashes', meaning: 'How many crashes there are.', min: 0, max: 2 },
  ],
  tiers: { quick: { nodes: 2, crashes: 0 }, full: { nodes: 4, crashes: 1 } },
  system(bounds) {
    seen.push(bounds);
    return tinySpec({ nodes: tinyNodes(bounds.nodes ?? 0, { inputs: ['go'] }) });
  },
};
const source = protocolOf('init: () => 0,');

async function verdictOf(bounds: Bounds) {
  return (await checkSource({ challenge, source, file: 'protocol.ts', bounds })).verdict;
}

describe('bounds', () => {
  test('that fit are given to the challenge and told in the verdict', async () => {
    expect(await verdictOf({ nodes: 3, crashes: 1 })).toMatchObject({
      kind: 'holds',
      bounds: { nodes: 3, crashes: 1 },
      counts: { distinct: 8 },
    });
    expect(seen.at(-1)).toEqual({ nodes: 3, crashes: 1 });
  });

  test('that are missing are those of the quick tier', async () => {
    expect(await verdictOf({})).toMatchObject({
      kind: 'holds',
      bounds: { nodes: 2, crashes: 0 },
      counts: { distinct: 4 },
    });
  });

  test.each<[string, Bounds, string]>([
    ['negative', { nodes: -1 }, 'The bound "nodes" is -1. It must be a whole number from 1 to 4.'],
    ['too small', { nodes: 0 }, 'The bound "nodes" is 0. It must be a whole number from 1 to 4.'],
    ['too large', { nodes: 5 }, 'The bound "nodes" is 5. It must be a whole number from 1 to 4.'],
    ['huge', { crashes: 1e300 }, 'The bound "crashes" is 1e+300. It must be a whole number from 0 to 2.'],
    ['fractions', { crashes: 1.5 }, 'The bound "crashes" is 1.5. It must be a whole number from 0 to 2.'],
    ['no numbers', { crashes: Number.NaN }, 'The bound "crashes" is NaN. It must be a whole number from 0 to 2.'],
    [
      'infinite',
      { crashes: Number.POSITIVE_INFINITY },
      'The bound "crashes" is Infinity. It must be a whole number from 0 to 2.',
    ],
    [
      'texts',
      { crashes: '1' as unknown as number },
      'The bound "crashes" is 1. It must be a whole number from 0 to 2.',
    ],
    ['unknown', { nods: 2 }, 'There is no bound "nods" in tiny. Its bounds are nodes, crashes.'],
    [
      'inherited names',
      { constructor: 2 } as Bounds,
      'There is no bound "constructor" in tiny. Its bounds are nodes, crashes.',
    ],
  ])('that are %s are refused before the challenge sees them', async (_name, bounds, sentence) => {
    const before = seen.length;
    expect(await verdictOf(bounds)).toMatchObject({
      kind: 'invalid',
      problem: { code: 'bounds-invalid', sentence },
      counts: { distinct: 0 },
    });
    expect(seen).toHaveLength(before);
  });

  test('that a tier lacks are refused', () => {
    expect(completeBounds({ ...challenge, tiers: { quick: {}, full: {} } }, {})).toMatchObject({
      kind: 'err',
      error: { code: 'bounds-invalid' },
    });
  });

  test('for which the challenge cannot build a system are the challenge’s mistake', async () => {
    const broken: Challenge = {
      ...challenge,
      system: () => {
        throw new Error('mistake');
      },
    };
    const { verdict } = await checkSource({ challenge: broken, source, file: 'protocol.ts', bounds: {} });
    expect(verdict).toMatchObject({ kind: 'invalid', problem: { code: 'challenge-invalid' } });
    expect(verdict.problem?.sentence).toContain('mistake');
  });

  test('are looked at after the source, which the candidate can mend', async () => {
    const { verdict } = await checkSource({ challenge, source: '', file: 'protocol.ts', bounds: { nodes: 99 } });
    expect(verdict.problem?.code).toBe('source-empty');
  });
});
