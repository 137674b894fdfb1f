/** Properties of whole runs, from source to verdict, on systems whose runs can be followed by hand. */
import { describe, expect, test } from 'vitest';
import { runCheck } from '../../src/check';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import {
  always,
  defaultLimits,
  eventually,
  fact,
  infinitelyOften,
  leadsTo,
  type Observation,
  type Property,
  type Verdict,
} from '../../src/model';
import { checkTiny, protocolOf, type TinySystem, tinyChallenge, tinyNodes } from '../models/tiny-challenge';

const shown = (o: Observation, text: string): boolean => o.nodes.some((node) => node.outputs.includes(text));
const comes = (text: string): Property => eventually(`${text} comes`, `It shows ${text}.`, (o) => shown(o, text));

async function verdictOf(system: TinySystem, source: string, ...properties: readonly Property[]): Promise<Verdict> {
  return (await checkTiny({ outputs: 'distinct', ...system, properties }, source)).verdict;
}

/** A check that thinks of time as passing fast, so that it looks as often as it can whether somebody stopped it. */
async function checkImpatiently(system: TinySystem, source: string, isCancelled: () => boolean) {
  const challenge = tinyChallenge(system);
  let time = 0;
  return runCheck(
    {
      challenge: challenge.slug,
      program: compileSource(source, 'protocol.ts'),
      bounds: {},
      limits: { ...defaultLimits, milliseconds: Number.POSITIVE_INFINITY },
      explore: 'first',
    },
    {
      challenge,
      wasm: loadSandboxWasm(),
      now: () => (time += 50),
      pause: () => Promise.resolve(),
      isCancelled,
      onProgress: () => undefined,
    },
  );
}

/** Kind, length of the stem, length of the cycle (none for a run that ends). */
function shapeOf({ kind, schedule, cycleStart }: Verdict): readonly unknown[] {
  return [kind, cycleStart ?? schedule?.length, ...(cycleStart === undefined ? [] : [schedule!.length - cycleStart])];
}

/** `a` and `b` play ping-pong, until a timer of `a` takes its patience. */
const pingPong = protocolOf(`
init(ctx) {
  if (ctx.self === 'a') { ctx.send('b', 'ping'); ctx.setTimer('patience'); }
  return { patient: true };
},
onMessage(state, message, from, ctx) {
  if (ctx.self === 'b') ctx.send('a', 'pong');
  else if (state.patient) ctx.send('b', 'ping');
},
onTimer(state, timer, ctx) { state.patient = false; ctx.output('gave up'); },`);
const pair: TinySystem = {
  nodes: [
    { id: 'a', role: 'player' },
    { id: 'b', role: 'player' },
  ],
};

describe('ping-pong that may lose patience', () => {
  test('ends under weak fairness of timers, because the timer stays possible', async () => {
    const verdict = await verdictOf(pair, pingPong, comes('gave up'));
    // Patient: ping or pong is on its way. Impatient: the same, and nothing.
    expect([verdict.kind, verdict.counts.distinct]).toEqual(['holds', 5]);
    expect(verdict.fairness).toEqual([
      'Weak fairness of deliveries and timeouts: one that stays possible from some moment on happens in the end.',
    ]);
    expect(verdict.notChecked.filter((sentence) => sentence.startsWith('Progress'))).toEqual([]);
  });

  test('goes on for ever where timers need not fire: the two deliveries again and again', async () => {
    const verdict = await verdictOf({ ...pair, fairness: { timeout: 'none' } }, pingPong, comes('gave up'));
    expect(verdict).toMatchObject({
      kind: 'livelock',
      property: 'gave up comes',
      cycleStart: 0,
      steps: ['b receives ping from a', 'a receives pong from b'],
      fairness: [
        'Weak fairness of deliveries: one that stays possible from some moment on happens in the end.',
        'No fairness of timeouts: they need never happen.',
      ],
    });
    expect(verdict.properties[0]).toMatchObject({
      kind: 'eventually',
      result: 'violated',
      length: 2,
      cycleStart: 0,
      fairness: verdict.fairness,
      reasons: [{ kind: 'fact', text: 'not true in any state of this run' }],
    });
  });

  test('stops at once where nothing need happen at all', async () => {
    const nothing = { deliver: 'none', timeout: 'none' } as const;
    const verdict = await verdictOf({ ...pair, fairness: nothing }, pingPong, comes('gave up'));
    expect(shapeOf(verdict)).toEqual(['deadlock', 0]);
    expect(verdict.properties[0]?.reasons?.[1]).toEqual({
      kind: 'fact',
      text: "what could still happen need not happen: a's timer patience fires; b receives ping from a",
    });
  });
});

