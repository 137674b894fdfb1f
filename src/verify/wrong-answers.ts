/** Wrong answers: killed by the property that is named, at the smallest bounds, in the fewest steps, and nowhere below. */
import { type Bounds, boundsWords, type ExpectedWrong, type VerifyOutcome } from '../model';
import { oneStepSmaller } from './bounds';
import { isKill, type Kill } from './kill';
import type { RowWork } from './row-work';
import { expectedWords, outcomeWords } from './rows';
import { descend, search } from './smallest-bounds';

/** Confirms what is expected of a wrong answer, or measures what kills it where nothing is. */
export async function runWrong(work: RowWork, expected: ExpectedWrong | null, isStarter: boolean): Promise<void> {
  const { file, place } = work.plan;
  const { tiers } = work.challenge;
  const atQuick = isStarter || expected === null ? work.check('quick', tiers.quick) : null;
  if (expected === null) {
    await measureWrong(work, await (atQuick as Promise<VerifyOutcome>), isStarter);
    return;
  }
  const wanted = { verdict: expected.verdict, property: expected.property };
  const smallest = work.check('smallest', expected.smallest);
  const smaller = oneStepSmaller(work.challenge, expected.smallest).map((bounds) => ({
    bounds,
    outcome: work.check('smaller', bounds),
  }));
  const survives = expected.survives.map((bounds) => ({
    bounds,
    outcome: work.check('survives', bounds, work.pack.manifest.referenceStates?.quick),
  }));
  if (atQuick !== null) {
    const outcome = await atQuick;
    const fails = outcome.kind !== 'holds';
    const asSaid = isKill(outcome, wanted);
    work.mark('quick', tiers.quick, asSaid);
    if (!work.refused(outcome)) {
      if (!fails)
        work.say(
          'starter-passes',
          place,
          `${file} holds at the quick bounds, so there is nothing left to do. Begin with something that fails.`,
        );
      else if (!asSaid)
        work.say(
          'mutant-differs',
          place,
          `${file} at the quick bounds: ${outcomeWords(outcome)}; ${expectedWords(work.plan)} is expected.`,
        );
    }
  }
  const outcome = await smallest;
  work.chief = outcome;
  work.found = outcomeWords(outcome);
  const isKilled = isKill(outcome, wanted);
  const length = outcome.schedule?.length;
  const isShortest = expected.length === length;
  work.mark('smallest', expected.smallest, isKilled && isShortest);
  if (!work.refused(outcome)) {
    if (outcome.kind === 'holds')
      work.say(
        'mutant-survives',
        place,
        `${file} survives at ${boundsWords(expected.smallest)}: the verdict is holds, and ${expectedWords(work.plan)} is expected. Look whether the property still sees it, or whether larger bounds are needed.`,
      );
    else if (!isKilled || !isShortest)
      work.say(
        'mutant-differs',
        place,
        `${file} at ${boundsWords(expected.smallest)}: ${outcomeWords(outcome)}; ${expectedWords(work.plan)} is expected.`,
      );
  }
  work.smallest = isKilled ? expected.smallest : null;
  let smallestFound = work.smallest;
  for (const { bounds, outcome: below } of smaller) {
    const came = await below;
    const isCaught = isKill(came, wanted);
    work.mark('smaller', bounds, !isCaught);
    if (isCaught && isKilled) {
      smallestFound = bounds;
      work.say(
        'not-smallest',
        place,
        `${file} is caught in the same way at smaller bounds, ${boundsWords(bounds)}: ${outcomeWords(came)}. Write these as its smallest ones.`,
      );
    }
  }
  for (const { bounds, outcome: above } of survives) {
    const came = await above;
    work.mark('survives', bounds, came.kind === 'holds');
    if (came.kind !== 'holds')
      work.say(
        'survivor-fails',
        place,
        `${file} is said to survive ${boundsWords(bounds)}, and the verdict there is ${outcomeWords(came)}. Remove these bounds from what it survives, or find out what has changed.`,
      );
  }
  if (work.options.findSmallest) smallestFound = await search(work, wanted, expected.smallest, isKilled);
  if (smallestFound !== null) await measureAt(work, wanted, smallestFound, expected);
}

/** A wrong answer of which nothing is said yet: what kills it at the quick bounds, else at the full ones. */
async function measureWrong(work: RowWork, atQuick: VerifyOutcome, isStarter: boolean): Promise<void> {
  const { file, place } = work.plan;
  const { tiers } = work.challenge;
  work.chief = atQuick;
  work.found = outcomeWords(atQuick);
  work.mark('quick', tiers.quick, atQuick.kind !== 'holds');
  if (work.refused(atQuick)) return;
  let bounds = tiers.quick;
  let outcome = atQuick;
  if (atQuick.kind === 'holds' && isStarter)
    work.say(
      'starter-passes',
      place,
      `${file} holds at the quick bounds, so there is nothing left to do. Begin with something that fails.`,
    );
  if (atQuick.kind === 'holds' && !work.options.quick) {
    bounds = tiers.full;
    outcome = await work.check('full', bounds, work.pack.manifest.referenceStates?.full);
    work.chief = outcome;
    work.found = outcomeWords(outcome);
    work.mark('full', bounds, outcome.kind !== 'holds');
    if (outcome.kind === 'holds' && !isStarter)
      work.say(
        'mutant-survives',
        place,
        `${file} survives the full bounds. Look whether a property is too weak, or larger bounds are needed.`,
      );
  }
  if (outcome.kind === 'holds' || outcome.property === null) return;
  const wanted = { verdict: outcome.kind, property: outcome.property };
  work.smallest = bounds;
  const smallest = work.options.findSmallest
    ? await search(work, wanted, bounds, true)
    : await descend(work, wanted, bounds);
  if (smallest !== null) await measureAt(work, wanted, smallest, null);
}

async function measureAt(work: RowWork, wanted: Kill, bounds: Bounds, expected: ExpectedWrong | null): Promise<void> {
  const outcome = await work.check('smallest', bounds);
  work.smallest = bounds;
  if (!isKill(outcome, wanted)) return;
  work.measured = {
    kind: 'wrong',
    value: {
      file: work.plan.file,
      ...wanted,
      ...(outcome.schedule === null ? {} : { length: outcome.schedule.length }),
      smallest: bounds,
      survives: expected?.survives ?? [],
      ...(expected?.note === undefined ? {} : { note: expected.note }),
    },
  };
}
