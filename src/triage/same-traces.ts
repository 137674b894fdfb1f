/**
 * Whether two protocols show the same sequences of events: the languages of their graphs, whose steps without events are
 * silent. Both are made deterministic side by side (Rabin and Scott, 1959), breadth first, so a difference is a shortest one.
 */
import type { StateGraph } from '../engine';
import { type Data, type Difference, dataText, eventWords, type MonitorEvent } from '../model';
import type { TriageEnvironment } from './environment';
import { type Explored, graphOf, restingStates } from './explored';

export type TraceComparison =
  | { readonly kind: 'same' }
  | { readonly kind: 'different'; readonly difference: Difference }
  /** It took too much. */
  | { readonly kind: 'given-up' };

interface Side {
  readonly graph: StateGraph;
  readonly resting: Uint8Array;
  /** For each edge the number of what it shows, 0 for nothing. */
  readonly shown: Int32Array;
  /** Every set of states that was met, by a number. */
  readonly sets: StateSets;
}

/** A set of states of each side, after the same events. */
interface Pair {
  readonly reference: number;
  readonly mutant: number;
  /** The pair before, and what was shown on the way from it. */
  readonly before: number;
  readonly shown: number;
}

const pairsPerPause = 64;

export async function compareTraces(
  reference: Explored,
  mutant: Explored,
  stepsMax: number,
  environment: TriageEnvironment,
): Promise<TraceComparison> {
  const graphs = [await graphOf(reference, environment), await graphOf(mutant, environment)];
  if (graphs[0] === undefined || graphs[1] === undefined) return { kind: 'given-up' };
  const events = new EventNumbers();
  const sides = {
    reference: sideOf(reference, graphs[0], events),
    mutant: sideOf(mutant, graphs[1], events),
  };
  const pairs: Pair[] = [];
  const met = new Set<string>();
  const reach = (ofReference: number, ofMutant: number, before: number, shown: number): void => {
    const key = `${ofReference} ${ofMutant}`;
    if (met.has(key)) return;
    met.add(key);
    pairs.push({ reference: ofReference, mutant: ofMutant, before, shown });
  };
  const steps = (): number => sides.reference.sets.steps + sides.mutant.sets.steps;
  reach(sides.reference.sets.silently(sides.reference, [0]), sides.mutant.sets.silently(sides.mutant, [0]), -1, 0);
  for (let at = 0; at < pairs.length; at++) {
    const pair = pairs[at] as Pair;
    const found = different(pair, at, pairs, sides, events);
    if (found !== undefined) return { kind: 'different', difference: found };
    const ofMutant = sides.mutant.sets.after(sides.mutant, pair.mutant);
    for (const [shown, targets] of sides.reference.sets.after(sides.reference, pair.reference)) {
      const others = ofMutant.get(shown) as readonly number[];
      reach(
        sides.reference.sets.silently(sides.reference, targets),
        sides.mutant.sets.silently(sides.mutant, others),
        at,
        shown,
      );
      if (steps() > stepsMax) return { kind: 'given-up' };
    }
    if (at % pairsPerPause === 0) {
      await environment.pause();
      if (environment.isCancelled()) return { kind: 'given-up' };
    }
  }
  return { kind: 'same' };
}

/** What one of the two shows after the events of the pair, or that only one can be at rest there. */
function different(
  pair: Pair,
  at: number,
  pairs: readonly Pair[],
  sides: { readonly reference: Side; readonly mutant: Side },
  events: EventNumbers,
): Difference | undefined {
  const after = {
    reference: sides.reference.sets.after(sides.reference, pair.reference),
    mutant: sides.mutant.sets.after(sides.mutant, pair.mutant),
  };
  for (const who of ['mutant', 'reference'] as const) {
    const other = who === 'mutant' ? 'reference' : 'mutant';
    const only = [...after[who].keys()].find((shown) => !after[other].has(shown));
    if (only !== undefined)
      return { kind: 'order', who, atRest: false, steps: [...wordsTo(pairs, at, events), ...events.words(only)] };
  }
  const rests = {
    reference: sides.reference.sets.canRest(sides.reference, pair.reference),
    mutant: sides.mutant.sets.canRest(sides.mutant, pair.mutant),
  };
  if (rests.reference === rests.mutant) return undefined;
  return { kind: 'order', who: rests.mutant ? 'mutant' : 'reference', atRest: true, steps: wordsTo(pairs, at, events) };
}

