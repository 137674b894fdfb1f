/** Values drawn from distributions, the same for the same seed on every machine. */
import { exponential, naturalLog, type Prng } from '../base';
import type { Distribution } from '../model';

/** Uniform over the multiples of 2^-53 in [0, 1). */
export function unit(prng: Prng): number {
  const high = prng.next() >>> 5;
  const low = prng.next() >>> 6;
  return (high * 2 ** 26 + low) / 2 ** 53;
}

/** One value. Draws as often as the kind of distribution needs, however large its numbers are. */
export function draw(distribution: Distribution, prng: Prng): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return distribution.from + (distribution.to - distribution.from) * unit(prng);
    case 'exponential':
      return -distribution.mean * naturalLog(1 - unit(prng));
    case 'log-normal':
      return distribution.median * exponential(distribution.sigma * normal(prng));
    case 'empirical':
      return distribution.values[prng.below(distribution.values.length)] as number;
  }
}

/** Standard normal, by the polar method: Marsaglia and Bray, "A convenient method for generating normal variables", 1964. */
function normal(prng: Prng): number {
  for (;;) {
    const x = 2 * unit(prng) - 1;
    const y = 2 * unit(prng) - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * naturalLog(square)) / square);
  }
}
