/**
 * Compiles a challenge's properties into bits of observations. Each distinct observation is evaluated once. Bit i of a
 * label: property i is violated there (always, deadlock) or reached there (sometimes), or its goal, effect or target is
 * true there (liveness, probability, expectation); a property of experiments has no bits. Bit 15 + i: property i is exercised there, which for leads-to means that its cause is true. Bit 30: a
 * property threw.
 */
import { assert } from '../base';
import {
  type Claim,
  DefinitionError,
  isExperiment,
  isLiveness,
  isMeasured,
  type Observation,
  type Problem,
  type Property,
} from '../model';

export const propertyCountMax = 15;
const threwBit = 30;

export interface CompiledProperties {
  /** Labels of one observation: bits that count in every state, and bits that count in quiescent ones. */
  label(observation: Observation): { readonly every: number; readonly quiescent: number };
  /** All bits to look for. */
  readonly watchBits: number;
  /** Bits that mean something bad. */
  readonly badBits: number;
  readonly threwBit: number;
  /** What a property threw in some observation; it matters if a state with the bit `threwBit` was met. */
  readonly threw: () => Problem | undefined;
}

export function exercisedBit(property: number): number {
  return propertyCountMax + property;
}

export function compileProperties(properties: readonly Property[]): CompiledProperties {
  assert(properties.length <= propertyCountMax, 'a challenge has at most 15 properties');
  let threw: Problem | undefined;
  let watchBits = 1 << threwBit;
  let badBits = 0;
  properties.forEach((property, index) => {
    watchBits |= (1 << index) | (1 << exercisedBit(index));
    if (property.kind === 'always' || property.kind === 'deadlock') badBits |= 1 << index;
  });
  return {
    watchBits,
    badBits,
    threwBit,
    threw: () => threw,
    label(observation) {
      if (observation.failure !== undefined) {
        threw ??= observation.failure;
        return { every: 1 << threwBit, quiescent: 0 };
      }
      let every = 0;
      let quiescent = 0;
      properties.forEach((property, index) => {
        const bits = bitsOf(property, index, observation, (problem) => {
          threw ??= problem;
        });
        if (property.at === 'every') every |= bits;
        else quiescent |= bits;
      });
      return { every, quiescent };
    },
  };
}

/** The claim of an `always` or `deadlock` property, for its reasons. */
export function claimOf(property: Property, observation: Observation): Claim | undefined {
  return property.kind === 'sometimes' || isLiveness(property) || isMeasured(property) || isExperiment(property)
    ? undefined
    : property.claim(observation);
}

function bitsOf(
  property: Property,
  index: number,
  observation: Observation,
  onThrow: (problem: Problem) => void,
): number {
  try {
    const bit = 1 << index;
    const exercised = 1 << exercisedBit(index);
    switch (property.kind) {
      case 'sometimes':
        return property.test(observation) ? bit | exercised : 0;
      case 'eventually':
      case 'infinitely-often':
        return property.goal(observation) ? bit | exercised : exercised;
      case 'leads-to':
        return (property.effect(observation) ? bit : 0) | (property.cause(observation) ? exercised : 0);
      case 'probability':
      case 'expectation':
        return property.of(observation) ? bit | exercised : exercised;
      case 'every-run':
      case 'same-views':
      case 'different-views':
        return 0;
      case 'always':
      case 'deadlock': {
        const claim = property.claim(observation);
        return (claim.holds ? 0 : bit) | (claim.exercised ? exercised : 0);
      }
    }
  } catch (error) {
    if (error instanceof DefinitionError) {
      onThrow(error.problem);
      return 1 << threwBit;
    }
    const sentence = `The property "${property.name}" could not read what the nodes have output: ${String(error)}. Check that every output has the form that the statement asks for; if it has, tell the author of the challenge.`;
    onThrow({ code: 'property-threw', sentence });
    return 1 << threwBit;
  }
}
