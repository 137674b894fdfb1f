/** Random schedules, and replays of schedules from elsewhere. */
import { describe, expect, test } from 'vitest';
import { replaySchedule, runWalks } from '../../src/check';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import { always, type CheckRequest, defaultLimits, fact, type Schedule } from '../../src/model';
import { protocolOf, type TinySystem, tinyChallenge, tinyNodes } from '../models/tiny-challenge';

const wasm = loadSandboxWasm();
const system: TinySystem = {
  nodes: tinyNodes(3, { inputs: ['go'] }),
  properties: [
    always('not all', 'Somebody is silent.', (o) =>
      fact(
        o.nodes.some((node) => node.outputs.length === 0),
        'all spoke',
      ),
    ),
  ],
};
/** Node n2 speaks on its second message only, so there are steps that a violation does not need. */
const source = protocolOf(
  "init: () => 0, onInput(state, input, ctx) { if (ctx.choose([0, 1]) === 1) ctx.output('x'); else ctx.broadcast('m'); },",
);

function request(text: string): CheckRequest {
  return {
    challenge: 'tiny',
    program: compileSource(text, 'protocol.ts'),
    bounds: {},
    limits: defaultLimits,
    explore: 'first',
  };
}

describe('random schedules', () => {
  test('are the same for the same seed, and find what is likely', async () => {
    const report = await runWalks(request(source), tinyChallenge(system), wasm, 200, 7);
    expect(await runWalks(request(source), tinyChallenge(system), wasm, 200, 7)).toEqual(report);
    expect(report.walks).toBe(200);
    // Each node speaks with a probability of one half or so: about 25 of 200.
    expect(report.violations).toBeGreaterThan(5);
    expect(report.violations).toBeLessThan(80);
    expect(report.steps).toBeGreaterThan(600);
    expect(await runWalks(request(source), tinyChallenge(system), wasm, 200, 8)).not.toEqual(report);
  });

  test('give a violation without a step that it does not need', async () => {
    const report = await runWalks(request(source), tinyChallenge(system), wasm, 200, 7);
    expect(report.firstViolation?.property).toBe('not all');
    expect(
      report.firstViolation?.schedule.map((action) => [action.kind, action.kind === 'input' && action.choices]).sort(),
    ).toEqual([
      ['input', [1]],
      ['input', [1]],
      ['input', [1]],
    ]);
  });

  test('of a protocol that never ends are cut off', async () => {
    const endless = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return 0; }, onTimer(state, timer, ctx) { ctx.setTimer(timer); },",
    );
    expect(await runWalks(request(endless), tinyChallenge({ nodes: tinyNodes(1) }), wasm, 3, 1)).toEqual({
      walks: 3,
      steps: 3000,
      violations: 0,
    });
  });

  test('of a source that does not load are none', async () => {
    for (const broken of ['', "throw new Error('x');\nexport default {};"])
      expect(await runWalks(request(broken), tinyChallenge(system), wasm, 10, 1)).toEqual({
        walks: 0,
        steps: 0,
        violations: 0,
      });
  });
});

describe('a replay', () => {
  const schedule: Schedule = [
    { kind: 'input', node: 'n1', input: 'go', choices: [0] },
    { kind: 'deliver', node: 'n2', from: 'n1', message: 'm' },
    { kind: 'deliver', node: 'n2', from: 'n1', message: 'm' },
    { kind: 'input', node: 'n2', input: 'go', choices: [1] },
  ];
  const replayed = (actions: Schedule, text = source) =>
    replaySchedule(request(text), tinyChallenge(system), wasm, actions);

  test('goes as far as the schedule is possible', async () => {
    expect((await replayed(schedule))?.steps).toHaveLength(2);
    expect(
      (await replayed([...schedule.slice(0, 2), ...schedule.slice(3)]))?.steps.map((step) => step.outputs),
    ).toEqual([[], [], ['x']]);
    expect((await replayed([{ kind: 'crash', node: 'n1' }]))?.steps).toEqual([]);
    expect((await replayed([{ kind: 'crash', node: 'nobody' }]))?.steps).toEqual([]);
    expect((await replayed([{ kind: 'timeout', node: 'n1', timer: 't' }]))?.steps).toEqual([]);
    expect((await replayed([{ kind: 'input', node: 'n1', input: 'other' }]))?.steps).toEqual([]);
    expect((await replayed([{ kind: 'restart', node: 'n1' }]))?.steps).toEqual([]);
    expect((await replayed([{ kind: 'drop', node: 'n2', from: 'n1', message: 'm' }]))?.steps).toEqual([]);
  });

  test('of a choice that is not offered stops there', async () => {
    for (const choices of [[2], [-1], [0.5]])
      expect((await replayed([{ kind: 'input', node: 'n1', input: 'go', choices }]))?.steps).toEqual([]);
  });

  test('of a source that does not load is nothing', async () => {
    expect(await replayed(schedule, '')).toBe(undefined);
  });
});
