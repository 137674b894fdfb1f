/** The simulation's worker, for real: the same bits as in Node, progress, and an end when somebody asks for it. */
import * as Comlink from 'comlink';
import { afterAll, expect, test } from 'vitest';
import reference from '../../challenges/raft-election/reference.ts?raw';
import { compileSource } from '../../src/host/compile';
import { defaultSimulation, type SimulationProgress, type SimulationRequest } from '../../src/model';
import type { SimulateWorker } from '../../workers/api';
import { raftSettings } from './raft-settings';

const thread = new Worker(new URL('../../workers/simulate.worker.ts', import.meta.url), { type: 'module' });
const worker = Comlink.wrap<SimulateWorker>(thread);
afterAll(() => thread.terminate());

const request: SimulationRequest = {
  challenge: 'raft-election',
  program: compileSource(reference, 'reference.ts'),
  bounds: raftSettings.bounds,
};
const ignore = Comlink.proxy(() => undefined);

test('a page computes the bits that Node computes', async () => {
  const answer = await worker.simulate(request, raftSettings.settings, false, ignore);
  expect(answer).toMatchObject({ kind: 'ok', value: { digest: raftSettings.digest } });
});

test('a short one can be looked at step by step', async () => {
  const settings = { ...raftSettings.settings, end: { milliseconds: 50, events: 10_000 } };
  const answer = await worker.simulate(request, settings, true, ignore);
  if (answer.kind !== 'ok' || answer.value.record === undefined) throw new Error('There is no record.');
  const { record } = answer.value;
  expect(record.schedule.length).toBeGreaterThan(20);
  expect((await worker.trace(request, settings, record))?.steps.length).toBe(record.schedule.length);
});

test('a long one tells how far it is, and ends when it is told to', async () => {
  const told: SimulationProgress[] = [];
  const settings = {
    ...defaultSimulation,
    crashes: { up: { kind: 'constant' as const, value: 1 }, down: { kind: 'constant' as const, value: 1 } },
    end: { milliseconds: 1e9, events: 100_000_000 },
  };
  const running = worker.simulate(
    request,
    settings,
    false,
    Comlink.proxy((progress: SimulationProgress) => {
      told.push(progress);
      if (told.length === 2) void worker.cancel();
    }),
  );
  expect(await running).toMatchObject({ kind: 'ok', value: { ending: 'cancelled' } });
  expect((told[1]?.events ?? 0) - (told[0]?.events ?? 0)).toBeGreaterThan(0);
});
