/** The candidate's key in a real IndexedDB: made once, the same after a reload, also when two pages make it at once. */
import { beforeEach, expect, test } from 'vitest';
import { encodeCandidateKey, readCandidateKey } from '../../../src/app/storage/candidate-key';
import { identitiesIn, openFeedback, recipientOf, sealFeedback } from '../../../src/submission';

beforeEach(async () => {
  await new Promise((resolve) => {
    const request = indexedDB.deleteDatabase('interleave-candidate');
    request.onsuccess = resolve;
    request.onblocked = resolve;
  });
});

test('the key is made once and found again', async () => {
  const first = await readCandidateKey();
  const second = await readCandidateKey();
  expect(first.isKept).toBe(true);
  expect(second).toEqual(first);
  expect(await recipientOf(first.secret)).toEqual({ kind: 'ok', value: first.recipient });
});

test('two pages that open at once have one key', async () => {
  const keys = await Promise.all([readCandidateKey(), readCandidateKey(), readCandidateKey()]);
  expect(new Set(keys.map(({ recipient }) => recipient)).size).toBe(1);
});

test('a backup opens what was sealed to the key', async () => {
  const key = await readCandidateKey();
  const secrets = identitiesIn(encodeCandidateKey(key));
  expect(secrets).toEqual({ kind: 'ok', value: [key.secret] });
  const feedback = {
    format: 'interleave-feedback',
    version: 1,
    submission: 'ab'.repeat(32),
    challenge: 'paxos',
    from: 'Team',
    message: 'Thank you.',
    comments: [],
    verdicts: [],
  } as const;
  const sealed = await sealFeedback(feedback, key.recipient);
  if (sealed.kind === 'err') throw new Error(sealed.error.sentence);
  expect(await openFeedback(sealed.value, [key.secret])).toEqual({ kind: 'ok', value: feedback });
});
