/** The smallest bounds at which a wrong answer dies. */
import { type Bounds, boundsWords, sameBounds } from '../model';
import { boundsAt, heightOf, oneStepSmaller } from './bounds';
import { buildSystem } from './definition';
import { isKill, type Kill } from './kill';
import type { RowWork } from './row-work';
import { hasExpectation, outcomeWords } from './rows';

/** Checks of one row on the search for the smallest bounds. */
const searchMax = 400;

/**
 * The smallest bounds that kill in the wanted way: the least sum above the minimum, then the fewest states. Null if none up to
 * those expected does.
 */
export async function search(work: RowWork, wanted: Kill, expected: Bounds, isKilled: boolean): Promise<Bounds | null> {
  const challenge = work.challenge;
  const limit = Object.fromEntries(challenge.parameters.map(({ name, max }) => [name, max]));
  const top = isKilled ? heightOf(challenge, expected) : heightOf(challenge, challenge.tiers.full);
  let tried = 0;
  for (let height = 0; height <= top; height++) {
    const level = boundsAt(challenge, height, limit).filter(
      (bounds) => !('sentence' in buildSystem(challenge, bounds)),
    );
    tried += level.length;
    if (tried > searchMax) break;
    const outcomes = await Promise.all(
      level.map(async (bounds) => ({ bounds, outcome: await work.check('search', bounds) })),
    );
    const kills = outcomes
      .filter(({ outcome }) => isKill(outcome, wanted))
      .sort((a, b) => a.outcome.counts.distinct - b.outcome.counts.distinct);
    const [least] = kills;
    if (least === undefined) continue;
    if (isKilled && kills.some(({ bounds }) => sameBounds(bounds, expected))) return expected;
    if (!sameBounds(least.bounds, expected) && hasExpectation(work.plan))
      work.say(
        'not-smallest',
        work.plan.place,
        `${work.plan.file} is caught at smaller bounds than ${boundsWords(expected)}: at ${boundsWords(least.bounds)}, ${outcomeWords(least.outcome)}. Write these as its smallest ones.`,
      );
    return least.bounds;
  }
  return isKilled ? expected : null;
}

/**
 * Bounds at which it dies in the wanted way and from which no single step down does: one parameter after the other is lowered
 * as long as it dies. Fewer checks than a search, each smaller than the one before; smaller bounds that differ in two parameters
 * at once are not looked at.
 *
 * @param from bounds at which it dies so
 */
export async function descend(work: RowWork, wanted: Kill, from: Bounds): Promise<Bounds> {
  for (const bounds of oneStepSmaller(work.challenge, from)) {
    if ('sentence' in buildSystem(work.challenge, bounds)) continue;
    if (isKill(await work.check('search', bounds), wanted)) return descend(work, wanted, bounds);
  }
  return from;
}
