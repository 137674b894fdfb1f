/** Takes a search up again from a checkpoint: the system by asking the same questions, the states as they were stored. */
import { requireIntact } from '../../base';
import { EffectTable, Search, type SearchLimits, SearchLoader, type Threads, type Watch } from '../../engine';
import { replayDiscoveries, type Symmetry } from '../../system';
import type { Prepared } from '../prepare';
import type { OpenCheckpoint } from './load-checkpoint';

export interface RestoreSetup {
  readonly limits: SearchLimits;
  readonly watch: Watch;
  readonly threads: Threads | undefined;
  readonly symmetry: Symmetry | undefined;
  readonly partialOrder: boolean;
  /** Lets messages in; called every few milliseconds. */
  readonly pause: () => Promise<void>;
}

/** Thrown where the machine has not the memory for the states. */
export class NoMemoryError extends Error {}

/** Throws a `DamageError` where the checkpoint contradicts itself or the system. */
export async function restoreSearch(
  { system }: Prepared,
  checkpoint: OpenCheckpoint,
  setup: RestoreSetup,
): Promise<Search> {
  const { limits, watch, symmetry, partialOrder, pause } = setup;
  const threads = symmetry === undefined ? setup.threads : undefined;
  const effects = new EffectTable(system, threads?.arena);
  const apply = (operation: number, configuration: number): void => {
    effects.lookup(operation, configuration);
  };
  const loader = new SearchLoader(checkpoint.search, system.slotCount, {
    states: limits.states,
    shared: threads !== undefined,
  });
  await finished(replayDiscoveries(checkpoint.questions, system, symmetry, apply), pause);
  const { words } = system.discoveries;
  requireIntact(
    words.length === checkpoint.questions.length && words.every((word, at) => word === checkpoint.questions[at]),
    'a question leads to the same questions again',
  );
  for await (const states of checkpoint.states()) {
    if (!loader.add(states)) throw new NoMemoryError('no memory');
    await pause();
  }
  const isReduced = symmetry !== undefined || partialOrder;
  const initial = system.initial.slice();
  symmetry?.canonical(initial);
  const saved = await finished(
    loader.finish({
      system,
      effects,
      configurationCounts: Array.from({ length: system.slotCount }, (_, slot) => system.configurationCount(slot)),
      watched: watch.bits,
      initial,
      isReduced,
    }),
    pause,
  );
  if (saved === undefined) throw new NoMemoryError('no memory');
  system.markFired(checkpoint.fired);
  system.memo.endRecall();
  requireIntact(
    isReduced || system.discoveries.words.length === checkpoint.questions.length,
    'nothing is asked that was not asked before',
  );
  return new Search(system, limits, watch, { threads, reduction: symmetry, partialOrder, saved });
}

/** Runs a generator to its end, with a pause at each of its own. */
async function finished<Result>(work: Generator<void, Result>, pause: () => Promise<void>): Promise<Result> {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    await pause();
  }
}
