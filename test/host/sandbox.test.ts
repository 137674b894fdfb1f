/** The host as text in and text out: the same text as ours for the same data, nothing left behind, nothing forged. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHost, type Host } from '../../src/host';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import { type Data, dataText, type HandlerCall, type HandlerOutcome, parseDataText, plainData } from '../../src/model';
import { data, rewritten } from '../models/data';
import { protocolOf } from '../models/tiny-challenge';

const wasm = loadSandboxWasm();

async function hostOf(source: string, config: Data = {}): Promise<Host> {
  const compiled = compileSource(source, 'protocol.ts');
  if (compiled.kind === 'refused') throw new Error(compiled.problems[0]?.sentence);
  const nodes = [
    { id: 'a', role: 'first' },
    { id: 'b', role: 'second' },
    { id: 'c', role: 'second' },
  ];
  const created = await createHost(wasm, compiled.program, { nodes, config });
  if (created.kind === 'failed') throw new Error(created.problem.sentence);
  return created.host;
}

function call(kind: HandlerCall['kind'], fields: Partial<HandlerCall> = {}): HandlerCall {
  return { kind, node: 0, state: 'null', event: 'null', from: -1, ...fields };
}

function outcomesOf(host: Host, handlerCall: HandlerCall): readonly HandlerOutcome[] {
  const result = host.call(handlerCall);
  if (result.kind === 'failed') throw new Error(result.problem.sentence);
  return result.outcomes;
}

/** What a handler given as an expression of `state`, `input` and `ctx` shows. */
async function shown(body: string, outside = ''): Promise<readonly Data[]> {
  const host = await hostOf(protocolOf(`init: () => 0,\nonInput(state, input, ctx) {\n${body}\n},`, outside));
  const [outcome] = outcomesOf(host, call('input', { event: '"go"' }));
  host.dispose();
  return (outcome?.effects ?? [])
    .filter((effect) => effect.kind === 'output')
    .map((effect) => parseDataText(effect.text));
}

describe('data crosses the sandbox', () => {
  test('unchanged and in the canonical text, as state, event and effect', async () => {
    const host = await hostOf(
      protocolOf(
        'init: () => 0, onInput(state, input, ctx) { ctx.output(state); ctx.send("b", { state }); return input; },',
      ),
    );
    fc.assert(
      fc.property(data, data, (state, event) => {
        const stateText = dataText(plainData(state));
        const eventText = dataText(plainData(event));
        const [outcome, ...more] = outcomesOf(host, call('input', { state: stateText, event: eventText }));
        expect(more).toEqual([]);
        expect(outcome?.state).toBe(eventText);
        expect(outcome?.effects.map((effect) => effect.text)).toEqual([stateText, `{"state":${stateText}}`]);
      }),
      { seed: 1, numRuns: 300 },
    );
    host.dispose();
  });

  test('as one text, however a handler wrote it', async () => {
    const host = await hostOf(
      protocolOf(
        'init: () => 0, onInput: (state, input) => rewritten(input),',
        `const rewritten: any = (value: any) => {
  if (value === 0) return -0;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(rewritten);
  const entries = Object.entries(value).map(([key, inner]) => [key, rewritten(inner)]);
  return Object.fromEntries([...entries, ['unset', undefined]].reverse());
};`,
      ),
    );
    fc.assert(
      fc.property(
        data.filter((value) => !JSON.stringify(value).includes('unset')),
        (value) => {
          const text = dataText(plainData(value));
          expect(outcomesOf(host, call('input', { event: text }))[0]?.state).toBe(text);
          expect(dataText(plainData(rewritten(value)))).toBe(text);
        },
      ),
      { seed: 2, numRuns: 200 },
    );
    host.dispose();
  });

  test('from the configuration, whatever its keys', async () => {
    const config: Data = { $signed: ['b', 1], $a: { $$b: [1] }, __proto__x: 1 };
    const host = await hostOf(
      protocolOf('init: (ctx) => [ctx.config, ctx.verify(ctx.config, "b")],'),
      plainData(config),
    );
    expect(outcomesOf(host, call('init', { state: '', event: '' }))[0]?.state).toBe(
      dataText([plainData(config), false]),
    );
    host.dispose();
  });
});

