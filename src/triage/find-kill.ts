/** Searches other systems for one in which the properties kill the mutant and leave the reference alone. */
import { runCheck } from '../check';
import type { Bounds, CheckReport, Compiled, KillEvidence, ReferenceEvidence } from '../model';
import type { TriageEnvironment, TriageLimits } from './environment';
import type { OtherSystem } from './other-systems';

export interface KillSearch {
  readonly mutant: Compiled;
  readonly reference: Compiled;
  readonly limits: TriageLimits;
  readonly environment: TriageEnvironment;
  /** What the reference came to in each system tried so far, for all mutants of it. */
  readonly referenceChecks: Map<string, Promise<CheckReport>>;
}

export interface FoundKill {
  readonly system: OtherSystem;
  readonly kill: KillEvidence;
}

export interface KillSearched {
  readonly found: FoundKill | undefined;
  /** What was tried, in a sentence. */
  readonly tried: string;
}

/** Each round allows so many times the states of the one before. */
const roundGrowth = 10;
const firstRoundStates = 5000;

/**
 * Tries all systems with few states each, then those that were not finished with more, until the budget is used up. What
 * kills is made smaller, parameter by parameter, as long as it kills.
 * @param what is tried, for the sentence: `larger bounds`
 */
export async function findKill(
  systems: readonly OtherSystem[],
  what: string,
  search: KillSearch,
): Promise<KillSearched> {
  const { limits, environment } = search;
  let left = limits.searchStates;
  const settled: OtherSystem[] = [];
  const isSettled = (system: OtherSystem): boolean =>
    settled.some((other) => other.change === system.change && isWithin(system.bounds, other.bounds));
  const tried = new Set<OtherSystem>();
  for (const states of rounds(limits.checkStates)) {
    for (const system of systems) {
      if (left <= 0 || environment.isCancelled()) break;
      if (isSettled(system)) continue;
      tried.add(system);
      const report = await check(search.mutant, system, states, search);
      left -= report.verdict.counts.distinct;
      if (report.verdict.kind === 'holds') settled.push(system);
      const kill = await killOf(report, system, states, search);
      if (kill === 'the reference too') settled.push(system);
      else if (kill !== undefined) {
        const found = await smaller({ system, kill }, states, search);
        return { found, tried: `It was tried with ${what}: ${tried.size} of ${systems.length}, until one killed it.` };
      }
    }
  }
  const finished = systems.filter(isSettled).length;
  const sentence =
    systems.length === 0
      ? `There are no ${what} to try.`
      : `It was tried with ${what}: ${tried.size} of ${systems.length}, ${finished} of them to the end, and nothing killed it.`;
  return { found: undefined, tried: sentence };
}

function rounds(statesMax: number): readonly number[] {
  const all: number[] = [];
  for (let states = firstRoundStates; states < statesMax; states *= roundGrowth) all.push(states);
  return [...all, statesMax];
}

/** Lowers one parameter after the other. */
async function smaller(found: FoundKill, states: number, search: KillSearch): Promise<FoundKill> {
  let best = found;
  for (const { name, min } of found.system.challenge.parameters) {
    for (let value = (best.kill.bounds[name] ?? min) - 1; value >= min; value--) {
      const system = { ...best.system, bounds: { ...best.kill.bounds, [name]: value } };
      const report = await check(search.mutant, system, states, search);
      const kill = await killOf(report, system, states, search);
      if (kill === undefined || kill === 'the reference too') break;
      best = { system, kill };
    }
  }
  return best;
}

/** Undefined if it is not killed. */
async function killOf(
  { verdict }: CheckReport,
  system: OtherSystem,
  states: number,
  search: KillSearch,
): Promise<KillEvidence | 'the reference too' | undefined> {
  const { kind, property, schedule, counts } = verdict;
  if (kind === 'holds' || kind === 'inconclusive') return undefined;
  const reference = await referenceEvidence(system, schedule?.length, states * roundGrowth, search);
  if (reference === undefined) return 'the reference too';
  return {
    ...{ bounds: system.bounds, verdict: kind, distinct: counts.distinct, reference },
    ...(property === undefined ? {} : { property }),
    ...(schedule === undefined ? {} : { length: schedule.length }),
  };
}

/** Undefined if the reference is as bad there, or if that is not known. */
async function referenceEvidence(
  system: OtherSystem,
  length: number | undefined,
  states: number,
  search: KillSearch,
): Promise<ReferenceEvidence | undefined> {
  const key = JSON.stringify([system.change, Object.entries(system.bounds).sort(), states]);
  const known = search.referenceChecks.get(key) ?? check(search.reference, system, states, search);
  search.referenceChecks.set(key, known);
  const { kind, counts } = (await known).verdict;
  if (kind === 'holds') return { kind, distinct: counts.distinct };
  // All states up to the level before the deepest were found, and those up to the one before that gone on from.
  if (kind !== 'inconclusive' || length === undefined || counts.depth <= length + 1) return undefined;
  return { kind: 'nothing-within', steps: length, distinct: counts.distinct };
}

function check(program: Compiled, { challenge, bounds }: OtherSystem, states: number, search: KillSearch) {
  const { wasm, now, pause, isCancelled } = search.environment;
  return runCheck(
    {
      ...{ challenge: challenge.slug, program, bounds, explore: 'first' as const },
      limits: { states, bytes: 2_000_000_000, depth: 1_000_000, milliseconds: Number.POSITIVE_INFINITY },
    },
    { ...{ challenge, wasm, now, pause, isCancelled }, onProgress: () => undefined },
  );
}

function isWithin(bounds: Bounds, other: Bounds): boolean {
  return Object.entries(bounds).every(([name, value]) => value <= (other[name] ?? value));
}
