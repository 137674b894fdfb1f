/**
 * Values of small models the slow way: every memoryless scheduler one by one, each a Markov chain whose equations are
 * solved exactly by Gaussian elimination. Shares nothing with the engine.
 */
import type { Scheduler } from '../../../src/model';
import { type Fraction, fraction, isLess, minus, over, plus, times } from './fraction';
import { isAtRest, type Tree, type TreeModel } from './tree-model';

const zero = fraction(0);
const one = fraction(1);

/** A chain: where each vertex leads with which probability, and what is paid there. */
interface Chain {
  readonly edges: readonly (readonly (readonly [Fraction, number])[])[];
  readonly paid: readonly Fraction[];
}

interface Vertex {
  readonly kind: 'decision' | 'chance';
  readonly edges: (readonly [weight: number, vertex: number, cost: number])[];
}

/** By state; `infinite` for costs where the target is not sure to be reached. */
export type SlowValue = Fraction | 'infinite';

export function slowProbabilities(
  model: TreeModel,
  scheduler: Scheduler,
  targets: ReadonlySet<number>,
): readonly Fraction[] {
  return best(model, scheduler, (chain) => reachOf(chain, targets)) as readonly Fraction[];
}

export function slowCosts(model: TreeModel, scheduler: Scheduler, targets: ReadonlySet<number>): readonly SlowValue[] {
  return best(model, scheduler, (chain) => costOf(chain, targets));
}

/** By state, of the probability to be at a target within so many steps: by trying everything at every step. */
export function slowBounded(
  { states }: TreeModel,
  scheduler: Scheduler,
  targets: ReadonlySet<number>,
  stepCount: number,
): readonly Fraction[] {
  let values = states.map((_events, state) => (targets.has(state) ? one : zero));
  const pick = (options: readonly Fraction[]): Fraction => {
    if (scheduler === 'uniform') return over(options.reduce(plus), fraction(options.length));
    return options.reduce((a, b) => (isLess(a, b) === (scheduler === 'minimum') ? a : b));
  };
  for (let step = 0; step < stepCount; step++) {
    const before = values;
    const valueAt = (tree: Tree): Fraction => {
      if (typeof tree === 'number') return before[tree]!;
      if ('choose' in tree) return pick(tree.choose.map(valueAt));
      const total = tree.random.reduce((sum, [weight]) => sum + weight, 0);
      return tree.random.map(([weight, next]) => times(fraction(weight, total), valueAt(next))).reduce(plus);
    };
    values = states.map((events, state) => {
      if (targets.has(state)) return one;
      if (isAtRest(events) && scheduler === 'uniform') return zero;
      const options = events.map(({ tree }) => valueAt(tree));
      return pick(isAtRest(events) ? [...options, zero] : options);
    });
  }
  return values;
}

function verticesOf({ states }: TreeModel, scheduler: Scheduler): readonly Vertex[] {
  const choice = scheduler === 'uniform' ? 'chance' : 'decision';
  const vertices: Vertex[] = states.map(() => ({ kind: choice, edges: [] }));
  const rest = vertices.push({ kind: 'chance', edges: [] }) - 1;
  vertices[rest]!.edges.push([1, rest, 0]);
  const vertexOf = (tree: Tree): number => {
    if (typeof tree === 'number') return tree;
    const edges =
      'choose' in tree
        ? tree.choose.map((next) => [1, vertexOf(next), 0] as const)
        : tree.random.filter(([weight]) => weight > 0).map(([weight, next]) => [weight, vertexOf(next), 0] as const);
    return vertices.push({ kind: 'choose' in tree ? choice : 'chance', edges }) - 1;
  };
  for (const [state, events] of states.entries()) {
    const { edges } = vertices[state]!;
    if (!(isAtRest(events) && scheduler === 'uniform'))
      for (const { tree, cost = 1 } of events) edges.push([1, vertexOf(tree), cost]);
    if (isAtRest(events)) edges.push([1, rest, 0]);
  }
  return vertices;
}

function best(
  model: TreeModel,
  scheduler: Scheduler,
  valuesOf: (chain: Chain) => readonly SlowValue[],
): readonly SlowValue[] {
  const vertices = verticesOf(model, scheduler);
  const picks = vertices.map(() => 0);
  let found: SlowValue[] | undefined;
  for (;;) {
    const values = valuesOf(chainOf(vertices, picks)).slice(0, model.states.length);
    found = found === undefined ? [...values] : found.map((value, state) => better(value, values[state]!, scheduler));
    let position = 0;
    while (position < vertices.length) {
      const { kind, edges } = vertices[position]!;
      if (kind === 'decision' && picks[position]! + 1 < edges.length) break;
      picks[position++] = 0;
    }
    if (position === vertices.length) return found;
    picks[position]!++;
  }
}

