/** What is no serious answer: the right words at the quick bounds. */
import type { ExpectedJunk } from '../model';
import type { RowWork } from './row-work';
import { expectedWords, outcomeWords } from './rows';

/** Runs what is no serious answer at the quick bounds. */
export async function runJunk(work: RowWork, expected: ExpectedJunk | null): Promise<void> {
  const { file, place } = work.plan;
  const { quick } = work.challenge.tiers;
  const outcome = await work.check('quick', quick);
  work.chief = outcome;
  work.found = outcomeWords(outcome);
  const isAsSaid =
    expected === null
      ? outcome.kind !== 'holds'
      : outcome.kind === expected.verdict &&
        (expected.property === undefined || outcome.property === expected.property) &&
        (expected.problem === undefined || outcome.problem?.code === expected.problem);
  work.mark('quick', quick, isAsSaid);
  if (!isAsSaid)
    work.say(
      'junk-differs',
      place,
      `${file} at the quick bounds: ${outcomeWords(outcome)}${outcome.problem === null ? '' : `, “${outcome.problem.sentence}”`}; ${expectedWords(work.plan)} is expected.`,
    );
  work.measured = {
    kind: 'junk',
    value: {
      file,
      verdict: outcome.kind,
      ...(outcome.property === null ? {} : { property: outcome.property }),
      ...(outcome.problem === null ? {} : { problem: outcome.problem.code }),
    },
  };
}