/** A lock that is free again and again: `b` opens and shuts it, `a` may enter by a timer while it is open. */
const door = protocolOf(`
init(ctx) {
  if (ctx.self === 'b') ctx.setTimer('toggle');
  return { open: false };
},
onMessage(state, message, from, ctx) {
  if (ctx.self === 'b') { ctx.setTimer('toggle'); return; }
  if (message === 'open') ctx.setTimer('enter'); else ctx.cancelTimer('enter');
  ctx.send('b', 'seen');
},
onTimer(state, timer, ctx) {
  if (timer === 'enter') { ctx.output('in'); return; }
  state.open = !state.open;
  ctx.send('a', state.open ? 'open' : 'shut');
},`);

describe('a lock that is free again and again', () => {
  test('starves a process under weak fairness', async () => {
    const verdict = await verdictOf(pair, door, comes('in'));
    expect(shapeOf(verdict)).toEqual(['livelock', 0, 6]);
    expect(verdict.steps).toEqual([
      "b's timer toggle fires",
      'a receives open from b',
      'b receives seen from a',
      "b's timer toggle fires",
      'a receives shut from b',
      'b receives seen from a',
    ]);
  });

  test('starves nobody under strong fairness of timers', async () => {
    const verdict = await verdictOf({ ...pair, fairness: { timeout: 'strong' } }, door, comes('in'));
    expect(verdict.kind).toBe('holds');
    expect(verdict.fairness?.[0]).toBe(
      'Strong fairness of timeouts: one that becomes possible again and again happens in the end.',
    );
  });
});

/** Each takes its own fork, then the other's; whoever meets a taken fork waits a while, puts its own back and tries again. */
const politePhilosophers = protocolOf(
  `
init(ctx) {
  if (ctx.role === 'philosopher') ctx.send(own(ctx), 'take');
  return { holder: null };
},
onMessage(state, message, from, ctx) {
  if (ctx.role === 'fork') {
    if (message === 'back') state.holder = null;
    else if (state.holder !== null) ctx.send(from, 'busy');
    else { state.holder = from; ctx.send(from, 'yours'); }
  } else if (message === 'busy') ctx.setTimer('wait');
  else if (from === own(ctx)) ctx.send(other(ctx), 'take');
  else { ctx.output('ate'); ctx.send(own(ctx), 'back'); ctx.send(other(ctx), 'back'); }
},
onTimer(state, timer, ctx) { ctx.send(own(ctx), 'back'); ctx.send(own(ctx), 'take'); },`,
  `const own = (ctx: any) => 'f' + ctx.self.slice(1);
const other = (ctx: any) => 'f' + (1 - Number(ctx.self.slice(1)));`,
);
const table: TinySystem = {
  network: 'fifo',
  nodes: [
    { id: 'p0', role: 'philosopher' },
    { id: 'p1', role: 'philosopher' },
    { id: 'f0', role: 'fork' },
    { id: 'f1', role: 'fork' },
  ],
};

describe('two philosophers who put their forks back', () => {
  // Each of them: its fork gets the request, it gets the fork, the other fork gets the request, it hears that it is taken,
  // it gives up, its fork comes back. Every step that is possible on the way is taken, so strong fairness does not help.
  test.each(['weak', 'strong'] as const)('may do so for ever, with %s fairness of everything', async (fairness) => {
    const system = { ...table, fairness: { deliver: fairness, timeout: fairness } };
    const verdict = await verdictOf(system, politePhilosophers, comes('ate'));
    expect(shapeOf(verdict)).toEqual(['livelock', 0, 12]);
  });

  test('are told apart from those who wait for ever', async () => {
    const stubborn = politePhilosophers.replace("ctx.setTimer('wait')", '');
    // Four steps each: request, grant, request, refusal.
    expect(shapeOf(await verdictOf(table, stubborn, comes('ate')))).toEqual(['deadlock', 8]);
  });
});

/** `s` asks until it hears that `r` has served it. */
const asking = (retries: boolean): string =>
  protocolOf(`
init: () => 0,
onInput(state, input, ctx) { ctx.output('asked'); ctx.send('r', 'please'); ${retries ? "ctx.setTimer('retry');" : ''} },
onMessage(state, message, from, ctx) {
  if (ctx.self === 'r') { ctx.output('served'); ctx.send('s', 'done'); }
  else ctx.cancelTimer('retry');
},
onTimer(state, timer, ctx) { ctx.send('r', 'please'); ctx.setTimer('retry'); },`);
const line: TinySystem = {
  nodes: [
    { id: 's', role: 'sender', inputs: ['go'] },
    { id: 'r', role: 'receiver' },
  ],
};
const served = leadsTo(
  'asked, served',
  'Who asks is served.',
  (o) => shown(o, 'asked'),
  (o) => shown(o, 'served'),
);