function better(a: SlowValue, b: SlowValue, scheduler: Scheduler): SlowValue {
  const smaller = a === 'infinite' ? b : b === 'infinite' || isLess(a, b) ? a : b;
  const larger = smaller === a ? b : a;
  return scheduler === 'minimum' ? smaller : larger;
}

function chainOf(vertices: readonly Vertex[], picks: readonly number[]): Chain {
  const edges = vertices.map(({ kind, edges: all }, vertex) => (kind === 'decision' ? [all[picks[vertex]!]!] : all));
  const totals = edges.map((all) => all.reduce((sum, [weight]) => sum + weight, 0));
  return {
    edges: edges.map((all, vertex) => all.map(([weight, next]) => [fraction(weight, totals[vertex]!), next] as const)),
    paid: edges.map((all, vertex) =>
      all.map(([weight, , cost]) => fraction(weight * cost, totals[vertex]!)).reduce(plus, zero),
    ),
  };
}

/** The vertices from which some of the goal is reached. */
function reaching({ edges }: Chain, goal: (vertex: number) => boolean): readonly boolean[] {
  const found = edges.map((_edges, vertex) => goal(vertex));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [vertex, all] of edges.entries()) {
      if (found[vertex] || !all.some(([, next]) => found[next])) continue;
      found[vertex] = true;
      changed = true;
    }
  }
  return found;
}

function reachOf(chain: Chain, targets: ReadonlySet<number>): readonly Fraction[] {
  const absorbed = { ...chain, edges: chain.edges.map((all, vertex) => (targets.has(vertex) ? [] : all)) };
  const possible = reaching(absorbed, (vertex) => targets.has(vertex));
  const open = possible.map((is, vertex) => is && !targets.has(vertex));
  return solve(absorbed, open, (vertex) => (targets.has(vertex) ? one : zero), false) as readonly Fraction[];
}

function costOf(chain: Chain, targets: ReadonlySet<number>): readonly SlowValue[] {
  const absorbed = { ...chain, edges: chain.edges.map((all, vertex) => (targets.has(vertex) ? [] : all)) };
  const possible = reaching(absorbed, (vertex) => targets.has(vertex));
  const lost = reaching(absorbed, (vertex) => !possible[vertex]);
  const open = lost.map((is, vertex) => !is && !targets.has(vertex));
  return solve(absorbed, open, (vertex) => (targets.has(vertex) ? zero : 'infinite'), true);
}

/** Solves value = paid + Σ probability × value at the open vertices; the others have the values given. */
function solve(
  { edges, paid }: Chain,
  open: readonly boolean[],
  given: (vertex: number) => SlowValue,
  pays: boolean,
): readonly SlowValue[] {
  const unknowns = [...open.keys()].filter((vertex) => open[vertex]);
  const column = new Map(unknowns.map((vertex, index) => [vertex, index]));
  const rows = unknowns.map((vertex, index) => {
    const row = Array.from({ length: unknowns.length + 1 }, (_, at) => (at === index ? one : zero));
    if (pays) row[unknowns.length] = paid[vertex]!;
    for (const [probability, next] of edges[vertex]!) {
      const at = column.get(next);
      const value = given(next);
      if (at !== undefined) row[at] = minus(row[at]!, probability);
      else if (value !== 'infinite') row[unknowns.length] = plus(row[unknowns.length]!, times(probability, value));
      else throw new Error('an open vertex leads to an infinite one');
    }
    return row;
  });
  for (let pivot = 0; pivot < rows.length; pivot++) {
    const chosen = rows.findIndex((row, index) => index >= pivot && row[pivot]!.top !== 0n);
    [rows[pivot], rows[chosen]] = [rows[chosen]!, rows[pivot]!];
    const lead = rows[pivot]![pivot]!;
    rows[pivot] = rows[pivot]!.map((value) => over(value, lead));
    for (const [index, row] of rows.entries()) {
      const factor = row[pivot]!;
      if (index === pivot || factor.top === 0n) continue;
      rows[index] = row.map((value, at) => minus(value, times(factor, rows[pivot]![at]!)));
    }
  }
  return open.map((is, vertex) => (is ? rows[column.get(vertex)!]!.at(-1)! : given(vertex)));
}
