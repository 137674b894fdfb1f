/**
 * The states that can follow one state, as far as they were explored, and how far each of them is from a violation: worked
 * out backward, once, for all of them.
 *
 * What lies beyond the explored states is not known, and no more than that is said: a way to a violation that leaves them
 * passes a state that was found and not expanded, so it is at least as long as the way to the nearest of these.
 */
import { type EffectTable, type IncomingEdges, incomingEdges, type StateGraph, SuccessorCursor } from '../engine';
import { restedLabel, transitionFlags, type Winnable } from '../model';
import type { ProtocolSystem } from '../system';
import { FoundStates } from './found-states';
import type { NearestLimits } from './nearest';

/** What counts as a violation. */
export interface Violations {
  /** Bits of the properties that are violated. */
  readonly bits: number;
  /** The bit of a state that properties cannot read: a check ends there, so it counts. */
  readonly threwBit: number;
  /** Names of properties by their bits. */
  readonly names: readonly string[];
}

/** Distance of a state from which nothing looked for can be come to, as far as is known. */
const unreachable = -1;
/** Cause of a distance where no property is violated: a handler fails, or a property cannot be read. */
const noProperty = -1;
const edgesAtFirst = 4096;
/** States settled between two pauses. */
const settledPerStep = 50_000;

export class Region {
  readonly #system: ProtocolSystem;
  readonly #effects: EffectTable;
  readonly #violations: Violations;
  readonly #bytesMax: number;
  readonly #found: FoundStates;
  readonly #cursor: SuccessorCursor;
  readonly #state: Int32Array;
  /** The edges of state s: `targets[starts[s]]` up to `targets[starts[s + 1]]`; -1 where a handler fails. */
  #starts = new Int32Array(edgesAtFirst);
  #targets = new Int32Array(edgesAtFirst);
  #edgeCount = 0;
  #expandedCount = 0;
  /** Violated states that were expanded, with the property of each. */
  #bad: number[] = [];
  #badProperty: number[] = [];
  #distance = new Int32Array(0);
  #cause = new Int8Array(0);
  /** Distance to the nearest state that was not expanded. */
  #toUnknown = new Int32Array(0);

  constructor(
    system: ProtocolSystem,
    effects: EffectTable,
    source: Int32Array,
    violations: Violations,
    limits: NearestLimits,
  ) {
    this.#system = system;
    this.#effects = effects;
    this.#violations = violations;
    this.#bytesMax = limits.bytes;
    this.#found = new FoundStates(system.slotCount, limits);
    this.#cursor = new SuccessorCursor(system, effects);
    this.#state = new Int32Array(system.slotCount);
    this.#found.add(source, unreachable, 0);
  }

  get stateCount(): number {
    return this.#found.count;
  }

  /** Steps from the source to the deepest state found; a search breadth first never comes back to an earlier one. */
  depth = 0;
  #levelEnd = 1;

