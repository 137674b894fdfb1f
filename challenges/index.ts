/** The catalogue, in the order in which it is shown. Answers are never imported here: they are not shipped to candidates. */
import type { Challenge } from '../src/model';
import { demoChallenge } from './demo-commit/challenge';
import { paxos } from './paxos/challenge';
import { theLockThatForgets } from './the-lock-that-forgets/challenge';
import { twoPhaseCommit } from './two-phase-commit/challenge';

export const challenges: readonly Challenge[] = [theLockThatForgets, twoPhaseCommit, paxos];

/** A challenge by its folder name; the demo of the home page included. */
export function challengeBySlug(slug: string): Challenge | undefined {
  return [...challenges, demoChallenge].find((challenge) => challenge.slug === slug);
}