describe('a context', () => {
  test('knows the node, its peers and roles in the order of the challenge', async () => {
    const host = await hostOf(
      protocolOf(
        'init: (ctx) => [ctx.self, ctx.role, ctx.peers, ctx.nodes("second"), ctx.nodes("first"), ctx.nodes("none"), ctx.config.n],',
      ),
      { n: 7 },
    );
    expect(outcomesOf(host, call('init', { node: 1, state: '', event: '' }))[0]?.state).toBe(
      '["b","second",["a","c"],["b","c"],["a"],[],7]',
    );
    host.dispose();
  });

  test('records effects in the order asked for, each with the line of its statement', async () => {
    const host = await hostOf(
      protocolOf(
        `init: () => 0,
onMessage(state, message, from, ctx) {
  ctx.broadcast(from);
  ctx.setTimer('t');
  helper(ctx);
  ctx.cancelTimer({ x: 1 });
  ctx.send('a', message); ctx.output(2);
},`,
        'function helper(ctx: any) { ctx.output(1); }',
      ),
    );
    const [outcome] = outcomesOf(host, call('message', { node: 1, from: 2, event: '[5]' }));
    expect(outcome?.effects).toEqual([
      { kind: 'send', target: 0, text: '"c"', line: 6 },
      { kind: 'send', target: 2, text: '"c"', line: 6 },
      { kind: 'setTimer', target: 1, text: '"t"', line: 7 },
      { kind: 'output', target: 1, text: '1', line: 2 },
      { kind: 'cancelTimer', target: 1, text: '{"x":1}', line: 9 },
      { kind: 'send', target: 0, text: '[5]', line: 10 },
      { kind: 'output', target: 1, text: '2', line: 10 },
    ]);
    host.dispose();
  });
});

describe('choices', () => {
  test('give every combination in counting order, and each can be run alone', async () => {
    const host = await hostOf(
      protocolOf(
        'init: () => 0, onInput: (state, input, ctx) => { const first = ctx.choose([0, 1]); return first === 0 ? [first, ctx.choose("xyz".split(""))] : [first, ctx.random(["p", "q", "r"], [0, 3, 1])]; },',
      ),
    );
    const outcomes = outcomesOf(host, call('input'));
    expect(outcomes.map(({ state, choices }) => [state, choices])).toEqual([
      ['[0,"x"]', [0, 0]],
      ['[0,"y"]', [0, 1]],
      ['[0,"z"]', [0, 2]],
      ['[1,"q"]', [1, 1]],
      ['[1,"r"]', [1, 2]],
    ]);
    for (const outcome of outcomes)
      expect(host.callOnce(call('input'), outcome.choices)).toEqual({ kind: 'outcomes', outcomes: [outcome] });
    expect(host.callOnce(call('input'), [1, 0])).toMatchObject({
      kind: 'failed',
      problem: { code: 'handler-choice-invalid' },
    });
    expect(host.callOnce(call('input'), [2])).toMatchObject({
      kind: 'failed',
      problem: { code: 'handler-choice-invalid' },
    });
    host.dispose();
  });
});

describe('draws', () => {
  const drawsOf = async (body: string) => {
    const host = await hostOf(protocolOf(`init: () => 0, onInput(state, input, ctx) { ${body} },`));
    const result = host.call(call('input'));
    host.dispose();
    return result.kind === 'failed' ? result.problem.sentence : result.outcomes.map((outcome) => outcome.draws);
  };

  test('tell a choice from a draw, with the exact weight of the option taken', async () => {
    const choice = { kind: 'choose', optionCount: 2, weight: 1, total: 1 };
    const draw = { kind: 'random', optionCount: 3, total: 4 };
    expect(
      await drawsOf("if (ctx.choose(['draw', { stay: true }]) === 'draw') ctx.random(['p', 'q', 'r'], [0, 3, 1]);"),
    ).toEqual([
      [
        { ...choice, option: 0, text: '"draw"' },
        { ...draw, option: 1, weight: 3, text: '"q"' },
      ],
      [
        { ...choice, option: 0, text: '"draw"' },
        { ...draw, option: 2, weight: 1, text: '"r"' },
      ],
      [{ ...choice, option: 1, text: '{"stay":true}' }],
    ]);
    expect(await drawsOf('ctx.random([1, 2]);')).toMatchObject([
      [{ kind: 'random', weight: 1, total: 2 }],
      [{ kind: 'random', weight: 1, total: 2 }],
    ]);
  });

  test('have no text where the option is long or no data', async () => {
    const texts = await drawsOf("ctx.choose(['x'.repeat(198), 'x'.repeat(199), () => 1, undefined]);");
    expect(texts).toMatchObject([[{ text: `"${'x'.repeat(198)}"` }], [{ text: '' }], [{ text: '' }], [{ text: '' }]]);
  });

  test('are refused where the weights cannot be added exactly', async () => {
    const largest = await drawsOf('ctx.random([1, 2], [Number.MAX_SAFE_INTEGER - 1, 1]);');
    expect(largest).toMatchObject([[{ total: Number.MAX_SAFE_INTEGER }], [{ weight: 1 }]]);
    expect(await drawsOf('ctx.random([1, 2], [Number.MAX_SAFE_INTEGER, 1]);')).toContain(
      'the weights of ctx.random add up to more than 9007199254740991',
    );
  });
});

