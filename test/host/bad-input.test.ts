/**
 * What candidates can hand in that is wrong or hostile: each with the exact verdict, problem code and place in their own
 * source. The tab and the process survive all of it.
 */
import { describe, expect, test } from 'vitest';
import type { CheckReport } from '../../src/model';
import { checkTiny, protocolOf, type TinySystem, tinyNodes } from '../models/tiny-challenge';

/** `a` is given an input and may talk to `b`. */
const pair: TinySystem = {
  nodes: [
    { id: 'a', role: 'node', inputs: ['go'] },
    { id: 'b', role: 'node' },
  ],
  config: { list: [1], inner: { value: 1 } },
};

/** A protocol whose `onInput` has the given body, beginning on line 6; `outside` is line 2. */
function onInput(body: string, outside = ''): string {
  return protocolOf(`init: () => ({ on: 0 }),\nonInput(state, input, ctx) {\n${body}\n},`, outside);
}

/** `kind code line:column`. */
function summary({ verdict }: CheckReport): string {
  const { problem } = verdict;
  return [verdict.kind, problem?.code, problem?.place && `${problem.place.line}:${problem.place.column}`]
    .filter(Boolean)
    .join(' ');
}

async function verdictOf(source: string | Uint8Array, system: TinySystem = pair): Promise<string> {
  return summary(await checkTiny(system, source));
}

describe('a source', () => {
  const fine = onInput('');
  test.each<[string, string | Uint8Array, string]>([
    ['that is empty', '', 'invalid source-empty 1:1'],
    ['that is only white space', ' \n\n', 'invalid source-empty 1:1'],
    ['of a megabyte', `${fine}//${'x'.repeat(1_000_000)}`, 'invalid source-too-long 1:1'],
    ['of a megabyte of bytes', new Uint8Array(1_000_000).fill(32), 'invalid source-too-long 1:1'],
    [
      'that is not UTF-8',
      Uint8Array.of(...new TextEncoder().encode('// caf'), 0xe9, 10),
      'invalid source-not-text 1:7',
    ],
    ['that is UTF-16', Uint8Array.of(0xff, 0xfe, 65, 0), 'invalid source-not-text 1:1'],
    ['with a NUL', `${fine}\0`, 'invalid source-not-text 9:1'],
    [
      'with an open bracket',
      "import { protocol } from 'interleave';\nexport default protocol({\n  init() {\n",
      'invalid syntax-error 4:1',
    ],
    ['that is not TypeScript', 'SELECT * FROM nodes;', 'invalid syntax-error 1:15'],
    ['with an enum', onInput('', 'enum Phase { One }'), 'invalid not-erasable 2:1'],
    ['with another import', "import fs from 'fs';\nexport default {};\n", 'invalid import-unknown 1:16'],
    [
      'without an export',
      "import { protocol } from 'interleave';\nprotocol({ init: () => 0 });\n",
      'invalid no-protocol 1:1',
    ],
    ['that declares a constant twice', onInput('', 'const one = 1; const one = 2;'), 'invalid syntax-error 2:26'],
    ['that exports null', 'export default null;\n', 'invalid handler-missing 1:1'],
    ['that exports a function', 'export default function () {}\n', 'invalid handler-missing 1:1'],
    ['that exports a promise', 'export default Promise.resolve({ init: () => 1 });\n', 'invalid handler-missing 1:1'],
    ['without init', protocolOf('onMessage() {},'), 'invalid handler-missing 1:1'],
    ['with a misspelt handler', protocolOf('init: () => 0, onMesage() {},'), 'invalid handler-missing 1:1'],
    ['with a handler that is no function', protocolOf('init: () => 0, onMessage: 5,'), 'invalid handler-missing 1:1'],
    ['with durable fields that are no list', protocolOf("init: () => 0, durable: 'x',"), 'invalid handler-missing 1:1'],
    [
      'with durable fields that are no names',
      protocolOf('init: () => 0, durable: [1],'),
      'invalid handler-missing 1:1',
    ],
    ['that throws while it is loaded', onInput('', "throw new Error('no');"), 'invalid module-threw 2:11'],
    ['that throws null while it is loaded', onInput('', 'throw null;'), 'invalid module-threw 2:1'],
    [
      'that puts work off while it is loaded',
      onInput('', 'Promise.resolve().then(() => 1);'),
      'invalid sandbox-forbidden 2:1',
    ],
    ['that loops while it is loaded', onInput('', 'for (;;) {}'), 'runaway steps-exceeded 2:1'],
    [
      'that recurses while it is loaded',
      onInput('', 'const f = (): number => f() + 1; f();'),
      'runaway stack-exceeded 2:25',
    ],
    [
      'that allocates without end while it is loaded',
      onInput('', "const all = []; for (;;) all.push('x'.repeat(1e6) + all.length);"),
      'runaway memory-exceeded 2:1',
    ],
    ['that reads a clock while it is loaded', onInput('', 'const now = Date.now();'), 'invalid sandbox-forbidden 2:13'],
    ['that waits while it is loaded', onInput('', 'await null;'), 'invalid sandbox-forbidden 2:1'],
    [
      'whose handlers cannot be read',
      protocolOf("init: () => 0,\nget onInput() { throw new Error('no'); },"),
      'invalid module-threw 5:27',
    ],
    [
      'whose handlers take for ever to read',
      protocolOf('init: () => 0,\nget onInput() { for (;;) {} },'),
      'runaway steps-exceeded 5:1',
    ],
  ])('%s is refused', async (_name, source, expected) => {
    expect(await verdictOf(source)).toBe(expected);
  });
});

