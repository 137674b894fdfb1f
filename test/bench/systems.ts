/** The systems that are measured: shipped challenges with their references, as any candidate would run them. */
import { readFileSync } from 'node:fs';
import { challengeBySlug } from '../../challenges';
import { compileSource } from '../../src/host/compile';
import { type CheckRequest, defaultLimits } from '../../src/model';

export interface BenchSystem {
  readonly name: string;
  readonly request: CheckRequest;
  readonly repeats: number;
}

function system(
  name: string,
  slug: string,
  bounds: Record<string, number>,
  states: number,
  repeats: number,
): BenchSystem {
  const challenge = challengeBySlug(slug);
  if (challenge === undefined) throw new Error(`no challenge ${slug}`);
  const source = readFileSync(new URL(`../../challenges/${slug}/reference.ts`, import.meta.url), 'utf8');
  return {
    name,
    repeats,
    request: {
      challenge: slug,
      program: compileSource(source, 'reference.ts'),
      bounds: { ...challenge.tiers.quick, ...bounds },
      limits: { ...defaultLimits, states },
      explore: 'first',
    },
  };
}

export const benchSystems: readonly BenchSystem[] = [
  system(
    'two-phase commit, full bounds',
    'two-phase-commit',
    challengeBySlug('two-phase-commit')?.tiers.full ?? {},
    20_000_000,
    5,
  ),
  system(
    'Paxos 3 acceptors, 2 proposers, 2 ballots',
    'paxos',
    { acceptors: 3, proposers: 2, ballots: 2, crashes: 0 },
    20_000_000,
    7,
  ),
  system(
    'Paxos 3 acceptors, 2 proposers, 3 ballots, first 3,000,000 states',
    'paxos',
    { acceptors: 3, proposers: 2, ballots: 3, crashes: 0 },
    3_000_000,
    3,
  ),
];
