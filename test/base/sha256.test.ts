/** SHA-256 against the examples of its standard and against Node's own. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Sha256, sha256Hex } from '../../src/base';

describe('SHA-256', () => {
  test.each([
    // FIPS 180-2, appendix B; the empty text from NIST's example vectors.
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of %o is that of the standard', (text, digest) => {
    expect(sha256Hex(text)).toBe(digest);
  });

  test('does not depend on how the bytes are cut into pieces, and equals that of Node', () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, (all) => {
        const digest = new Sha256();
        const expected = createHash('sha256');
        for (const piece of all) {
          digest.add(piece);
          expected.update(piece);
        }
        expect([...digest.finish()]).toEqual([...expected.digest()]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
