import { expect, test } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';
import {
  askedLimits,
  automaticLimits,
  type CheckEffects,
  checkMachine,
  typingPauseMs,
} from '../../../src/app/machines/check-machine';
import type { CheckReport, CheckRequest, Compiled, KeptCheck, Progress, VerdictKind } from '../../../src/model';

const quickBounds = { nodes: 2 };
const fullBounds = { nodes: 3 };
const program: Compiled = {
  kind: 'compiled',
  program: { file: 'protocol.ts', code: '', insertions: [], executable: [] },
};

function reportOf(request: CheckRequest, kind: VerdictKind): CheckReport {
  return {
    verdict: {
      kind,
      challenge: request.challenge,
      bounds: request.bounds,
      properties: [],
      counts: { distinct: 1, generated: 1, depth: 1, participantCalls: 1, observations: 1 },
      notChecked: [],
      neverFired: [],
    },
    covered: [],
    workers: 1,
    executable: [],
    elapsedMs: 1,
    searchMs: 1,
    bytes: 1,
  };
}

interface Call {
  readonly request: CheckRequest;
  readonly signal: AbortSignal;
  readonly keeping: string;
  readonly onProgress: (progress: Progress) => void;
  readonly finish: (kind?: VerdictKind) => void;
  readonly fail: (error: unknown) => void;
}

/** A machine whose checks end when the test says so. */
function setUp(compile: CheckEffects['compile'] = async () => program) {
  const clock = new SimulatedClock();
  const sources: string[] = [];
  const calls: Call[] = [];
  const told: string[] = [];
  const effects: CheckEffects = {
    compile: (source, file) => {
      sources.push(source);
      return compile(source, file);
    },
    hold: () => void told.push('hold'),
    release: () => void told.push('release'),
    check: (request, onProgress, signal, keeping) =>
      new Promise((resolve, reject) => {
        calls.push({
          request,
          signal,
          keeping,
          onProgress,
          finish: (kind = 'holds') => resolve(reportOf(request, kind)),
          fail: reject,
        });
      }),
  };
  const actor = createActor(checkMachine, {
    clock,
    input: { challenge: 'demo', file: 'protocol.ts', quickBounds, effects },
  }).start();
  return { actor, clock, sources, calls, told };
}

