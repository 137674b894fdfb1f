/** Machines of XState as handlers: what their parts become, what they cannot do, and which lines ran. */
import { describe, expect, test } from 'vitest';
import { createHost, type Host, readChart } from '../../src/host';
import { compileSource } from '../../src/host/compile';
import { libraryText } from '../../src/host/libraries/libraries-node';
import { machineValues } from '../../src/host/machine/values';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import { type HandlerCall, type HandlerOutcome, type Problem, parseDataText } from '../../src/model';

const wasm = loadSandboxWasm();
const nodes = [
  { id: 'w', role: 'wallet' },
  { id: 'd1', role: 'dapp' },
];

async function load(source: string): Promise<{ host: Host } | { problem: Problem }> {
  const compiled = compileSource(source, 'machine.ts');
  if (compiled.kind === 'refused') return { problem: compiled.problems[0] as Problem };
  const created = await createHost(wasm, compiled.program, { nodes, config: { limit: 3 } });
  return created.kind === 'failed' ? { problem: created.problem } : { host: created.host };
}

async function hostOf(source: string): Promise<Host> {
  const loaded = await load(source);
  if ('problem' in loaded) throw new Error(JSON.stringify(loaded.problem));
  return loaded.host;
}

async function problemOf(source: string): Promise<Problem> {
  const loaded = await load(source);
  if ('host' in loaded) throw new Error('it loaded');
  return loaded.problem;
}

function run(host: Host, call: Partial<HandlerCall> & Pick<HandlerCall, 'kind'>): HandlerOutcome {
  const result = host.call({ node: 0, state: '', event: 'null', from: -1, ...call });
  if (result.kind === 'failed') throw new Error(JSON.stringify(result.problem));
  return result.outcomes[0] as HandlerOutcome;
}

const effectsOf = ({ effects }: HandlerOutcome) =>
  effects.map(({ kind, target, text }) => [kind, target, parseDataText(text)]);

const lamp = `import { assign, emit, sendTo, setup } from 'xstate';

export default setup({
  types: { context: {} as { count: number; self: string }, events: {} as { type: 'press'; from?: string } },
}).createMachine({
  id: 'lamp',
  context: ({ input }) => ({ count: 0, self: (input as unknown as { self: string }).self }),
  initial: 'off',
  states: {
    off: { on: { press: { target: 'on', actions: assign({ count: ({ context }) => context.count + 1 }) } } },
    on: {
      entry: [emit({ type: 'lit' }), sendTo('d1', ({ context }) => ({ type: 'told', count: context.count }))],
      after: { 1000: 'off' },
      on: {
        press: [
          { guard: ({ context }) => context.count > 1, target: 'broken' },
          { target: 'off' },
        ],
      },
    },
    broken: { type: 'final' },
  },
});
`;

