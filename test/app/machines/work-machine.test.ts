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
import type { Moment } from '../../../src/app/storage/work-moments';
import type { FoundLog, LogHead } from '../../../src/app/storage/work-opening';
import type { FileTexts, Invite, WorkEvent as LoggedEvent, LogRecord } from '../../../src/model';
import { appendRecord, checkLog } from '../../../src/submission';

const noLog: FoundLog = { kind: 'none', reason: 'None was kept.' };
const nothing = loadedWith(null);

function loadedWith(work: Work | null, change: Partial<LoadedWork> = {}, log: FoundLog = noLog): LoadedWork {
  const found = { work, log, unsaved: [], overwritten: null };
  return { found, replaced: null, invite: null, notice: null, failure: null, ...change };
}

const engine = { version: '1.0.0', hash: 'e'.repeat(64) };
const challenge = 'c'.repeat(64);

function setUp(loaded: LoadedWork | (() => LoadedWork) = nothing, role: 'writer' | 'reader' = 'writer') {
  const clock = new SimulatedClock();
  const saved: Work[] = [];
  const replaced: (Work | null)[] = [];
  const records: LogRecord[] = [];
  let head: LogHead | null = null;
  let failure: { kind: 'full' | 'unavailable' | 'overtaken' } | null = null;
  let send: (event: WorkEvent) => void = () => {};
  let time = 1;
  let takeOvers = 0;
  let ticks = 5000;
  /** As the database does it: what an abandoned save has stored is not stored again. */
  const append = (base: LogHead | null, moments: readonly Moment[]): void => {
    let end = base;
    for (const { event, at, elapsed } of moments) {
      const appended = appendRecord(end, challenge, event, at, elapsed);
      end = appended.head;
      if (end.n < (records[0]?.n ?? 0) + records.length) continue;
      records.push(appended.record);
      head = end;
    }
  };
  const effects: WorkEffects = {
    load: async () => (typeof loaded === 'function' ? loaded() : loaded),
    starter: async () => 'starter',
    save: async (work, base, moments) => {
      if (failure) throw failure;
      saved.push(work);
      append(base, moments);
      return head;
    },
    engine,
    clock: () => ticks,
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
    records,
    /** The files that the log leads to; throws if it does not fit together. */
    replayed: (): FileTexts => {
      const checked = checkLog(records, challenge);
      if (checked.kind === 'err') throw new Error(checked.error.sentence);
      return checked.value.files;
    },
    /** Lets the clock that never goes back go on. */
    pass: (milliseconds: number) => {
      ticks += milliseconds;
    },
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
  const { actor, clock, saved, report, work, takeOverCount } = setUp(() => loadedWith(stored), 'reader');
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

test('a tab that has lost the claim saves nothing any more, and keeps what it had not saved', async () => {
  let stored = createWork('demo', 'first', 1);
  const { actor, clock, saved, report, replaced, work } = setUp(() => loadedWith(stored));
  await settle();
  actor.send({ type: 'change', patch: { source: 'late' } });
  stored = createWork('demo', 'theirs', 2);
  report({ type: 'role', role: 'reader' });
  clock.increment(saveDelayMs);
  await settle();
  expect(saved).toEqual([]);
  expect(work().source).toBe('theirs');
  expect(replaced.map((each) => each?.source)).toEqual(['late']);
  expect(actor.getSnapshot().context.notice).toEqual({ kind: 'overtaken' });

  // It can be brought back as soon as this tab writes again.
  report({ type: 'role', role: 'writer' });
  await settle();
  actor.send({ type: 'undo' });
  await settle();
  expect(work().source).toBe('late');
  expect(saved.map(({ source }) => source)).toEqual(['late']);
});

test('work recovered from the journal is saved at once', async () => {
  const recovered = createWork('demo', 'recovered', 9);
  const { clock, saved } = setUp(loadedWith(recovered, { notice: { kind: 'recovered' } }));
  await settle();
  clock.increment(saveDelayMs);
  await settle();
  expect(saved).toEqual([recovered]);
});

function eventsOf(records: readonly LogRecord[]): readonly LoggedEvent[] {
  return records.map(({ event }) => event);
}

const starterFiles: FileTexts = { 'protocol.ts': 'starter', 'notes.md': '', 'explanation.md': '' };
const started: LoggedEvent = { kind: 'started', engine, invite: null, files: starterFiles };

function typed(from: number, removed: number, inserted: string): LoggedEvent {
  const splices = [{ after: 0, from, removed, inserted }];
  return { kind: 'edit', file: 'protocol.ts', origin: 'typed', splices };
}

test('the log begins with the starter when something is saved first, and every save leads to the saved files', async () => {
  const { actor, clock, records, saved, replayed } = setUp();
  await settle();
  expect(records).toEqual([]);
  actor.send({ type: 'change', patch: { source: 'starters' } });
  clock.increment(saveDelayMs);
  await settle();
  expect(eventsOf(records)).toEqual([started, typed(7, 0, 's')]);
  actor.send({ type: 'change', patch: { notes: 'ha', source: 'stars' } });
  clock.increment(saveDelayMs);
  await settle();
  expect(replayed()).toEqual({ 'protocol.ts': 'stars', 'notes.md': 'ha', 'explanation.md': '' });
  expect(saved.at(-1)).toMatchObject({ source: 'stars', notes: 'ha' });
});

test('edits within one save interval share a record, but not over a paste, another file or a save', async () => {
  const { actor, clock, records, pass } = setUp();
  await settle();
  const type = (source: string, origin: 'typed' | 'pasted' = 'typed'): void => {
    pass(100);
    actor.send({ type: 'change', patch: { source }, origin });
  };
  type('a');
  type('ab');
  type('abc');
  type('abcPASTE', 'pasted');
  type('abcPASTEd');
  clock.increment(saveDelayMs);
  await settle();
  const splices = eventsOf(records).map((event) =>
    event.kind === 'edit'
      ? `${event.origin}: ${event.splices.map(({ after, inserted }) => `${after} ${inserted}`)}`
      : event.kind,
  );
  expect(splices).toEqual(['started', 'typed: 0 a,100 b,200 c', 'pasted: 0 PASTE', 'typed: 0 d']);
  expect(records.map(({ elapsed }) => elapsed)).toEqual([0, 100, 400, 500]);
});

test('hints and tasks are logged by number, and an import, a reset and what brings it back by their names', async () => {
  const { actor, clock, records, replayed } = setUp();
  await settle();
  actor.send({ type: 'change', patch: { hintsOpened: 2 } });
  actor.send({ type: 'change', patch: { tasksDone: [1] } });
  actor.send({ type: 'change', patch: { tasksDone: [0] } });
  actor.send({ type: 'replace', work: createWork('demo', 'imported', 5), by: 'import' });
  actor.send({ type: 'undo' });
  clock.increment(saveDelayMs);
  await settle();
  expect(eventsOf(records).slice(1, 6)).toEqual([
    { kind: 'hint', number: 1 },
    { kind: 'hint', number: 2 },
    { kind: 'task', number: 2, done: true },
    { kind: 'task', number: 1, done: true },
    { kind: 'task', number: 2, done: false },
  ]);
  const origins = eventsOf(records).flatMap((event) => (event.kind === 'edit' ? [event.origin] : []));
  expect(origins).toEqual(['imported', 'brought-back']);
  expect(replayed()['protocol.ts']).toBe('starter');
});

test('what could not be saved waits with its log, in order and once', async () => {
  const { actor, clock, records, fail, replayed, pass } = setUp();
  await settle();
  fail({ kind: 'full' });
  actor.send({ type: 'change', patch: { source: 'one' } });
  clock.increment(saveDelayMs);
  await settle();
  pass(50);
  actor.send({ type: 'change', patch: { source: 'one two' } });
  actor.send({ type: 'log', event: { kind: 'label', of: 1, text: 'mine' } });
  expect(records).toEqual([]);
  fail(null);
  clock.increment(retryDelayMs);
  await settle();
  expect(eventsOf(records).map(({ kind }) => kind)).toEqual(['started', 'edit', 'edit', 'label']);
  expect(replayed()['protocol.ts']).toBe('one two');
  actor.send({ type: 'change', patch: { activeMs: 15_000 } });
  clock.increment(saveDelayMs);
  await settle();
  expect(records).toHaveLength(4);
});

test('work without a log gets a gap, and work that its log does not lead to goes on after one', async () => {
  const old = { ...createWork('demo', 'mine', 3), notes: 'old' };
  const unlogged = setUp(loadedWith(old));
  await settle();
  unlogged.actor.send({ type: 'change', patch: { source: 'mine!' } });
  unlogged.clock.increment(saveDelayMs);
  await settle();
  const gap = {
    kind: 'gap',
    reason: 'None was kept.',
    files: { ...starterFiles, 'protocol.ts': 'mine', 'notes.md': 'old' },
  };
  expect(eventsOf(unlogged.records)).toEqual([started, gap, typed(4, 0, '!')]);

  const head = { n: 6, hash: 'a'.repeat(64) };
  const strayed = setUp(loadedWith(old, {}, { kind: 'strays', head, reason: 'Elsewhere.' }));
  await settle();
  strayed.actor.send({ type: 'change', patch: { activeMs: 15_000 } });
  strayed.clock.increment(saveDelayMs);
  await settle();
  expect(eventsOf(strayed.records)).toEqual([
    { kind: 'opened', engine },
    { ...gap, reason: 'Elsewhere.' },
  ]);
  expect(strayed.records[0]).toMatchObject({ n: 7, previous: head.hash });
});

test('a text that is too long to be handed in is one gap of the log', async () => {
  const { actor, clock, records, replayed } = setUp();
  await settle();
  for (const source of ['x'.repeat(1_000_001), 'x'.repeat(1_000_002), 'short again', 'short again!']) {
    actor.send({ type: 'change', patch: { source }, origin: 'pasted' });
  }
  clock.increment(saveDelayMs);
  await settle();
  expect(eventsOf(records).map(({ kind }) => kind)).toEqual(['started', 'gap', 'edit']);
  expect(replayed()['protocol.ts']).toBe('short again!');
});

test('a surrogate that stands alone is kept as what a file would hold', async () => {
  const { actor, clock, saved, replayed } = setUp();
  await settle();
  actor.send({ type: 'change', patch: { source: 'a\ud83dz \ud83d\ude00' } });
  clock.increment(saveDelayMs);
  await settle();
  expect(saved.at(-1)?.source).toBe('a\ufffdz \ud83d\ude00');
  expect(replayed()['protocol.ts']).toBe('a\ufffdz \ud83d\ude00');
});

test('a pause counts from the last thing that happened, and a short one is none', async () => {
  const { actor, clock, records, pass } = setUp();
  await settle();
  actor.send({ type: 'change', patch: { source: 'a' } });
  pass(100_000);
  actor.send({ type: 'log', event: { kind: 'hint', number: 1 } });
  pass(70_000);
  actor.send({ type: 'log', event: { kind: 'pause', milliseconds: 170_000 } });
  pass(10_000);
  actor.send({ type: 'log', event: { kind: 'pause', milliseconds: 90_000 } });
  clock.increment(saveDelayMs);
  await settle();
  expect(eventsOf(records).slice(2)).toEqual([
    { kind: 'hint', number: 1 },
    { kind: 'pause', milliseconds: 70_000 },
  ]);
});

test('an invite that was accepted is taken over, and told by the log', async () => {
  const invite: Invite = {
    version: 1,
    id: '1'.repeat(32),
    from: 'A team',
    challenge: 'demo',
    challengeHash: challenge,
    recipients: ['age1x'],
    hiddenHash: null,
    minutes: 90,
  };
  const fresh = setUp(loadedWith(null, { invite }));
  await settle();
  fresh.clock.increment(saveDelayMs);
  await settle();
  expect(eventsOf(fresh.records)).toEqual([{ ...started, invite: invite.id }]);
  expect(fresh.saved.at(-1)?.invite).toEqual(invite);

  const head = { n: 3, hash: 'a'.repeat(64) };
  const begun = setUp(loadedWith(createWork('demo', 'mine', 3), { invite }, { kind: 'fits', head }));
  await settle();
  begun.clock.increment(saveDelayMs);
  await settle();
  expect(eventsOf(begun.records)).toEqual([
    { kind: 'opened', engine },
    { kind: 'invited', invite: invite.id },
  ]);
});

test('a tab whose work was saved by another reads that, keeps its own as replaced work, and says so', async () => {
  let stored = createWork('demo', 'first', 1);
  const { actor, clock, fail, work, replaced } = setUp(() => loadedWith(stored));
  await settle();
  actor.send({ type: 'change', patch: { source: 'mine' } });
  stored = createWork('demo', 'theirs', 2);
  fail({ kind: 'overtaken' });
  clock.increment(saveDelayMs);
  await settle();
  expect(work().source).toBe('theirs');
  expect(replaced.map((each) => each?.source)).toEqual(['mine']);
  expect(actor.getSnapshot().context).toMatchObject({ notice: { kind: 'overtaken' }, failure: null });
  fail(null);
  actor.send({ type: 'change', patch: { source: 'theirs, and mine' } });
  clock.increment(saveDelayMs);
  await settle();
  expect(actor.getSnapshot().matches({ ready: 'saved' })).toBe(true);
});