describe('a handler that does not end', () => {
  test.each([
    ['in a loop', 'for (;;) {}', 'runaway steps-exceeded 6:1'],
    [
      'in a loop inside try',
      'try {\n  for (;;) {}\n} catch {\n  state.on = 1;\n} finally {\n  state.on = 2;\n}',
      'runaway steps-exceeded 7:3',
    ],
    ['in finally', 'try {\n  throw 1;\n} finally {\n  for (;;) {}\n}', 'runaway steps-exceeded 9:3'],
    [
      'in a loop of calls',
      'let n = 0;\nconst step = () => { n++; }; while (n >= 0) step();',
      'runaway steps-exceeded 7:1',
    ],
    ['in a getter', 'const o = { get x() {\n  while (true) {}\n} };\nstate.on = o.x;', 'runaway steps-exceeded 7:3'],
    ['in a getter of the state', 'return { get on() {\n  for (;;) {}\n} };', 'runaway steps-exceeded 7:3'],
    ['in a getter of a message', 'ctx.send("b", { get x() {\n  for (;;) {}\n} });', 'runaway steps-exceeded 7:3'],
    ['in a getter of what it throws', 'throw { get message() {\n  for (;;) {}\n} };', 'runaway steps-exceeded 7:3'],
    [
      'in the iterator of a list',
      'for (const x of { *[Symbol.iterator]() { for (;;) yield 1; } }) state.on = x;',
      'runaway steps-exceeded 6:1',
    ],
    ['in sorting', '[3, 2, 1].sort(() => {\n  for (;;) {}\n});', 'runaway steps-exceeded 7:3'],
    ['in a regular expression', "/^(a+)+$/.test('a'.repeat(40) + 'b');", 'runaway steps-exceeded 6:1'],
    ['in reading JSON', "JSON.parse('[1]', () => {\n  for (;;) {}\n});", 'runaway steps-exceeded 7:3'],
  ])('%s exceeds its steps', async (_name, body, expected) => {
    expect((await verdictOf(onInput(body))).replace(/:\d+$/, '')).toBe(expected.replace(/:\d+$/, ''));
  });

  test('and uses a tenth of the budget in each of twenty branches, exceeds the budget of the call', async () => {
    const burn = 'for (let i = 0; i < 2_000_000; i++) {}';
    expect(await verdictOf(onInput(`${burn}\nstate.on = 1;`))).toBe('holds');
    expect(
      await verdictOf(
        onInput(`ctx.choose([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);\n${burn}`),
      ),
    ).toMatch(/^runaway steps-exceeded 7:/);
  });
});

