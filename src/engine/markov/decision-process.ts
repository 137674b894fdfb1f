/**
 * A Markov decision process made of an explored state graph, as a graph of two kinds of vertices: at a decision the
 * scheduler picks an edge, at a chance vertex a draw does, with exact whole-number weights.
 *
 * A state is a decision between its events; an event whose handler chooses and draws is a tree of auxiliary vertices,
 * a decision for each `choose` and a chance vertex for each `random`, whose leaves are states. In a quiescent state the
 * scheduler may also let nothing happen any more, which leads to the vertex `rest`. Under the uniform scheduler states
 * and `choose` are chance vertices with equal weights, and a quiescent state leads to `rest` alone.
 *
 * Layout: vertices are the states, then auxiliary vertices (each after those it leads to), then `rest`, which has no edge.
 * Sum: 20 bytes an edge, 12 a vertex, with costs 8 more an edge.
 */
import { assert, unitsPerPiece, type Work } from '../../base';
import type { Draw, Scheduler } from '../../model';
import type { StateGraph } from '../state-graph';
import { FloatList, WholeList } from './number-list';

export interface DecisionProcess {
  readonly stateCount: number;
  readonly vertexCount: number;
  /** The edges of vertex v are `start[v]` up to, not including, `start[v + 1]`. */
  readonly start: Int32Array;
  readonly target: Int32Array;
  /** Whole number; at a decision 1. */
  readonly weight: Float64Array;
  /** By vertex: the sum of the weights at a chance vertex, 0 at a decision. */
  readonly total: Float64Array;
  /** By edge, zero or more: what taking it costs. Missing where costs play no part. */
  readonly cost: Float64Array | undefined;
  /** What decisions are made for: the smallest or the largest value. Where there is no decision, either. */
  readonly aim: 'minimum' | 'maximum';
}

/** What the process is made of. */
export interface ProcessSource {
  readonly graph: StateGraph;
  readonly scheduler: Scheduler;
  /** By state, 1 where nothing but faults can happen. */
  readonly quiescent: Uint8Array;
  /** Whether a transition is another outcome of the same event as the edge before it. */
  readonly isAlternative: (before: number, transition: number) => boolean;
  /** What was chosen and drawn in a transition. */
  readonly drawsOf: (transition: number) => readonly Draw[];
  /** Cost of the event of a transition taken in a state; zero or more. */
  readonly costOf?: (state: number, transition: number) => number;
}

export function* buildProcess(source: ProcessSource): Work<DecisionProcess> {
  const builder = new Builder(source);
  const { graph } = source;
  let reported = 0;
  for (let state = 0; state < graph.stateCount; state++) {
    builder.addState(state);
    if (graph.start[state + 1]! - reported > unitsPerPiece) {
      reported = graph.start[state + 1]!;
      yield;
    }
  }
  return builder.build();
}

/** Edges of states and of auxiliary vertices are collected apart, because vertices of one kind are numbered together. */
class Builder {
  readonly #source: ProcessSource;
  readonly #states = new EdgeLists();
  readonly #auxiliary = new EdgeLists();
  readonly #isUniform: boolean;

  constructor(source: ProcessSource) {
    this.#source = source;
    this.#isUniform = source.scheduler === 'uniform';
  }

