import { expect, test } from 'vitest';
import { assess, gradeLimits } from '../../src/grade';
import { challengeHash, demo, engine, fixed } from './make-submission';
import { environment, honest } from './node-environment';
import { pinnedHidden, pinnedSubmissions, pinnedText } from './pinned';

test('assessments in Node have the bytes that are pinned', async () => {
  const identity = { engine, challengeHash };
  const submissions = pinnedSubmissions(await honest(fixed, demo.tiers.quick), identity);
  const assessments = [];
  for (const submission of submissions)
    assessments.push(
      await assess(submission, pinnedHidden(identity), { ...environment, limits: gradeLimits }, () => undefined),
    );
  await expect(pinnedText(assessments, identity)).toMatchFileSnapshot('./assessments.jsonl');
});