describe('a handler that throws', () => {
  test.each([
    ['an error', "throw new Error('boom');", 'crashed handler-threw 6:11', 'onInput threw Error: boom'],
    [
      'an error three calls deep',
      "const f = () => {\n  throw new TypeError('deep');\n};\nconst g = () => f();\ng();",
      'crashed handler-threw 7:13',
      'onInput threw TypeError: deep',
    ],
    ['null', 'throw null;', 'crashed handler-threw 6:1', 'onInput threw null'],
    ['undefined', 'throw undefined;', 'crashed handler-threw 6:1', 'onInput threw undefined'],
    ['a text', "throw 'text';", 'crashed handler-threw 6:1', 'onInput threw text'],
    ['a symbol', "throw Symbol('s');", 'crashed handler-threw 6:1', 'onInput threw a symbol'],
    ['a function', 'throw () => { state.on = 1; };', 'crashed handler-threw 6:1', 'onInput threw a function'],
    ['data', "throw { reason: 'x' };", 'crashed handler-threw 6:1', 'onInput threw {"reason":"x"}'],
    [
      'an object that cannot be read',
      "throw { get message() { throw new Error('inner'); } };",
      'crashed handler-threw 6:1',
      'onInput threw something that is not data',
    ],
    ['an object without a prototype', 'throw Object.create(null);', 'crashed handler-threw 6:1', 'onInput threw {}'],
    [
      'an object whose toString does not end',
      'throw { toString() { for (;;) {} } };',
      'crashed handler-threw 6:1',
      'onInput threw something that is not data',
    ],
    [
      'by reading a missing field',
      'state.missing.field = 1;',
      'crashed handler-threw 6:1',
      "onInput threw TypeError: cannot set property 'field' of undefined",
    ],
    [
      'by calling what is no function',
      'state.on();',
      'crashed handler-threw 6:7',
      'onInput threw TypeError: not a function',
    ],
    [
      'by naming what does not exist',
      'nothing;',
      'crashed handler-threw 6:1',
      'onInput threw ReferenceError: nothing is not defined',
    ],
    [
      'from finally',
      "try {\n  state.on = 1;\n} finally {\n  throw new Error('late');\n}",
      'crashed handler-threw 9:13',
      'onInput threw Error: late',
    ],
  ])('%s has crashed', async (_name, body, expected, sentence) => {
    const report = await checkTiny(pair, onInput(body));
    expect([summary(report), report.verdict.problem?.sentence]).toEqual([expected, sentence]);
    expect(report.verdict.steps).toEqual(['a is given the input go']);
    expect(report.trace?.steps.at(-1)?.problem?.code).toBe('handler-threw');
  });

  test('in init has crashed before any state', async () => {
    expect(await verdictOf(protocolOf("init() { throw new Error('no'); },"))).toBe('crashed handler-threw 4:20');
  });

  test('what it makes up itself cannot choose its own problem, place or length', async () => {
    expect(await verdictOf(onInput("throw { __code: 'handler-not-data', message: 'x' };"))).toBe(
      'crashed handler-threw 6:1',
    );
    expect(await verdictOf(onInput("throw { name: 'InternalError', message: 'interrupted' };"))).toBe(
      'crashed handler-threw 6:1',
    );
    expect(
      await verdictOf(
        onInput("throw { name: 'E', stack: '    at a (protocol.ts:99999:1)\\n    at a (participant:99999:1)' };"),
      ),
    ).toBe('crashed handler-threw 6:1');
    expect(
      await verdictOf(
        onInput(
          "throw { name: 'E', stack: '    at a (participant:x:y)\\n    at b (participant:-1:2)\\n    at c (participant:1e9:1.5)' };",
        ),
      ),
    ).toBe('crashed handler-threw 6:1');
    const long = await checkTiny(pair, onInput("throw new Error('x'.repeat(10000000));"));
    expect(long.verdict.problem?.sentence.length).toBeLessThan(600);
  });

  test('after it asked for effects leaves none of them', async () => {
    const report = await checkTiny(
      pair,
      onInput("ctx.send('b', 1);\nctx.output('x');\nstate.on = 5;\nthrow new Error('after');"),
    );
    expect(summary(report)).toBe('crashed handler-threw 9:11');
    expect(report.trace?.steps.at(-1)).toMatchObject({
      sent: [],
      outputs: [],
      after: [{ state: { on: 0 }, outputs: [] }, { inbox: [] }],
    });
  });

  test('and catches it itself has not crashed', async () => {
    expect(await verdictOf(onInput('try {\n  null.x;\n} catch {\n  state.on = 1;\n}'))).toBe('holds');
  });
});