describe('the durable part of a state', () => {
  test('is the durable fields that are there', async () => {
    const host = await hostOf(protocolOf("init: () => 0, durable: ['x', '__proto__', 'toString', 'x'],"));
    expect(host.durablePart('{"w":1,"x":{"y":2}}')).toBe('{"x":{"y":2}}');
    expect(host.durablePart('{"__proto__":1,"toString":2}')).toBe('{"__proto__":1,"toString":2}');
    for (const none of ['null', '5', '"x"', '["x"]', '{}', '{"w":1}']) expect(host.durablePart(none)).toBe('{}');
    host.dispose();
  });

  test('is put back over what init gives, and a durable field that was gone stays gone', async () => {
    const host = await hostOf(protocolOf("init: () => ({ x: 1, y: 1, z: 1 }), durable: ['x', 'y'],"));
    expect(outcomesOf(host, call('restart', { state: '{"y":2}', event: '' }))[0]?.state).toBe('{"y":2,"z":1}');
    host.dispose();
  });
});

describe('a signed value', () => {
  test('is verified for its signer alone, wherever it travels', async () => {
    const host = await hostOf(
      protocolOf(`init: () => 0,
onInput: (state, input, ctx) => ({ inside: [ctx.sign({ n: input })] }),
onMessage: (state, message, from, ctx) => [message.inside[0].signer, message.inside[0].value, ctx.verify(message.inside[0], 'a'), ctx.verify(message.inside[0], 'b')],`),
    );
    const [made] = outcomesOf(host, call('input', { event: '3' }));
    expect(made?.state).toBe('{"inside":[{"$signed":["a",{"n":3}]}]}');
    expect(outcomesOf(host, call('message', { node: 1, from: 0, event: made?.state ?? '' }))[0]?.state).toBe(
      '["a",{"n":3},true,false]',
    );
    host.dispose();
  });

  test.each([
    ['a plain object', "({ signer: 'b', value: 1 })"],
    ['an object with the key of the text form', "({ $signed: ['b', 1] })"],
    ['the text form read as JSON', 'JSON.parse(\'{"$signed":["b",1]}\')'],
    ['an object with the prototype of a signed value', 'Object.create(Object.getPrototypeOf(ctx.sign(1)))'],
    ['what its constructor makes', "new (ctx.sign(1).constructor)('b', 1)"],
    ['a copy of its fields', 'Object.assign(Object.create(Object.getPrototypeOf(ctx.sign(1))), {})'],
    ['a subclass of its constructor', "new (class extends ctx.sign(1).constructor {})('b', 1)"],
    ['a text', "'b'"],
    ['nothing', 'undefined'],
  ])('cannot be forged as %s', async (_name, forged) => {
    expect(
      await shown(
        `let forged: any; try { forged = ${forged}; } catch { forged = null; } ctx.output([ctx.verify(forged, 'b'), ctx.verify(forged, undefined as any)]);`,
      ),
    ).toEqual([[false, false]]);
  });

  test('cannot be forged by sending its text form through the network', async () => {
    const host = await hostOf(
      protocolOf(
        'init: () => 0, onInput: () => JSON.parse(\'{"$signed":["b",1]}\'), onMessage: (state, message, from, ctx) => [ctx.verify(message, \'b\'), Object.keys(message)],',
      ),
    );
    const [made] = outcomesOf(host, call('input'));
    expect(made?.state).toBe('{"$$signed":["b",1]}');
    expect(outcomesOf(host, call('message', { from: 1, event: made?.state ?? '' }))[0]?.state).toBe(
      '[false,["$signed"]]',
    );
    host.dispose();
  });

  test('cannot be changed', async () => {
    for (const change of [
      "mine.signer = 'b'",
      'mine.value.n = 2',
      "Object.defineProperty(mine, 'signer', { value: 'b' })",
      "Object.setPrototypeOf(mine, { get signer() { return 'b'; } })",
      'delete mine.value.n',
      'Object.getPrototypeOf(mine).x = 1',
    ]) {
      expect(
        await shown(
          `const mine: any = ctx.sign({ n: 1 }); let stopped = false; try { ${change}; } catch { stopped = true; } ctx.output([stopped, mine]);`,
        ),
      ).toEqual([[true, { $signed: ['a', { n: 1 }] }]]);
    }
  });

  test('cannot be made by calling into the sandbox from inside', async () => {
    // Whatever hands out functions of the stack would hand out the way in.
    expect(
      await shown(
        "ctx.output(['prepareStackTrace' in Error, 'captureStackTrace' in Error, 'stackTraceLimit' in Error, typeof new Error('x').stack]);",
      ),
    ).toEqual([[false, false, false, 'string']]);
    expect(
      await shown(
        "let caller: any = 'none'; const probe = () => { try { caller = (probe as any).caller; } catch { caller = 'stopped'; } }; probe(); ctx.output(String(caller));",
      ),
    ).toEqual(['stopped']);
  });
});

