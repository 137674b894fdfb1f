/**
 * A second, independent reading of what `docs/semantics.md` says of whole runs: sets of states as sets, components by
 * going forwards and backwards from a state, events as text. Nothing is shared with the engine but the model's types.
 */
import type { Action, ActionKind, LivenessProperty, Observation, Schedule, SystemSpec } from '../../src/model';
import { exploreGraph, type NaiveEdge, type NaiveGraph } from './naive-explorer';

type Degree = 'none' | 'weak' | 'strong';

export interface NaiveLiveness {
  readonly distinct: number;
  /** By name of the property. `length`: steps to where a bad run may end (`end`), or go round (`cycle`), at least. */
  readonly results: ReadonlyMap<
    string,
    { readonly result: 'holds' | 'violated' | 'vacuous'; readonly end: number; readonly cycle: number }
  >;
  /** Whether a run, a stem and a cycle from its index on, is a fair one that violates the property. */
  isCounterexample(property: LivenessProperty, schedule: Schedule, cycleStart: number | undefined): boolean;
}

export function exploreLiveness(spec: SystemSpec, source: string, distinctMax: number): NaiveLiveness {
  const runs = new Runs(exploreGraph(spec, source, 'protocol.ts', distinctMax), spec);
  const results = new Map(
    spec.properties.flatMap((property) =>
      property.kind === 'eventually' || property.kind === 'leads-to' || property.kind === 'infinitely-often'
        ? [[property.name, runs.decide(property)] as const]
        : [],
    ),
  );
  return {
    distinct: runs.stateCount,
    results,
    isCounterexample: (property, schedule, cycleStart) => runs.isCounterexample(property, schedule, cycleStart),
  };
}

const eventOf = (action: Action): string => JSON.stringify({ ...action, choices: undefined, draws: undefined });

class Runs {
  readonly stateCount: number;
  readonly #observations: readonly Observation[];
  readonly #out: readonly (readonly NaiveEdge[])[];
  readonly #in: readonly (readonly NaiveEdge[])[];
  readonly #degrees: Partial<Record<ActionKind, Degree>>;
  readonly #kinds = new Map<string, ActionKind>();
  /** Events of nodes that may do what they like, so that nothing of theirs is owed. */
  readonly #unowed = new Set<string>();

  constructor({ observations, edges }: NaiveGraph, spec: SystemSpec) {
    this.stateCount = observations.length;
    this.#observations = observations;
    const steps = edges.filter(({ idle }) => !idle);
    this.#out = observations.map((_, state) => steps.filter(({ from }) => from === state));
    this.#in = observations.map((_, state) => steps.filter(({ to }) => to === state));
    this.#degrees = { deliver: 'weak', timeout: 'weak', input: 'weak', ...spec.fairness };
    const byzantine = spec.nodes.flatMap(({ id, twins, adversary }) =>
      twins === true || adversary !== undefined ? [id, `${id}'`] : [],
    );
    for (const { action } of edges) {
      this.#kinds.set(eventOf(action), action.kind);
      if ('node' in action && byzantine.includes(action.node)) this.#unowed.add(eventOf(action));
    }
  }

