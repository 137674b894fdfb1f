/** The observer as a slot: who is up and what each node has output. */
import type { Actor, Data, Observation, SystemSpec } from '../model';

/** One thing the observer sees. `output` is the number of the output's text; -1 for a crash or restart. */
export interface Sight {
  readonly kind: 'output' | 'crash' | 'restart';
  readonly node: number;
  readonly output: number;
}

/** What it has seen: per node whether it is up, and the numbers of its outputs' texts, oldest first. */
export interface ObserverState {
  readonly up: readonly boolean[];
  readonly outputs: readonly (readonly number[])[];
}

export function initialObserver(nodeCount: number): ObserverState {
  return { up: Array.from({ length: nodeCount }, () => true), outputs: Array.from({ length: nodeCount }, () => []) };
}

export function observe(state: ObserverState, sight: Sight, mode: SystemSpec['outputs']): ObserverState {
  switch (sight.kind) {
    case 'crash':
    case 'restart':
      return { ...state, up: state.up.map((up, node) => (node === sight.node ? sight.kind === 'restart' : up)) };
    case 'output': {
      const own = state.outputs[sight.node] ?? [];
      if (mode === 'distinct' && own.includes(sight.output)) return state;
      return {
        ...state,
        outputs: state.outputs.map((seen, node) => (node === sight.node ? [...seen, sight.output] : seen)),
      };
    }
  }
}

/** The observation that properties read. */
export function observationOf(
  state: ObserverState,
  actors: readonly Actor[],
  spec: SystemSpec,
  outputOf: (output: number) => Data,
): Observation {
  return {
    nodes: actors.map(({ id, node, byzantine }, index) => ({
      id,
      role: spec.nodes[node]?.role ?? '',
      ...(byzantine ? { byzantine } : {}),
      up: state.up[index] ?? true,
      outputs: (state.outputs[index] ?? []).map(outputOf),
    })),
  };
}
