/** What a search looks for, as a test of states. */
import { err, ok, type Result } from '../base';
import type { PlayGoal, Problem, SystemSpec } from '../model';
import type { CompiledProperties } from '../properties';
import type { ProtocolSystem } from '../system';

/** That a state cannot be told by what was asked for: it ends the search. */
export class RefusedGoal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.sentence);
    this.problem = problem;
  }
}

export interface StateTest {
  /** Whether a state is one, whatever can still happen in it. May throw a `RefusedGoal`. */
  matches(vector: Int32Array): boolean;
  /** The same of a state in which nothing but a fault can happen any more; undefined if that makes no difference. */
  readonly matchesAtRest: ((vector: Int32Array) => boolean) | undefined;
  /** Whether a handler that fails is what is looked for. */
  readonly isFailure: boolean;
}

type LabelGoal = Exclude<PlayGoal, { readonly kind: 'formula' }>;

/** The test of a goal that is told by the bits of properties. */
export function labelTest(
  goal: LabelGoal,
  { spec, system, properties }: { spec: SystemSpec; system: ProtocolSystem; properties: CompiledProperties },
): Result<StateTest, Problem> {
  switch (goal.kind) {
    case 'quiescent':
      return ok({ matches: () => false, matchesAtRest: () => true, isFailure: false });
    case 'violation':
      return ok(bitsTest(properties.badBits, true, system, properties));
    case 'property': {
      const index = spec.properties.findIndex(({ name }) => name === goal.name);
      const kind = spec.properties[index]?.kind;
      if (kind === 'always' || kind === 'deadlock' || kind === 'sometimes')
        return ok(bitsTest(1 << index, false, system, properties));
      return err(untold(goal.name, index >= 0));
    }
  }
}

function bitsTest(bits: number, isFailure: boolean, system: ProtocolSystem, properties: CompiledProperties): StateTest {
  const threw = 1 << properties.threwBit;
  const test = (labels: number): boolean => {
    if ((labels & threw) !== 0) throw new RefusedGoal(properties.threw() as Problem);
    return (labels & bits) !== 0;
  };
  const observed = (vector: Int32Array): number => vector[system.labelSlot] as number;
  return {
    matches: (vector) => test(system.labels[observed(vector)] as number),
    matchesAtRest: (vector) => test(system.quiescentLabels[observed(vector)] as number),
    isFailure,
  };
}

function untold(name: string, isThere: boolean): Problem {
  const sentence = isThere
    ? `No single state tells whether "${name}" holds: it is about whole runs. Choose a demand or a goal about states, or run a check.`
    : `There is no property "${name}". Choose one of the challenge's.`;
  return { code: 'formula-invalid', sentence };
}
