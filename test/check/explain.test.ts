/** What a report says beside the verdict: the trace, the point of no return, the lines that ran. */
import { describe, expect, test } from 'vitest';
import { always, fact, noDeadlock } from '../../src/model';
import { checkTiny, protocolOf, type TinySystem, tinyNodes } from '../models/tiny-challenge';

const silent = always('silent', 'Nothing is shown.', (o) =>
  fact(
    o.nodes.every((node) => node.outputs.length === 0),
    'something is shown',
  ),
);
const asked: TinySystem = { nodes: tinyNodes(1, { inputs: ['go'] }), properties: [silent] };

async function pointOf(system: TinySystem, source: string) {
  const { trace, verdict } = await checkTiny(system, source);
  return { kind: verdict.kind, steps: verdict.steps, point: trace?.pointOfNoReturn };
}

describe('the point of no return', () => {
  test('is the choice after which every future is bad', async () => {
    const source = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { if (ctx.choose([false, true])) ctx.setTimer('t'); }, onTimer(state, timer, ctx) { ctx.output('bad'); },",
    );
    expect(await pointOf(asked, source)).toEqual({
      kind: 'violated',
      steps: ['n1 is given the input go (choosing true)', "n1's timer t fires"],
      point: { state: 0, alternative: 'n1 is given the input go (choosing false)' },
    });
  });

  test('is the last step if until then a fault could have saved it', async () => {
    const source = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { ctx.send(ctx.self, 'x'); }, onMessage(state, message, from, ctx) { ctx.output(message); },",
    );
    expect((await pointOf({ ...asked, faults: { drop: 1 } }, source)).point).toEqual({
      state: 1,
      alternative: 'the network loses x from n1 to n1',
    });
  });

  test('comes with the probability of the violation in each state', async () => {
    const source = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { if (ctx.random([false, true], [3, 1])) ctx.setTimer('t'); }, onTimer(state, timer, ctx) { ctx.output('bad'); },",
    );
    const { trace } = await checkTiny(asked, source);
    expect(trace?.violationProbability).toEqual([0.25, 1, 1].map((value) => ({ lower: value, upper: value })));
    // A message that may be lost instead of delivered, until it is: one half.
    const sends = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { ctx.send(ctx.self, 'x'); }, onMessage(state, message, from, ctx) { ctx.output(message); },",
    );
    const lossy = await checkTiny({ ...asked, faults: { drop: 1 } }, sends);
    expect(lossy.trace?.violationProbability).toEqual([0.5, 0.5, 1].map((value) => ({ lower: value, upper: value })));
    const sure = await checkTiny(asked, sends);
    expect(sure.trace?.violationProbability).toEqual([1, 1, 1].map((value) => ({ lower: value, upper: value })));
  });

  test('comes with a probability of 1 before it where only an endless loop avoids the violation', async () => {
    const source = protocolOf(
      "init(ctx) { ctx.setTimer('loop'); ctx.setTimer('end'); return 0; }, onTimer(state, timer, ctx) { if (timer === 'loop') ctx.setTimer(timer); else ctx.output('bad'); },",
    );
    const { trace } = await checkTiny({ nodes: tinyNodes(1), outputs: 'distinct', properties: [silent] }, source);
    expect(trace).toMatchObject({
      pointOfNoReturn: { state: 0 },
      violationProbability: [
        { lower: 1, upper: 1 },
        { lower: 1, upper: 1 },
      ],
    });
  });

  test('is missing if there never was a good future', async () => {
    const source = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { ctx.send(ctx.self, 'x'); }, onMessage(state, message, from, ctx) { ctx.output(message); },",
    );
    expect(await pointOf(asked, source)).toMatchObject({ kind: 'violated', point: undefined });
  });

  test('is a state at rest if nothing but a fault leads on', async () => {
    const up = always('up', 'Everybody is up.', (o) =>
      fact(
        o.nodes.every((node) => node.up),
        'down',
      ),
    );
    const system = { nodes: tinyNodes(1, { mayCrash: true }), faults: { crash: 1 }, properties: [up] };
    expect((await pointOf(system, protocolOf('init: () => 0,'))).point).toEqual({
      state: 0,
      alternative: 'nothing more happens',
    });
  });

  test('counts a future that goes on for ever as good', async () => {
    const source = protocolOf(
      "init(ctx) { ctx.setTimer('loop'); ctx.setTimer('end'); return 0; }, onTimer(state, timer, ctx) { if (timer === 'loop') ctx.setTimer(timer); else ctx.output('bad'); },",
    );
    expect((await pointOf({ nodes: tinyNodes(1), outputs: 'distinct', properties: [silent] }, source)).point).toEqual({
      state: 0,
      alternative: "n1's timer loop fires",
    });
  });

  test('of a deadlock is where the last way to finish is lost', async () => {
    const source = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { if (state === 0) return ctx.choose([1, 2]); if (state === 1) ctx.output('done'); },",
    );
    const done = noDeadlock('done', 'It finishes.', (o) => fact(o.nodes[0]!.outputs.length > 0, 'it does not'));
    expect(await pointOf({ nodes: tinyNodes(1, { inputs: ['a', 'b'] }), properties: [done] }, source)).toEqual({
      kind: 'deadlock',
      steps: ['n1 is given the input a (choosing 2)', 'n1 is given the input b'],
      point: { state: 0, alternative: 'n1 is given the input a (choosing 1)' },
    });
  });

  test('is left out, and soon, where the futures have no end', async () => {
    const source = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return 0; }, onTimer(state, timer, ctx) { ctx.setTimer(timer); ctx.output(1); },",
    );
    const report = await checkTiny({ nodes: tinyNodes(1), properties: [silent] }, source);
    expect(report.verdict).toMatchObject({ kind: 'violated', schedule: { length: 1 } });
    expect(report.trace?.pointOfNoReturn).toBe(undefined);
    expect(report.elapsedMs).toBeLessThan(30_000);
  });

  test('is left out where a handler fails somewhere, because the futures are not known', async () => {
    const source = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { if (ctx.choose([false, true])) ctx.output('bad'); else ctx.setTimer('t'); }, onTimer() { throw new Error('x'); },",
    );
    expect(await pointOf(asked, source)).toMatchObject({ kind: 'violated', point: undefined });
  });
});

