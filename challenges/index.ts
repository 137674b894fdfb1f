/** The catalogue, in the order it is shown. Answers are never imported here: they are not shipped to candidates. */
import type { Challenge } from '../src/model';
import { demoChallenge } from './demo/challenge';

export const challenges: readonly Challenge[] = [];

/** A challenge by its folder name; the demo of the home page included. */
export function challengeBySlug(slug: string): Challenge | undefined {
  return [...challenges, demoChallenge].find((challenge) => challenge.slug === slug);
}
