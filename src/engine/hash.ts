/**
 * Hash of a state vector: the exclusive or of one mixed word per slot, so that a successor's hash follows from its
 * parent's by two mixes per changed slot. The mixing is the finaliser of MurmurHash3 (A. Appleby, public domain).
 */
export function mixSlot(slot: number, configuration: number): number {
  let word = Math.imul(configuration + 1, 0x9e3779b1) + Math.imul(slot + 1, 0x7f4a7c15);
  word ^= word >>> 16;
  word = Math.imul(word, 0x85ebca6b);
  word ^= word >>> 13;
  word = Math.imul(word, 0xc2b2ae35);
  return word ^ (word >>> 16);
}