describe('a trace', () => {
  const source = protocolOf(`init(ctx) {
  ctx.setTimer('alarm');
  return { seen: [], secret: 1 };
},
durable: ['seen'],
onInput(state, input, ctx) {
  ctx.broadcast({ kind: 'hello', input });
  ctx.cancelTimer('alarm');
  ctx.setTimer('again');
},
onMessage(state, message, from, ctx) {
  state.seen.push(from);
  if (state.seen.length === 2)
    ctx.output('twice');
},`);
  const system: TinySystem = {
    nodes: [
      { id: 'a', role: 'asker', inputs: ['q'] },
      { id: 'b', role: 'listener', mayCrash: true },
    ],
    faults: { duplicate: 1, crash: 1 },
    properties: [
      always('never twice', 'Nobody hears twice.', (o) => fact(o.nodes[1]!.outputs.length === 0, 'b heard twice')),
    ],
  };

  test('tells every step with its messages, timers, outputs, lines and the nodes after it', async () => {
    const { verdict, trace } = await checkTiny(system, source);
    expect(verdict.steps).toEqual([
      'a is given the input q',
      'the network duplicates {"input":"q","kind":"hello"} from a to b',
      'b receives {"input":"q","kind":"hello"} from a',
      'b receives {"input":"q","kind":"hello"} from a',
    ]);
    const hello = { from: 'a', to: 'b', message: { kind: 'hello', input: 'q' } };
    expect(trace?.nodes).toEqual([
      { id: 'a', role: 'asker' },
      { id: 'b', role: 'listener' },
    ]);
    expect(trace?.initial[0]).toEqual({
      id: 'a',
      role: 'asker',
      up: true,
      state: { seen: [], secret: 1 },
      inbox: [],
      timers: ['alarm'],
      inputs: ['q'],
      outputs: [],
    });
    expect(
      trace?.steps.map(({ index, node, sent, outputs, timersSet, timersCancelled, lines, effectLines, envelope }) => ({
        index,
        node,
        sent,
        outputs,
        timersSet,
        timersCancelled,
        lines,
        effectLines,
        envelope,
      })),
    ).toEqual([
      {
        index: 1,
        node: 'a',
        sent: [{ id: 1, ...hello, sentAt: 1 }],
        outputs: [],
        timersSet: ['again'],
        timersCancelled: ['alarm'],
        lines: [10, 11, 12],
        effectLines: [10, 11, 12],
        envelope: undefined,
      },
      {
        index: 2,
        node: 'b',
        sent: [],
        outputs: [],
        timersSet: [],
        timersCancelled: [],
        lines: [],
        effectLines: [],
        envelope: { id: 1, ...hello, sentAt: 1 },
      },
      {
        index: 3,
        node: 'b',
        sent: [],
        outputs: [],
        timersSet: [],
        timersCancelled: [],
        lines: [15, 16],
        effectLines: [],
        envelope: { id: 1, ...hello, sentAt: 1 },
      },
      {
        index: 4,
        node: 'b',
        sent: [],
        outputs: ['twice'],
        timersSet: [],
        timersCancelled: [],
        lines: [15, 16, 17],
        effectLines: [17],
        envelope: { id: 2, ...hello, sentAt: 2, copyOf: 1 },
      },
    ]);
    expect(trace?.steps[1]?.after[1]?.inbox).toEqual([
      { id: 1, ...hello, sentAt: 1 },
      { id: 2, ...hello, sentAt: 2, copyOf: 1 },
    ]);
    expect(trace?.steps[3]?.after).toEqual([
      {
        id: 'a',
        role: 'asker',
        up: true,
        state: { seen: [], secret: 1 },
        inbox: [],
        timers: ['again'],
        inputs: [],
        outputs: [],
      },
      {
        id: 'b',
        role: 'listener',
        up: true,
        state: { seen: ['a', 'a'], secret: 1 },
        inbox: [],
        timers: ['alarm'],
        inputs: [],
        outputs: ['twice'],
      },
    ]);
  });

  test('ends before the step whose handler failed, with the problem on that step', async () => {
    const throwing = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return { n: 1 }; },\nonTimer(state) {\nstate.n = 2;\nthrow new Error('late');\n},",
    );
    const { verdict, trace } = await checkTiny({ nodes: tinyNodes(1) }, throwing);
    expect(verdict).toMatchObject({ kind: 'crashed', steps: ["n1's timer t fires"] });
    expect(trace?.steps[0]).toMatchObject({
      problem: { code: 'handler-threw', place: { line: 7 } },
      after: [{ state: { n: 1 }, timers: ['t'] }],
    });
  });
});

describe('coverage', () => {
  test('is the lines that ran in some reachable state, and those that could', async () => {
    const report = await checkTiny(
      { nodes: tinyNodes(1, { inputs: ['go'] }) },
      protocolOf(
        "init: () => 0,\nonInput(state, input) {\nif (input === 'go')\nreturn 1;\nreturn 2;\n},\nonTimer() {\nreturn 3;\n},",
        'const unused = () => 1;',
      ),
    );
    expect(report.executable).toEqual([2, 4, 6, 7, 8, 11]);
    // Line 2 runs while the file is loaded.
    expect(report.covered).toEqual([2, 4, 6, 7]);
  });
});
