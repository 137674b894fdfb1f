/** Measuring with real simulations in this process: what is kept of them, in which order, and how it ends. */
import { expect, test } from 'vitest';
import { createActor, waitFor } from 'xstate';
import { type MeasureEffects, type MeasurePlan, measureMachine } from '../../../src/app/machines/measure-machine';
import { runSimulation } from '../../../src/check';
import { compileSource } from '../../../src/host/compile';
import { loadSandboxWasm } from '../../../src/host/wasm-node';
import { defaultSimulation } from '../../../src/model';
import { gossipProtocol, gossipSystem } from '../../models/gossip';
import { tinyChallenge } from '../../models/tiny-challenge';

const wasm = loadSandboxWasm();
const challenge = tinyChallenge(gossipSystem(6));

function started(onEnd: () => void = () => undefined) {
  let most = 0;
  let running = 0;
  const effects: MeasureEffects = {
    lanes: 3,
    compile: async (source, file) => compileSource(source, file),
    async simulate(_lane, request, settings, onProgress, signal) {
      running++;
      most = Math.max(most, running);
      const answer = await runSimulation(request, settings, challenge, wasm, {
        isRecorded: false,
        goesOn: async (progress) => {
          onProgress(progress);
          await new Promise((resolve) => setTimeout(resolve, 0));
          return !signal.aborted;
        },
      });
      running--;
      onEnd();
      return answer;
    },
  };
  const actor = createActor(measureMachine, { input: { effects } });
  actor.start();
  return { actor, most: () => most };
}

function planOf(changes: Partial<MeasurePlan> = {}): MeasurePlan {
  const axes = [{ path: 'link.loss', values: [0, 0.5, 1] }];
  return {
    challenge: 'tiny',
    source: gossipProtocol(2, 3),
    file: 'protocol.ts',
    bounds: {},
    sweep: { settings: defaultSimulation, axes, seeds: 2 },
    ...changes,
  };
}

test('all runs of a sweep are made, several at a time, and their results stand in its order', async () => {
  const { actor, most } = started();
  actor.send({ type: 'run', plan: planOf() });
  const { context } = await waitFor(actor, (state) => state.matches('idle'));
  expect(most()).toBe(3);
  expect(context.problem).toBeNull();
  expect(context.current?.results.map((result) => result?.seed)).toEqual([1, 2, 1, 2, 1, 2]);
  const sent = context.current?.results.map((result) =>
    result?.messages.reduce((sum, count) => sum + count.delivered, 0),
  );
  expect(sent?.slice(4)).toEqual([0, 0]);
  expect(sent?.[0]).toBeGreaterThan(0);
});

test('what was measured can be kept, and stays when something else is measured', async () => {
  const { actor } = started();
  actor.send({ type: 'run', plan: planOf() });
  const first = (await waitFor(actor, (state) => state.matches('idle'))).context.current;
  actor.send({ type: 'keep' });
  actor.send({ type: 'run', plan: planOf({ source: gossipProtocol(3, 3) }) });
  const { context } = await waitFor(actor, (state) => state.matches('idle'));
  expect(context.baseline).toBe(first);
  expect(context.current).not.toBe(first);
  actor.send({ type: 'drop' });
  expect(actor.getSnapshot().context.baseline).toBeNull();
});

test('stopping leaves what was done, and no half of a run', async () => {
  let ended = 0;
  const { actor } = started(() => {
    if (++ended === 2) actor.send({ type: 'stop' });
  });
  const settings = { ...defaultSimulation, end: { milliseconds: 1e9, events: 1e6 } };
  const long = { settings, axes: [{ path: 'end.events', values: [10, 10, 1e6, 1e6] }], seeds: 1 };
  actor.send({ type: 'run', plan: planOf({ sweep: long, source: endless }) });
  const { context } = await waitFor(actor, (state) => state.matches('idle'));
  const done = context.current?.results.filter((result) => result !== undefined) ?? [];
  expect(done.map(({ ending }) => ending)).toEqual(['events', 'events']);
  expect(context.problem).toBeNull();
});

test('a source that is no protocol, and a sweep that cannot be, end with the reason', async () => {
  const { actor } = started();
  actor.send({ type: 'run', plan: planOf({ source: 'export default 1;' }) });
  await waitFor(actor, (state) => state.matches('idle'));
  expect(actor.getSnapshot().context.problem).toMatchObject({ sentence: expect.stringContaining('protocol') });
  actor.send({
    type: 'run',
    plan: planOf({ sweep: { settings: defaultSimulation, axes: [{ path: 'x', values: [1] }], seeds: 1 } }),
  });
  await waitFor(actor, (state) => state.matches('idle'));
  expect(actor.getSnapshot().context.problem).toMatchObject({ code: 'simulation-invalid' });
});

const endless = `import { protocol } from 'interleave';
export default protocol<any, any, any, any, any, any>({
  init(ctx) { ctx.setTimer('t'); return {}; },
  onTimer(state, timer, ctx) { ctx.setTimer('t'); },
});
`;