describe('a machine', () => {
  test('starts with what its node knows, and keeps value and context as its state', async () => {
    const host = await hostOf(lamp);
    expect(parseDataText(run(host, { kind: 'init' }).state)).toEqual({
      value: 'off',
      context: { count: 0, self: 'w' },
    });
  });

  test('takes messages and inputs as events; emitted events are outputs, sendTo sends, after sets a timer', async () => {
    const host = await hostOf(lamp);
    const { state } = run(host, { kind: 'init' });
    const pressed = run(host, { kind: 'message', state, event: '{"type":"press"}', from: 1 });
    expect(parseDataText(pressed.state)).toEqual({ value: 'on', context: { count: 1, self: 'w' } });
    const timer = { after: 1000, in: 'on' };
    expect(effectsOf(pressed)).toEqual([
      ['output', 0, { type: 'lit' }],
      ['send', 1, { type: 'told', count: 1 }],
      ['setTimer', 0, timer],
    ]);
    const fired = run(host, { kind: 'timer', state: pressed.state, event: JSON.stringify(timer) });
    expect(parseDataText(fired.state)).toEqual({ value: 'off', context: { count: 1, self: 'w' } });
    const off = run(host, { kind: 'input', state: pressed.state, event: '{"type":"press"}' });
    expect(effectsOf(off)).toEqual([['cancelTimer', 0, timer]]);
  });

  test('marks the lines of the transition taken and of the states entered', async () => {
    const host = await hostOf(lamp);
    const init = run(host, { kind: 'init' });
    expect(init.lines).toEqual([7, 10]);
    const pressed = run(host, { kind: 'message', state: init.state, event: '{"type":"press"}', from: 1 });
    expect(pressed.lines).toEqual([10, 12, 11]);
    const again = run(host, { kind: 'message', state: pressed.state, event: '{"type":"press"}', from: 1 });
    expect(again.lines).toEqual([16, 17, 10]);
  });

  test('may wait, call off what it waits for, and wait for the same again', async () => {
    const host = await hostOf(`import { assign, cancel, raise, setup } from 'xstate';
export default setup({ types: { context: {} as { told: number }, events: {} as { type: 'late'; nr: number } | { type: 'go'; nr: number } | { type: 'stop' } } }).createMachine({
  context: { told: 0 },
  on: {
    go: { actions: raise(({ event }) => ({ type: 'late' as const, nr: event.nr }), { delay: 10, id: 'soon' }) },
    stop: { actions: cancel('soon') },
    late: { actions: assign({ told: ({ event }) => event.nr }) },
  },
});
`);
    const { state } = run(host, { kind: 'init' });
    const one = run(host, { kind: 'input', state, event: '{"nr":1,"type":"go"}' });
    const first = { id: 'soon', raise: { nr: 1, type: 'late' } };
    expect(effectsOf(one)).toEqual([['setTimer', 0, first]]);
    const two = run(host, { kind: 'input', state: one.state, event: '{"nr":2,"type":"go"}' });
    const second = { id: 'soon', raise: { nr: 2, type: 'late' } };
    expect(effectsOf(two)).toEqual([
      ['cancelTimer', 0, first],
      ['setTimer', 0, second],
    ]);
    const fired = run(host, { kind: 'timer', state: two.state, event: JSON.stringify(second) });
    expect(parseDataText(fired.state)).toEqual({ value: {}, context: { told: 2 } });
    expect(effectsOf(run(host, { kind: 'input', state: two.state, event: '{"type":"stop"}' }))).toEqual([
      ['cancelTimer', 0, second],
    ]);
    expect(effectsOf(run(host, { kind: 'input', state: fired.state, event: '{"type":"stop"}' }))).toEqual([]);
  });

  test('goes back to where a history state leads, from data alone', async () => {
    const source = `import { setup } from 'xstate';
export default setup({}).createMachine({
  initial: 'open',
  states: {
    open: {
      initial: 'a',
      on: { pause: 'paused' },
      states: { a: { on: { next: 'b' } }, b: {}, back: { type: 'history' } },
    },
    paused: { on: { resume: 'open.back' } },
  },
});
`;
    const host = await hostOf(source);
    const next = (state: string, type: string): string =>
      run(host, { kind: 'input', state, event: JSON.stringify({ type }) }).state;
    const paused = next(next(run(host, { kind: 'init' }).state, 'next'), 'pause');
    expect(parseDataText(paused)).toEqual({
      value: 'paused',
      context: {},
      history: { '(machine).open.back': ['(machine).open.b'] },
    });
    const fresh = await hostOf(source);
    const resumed = run(fresh, { kind: 'input', state: paused, event: '{"type":"resume"}' });
    expect(parseDataText(resumed.state)).toMatchObject({ value: { open: 'b' } });
  });

  test('comes back from a crash with its durable fields, before its first state is chosen', async () => {
    const host = await hostOf(`import { assign, emit, setup } from 'xstate';
export default setup({ types: { context: {} as { tries: number; seen: number } } }).createMachine({
  context: { tries: 0, seen: 0 },
  meta: { durable: ['tries'] },
  initial: 'starting',
  on: { try: { actions: assign({ tries: ({ context }) => context.tries + 1, seen: 7 }) } },
  states: {
    starting: { always: [{ guard: ({ context }) => context.tries > 1, target: 'ended' }, { target: 'ready' }] },
    ready: { entry: emit({ type: 'ready' }) },
    ended: { entry: emit({ type: 'ended' }) },
  },
});
`);
    const tried = (state: string): string => run(host, { kind: 'input', state, event: '{"type":"try"}' }).state;
    const { state } = run(host, { kind: 'init' });
    const once = tried(state);
    expect(host.durablePart(once)).toBe('{"tries":1}');
    const back = run(host, { kind: 'restart', state: host.durablePart(once) });
    expect(parseDataText(back.state)).toEqual({ value: 'ready', context: { tries: 1, seen: 0 } });
    expect(effectsOf(back)).toEqual([['output', 0, { type: 'ready' }]]);
    const ended = run(host, { kind: 'restart', state: host.durablePart(tried(once)) });
    expect(effectsOf(ended)).toEqual([['output', 0, { type: 'ended' }]]);
  });

  test('shows an action that has only a name, and calls one that is a function', async () => {
    const host = await hostOf(`import { createMachine } from 'xstate';
export default createMachine({
  context: {},
  entry: ['bare', { type: 'given', params: { to: 'd1' } }, () => undefined],
});
`);
    expect(effectsOf(run(host, { kind: 'init' }))).toEqual([
      ['output', 0, { type: 'bare' }],
      ['output', 0, { type: 'given', to: 'd1' }],
    ]);
  });

  test('takes no event after its end', async () => {
    const host = await hostOf(lamp);
    const state = '{"context":{"count":2,"self":"w"},"value":"broken"}';
    const outcome = run(host, { kind: 'input', state, event: '{"type":"press"}' });
    expect([outcome.state, outcome.effects]).toEqual([state, []]);
  });
});

