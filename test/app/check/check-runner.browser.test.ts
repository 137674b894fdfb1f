import { proxy } from 'comlink';
import { afterEach, expect, test } from 'vitest';
import { type CheckRunner, createCheckRunner } from '../../../src/app/check/check-runner';
import { demo, demoRequest } from '../../../src/app/home/demo-programs';
import { luckySchedule } from '../../../src/app/home/lucky-schedule';
import { compileSource } from '../../../src/host/compile';
import type { CheckRequest, Progress, Trace } from '../../../src/model';

const runners: CheckRunner[] = [];
const forEver = new AbortController().signal;
const ignore = (): void => {};

const spawners = {
  real: () => new Worker(new URL('../../../workers/check.worker.ts', import.meta.url), { type: 'module' }),
  silent: () => new Worker(new URL('./workers/silent.worker.ts', import.meta.url), { type: 'module' }),
  spinning: () => new Worker(new URL('./workers/spinning.worker.ts', import.meta.url), { type: 'module' }),
  dying: () => new Worker(new URL('./workers/dying.worker.ts', import.meta.url), { type: 'module' }),
};

/** A runner that starts the given workers, one after the other. */
function runnerOf(...kinds: (keyof typeof spawners)[]): CheckRunner {
  const left = [...kinds];
  const runner = createCheckRunner({
    spawn: () => spawners[left.shift() ?? 'real'](),
    silenceMaxMs: kinds.length > 1 || kinds[0] !== 'real' ? 500 : undefined,
    cancelMaxMs: 300,
  });
  runners.push(runner);
  return runner;
}

afterEach(() => {
  for (const runner of runners.splice(0)) runner.dispose();
});

test('the worker checks, replays and walks', async () => {
  const runner = runnerOf('real');
  const request = demoRequest('broken');
  const report = await runner.check(request, ignore, forEver);
  expect(report.verdict).toMatchObject({ kind: 'violated', property: 'one decision' });
  expect(report.trace?.steps).toHaveLength(8);
  expect((await runner.replay(request, luckySchedule)).steps).toHaveLength(luckySchedule.length);
  const { schedule = [] } = report.verdict;
  const { violationProbability, pointOfNoReturn } = report.trace as Trace;
  const futures = await runner.guarded((to) => to.api.futures(request, 'one decision', schedule, proxy(ignore)));
  expect(futures).toEqual({ violationProbability, pointOfNoReturn });
  expect(await runner.walk(request, 50, 1)).toMatchObject({ walks: 50 });
});

test('a new check cancels the one that runs', async () => {
  const runner = runnerOf('real');
  const [first, second] = await Promise.all([
    runner.check(large(), ignore, forEver),
    runner.check(demoRequest('broken'), ignore, forEver),
  ]);
  expect(first.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'cancelled' } });
  expect(second.verdict.kind).toBe('violated');
});

test('a check that is stopped reports how far it got', async () => {
  const runner = runnerOf('real');
  const abort = new AbortController();
  const seen: Progress[] = [];
  const report = await runner.check(
    large(),
    (progress) => {
      seen.push(progress);
      if (progress.distinct > 0) abort.abort();
    },
    abort.signal,
  );
  expect(report.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'cancelled' } });
  expect(report.verdict.counts.distinct).toBeGreaterThanOrEqual(seen.at(-1)?.distinct ?? Number.POSITIVE_INFINITY);
});

test.each(['silent', 'spinning'] as const)('a %s worker is replaced, and the next check works', async (kind) => {
  const runner = runnerOf(kind, 'real');
  const report = await runner.check(demoRequest('broken'), ignore, forEver);
  expect(report.verdict).toMatchObject({ kind: 'runaway', problem: { code: 'worker-unresponsive' } });
  expect(report.verdict.notChecked).not.toEqual([]);
});

test('a worker that dies is replaced, and the next check works', async () => {
  const left = [spawners.dying, spawners.real];
  const runner = createCheckRunner({ spawn: () => (left.shift() ?? spawners.real)() });
  runners.push(runner);
  const report = await runner.check(demoRequest('broken'), ignore, forEver);
  expect(report.verdict).toMatchObject({ kind: 'inconclusive', problem: { code: 'worker-died' } });
  expect(report.verdict.problem?.sentence).toContain('out of memory');
  expect((await runner.check(demoRequest('broken'), ignore, forEver)).verdict.kind).toBe('violated');
});

test('a worker that does not even answer a cancellation is replaced at once', async () => {
  const runner = runnerOf('spinning', 'real');
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 50);
  const report = await runner.check(demoRequest('broken'), ignore, abort.signal);
  expect(report.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'cancelled' } });
});

test('an unknown challenge is the worker failing, in words', async () => {
  const runner = runnerOf('real');
  const report = await runner.check({ ...demoRequest('broken'), challenge: 'nowhere' }, ignore, forEver);
  expect(report.verdict).toMatchObject({ kind: 'inconclusive', problem: { code: 'worker-died' } });
});

test('a replay that fails rejects with a problem', async () => {
  const runner = runnerOf('dying');
  await expect(runner.replay(demoRequest('broken'), luckySchedule)).rejects.toMatchObject({ code: 'worker-died' });
  const program = compileSource('const x = 1;', 'protocol.ts');
  const refused = runnerOf('real').replay({ ...demoRequest('broken'), program }, luckySchedule);
  await expect(refused).rejects.toHaveProperty('sentence');
});

/** A check that takes long enough to be stopped. */
function large(): CheckRequest {
  const request = demoRequest('fixed');
  return {
    ...request,
    bounds: { ...demo.tiers.full, participants: 4 },
    limits: { ...request.limits, states: 5_000_000 },
  };
}
