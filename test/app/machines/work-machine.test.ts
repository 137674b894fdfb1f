import { expect, test } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';
import {
  type LoadedWork,
  retryDelayMs,
  saveDelayMs,
  type WorkEffects,
  type WorkEvent,
  workMachine,
} from '../../../src/app/machines/work-machine';
import { createWork, type Work } from '../../../src/app/storage/work';

const nothing: LoadedWork = { work: null, replaced: null, notice: null, failure: null };

function setUp(loaded: LoadedWork | (() => LoadedWork) = nothing, role: 'writer' | 'reader' = 'writer') {
  const clock = new SimulatedClock();
  const saved: Work[] = [];
  const replaced: (Work | null)[] = [];
  let failure: { kind: 'full' | 'unavailable' } | null = null;
  let send: (event: WorkEvent) => void = () => {};
  let time = 1;
  let takeOvers = 0;
  const effects: WorkEffects = {
    load: async () => (typeof loaded === 'function' ? loaded() : loaded),
    starter: async () => 'starter',
    save: async (work) => {
      if (failure) throw failure;
      saved.push(work);
    },
    saveReplaced: async (work) => void replaced.push(work),
    now: () => time++,
    claim: (_, report) => {
      send = report;
      report({ type: 'role', role });
      return () => {};
    },
    takeOver: () => {
      takeOvers += 1;
    },
  };
  const actor = createActor(workMachine, { clock, input: { challenge: 'demo', effects } }).start();
  return {
    actor,
    clock,
    saved,
    replaced,
    fail: (next: typeof failure) => {
      failure = next;
    },
    report: (event: WorkEvent) => send(event),
    takeOverCount: () => takeOvers,
    work: () => actor.getSnapshot().context.work as Work,
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test('a challenge without work starts from its starter, and nothing is saved until something changes', async () => {
  const { work, clock, saved } = setUp();
  await settle();
  clock.increment(saveDelayMs * 10);
  await settle();
  expect(work()).toEqual(createWork('demo', 'starter', 1));
  expect(saved).toEqual([]);
});

test('a change is saved within the delay even if changes never pause', async () => {
  const { actor, clock, saved } = setUp();
  await settle();
  for (let count = 1; count <= 3; count += 1) {
    actor.send({ type: 'change', patch: { source: `version ${count}` } });
    clock.increment(saveDelayMs / 2);
  }
  await settle();
  expect(saved.map(({ source }) => source)).toEqual(['version 2']);
  actor.send({ type: 'change', patch: { source: 'version 4' } });
  clock.increment(saveDelayMs);
  await settle();
  expect(saved.at(-1)?.source).toBe('version 4');
  expect(actor.getSnapshot().matches({ ready: 'saved' })).toBe(true);
});

test('a change made while a save runs is saved, too', async () => {
  const { actor, clock, saved } = setUp();
  await settle();
  actor.send({ type: 'change', patch: { notes: 'one' } });
  clock.increment(saveDelayMs);
  actor.send({ type: 'change', patch: { notes: 'two' } });
  await settle();
  clock.increment(saveDelayMs);
  await settle();
  expect(saved.map(({ notes }) => notes)).toEqual(['one', 'two']);
});

test('a failed save is said, kept in memory and tried again', async () => {
  const { actor, clock, saved, fail, work } = setUp();
  await settle();
  fail({ kind: 'full' });
  actor.send({ type: 'change', patch: { source: 'precious' } });
  clock.increment(saveDelayMs);
  await settle();
  expect(actor.getSnapshot().context.failure).toBe('full');
  actor.send({ type: 'change', patch: { source: 'more precious' } });
  expect(work().source).toBe('more precious');
  fail(null);
  clock.increment(retryDelayMs);
  await settle();
  expect(saved.map(({ source }) => source)).toEqual(['more precious']);
  expect(actor.getSnapshot().context.failure).toBeNull();
});

test('an import keeps what it replaces, also in storage, and undo brings it back', async () => {
  const { actor, saved, replaced, work } = setUp();
  await settle();
  actor.send({ type: 'change', patch: { source: 'mine' } });
  actor.send({ type: 'replace', work: createWork('demo', 'imported', 5), by: 'import' });
  await settle();
  expect(work().source).toBe('imported');
  expect(replaced.map((entry) => entry?.source)).toEqual(['mine']);
  expect(actor.getSnapshot().context.replaced?.by).toBe('import');
  actor.send({ type: 'undo' });
  await settle();
  expect(work().source).toBe('mine');
  expect(replaced.at(-1)).toBeNull();
  expect(saved.map(({ source }) => source)).toEqual(['imported', 'mine']);
});

test('a changed source makes the last verdict outdated', async () => {
  const { actor, work } = setUp();
  await settle();
  const lastVerdict = { kind: 'holds' as const, property: null, distinct: 5, bounds: {}, outdated: false };
  actor.send({ type: 'change', patch: { lastVerdict } });
  actor.send({ type: 'change', patch: { notes: 'still true' } });
  expect(work().lastVerdict?.outdated).toBe(false);
  actor.send({ type: 'change', patch: { source: 'other' } });
  expect(work().lastVerdict?.outdated).toBe(true);
});

test('a second tab changes nothing, reads what the first one saves, and can take over', async () => {
  let stored = createWork('demo', 'first', 1);
  const { actor, clock, saved, report, work, takeOverCount } = setUp(() => ({ ...nothing, work: stored }), 'reader');
  await settle();
  actor.send({ type: 'change', patch: { source: 'not mine to change' } });
  clock.increment(saveDelayMs);
  await settle();
  expect(work().source).toBe('first');
  expect(saved).toEqual([]);
  stored = createWork('demo', 'second', 2);
  report({ type: 'saved-elsewhere' });
  await settle();
  expect(work().source).toBe('second');
  actor.send({ type: 'take-over' });
  expect(takeOverCount()).toBe(1);
  stored = createWork('demo', 'third', 3);
  report({ type: 'role', role: 'writer' });
  await settle();
  expect(work().source).toBe('third');
  actor.send({ type: 'change', patch: { source: 'mine now' } });
  clock.increment(saveDelayMs);
  await settle();
  expect(saved.map(({ source }) => source)).toEqual(['mine now']);
});

test('a tab that has lost the claim saves nothing any more', async () => {
  const { actor, clock, saved, report } = setUp();
  await settle();
  actor.send({ type: 'change', patch: { source: 'late' } });
  report({ type: 'role', role: 'reader' });
  clock.increment(saveDelayMs);
  await settle();
  expect(saved).toEqual([]);
});

test('work recovered from the journal is saved at once', async () => {
  const recovered = createWork('demo', 'recovered', 9);
  const { clock, saved } = setUp({ ...nothing, work: recovered, notice: { kind: 'recovered' } });
  await settle();
  clock.increment(saveDelayMs);
  await settle();
  expect(saved).toEqual([recovered]);
});
