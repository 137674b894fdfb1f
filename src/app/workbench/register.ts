/** What the right pane of the workbench can show of a protocol. */
import { type Challenge, writesAgainstVariants } from '../../model';

export type Register = 'play' | 'check' | 'measure';

const check = { name: 'check', title: 'Check', hint: 'Try every schedule' } as const;
const measure = { name: 'measure', title: 'Measure', hint: 'Simulate in time' } as const;
const play = { name: 'play', title: 'Play', hint: 'Take steps by hand' } as const;

/** The registers of a challenge. Where what is written is tried on the author's protocols, there is none of one's own to play or to measure. */
export function registersOf(challenge: Challenge): readonly { name: Register; title: string; hint: string }[] {
  return writesAgainstVariants(challenge) ? [check] : [play, check, measure];
}

export function isRegister(value: unknown): value is Register {
  return value === 'play' || value === 'check' || value === 'measure';
}
