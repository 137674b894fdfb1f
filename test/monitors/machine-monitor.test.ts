/** XState machines as properties. */
import { describe, expect, test } from 'vitest';
import { assign, createMachine, emit, enqueueActions, fromPromise, log, raise } from 'xstate';
import type { MonitorEvent, Property } from '../../src/model';
import { monitorOfMachine } from '../../src/monitors';
import { checkTiny, protocolOf, type TinySystem } from '../models/tiny-challenge';

/** Each node takes the lock and gives it back whenever it likes: nobody asks the other. */
const careless = protocolOf(`init: () => 0,
onInput(state, input, ctx) { ctx.output(input); },`);
const users: TinySystem = {
  nodes: [
    { id: 'a', role: 'user', inputs: ['take', 'give'] },
    { id: 'b', role: 'user', inputs: ['take', 'give'] },
  ],
};

const lock = createMachine({
  id: 'lock',
  initial: 'free',
  context: { holders: 0 },
  states: {
    free: { on: { take: 'held' } },
    held: {
      initial: 'once',
      on: { give: 'free' },
      states: {
        once: {
          entry: assign({ holders: ({ context }) => (context as { holders: number }).holders + 1 }),
          on: { take: 'twice' },
        },
        twice: {},
      },
    },
  },
});

const shown = (event: MonitorEvent) => (event.kind === 'output' ? { type: String(event.output) } : undefined);
const exclusive = (bad: readonly string[]): Property =>
  monitorOfMachine('exclusive', 'Two nodes never hold the lock at once.', lock, { event: shown, bad });

describe('a machine as a monitor', () => {
  test('is violated by the shortest way to a bad state, and says how it got there', async () => {
    const { verdict, trace } = await checkTiny({ ...users, properties: [exclusive(['held.twice'])] }, careless);
    expect(verdict).toMatchObject({
      kind: 'violated',
      property: 'exclusive',
      steps: ['a is given the input take', 'b is given the input take'],
    });
    expect(trace?.steps.length).toBe(2);
    expect(verdict.properties[0]?.reasons).toEqual([
      { kind: 'fact', text: 'the monitor is in the state held.twice with {"holders":1}' },
      { kind: 'fact', text: 'step 1: a shows "take": free with {"holders":0} → held.once with {"holders":1}' },
      { kind: 'fact', text: 'step 2: b shows "take": held.once with {"holders":1} → held.twice with {"holders":1}' },
    ]);
  });

  test('holds where the bad state is not reached, and knows parallel states', async () => {
    const alone = { ...users, nodes: users.nodes.slice(0, 1) };
    expect((await checkTiny({ ...alone, properties: [exclusive(['held.twice'])] }, careless)).verdict.kind).toBe(
      'holds',
    );
    const both = createMachine({
      type: 'parallel',
      states: {
        one: { initial: 'off', states: { off: { on: { take: 'on' } }, on: { on: { give: 'off' } } } },
        other: { initial: 'quiet', states: { quiet: { on: { give: 'loud' } }, loud: {} } },
      },
    });
    const property = monitorOfMachine('both', 'Never loud.', both, { event: shown, bad: ['other.loud'] });
    const { verdict } = await checkTiny({ ...alone, properties: [property] }, careless);
    expect(verdict.steps).toEqual(['a is given the input take', 'a is given the input give']);
    expect(verdict.properties[0]?.reasons?.at(-1)).toEqual({
      kind: 'fact',
      text: 'step 2: a shows "give": one.on and other.quiet → one.off and other.loud',
    });
  });

  test('may raise events, and choose among actions, as long as nothing outside is touched', async () => {
    const machine = createMachine({
      initial: 'calm',
      states: {
        calm: { on: { take: { actions: raise({ type: 'again' }) }, again: 'warned' } },
        warned: { entry: enqueueActions(({ enqueue }) => enqueue.assign({})), on: { give: 'over' } },
        over: {},
      },
    });
    const property = monitorOfMachine('over', 'Never over.', machine, { event: shown, bad: ['over'] });
    const { verdict } = await checkTiny({ ...users, properties: [property] }, careless);
    expect(verdict.schedule?.length).toBe(2);
  });
});

describe('a machine that is no function', () => {
  const refusal = (config: Parameters<typeof createMachine>[0]): string => {
    try {
      monitorOfMachine('bad', 'It is refused.', createMachine(config), { event: shown, bad: [] });
    } catch (error) {
      return (error as Error).message;
    }
    return 'accepted';
  };
  const start = 'The machine of the property "bad" cannot be a monitor: ';

  test('is refused, with the state and what it does', () => {
    const states = (idle: object) => ({ initial: 'idle', states: { idle, other: {} } });
    expect(refusal(states({ after: { 10: 'other' } }))).toBe(
      `${start}its state idle has a delayed transition, and a monitor has no clock.`,
    );
    expect(refusal(states({ invoke: { src: fromPromise(async () => 1) } }))).toBe(
      `${start}its state idle invokes an actor.`,
    );
    expect(refusal(states({ entry: log('x') }))).toContain('its state idle has the action xstate.log;');
    expect(refusal(states({ exit: 'unheardOf' }))).toContain('has the action unheardOf;');
    expect(refusal(states({ on: { take: { actions: emit({ type: 'x' }) } } }))).toContain(
      'has the action xstate.emit;',
    );
    expect(refusal(states({ on: { take: { actions: function sendMail() {} } } }))).toContain(
      'has the action sendMail;',
    );
    expect(refusal(states({ entry: raise({ type: 'x' }, { delay: 5 }) }))).toContain(
      'has the action xstate.raise with a delay;',
    );
    expect(refusal({ initial: 'a', states: { a: {}, past: { type: 'history' } } })).toContain(
      'its state past is a history state',
    );
  });

  test('is refused if it has no such bad state', () => {
    expect(() => exclusive(['held.thrice'])).toThrow(
      'The machine of the property "exclusive" cannot be a monitor: it has no state held.thrice; its states are free, held, held.once, held.twice.',
    );
  });

  test('is caught while it runs, if it hides what it does', async () => {
    const machine = createMachine({
      initial: 'idle',
      states: { idle: { on: { take: { actions: enqueueActions(({ enqueue }) => enqueue(() => undefined)) } } } },
    });
    const property = monitorOfMachine('hidden', 'Never.', machine, { event: shown, bad: [] });
    const { verdict } = await checkTiny({ ...users, properties: [property] }, careless);
    expect(verdict).toMatchObject({ kind: 'invalid', problem: { code: 'property-threw' } });
    expect(verdict.problem?.sentence).toContain('did more than change its state and context');
  });

  test('is caught while it runs, if a guard or an assignment throws', async () => {
    const machine = createMachine({
      initial: 'idle',
      context: {},
      states: {
        idle: {
          on: {
            take: {
              actions: assign(() => {
                throw new Error('no');
              }),
            },
          },
        },
      },
    });
    const property = monitorOfMachine('throws', 'Never.', machine, { event: shown, bad: [] });
    const { verdict } = await checkTiny({ ...users, properties: [property] }, careless);
    expect(verdict).toMatchObject({ kind: 'invalid', problem: { code: 'property-threw' } });
  });
});
