/** Hidden bounds, scorecards and feedback as files. */
import { describe, expect, test } from 'vitest';
import type { Feedback, Scorecard } from '../../src/model';
import {
  createHiddenBounds,
  createIdentity,
  decodeHiddenBounds,
  decodeScorecard,
  encodeFeedback,
  encodeHiddenBounds,
  encodeScorecard,
  hiddenBoundsHash,
  openFeedback,
  sealFeedback,
} from '../../src/submission';
import { challengeHash, holds } from './samples';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const hostile = '<img src=x onerror=alert(1)>\u202e=HYPERLINK("x")';

const hidden = createHiddenBounds(
  'paxos',
  challengeHash,
  [{ name: 'five acceptors', bounds: { acceptors: 5 } }],
  '5a'.repeat(32),
);

const scorecard: Scorecard = {
  format: 'interleave-review',
  version: 1,
  submission: challengeHash,
  challenge: 'paxos',
  reviewer: hostile,
  stage: 'team',
  scores: { reasoning: 3 },
  remarks: { reasoning: hostile },
  comments: [{ type: 'essential', text: hostile, line: 3, record: null, share: true }],
  recommendation: 'yes',
  updatedAt: '2026-03-02T09:00:00.000Z',
};

const feedback: Feedback = {
  format: 'interleave-feedback',
  version: 1,
  submission: challengeHash,
  challenge: 'paxos',
  from: 'Team',
  message: hostile,
  comments: [{ type: 'celebratory', text: 'well done', line: null }],
  verdicts: [{ name: 'full', bounds: { acceptors: 3 }, result: holds, steps: ['a1 crashes'] }],
};

describe('hidden bounds', () => {
  test('are what they were after they were saved, and so is their hash', () => {
    const read = decodeHiddenBounds(bytesOf(encodeHiddenBounds(hidden)));
    expect(read).toEqual({ kind: 'ok', value: hidden });
    // sha256sum of the canonical JSON, written by hand.
    expect(hiddenBoundsHash(hidden)).toBe('69aad95c30e93c7f7051594cf0c1e5012dbe9574f6d434a9cdc59e98268b1077');
  });

  test('with another number, name or salt have another hash', () => {
    const others = [
      hidden,
      { ...hidden, salt: '5b'.repeat(32) },
      { ...hidden, bounds: [{ name: 'five acceptors', bounds: { acceptors: 4 } }] },
      { ...hidden, bounds: [{ name: 'four acceptors', bounds: { acceptors: 5 } }] },
    ];
    expect(new Set(others.map(hiddenBoundsHash)).size).toBe(4);
  });

  test.each([
    ['nothing', '', 'is not JSON text'],
    ['another file', encodeScorecard(scorecard), 'its format is not named interleave-hidden-bounds'],
    ['a list', '[]', 'its format is not named'],
    ['no bounds', encodeHiddenBounds({ ...hidden, bounds: [] }), 'damaged: “bounds”'],
    ['a field too many', encodeHiddenBounds({ ...hidden, extra: 1 } as never), 'has a name that is not known'],
    ['a salt that is none', encodeHiddenBounds({ ...hidden, salt: '5a' }), '“salt”: must be 64 hexadecimal digits'],
    ['deep nesting', '['.repeat(4_000_000), 'is not JSON text'],
    ['too much', ' '.repeat(5_000_001), 'larger than 5 MB'],
  ])('are refused with %s', (_what, text, words) => {
    const read = decodeHiddenBounds(bytesOf(text));
    expect(read).toMatchObject({
      kind: 'err',
      error: { code: 'hidden-bounds-invalid', sentence: expect.stringContaining(words) },
    });
  });

  test('of a newer version are named as such', () => {
    expect(decodeHiddenBounds(bytesOf(encodeHiddenBounds({ ...hidden, version: 2 } as never)))).toMatchObject({
      error: { code: 'bundle-newer' },
    });
  });
});

describe('a scorecard', () => {
  test('is what it was after it was exported, and text stays text', () => {
    expect(decodeScorecard(bytesOf(encodeScorecard(scorecard)))).toEqual({ kind: 'ok', value: scorecard });
  });

  test('with a score that is none is refused', () => {
    for (const scores of [{ reasoning: -1 }, { reasoning: 1.5 }, { 'Not an id': 1 }])
      expect(decodeScorecard(bytesOf(encodeScorecard({ ...scorecard, scores } as never)))).toMatchObject({
        error: { code: 'review-invalid' },
      });
  });
});

describe('feedback', () => {
  test('is read by the candidate, sealed or not, and by nobody else when sealed', async () => {
    const [candidate, other] = [await createIdentity(), await createIdentity()];
    const sealed = await sealFeedback(feedback, candidate.recipient);
    if (sealed.kind === 'err') throw new Error(sealed.error.sentence);
    expect(await openFeedback(sealed.value, [other.secret, candidate.secret])).toEqual({ kind: 'ok', value: feedback });
    expect(await openFeedback(bytesOf(encodeFeedback(feedback)), [])).toEqual({ kind: 'ok', value: feedback });
    expect(await openFeedback(sealed.value, [other.secret])).toMatchObject({ error: { code: 'feedback-invalid' } });
  });

  test('that is damaged is refused', async () => {
    const text = encodeFeedback(feedback).replace('"holds"', '"fine"');
    expect(await openFeedback(bytesOf(text), [])).toMatchObject({ error: { code: 'feedback-invalid' } });
  });
});