  decide(property: LivenessProperty): { result: 'holds' | 'violated' | 'vacuous'; end: number; cycle: number } {
    const { allowed, begins } = this.#question(property);
    const distance = this.#distances(begins, allowed);
    const region = new Set(distance.keys());
    const nearest = (states: Iterable<number>): number =>
      Math.min(Number.POSITIVE_INFINITY, ...[...states].map((state) => distance.get(state)!));
    const end = nearest([...region].filter((state) => this.#mayEnd(state)));
    const cycle = nearest(this.#fairSets(region).flatMap((set) => [...set]));
    const bad = Math.min(end, cycle) < Number.POSITIVE_INFINITY;
    const vacuous = property.kind === 'leads-to' && !this.#observations.some((o) => property.cause(o));
    return { result: bad ? 'violated' : vacuous ? 'vacuous' : 'holds', end, cycle };
  }

  isCounterexample(property: LivenessProperty, schedule: Schedule, cycleStart: number | undefined): boolean {
    const { allowed, begins } = this.#question(property);
    const states = [0];
    const edges: NaiveEdge[] = [];
    for (const action of schedule) {
      const text = JSON.stringify(action);
      const edge = this.#out[states.at(-1)!]!.find((other) => JSON.stringify(other.action) === text);
      if (edge === undefined) return false;
      edges.push(edge);
      states.push(edge.to);
    }
    const owing = states.findLastIndex((state) => !allowed.has(state)) + 1;
    if (owing > (cycleStart ?? schedule.length) || !states.some((state, at) => at >= owing && begins(state)))
      return false;
    if (cycleStart === undefined) return this.#mayEnd(states.at(-1)!);
    if (cycleStart >= schedule.length || states[cycleStart] !== states.at(-1)) return false;
    return this.#starved(new Set(states.slice(cycleStart)), edges.slice(cycleStart)).length === 0;
  }

  #question(property: LivenessProperty) {
    const all = [...this.#observations.keys()];
    const without = (good: (o: Observation) => boolean) =>
      new Set(all.filter((state) => !good(this.#observations[state]!)));
    switch (property.kind) {
      case 'eventually':
        return { allowed: without(property.goal), begins: (state: number) => state === 0 };
      case 'leads-to':
        return {
          allowed: without(property.effect),
          begins: (state: number) => property.cause(this.#observations[state]!),
        };
      case 'infinitely-often':
        return { allowed: without(property.goal), begins: () => true };
    }
  }

  /** Steps to each state in which something is owed, through states in which it stays owed. */
  #distances(begins: (state: number) => boolean, allowed: ReadonlySet<number>): Map<number, number> {
    // Layers of a breadth-first search over (state, owed or not).
    const seen = new Set<string>();
    const distance = new Map<number, number>();
    let layer: (readonly [number, boolean])[] = [[0, false]];
    for (let depth = 0; layer.length > 0; depth++) {
      const next: (readonly [number, boolean])[] = [];
      const visit = (state: number, owed: boolean, list: (readonly [number, boolean])[]): void => {
        if (seen.has(`${state} ${owed}`)) return;
        seen.add(`${state} ${owed}`);
        list.push([state, owed]);
      };
      const here: (readonly [number, boolean])[] = [];
      for (const [state, owed] of layer) visit(state, owed, here);
      for (const [state, owed] of [...here]) if (!owed && allowed.has(state) && begins(state)) visit(state, true, here);
      for (const [state, owed] of here) {
        if (owed) distance.set(state, Math.min(depth, distance.get(state) ?? depth));
        for (const { to } of this.#out[state]!) if (!owed || allowed.has(to)) next.push([to, owed]);
      }
      layer = next;
    }
    return distance;
  }

  #degreeOf(event: string): Degree {
    return this.#unowed.has(event) ? 'none' : (this.#degrees[this.#kinds.get(event)!] ?? 'none');
  }

  #fairEventsAt(state: number): Set<string> {
    return new Set(
      this.#out[state]!.map(({ action }) => eventOf(action)).filter((event) => this.#degreeOf(event) !== 'none'),
    );
  }

  #mayEnd(state: number): boolean {
    return this.#fairEventsAt(state).size === 0;
  }

  /** Events that fairness demands of a run that visits the states for ever and takes the edges for ever, and nothing else. */
  #starved(states: ReadonlySet<number>, edges: readonly NaiveEdge[]): readonly string[] {
    const taken = new Set(edges.map(({ action }) => eventOf(action)));
    const enabledIn = new Map<string, number>();
    for (const state of states)
      for (const event of this.#fairEventsAt(state)) enabledIn.set(event, (enabledIn.get(event) ?? 0) + 1);
    return [...enabledIn]
      .filter(([event, count]) => !taken.has(event) && (this.#degreeOf(event) === 'strong' || count === states.size))
      .map(([event]) => event);
  }

  /** The largest sets inside `region` that a fair run can visit for ever. */
  #fairSets(region: ReadonlySet<number>): ReadonlySet<number>[] {
    const left = new Set(region);
    const sets: ReadonlySet<number>[] = [];
    for (const state of region) {
      if (!left.has(state)) continue;
      const forwards = reached(state, region, (at) => this.#out[at]!.map(({ to }) => to));
      const backwards = reached(state, region, (at) => this.#in[at]!.map(({ from }) => from));
      const together = new Set([...forwards].filter((other) => backwards.has(other)));
      together.add(state);
      for (const other of together) left.delete(other);
      const inside = [...together].flatMap((from) => this.#out[from]!.filter(({ to }) => together.has(to)));
      if (inside.length === 0) continue;
      const starved = this.#starved(together, inside);
      if (starved.length === 0) sets.push(together);
      else if (starved.every((event) => this.#degreeOf(event) === 'strong')) {
        const rest = [...together].filter((other) => !starved.some((event) => this.#fairEventsAt(other).has(event)));
        sets.push(...this.#fairSets(new Set(rest)));
      }
    }
    return sets;
  }
}

/** States of the region that `next` leads to from a state, in one go at least. */
function reached(from: number, region: ReadonlySet<number>, next: (state: number) => readonly number[]): Set<number> {
  const seen = new Set<number>();
  const work = [from];
  for (let state = work.pop(); state !== undefined; state = work.pop()) {
    for (const other of next(state)) {
      if (!region.has(other) || seen.has(other)) continue;
      seen.add(other);
      work.push(other);
    }
  }
  return seen;
}