describe('a request over a channel that may lose it', () => {
  test.each<[string, boolean, TinySystem['faults'], readonly unknown[]]>([
    ['is served if nothing is lost', false, {}, ['holds', undefined]],
    ['stays unserved if it is lost and never repeated: asked, lost', false, { drop: 1 }, ['deadlock', 2]],
    ['is served if it is repeated once more than it is lost', true, { drop: 1, timeout: 2 }, ['holds', undefined]],
    ['is not, if it can be lost as often as it is sent', true, { drop: 2, timeout: 1 }, ['deadlock', 4]],
  ])('%s', async (_name, retries, faults, shape) => {
    expect(shapeOf(await verdictOf({ ...line, faults }, asking(retries), served))).toEqual(shape);
  });

  test('is owed since the step that asked', async () => {
    const verdict = await verdictOf({ ...line, faults: { drop: 1 } }, asking(false), served);
    expect(verdict.properties[0]?.reasons).toEqual([{ kind: 'fact', text: 'owed since step 1 and never there' }]);
  });

  test('may stay unserved for the bounds alone, and then the reason says so', async () => {
    const verdict = await verdictOf({ ...line, faults: { drop: 2, timeout: 1 } }, asking(true), served);
    expect(verdict.properties[0]?.reasons).toEqual([
      { kind: 'fact', text: 'owed since step 1 and never there' },
      { kind: 'fact', text: 'the bounds allow no more than 1 timeout, and this run has used them up' },
    ]);
  });

  test('is vacuous where nobody ever asks', async () => {
    const nobody = { nodes: line.nodes.map(({ id, role }) => ({ id, role })) };
    expect(await verdictOf(nobody, asking(false), served)).toMatchObject({
      kind: 'vacuous',
      property: 'asked, served',
    });
  });

  test('is vacuous neither where it is served at once, nor where it has been served before', async () => {
    const before = protocolOf("init: (ctx) => { ctx.output('served'); ctx.output('asked'); return 0; },");
    expect((await verdictOf({ nodes: tinyNodes(1) }, before, served)).kind).toBe('holds');
  });
});

