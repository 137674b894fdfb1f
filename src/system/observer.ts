/** The observer as a slot: who is up and what each node has output. */

import type { Actor, Data, Observation, SystemSpec } from '../model';
import type { MonitorStates, MonitorTable } from './monitor-table';

/** One thing the observer sees. `output` is the number of the text of an output or input; -1 for a crash or restart. */
export interface Sight {
  readonly kind: 'output' | 'input' | 'crash' | 'restart';
  readonly node: number;
  readonly output: number;
}

/**
 * What it has seen: per node whether it is up, and the numbers of its outputs' texts, oldest first; and where the monitors
 * are, which alone know in which order nodes have shown things.
 */
export interface ObserverState {
  readonly up: readonly boolean[];
  readonly outputs: readonly (readonly number[])[];
  readonly monitors: MonitorStates;
}

export function initialObserver(nodeCount: number, monitors: MonitorStates): ObserverState {
  const up = Array.from({ length: nodeCount }, () => true);
  return { up, outputs: Array.from({ length: nodeCount }, () => []), monitors };
}

/** What it has seen after a sight, monitors left aside. */
export function observe(state: ObserverState, sight: Sight, mode: SystemSpec['outputs']): ObserverState {
  switch (sight.kind) {
    case 'crash':
    case 'restart':
      return { ...state, up: state.up.map((up, node) => (node === sight.node ? sight.kind === 'restart' : up)) };
    case 'input':
      return state;
    case 'output': {
      const own = state.outputs[sight.node] ?? [];
      if (mode === 'none') return state;
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
  monitors: MonitorTable,
): Observation {
  return {
    ...monitors.observed(state.monitors),
    nodes: actors.map(({ id, node, byzantine }, index) => ({
      id,
      role: spec.nodes[node]?.role ?? '',
      ...(byzantine ? { byzantine } : {}),
      up: state.up[index] ?? true,
      outputs: (state.outputs[index] ?? []).map(outputOf),
    })),
  };
}
