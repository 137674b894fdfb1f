/** Which transitions of a machine a step took, from the lines that ran in it. */
import type { Chart, ChartState, ChartTransition, Data, Step } from '../model';
import { activeStates, transitionKey } from './chart-words';
import { isRecord, sameData } from './same-data';

/**
 * Keys of the transitions that were taken. A line alone does not tell: a condition that stands on the line of its transition
 * runs there whether or not it allows it. Of the transitions for one event the last whose line ran is the one, since
 * conditions after it were not asked; and if its condition stands there, it counts only if the step led where it leads.
 *
 * @param before the node's local state before the step
 */
export function takenTransitions({ root }: Chart, before: Data, step: Step): ReadonlySet<string> {
  const ran = new Set(step.lines);
  const after = step.after.find(({ id }) => id === step.node)?.state ?? null;
  const active = new Set(activeStates(machineValue(after)));
  const isEffective = step.sent.length + step.outputs.length + step.timersSet.length > 0 || !sameData(before, after);
  const taken = new Set<string>();
  const visit = (state: ChartState): void => {
    const last = new Map<string, ChartTransition>();
    for (const transition of state.transitions) {
      if (ran.has(transition.line)) last.set(`${transition.kind} ${transition.event}`, transition);
    }
    for (const transition of last.values()) {
      if (transition.guard !== unnamed || (isEffective && hasArrived(root, transition, active, ran)))
        taken.add(transitionKey(state, transition));
    }
    for (const child of state.states) visit(child);
  };
  visit(root);
  return taken;
}

/** The guard of a chart that has no name, and so stands where the transition does. */
const unnamed = '…';

/** Whether the machine is where the transition leads, or has gone on from there by itself. */
function hasArrived(
  root: ChartState,
  { targets }: ChartTransition,
  active: ReadonlySet<string>,
  ran: ReadonlySet<number>,
): boolean {
  return targets.every((path) => {
    const target = stateAt(root, path);
    return active.has(path) || (target !== undefined && (target.kind === 'history' || goesOn(target, ran)));
  });
}

function goesOn(state: ChartState, ran: ReadonlySet<number>): boolean {
  return (
    state.transitions.some(({ kind, line }) => kind === 'always' && ran.has(line)) ||
    state.states.some((child) => goesOn(child, ran))
  );
}

function stateAt(state: ChartState, path: string): ChartState | undefined {
  if (state.path === path) return state;
  for (const child of state.states) {
    const found = stateAt(child, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function machineValue(state: Data): unknown {
  return isRecord(state) && 'value' in state ? state.value : undefined;
}
