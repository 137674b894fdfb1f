/** What each challenge is judged by. For those who review: pages of candidates do not load it. */
import type { Rubric } from '../src/model';
import { paxosRubric } from './paxos/rubric';
import { theLockThatForgetsRubric } from './the-lock-that-forgets/rubric';
import { twoPhaseCommitRubric } from './two-phase-commit/rubric';

const rubrics: Readonly<Record<string, Rubric>> = {
  paxos: paxosRubric,
  'the-lock-that-forgets': theLockThatForgetsRubric,
  'two-phase-commit': twoPhaseCommitRubric,
};

/** The rubric of a challenge; one without criteria where it has none. */
export function rubricOf(slug: string): Rubric {
  return Object.hasOwn(rubrics, slug) ? (rubrics[slug] as Rubric) : { criteria: [] };
}