function wordsTo(pairs: readonly Pair[], last: number, events: EventNumbers): readonly string[] {
  const shown: number[] = [];
  for (let at = last; (pairs[at] as Pair).before >= 0; at = (pairs[at] as Pair).before)
    shown.unshift((pairs[at] as Pair).shown);
  return shown.flatMap((number) => events.words(number));
}

function sideOf(space: Explored, graph: StateGraph, events: EventNumbers): Side {
  const { system } = space.prepared;
  const known = new Map<number, number>();
  const shown = graph.transition.map((transition) => {
    const number = known.get(transition) ?? events.number(system.eventsOf(transition));
    known.set(transition, number);
    return number;
  });
  return { graph, resting: restingStates(space, graph), shown, sets: new StateSets() };
}

/** Numbers for what steps show, the same on both sides; 0 for nothing. */
class EventNumbers {
  readonly #numbers = new Map<string, number>([['[]', 0]]);
  readonly #words: (readonly string[])[] = [[]];

  number(events: readonly MonitorEvent[]): number {
    const text = dataText(events as unknown as Data);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#words.push(events.map(eventWords));
    this.#numbers.set(text, this.#words.length - 1);
    return this.#words.length - 1;
  }

  words(number: number): readonly string[] {
    return this.#words[number] as readonly string[];
  }
}

/** Owns the sets of states of one side: equal sets have one number. */
class StateSets {
  /** Members looked at so far. */
  steps = 0;
  readonly #sets: Int32Array[] = [];
  readonly #byHash = new Map<number, number[]>();
  readonly #after = new Map<number, ReadonlyMap<number, readonly number[]>>();
  #mark = new Int32Array(0);
  #marking = 0;

  /** The set of all states that are reached from these without anything being shown. */
  silently({ graph, shown }: Side, from: readonly number[]): number {
    if (this.#mark.length < graph.stateCount) this.#mark = new Int32Array(graph.stateCount);
    const mark = ++this.#marking;
    const members: number[] = [];
    const add = (state: number): void => {
      if (this.#mark[state] === mark) return;
      this.#mark[state] = mark;
      members.push(state);
    };
    for (const state of from) add(state);
    for (let at = 0; at < members.length; at++) {
      const state = members[at] as number;
      for (let edge = graph.start[state] as number; edge < (graph.start[state + 1] as number); edge++)
        if (shown[edge] === 0) add(graph.target[edge] as number);
    }
    this.steps += members.length;
    return this.#numberOf(Int32Array.from(members).sort());
  }

  /** Where the members of a set come to by showing something, by what is shown. */
  after({ graph, shown }: Side, set: number): ReadonlyMap<number, readonly number[]> {
    const known = this.#after.get(set);
    if (known !== undefined) return known;
    const targets = new Map<number, Set<number>>();
    for (const state of this.#sets[set] as Int32Array) {
      for (let edge = graph.start[state] as number; edge < (graph.start[state + 1] as number); edge++) {
        const number = shown[edge] as number;
        if (number === 0) continue;
        const found = targets.get(number) ?? new Set();
        targets.set(number, found.add(graph.target[edge] as number));
      }
    }
    const after = new Map([...targets].map(([number, states]) => [number, [...states]]));
    this.#after.set(set, after);
    return after;
  }

  canRest({ resting }: Side, set: number): boolean {
    return (this.#sets[set] as Int32Array).some((state) => resting[state] === 1);
  }

  #numberOf(set: Int32Array): number {
    let hash = set.length;
    for (const state of set) hash = (Math.imul(hash, 31) + state) | 0;
    const alike = this.#byHash.get(hash) ?? [];
    const known = alike.find((number) => isEqual(this.#sets[number] as Int32Array, set));
    if (known !== undefined) return known;
    const number = this.#sets.push(set) - 1;
    this.#byHash.set(hash, [...alike, number]);
    return number;
  }
}

function isEqual(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((state, index) => state === b[index]);
}