describe('the realm', () => {
  test('is frozen wherever a handler can reach, but for objects the handler itself made', async () => {
    const found = await shown(`
const found: string[] = [];
const seen = new Set();
const visit = (thing: any, path: string) => {
  if (thing === null || (typeof thing !== 'object' && typeof thing !== 'function') || seen.has(thing)) return;
  seen.add(thing);
  if (!Object.isFrozen(thing)) found.push(path);
  for (const key of Reflect.ownKeys(thing)) {
    const { value, get, set } = Object.getOwnPropertyDescriptor(thing, key) as any;
    visit(value, path + '.' + String(key));
    visit(get, path + '.get ' + String(key));
    visit(set, path + '.set ' + String(key));
  }
  visit(Object.getPrototypeOf(thing), path + '.prototype');
};
const proto: any = Object.getPrototypeOf;
const caught = (run: () => void) => { try { run(); } catch (error) { return error; } };
visit(globalThis, 'globalThis');
visit(ctx, 'ctx');
visit(proto(ctx.sign(1)), 'signed');
visit(proto([].values()), 'list iterator');
visit(proto(new Map().values()), 'map iterator');
visit(proto(new Set().values()), 'set iterator');
visit(proto(''[Symbol.iterator]()), 'text iterator');
visit(proto(''.matchAll(/a/g)), 'match iterator');
visit(proto([].values().map((x: any) => x)), 'iterator helper');
visit(proto(Iterator.from({ next() { return { done: true }; } } as any)), 'wrapped iterator');
visit(proto(proto((function* () {})())), 'generator');
visit(proto(proto((async function* () {})())), 'async generator');
visit(proto(function* () {}), 'generator function');
visit(proto(async () => {}), 'async function');
visit(proto(async function* () {}), 'async generator function');
visit(proto(class {}), 'class');
visit(proto(/x/), 'pattern');
visit(proto(caught(() => (null as any).x)), 'type error');
visit(proto(caught(() => ctx.send('nobody', 1))), 'our error');
visit(proto(Promise.prototype), 'promise');
ctx.output(found);`);
    expect(found).toEqual([[]]);
  });

  test('has no global names but those of the language without clock, randomness and I/O', async () => {
    const [names] = await shown('ctx.output(Object.getOwnPropertyNames(globalThis).sort());');
    expect(names).toEqual(
      `AggregateError Array AsyncDisposableStack BigInt Boolean DisposableStack Error EvalError Function Infinity Iterator JSON Map Math NaN Number Object Promise RangeError
      ReferenceError Reflect RegExp Set String SuppressedError Symbol SyntaxError TypeError URIError WeakMap WeakSet __line decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis
      isFinite isNaN parseFloat parseInt undefined unescape`.split(/\s+/),
    );
  });

  test('lets ordinary code assign over what it inherits', async () => {
    expect(
      await shown(`const error: any = new Error('x'); error.name = 'Mine'; error.message = 'y';
const object: any = {}; object.toString = () => 'own'; object.constructor = 1; object.hasOwnProperty = 2; object.valueOf = () => 3;
class Derived extends Error { constructor() { super('z'); this.name = 'Derived'; } }
ctx.output([String(error), String(object), object.constructor, Object.keys(object), String(new Derived()), {}.toString()]);`),
    ).toEqual([
      ['Mine: y', 'own', 1, ['toString', 'constructor', 'hasOwnProperty', 'valueOf'], 'Derived: z', '[object Object]'],
    ]);
  });
});