describe('what a machine cannot do here', () => {
  const machineWith = (imported: string, config: string): string =>
    `import { createMachine${imported} } from 'xstate';\nexport default createMachine({\n  initial: 'a',\n  context: {},\n  ${config}\n});\n`;

  test.each([
    [
      ', fromPromise',
      'invoke: { src: fromPromise(async () => 1) }, states: { a: {} },',
      'import-unknown',
      1,
      '`fromPromise`',
    ],
    ['', "states: {\n    a: { invoke: { src: 'x' } },\n  },", 'handler-missing', 6, 'The state `a` invokes an actor.'],
    ['', "states: { a: { after: {\n    soon: 'a' } } },", 'handler-missing', 6, 'the delay `soon`'],
    [
      '',
      "states: { a: { on: { go: {\n    guard: 'mayGo', target: 'a' } } } },",
      'handler-missing',
      6,
      'the guard `mayGo`',
    ],
    ['', "states: { a: {} }, meta: {\n    durable: 'tries' },", 'handler-missing', 6, '`meta.durable`'],
    ['', "states: { a: { on: { go: 'nowhere' } } },", 'module-threw', 5, "Child state 'nowhere' does not exist"],
  ])('is said with its place: %s %s', async (imported, config, code, line, words) => {
    const problem = await problemOf(machineWith(imported, config));
    expect(problem).toMatchObject({ code, place: { file: 'machine.ts', line } });
    expect(problem.sentence).toContain(words);
  });

  test('a file that exports something else is told what to write', async () => {
    const problem = await problemOf("import { setup } from 'xstate';\nexport default setup({});\n");
    expect(problem).toMatchObject({ code: 'handler-missing', place: { line: 2 } });
    expect(problem.sentence).toContain('createMachine');
  });

  test.each([
    ["entry: ({ self }) => self.send({ type: 'x' }),", 'a machine cannot call `send` of an actor'],
    ["entry: sendTo('nobody', { type: 'x' }),", "Unable to send event to actor 'nobody'"],
    ["entry: sendTo('d1', { type: 'x' }, { delay: 5 }),", '`sendTo` with a delay'],
    ['entry: assign(({ spawn }) => ({ a: spawn(createMachine({})) })),', 'a machine cannot start an actor here'],
    ['entry: () => Date.now(),', 'Date does not exist for handlers'],
    ['entry: () => Math.random(),', 'Math.random'],
    ['entry: assign({ a: () => () => 1 }),', 'is a function, which is not data'],
    ["always: { target: '.a', guard: () => { throw new Error('no'); } },", 'no'],
    ["always: { actions: raise({ type: 'x' }) }, on: { x: { actions: raise({ type: 'x' }) } },", 'its budget of steps'],
  ])('fails where it is done: %s', async (config, words) => {
    const host = await hostOf(machineWith(', assign, raise, sendTo', `states: { a: {} },\n  ${config}`));
    const result = host.call({ kind: 'init', node: 0, state: '', event: 'null', from: -1 });
    expect(result.kind).toBe('failed');
    expect(JSON.stringify(result)).toContain(words);
  });

  test('a variable that one event changes and another reads is two answers', async () => {
    const host = await hostOf(`import { assign, setup } from 'xstate';
let calls = 0;
export default setup({}).createMachine({ context: { n: 0 }, on: { go: { actions: assign({ n: () => ++calls }) } } });
`);
    const call = {
      kind: 'input',
      node: 0,
      state: run(host, { kind: 'init' }).state,
      event: '{"type":"go"}',
      from: -1,
    } as const;
    expect(host.call(call)).not.toEqual(host.call(call));
  });
});

test('what the compiler lets a machine import is what the library gives', async () => {
  const text = await libraryText('xstate');
  const given = /export \{([^}]*)\};?\s*$/
    .exec(text)?.[1]
    ?.split(',')
    .map((name) => name.trim().replace(/^.* as /, ''));
  expect(given?.filter((name) => name !== 'handlersOf').sort()).toEqual([...machineValues].sort());
});

test('the chart of a machine is read without running it', async () => {
  const compiled = compileSource(lamp, 'machine.ts');
  if (compiled.kind === 'refused') throw new Error('refused');
  const outcome = await readChart(wasm, compiled.program);
  expect(outcome).toMatchObject({
    kind: 'chart',
    chart: {
      root: {
        path: '',
        key: 'lamp',
        kind: 'compound',
        initial: 'off',
        states: [
          {
            path: 'off',
            line: 10,
            transitions: [{ kind: 'event', event: 'press', targets: ['on'], line: 10, actions: ['assign count'] }],
          },
          {
            path: 'on',
            entry: ['emit lit', 'sendTo'],
            exit: [],
            transitions: [
              { kind: 'event', event: 'press', guard: '…', targets: ['broken'], line: 16 },
              { kind: 'event', event: 'press', targets: ['off'], line: 17 },
              { kind: 'after', event: '1000', targets: ['off'], line: 13 },
            ],
          },
          { path: 'broken', kind: 'final', transitions: [] },
        ],
      },
    },
  });
});
