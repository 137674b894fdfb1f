/** Cycles as lists of edges: whether one is fair, and how to leave out of it what fairness does not need. */
import type { FairGraph } from './fair-graph';
import { sourceOf } from './shortest-paths';

/** Above this many edges a cycle is left as it is: looking for shortcuts takes time that grows with the fourth power. */
const edgeCountMax = 48;

/** Whether going round the cycle for ever is fair. Its edges follow each other, and the last leads to where the first begins. */
export function isFairCycle({ graph, event, strong }: FairGraph, cycle: readonly number[]): boolean {
  if (cycle.length === 0) return false;
  const enabledCount = new Map<number, number>();
  const taken = new Set<number>();
  const states = new Set<number>();
  for (const [at, edge] of cycle.entries()) {
    if (graph.target[edge] !== sourceOf(graph, cycle[(at + 1) % cycle.length]!)) return false;
    taken.add(event[edge]!);
    states.add(sourceOf(graph, edge));
  }
  for (const state of states) {
    const enabled = new Set(event.subarray(graph.start[state]!, graph.start[state + 1]!));
    for (const own of enabled) if (own >= 0) enabledCount.set(own, (enabledCount.get(own) ?? 0) + 1);
  }
  for (const [own, count] of enabledCount)
    if (!taken.has(own) && (strong[own] === 1 || count === states.size)) return false;
  return true;
}

/**
 * Leaves out detours: parts of the cycle that come back to where they began, while the rest is still fair; or keeps such
 * a part alone where it is fair itself.
 *
 * @returns the shorter cycle, and the edges that lead from the beginning of the given one to its own beginning
 */
export function shortenCycle(
  fair: FairGraph,
  cycle: readonly number[],
): { readonly lead: readonly number[]; readonly cycle: readonly number[] } {
  let best = { lead: [] as readonly number[], cycle };
  if (cycle.length > edgeCountMax) return best;
  for (let changed = true; changed; ) {
    changed = false;
    const shorter = shorterOnce(fair, best.cycle);
    if (shorter === undefined) continue;
    best = { lead: [...best.lead, ...shorter.lead], cycle: shorter.cycle };
    changed = true;
  }
  return best;
}

function shorterOnce(fair: FairGraph, cycle: readonly number[]): ReturnType<typeof shortenCycle> | undefined {
  const states = cycle.map((edge) => sourceOf(fair.graph, edge));
  for (let length = cycle.length - 1; length >= 1; length--) {
    for (let from = 0; from + length <= cycle.length; from++) {
      if (states[from] !== states[(from + length) % cycle.length]) continue;
      const part = cycle.slice(from, from + length);
      const rest = [...cycle.slice(0, from), ...cycle.slice(from + length)];
      if (isFairCycle(fair, rest)) return { lead: [], cycle: rest };
      if (isFairCycle(fair, part) && from + length < cycle.length) return { lead: cycle.slice(0, from), cycle: part };
    }
  }
  return undefined;
}
