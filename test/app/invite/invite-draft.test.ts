/** What a form for an invite comes to, and what it refuses. */
import { describe, expect, test } from 'vitest';
import { challengeBySlug, challenges } from '../../../challenges';
import { hiddenDraftFor, type InviteDraft, makeInvite } from '../../../src/app/invite/invite-draft';
import { recipientsIn, shortKey } from '../../../src/app/invite/recipients';
import { createIdentity, decodeInvite, encodeInvite, hiddenBoundsHash } from '../../../src/submission';

const challenge = challengeBySlug('the-lock-that-forgets');
if (!challenge) throw new Error('There must be a challenge.');
const challengeHash = 'ab'.repeat(32);
const luck = { id: '0123456789abcdef'.repeat(2), salt: 'cd'.repeat(32) };
const [one, two] = [(await createIdentity()).recipient, (await createIdentity()).recipient];
const draft: InviteDraft = {
  challenge: challenge.slug,
  from: 'Team Lamport',
  keys: [one],
  others: '',
  minutes: '',
  hidden: [],
};

describe('an invite', () => {
  test('is what was typed, and survives its link', () => {
    const made = makeInvite({ ...draft, others: `${two}\n`, minutes: ' 90 ' }, challenge, challengeHash, luck);
    if (made.kind === 'err') throw new Error(JSON.stringify(made.error));
    expect(made.value.hidden).toBeNull();
    expect(made.value.invite).toEqual({
      version: 1,
      id: luck.id,
      from: 'Team Lamport',
      challenge: challenge.slug,
      challengeHash,
      recipients: [one, two],
      hiddenHash: null,
      minutes: 90,
    });
    expect(decodeInvite(encodeInvite(made.value.invite))).toEqual({ kind: 'ok', value: made.value.invite });
  });

  test('promises hidden bounds by their hash and does not contain them', () => {
    const row = hiddenDraftFor(challenge, 0);
    const made = makeInvite({ ...draft, hidden: [row, { ...row, name: ' ' }] }, challenge, challengeHash, luck);
    if (made.kind === 'err' || made.value.hidden === null) throw new Error('It must be made.');
    expect(made.value.hidden.bounds.map(({ name }) => name)).toEqual(['hidden 1', 'hidden 2']);
    expect(made.value.hidden.salt).toBe(luck.salt);
    expect(made.value.invite.hiddenHash).toBe(hiddenBoundsHash(made.value.hidden));
    expect(JSON.stringify(made.value.invite)).not.toContain(luck.salt);
  });

  test('proposes hidden bounds beyond the full ones that the challenge allows', () => {
    for (const known of challenges) {
      const { bounds } = hiddenDraftFor(known, 0);
      for (const { name, max } of known.parameters) expect(Number(bounds[name])).toBeLessThanOrEqual(max);
      const isBeyond = known.parameters.some(({ name }) => Number(bounds[name]) > (known.tiers.full[name] ?? 0));
      const canBe = known.parameters.some(({ name, max }) => (known.tiers.full[name] ?? max) < max);
      expect(isBeyond, known.slug).toBe(canBe);
    }
  });

  test('is refused field by field', () => {
    const [parameter] = challenge.parameters;
    const made = makeInvite(
      {
        ...draft,
        from: ' ',
        keys: [],
        minutes: '0',
        hidden: [{ name: 'x', bounds: { [parameter?.name ?? '']: '9999' } }],
      },
      challenge,
      challengeHash,
      luck,
    );
    if (made.kind === 'ok') throw new Error('It must be refused.');
    expect(made.error.from).toContain('Say who invites');
    expect(made.error.keys).toContain('Nobody could open');
    expect(made.error.minutes).toContain('1 to 10080');
    expect(made.error.hidden[0]).toContain(parameter?.label);
  });

  test('is refused for a name that does not fit into a link, and only for that', () => {
    const made = makeInvite({ ...draft, from: 'x'.repeat(101) }, challenge, challengeHash, luck);
    expect(made).toEqual({ kind: 'err', error: { from: expect.stringContaining('101 characters'), hidden: {} } });
  });
});

describe('keys that were pasted', () => {
  test('are found between spaces, commas and comments, each once', () => {
    const text = `# created: 2026-01-01\n# public key: ${one}\n  ${two}, ${one}\n# a comment with words\n`;
    expect(recipientsIn(text)).toEqual({ recipients: [one, two], faults: [] });
  });

  test('are refused with what is wrong: damaged, private, or something else', () => {
    const damaged = `${one.slice(0, -1)}${one.endsWith('q') ? 'p' : 'q'}`;
    const { recipients, faults } = recipientsIn(`${damaged} AGE-SECRET-KEY-1QQQ ssh-ed25519`);
    expect(recipients).toEqual([]);
    expect(faults).toHaveLength(3);
    expect(faults[0]).toContain('no complete public key');
    expect(faults[1]).toContain('private key');
    expect(faults[1]).not.toContain('QQQ');
    expect(faults[2]).toContain('no public key of age');
  });

  test('are shown short, with both ends', () => {
    expect(shortKey(one)).toBe(`${one.slice(0, 12)}…${one.slice(-8)}`);
  });
});