/** Lets everything that was promised so far happen. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function progress(distinct: number): Progress {
  return { distinct, generated: 1, depth: 1, frontier: 1, elapsedMs: 1, rate: 1, estimate: null, remainingMs: null };
}

test('an edit is checked on quick bounds once typing has paused, and not before', async () => {
  const { actor, clock, sources, calls } = setUp();
  actor.send({ type: 'edit', source: 'a' });
  clock.increment(typingPauseMs - 1);
  actor.send({ type: 'edit', source: 'ab' });
  clock.increment(typingPauseMs - 1);
  await settle();
  expect(sources).toEqual([]);
  clock.increment(1);
  await settle();
  expect(sources).toEqual(['ab']);
  expect(calls[0]?.request).toMatchObject({ bounds: quickBounds, limits: automaticLimits, explore: 'first' });
  calls[0]?.finish();
  await settle();
  const { outcome, outdated } = actor.getSnapshot().context;
  expect(actor.getSnapshot().matches('idle')).toBe(true);
  expect(outcome?.wish).toMatchObject({ mode: 'automatic', source: 'ab' });
  expect(outdated).toBe(false);
});

test('an edit cancels the automatic check that runs; its late answer is ignored', async () => {
  const { actor, clock, calls } = setUp();
  actor.send({ type: 'edit', source: 'a' });
  clock.increment(typingPauseMs);
  await settle();
  actor.send({ type: 'edit', source: 'ab' });
  expect(calls[0]?.signal.aborted).toBe(true);
  calls[0]?.finish('violated');
  await settle();
  expect(actor.getSnapshot().context.outcome).toBeNull();
  clock.increment(typingPauseMs);
  await settle();
  calls[1]?.finish('holds');
  await settle();
  expect(actor.getSnapshot().context.outcome?.wish.source).toBe('ab');
});

test('a check that was asked for is not cancelled by an edit, and its report then counts as outdated', async () => {
  const { actor, clock, calls } = setUp();
  actor.send({ type: 'check', source: 'a', bounds: fullBounds });
  await settle();
  actor.send({ type: 'edit', source: 'ab' });
  clock.increment(typingPauseMs * 10);
  await settle();
  expect(calls).toHaveLength(1);
  expect(calls[0]?.signal.aborted).toBe(false);
  expect(calls[0]?.request).toMatchObject({ bounds: fullBounds, limits: askedLimits });
  calls[0]?.finish('holds');
  await settle();
  expect(actor.getSnapshot().context).toMatchObject({ outcome: { wish: { source: 'a' } }, outdated: true });
});

test('an edit that is taken back during a check that was asked for leaves its report about the source', async () => {
  const { actor, calls } = setUp();
  actor.send({ type: 'check', source: 'a', bounds: fullBounds });
  await settle();
  actor.send({ type: 'edit', source: 'ab' });
  actor.send({ type: 'edit', source: 'a' });
  calls[0]?.finish('holds');
  await settle();
  expect(actor.getSnapshot().context.outdated).toBe(false);
});

test('asking for a check cancels whatever runs or waits', async () => {
  const { actor, clock, sources, calls } = setUp();
  actor.send({ type: 'edit', source: 'a' });
  actor.send({ type: 'check', source: 'a', bounds: fullBounds });
  clock.increment(typingPauseMs * 10);
  await settle();
  actor.send({ type: 'check', source: 'a', bounds: quickBounds, explore: 'all' });
  await settle();
  expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  expect(calls[1]?.request.explore).toBe('all');
  expect(sources).toEqual(['a', 'a']);
});

test('stopping asks for the report so far and shows it', async () => {
  const { actor, calls } = setUp();
  actor.send({ type: 'check', source: 'a', bounds: fullBounds });
  await settle();
  calls[0]?.onProgress(progress(7));
  expect(actor.getSnapshot().context.progress?.distinct).toBe(7);
  actor.send({ type: 'stop' });
  expect(calls[0]?.signal.aborted).toBe(true);
  expect(actor.getSnapshot().matches({ running: 'stopping' })).toBe(true);
  calls[0]?.finish('inconclusive');
  await settle();
  expect(actor.getSnapshot().context.outcome?.report.verdict.kind).toBe('inconclusive');
});

test('stopping while it compiles, or while it waits for a pause, ends it without a report', async () => {
  const { actor, calls } = setUp(() => new Promise(() => {}));
  actor.send({ type: 'edit', source: 'a' });
  actor.send({ type: 'stop' });
  expect(actor.getSnapshot().matches('idle')).toBe(true);
  actor.send({ type: 'check', source: 'a', bounds: fullBounds });
  actor.send({ type: 'stop' });
  expect(actor.getSnapshot().matches('idle')).toBe(true);
  await settle();
  expect(calls).toHaveLength(0);
});

test('a source that is refused still gets its verdict from the check', async () => {
  const refused: Compiled = { kind: 'refused', problems: [{ code: 'syntax-error', sentence: 'No.' }] };
  const { actor, calls } = setUp(async () => refused);
  actor.send({ type: 'check', source: '{', bounds: fullBounds });
  await settle();
  expect(calls[0]?.request.program).toEqual(refused);
});

test('what cannot be carried out is a failure in words, and the last outcome stays', async () => {
  const { actor, calls } = setUp();
  actor.send({ type: 'check', source: 'a', bounds: fullBounds });
  await settle();
  calls[0]?.finish('holds');
  await settle();
  actor.send({ type: 'check', source: 'a', bounds: fullBounds });
  await settle();
  calls[1]?.fail(new Error('no memory'));
  await settle();
  const { failure, outcome } = actor.getSnapshot().context;
  expect(failure?.sentence).toContain('no memory');
  expect(outcome?.report.verdict.kind).toBe('holds');
});

test('schedules are tried by chance only where that was asked for, never while somebody types', async () => {
  const { actor, clock, calls } = setUp();
  const schedules = { kind: 'walks', seed: 3, milliseconds: 100 } as const;
  actor.send({ type: 'check', source: 'a', bounds: fullBounds, schedules });
  await settle();
  expect(calls[0]?.request.mode).toEqual(schedules);
  calls[0]?.finish('inconclusive');
  await settle();
  actor.send({ type: 'edit', source: 'ab' });
  clock.increment(typingPauseMs);
  await settle();
  expect(calls[1]?.request.mode).toBe(undefined);
});

const kept: KeptCheck = {
  bounds: fullBounds,
  explore: 'all',
  switches: { partialOrder: true },
  distinct: 1000,
  depth: 7,
  elapsedMs: 5000,
  savedAt: 1,
};

test('a check that was asked for is held and released, and can be stopped while it is held', async () => {
  const { actor, calls, told } = setUp();
  actor.send({ type: 'check', source: 'a', bounds: fullBounds });
  await settle();
  expect(calls[0]?.keeping).toBe('checkpoints');
  actor.send({ type: 'hold' });
  expect(actor.getSnapshot().matches({ running: 'held' })).toBe(true);
  actor.send({ type: 'hold' });
  actor.send({ type: 'release' });
  expect([actor.getSnapshot().matches({ running: 'checking' }), told]).toEqual([true, ['hold', 'release']]);
  actor.send({ type: 'hold' });
  actor.send({ type: 'stop' });
  expect(calls[0]?.signal.aborted).toBe(true);
  calls[0]?.finish('inconclusive');
  await settle();
  expect(actor.getSnapshot().value).toBe('idle');
});

test('an automatic check keeps nothing and is not held', async () => {
  const { actor, clock, calls, told } = setUp();
  actor.send({ type: 'edit', source: 'a' });
  clock.increment(typingPauseMs);
  await settle();
  actor.send({ type: 'hold' });
  expect([calls[0]?.keeping, told, actor.getSnapshot().matches({ running: 'checking' })]).toEqual([
    'nothing',
    [],
    true,
  ]);
});

test('a kept check goes on as it was asked for, with time and states on top of what it has had', async () => {
  const { actor, calls } = setUp();
  actor.send({ type: 'go-on', source: 'a', kept });
  await settle();
  expect(calls[0]?.keeping).toBe('going on');
  expect(calls[0]?.request).toMatchObject({
    bounds: fullBounds,
    explore: 'all',
    partialOrder: true,
    limits: {
      ...askedLimits,
      states: askedLimits.states + 1000,
      milliseconds: askedLimits.milliseconds + 5000,
    },
  });
  actor.send({ type: 'check', source: 'a', bounds: fullBounds });
  await settle();
  expect([calls[0]?.signal.aborted, calls[1]?.keeping]).toEqual([true, 'checkpoints']);
});
