/** The two versions of the demonstration's protocol, compiled with the app. */
import fixed from '../../../challenges/demo-commit/fixed.ts?program';
import broken from '../../../challenges/demo-commit/starter.ts?program';
import type { CheckRequest } from '../../model';
import { demoChallenge } from '../catalogue';
import { askedLimits, type DemoVersion } from '../machines';

export const demoPrograms = { broken, fixed };

export const demo = demoChallenge();

export function demoRequest(version: DemoVersion): CheckRequest {
  return {
    challenge: demo.slug,
    program: demoPrograms[version].compiled,
    bounds: demo.tiers.full,
    limits: askedLimits,
    explore: 'first',
  };
}

export interface FixLine {
  readonly change: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** The fix as a difference: the changed lines and the unchanged ones next to them. */
export function fixLines(): readonly FixLine[] {
  const before = broken.source.split('\n');
  const after = fixed.source.split('\n');
  let start = 0;
  while (before[start] === after[start]) start += 1;
  let end = 0;
  while (before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const around = 2;
  return [
    ...before.slice(Math.max(0, start - around), start).map((text) => line('same', text)),
    ...before.slice(start, before.length - end).map((text) => line('removed', text)),
    ...after.slice(start, after.length - end).map((text) => line('added', text)),
    ...before.slice(before.length - end, before.length - end + around).map((text) => line('same', text)),
  ];
}

function line(change: FixLine['change'], text: string): FixLine {
  return { change, text };
}
