/** What a state that was played to is, and how several of them share what they have in common. */
import type { PlayMoment } from '../../model';
import type { PlayLook } from './tree';

/** How a state is marked in the tree, and what is said of it. */
export function momentLook({ properties, problem, quiescent }: PlayMoment): {
  readonly look: PlayLook;
  readonly detail: string;
} {
  if (problem) return { look: 'failed', detail: problem.sentence };
  const names = (status: 'violated' | 'reached'): string =>
    properties
      .filter((property) => property.status === status)
      .map(({ name }) => name)
      .join(', ');
  const violated = names('violated');
  if (violated !== '') return { look: 'violated', detail: violated };
  const reached = names('reached');
  if (reached !== '') return { look: 'reached', detail: reached };
  return quiescent ? { look: 'quiescent', detail: '' } : { look: 'open', detail: '' };
}

/**
 * The moment with the steps that it has in common with another one being the very same values, so that what was worked out for
 * them need not be again.
 */
export function shareSteps(moment: PlayMoment, other: PlayMoment | undefined): PlayMoment {
  if (other === undefined) return moment;
  const count = Math.min(moment.trace.steps.length, other.trace.steps.length);
  const steps = [...other.trace.steps.slice(0, count), ...moment.trace.steps.slice(count)];
  return {
    ...moment,
    trace: { ...moment.trace, nodes: other.trace.nodes, initial: other.trace.initial, steps },
  };
}
