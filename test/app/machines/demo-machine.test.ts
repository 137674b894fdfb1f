import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { createActor, waitFor } from 'xstate';
import { challengeBySlug } from '../../../challenges';
import { guiltyStep, linesOfAlone } from '../../../src/app/home/guilty-step';
import { luckySchedule } from '../../../src/app/home/lucky-schedule';
import { askedLimits } from '../../../src/app/machines/check-machine';
import { type DemoEffects, type DemoVersion, demoMachine, randomWalks } from '../../../src/app/machines/demo-machine';
import { replaySchedule, runCheck, runWalks } from '../../../src/check';
import { compileSource } from '../../../src/host/compile';
import { loadSandboxWasm } from '../../../src/host/wasm-node';
import type { Challenge, CheckRequest, Trace } from '../../../src/model';

const challenge = challengeBySlug('demo-commit') as Challenge;
let effects: DemoEffects;

function requestOf(version: DemoVersion): CheckRequest {
  const source = readFileSync(
    new URL(`../../../challenges/demo-commit/${version === 'broken' ? 'starter' : 'fixed'}.ts`, import.meta.url),
    'utf8',
  );
  const program = compileSource(source, 'commit.ts');
  return { challenge: challenge.slug, program, bounds: challenge.tiers.full, limits: askedLimits, explore: 'first' };
}

beforeAll(async () => {
  const wasm = await loadSandboxWasm();
  effects = {
    now: () => 0,
    walk: (version, walks, seed) => runWalks(requestOf(version), challenge, wasm, walks, seed),
    replay: async (version, schedule) => (await replaySchedule(requestOf(version), challenge, wasm, schedule)) as Trace,
    check: (version) =>
      runCheck(requestOf(version), {
        challenge,
        wasm,
        now: () => 0,
        pause: async () => {},
        isCancelled: () => false,
        onProgress: () => {},
      }),
  };
});

function start() {
  const actor = createActor(demoMachine, { input: { effects, lucky: luckySchedule } }).start();
  const until = (holds: (context: ReturnType<typeof actor.getSnapshot>['context']) => boolean) =>
    waitFor(actor, ({ context }) => holds(context), { timeout: 50_000 });
  return { actor, until };
}

test('the page opens on a lucky run in which everybody commits', async () => {
  const { until } = start();
  const { context } = await until(({ shown }) => shown !== null);
  expect(context.shown?.kind).toBe('lucky');
  expect(context.shown?.trace.steps).toHaveLength(luckySchedule.length);
  expect(context.shown?.trace.steps.at(-1)?.after.map(({ outputs }) => outputs)).toEqual(
    Array.from({ length: 4 }, () => ['commit']),
  );
});

test('a thousand random schedules find next to nothing, and every one is counted', async () => {
  const { actor, until } = start();
  actor.send({ type: 'random' });
  const { context } = await until(({ random }) => random?.walks === randomWalks);
  expect(context.random).toMatchObject({ walks: 1000, firstSeed: 1, lastSeed: 10 });
  // Fixed seeds: the number is the same everywhere. It is the point of the demonstration that it is this small.
  expect(context.random?.violations).toBeLessThanOrEqual(2);
});

test('the check finds the shortest bad schedule and opens it at its point of no return', async () => {
  const { actor, until } = start();
  await until(({ shown }) => shown !== null);
  actor.send({ type: 'check' });
  const { context } = await until(({ shown }) => shown?.kind === 'counterexample');
  expect(context.report?.verdict).toMatchObject({ kind: 'violated', property: 'one decision' });
  // By hand: begin, three prepares, three yeses, and the timeout of one participant that has voted.
  expect(context.report?.verdict.schedule).toHaveLength(8);
  expect(context.step).toBe(context.shown?.trace.pointOfNoReturn?.state);
});

test('the guilty line is the abort in the timer handler', async () => {
  const { actor, until } = start();
  actor.send({ type: 'check' });
  const { context } = await until(({ shown }) => shown?.kind === 'counterexample');
  const trace = context.shown?.trace as Trace;
  const guilty = guiltyStep(trace);
  expect(guilty?.action.kind).toBe('timeout');
  const source = readFileSync(new URL('../../../challenges/demo-commit/starter.ts', import.meta.url), 'utf8').split(
    '\n',
  );
  expect(linesOfAlone(guilty as NonNullable<typeof guilty>, trace).map((line) => source[line - 1]?.trim())).toEqual([
    "decide(state, 'abort', ctx);",
  ]);
});

test('the fix makes it hold, with a way in which everybody commits, and can be taken back', async () => {
  const { actor, until } = start();
  await until(({ shown }) => shown !== null);
  actor.send({ type: 'apply-fix' });
  const { context } = await until(({ shown }) => shown?.kind === 'witness');
  expect(context.report?.verdict.kind).toBe('holds');
  expect(context.report?.verdict.neverFired).toEqual([]);
  actor.send({ type: 'undo-fix' });
  const undone = await until(({ shown }) => shown?.kind === 'lucky');
  expect(undone.context).toMatchObject({ version: 'broken', report: null, random: null });
});
