/**
 * The explored states with their transitions as a graph in arrays, for everything that looks at futures: liveness,
 * probability, points of no return. States have the numbers that the search gave them.
 *
 * Sum: 8 bytes an edge and 4 a state besides the search's own.
 */
import { assert } from '../base';
import type { TransitionSystem } from '../model';
import { GrowingMemory } from './growing-memory';
import type { Search } from './search';
import { SuccessorCursor } from './successors';

export interface StateGraph {
  readonly stateCount: number;
  readonly edgeCount: number;
  /** The edges of state s are `start[s]` up to, not including, `start[s + 1]`, in the order of the search. */
  readonly start: Int32Array;
  /** The state each edge leads to; -1 where the handler gives no answer. */
  readonly target: Int32Array;
  /** The transition each edge takes. */
  readonly transition: Int32Array;
}

/** Builds the graph of an exhausted search piece by piece. */
export class StateGraphBuilder {
  /** `bytes`: it would take more memory than allowed. */
  end: 'built' | 'bytes' | undefined;

  readonly #search: Search;
  readonly #bytesMax: number;
  readonly #cursor: SuccessorCursor;
  readonly #state: Int32Array;
  readonly #start: Int32Array;
  readonly #target = new GrowingMemory({ shared: false });
  readonly #transition = new GrowingMemory({ shared: false });
  #next = 0;
  #edgeCount = 0;

  constructor(system: TransitionSystem, search: Search, bytesMax: number) {
    assert(search.end?.kind === 'exhausted', 'the whole space was explored');
    this.#search = search;
    this.#bytesMax = bytesMax;
    this.#cursor = new SuccessorCursor(system, search.effects);
    this.#state = new Int32Array(system.slotCount);
    this.#start = new Int32Array(search.stateCount + 1);
  }

  /** Adds edges until at least `budget` more are there, or it ends. True when it has ended. */
  step(budget: number): boolean {
    if (this.end !== undefined) return true;
    const search = this.#search;
    const cursor = this.#cursor;
    const until = this.#edgeCount + budget;
    while (this.#next < search.stateCount && this.#edgeCount < until) {
      search.vectorInto(this.#next, this.#state);
      cursor.begin(this.#state);
      while (cursor.next()) {
        if (!this.#ensure()) {
          this.end = 'bytes';
          return true;
        }
        this.#target.words[this.#edgeCount] = cursor.failed ? -1 : search.indexOf(cursor.vector);
        this.#transition.words[this.#edgeCount] = cursor.transition;
        this.#edgeCount++;
      }
      this.#start[++this.#next] = this.#edgeCount;
    }
    if (this.#next === search.stateCount) this.end = 'built';
    return this.end !== undefined;
  }

  get graph(): StateGraph {
    assert(this.end === 'built', 'the graph is built');
    return {
      stateCount: this.#search.stateCount,
      edgeCount: this.#edgeCount,
      start: this.#start,
      target: this.#target.words.subarray(0, this.#edgeCount),
      transition: this.#transition.words.subarray(0, this.#edgeCount),
    };
  }

  #ensure(): boolean {
    const bytes = this.#start.byteLength + this.#target.bytes + this.#transition.bytes;
    if (this.#edgeCount < this.#target.words.length) return true;
    return (
      bytes <= this.#bytesMax &&
      this.#target.ensure(this.#edgeCount + 1) &&
      this.#transition.ensure(this.#edgeCount + 1)
    );
  }
}

/** The edges that lead to each state: those to state s are `edge[start[s]]` up to `edge[start[s + 1]]`; 4 bytes each. */
export interface IncomingEdges {
  readonly start: Int32Array;
  /** Indices of edges of the graph. */
  readonly edge: Int32Array;
  /** The state each listed edge comes from. */
  readonly source: Int32Array;
}

export function incomingEdges(graph: StateGraph): IncomingEdges {
  const start = new Int32Array(graph.stateCount + 1);
  for (const target of graph.target) if (target >= 0) start[target + 1]!++;
  for (let state = 0; state < graph.stateCount; state++) start[state + 1]! += start[state]!;
  const fill = start.slice();
  const edge = new Int32Array(start[graph.stateCount]!);
  const source = new Int32Array(edge.length);
  for (let state = 0; state < graph.stateCount; state++) {
    for (let at = graph.start[state]!; at < graph.start[state + 1]!; at++) {
      const target = graph.target[at]!;
      if (target < 0) continue;
      const place = fill[target]!++;
      edge[place] = at;
      source[place] = state;
    }
  }
  return { start, edge, source };
}
