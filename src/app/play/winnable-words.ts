/** What the checker says to somebody who plays the adversary. */
import type { Winnable } from '../../model';
import { countOf } from '../ui';

export interface WinnableWords {
  /** A few words, for one of several steps. */
  readonly short: string;
  /** A sentence. */
  readonly long: string;
  readonly tone: 'won' | 'open' | 'lost' | 'unknown';
}

export function winnableWords(winnable: Winnable): WinnableWords {
  switch (winnable.kind) {
    case 'in': {
      const what = winnable.property === undefined ? 'a handler fails' : `“${winnable.property}” is violated`;
      if (winnable.steps === 0) return { short: 'won', long: `You have won: ${what}.`, tone: 'won' };
      const steps = countOf(winnable.steps, 'step');
      return { short: `in ${winnable.steps}`, long: `Still winnable in ${steps}: then ${what}.`, tone: 'open' };
    }
    case 'never':
      return { short: 'safe', long: 'No longer winnable: every future is safe.', tone: 'lost' };
    case 'not within':
      return {
        short: `not within ${winnable.steps}`,
        long: `Not within ${countOf(winnable.steps, 'step')}. Nobody has looked further.`,
        tone: 'unknown',
      };
  }
}