describe('a run that ends and a run that goes on', () => {
  const retry = protocolOf(
    "init: (ctx) => { ctx.setTimer('t'); return 0; },\nonTimer(state, timer, ctx) { ctx.setTimer('t'); },",
  );
  const one: TinySystem = { nodes: tinyNodes(1) };

  test('are told apart: a timer that sets itself again is a cycle of one step', async () => {
    const verdict = await verdictOf(one, retry, comes('x'));
    expect(shapeOf(verdict)).toEqual(['livelock', 0, 1]);
    expect(verdict.counts).toMatchObject({ distinct: 1, generated: 1 });
    expect(shapeOf(await verdictOf(one, protocolOf('init: () => 0,'), comes('x')))).toEqual(['deadlock', 0]);
  });

  test('end for good only where the good thing is there, if it must come again and again', async () => {
    const up = infinitelyOften('all up', 'Everybody is up again and again.', (o) => o.nodes.every((node) => node.up));
    const crashing: TinySystem = { nodes: tinyNodes(1, { mayCrash: true }), faults: { crash: 1 } };
    const silent = protocolOf('init: () => 0,');
    const verdict = await verdictOf(crashing, silent, up);
    expect(shapeOf(verdict)).toEqual(['deadlock', 1]);
    expect(verdict.properties[0]?.reasons).toEqual([
      { kind: 'fact', text: 'not true in the state in which the run ends' },
      { kind: 'fact', text: 'what could still happen need not happen: n1 restarts' },
    ]);
    expect((await verdictOf({ ...crashing, fairness: { restart: 'weak' } }, silent, up)).kind).toBe('holds');
    expect(shapeOf(await verdictOf({ ...crashing, faults: { crash: 1, restart: 0 } }, silent, up))).toEqual([
      'deadlock',
      1,
    ]);
  });

  test('need the good thing once, or at the end as well', async () => {
    const echo = protocolOf('init: () => 0,\nonInput(state, input, ctx) { ctx.output(input); },');
    const two: TinySystem = { nodes: tinyNodes(1, { inputs: ['a', 'b'] }) };
    const onlyA = (o: Observation): boolean => shown(o, 'a') && !shown(o, 'b');
    expect((await verdictOf(two, echo, eventually('a alone', 'At some moment.', onlyA))).kind).toBe('holds');
    const again = await verdictOf(two, echo, infinitelyOften('a alone', 'Again and again.', onlyA));
    expect(shapeOf(again)).toEqual(['deadlock', 2]);
  });

  test('no step of a Byzantine node is owed, so nobody can count on its answer', async () => {
    const ask = protocolOf(
      "init: (ctx) => { if (ctx.self === 'a') ctx.send('b', 'ask'); return 0; },\nonMessage(state, message, from, ctx) { if (ctx.self === 'b') ctx.send('a', 'answer'); else ctx.output('answered'); },",
    );
    expect((await verdictOf(pair, ask, comes('answered'))).kind).toBe('holds');
    const twins: TinySystem = { nodes: [pair.nodes[0]!, { ...pair.nodes[1]!, twins: true }] };
    const verdict = await verdictOf(twins, ask, comes('answered'));
    expect(shapeOf(verdict)).toEqual(['deadlock', 0]);
    expect(verdict.fairness?.at(-1)).toBe('No fairness of Byzantine nodes: none of their steps need ever happen.');
    // Once it has answered, the honest node's own step is owed.
    const answered = leadsTo(
      'asked, answered',
      'An answer on its way arrives.',
      (o) => shown(o, 'asking'),
      (o) => shown(o, 'answered'),
    );
    const telling = ask.replace("ctx.send('a', 'answer');", "{ ctx.send('a', 'answer'); ctx.output('asking'); }");
    expect((await verdictOf(twins, telling, answered)).kind).toBe('holds');
  });

  test('an unlucky choice may be made for ever: fairness is of events, not of outcomes', async () => {
    const coin = protocolOf(
      "init: (ctx) => { ctx.setTimer('t'); return 0; },\nonTimer(state, timer, ctx) { if (ctx.random(['h', 't']) === 'h') ctx.output('h'); else ctx.setTimer('t'); },",
    );
    const verdict = await verdictOf({ ...one, fairness: { timeout: 'strong' } }, coin, comes('h'));
    expect(shapeOf(verdict)).toEqual(['livelock', 0, 1]);
    expect(verdict.fairness?.at(-1)).toBe(
      'No fairness of choices: what a handler chooses or draws may come out the same way for ever.',
    );
  });

  test('an unlucky choice that changes nothing is a step all the same, where another choice would change something', async () => {
    const coin = protocolOf(
      "init: (ctx) => { if (ctx.self === 'a') ctx.send('b', 'm'); return 0; },\nonMessage(state, message, from, ctx) { if (ctx.choose([0, 1]) === 1) ctx.output('h'); },",
    );
    const verdict = await verdictOf({ ...pair, network: 'kept' }, coin, comes('h'));
    expect(shapeOf(verdict)).toEqual(['livelock', 0, 1]);
  });

  test('a message that stays in the network and changes nothing more is no step', async () => {
    const kept: TinySystem = { ...pair, network: 'kept' };
    const once = protocolOf(
      "init: (ctx) => { if (ctx.self === 'a') ctx.send('b', 'm'); return 0; },\nonMessage(state, message, from, ctx) { ctx.output('got'); return 1; },",
    );
    expect((await verdictOf(kept, once, comes('got'))).kind).toBe('holds');
    // Delivered once; from then on the delivery leaves everything as it is, and the run ends.
    expect(shapeOf(await verdictOf(kept, once, comes('more')))).toEqual(['deadlock', 1]);
    // Where it changes something each time, the run goes on: two deliveries come back to the same state.
    const flip = once.replace('return 1;', 'return 1 - state;');
    expect(shapeOf(await verdictOf(kept, flip, comes('more')))).toEqual(['livelock', 1, 2]);
  });
});

