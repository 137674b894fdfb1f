/**
 * Hash of a packed state: each word is mixed in by a step of the finalizer of MurmurHash3 for 32 bits (A. Appleby, public
 * domain), and one more step ends it.
 */
export function hashWords(words: Int32Array, at: number, count: number): number {
  let hash = 0;
  for (let index = at; index < at + count; index++) {
    hash = Math.imul(hash ^ words[index]!, 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
