/** Replaying: what a schedule may do, what it may not, and when the system is at rest. */
import { describe, expect, test } from 'vitest';
import type { Action, Effect, HandlerCall, HandlerResult, Schedule, SystemSpec } from '../../src/model';
import { type ReplayHost, replay } from '../../src/verdict';
import { type TinySystem, tinySpec } from '../models/tiny-challenge';

/** `a` starts with a timer and two messages to `b`; everything else is ignored, but counted in the state. */
const host: ReplayHost = {
  call: answer,
  callOnce: answer,
  durablePart: () => '0',
};

function answer(call: HandlerCall): HandlerResult {
  const start: Effect[] = [
    { kind: 'setTimer', target: 0, text: '"t"', line: 1 },
    { kind: 'send', target: 1, text: '"x"', line: 1 },
    { kind: 'send', target: 1, text: '"y"', line: 1 },
  ];
  const effects = call.kind === 'init' && call.node === 0 ? start : [];
  const state = call.kind === 'init' || call.kind === 'restart' ? '0' : String(Number(call.state) + 1);
  return { kind: 'outcomes', outcomes: [{ state, effects, choices: [], draws: [], lines: [] }] };
}

const pair: TinySystem = {
  nodes: [
    { id: 'a', role: 'node' },
    { id: 'b', role: 'node', inputs: ['go'], mayCrash: true },
  ],
};

const deliver = (message: string): Action => ({ kind: 'deliver', node: 'b', from: 'a', message });
const drop = (message: string): Action => ({ kind: 'drop', node: 'b', from: 'a', message });
const duplicate = (message: string): Action => ({ kind: 'duplicate', node: 'b', from: 'a', message });
const timeout: Action = { kind: 'timeout', node: 'a', timer: 't' };
const input: Action = { kind: 'input', node: 'b', input: 'go' };
const crash = (node = 'b'): Action => ({ kind: 'crash', node });
const restart: Action = { kind: 'restart', node: 'b' };

const partition: Action = { kind: 'partition', groups: [['a'], ['b']] };
const heal: Action = { kind: 'heal' };
const cuttable: Partial<SystemSpec> = {
  network: { order: 'unordered', cuts: 'one node alone' },
  faults: { partition: 2, heal: 1 },
};
const twins: Partial<SystemSpec> = {
  nodes: [
    { id: 'a', role: 'node' },
    { id: 'b', role: 'node', inputs: ['go'], twins: true },
  ],
};
/** The input of `b` waits for that of `a`. */
const waiting: Partial<SystemSpec> = {
  nodes: [
    { id: 'a', role: 'node', inputs: ['go'] },
    { id: 'b', role: 'node', inputs: ['go'], inputConditions: [{ input: 0, after: { node: 'a', input: 0 } }] },
  ],
};
const inputA: Action = { ...input, node: 'a' };
/** The second copy. */
const second = (action: Action): Action => ({ ...action, node: "b'" }) as Action;

const played = (schedule: Schedule, more: Partial<SystemSpec> = {}) =>
  replay(tinySpec({ ...pair, ...more }), host, schedule);

