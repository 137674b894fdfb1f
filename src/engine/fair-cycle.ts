/** A fair cycle through a fair component: for each event that fairness constrains, a state or an edge that satisfies it. */
import { assert } from '../base';
import { edgeEvents, type FairGraph } from './fair-graph';
import { shortenCycle } from './short-cycle';
import { sourceOf } from './shortest-paths';

export interface FairCycle {
  /** The edges from the given state to where the cycle begins. */
  readonly lead: readonly number[];
  readonly cycle: readonly number[];
  /** How many edges were looked at to find it. */
  readonly edgesLooked: number;
}

/** Memory of the searches on the way, which later cycles can use again: 12 bytes a state. */
export interface TourMemory {
  /** How many searches there were; a state is reached in a search if it carries its number. */
  searches: number;
  readonly reached: Int32Array;
  /** The edge that led to a state. */
  readonly edge: Int32Array;
  readonly queue: Int32Array;
}

export function createTourMemory(stateCount: number): TourMemory {
  return {
    searches: 0,
    reached: new Int32Array(stateCount),
    edge: new Int32Array(stateCount),
    queue: new Int32Array(stateCount),
  };
}

/** Edges between two pauses. */
const edgesPerPause = 1 << 18;

/**
 * Goes greedily, each time on a shortest way to the nearest state or edge that satisfies something still owed, and then
 * back.
 *
 * @param component numbers of fair components, as `fairComponents` gives them
 * @param state a state of one
 */
export function* createFairCycle(
  fair: FairGraph,
  component: Int32Array,
  state: number,
  memory: TourMemory,
): Generator<undefined, FairCycle> {
  const tour = new Tour(fair, component, state, memory);
  while (tour.owes || !tour.isHome) {
    if (tour.owes) yield* tour.extend();
    else yield* tour.goBack();
  }
  return { ...shortenCycle(fair, tour.edges), edgesLooked: tour.edgesLooked };
}

/** What an event still needs: 1, it is to be disabled somewhere or taken (weak); 2, it is to be taken (strong). */
const owed = { nothing: 0, weak: 1, strong: 2 } as const;

class Tour {
  readonly edges: number[] = [];
  edgesLooked = 0;

  readonly #fair: FairGraph;
  readonly #component: Int32Array;
  readonly #home: number;
  readonly #owed: Uint8Array;
  readonly #isTaken: Uint8Array;
  #weakOwed: number[] = [];
  #strongOwed = 0;
  #here: number;
  readonly #memory: TourMemory;

  constructor(fair: FairGraph, component: Int32Array, home: number, memory: TourMemory) {
    this.#fair = fair;
    this.#memory = memory;
    this.#component = component;
    this.#home = home;
    this.#here = home;
    this.#owed = new Uint8Array(fair.strong.length);
    this.#isTaken = new Uint8Array(fair.strong.length);
    for (const event of this.#enabledAt(home)) {
      if (fair.strong[event] === 1) continue;
      this.#owed[event] = owed.weak;
      this.#weakOwed.push(event);
    }
    this.#arrive(home);
  }

  get owes(): boolean {
    return this.#weakOwed.length + this.#strongOwed > 0;
  }

  /** Whether it is back, after one edge at least. */
  get isHome(): boolean {
    return this.edges.length > 0 && this.#here === this.#home;
  }

  /** Goes to the nearest place that satisfies something. */
  *extend(): Generator<undefined, void> {
    const { event } = this.#fair;
    yield* this.#go(
      (edge) => event[edge]! >= 0 && this.#owed[event[edge]!] !== owed.nothing,
      (state) => this.#weakOwed.length > 0 && this.#disablesOwed(state),
    );
  }

  /** Goes back to where it began, by one edge at least, or as far as to where something new is owed. */
  *goBack(): Generator<undefined, void> {
    yield* this.#go(
      (edge) => this.#fair.graph.target[edge] === this.#home,
      () => false,
    );
  }

  /** Goes a shortest way inside the component to an edge, which is taken, or a state that is wanted. */
  *#go(isWantedEdge: (edge: number) => boolean, isWantedState: (state: number) => boolean): Generator<undefined, void> {
    const { graph, event } = this.#fair;
    const { reached, edge: edgeTo, queue } = this.#memory;
    const search = ++this.#memory.searches;
    const own = this.#component[this.#home];
    let count = 0;
    let pauseAt = this.edgesLooked + edgesPerPause;
    reached[this.#here] = search;
    queue[count++] = this.#here;
    for (let at = 0; at < count; at++) {
      const state = queue[at]!;
      if (at > 0 && isWantedState(state)) return this.#walk(this.#wayTo(state));
      for (let edge = graph.start[state]!; edge < graph.start[state + 1]!; edge++) {
        this.edgesLooked++;
        const next = graph.target[edge]!;
        if (next < 0 || this.#component[next] !== own || event[edge] === edgeEvents.ignored) continue;
        if (isWantedEdge(edge)) return this.#walk([...this.#wayTo(state), edge]);
        if (reached[next] === search) continue;
        reached[next] = search;
        edgeTo[next] = edge;
        queue[count++] = next;
      }
      if (this.edgesLooked >= pauseAt) {
        pauseAt = this.edgesLooked + edgesPerPause;
        yield;
      }
    }
    assert(false, 'a fair component satisfies every constraint, and each of its states leads to each other');
  }

  #wayTo(state: number): number[] {
    const edges: number[] = [];
    for (let at = state; at !== this.#here; at = sourceOf(this.#fair.graph, edges.at(-1)!))
      edges.push(this.#memory.edge[at]!);
    return edges.reverse();
  }

  /** Takes the edges, up to a state in which a strongly fair event is owed for the first time. */
  #walk(edges: readonly number[]): void {
    for (const edge of edges) {
      const before = this.#strongOwed;
      this.edges.push(edge);
      this.#take(this.#fair.event[edge]!);
      this.#arrive(this.#fair.graph.target[edge]!);
      if (this.#strongOwed > before) return;
    }
  }

  #take(event: number): void {
    if (event < 0) return;
    this.#isTaken[event] = 1;
    if (this.#owed[event] === owed.strong) this.#strongOwed--;
    if (this.#owed[event] === owed.weak) this.#weakOwed = this.#weakOwed.filter((other) => other !== event);
    this.#owed[event] = owed.nothing;
  }

  #arrive(state: number): void {
    this.#here = state;
    const enabled = this.#enabledAt(state);
    for (const event of enabled) {
      if (this.#fair.strong[event] === 0 || this.#isTaken[event] === 1 || this.#owed[event] === owed.strong) continue;
      this.#owed[event] = owed.strong;
      this.#strongOwed++;
    }
    this.#weakOwed = this.#weakOwed.filter((event) => {
      if (enabled.has(event)) return true;
      this.#owed[event] = owed.nothing;
      return false;
    });
  }

  #disablesOwed(state: number): boolean {
    const enabled = this.#enabledAt(state);
    return this.#weakOwed.some((event) => !enabled.has(event));
  }

  #enabledAt(state: number): Set<number> {
    const { graph, event } = this.#fair;
    const enabled = new Set<number>();
    for (let edge = graph.start[state]!; edge < graph.start[state + 1]!; edge++)
      if (event[edge]! >= 0) enabled.add(event[edge]!);
    return enabled;
  }
}