describe('line marks', () => {
  test.each([
    '500',
    "'evil'",
    '-1',
    '1.5',
    '10n',
    'NaN',
    'undefined',
    "{ toJSON() { return 'evil'; } }",
    '{ valueOf() { return 3; } }',
    "Symbol('x')",
  ])('cannot be set to %s', async (line) => {
    const host = await hostOf(
      protocolOf(
        `init: () => 0,\nonInput(state, input, ctx) {\n(globalThis as any)['__li' + 'ne'](${line});\nctx.output(1);\n},`,
      ),
    );
    const [outcome] = outcomesOf(host, call('input'));
    expect(outcome?.lines).toEqual([6, 7]);
    expect(outcome?.effects.map((effect) => effect.line)).toEqual([7]);
    host.dispose();
  });
});

describe('handlers that are not what they seem', () => {
  test('are read once', async () => {
    const host = await hostOf(
      protocolOf(
        "init: () => 0, get onInput() { reads++; return reads === 1 ? () => 'first' : 5; }, get durable() { reads++; return reads < 3 ? ['x'] : [1]; },",
        'let reads = 0;',
      ),
    );
    expect(outcomesOf(host, call('input'))[0]?.state).toBe('"first"');
    expect(host.durablePart('{"x":1}')).toBe('{"x":1}');
    host.dispose();
  });

  test('may be methods of an instance', async () => {
    const host = await hostOf(
      'class P { init() { return 1; } onInput(state) { return state + 1; } }\nexport default new P();\n',
    );
    expect(host.defined).toEqual(['onInput']);
    expect(outcomesOf(host, call('input', { state: '1' }))[0]?.state).toBe('2');
    host.dispose();
  });

  test('may be exported beside a function called then, which does not hold up the loading', async () => {
    for (const then of [
      'export function then() {}',
      'export function then(resolve) { resolve({ default: { init: () => 5 } }); }',
      'export function then() { for (;;) {} }',
    ]) {
      const host = await hostOf(protocolOf("init: () => 'mine',", then));
      expect(outcomesOf(host, call('init', { state: '', event: '' }))[0]?.state).toBe('"mine"');
      host.dispose();
    }
  });
});

describe('a sandbox', () => {
  test('answers as before after a call that exceeded a budget', async () => {
    const host = await hostOf(
      protocolOf(`init: () => 0,
onInput(state, input) {
  if (input === 'loop') for (;;) {}
  if (input === 'recurse') return (function f(): number { return f() + 1; })();
  if (input === 'grow') for (const all = []; ; ) all.push('x'.repeat(100000) + all.length);
  if (input === 'throw') throw new Error('x');
  return state + 1;
},`),
    );
    const fine = outcomesOf(host, call('input', { state: '1' }));
    expect(fine[0]?.state).toBe('2');
    for (const [event, code] of [
      ['loop', 'steps-exceeded'],
      ['recurse', 'stack-exceeded'],
      ['grow', 'memory-exceeded'],
      ['throw', 'handler-threw'],
    ]) {
      expect(host.call(call('input', { state: '1', event: `"${event}"` }))).toMatchObject({
        kind: 'failed',
        problem: { code },
      });
      expect(outcomesOf(host, call('input', { state: '1' }))).toEqual(fine);
    }
    host.dispose();
  });

  test('counts work the same on every run', async () => {
    const source = protocolOf(
      'init: () => 0, onInput(state, input) { for (let i = 0; i < 1_000_000; i++) state += i % 3; return state; },',
    );
    const units = [];
    for (let run = 0; run < 2; run++) {
      const host = await hostOf(source);
      outcomesOf(host, call('input', { state: '0' }));
      units.push(host.workUnits);
      host.dispose();
    }
    expect(units[0]).toBe(units[1]);
    expect(units[0]).toBeGreaterThan(50);
  });
});