describe('a handler that recurses', () => {
  test('without end exceeds the stack', async () => {
    expect(await verdictOf(onInput('const f = () => f() + 1;\nstate.on = f();'))).toBe('runaway stack-exceeded 6:17');
    expect(await verdictOf(onInput('const o = { get x() { return this.x; } };\nstate.on = o.x;'))).toBe(
      'runaway stack-exceeded 6:23',
    );
    expect(
      await verdictOf(onInput('const o = { toString() { return this + String(); } };\nstate.on = o + String();')),
    ).toBe('runaway stack-exceeded 6:40');
  });

  test('and catches the overflow goes on, the same every time', async () => {
    expect(
      await verdictOf(onInput('const f = () => f() + 1;\ntry {\n  f();\n} catch {\n  state.on = 1;\n}'), {
        nodes: tinyNodes(3, { inputs: ['x', 'y'] }),
      }),
    ).toBe('holds');
  });
});

describe('a handler that allocates', () => {
  test.each([
    [
      'a list of a gigabyte',
      'const all = new Array(134217728).fill(1);\nstate.on = all.length;',
      'runaway memory-exceeded 6',
    ],
    [
      'many texts without end',
      "const all = [];\nfor (;;) all.push('x'.repeat(100000) + all.length);",
      'runaway memory-exceeded 7',
    ],
    ['a text that doubles without end', "let text = 'x';\nfor (;;) text += text;", 'runaway memory-exceeded 7'],
    ['a text of a gigabyte', "state.on = 'x'.repeat(1073741823).length;", 'runaway memory-exceeded 6'],
    [
      'objects in objects',
      'let all = null;\nfor (;;) all = { all, more: new Array(1000).fill(all) };',
      'runaway memory-exceeded 7',
    ],
  ])('%s exceeds its memory', async (_name, body, expected) => {
    expect((await verdictOf(onInput(body))).replace(/:\d+$/, '')).toBe(expected);
  });

  test('a gigabyte and catches the failure goes on', async () => {
    expect(await verdictOf(onInput('try {\n  new Array(134217728).fill(1);\n} catch {\n  state.on = 5;\n}'))).toBe(
      'holds',
    );
  });

  test('a little in every call and never lets go is found out, because its history decides', async () => {
    const inputs = Array.from({ length: 300 }, (_, index) => index);
    const source = onInput("kept.push('x'.repeat(500000) + kept.length);", 'const kept: string[] = [];');
    expect(await verdictOf(source, { nodes: [{ id: 'a', role: 'node', inputs }] })).toBe(
      'nondeterministic two-answers',
    );
  });
});

