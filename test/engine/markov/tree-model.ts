/** Decision processes written as trees: by state the events, by event what is chosen and drawn in it. */
import { finish } from '../../../src/base';
import { buildProcess, type DecisionProcess, type StateGraph } from '../../../src/engine';
import type { Draw, Scheduler } from '../../../src/model';

/** The state an event leads to, or a choice or a draw between further trees. */
export type Tree =
  | number
  | { readonly choose: readonly Tree[] }
  | { readonly random: readonly (readonly [number, Tree])[] };

export interface TreeEvent {
  readonly tree: Tree;
  readonly fault?: boolean;
  /** 1 by default. */
  readonly cost?: number;
}

export interface TreeModel {
  readonly states: readonly (readonly TreeEvent[])[];
}

/** States given by trees alone: events that are no faults and cost 1. */
export function treeModel(states: readonly (readonly Tree[])[]): TreeModel {
  return { states: states.map((trees) => trees.map((tree) => ({ tree }))) };
}

/** Whether only faults can happen in a state. */
export function isAtRest(events: readonly TreeEvent[]): boolean {
  return events.every((event) => event.fault === true);
}

interface Outcome {
  readonly target: number;
  readonly draws: readonly Draw[];
}

/** Every way an event can end, in counting order, as the host answers it. */
function outcomesOf(tree: Tree, before: readonly Draw[] = []): readonly Outcome[] {
  if (typeof tree === 'number') return [{ target: tree, draws: before }];
  if ('choose' in tree) {
    const optionCount = tree.choose.length;
    return tree.choose.flatMap((next, option) =>
      outcomesOf(next, [...before, { kind: 'choose', option, optionCount, weight: 1, total: 1, text: '' }]),
    );
  }
  const total = tree.random.reduce((sum, [weight]) => sum + weight, 0);
  const optionCount = tree.random.length;
  return tree.random.flatMap(([weight, next], option) =>
    weight === 0 ? [] : outcomesOf(next, [...before, { kind: 'random', option, optionCount, weight, total, text: '' }]),
  );
}

/** The model by way of a state graph, as the engine makes it of a protocol. */
export function processOf({ states }: TreeModel, scheduler: Scheduler): DecisionProcess {
  const start = [0];
  const target: number[] = [];
  const transition: number[] = [];
  const draws: (readonly Draw[])[] = [];
  const eventOf: number[] = [];
  const costs: number[] = [];
  for (const events of states) {
    for (const { tree, cost = 1 } of events) {
      const event = costs.push(cost) - 1;
      for (const outcome of outcomesOf(tree)) {
        target.push(outcome.target);
        transition.push(draws.push(outcome.draws) - 1);
        eventOf.push(event);
      }
    }
    start.push(target.length);
  }
  const graph: StateGraph = {
    stateCount: states.length,
    edgeCount: target.length,
    start: Int32Array.from(start),
    target: Int32Array.from(target),
    transition: Int32Array.from(transition),
  };
  return finish(
    buildProcess({
      graph,
      scheduler,
      quiescent: Uint8Array.from(states, (events) => (isAtRest(events) ? 1 : 0)),
      isAlternative: (before, next) => eventOf[before] === eventOf[next],
      drawsOf: (each) => draws[each]!,
      costOf: (_state, each) => costs[eventOf[each]!]!,
    }),
  );
}