describe('a verdict', () => {
  const bad = always('never in', 'Nobody enters.', (o) => fact(!shown(o, 'in'), 'somebody is in'));

  test('puts what a single state violates first, and decides the rest when everything is explored', async () => {
    const system = { outputs: 'distinct' as const, ...pair, properties: [comes('in'), bad] };
    const first = (await checkTiny(system, door)).verdict;
    expect([first.kind, first.property]).toEqual(['violated', 'never in']);
    expect(first.properties.map(({ result }) => result)).toEqual(['inconclusive', 'violated']);
    const all = (await checkTiny(system, door, { explore: 'all' })).verdict;
    expect([all.kind, all.property]).toEqual(['violated', 'never in']);
    expect(all.properties.map(({ result, length, cycleStart }) => [result, length, cycleStart])).toEqual([
      ['violated', 6, 0],
      ['violated', 3, undefined],
    ]);
  });

  test('puts it first even where a run without the good thing is shorter', async () => {
    const nothing = { deliver: 'none', timeout: 'none' } as const;
    const never = always('patience', 'Nobody gives up.', (o) => fact(!shown(o, 'gave up'), 'somebody gave up'));
    const system = { outputs: 'distinct' as const, ...pair, fairness: nothing, properties: [comes('x'), never] };
    const { verdict } = await checkTiny(system, pingPong, { explore: 'all' });
    expect([verdict.kind, verdict.property]).toEqual(['violated', 'patience']);
    expect(verdict.properties.map(({ result, length }) => [result, length])).toEqual([
      ['violated', 0],
      ['violated', 1],
    ]);
  });

  test('is the shorter of two violations', async () => {
    const verdict = await verdictOf(pair, door, comes('in'), comes('out'));
    expect([verdict.property, verdict.properties.map(({ result }) => result)]).toEqual([
      'in comes',
      ['violated', 'violated'],
    ]);
  });

  test('shows the cycle in the trace, which comes back to the state before it', async () => {
    const { trace } = await checkTiny({ outputs: 'distinct', ...pair, properties: [comes('in')] }, door);
    expect([trace?.cycleStart, trace?.steps.length]).toEqual([0, 6]);
    expect(trace?.steps.at(-1)?.after.map(({ state, timers }) => [state, timers])).toEqual(
      trace?.initial.map(({ state, timers }) => [state, timers]),
    );
  });

  test('decides nothing on a space that was not explored', async () => {
    const system = { outputs: 'distinct' as const, ...pair, properties: [comes('in'), comes('out')] };
    const limits = { states: 3 };
    const { verdict } = await checkTiny(system, door, { limits });
    expect([verdict.kind, verdict.limit, verdict.properties.map(({ result }) => result)]).toEqual([
      'inconclusive',
      { kind: 'states', value: 3 },
      ['inconclusive', 'inconclusive'],
    ]);
  });

  test('says that runs were not decided where memory is left for the search alone', async () => {
    const system = { outputs: 'distinct' as const, ...pair, properties: [comes('gave up')] };
    const { bytes } = await checkTiny(system, pingPong);
    const { verdict } = await checkTiny(system, pingPong, { limits: { bytes: bytes + 100 } });
    expect(verdict).toMatchObject({
      kind: 'inconclusive',
      exhausted: true,
      limit: { kind: 'bytes', value: bytes + 100 },
    });
    expect(verdict.properties[0]?.result).toBe('inconclusive');
    expect(verdict.notChecked).toContain(
      'Progress: every state was visited, but a limit was hit before all properties of whole runs were decided.',
    );
  });

  test('never claims more than was decided, whenever it is stopped', async () => {
    const system = { outputs: 'distinct' as const, ...pair, properties: [comes('gave up'), comes('x')] };
    const outcomes = new Set<string>();
    const decided = 'deadlock false: holds violated';
    for (let patience = 0; !outcomes.has(decided); patience++) {
      let looks = 0;
      const { verdict } = await checkImpatiently(system, pingPong, () => ++looks > patience);
      const results = verdict.properties.map(({ result }) => result).join(' ');
      outcomes.add(`${verdict.kind} ${verdict.exhausted ?? false}: ${results}`);
    }
    expect([...outcomes]).toEqual([
      'inconclusive false: inconclusive inconclusive',
      'inconclusive true: inconclusive inconclusive',
      'inconclusive true: holds inconclusive',
      decided,
    ]);
  });

  test('is invalid if a goal cannot be read', async () => {
    const broken = eventually('broken', 'It throws.', (o) => o.nodes[7]!.up);
    expect(await verdictOf(pair, pingPong, broken)).toMatchObject({
      kind: 'invalid',
      problem: { code: 'property-threw' },
    });
  });

  test.each<[string, object]>([
    ['fairness.delivery is no kind of action', { delivery: 'weak' }],
    ['fairness.deliver is "fair"; it must be "none", "weak", "strong"', { deliver: 'fair' }],
  ])('is invalid if the challenge assumes what there is not: %s', async (words, fairness) => {
    const verdict = await verdictOf({ ...pair, fairness }, pingPong, comes('x'));
    expect(verdict).toMatchObject({ kind: 'invalid', problem: { code: 'challenge-invalid' } });
    expect(verdict.problem?.sentence).toContain(words);
  });
});
