/** Which schedules the command line asks for: every one, random walks, or a swarm. */
import { InvalidArgumentError } from 'commander';
import { err, ok, type Result } from '../base';
import { defaultSeed, defaultSwarm, type SearchMode, swarmSearchesMax, swarmStatesMax } from '../model';

/** How many walks, or for how long. */
export type WalkAmount = { readonly walks: number } | { readonly milliseconds: number };

interface Options {
  readonly walks?: WalkAmount;
  readonly swarm?: number;
  readonly seed?: number;
  readonly states?: number;
}

const countMax = 2 ** 53 - 1;
const seedCount = 2 ** 32;
const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** An error is a sentence that says which options contradict each other. */
export function searchMode({ walks, swarm, seed, states }: Options): Result<SearchMode, string> {
  if (walks !== undefined && swarm !== undefined)
    return err('--walks and --swarm are two ways to try schedules by chance. Give one of them.');
  if (walks === undefined && swarm === undefined)
    return seed === undefined
      ? ok({ kind: 'every' })
      : err('--seed says which random schedules are tried. Give --walks or --swarm with it.');
  if (walks !== undefined) return ok({ kind: 'walks', seed: seed ?? defaultSeed, ...walks });
  const kept = states ?? defaultSwarm.states;
  if (kept > swarmStatesMax)
    return err(
      `A search of a swarm keeps at most ${swarmStatesMax.toLocaleString('en')} states. Give fewer with --states.`,
    );
  return ok({ kind: 'swarm', seed: seed ?? defaultSeed, searches: swarm ?? defaultSwarm.searches, states: kept });
}

export function parseWalks(text: string): WalkAmount {
  const [, digits = '', unit = ''] = /^(\d+)(ms|s|m|h)?$/.exec(text) ?? [];
  const number = Number(digits);
  if (digits === '' || number < 1 || number * (unitsMs[unit] ?? 1) > countMax)
    throw new InvalidArgumentError('It must be a number of walks above zero, or a time such as 500ms, 30s or 5m.');
  return unit === '' ? { walks: number } : { milliseconds: number * (unitsMs[unit] ?? 1) };
}

export function parseSearches(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > swarmSearchesMax)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${swarmSearchesMax}.`);
  return Number(text);
}

export function parseSeed(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) >= seedCount)
    throw new InvalidArgumentError('It must be a whole number from 0 to 4,294,967,295.');
  return Number(text);
}
