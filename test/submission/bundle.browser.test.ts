/** Submissions in a real browser: the same bytes as in Node, keys by its own cryptography. */
import { expect, test } from 'vitest';
import {
  bytesHash,
  createIdentity,
  lockIdentity,
  openSubmission,
  readSubmission,
  seal,
  unlockIdentity,
} from '../../src/submission';
import { packedHash } from './packed-hash';
import { codeOf, expectOk, packed, testKey } from './samples';

test('a submission packed in the browser has the bytes that Node gives it', () => {
  expect(bytesHash(packed())).toBe(packedHash);
});

test('a submission that was sealed elsewhere is opened in the browser', async () => {
  const sample = await fetch(new URL('samples/v1/paxos-00112233.interleave.age', import.meta.url));
  const sealed = new Uint8Array(await sample.arrayBuffer());
  expect(expectOk(await openSubmission(sealed, [testKey.secret])).hash).toBe(expectOk(readSubmission(packed())).hash);
});

test('what is sealed in the browser is opened by the key it is sealed to, which a passphrase keeps', async () => {
  const identity = await createIdentity();
  const locked = await lockIdentity(identity.secret, 'pässwörd', 4);
  expect(await unlockIdentity(locked, 'pässwörd')).toEqual({ kind: 'ok', value: identity });
  expect(codeOf(await unlockIdentity(locked, 'passwort'))).toBe('passphrase-wrong');
  const sealed = expectOk(await seal(packed(), [identity.recipient]));
  expect(expectOk(await openSubmission(sealed, [identity.secret])).files['notes.md']).toBe('paxos 😀');
  expect(codeOf(await openSubmission(sealed, [testKey.secret]))).toBe('bundle-not-for-you');
});
