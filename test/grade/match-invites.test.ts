/** The invite that a submission names, held against those that its work log names. */
import { expect, test } from 'vitest';
import { matchInvites } from '../../src/grade/match-invites';
import type { Invite, LogEntry, WorkEvent } from '../../src/model';
import { inviteSentence } from '../../src/review';
import { redacted } from '../review/make';
import { challengeHash, demo, fixed, submissionOf } from './make-submission';

const [one, other] = ['1'.repeat(32), '2'.repeat(32)];

const invite = (part: Partial<Invite> = {}): Invite => ({
  ...{ version: 1, id: one, from: 'A team', challenge: demo.slug, challengeHash },
  ...{ recipients: [], hiddenHash: null, minutes: null },
  ...part,
});
const invited = (id: string): WorkEvent => ({ kind: 'invited', invite: id });

const matchOf = (named: Invite | null, events: readonly WorkEvent[]) =>
  matchInvites(submissionOf({ source: fixed, manifest: { invite: named }, events }));

test.each<[string, Invite | null, readonly WorkEvent[], string]>([
  ['the invite that the log was under last', invite(), [invited(other), invited(one)], 'same'],
  ['no invite, and a log without one', null, [], 'none'],
  ['an invite that the log does not know', invite(), [], 'differs'],
  ['an invite that was followed by another', invite(), [invited(one), invited(other)], 'differs'],
  ['no invite, though the log was under one', null, [invited(other)], 'differs'],
  ['an invite to another challenge', invite({ challenge: 'paxos' }), [invited(one)], 'other-challenge'],
  ['an invite to another version', invite({ challengeHash: 'd'.repeat(64) }), [invited(one)], 'other-challenge'],
])('a submission that names %s', (_, named, events, expected) => {
  expect(matchOf(named, events).inviteMatch).toBe(expected);
});

test('what was left out cannot tell, and accuses nobody', () => {
  const submission = submissionOf({ source: fixed, manifest: { invite: invite() }, events: [invited(other)] });
  expect(matchInvites({ ...submission, log: null })).toEqual({ inviteMatch: 'not-told', invitesLogged: [] });
  const after: readonly LogEntry[] = [...(submission.log ?? []), redacted(3, 2, 3000, 4000)];
  expect(matchInvites({ ...submission, log: after })).toEqual({ inviteMatch: 'not-told', invitesLogged: [other] });
});

test('a mismatch is told with both sides', () => {
  const { slug, title } = demo;
  const assessment = {
    ...matchOf(invite(), [invited(other)]),
    invite: one,
    challenge: { slug, title, hash: challengeHash },
  };
  expect(inviteSentence(assessment)).toBe(
    `The submission names the invite ${one}, and the invite that the log was under last is another: ${other}.`,
  );
});