describe('a handler that changes what is not its own', () => {
  test.each([
    ['the configuration', 'ctx.config.x = 1;', 'crashed handler-threw 6:1'],
    ['the inside of the configuration', 'ctx.config.inner.value = 2;', 'crashed handler-threw 6:1'],
    ['a list in the configuration', 'ctx.config.list.push(2);', 'crashed handler-threw 6:17'],
    ['the list of peers', "ctx.peers.push('z');", 'crashed handler-threw 6:11'],
    ['the context', 'ctx.send = () => {};', 'crashed handler-threw 6:1'],
    ['a method of the context', 'ctx.send.calls = 1;', 'crashed handler-threw 6:1'],
    ['its own name', "ctx.self = 'b';", 'crashed handler-threw 6:1'],
    ['the global object', 'globalThis.x = 1;', 'crashed handler-threw 6:1'],
    ['an undeclared variable', 'undeclared = 1;', 'crashed handler-threw 6:1'],
    ['the prototype of objects', 'Object.prototype.x = 1;', 'crashed handler-threw 6:1'],
    ['the prototype of objects by way of a value', 'state.__proto__.x = 1;', 'crashed handler-threw 6:1'],
    [
      'the prototype of objects by definition',
      "Object.defineProperty(Object.prototype, 'x', { value: 1 });",
      'crashed handler-threw 6:23',
    ],
    ['the prototype of lists', 'Array.prototype.push = () => 0;', 'crashed handler-threw 6:1'],
    ['the prototype of functions', 'Function.prototype.call = () => 0;', 'crashed handler-threw 6:1'],
    ['JSON', 'JSON.stringify = () => "";', 'crashed handler-threw 6:1'],
    ['the chain of prototypes', 'Object.setPrototypeOf(Array.prototype, null);', 'crashed handler-threw 6:23'],
    [
      'how lists are walked',
      'Object.getPrototypeOf([].values()).next = () => ({ done: true });',
      'crashed handler-threw 6:1',
    ],
    ['how errors are told', "Error.prepareStackTrace = () => '';", 'crashed handler-threw 6:1'],
    ['its own handlers', 'this.onMessage = () => {};', 'crashed handler-threw 6:1'],
  ])('%s is stopped', async (_name, body, expected) => {
    expect((await verdictOf(onInput(body))).replace(/:\d+$/, '')).toBe(expected.replace(/:\d+$/, ''));
  });

  test.each([
    ['the prototype of objects', 'Object.prototype.x = 1;'],
    ['the prototype of lists', 'Array.prototype.push = function () { return 0; };'],
    ['how lists are walked', 'Object.getPrototypeOf([].values()).next = () => ({ done: true });'],
    [
      'how generators are walked',
      'Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())).next = () => ({ done: true });',
    ],
    ['the helpers of iterators', 'Object.getPrototypeOf([].values().map((x) => x)).next = () => ({ done: true });'],
    ['how errors are told', "Error.prepareStackTrace = () => '';"],
    ['the line marks', "Object.defineProperty(globalThis, '__li' + 'ne', { value: () => 1 });"],
  ])('%s while it is loaded is refused', async (_name, outside) => {
    expect(await verdictOf(onInput('', outside))).toMatch(/^invalid module-threw 2:/);
  });

  test('its message or its state changes only its own copy', async () => {
    const source = protocolOf(`init: () => ({ got: [] }),
onInput(state, input, ctx) { const message = { list: [1] }; ctx.send('b', message); message.list.push(2); ctx.send('b', message); },
onMessage(state, message) { message.list.push(9); state.got.push(message); },`);
    const report = await checkTiny(pair, source);
    // Before; both in flight; either; both in either order: the messages stay [1] and [1, 2] whoever changed what.
    expect([report.verdict.kind, report.verdict.counts.distinct, report.verdict.counts.generated]).toEqual([
      'holds',
      6,
      5,
    ]);
  });

  test('a constant outside is not changed by a restart, which works on a copy', async () => {
    const source = protocolOf(
      "init: () => start, onRestart(state, ctx) { state.n++; ctx.output(state.n); }, durable: ['saved'],",
      'const start = Object.freeze({ n: 0, saved: 0 });',
    );
    expect(await verdictOf(source, { nodes: tinyNodes(1, { mayCrash: true }), faults: { crash: 2 } })).toBe('holds');
  });
});

