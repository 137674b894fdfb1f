/** Keys, what is sealed with them, and files that hold them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createIdentity,
  identitiesIn,
  isLockedIdentity,
  isRecipient,
  isSealed,
  lockIdentity,
  openSealed,
  recipientOf,
  seal,
  unlockIdentity,
} from '../../src/submission';
import { decodeBech32, encodeBech32 } from '../../src/submission/bech32';
import { recipientOfBytes } from '../../src/submission/recipient';

const alice = await createIdentity();
const bob = await createIdentity();
/** So little work that tests are quick; the default is that of the age tool. */
const work = 4;
const locked = await lockIdentity(alice.secret, 'correct horse', work);
const bytes = new TextEncoder().encode('a submission');

type Answer = { readonly kind: 'ok' } | { readonly kind: 'err'; readonly error: { readonly code: string } };
const codeOf = (answer: Answer) => (answer.kind === 'ok' ? 'ok' : answer.error.code);

describe('text with a checksum', () => {
  test.each(['A12UEL5L', 'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw'])('%s of BIP 173 is valid', (text) => {
    expect(decodeBech32(text.toLowerCase().split('1', 1)[0] ?? '', text.toLowerCase())).not.toBeNull();
  });

  test('is the valid address of BIP 173, without its first digit', () => {
    // The bytes 0 … 31 regrouped: abcdef1… has the digits 0 … 31 in order.
    const decoded = decodeBech32('abcdef', 'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw');
    expect(Buffer.from(decoded ?? []).toString('hex')).toBe('00443214c74254b635cf84653a56d7c675be77df');
  });

  test('reads back, and every changed character is found', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(), fc.nat(30), (value, at, other) => {
        const text = encodeBech32('age', value);
        expect(decodeBech32('age', text)).toEqual(value);
        const place = 4 + (at % (text.length - 4));
        const letter = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.replace(text[place] ?? '', '')[other];
        expect(decodeBech32('age', text.slice(0, place) + letter + text.slice(place + 1))).toBeNull();
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('a key', () => {
  test('is made with its public key, and that one can be found again', async () => {
    expect(alice.secret).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
    expect(alice.recipient).toMatch(/^age1[0-9a-z]{58}$/);
    expect(await recipientOf(alice.secret)).toEqual({ kind: 'ok', value: alice.recipient });
    expect(codeOf(await recipientOf(alice.secret.toLowerCase()))).toBe('key-invalid');
    // From the documentation of age: a test key and its recipient.
    expect(isRecipient('age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg')).toBe(true);
  });

  test('is a public one only with every character right', () => {
    expect(isRecipient(alice.recipient)).toBe(true);
    for (const text of [
      '',
      'age1',
      alice.secret,
      alice.recipient.toUpperCase(),
      `${alice.recipient} `,
      // The only letters that Bech32 does not use are b, i and o.
      `${alice.recipient.slice(0, -1)}b`,
    ])
      expect(isRecipient(text)).toBe(false);
    expect(isRecipient(encodeBech32('age', new Uint8Array(31)))).toBe(false);
  });
});

describe('a sealed file', () => {
  test('is opened by each of its recipients and by nobody else', async () => {
    const sealed = await seal(bytes, [alice.recipient, bob.recipient]);
    if (sealed.kind === 'err') throw new Error(sealed.error.sentence);
    expect(isSealed(sealed.value)).toBe(true);
    for (const { secret } of [alice, bob])
      expect(await openSealed(sealed.value, [secret])).toEqual({ kind: 'ok', value: bytes });
    const carol = await createIdentity();
    expect(await openSealed(sealed.value, [carol.secret, bob.secret])).toEqual({ kind: 'ok', value: bytes });
    const refused = await openSealed(sealed.value, [carol.secret]);
    expect(refused).toMatchObject({
      error: { code: 'bundle-not-for-you', sentence: expect.stringContaining('the one key at hand') },
    });
    expect(await openSealed(sealed.value, [])).toMatchObject({
      error: { sentence: expect.stringContaining('no key is at hand') },
    });
  });

  test('with any bit changed, or cut off anywhere, is refused', async () => {
    const sealed = await seal(bytes, [alice.recipient]);
    if (sealed.kind === 'err') throw new Error(sealed.error.sentence);
    for (let at = 0; at < sealed.value.length; at++) {
      const changed = sealed.value.slice();
      changed[at] = (changed[at] as number) ^ 1;
      expect(['bundle-unreadable', 'bundle-not-for-you']).toContain(codeOf(await openSealed(changed, [alice.secret])));
      expect(codeOf(await openSealed(sealed.value.subarray(0, at), [alice.secret]))).toBe('bundle-unreadable');
    }
  });

  test('cannot be made for nobody, for a text that is no key, or for a point without a secret', async () => {
    for (const recipients of [[], ['age1nonsense'], [alice.recipient, recipientOfBytes(new Uint8Array(32))]])
      expect(codeOf(await seal(bytes, recipients))).toBe('key-invalid');
  });

  test('with so many recipients that trying them takes long is refused at once', async () => {
    const stanza =
      '-> X25519 CJM36AHmTbdHSuOQL+NESqyVQE75f2e610iRdLPEN20\nC3ZAeY64NXS4QFrksLm3EGz+uPRyI0eQsWw7LWbbYig\n';
    const file = (count: number) =>
      new TextEncoder().encode(
        `age-encryption.org/v1\n${stanza.repeat(count)}--- ${'A'.repeat(43)}\n${'x'.repeat(40)}`,
      );
    expect(codeOf(await openSealed(file(100), [alice.secret]))).toBe('bundle-not-for-you');
    for (const count of [200, 150_000])
      expect(codeOf(await openSealed(file(count), [alice.secret]))).toBe('bundle-unreadable');
  });

  test('is refused before it is looked at when it is too large', async () => {
    expect(codeOf(await openSealed(new Uint8Array(20_000_001), [alice.secret]))).toBe('bundle-too-large');
  });
});

describe('a file with a key', () => {
  test('is opened by its passphrase and no other', async () => {
    expect(isLockedIdentity(locked)).toBe(true);
    expect(await unlockIdentity(locked, 'correct horse')).toEqual({ kind: 'ok', value: alice });
    expect(codeOf(await unlockIdentity(locked, 'Correct horse'))).toBe('passphrase-wrong');
    expect(codeOf(await unlockIdentity(locked, ''))).toBe('passphrase-wrong');
    expect(locked).not.toContain(alice.secret);
  });

  test('is refused when it is damaged, sealed otherwise, or holds something else', async () => {
    const lines = locked.split('\n');
    const damaged = lines.map((line, at) => (at === lines.length - 3 ? `${line.slice(1)}A` : line)).join('\n');
    for (const text of [
      '',
      'hello',
      alice.secret,
      damaged,
      lines.slice(0, 3).join('\n'),
      `${locked}${'x'.repeat(200_000)}`,
    ])
      expect(codeOf(await unlockIdentity(text, 'correct horse'))).toBe('key-invalid');
  });

  test('that is not locked is read as the age tool writes it', () => {
    const text = `# created: 2026-03-02T09:00:00Z\r\n# public key: ${alice.recipient}\r\n${alice.secret}\r\n\n${bob.secret}`;
    expect(identitiesIn(text)).toEqual({ kind: 'ok', value: [alice.secret, bob.secret] });
    for (const wrong of ['', '# nothing', `${alice.secret}x`, alice.recipient, locked])
      expect(codeOf(identitiesIn(wrong))).toBe('key-invalid');
  });
});
