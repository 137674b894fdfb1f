/** What only one of two protocols shows. */
import { type Difference, parseDataText } from '../model';
import { type Explored, restingState, scheduleTo } from './explored';

/**
 * Nothing if both have the same observations, and the same ones at rest; else what differs, with a shortest schedule to it.
 * What the mutant shows too much comes before what it lacks, and what is seen anywhere before what is seen at rest.
 */
export function observedDifference(reference: Explored, mutant: Explored): Difference | undefined {
  const both = { reference, mutant };
  for (const atRest of [false, true]) {
    for (const who of ['mutant', 'reference'] as const) {
      const [own, other] = [both[who], both[who === 'mutant' ? 'reference' : 'mutant']];
      const isMissing = (text: string): boolean => {
        const there = other.observations.get(text);
        return there === undefined || (atRest && !there.atRest);
      };
      const found = [...own.observations].filter(([text, seen]) => (!atRest || seen.atRest) && isMissing(text));
      // Of those that are seen at rest only the nearest in any state is known beforehand: look at a few.
      const nearest = found.sort(([, a], [, b]) => a.state - b.state).slice(0, atRest ? restingLooks : 1);
      const states = nearest.map(([text, { state }]) => ({ text, state: atRest ? restingState(own, text) : state }));
      const [first] = states.sort((a, b) => a.state - b.state);
      if (first !== undefined) {
        const observation = parseDataText(first.text);
        return { kind: 'observation', who, atRest, observation, ...scheduleTo(own, first.state) };
      }
    }
  }
  return undefined;
}

const restingLooks = 5;
