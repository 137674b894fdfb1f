/**
 * What a false claim looked at, and which step wrote each value it saw: the last two levels of the answer to "why".
 *
 * The claim is evaluated once more on an observation that notes what is read of it. Outputs are only ever added, so the step
 * that showed one is the first after which it is there; whether a node is up was written by its last crash or restart.
 */
import type { NodeObservation, Observation, ObservationClaim, PropertyRead } from '../model';

/** More would not be read by anyone. */
const readsMax = 24;

/**
 * @param claim the property's claim about an observation
 * @param observations what was observed in each state of the run, the initial state first; the claim is false in the last
 * @returns each value once, in the order in which it was first read; none if the claim cannot be evaluated so
 */
export function readsOf(claim: ObservationClaim, observations: readonly Observation[]): readonly PropertyRead[] {
  const last = observations.at(-1);
  if (last === undefined) return [];
  const reads: PropertyRead[] = [];
  const seen = new Set<string>();
  const note = (key: string, read: () => PropertyRead): void => {
    if (seen.has(key) || reads.length >= readsMax) return;
    seen.add(key);
    reads.push(read());
  };
  const noters = last.nodes.map((node, index) => ({
    onUp: () =>
      note(`${index} up`, () => ({
        kind: 'up',
        node: node.id,
        up: node.up,
        step: observations.findLastIndex(
          (state, at) => at > 0 && upIn(observations[at - 1], index) !== upIn(state, index),
        ),
      })),
    onOutput: (output: number) =>
      note(`${index} ${output}`, () => ({
        kind: 'output',
        node: node.id,
        output: node.outputs[output] ?? null,
        step: observations.findIndex((state) => (state.nodes[index]?.outputs.length ?? 0) > output),
      })),
  }));
  try {
    if (claim.reads !== undefined) {
      if (claim(last).holds) return [];
      for (const [node, output] of claim.reads(last)) {
        if (output === -1) noters[node]?.onUp();
        else if (output >= 0) noters[node]?.onOutput(output);
      }
    } else {
      const nodes = last.nodes.map((node, index) => watched(node, noters[index] as Noter));
      if (claim({ ...last, nodes }).holds) return [];
    }
  } catch {
    return []; // A claim that asks what a plain list or record would not answer alike.
  }
  return reads.map((read) => ({ ...read, step: Math.max(0, read.step) }));
}

function upIn(observation: Observation | undefined, node: number): boolean | undefined {
  return observation?.nodes[node]?.up;
}

interface Noter {
  readonly onUp: () => void;
  readonly onOutput: (output: number) => void;
}

function watched(node: NodeObservation, { onUp, onOutput }: Noter): NodeObservation {
  const outputs = new Proxy(node.outputs, {
    get(target, name) {
      if (typeof name === 'string' && /^\d+$/.test(name) && Number(name) < target.length) onOutput(Number(name));
      return Reflect.get(target, name);
    },
  });
  return new Proxy(node, {
    get(target, name) {
      if (name === 'outputs') return outputs;
      if (name === 'up') onUp();
      return Reflect.get(target, name);
    },
  });
}