describe('a handler that reaches for what does not exist', () => {
  test.each([
    ['fetch', "fetch('https://example.org');"],
    ['XMLHttpRequest', 'new XMLHttpRequest();'],
    ['WebSocket', "new WebSocket('wss://example.org');"],
    ['indexedDB', "indexedDB.open('x');"],
    ['localStorage', "localStorage.setItem('x', '1');"],
    ['SharedArrayBuffer', 'new SharedArrayBuffer(8);'],
    ['WebAssembly', 'new WebAssembly.Memory({ initial: 1 });'],
    ['Date', 'state.on = Date.now();'],
    ['performance', 'state.on = performance.now();'],
    ['setTimeout', 'setTimeout(() => {}, 1);'],
    ['queueMicrotask', 'queueMicrotask(() => {});'],
    ['Math.random', 'state.on = Math.random();'],
    ['crypto', 'state.on = crypto.randomUUID();'],
    ['Proxy', 'new Proxy({}, {});'],
    ['WeakRef', 'new WeakRef({});'],
    ['process', 'process.exit(1);'],
    ['require', "require('fs');"],
    ['document', "document.cookie = 'x';"],
    ['postMessage', 'postMessage(1);'],
    ['eval', "eval('1');"],
    ['indirect eval', "(0, eval)('1');"],
    ['Function', "new Function('return 1');"],
    ['Function by reflection', "Reflect.construct(Function, ['return 1']);"],
    ['the constructor of a constructor', "state.constructor.constructor('return 1')();"],
    ['the constructor of a function', "(() => 1).constructor('return 1')();"],
    ['the constructor of async functions', "(async () => 1).constructor('return 1')();"],
    ['the constructor of generators', "(function* () {}).constructor('return 1')();"],
    ['the constructor of a method of the context', "ctx.send.constructor('return 1')();"],
    ['promises', 'Promise.resolve().then(() => ctx.output(1));'],
    ['an async function', 'const later = async () => { await null; ctx.output(1); };\nlater();'],
    ['a promise that never ends', 'Promise.resolve().then(() => { for (;;) {} });'],
  ])('%s is told that it does not exist', async (_name, body) => {
    expect(await verdictOf(onInput(body))).toMatch(/^crashed sandbox-forbidden [67]:/);
  });

  test('modules is refused before it runs', async () => {
    expect(await verdictOf(onInput("import('fs');"))).toBe('invalid import-unknown 6:1');
    expect(await verdictOf(onInput('import.meta.url;'))).toBe('invalid sandbox-forbidden 6:1');
  });

  test('what does not exist, and catches that, is as it was', async () => {
    expect(
      await verdictOf(
        onInput("try {\n  eval('1');\n} catch {\n  state.on = 1;\n}\nif (typeof Date !== 'undefined') throw 1;"),
      ),
    ).toBe('holds');
  });

  test('a promise as its answer is told that it is not data', async () => {
    expect(await verdictOf(onInput('return Promise.resolve(state);'))).toBe('crashed handler-not-data 6:1');
    expect(
      await verdictOf(protocolOf('init: () => ({ on: 0 }),\nasync onInput(state) {\n  state.on = 1;\n},')),
    ).toMatch(/^crashed handler-not-data 6:/);
  });
});

