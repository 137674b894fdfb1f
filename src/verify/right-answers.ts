/** Right answers: they hold at every tier, within the budget, with the states that are expected. */
import {
  type Bounds,
  boundsWords,
  type CheckPurpose,
  type ExpectedCorrect,
  type ExpectedCounts,
  type VerifyOutcome,
} from '../model';
import { countsOf, countWords, sameCounts } from './counts';
import type { RowWork } from './row-work';
import { hiddenOf, outcomeWords } from './rows';

/** Runs all checks of a right answer. */
export async function runCorrect(work: RowWork, expected: ExpectedCorrect | null): Promise<void> {
  const { tiers } = work.challenge;
  const quick = work.check('quick', tiers.quick, expected?.quick.distinct);
  if (work.options.quick) {
    const outcome = await quick;
    work.chief = outcome;
    work.found = outcomeWords(outcome);
    mustHold(work, 'quick', tiers.quick, outcome, expected?.quick ?? null);
    return;
  }
  const full = work.check('full', tiers.full, expected?.full.distinct);
  const also = (expected?.also ?? []).map((entry) => ({
    entry,
    outcome: work.check('also', entry.bounds, entry.distinct),
  }));
  const hidden = hiddenOf(work.pack).map((bounds) => ({
    bounds,
    outcome: work.check('hidden', bounds, expected?.full.distinct),
  }));
  const atQuick = await quick;
  mustHold(work, 'quick', tiers.quick, atQuick, expected?.quick ?? null);
  const atFull = await full;
  work.chief = atFull;
  work.found = outcomeWords(atFull);
  mustHold(work, 'full', tiers.full, atFull, expected?.full ?? null);
  const measuredAlso: (ExpectedCounts & { readonly bounds: Bounds })[] = [];
  for (const { entry, outcome } of also) {
    const came = await outcome;
    mustHold(work, 'also', entry.bounds, came, entry);
    measuredAlso.push({ bounds: entry.bounds, ...countsOf(came) });
  }
  for (const { bounds, outcome } of hidden) mustHold(work, 'hidden', bounds, await outcome, null);
  if (atQuick.kind === 'holds' && atFull.kind === 'holds')
    work.measured = {
      kind: 'correct',
      value: {
        file: work.plan.file,
        quick: countsOf(atQuick),
        full: countsOf(atFull),
        ...(measuredAlso.length === 0 ? {} : { also: measuredAlso }),
      },
    };
}

function mustHold(
  work: RowWork,
  purpose: CheckPurpose,
  bounds: Bounds,
  outcome: VerifyOutcome,
  counts: ExpectedCounts | null,
): void {
  const { file, place } = work.plan;
  const at = `${purpose === 'quick' || purpose === 'full' ? `its ${purpose} bounds` : purpose === 'hidden' ? 'hidden bounds' : 'further bounds'} (${boundsWords(bounds)})`;
  work.mark(purpose, bounds, outcome.kind === 'holds');
  if (work.refused(outcome)) return;
  if (outcome.limit === 'states') {
    work.say(
      'budget-exceeded',
      place,
      `${file} needs more than the budget of ${work.pack.manifest.budget.states} states at ${at}. Raise budget.states, or make the bounds smaller.`,
    );
    return;
  }
  if (outcome.kind !== 'holds') {
    work.say(
      'answer-fails',
      place,
      `${file} must hold, and at ${at} the verdict is ${outcomeWords(outcome)}. Mend the answer, or the property that objects.`,
    );
    return;
  }
  const found = countsOf(outcome);
  if (counts !== null && !sameCounts(counts, found)) {
    work.mark(purpose, bounds, false);
    work.say(
      'counts-differ',
      place,
      `${file} at ${at} has ${countWords(found)}, and ${countWords(counts)} are expected. Find out what has changed, then take over the numbers.`,
    );
  }
}
