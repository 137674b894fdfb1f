/** Symmetry on protocols of the catalogue: members are said to be interchangeable, and no verdict changes. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { challenges } from '../../challenges';
import { checkSource } from '../../src/cli';
import type { Bounds, Challenge, NodeSpec, SystemSpec } from '../../src/model';
import { tellingSourcesOf } from '../models/catalogue-sources';
import { essence } from '../models/essence';

/** The role whose nodes are interchangeable. Producers are not: their names are part of longer texts. */
const roles: Readonly<Record<string, string>> = {
  'two-phase-commit': 'participant',
  'the-lock-that-forgets': 'consumer',
  paxos: 'acceptor',
};

/** Nodes of the role that are given the same: a class for each gift that two or more have. */
function alike({ nodes }: SystemSpec, slug: string): SystemSpec['symmetry'] {
  const byGift = new Map<string, string[]>();
  for (const node of nodes.filter(({ role }) => role === roles[slug])) {
    const { id, ...gift }: NodeSpec = node;
    const key = JSON.stringify(gift);
    byGift.set(key, [...(byGift.get(key) ?? []), id]);
  }
  return [...byGift.values()].filter((ids) => ids.length > 1).map((ids) => ids.map((id) => [id]));
}

function symmetric(challenge: Challenge): Challenge {
  return {
    ...challenge,
    system(bounds: Bounds) {
      const spec = challenge.system(bounds);
      return { ...spec, symmetry: alike(spec, challenge.slug) ?? [] };
    },
  };
}

/** Bounds with interchangeable nodes: Paxos has two acceptors, the others need one node more than the quick tier has. */
const more: Readonly<Record<string, Bounds>> = {
  'two-phase-commit': { participants: 3, crashes: 1 },
  'the-lock-that-forgets': { consumers: 2, producers: 2, items: 1 },
};

const used = new Map<string, number>();

const symmetricOnes = challenges.filter(({ slug }) => slug === 'paxos' || slug in more);

describe.each(symmetricOnes.map((challenge) => [challenge.slug, challenge] as const))('%s', (slug, challenge) => {
  test.each(tellingSourcesOf(challenge))('%s is judged alike with and without it', async (path) => {
    const asked = {
      challenge: symmetric(challenge),
      source: readFileSync(new URL(`../../challenges/${path}`, import.meta.url)),
      file: path,
      bounds: { ...challenge.tiers.quick, ...more[slug] },
    };
    const whole = await checkSource({ ...asked, symmetry: false });
    const reduced = await checkSource({ ...asked, symmetry: true });
    expect(essence(reduced)).toEqual(essence(whole));
    const [reduction] = reduced.verdict.reductions ?? [];
    if (reduction?.used === true && reduction.kind === 'symmetry') {
      used.set(slug, (used.get(slug) ?? 0) + 1);
      expect(reduced.verdict.counts.distinct).toBeLessThan(whole.verdict.counts.distinct);
      // Where everything was visited, the states stood for are the states themselves.
      if (whole.verdict.kind === 'holds') expect(reduction.standFor).toBe(whole.verdict.counts.distinct);
    }
  });

  test('and it is used for some of them', () => {
    expect(used.get(slug)).toBeGreaterThanOrEqual(5);
  });
});