  addState(state: number): void {
    const { graph, quiescent, costOf, isAlternative } = this.#source;
    const end = graph.start[state + 1]!;
    const isAtRest = quiescent[state] === 1;
    let eventCount = 0;
    if (!(isAtRest && this.#isUniform)) {
      for (let first = graph.start[state]!; first < end; ) {
        const transition = graph.transition[first]!;
        let last = first + 1;
        while (last < end && isAlternative(graph.transition[last - 1]!, graph.transition[last]!)) last++;
        this.#states.add(this.#eventTree(first, last, 0), 1, costOf?.(state, transition) ?? 0);
        eventCount++;
        first = last;
      }
    }
    if (isAtRest) {
      this.#states.add(restMark, 1, 0);
      eventCount++;
    }
    assert(eventCount > 0, 'a state in which nothing can happen is quiescent');
    this.#states.close(this.#isUniform ? eventCount : 0);
  }

  /**
   * The vertex for the outcomes first … last-1 of an event, which agree in the draws before `depth`. Auxiliary vertices
   * are marked by numbers below zero until all states are there.
   */
  #eventTree(first: number, last: number, depth: number): number {
    const { graph, drawsOf } = this.#source;
    const draw = drawsOf(graph.transition[first]!)[depth];
    if (draw === undefined) {
      assert(last === first + 1, 'outcomes of one event differ in what was drawn');
      assert(graph.target[first]! >= 0, 'every handler answered');
      return graph.target[first]!;
    }
    const targets: number[] = [];
    const weights: number[] = [];
    for (let at = first; at < last; ) {
      const { option, weight } = drawAt(at);
      let next = at + 1;
      while (next < last && drawAt(next).option === option) next++;
      targets.push(this.#eventTree(at, next, depth + 1));
      weights.push(weight);
      at = next;
    }
    if (draw.kind === 'random') {
      const sum = weights.reduce((all, weight) => all + weight, 0);
      assert(sum === draw.total, 'the weights of the outcomes add up');
    } else assert(targets.length === draw.optionCount, 'every option of a choice has an outcome');
    if (targets.length === 1) return targets[0]!;
    const divisor = draw.kind === 'random' ? weights.reduce(commonDivisor) : 1;
    targets.forEach((target, index) => {
      this.#auxiliary.add(target, weights[index]! / divisor, 0);
    });
    const isChance = draw.kind === 'random' || this.#isUniform;
    const total = draw.kind === 'random' ? draw.total / divisor : targets.length;
    return auxiliaryMark - this.#auxiliary.close(isChance ? total : 0);

    function drawAt(at: number): Draw {
      const found = drawsOf(graph.transition[at]!)[depth];
      assert(found !== undefined && found.kind === draw?.kind, 'outcomes agree in what they draw next');
      return found;
    }
  }

  build(): DecisionProcess {
    const { stateCount } = this.#source.graph;
    const auxiliaryCount = this.#auxiliary.vertexCount;
    const rest = stateCount + auxiliaryCount;
    const edgeCount = this.#states.target.length + this.#auxiliary.target.length;
    const start = new Int32Array(rest + 2);
    const target = new Int32Array(edgeCount);
    const weight = new Float64Array(edgeCount);
    const total = new Float64Array(rest + 1);
    const cost = this.#source.costOf === undefined ? undefined : new Float64Array(edgeCount);
    let edge = 0;
    let vertex = 0;
    for (const lists of [this.#states, this.#auxiliary]) {
      const targets = lists.target.items;
      const firstEdge = edge;
      for (const mark of targets) {
        target[edge++] = mark === restMark ? rest : mark <= auxiliaryMark ? stateCount + (auxiliaryMark - mark) : mark;
      }
      weight.set(lists.weight.items, firstEdge);
      cost?.set(lists.cost.items, firstEdge);
      total.set(lists.total.items, vertex);
      for (const end of lists.end.items) start[++vertex] = firstEdge + end;
    }
    start[rest + 1] = edgeCount;
    const aim = this.#source.scheduler === 'minimum' ? 'minimum' : 'maximum';
    return { stateCount, vertexCount: rest + 1, start, target, weight, total, cost, aim };
  }
}

/** Targets that are no states yet. */
const restMark = -1;
const auxiliaryMark = -2;

/** Vertices one after the other, each with its edges. */
class EdgeLists {
  readonly target = new WholeList();
  readonly weight = new FloatList();
  readonly cost = new FloatList();
  /** By vertex: where its edges end. */
  readonly end = new WholeList();
  readonly total = new FloatList();

  get vertexCount(): number {
    return this.end.length;
  }

  add(target: number, weight: number, cost: number): void {
    this.target.push(target);
    this.weight.push(weight);
    this.cost.push(cost);
  }

  /** Ends a vertex; its number among those of this list comes back. */
  close(total: number): number {
    this.end.push(this.target.length);
    this.total.push(total);
    return this.end.length - 1;
  }
}

function commonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