  /** Expands so many more states. True when all were, or a limit was met. */
  explore(count: number): boolean {
    for (let left = count; left > 0; left--) {
      if (this.#expandedCount === this.#found.count) return true;
      if (this.#expandedCount === this.#levelEnd) {
        this.#levelEnd = this.#found.count;
        this.depth++;
      }
      if (!this.#expand(this.#expandedCount)) return true;
    }
    return false;
  }

  /** Whether everything that can follow the source was explored. */
  get isWhole(): boolean {
    return this.#expandedCount === this.#found.count;
  }

  /** Works out the distances, in pieces. To be called once, when nothing more is explored. */
  *settle(): Generator<undefined, void> {
    const stateCount = this.#found.count;
    const incoming = incomingEdges(this.#graph());
    yield;
    this.#cause = new Int8Array(stateCount).fill(noProperty);
    for (const [index, state] of this.#bad.entries()) this.#cause[state] = this.#badProperty[index] as number;
    this.#distance = new Int32Array(stateCount).fill(unreachable);
    yield* settleFrom(incoming, this.#distance, this.#bad, this.#failing(), this.#cause);
    this.#toUnknown = new Int32Array(stateCount).fill(unreachable);
    const unknown = Array.from({ length: stateCount - this.#expandedCount }, (_, index) => this.#expandedCount + index);
    yield* settleFrom(incoming, this.#toUnknown, unknown, [], undefined);
    this.#starts = new Int32Array(0);
    this.#targets = new Int32Array(0);
    this.#bad = [];
    this.#badProperty = [];
  }

  /** What is known of a state after `settle`; undefined if nothing is. */
  winnable(vector: Int32Array): Winnable | undefined {
    const state = this.#found.indexOf(vector);
    if (state < 0) return undefined;
    const steps = this.#distance[state] as number;
    const toUnknown = this.#toUnknown[state] as number;
    const name = this.#violations.names[this.#cause[state] as number];
    if (steps >= 0 && (toUnknown < 0 || steps <= toUnknown))
      return { kind: 'in', steps, ...(name === undefined ? {} : { property: name }) };
    if (toUnknown < 0) return { kind: 'never' };
    return toUnknown === 0 ? undefined : { kind: 'not within', steps: toUnknown - 1 };
  }

  #expand(state: number): boolean {
    const cursor = this.#cursor;
    const edgesBefore = this.#edgeCount;
    this.#state.set(this.#found.vector(state));
    cursor.begin(this.#state);
    let isAtRest = true;
    while (cursor.next()) {
      if ((cursor.flags & transitionFlags.fault) === 0 && !cursor.isIdle) isAtRest = false;
      const target = cursor.failed ? unreachable : this.#found.add(cursor.vector, 0, 0);
      if ((!cursor.failed && target < 0) || !this.#addEdge(target)) {
        this.#edgeCount = edgesBefore;
        return false;
      }
    }
    const property = badPropertyOf(this.#system, this.#state, isAtRest, this.#violations);
    if (property !== undefined) {
      this.#bad.push(state);
      this.#badProperty.push(property);
    }
    this.#expandedCount = state + 1;
    if (this.#starts.length <= state + 1) {
      const starts = new Int32Array(this.#starts.length * 2);
      starts.set(this.#starts);
      this.#starts = starts;
    }
    this.#starts[state + 1] = this.#edgeCount;
    return (state & 1023) !== 0 || this.#bytes <= this.#bytesMax;
  }

  #addEdge(target: number): boolean {
    if (this.#edgeCount === this.#targets.length) {
      try {
        const targets = new Int32Array(this.#targets.length * 2);
        targets.set(this.#targets);
        this.#targets = targets;
      } catch {
        return false; // The machine refuses the memory.
      }
    }
    this.#targets[this.#edgeCount++] = target;
    return true;
  }

  /** Edges are counted three times: those that lead to a state are listed with where they come from. */
  get #bytes(): number {
    return this.#found.bytes + this.#targets.byteLength * 3 + this.#effects.bytes + this.#system.bytes;
  }

  /** The explored part; states that were not expanded have no edges. */
  #graph(): StateGraph {
    const stateCount = this.#found.count;
    const start = new Int32Array(stateCount + 1).fill(this.#edgeCount);
    start.set(this.#starts.subarray(0, this.#expandedCount + 1));
    const target = this.#targets.subarray(0, this.#edgeCount);
    return { stateCount, edgeCount: this.#edgeCount, start, target, transition: target };
  }

  /** Expanded states in which some handler fails. */
  #failing(): number[] {
    const failing: number[] = [];
    for (let state = 0; state < this.#expandedCount; state++) {
      const end = this.#starts[state + 1] as number;
      for (let edge = this.#starts[state] as number; edge < end; edge++)
        if ((this.#targets[edge] as number) < 0) {
          failing.push(state);
          break;
        }
    }
    return failing;
  }
}

/** The bit of a violated property of a state, `noProperty` where properties cannot read it; undefined if nothing is wrong. */
export function badPropertyOf(
  system: ProtocolSystem,
  vector: Int32Array,
  isAtRest: boolean,
  { bits, threwBit }: Violations,
): number | undefined {
  const observed = vector[system.labelSlot] as number;
  const every = system.labels[observed] as number;
  const labels = isAtRest ? every | ((system.quiescentLabels[observed] as number) & ~restedLabel) : every;
  if ((labels & bits) !== 0) return 31 - Math.clz32(labels & bits & -(labels & bits));
  return (labels & (1 << threwBit)) === 0 ? undefined : noProperty;
}

/**
 * Goes backward from some states, nearest first. `causes` are handed on from a state to those that come to it.
 *
 * @param oneBefore states that are at distance 1 without an edge that says so
 */
function* settleFrom(
  incoming: IncomingEdges,
  distance: Int32Array,
  from: readonly number[],
  oneBefore: readonly number[],
  cause: Int8Array | undefined,
): Generator<undefined, void> {
  for (const state of from) distance[state] = 0;
  let level = [...from];
  let settled = 0;
  for (let steps = 1; level.length > 0 || steps === 1; steps++) {
    const next: number[] = [];
    if (steps === 1)
      for (const state of oneBefore)
        if (distance[state] === unreachable) {
          distance[state] = 1;
          next.push(state);
        }
    for (const state of level) {
      const end = incoming.start[state + 1] as number;
      for (let at = incoming.start[state] as number; at < end; at++) {
        const source = incoming.source[at] as number;
        if (distance[source] !== unreachable) continue;
        distance[source] = steps;
        if (cause !== undefined) cause[source] = cause[state] as number;
        next.push(source);
      }
      if (++settled % settledPerStep === 0) yield;
    }
    level = next;
  }
}
