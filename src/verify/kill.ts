/** The way in which a wrong answer dies. */
import type { VerifyOutcome } from '../model';

export interface Kill {
  readonly verdict: VerifyOutcome['kind'];
  readonly property: string;
}

export function isKill({ kind, property }: VerifyOutcome, wanted: Kill): boolean {
  return kind === wanted.verdict && property === wanted.property;
}