describe('a handler whose answer is not data', () => {
  test.each([
    ['a state that contains itself', 'state.self = state;'],
    [
      'a state nested 100,000 levels deep',
      'let deep = {};\nfor (let i = 0; i < 100000; i++) deep = { deep };\nreturn deep;',
    ],
    ['a Map', 'state.map = new Map();'],
    ['an object that says how it becomes JSON', 'return { toJSON: () => 1 };'],
    ['an object that says how it becomes a number', 'state.on = { [Symbol.toPrimitive]: () => 1, valueOf: () => 1 };'],
    ['a Set', 'return new Set();'],
    ['an instance of a class', 'class Foo { x = 1; }\nstate.foo = new Foo();'],
    ['an error', "state.error = new Error('x');"],
    ['a regular expression', 'state.pattern = /x/;'],
    ['a boxed number', 'state.on = new Number(1);'],
    ['NaN', 'state.on = NaN;'],
    ['infinity', 'state.on = -Infinity;'],
    ['a function', 'state.on = () => 1;'],
    ['a bigint', 'state.on = 1n;'],
    ['a symbol', "state.on = Symbol('x');"],
    ['undefined in a list', 'state.on = [undefined];'],
    ['a hole in a list', 'state.on = [1, , 2];'],
    ['an object with a prototype of its own', 'state.on = Object.create({ inherited: 1 });'],
    [
      'an object whose prototype was assigned from JSON',
      'Object.assign(state, JSON.parse(\'{"__proto__": {"polluted": 1}}\'));',
    ],
    ['a state of more than a million characters', "state.text = 'x'.repeat(1000000);"],
    ['a state that is a text of five million characters', "return 'x'.repeat(5000000);"],
    ['a message that is undefined', "ctx.send('b', undefined);"],
    ['a message with a method', "ctx.send('b', { run() {} });"],
    ['a message of five million characters', "ctx.send('b', 'x'.repeat(5000000));"],
    ['an output that is NaN', 'ctx.output(NaN);'],
    ['a timer that is a function', 'ctx.setTimer(() => {});'],
    ['a signed function', 'state.signed = ctx.sign(() => {});'],
  ])('%s has crashed', async (_name, body) => {
    expect(await verdictOf(onInput(body))).toMatch(/^crashed handler-not-data [678]:/);
  });

  test('nothing from init has crashed', async () => {
    expect(await verdictOf(protocolOf('init() {\n  const unused = 1;\n},'))).toMatch(/^crashed handler-not-data /);
    expect(await verdictOf(protocolOf('init: () => new Map(),'))).toBe('crashed handler-not-data 4:1');
  });

  test.each([
    ['an object without a prototype', 'state.on = Object.assign(Object.create(null), { x: 1 });'],
    ['a key called __proto__', 'return JSON.parse(\'{"__proto__": {"polluted": 1}}\');'],
    ['a field that is undefined', 'state.on = undefined;'],
    ['a getter', 'let n = 0;\nreturn { get on() { n++; return n; } };'],
    ['a primitive', "return 'done';"],
    [
      'a list whose class makes other lists',
      'class List extends Array { static get [Symbol.species]() { throw 1; } }\nstate.list = List.from([1, 2]);\nctx.choose(state.list);',
    ],
    ['null', 'return null;'],
    ['nearly a million characters', "state.text = 'x'.repeat(999000);"],
    ['halves of surrogate pairs', "state.text = '\\ud800 \\udc00 \\u0000 \\u2028';"],
  ])('but is %s is fine', async (_name, body) => {
    expect(await verdictOf(onInput(body))).toBe('holds');
  });
});

describe('a handler that asks for the impossible', () => {
  test.each([
    ['a message to nobody', "ctx.send('nobody', 1);", 'crashed handler-effect-invalid 6:5'],
    ['a message to undefined', 'ctx.send(undefined, 1);', 'crashed handler-effect-invalid 6:5'],
    ['a message to an inherited name', "ctx.send('__proto__', 1);", 'crashed handler-effect-invalid 6:5'],
    [
      'a hundred thousand messages',
      "for (let i = 0; i < 100000; i++) {\n  ctx.send('b', 1);\n}",
      'crashed handler-effect-invalid 7:7',
    ],
    ['a choice of none', 'ctx.choose([]);', 'crashed handler-choice-invalid 6:5'],
    ['a choice of what is no list', 'ctx.choose(5);', 'crashed handler-choice-invalid 6:5'],
    [
      'a choice of a million',
      'ctx.choose(Array.from({ length: 1000000 }, (_, i) => i));',
      'runaway steps-exceeded 6:1',
    ],
    ['a draw of none that has weight', 'ctx.random([1, 2], [0, 0]);', 'crashed handler-choice-invalid 6:5'],
    ['a draw with a negative weight', 'ctx.random([1, 2], [1, -1]);', 'crashed handler-choice-invalid 6:5'],
    ['a draw with half a weight', 'ctx.random([1, 2], [0.5, 0.5]);', 'crashed handler-choice-invalid 6:5'],
    ['a draw with a weight too few', 'ctx.random([1, 2], [1]);', 'crashed handler-choice-invalid 6:5'],
  ])('%s has crashed', async (_name, body, expected) => {
    expect((await verdictOf(onInput(body))).replace(/:\d+$/, '')).toBe(expected.replace(/:\d+$/, ''));
  });

  test('a choice in init has crashed', async () => {
    expect(await verdictOf(protocolOf('init: (ctx) => ctx.choose([1]),'))).toBe('crashed handler-choice-invalid 4:20');
    expect(await verdictOf(protocolOf('init: (ctx) => ctx.random([1]),'))).toBe('crashed handler-choice-invalid 4:20');
  });

  test('effects of another node’s context has crashed', async () => {
    for (const use of [
      "contexts.b.send('a', 1);",
      'contexts.b.output(1);',
      'contexts.b.choose([1]);',
      'state.forged = contexts.b.sign(1);',
      "contexts.b.setTimer('t');",
    ]) {
      const source = protocolOf(
        `init(ctx) { contexts[ctx.self] = ctx; return { on: 0 }; },\nonInput(state, input, ctx) {\n${use}\n},`,
        'const contexts: any = {};',
      );
      expect(await verdictOf(source)).toMatch(/^crashed handler-effect-invalid 6:/);
    }
  });
});

