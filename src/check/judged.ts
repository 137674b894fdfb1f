/** The second look at properties that run in a sandbox: what they said of each observation, asked again elsewhere. */
import type { Bounds, HandlerFailure, Observation, Property } from '../model';
import { type CompiledProperties, compileProperties, exercisedBit } from '../properties';
import type { SandboxedChallenge } from './open-challenge';

type Labels = ReturnType<CompiledProperties['label']>;

/** More are not asked again: some seconds of work. */
const repeatedMax = 20_000;

/** What properties of a sandboxed challenge said, in order. */
export class JudgedObservations {
  readonly #challenge: SandboxedChallenge;
  readonly #bounds: Bounds;
  readonly #judged: { readonly observation: Observation; readonly labels: Labels }[] = [];
  #repeated = 0;

  constructor(challenge: SandboxedChallenge, bounds: Bounds) {
    this.#challenge = challenge;
    this.#bounds = bounds;
  }

  /** The given labelling, with each answer noted. */
  noting(label: CompiledProperties['label']): CompiledProperties['label'] {
    return (observation) => {
      const labels = label(observation);
      this.#judged.push({ observation, labels });
      return labels;
    };
  }

  /**
   * Asks again, in a fresh sandbox and in the opposite order, what was asked since this was called last. A property that
   * answers otherwise depends on more than the observation.
   */
  async recheck(): Promise<HandlerFailure | undefined> {
    const fresh = this.#judged.slice(this.#repeated);
    this.#repeated = this.#judged.length;
    const stride = Math.max(1, Math.ceil(fresh.length / repeatedMax));
    const again = await this.#challenge.reopen();
    try {
      const { properties } = again.system(this.#bounds);
      const { label } = compileProperties(properties);
      for (let index = fresh.length - 1; index >= 0; index -= stride) {
        const { observation, labels } = fresh[index] as (typeof fresh)[number];
        const repeated = label(observation);
        const difference = (labels.every ^ repeated.every) | (labels.quiescent ^ repeated.quiescent);
        if (difference !== 0) return twoAnswers(properties, difference);
      }
      return undefined;
    } finally {
      again.dispose();
    }
  }
}

function twoAnswers(properties: readonly Property[], difference: number): HandlerFailure {
  const index = properties.findIndex((_, at) => (difference & ((1 << at) | (1 << exercisedBit(at)))) !== 0);
  const name = properties[index]?.name;
  const which = name === undefined ? 'A property' : `The property "${name}"`;
  const sentence = `${which} judged the same observation in two ways. It must depend on nothing but the observation: look for a variable outside of it that one call changes and another reads.`;
  return { kind: 'failed', verdict: 'nondeterministic', problem: { code: 'two-answers', sentence } };
}
