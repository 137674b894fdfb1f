/** What a search by chance covered: random walks, or a swarm of bounded searches. It never shows that a property holds. */

import { grouped } from '../base';

/** How many distinct states were seen. */
export type DistinctCount =
  /** By fingerprints of 64 bits, so that it may be too small by the states that share one; see the semantics. */
  | { readonly kind: 'counted'; readonly value: number }
  /** `error`: relative standard error of the value. */
  | { readonly kind: 'estimated'; readonly value: number; readonly error: number };

export interface WalkCoverage {
  readonly kind: 'walks';
  /** The k-th walk of a seed is the same everywhere. */
  readonly seed: number;
  readonly walks: number;
  /** Steps of all walks together. */
  readonly steps: number;
  /** Steps of the longest walk. */
  readonly longest: number;
  /** Walks in which nothing more could happen in the end. */
  readonly atRest: number;
  /** Walks that were cut off, and after how many steps. */
  readonly cutOff: number;
  readonly lengthMax: number;
  /** Walks that ended in a violation or in a handler that failed. */
  readonly bad: number;
  readonly distinct: DistinctCount;
  /** States that one walk only has seen; missing where states are estimated. */
  readonly singles?: number;
}

/** `shuffled`: steps in a new random order in each state. `node by node`: one node runs as long as it can, and so on. */
export type SearchOrder = 'shuffled' | 'node by node';

/** One search of a swarm. */
export interface SwarmSearchCoverage {
  /** Counts from 1. */
  readonly number: number;
  readonly seed: number;
  readonly order: SearchOrder;
  /** Its bounds. */
  readonly depthMax: number;
  readonly statesMax: number;
  readonly states: number;
  /** States that no search before it has seen; missing where states are estimated. */
  readonly fresh?: number;
  readonly transitions: number;
  readonly depth: number;
  /** States that were not gone on from, because they lie at its depth bound. */
  readonly cut: number;
  /** What ended it: something bad, its bound of states, that nothing new was left, or that it was stopped from outside. */
  readonly end: 'bad' | 'failed' | 'states' | 'everything' | 'stopped';
}

export interface SwarmCoverage {
  readonly kind: 'swarm';
  readonly seed: number;
  /** How many searches were asked for. */
  readonly planned: number;
  readonly searches: readonly SwarmSearchCoverage[];
  /** States that any of the searches has seen. */
  readonly distinct: DistinctCount;
  /** States that one search only has seen; missing where states are estimated. */
  readonly singles?: number;
}

export type Coverage = WalkCoverage | SwarmCoverage;

/** From so many walks on the rule of three is good enough. */
const walksForRule = 30;

/** What was covered, in sentences. Numbers are grouped in the English way. */
export function coverageWords(coverage: Coverage): readonly string[] {
  switch (coverage.kind) {
    case 'walks':
      return walkWords(coverage);
    case 'swarm':
      return swarmWords(coverage);
  }
}

function walkWords(coverage: WalkCoverage): readonly string[] {
  const { walks, steps, seed, bad, atRest, cutOff, lengthMax, longest, singles } = coverage;
  const sentences = [
    `${counted(walks, 'random walk')} with seed ${seed}, ${counted(steps, 'step')}, the longest walk ${grouped(longest)}.`,
    `${grouped(atRest)} ended where nothing more can happen, ${grouped(cutOff)} were cut off after ${grouped(lengthMax)} steps, ${grouped(bad)} ended badly.`,
    `${capital(distinctWords(coverage.distinct))} seen. How many there are is not known.`,
  ];
  // A row of walks that ended because one was bad is no fair sample.
  if (singles !== undefined && walks > 1 && bad === 0)
    sentences.push(`Another walk is expected to see about ${rateWords(singles, walks)} that no walk has seen yet.`);
  if (bad === 0 && walks >= walksForRule)
    sentences.push(
      `With 95 % confidence fewer than 1 in ${grouped(Math.floor(walks / 3))} such walks end badly. That says nothing of schedules that walks seldom take.`,
    );
  return sentences;
}

function swarmWords(coverage: SwarmCoverage): readonly string[] {
  const { searches, planned, seed, singles } = coverage;
  const transitions = searches.reduce((sum, search) => sum + search.transitions, 0);
  const deepest = Math.max(0, ...searches.map(({ depth }) => depth));
  const of =
    searches.length === planned
      ? counted(planned, 'search', 'searches')
      : `${grouped(searches.length)} of ${counted(planned, 'search', 'searches')}`;
  const sentences = [
    `${of} with seed ${seed}, ${counted(transitions, 'transition')}, the deepest ${grouped(deepest)}.`,
    `${capital(distinctWords(coverage.distinct))} seen by all of them together. How many there are is not known.`,
  ];
  const isFair = searches.every(({ end }) => end === 'states' || end === 'everything');
  if (singles !== undefined && searches.length > 1 && isFair)
    sentences.push(
      `Another search is expected to see about ${rateWords(singles, searches.length)} that no search has seen yet.`,
    );
  const whole = searches.filter(({ end, cut }) => end === 'everything' && cut === 0);
  if (whole.length > 0)
    sentences.push(
      `Search ${whole[0]?.number} ran out of new states within its bounds: the space may be small enough to explore every schedule.`,
    );
  sentences.push(
    'States are told apart by fingerprints of 64 bits: a state with the fingerprint of another is missed, and what lies behind it. What was found bad was replayed and is real.',
  );
  return sentences;
}

/** One search of a swarm in one line. */
export function swarmSearchWords(search: SwarmSearchCoverage): string {
  const fresh = search.fresh === undefined ? '' : `, ${grouped(search.fresh)} new`;
  const cut = search.cut === 0 ? '' : `, ${grouped(search.cut)} of them at the bound`;
  return `search ${search.number}: ${search.order}, seed ${search.seed}; ${counted(search.states, 'state')} of at most ${grouped(search.statesMax)}${fresh}; depth ${grouped(search.depth)} of at most ${grouped(search.depthMax)}${cut}; ${endWords(search.end)}`;
}

function endWords(end: SwarmSearchCoverage['end']): string {
  switch (end) {
    case 'bad':
      return 'ended at a violation';
    case 'failed':
      return 'ended at a handler that failed';
    case 'states':
      return 'ended at its bound of states';
    case 'everything':
      return 'nothing new was left';
    case 'stopped':
      return 'was stopped';
  }
}

/** `5,096 distinct states were` or `about 12,300,000 distinct states (± 0.8 %) were`. */
function distinctWords(count: DistinctCount): string {
  switch (count.kind) {
    case 'counted':
      return count.value === 1 ? '1 distinct state was' : `${grouped(count.value)} distinct states were`;
    case 'estimated':
      return `about ${grouped(count.value)} distinct states (estimated, standard error ${(count.error * 100).toFixed(1)} %) were`;
  }
}

/** `12 states` or `1 state in 40 such`: what one more sample is expected to add. */
function rateWords(singles: number, samples: number): string {
  const rate = singles / samples;
  if (rate >= 10) return counted(Math.round(rate), 'state');
  return `${rate >= 0.1 || rate === 0 ? rate.toFixed(1) : rate.toPrecision(1)} states`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
