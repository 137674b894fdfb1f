/** The whole state graph of a small system, for drawing. */
import { Search, StateGraphBuilder } from '../engine';
import { type Challenge, type CheckRequest, dataText, transitionFlags } from '../model';
import type { ProtocolSystem } from '../system';
import { actionWords } from '../verdict';
import { prepare } from './prepare';

/** Beyond this no drawing can be read. */
export const graphStatesMax = 5000;
const unitsPerStep = 20_000;

export interface WholeGraph {
  readonly states: readonly { readonly label: string; readonly bad: boolean }[];
  readonly edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly label: string;
    readonly fault: boolean;
  }[];
}

/**
 * Every state and every transition; a transition whose handler gives no answer is left out. Undefined if there are more
 * than `graphStatesMax` states, or no system can be made of the request.
 */
export async function wholeGraph(
  request: CheckRequest,
  challenge: Challenge,
  wasm: WebAssembly.Module,
): Promise<WholeGraph | undefined> {
  const prepared = await prepare(request, challenge, wasm);
  if (prepared.kind === 'refused') return undefined;
  const { system, properties, host } = prepared;
  const limits = { states: graphStatesMax, bytes: 200_000_000, depth: graphStatesMax };
  const search = new Search(system, limits, { bits: 0, stopBits: 0 });
  while (!search.step(unitsPerStep));
  if (search.end?.kind !== 'exhausted') {
    host.dispose();
    return undefined;
  }
  const builder = new StateGraphBuilder(system, search, limits.bytes);
  while (!builder.step(unitsPerStep));
  const { start, target, transition } = builder.graph;
  const states = Array.from({ length: search.stateCount }, (_, state) => {
    const vector = search.vectorOf(state);
    const labels = system.labels[vector[system.labelSlot] as number] as number;
    return { label: stateLabel(system, vector), bad: (labels & properties.badBits) !== 0 };
  });
  const edges = states.flatMap((_, from) =>
    Array.from({ length: (start[from + 1] as number) - (start[from] as number) }, (_edge, index) => {
      const edge = (start[from] as number) + index;
      const taken = transition[edge] as number;
      const flags = system.entries[taken + 1] as number;
      return {
        from,
        to: target[edge] as number,
        label: actionWords(system.actionOf(taken)),
        fault: (flags & transitionFlags.fault) !== 0,
      };
    }).filter(({ to }) => to >= 0),
  );
  host.dispose();
  return { states, edges };
}

/** A line a node: its local state, and what waits for it. */
function stateLabel(system: ProtocolSystem, vector: Int32Array): string {
  const lines: string[] = [];
  for (let slot = 0; slot < system.actorCount; slot++) {
    const content = system.contentOf(slot, vector[slot] as number);
    if (content === undefined) continue;
    const { local, up } = content.facts as { readonly local: never; readonly up: boolean };
    const waiting = (content.bags.bag ?? []).length + (content.bags.timers ?? []).length;
    lines.push(
      `${system.nodeOfSlot(slot)}${up ? '' : ' (down)'}: ${dataText(local)}${waiting > 0 ? ` +${waiting}` : ''}`,
    );
  }
  return lines.join('\n');
}
