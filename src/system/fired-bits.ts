/** Which transitions were taken, as one bit a transition in the order of the rows: for writing down and taking up again. */
import { requireIntact } from '../base';
import { rowLayout, transitionFlags, transitionLayout } from '../model';

/** @param entries rows one behind the other, as in a transition system */
export function firedBits(entries: Int32Array): Uint8Array<ArrayBuffer> {
  const bits: number[] = [];
  let count = 0;
  forEachTransition(entries, (transition) => {
    if (count % 8 === 0) bits.push(0);
    const fired = ((entries[transition + transitionLayout.flags] as number) & transitionFlags.fired) !== 0;
    if (fired) bits[bits.length - 1] = (bits.at(-1) as number) | (1 << (count % 8));
    count++;
  });
  return Uint8Array.from(bits);
}

/** Marks transitions as taken. Throws a `DamageError` if there are not as many bits as transitions. */
export function markFired(entries: Int32Array, bits: Uint8Array): void {
  let count = 0;
  forEachTransition(entries, (transition) => {
    const byte = bits[count >> 3];
    requireIntact(byte !== undefined, 'every transition has a mark');
    const at = transition + transitionLayout.flags;
    if ((byte & (1 << (count % 8))) !== 0) entries[at] = (entries[at] as number) | transitionFlags.fired;
    count++;
  });
  requireIntact(bits.length === Math.ceil(count / 8), 'every mark has a transition');
}

function forEachTransition(entries: Int32Array, visit: (transition: number) => void): void {
  let at = 0;
  while (at < entries.length) {
    at -= rowLayout.offsets;
    const transitionCount = entries[at++] as number;
    for (let index = 0; index < transitionCount; index++) {
      visit(at);
      at += transitionLayout.operations + (entries[at + transitionLayout.operationCount] as number);
    }
    at += 1 + (entries[at] as number);
  }
}