describe('a schedule', () => {
  test.each<[string, Schedule, Partial<SystemSpec>]>([
    ['delivers in any order', [deliver('y'), deliver('x'), input, timeout], {}],
    ['delivers in order', [deliver('x'), deliver('y')], { network: 'fifo' }],
    [
      'loses and doubles within its budget',
      [duplicate('x'), deliver('x'), deliver('x'), drop('y')],
      { faults: { drop: 1, duplicate: 1 } },
    ],
    [
      'doubles the oldest, twice',
      [duplicate('x'), duplicate('x'), deliver('x'), deliver('x'), deliver('x'), deliver('y')],
      { network: 'fifo', faults: { duplicate: 2 } },
    ],
    [
      'crashes and restarts as often as it crashes',
      [crash(), restart, crash(), restart, deliver('x')],
      { faults: { crash: 2 } },
    ],
    [
      'loses a message of a node that is down',
      [crash(), drop('x'), restart, deliver('y')],
      { faults: { crash: 1, drop: 1 } },
    ],
    ['goes on within a cut, and across it once it heals', [partition, input, heal, deliver('x'), partition], cuttable],
    ['reaches both copies, one or none', [deliver('x'), second(deliver('x')), second(deliver('y'))], twins],
    [
      'passes over a message that a copy need not read',
      [deliver('y'), second(deliver('x'))],
      { ...twins, network: 'fifo' },
    ],
    ['gives an input to each copy', [second(input), input], twins],
    [
      'delivers again what stays',
      [deliver('x'), deliver('y'), deliver('x')],
      { network: { order: 'fifo', channels: [{ to: 'b', order: 'kept' }] } },
    ],
    [
      'takes losses of a channel from its own budget',
      [drop('x'), drop('y')],
      { network: { order: 'unordered', channels: [{ from: 'a', drop: 2 }] } },
    ],
    ['gives an input after what it waits for', [inputA, input], waiting],
  ])('that %s is possible', (_name, schedule, more) => {
    const { trace, divergedAt } = played(schedule, more);
    expect([divergedAt, trace.steps.length]).toEqual([undefined, schedule.length]);
    expect(trace.steps.map((step) => step.action)).toEqual(schedule);
  });

  test.each<[string, Schedule, Partial<SystemSpec>]>([
    ['delivers a younger message first', [deliver('y')], { network: 'fifo' }],
    ['delivers a message twice', [deliver('x'), deliver('x')], {}],
    ['delivers what was not sent', [deliver('z')], {}],
    ['delivers from another node', [{ ...deliver('x'), from: 'b' } as Action], {}],
    ['delivers to a node that is down', [crash(), deliver('x')], { faults: { crash: 1 } }],
    ['loses a younger message', [drop('y')], { network: 'fifo', faults: { drop: 1 } }],
    ['loses without a budget', [drop('x')], {}],
    ['loses beyond its budget', [drop('x'), drop('y')], { faults: { drop: 1 } }],
    ['doubles a younger message', [duplicate('y')], { network: 'fifo', faults: { duplicate: 1 } }],
    ['doubles beyond its budget', [duplicate('x'), duplicate('x')], { faults: { duplicate: 1 } }],
    [
      'delivers a younger message before a copy',
      [duplicate('x'), deliver('x'), deliver('y')],
      { network: 'fifo', faults: { duplicate: 1 } },
    ],
    ['fires a timer twice', [timeout, timeout], {}],
    ['fires a timer that is not set', [{ ...timeout, timer: 'u' } as Action], {}],
    ['fires a timer beyond the budget', [timeout], { faults: { timeout: 0 } }],
    ['gives an input twice', [input, input], {}],
    ['gives another input', [{ ...input, input: 'on' } as Action], {}],
    ['gives an input to a node that is down', [crash(), input], { faults: { crash: 1 } }],
    ['crashes a node that may not', [crash('a')], { faults: { crash: 1 } }],
    ['crashes a node that is down', [crash(), crash()], { faults: { crash: 2 } }],
    ['crashes without a budget', [crash()], {}],
    ['restarts a node that is up', [restart], { faults: { crash: 1 } }],
    ['restarts beyond the budget', [crash(), restart, crash(), restart], { faults: { crash: 2, restart: 1 } }],
    ['delivers across a cut', [partition, deliver('x')], cuttable],
    ['cuts what is cut', [partition, partition], cuttable],
    ['heals what is whole', [heal], cuttable],
    ['heals beyond the budget', [partition, heal, partition, heal], cuttable],
    ['cuts beyond the budget', [partition], { ...cuttable, faults: {} }],
    ['cuts as nobody listed', [{ kind: 'partition', groups: [['b'], ['a']] }], cuttable],
    [
      'gives a copy a message of a queue that it has passed over',
      [deliver('y'), deliver('x')],
      { ...twins, network: 'fifo' },
    ],
    ['loses a message to a Byzantine node', [drop('x')], { ...twins, faults: { drop: 1 } }],
    [
      'loses on a reliable channel',
      [drop('x')],
      { faults: { drop: 1 }, network: { order: 'fifo', channels: [{ drop: 0 }] } },
    ],
    [
      'loses what stays',
      [drop('x')],
      { faults: { drop: 1 }, network: { order: 'fifo', channels: [{ to: 'b', order: 'kept' }] } },
    ],
    ['gives an input before what it waits for', [input], waiting],
    ['names a node that does not exist', [crash('c')], { faults: { crash: 1 } }],
  ])('that %s ends before that', (_name, schedule, more) => {
    const { trace, divergedAt } = played(schedule, more);
    expect([divergedAt, trace.steps.length]).toEqual([schedule.length - 1, schedule.length - 1]);
  });

  test('tells what stays as one message of the same sending each time it arrives', () => {
    const kept = { network: { order: 'unordered', channels: [{ to: 'b', order: 'kept' }] } } as const;
    const { trace } = played([deliver('x'), deliver('x'), deliver('y')], kept);
    expect(trace.steps.map(({ envelope }) => [envelope?.id, envelope?.sentAt])).toEqual([
      [1, 0],
      [3, 0],
      [2, 0],
    ]);
    expect(trace.steps.at(-1)?.after[1]?.inbox.map(({ id }) => id)).toEqual([1, 2]);
  });

  test('may say any equal data for a message', () => {
    const told: ReplayHost = {
      ...host,
      callOnce: (call) => {
        const result = answer(call);
        const effects: Effect[] = [{ kind: 'send', target: 1, text: '{"a":1,"b":0}', line: 1 }];
        return result.kind === 'outcomes' && call.kind === 'init' && call.node === 0
          ? { ...result, outcomes: result.outcomes.map((outcome) => ({ ...outcome, effects })) }
          : result;
      },
    };
    const action: Action = { kind: 'deliver', node: 'b', from: 'a', message: { b: -0, a: 1 } };
    expect(replay(tinySpec(pair), told, [action]).divergedAt).toBe(undefined);
  });
});

describe('rest', () => {
  const end: Schedule = [deliver('x'), deliver('y'), input, timeout];

  test.each<[string, Schedule, Partial<SystemSpec>, boolean]>([
    ['everything has happened', end, {}, true],
    ['a message is in flight', [deliver('x'), input, timeout], {}, false],
    ['an input is left', [deliver('x'), deliver('y'), timeout], {}, false],
    ['a timer is pending', [deliver('x'), deliver('y'), input], {}, false],
    [
      'a timer is pending that the budget does not allow',
      [deliver('x'), deliver('y'), input],
      { faults: { timeout: 0 } },
      true,
    ],
    ['only a crash can happen', end, { faults: { crash: 1 } }, true],
    ['a node is down and can restart', [...end, crash()], { faults: { crash: 1 } }, false],
    ['a node is down for good', [...end, crash()], { faults: { crash: 1, restart: 0 } }, true],
    [
      'messages wait for a node that is down for good',
      [input, timeout, crash()],
      { faults: { crash: 1, restart: 0, drop: 1 } },
      true,
    ],
    ['messages wait for a node that can restart', [input, timeout, crash()], { faults: { crash: 1 } }, false],
    ['the last restart is spent', [...end, crash(), restart, crash()], { faults: { crash: 2, restart: 1 } }, true],
  ])('is told where %s', (_name, schedule, more, quiescent) => {
    const replayed = played(schedule, more);
    expect([replayed.divergedAt, replayed.quiescent]).toEqual([undefined, quiescent]);
  });
});
