/** What a search can be for, and what came of one, in words. */
import type { NodeSnapshot, PlayGoal, PlayProperty } from '../../model';
import type { SearchOutcome } from '../machines/play-machine';
import { countOf, formatCount } from '../ui';

export interface GoalChoice {
  /** For a field that chooses one. */
  readonly value: string;
  readonly title: string;
  /** Null where a formula is to be written. */
  readonly goal: PlayGoal | null;
}

/** What can be chosen as a goal: the ends of the game, each property, and a formula. */
export function goalChoices(properties: readonly PlayProperty[]): readonly GoalChoice[] {
  return [
    { value: 'violation', title: 'something is violated, or a handler fails', goal: { kind: 'violation' } },
    { value: 'quiescent', title: 'nothing is left to happen', goal: { kind: 'quiescent' } },
    ...properties.map(({ name, kind }) => ({
      value: `property ${name}`,
      title: `“${name}” is ${kind === 'sometimes' ? 'reached' : 'violated'}`,
      goal: { kind: 'property' as const, name },
    })),
    { value: 'formula', title: 'a formula is true', goal: null },
  ];
}

/** Formulas that make sense for the nodes at hand, with what they say. */
export function formulaExamples(
  nodes: readonly NodeSnapshot[],
): readonly { readonly title: string; readonly formula: string }[] {
  const roles = [...new Set(nodes.map(({ role }) => role))];
  const several = roles.find((role) => nodes.filter((node) => node.role === role).length > 1);
  const first = nodes[0]?.id ?? 'p1';
  return [
    ...(several === undefined
      ? []
      : [
          {
            title: `two of the role ${several} have shown something`,
            formula: `count(role(${JSON.stringify(several)}), (n) => n.outputs.length > 0) >= 2`,
          },
        ]),
    { title: 'a node is down', formula: 'nodes.some((n) => !n.up)' },
    { title: 'nothing is on its way', formula: 'messages.length === 0' },
    { title: `a message for ${first}`, formula: `node(${JSON.stringify(first)}).inbox.length > 0` },
  ];
}

/** `a state in which “agreement” is violated` */
function goalWords(goal: PlayGoal): string {
  switch (goal.kind) {
    case 'violation':
      return 'a state in which something is violated or a handler fails';
    case 'quiescent':
      return 'a state in which nothing is left to happen';
    case 'property':
      return `a state that decides “${goal.name}”`;
    case 'formula':
      return `a state in which ${goal.source} is true`;
  }
}

/** What a search came to, as sentences that claim no more than was looked at. */
export function outcomeWords({ goal, from, found }: SearchOutcome): string {
  switch (found.kind) {
    case 'found': {
      const looked = `Looked at ${countOf(found.explored, 'state')}.`;
      if (found.back === 0 && found.forward === 0) return `This is ${goalWords(goal)}. ${looked}`;
      const back = found.back === 0 ? '' : `${countOf(found.back, 'step')} back`;
      const forward = found.forward === 0 ? '' : `${countOf(found.forward, 'step')} on`;
      const way = [back, forward].filter((part) => part !== '').join(' and ');
      return `Found, ${way}: none is nearer. ${looked}`;
    }
    case 'none': {
      const which = from === 'here' ? 'that can follow' : 'that can follow from here or from a state on the way here';
      return `Looked at all ${formatCount(found.explored)} states ${which}: none is one. So no schedule leads to ${goalWords(goal)}.`;
    }
    case 'stopped': {
      const why =
        found.why === 'cancelled'
          ? 'Stopped'
          : found.why === 'states'
            ? 'Given up: too many states'
            : 'Given up: too much memory';
      return `${why}, after ${formatCount(found.explored)} states. None within ${countOf(found.depth, 'step')} is one; beyond that nothing is known.`;
    }
    case 'refused':
      return found.problem.sentence;
  }
}
