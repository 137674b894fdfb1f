/** A file can claim bounds that nobody could explore: an assessment ends when its time is over, and says what it covered. */
import { expect, test } from 'vitest';
import { assess, rerun } from '../../src/grade';
import type { HiddenBounds } from '../../src/model';
import { demo, fixed, loggedCheck, submissionOf } from './make-submission';
import { environment, honest } from './node-environment';

/** A clock on which each look at it takes a second: the same on every machine. */
function slowClock() {
  let now = 0;
  return { ...environment, now: () => (now += 1000) };
}

const { quick, full } = demo.tiers;

test('what is not done in time is inconclusive, and its claim neither right nor wrong', async () => {
  const result = await honest(fixed, full);
  const claims = [
    { name: 'full', bounds: full, result },
    { name: 'huge', bounds: { participants: 3, drops: 1 }, result },
  ];
  const around = { ...slowClock(), milliseconds: 3000 };
  const { regrades } = await assess(submissionOf({ source: fixed, claims }), null, around, () => undefined);
  expect(regrades.map(({ name, result, match }) => `${name} ${result.kind} ${result.limit} ${match}`)).toEqual([
    'quick inconclusive time not-claimed',
    'full inconclusive time unfinished',
    'huge inconclusive time unfinished',
  ]);
  for (const { result: cut } of regrades) expect(cut.counts.distinct).toBeGreaterThan(0);
});

test('with time enough it is what it would be without an end', async () => {
  const claims = [{ name: 'full', bounds: full, result: await honest(fixed, full) }];
  const submission = submissionOf({ source: fixed, claims });
  const endless = await assess(submission, null, environment, () => undefined);
  const timed = await assess(submission, null, { ...environment, milliseconds: 3_600_000 }, () => undefined);
  expect(timed).toEqual(endless);
});

test('bounds that the candidate chose are checked last, and shown where they were claimed', async () => {
  const claims = [{ name: 'own', bounds: { participants: 1, drops: 0 }, result: await honest(fixed, full) }];
  const hidden: HiddenBounds = {
    ...{ format: 'interleave-hidden-bounds', version: 1, challenge: demo.slug, challengeHash: 'c'.repeat(64) },
    ...{ bounds: [{ name: 'mine', bounds: { participants: 1, drops: 1 } }], salt: '5'.repeat(64) },
  };
  const order: unknown[] = [];
  const { regrades } = await assess(
    submissionOf({ source: fixed, claims }),
    hidden,
    environment,
    () => undefined,
    ({ verdict }) => order.push(verdict.bounds),
  );
  expect(order).toEqual([quick, full, hidden.bounds[0]?.bounds, claims[0]?.bounds]);
  expect(regrades.map(({ name }) => name)).toEqual(['quick', 'full', 'own', 'mine']);
});

test('a check of the log that does not finish again says nothing of what the log says', async () => {
  const result = { ...(await honest(fixed, quick)), digest: 'f'.repeat(64) };
  const submission = submissionOf({ source: fixed, events: [loggedCheck(fixed, quick, result)] });
  const around = { ...slowClock(), milliseconds: 3000 };
  expect(await rerun(submission, 2, around, () => undefined)).toMatchObject({ match: 'unfinished' });
  expect(await rerun(submission, 2, environment, () => undefined)).toMatchObject({ match: 'differs' });
});
