/** Invites in links. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Invite } from '../../src/model';
import { decodeInvite, drawInviteId, drawSalt, encodeInvite, inviteProblem } from '../../src/submission';
import { recipientOfBytes } from '../../src/submission/recipient';
import { challengeHash } from './samples';

const key = (seed: number) =>
  recipientOfBytes(Uint8Array.from({ length: 32 }, (_, index) => (seed * 31 + index * 7) & 255));

const invite: Invite = {
  version: 1,
  id: '00112233445566778899aabbccddeeff',
  from: 'Équipe Protocoles',
  challenge: 'two-phase-commit',
  challengeHash,
  recipients: [key(1)],
  hiddenHash: 'ab'.repeat(32),
  minutes: 120,
};

const hex = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Buffer.from(bytes).toString('hex'));
const invites: fc.Arbitrary<Invite> = fc.record({
  version: fc.constant(1 as const),
  id: hex(16),
  from: fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => text.length <= 100 && !/\p{Cc}/u.test(text)),
  challenge: fc.constantFrom('paxos', 'a', `x${'-y'.repeat(31)}`),
  challengeHash: hex(32),
  recipients: fc.array(fc.nat(255).map(key), { minLength: 1, maxLength: 16 }),
  hiddenHash: fc.option(hex(32)),
  minutes: fc.option(fc.integer({ min: 1, max: 10_080 })),
});

function codeOf(text: string): string {
  const decoded = decodeInvite(text);
  return decoded.kind === 'ok' ? 'ok' : decoded.error.code;
}

describe('an invite', () => {
  test('is what it was after it has travelled', () => {
    fc.assert(
      fc.property(invites, (sent) => {
        expect(decodeInvite(encodeInvite(sent))).toEqual({ kind: 'ok', value: sent });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('is short, and the same text as when the format was fixed', () => {
    const code = encodeInvite(invite);
    expect(code).toBe(
      'AQARIjNEVWZ3iJmqu8zd7v_nxNuZAOAwI4xmlu0FNaOGpmrvjXmZ2VArRipyGjAVPQOrq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urqwB4AR8mLTQ7QklQV15lbHN6gYiPlp2kq7K5wMfO1dzj6vH4EHR3by1waGFzZS1jb21taXQAEsOJcXVpcGUgUHJvdG9jb2xlcxOzNzI',
    );
    expect(encodeInvite({ ...invite, hiddenHash: null, minutes: null, from: 'Team' }).length).toBeLessThanOrEqual(150);
  });

  test('is found at the end of a whole link, with blanks around it', () => {
    expect(codeOf(`  https://example.org/interleave/#/invite/${encodeInvite(invite)}\n`)).toBe('ok');
  });

  test('is refused when one character is another, missing, or too many', () => {
    const code = encodeInvite(invite);
    for (let at = 0; at < code.length; at++) {
      const other = code[at] === 'A' ? 'B' : 'A';
      expect(codeOf(code.slice(0, at) + other + code.slice(at + 1))).toBe('invite-invalid');
      expect(codeOf(code.slice(0, at) + code.slice(at + 1))).toBe('invite-invalid');
      expect(codeOf(code.slice(0, at))).toBe('invite-invalid');
    }
    for (const text of ['', `${code}A`, `${code}=`, 'A'.repeat(3_000), '%', 'ü', '<script>'])
      expect(codeOf(text)).toBe('invite-invalid');
  });

  test('is refused with bits or flags set that mean nothing', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const from of ['', 'a', 'ab']) {
      const bare = encodeInvite({ ...invite, from, hiddenHash: null, minutes: null });
      expect(codeOf(bare)).toBe('ok');
      expect(codeOf(withChecksum(Buffer.from(bare, 'base64url'), (body) => body.writeUInt8(4, 49)))).toBe(
        'invite-invalid',
      );
      const last = alphabet.indexOf(bare.at(-1) ?? '');
      expect(codeOf(bare.slice(0, -1) + alphabet[last ^ 1])).toBe('invite-invalid');
    }
  });

  test('with bytes behind its end is refused', () => {
    const bytes = Buffer.from(encodeInvite(invite), 'base64url');
    expect(codeOf(withChecksum(bytes, () => undefined))).toBe('ok');
    expect(codeOf(withChecksum(Buffer.concat([bytes.subarray(0, -4), Buffer.alloc(5)]), () => undefined))).toBe(
      'invite-invalid',
    );
  });

  test('of a newer version is named as such', () => {
    const bytes = Buffer.from(encodeInvite(invite), 'base64url');
    expect(
      codeOf(
        withChecksum(bytes, (body) => {
          body[0] = 2;
        }),
      ),
    ).toBe('bundle-newer');
  });

  test('with the right checksum and nonsense inside is refused', () => {
    const bytes = Buffer.from(encodeInvite(invite), 'base64url');
    const flags = 49;
    expect(bytes[flags]).toBe(3);
    for (const [at, value] of [
      [flags, 4],
      [flags, 0],
      [flags + 35, 0],
      [flags + 35, 255],
      [flags + 68, 0],
      [flags + 68, 200],
    ] as const)
      expect(
        codeOf(
          withChecksum(bytes, (body) => {
            body[at] = value;
          }),
        ),
      ).toBe('invite-invalid');
  });

  test('never throws, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const body = Buffer.from([1, ...bytes, 0, 0, 0, 0]);
        expect(['ok', 'invite-invalid']).toContain(codeOf(withChecksum(body, () => undefined)));
      }),
      { seed: 2, numRuns: 2_000 },
    );
  });

  test('breaks its limits only by mistake of the program', () => {
    for (const change of [{ recipients: [] }, { minutes: 0 }, { from: 'a\nb' }, { recipients: ['age1x'] }, { id: 'x' }])
      expect(() => encodeInvite({ ...invite, ...change })).toThrow('keeps its limits');
  });
});

test('an invite can be followed only where its challenge is, in its version', () => {
  const here = { slug: 'two-phase-commit', hash: challengeHash };
  expect(inviteProblem(invite, [here])).toBeNull();
  expect(inviteProblem(invite, [])?.sentence).toContain('which this site does not have');
  expect(inviteProblem(invite, [{ ...here, hash: 'cd'.repeat(32) }])?.sentence).toContain('another version');
  expect(inviteProblem(invite, [])?.code).toBe('invite-foreign');
});

test('ids and salts are drawn anew each time', () => {
  expect(drawInviteId()).toMatch(/^[0-9a-f]{32}$/);
  expect(drawSalt()).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(Array.from({ length: 50 }, drawSalt)).size).toBe(50);
});

/** The code with some bytes changed and the checksum put right. */
function withChecksum(bytes: Buffer, change: (body: Buffer) => void): string {
  const body = Buffer.from(bytes.subarray(0, -4));
  change(body);
  const sum = createHash('sha256').update(body).digest().subarray(0, 4);
  return Buffer.concat([body, sum]).toString('base64url');
}
