/** What a long check could be spared: a short look at each check that would be smaller. */
import { estimateStates, Search } from '../engine';
import type { Challenge, CheckRequest, Saving } from '../model';
import { preparePartialOrder } from './partial-order';
import { type Prepared, prepare } from './prepare';
import { symmetryFor } from './symmetry';

export interface SavingsEnvironment {
  readonly challenge: Challenge;
  readonly wasm: WebAssembly.Module;
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  readonly isCancelled: () => boolean;
}

/** States found at each depth that is done, and in all. */
export interface Growth {
  readonly levelSizes: readonly number[];
  readonly stateCount: number;
  /** Set if the search has come to its end. */
  readonly ended?: boolean;
}

/** For each smaller check: time it is searched for, and states at most. */
const lookMs = 200;
const lookStates = 200_000;
const lookBytes = 64_000_000;
const lookStep = 20_000;

/** Looks at every check that differs in one bound that is lower by one, or in a reduction that is not used. */
export async function savingsOf(
  request: CheckRequest,
  environment: SavingsEnvironment,
  whole: Growth,
): Promise<readonly Saving[]> {
  const savings: Saving[] = [];
  for (const { change, changed } of smallerChecks(request, environment.challenge)) {
    await environment.pause();
    if (environment.isCancelled()) break;
    const growth = await look(changed, environment, change.kind);
    const saving = growth && compareGrowth(whole, growth);
    if (saving) savings.push({ change, ...saving });
  }
  return savings;
}

interface SmallerCheck {
  readonly change: Saving['change'];
  readonly changed: CheckRequest;
}

function smallerChecks(request: CheckRequest, challenge: Challenge): readonly SmallerCheck[] {
  const bounds = challenge.parameters.flatMap(({ name, min }): SmallerCheck[] => {
    const value = (request.bounds[name] ?? min) - 1;
    const changed = { ...request, bounds: { ...request.bounds, [name]: value } };
    return value < min ? [] : [{ change: { kind: 'bound', name, value }, changed }];
  });
  return [
    { change: { kind: 'symmetry' }, changed: { ...request, symmetry: true } } as const,
    { change: { kind: 'partial-order' }, changed: { ...request, partialOrder: true } } as const,
    ...bounds,
  ]
    .filter(({ change }) => change.kind !== 'symmetry' || request.symmetry === false)
    .filter(({ change }) => change.kind !== 'partial-order' || request.partialOrder !== true);
}

/** Searches for a moment. Undefined if the check cannot run, or cannot use the reduction that is asked about. */
async function look(
  request: CheckRequest,
  { challenge, wasm, now }: SavingsEnvironment,
  asked: Saving['change']['kind'],
): Promise<Growth | undefined> {
  const prepared = await prepare(request, challenge, wasm);
  if (prepared.kind === 'refused') return undefined;
  try {
    return search(request, prepared, now, asked);
  } finally {
    prepared.host.dispose();
  }
}

function search(
  request: CheckRequest,
  prepared: Prepared,
  now: () => number,
  asked: Saving['change']['kind'],
): Growth | undefined {
  const symmetry = symmetryFor(request, prepared, 'sets');
  const obstacle = request.partialOrder === true ? preparePartialOrder(prepared, symmetry !== undefined) : '';
  if ((asked === 'symmetry' && symmetry === undefined) || (asked === 'partial-order' && obstacle !== undefined))
    return undefined;
  const limits = { ...request.limits, states: lookStates, bytes: lookBytes };
  const options = { reduction: symmetry, partialOrder: obstacle === undefined };
  const search = new Search(prepared.system, limits, { bits: 0, stopBits: 0 }, options);
  const until = now() + lookMs;
  while (!search.step(lookStep) && now() < until);
  search.close();
  return {
    levelSizes: search.levelSizes,
    stateCount: search.stateCount,
    ended: search.end?.kind === 'exhausted',
  };
}

/**
 * What the smaller of two searches saves: its number of states if it has ended, else its share of the states down to the
 * depth that both have finished. Undefined if that is nowhere. Estimates of whole spaces are not compared: of a short look
 * they are far too small.
 */
export function compareGrowth(whole: Growth, smaller: Growth): Omit<Saving, 'change'> | undefined {
  if (smaller.ended === true) {
    const share = smaller.stateCount / (estimateStates(whole.levelSizes, whole.stateCount) ?? whole.stateCount);
    return { states: smaller.stateCount, share: Math.min(1, share), depth: smaller.levelSizes.length - 1 };
  }
  const depths = Math.min(whole.levelSizes.length, smaller.levelSizes.length);
  if (depths < 2) return undefined;
  const upTo = ({ levelSizes }: Growth): number => levelSizes.slice(0, depths).reduce((sum, size) => sum + size, 0);
  return { states: null, share: Math.min(1, upTo(smaller) / upTo(whole)), depth: depths - 1 };
}
