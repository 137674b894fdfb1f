/**
 * Hash of a packed state. The mixing is that of MurmurHash3 for 32 bits (A. Appleby, public domain), without the length.
 */
export function hashWords(words: Int32Array, at: number, count: number): number {
  let hash = 0;
  for (let index = at; index < at + count; index++) {
    let word = Math.imul(words[index]!, 0xcc9e2d51);
    word = (word << 15) | (word >>> 17);
    hash ^= Math.imul(word, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
