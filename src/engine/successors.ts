/** The successors of one state, for everything but the search's own loop: walks and backward analysis. */
import { type TransitionSystem, transitionFlags } from '../model';
import type { EffectTable } from './effect-table';

export interface Successor {
  readonly transition: number;
  /** Whether it is a fault of the environment. */
  readonly fault: boolean;
  /** Undefined where the handler gives no answer. */
  readonly vector: Int32Array | undefined;
}

/** Enabled transitions of `vector`, in the order of the search. */
export function successorsOf(system: TransitionSystem, effects: EffectTable, vector: Int32Array): Successor[] {
  const found: Successor[] = [];
  for (let actor = 0; actor < system.actorCount; actor++) {
    const own = vector[actor]!;
    if ((system.rows[actor]![own] ?? -1) < 0) system.expand(actor, own);
    const entries = system.entries;
    const row = system.rows[actor]![own]!;
    let at = row + 1;
    for (let left = entries[row]!; left > 0; left--) {
      const transition = at;
      const operationCount = entries[at + 3]!;
      at += 4 + operationCount;
      const target = applyAll(system, effects, vector, transition, operationCount);
      if (target === undefined) continue;
      const configuration = entries[transition + 2]!;
      target[actor] = configuration;
      const fault = (entries[transition + 1]! & transitionFlags.fault) !== 0;
      found.push({ transition, fault, vector: configuration < 0 ? undefined : target });
    }
  }
  return found;
}

function applyAll(
  system: TransitionSystem,
  effects: EffectTable,
  vector: Int32Array,
  transition: number,
  count: number,
) {
  const target = vector.slice();
  for (let index = 0; index < count; index++) {
    const operation = system.entries[transition + 4 + index]!;
    const slot = system.operationSlot[operation]!;
    const after = effects.lookup(operation, target[slot]!);
    if (after < 0) return undefined;
    target[slot] = after;
  }
  return target;
}