describe('a handler that depends on more than its arguments', () => {
  const two: TinySystem = { nodes: tinyNodes(2, { inputs: ['go'] }) };

  test('is told both answers', async () => {
    const report = await checkTiny(two, onInput('count++;\nstate.on = count;', 'let count = 0;'));
    expect(summary(report)).toBe('nondeterministic two-answers 6:1');
    expect(report.verdict.problem?.answers).toEqual([
      { state: { on: 1 }, effects: [] },
      { state: { on: 2 }, effects: [] },
    ]);
    const choosing = await checkTiny(two, onInput('count++;\nctx.output(ctx.choose([count, 0]));', 'let count = 0;'));
    const answer = (first: number) =>
      [first, 0].map((data) => ({ state: { on: 0 }, effects: [{ kind: 'output', target: 0, data }] }));
    expect(choosing.verdict.problem?.answers).toEqual([answer(1), answer(3)]);
  });

  test.each([
    ['a regular expression that remembers', "state.on = pattern.test('aa') ? 1 : 2;", 'const pattern = /a/g;'],
    ['the order of calls', 'seen.push(ctx.self);\nstate.on = seen[0];', 'const seen: string[] = [];'],
    ['an object kept outside', 'kept.n++;\nstate.on = kept.n;', 'const kept = { n: 0 };'],
    [
      'a generator kept outside',
      'state.on = numbers.next().value;',
      'const numbers = (function* () { for (let n = 0; ; n++) yield n; })();',
    ],
    [
      'a number of options that changes',
      'count++;\nctx.choose([1, 2, 3].slice(0, 1 + (count % 2)));',
      'let count = 0;',
    ],
    ['a number of outputs that changes', 'count++;\nif (count > 2) ctx.output(1);', 'let count = 0;'],
    ['a throw that comes the third time', "count++;\nif (count > 3) throw new Error('third');", 'let count = 0;'],
  ])('by way of %s is nondeterministic', async (_name, body, outside) => {
    expect(await verdictOf(onInput(body, outside), two)).toMatch(/^nondeterministic two-answers/);
  });

  test('in a single call among many is nondeterministic all the same', async () => {
    const inputs = Array.from({ length: 600 }, (_, index) => index);
    for (const at of [400, 401, 555]) {
      const source = protocolOf(
        `init: () => 0, onInput(state, input, ctx) { count++; if (input === ${at} && count > ${at}) ctx.output('late'); return state + 1; },`,
        'let count = 0;',
      );
      expect(await verdictOf(source, { nodes: [{ id: 'a', role: 'node', inputs }] })).toMatch(
        /^nondeterministic two-answers/,
      );
    }
  });

  test('but whose memory changes no answer is fine', async () => {
    const cache = onInput(
      'if (!cache.has(input)) cache.set(input, input.length);\nstate.on = cache.get(input);',
      'const cache = new Map();',
    );
    expect(await verdictOf(cache, two)).toBe('holds');
    expect(await verdictOf(onInput('count++;', 'let count = 0;'), two)).toBe('holds');
  });
});
