/** A machine as data, for drawing. */
import type { Chart, ChartState, ChartTransition } from '../../model';
import { durableOf, type MachineDeclared } from './limits';
import {
  lineOfState,
  lineOfTransition,
  nameOf,
  pathOf,
  type StateDeclared,
  type TransitionDeclared,
  transitionsOf,
} from './nodes';

export function chartOf(machine: MachineDeclared): Chart {
  return { root: stateOf(machine.root), durable: durableOf(machine) ?? [] };
}

function stateOf(state: StateDeclared): ChartState {
  const initial = state.type === 'compound' ? state.initial?.target?.[0] : undefined;
  return {
    path: pathOf(state),
    key: state.key,
    kind: state.type,
    ...(initial === undefined ? {} : { initial: pathOf(initial) }),
    ...(state.history === 'deep' ? { deep: true } : {}),
    ...(typeof state.description === 'string' ? { description: state.description } : {}),
    entry: actionNames(state.entry),
    exit: actionNames(state.exit),
    states: Object.values(state.states).map(stateOf),
    transitions: transitionsOf(state).map(transitionOf),
    line: lineOfState(state),
  };
}

function transitionOf(transition: TransitionDeclared): ChartTransition {
  const { source, eventType, delay, target, guard, reenter } = transition;
  return {
    ...nameOfCause(eventType, delay, source),
    targets: (target ?? []).map(pathOf),
    ...(guard === undefined ? {} : { guard: shown(nameOfGuard(guard)) }),
    actions: actionNames(transition.actions),
    reenters: reenter,
    line: lineOfTransition(transition),
  };
}

function nameOfCause(
  eventType: string | null,
  delay: string | number | undefined,
  source: StateDeclared,
): Pick<ChartTransition, 'kind' | 'event'> {
  if (delay !== undefined) return { kind: 'after', event: String(delay) };
  if (eventType === null || eventType === '') return { kind: 'always', event: '' };
  if (eventType === `xstate.done.state.${source.id}`) return { kind: 'done', event: '' };
  return { kind: 'event', event: eventType };
}

/** Actions that wait for a delay or end the wait belong to `after`, and are drawn there. */
function actionNames(actions: readonly unknown[]): readonly string[] {
  return actions.filter((action) => !isOfDelay(action)).map((action) => shown(nameOfAction(action)));
}

function isOfDelay(action: unknown): boolean {
  if (typeof action !== 'function' || !('type' in action)) return false;
  const { event, sendId } = action as { readonly event?: { readonly type?: unknown }; readonly sendId?: unknown };
  const id = action.type === 'xstate.cancel' ? sendId : action.type === 'xstate.raise' ? event?.type : undefined;
  return typeof id === 'string' && id.startsWith('xstate.after.');
}

/** A built-in action with what it is about, as far as that is written and not computed. */
function nameOfAction(action: unknown): string {
  const name = nameOf(action);
  if (!name.startsWith('xstate.')) return name;
  const short = name.slice('xstate.'.length);
  const { event, assignment } = action as {
    readonly event?: { readonly type?: unknown };
    readonly assignment?: unknown;
  };
  if (typeof assignment === 'object' && assignment !== null) return `${short} ${Object.keys(assignment).join(', ')}`;
  return typeof event === 'object' && typeof event.type === 'string' ? `${short} ${event.type}` : short;
}

function nameOfGuard(guard: unknown): string {
  if (typeof guard !== 'function') return nameOf(guard);
  return 'check' in guard ? guard.name : guard.name === 'guard' ? '' : guard.name;
}

function shown(name: string): string {
  return name === '' ? '…' : name;
}
