/** Compiling: what is refused and where, that marks change nothing, and that positions lead back to the source. */
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { EvalFlags, QuickJS } from 'quickjs-wasi';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import {
  compileBytes,
  compileSource,
  interleaveTypes,
  interleaveValues,
  sourceBytesMax,
  sourceColumn,
} from '../../src/host/compile';
import type { Problem, Program } from '../../src/model';

const file = 'protocol.ts';

function compiled(source: string): Program {
  const result = compileSource(source, file);
  if (result.kind === 'refused') throw new Error(result.problems.map((problem) => problem.sentence).join('\n'));
  return result.program;
}

function problemsOf(source: string): readonly Problem[] {
  const result = compileSource(source, file);
  return result.kind === 'refused' ? result.problems : [];
}

/** `code line:column` of each problem. */
function summary(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`);
}

const good = "import { protocol } from 'interleave';\nexport default protocol({ init: () => ({}) });\n";

describe('a source that is not text', () => {
  test.each([
    ['is empty', '', 'source-empty 1:1'],
    ['holds only white space', ' \n\t\r\n', 'source-empty 1:1'],
    ['holds a NUL', `${good}// a\0`, 'source-not-text 3:5'],
    ['holds half of a surrogate pair', `${good}// \ud800x`, 'source-not-text 3:4'],
    ['holds the other half', `// \udc00x\n${good}`, 'source-not-text 1:4'],
    ['was decoded from bytes that are not UTF-8', `// caf\uFFFD\n${good}`, 'source-not-text 1:7'],
    ['holds a Unicode line separator', `// a\u2028\n${good}`, 'source-not-text 1:5'],
    ['ends its lines in bare carriage returns', good.replaceAll('\n', '\r'), 'source-not-text 1:39'],
  ])('is refused when it %s', (_name, source, expected) => {
    expect(summary(problemsOf(source))).toEqual([expected]);
  });

  test('may hold characters beyond the basic plane and line ends of either kind', () => {
    expect(problemsOf(`// 😀 é\r\n${good}`)).toEqual([]);
  });
});

describe('the limit on length', () => {
  test('counts bytes of UTF-8 and is exact', () => {
    const filler = (bytes: number): string => `${good}//${'é'.repeat((bytes - good.length - 2) / 2)}`;
    const even = sourceBytesMax - ((sourceBytesMax - good.length) % 2);
    expect(problemsOf(filler(even))).toEqual([]);
    expect(summary(problemsOf(filler(even + 2)))).toEqual(['source-too-long 1:1']);
  });

  test('is named in the sentence together with the length', () => {
    const [problem] = problemsOf('x'.repeat(1_000_000));
    expect(problem?.sentence).toContain('1,000,000 bytes');
    expect(problem?.sentence).toContain('256,000 bytes');
  });
});

describe('bytes', () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

  test('are read as UTF-8, with or without a byte order mark', () => {
    const marked = compileBytes(encode(`\uFEFF${good}`), file);
    expect(marked).toEqual(compileBytes(encode(good), file));
    expect(marked.kind).toBe('compiled');
  });

  test.each([
    ['a stray byte', [...encode('// é\n// a'), 0xff, 0x41], 'source-not-text 2:5', 'Byte 11'],
    ['an overlong form', [...encode('ab'), 0xc0, 0x80], 'source-not-text 1:3', 'Byte 3'],
    ['a character cut off at the end', [...encode('ab'), 0xe2, 0x82], 'source-not-text 1:3', 'middle of a character'],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 'source-not-text 1:1', 'UTF-16'],
  ])('that are %s are refused at the place where it starts', (_name, bytes, expected, words) => {
    const result = compileBytes(Uint8Array.from(bytes), file);
    const problems = result.kind === 'refused' ? result.problems : [];
    expect(summary(problems)).toEqual([expected]);
    expect(problems[0]?.sentence).toContain(words);
  });

  test('over the limit are refused before they are decoded', () => {
    const result = compileBytes(new Uint8Array(sourceBytesMax + 1).fill(0xff), file);
    expect(result.kind === 'refused' && summary(result.problems)).toEqual(['source-too-long 1:1']);
  });
});

describe('syntax', () => {
  test('errors come with their place and what the parser expected', () => {
    const problems = problemsOf(`${good}const a = (1 + ;\nconst b = [;`);
    expect(summary(problems)).toEqual(['syntax-error 3:16', 'syntax-error 4:12']);
    expect(problems[0]?.sentence).toContain('Expression expected.');
  });

  test('errors are listed up to twenty', () => {
    expect(problemsOf('const = ;\n'.repeat(100))).toHaveLength(20);
  });

  test.each(['[', '(', '{', '{a:', 'f(', '`${', 'if (a) {', '!', 'x => ', 'function(){return ', 'x = <T extends A<'])(
    'of 200 kB of `%s` is a problem, not an overflow of our stack',
    (piece) => {
      const problems = problemsOf(`x = ${piece.repeat(200_000 / piece.length)}`);
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.every((problem) => problem.code === 'syntax-error' && problem.place !== undefined)).toBe(true);
    },
  );

  test.each([
    ['brackets', (count: number) => `${'['.repeat(count)}${']'.repeat(count)}`],
    ['sums', (count: number) => Array.from({ length: count }, () => 'a').join(' + ')],
    ['calls', (count: number) => `a${'.b()'.repeat(count)}`],
  ])('that is right but nested too deeply is refused at its place: %s', (_name, nest) => {
    expect(problemsOf(`${good}const a = ${nest(50)};`)).toEqual([]);
    const [problem] = problemsOf(`${good}const a = ${nest(20_000)};`);
    expect(problem?.code).toBe('syntax-error');
    expect(problem?.sentence).toContain('nested more than 200 levels');
    expect(problem?.place?.line).toBe(3);
  });
});

describe('what cannot be erased or loaded', () => {
  test.each([
    ['enum Phase { Idle }', 'not-erasable 3:1', 'union of strings'],
    ['const enum Phase { Idle }', 'not-erasable 3:1', 'union of strings'],
    ['namespace N { export const a = 1 }', 'not-erasable 3:1', 'top-level functions'],
    ['class A { constructor(private b: number) {} }', 'not-erasable 3:23', 'Declare the field'],
    ['const a = <number>b;', 'not-erasable 3:11', '`value as Type`'],
    ['const a = 1 + 1 as number / 2;', 'not-erasable 3:11', 'parentheses'],
    ['import a = N.b;', 'not-erasable 3:1', 'const'],
    ['export as namespace N;', 'not-erasable 3:1', 'export default'],
    ['@sealed class A {}', 'not-erasable 3:1', 'Call the function yourself'],
    ['class A { accessor b = 1 }', 'not-erasable 3:11', 'getter and a setter'],
    ['function f() { using a = b; }', 'not-erasable 3:16', '`const`'],
    ['class A { [a as string]: number = 1 }', 'not-erasable 1:1', 'computed field names'],
    ["import fs from 'node:fs';", 'import-unknown 3:16', '`node:fs` cannot be imported'],
    ["import './other';", 'import-unknown 3:8', 'one file'],
    ["import type { A } from './types';", 'import-unknown 3:24', 'one file'],
    ["let a: import('./types').A;", 'import-unknown 3:8', 'one file'],
    ["export * from './other';", 'import-unknown 3:1', 're-export'],
    ["export { protocol } from 'interleave';", 'import-unknown 3:1', 're-export'],
    ["const a = () => import('interleave');", 'import-unknown 3:17', '`import()`'],
    ["import interleave from 'interleave';", 'import-unknown 3:8', 'no default export'],
    ["import { sendAll } from 'interleave';", 'import-unknown 3:10', 'no export `sendAll`'],
    ["import defer * as i from 'interleave';", 'import-unknown 3:8', 'deferred'],
    ['const a = import.meta.url;', 'sandbox-forbidden 3:11', 'import.meta'],
    ['const a = await 1;', 'sandbox-forbidden 3:11', 'asynchronous'],
    ['for await (const a of []) {}', 'sandbox-forbidden 3:1', 'asynchronous'],
    ['class A { [await 1] = 2 }', 'sandbox-forbidden 3:12', 'asynchronous'],
    ['const __line = 1;', 'syntax-error 3:7', 'reserved'],
    ['const a = { \\u005f_line: 1 };', 'syntax-error 3:13', 'reserved'],
    ['if (a) type B = 1;', 'syntax-error 3:8', 'braces'],
    ['if (a) const b = 1;', 'syntax-error 3:8', 'braces'],
    ['while (a) function f() {}', 'syntax-error 3:11', 'braces'],
    ['a: interface B {}', 'syntax-error 3:4', 'braces'],
    ['export default 1;', 'syntax-error 3:1', 'second default export'],
  ])('%s', (line, expected, words) => {
    const problems = problemsOf(`${good}${line}`);
    expect(summary(problems)).toEqual([expected]);
    expect(problems[0]?.sentence).toContain(words);
  });

  test('several problems come in order of place', () => {
    expect(summary(problemsOf(`enum A { B }\n${good}import './c';\nenum D {}`))).toEqual([
      'not-erasable 1:1',
      'import-unknown 4:8',
      'not-erasable 5:1',
    ]);
  });

  test.each([
    'declare enum A { B }',
    'declare namespace N { function f(): void }',
    "import type { Context } from 'interleave';",
    "let a: import('interleave').Context<1, 2, 3, 4>;",
    'const a = async () => { await 1; for await (const b of []) {} };',
    'const a = { line: "__line" };',
    "export { a }; const a = 'import()';",
    'a: for (;;) break a;',
  ])('is not: %s', (line) => {
    expect(problemsOf(`${good}${line}`)).toEqual([]);
  });
});

describe('the protocol of a file', () => {
  test.each([
    ['no export', 'const a = 1;'],
    ['only a comment', '\n // nothing here\n'],
    ['only named exports', 'export const a = 1; export function b() {}'],
    ['only a type as default', 'export default interface A {}'],
    ['only a type named default', 'interface A {} export { type A as default };'],
    ['only an overload as default', 'export default function a(): void;'],
  ])('is missing from a file with %s', (_name, source) => {
    const problems = problemsOf(source);
    expect(problems.map((problem) => problem.code)).toEqual(['no-protocol']);
    expect(problems[0]?.sentence).toContain('export default protocol({ … })');
  });

  test.each(['const a = {}; export { a as default };', 'export default class {}', 'export default function a() {}'])(
    'may be exported as `%s`',
    (source) => {
      expect(problemsOf(source)).toEqual([]);
    },
  );
});

describe('imports of types from interleave', () => {
  test('need not say `type`: they are blanked out, and nothing moves', () => {
    const source = `import {\n  Context,\n  protocol, NodeId as Name, Signed\n} from 'interleave';\nexport default protocol({});`;
    const { code } = compiled(source);
    expect(code.split('\n').slice(0, 4)).toEqual([
      'import {',
      '          ',
      '  protocol,                       ',
      "} from 'interleave';",
    ]);
  });

  test('are known: the two lists name exactly what the declaration file exports', () => {
    const text = readFileSync(new URL('../../src/model/interleave.d.ts', import.meta.url), 'utf8');
    const values: string[] = [];
    const types: string[] = [];
    for (const statement of ts.createSourceFile('interleave.d.ts', text, ts.ScriptTarget.ESNext).statements) {
      if (ts.isFunctionDeclaration(statement)) values.push(statement.name?.text ?? '');
      else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
        types.push(statement.name.text);
    }
    expect([...interleaveValues].sort()).toEqual(values.sort());
    expect([...interleaveTypes].sort()).toEqual(types.sort());
  });
});

describe('line marks', () => {
  function codeOf(source: string): string {
    return compiled(`${source}\nexport default {};`).code.split('\n').slice(0, -1).join('\n');
  }

  test.each([
    ['a();', '__line(1);a();'],
    ['a(); b();', '__line(1);a(); __line(1);b();'],
    ['if (a) b(); else c();', '__line(1);if (a) {__line(1);b();} else {__line(1);c();}'],
    ['if (a) b()\nelse if (c) d()', '__line(1);if (a) {__line(1);b()}\nelse {__line(2);if (c) {__line(2);d()}}'],
    ['for (;;) break', '__line(1);for (;;) {__line(1);break}'],
    ['do a(); while (b) c()', '__line(1);do {__line(1);a();} while (b) __line(1);c()'],
    ['while (a);', '__line(1);while (a);'],
    ['a: for (;;) continue a;', '__line(1);a: for (;;) {__line(1);continue a;}'],
    ['a:\n{ b() }', 'a:\n{ __line(2);b() }'],
    ['a: b:\nfor (;;) break a', '__line(2);a: b:\nfor (;;) {__line(2);break a}'],
    ['{ a(); }', '{ __line(1);a(); }'],
    [
      'switch (a) { case 1: b(); default: c() }',
      '__line(1);switch (a) { case 1: __line(1);b(); default: __line(1);c() }',
    ],
    ['"use strict"; a()', '"use strict"; __line(1);a()'],
    ['function f() { "use strict"; return 1 }', 'function f() { "use strict"; __line(1);return 1 }'],
    ['export const a = 1;', 'export const a = 1;'],
    [
      'class A { b = 1; c() { d() } static { e() } }',
      'class A { b = 1; c() { __line(1);d() } static { __line(1);e() } }',
    ],
    ['class A { get b() { return 1 } }', 'class A { get b() { __line(1);return 1 } }'],
    ['function* f() { yield 1 }', 'function* f() { __line(1);yield 1 }'],
    ['type A = 1; interface B {} declare const c: 1;', '                                              '],
    ['declare namespace N { const a = () => 1 }', ' '.repeat(41)],
    ['declare function f(a = () => 1): void;', ' '.repeat(38)],
    ['const a = (b) => b;', '__line(1);const a = (b) => (__line(1),b);'],
    ['const a = () => ({});', '__line(1);const a = () => (__line(1),({}));'],
    ['const a = (b) => c || b as T\nd()', '__line(1);const a = (b) => (__line(1),c || b);    \n__line(2);d()'],
    ['const a = (b) => b!\nd()', '__line(1);const a = (b) => (__line(1),b) \n__line(2);d()'],
    ['const a = (b) => (c) => b as T;', '__line(1);const a = (b) => (__line(1),(c) => b)     ;'],
    [
      'function f() { a.map((b) => b);\na.map(\n(b) => b) }',
      'function f() { __line(1);a.map((b) => b);\n__line(2);a.map(\n(b) => (__line(3),b)) }',
    ],
    ['if (a) b = c as T\nd()', '__line(1);if (a) {__line(1);b = c;    }\n__line(2);d()'],
  ])('of `%s`', (source, expected) => {
    expect(codeOf(source)).toBe(expected);
  });

  test('come again before an effect if another call may have left its own', () => {
    expect(codeOf('function f() { c.send(a, b) }')).toBe('function f() { __line(1);c.send(a, b) }');
    expect(codeOf('function f() { c.send(a, g()) }')).toBe('function f() { __line(1);c.send(a, [g(),__line(1)][0]) }');
    expect(codeOf('function f() { g() && c.output(a as T) }')).toBe(
      'function f() { __line(1);g() && c.output([a,__line(1)][0]     ) }',
    );
    expect(codeOf('function f() { c.send(...g()) }')).toBe('function f() { __line(1);c.send(...[g(),__line(1)][0]) }');
  });

  test('are listed as executable lines, ascending, each once', () => {
    const { executable } = compiled(
      'let a = 1;\n\nfunction f() {\n  a(); b();\n}\nexport default {\n  c: () =>\n    1,\n};',
    );
    expect(executable).toEqual([1, 4, 8]);
  });

  test('add no line and keep the length of every line but for the insertions', () => {
    const source = 'const a: number = 1;\r\nif (a)\r\n  b<string>();\r\nexport default a as unknown;\r\n';
    const { code, insertions } = compiled(source);
    const lines = code.split('\n');
    expect(lines).toHaveLength(source.split('\n').length);
    for (const [index, line] of source.split('\n').entries()) {
      const spans = insertions.find((entry) => entry.line === index + 1)?.spans ?? [];
      expect(lines[index]).toHaveLength(line.length + spans.reduce((sum, [, length]) => sum + length, 0));
    }
  });
});

/** Small modules whose default export is called; what it returns is all there is to see. */
const corpus: Record<string, string> = {
  'types everywhere': `
    interface State { count: number; readonly seen: Map<string, number[]> }
    type Step<T extends keyof State = 'count'> = (state: State, key: T) => State[T];
    const step: Step = (state, key) => state[key]!
    abstract class Base<T> { constructor(protected0: T) { this.value = protected0 } readonly value: T; declare other: number; abstract twice(): T; }
    class Twice extends Base<number> implements Iterable<number> {
      override twice(): number { return this.value * 2 }
      *[Symbol.iterator](): Generator<number> { yield this.value; yield this.twice() as number }
    }
    function pick(value: string): string
    function pick(value: number): number
    function pick(this: void, value: unknown) { return value as string & number }
    export default () => [step({ count: 3, seen: new Map<string, number[]>() }, 'count'), [...new Twice(4)], pick('a'), pick(1)!]`,
  'statements without semicolons': `
    const log: unknown[] = []
    let i = 0
    ;[1, 2].forEach((n) => log.push(n))
    const text = \`a\${i}\`
    ;(() => { log.push(text) })()
    const re = /a[/]b/g as RegExp
    ;\`x\`.length
    i
    ++i
    do log.push(i); while (i++ < 3) log.push('after')
    type Gap = string
    ;[i].map((n) => log.push(n))
    export default () => log`,
  'bodies without braces': `
    export default () => {
      const log: string[] = []
      for (let i = 0; i < 3; i++) if (i % 2) log.push('odd' + i); else log.push('even' + i)
      for (const k in { a: 1, b: 2 }) log.push(k)
      for (const v of [1, 2]) for (const w of [3, 4]) if (v + w === 5) continue; else log.push(v + '' + w)
      let n = 3
      while (n--) if (n === 1) break
      else log.push('n' + n)
      if (n) if (n > 5) log.push('big'); else log.push('small')
      if (log.length > 100) ; else log.push('else')
      return log
    }`,
  'labels, switches and exceptions': `
    export default () => {
      const log: string[] = []
      outer: for (let i = 0; i < 3; i++) {
        inner:
        for (const j of [0, 1, 2]) {
          if (j === 1) continue outer
          switch (i) {
            case 0: log.push('zero')
            case 1: { log.push('one'); break inner }
            default: break outer
          }
        }
      }
      block: { log.push('in'); if (log.length) break block; log.push('never') }
      try { try { throw new TypeError('x') } finally { log.push('finally') } }
      catch ({ name, message }: any) { log.push(name + message) }
      try { (null as any).x } catch { log.push('caught') }
      return log
    }`,
  'functions of every kind': `
    const make = () => () => function () { return typeof this }
    const named = (() => { const f = () => {}; const g = class {}; return f.name + g.name })()
    async function later(n: number) { await null; return n }
    const o = {
      get a() { return 1 }, set a(v) { this.b = v }, b: 0, 'c d'() { return super.toString.name }, async *e() { yield 1 },
      f: (a: number, b = a + 1, ...rest: number[]): number => a + b + rest.length, ['g' + 1]: (x: number) => ({ x }),
    }
    class Counter { static total = 0; #n = 0; static { Counter.total = 5 } up = () => ++this.#n; get n() { return this.#n } }
    export default () => {
      o.a = 7
      const c = new Counter(); c.up(); c.up()
      const fib = (n: number): number => n < 2 ? n : fib(n - 1) + fib(n - 2)
      const chain = [3, 1, 2].map((n) => n * 2).filter((n) => n > 2).sort((a, b) => a - b)
      return [make()()(), named, o.a, o.b, o['c d'](), o.f(1), o.f(1, 2, 3), o.g1(4), Counter.total, c.n, fib(10), chain, later.length]
    }`,
  effects: `
    interface Ctx { send(...parts: unknown[]): void; output(value: unknown): void; setTimer(a: unknown, b?: number): void }
    export default () => {
      const log: unknown[] = []
      const ctx: Ctx = { send(...parts) { log.push(['send', parts, arguments.length]) }, output: (v) => { log.push(v) }, setTimer(a, b) { log.push([a, b]) } }
      const make = (n: number) => ({ n })
      ctx.send('a', make(1)); ctx.send(...[1, 2].map((n) => make(n))); ctx.send()
      make(1).n && ctx.output(make(2) as unknown)
      ctx.setTimer(make(1)); ctx.setTimer(1, make(7).n);
      [1, 2].forEach((n) => ctx.send(n, (log.length, make(n))))
      ctx.output(() => make(1)); ctx.output(make(ctx.send(make(1)) as any))
      return log.map((entry) => typeof entry === 'function' ? String((entry as any)().n) : entry)
    }`,
};

interface Run {
  /** What the default export returned as JSON, or the name of the error it threw. */
  readonly result: string;
  readonly marks: readonly number[];
  /** For each call of `ctx.output`: what it was called with, and the line of the mark before it. */
  readonly outputs: readonly { readonly value: unknown; readonly line: number | undefined }[];
}

/** Runs the default export of a module, which imports nothing, as a script in a fresh realm. */
function run(javascript: string): Run {
  const marks: number[] = [];
  const outputs: { value: unknown; line: number | undefined }[] = [];
  const context = createContext({
    __line: (line: number) => void marks.push(line),
    ctx: { output: (value: unknown) => void outputs.push({ value, line: marks.at(-1) }) },
  });
  const script = `'use strict';${javascript.replace('export default ', 'globalThis.main = ')}`;
  const call = `(() => { try { return JSON.stringify(main()) ?? 'nothing' } catch (error) { return error.name } })()`;
  runInContext(script, context, { timeout: 5000 });
  return { result: String(runInContext(call, context, { timeout: 5000 })), marks, outputs };
}

/** JavaScript by another way than ours. */
function transpiled(source: string): string {
  return ts.transpile(source, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  });
}

/** Statements of every form; `@` stands for the number of the line it is on. */
const { statements } = fc.letrec<{ statements: string; statement: string; single: string }>((tie) => ({
  statements: fc.array(tie('statement'), { minLength: 1, maxLength: 4, size: 'max' }).map((list) => list.join('\n')),
  statement: fc.oneof(
    { weight: 4, arbitrary: tie('single') },
    fc.constantFrom(
      'const a@: number = @',
      'type A@ = string',
      'interface B@ { c: 1 }',
      'declare const d@: number',
      'const e@ = (n: number) => ctx.output(@) as unknown; e@(1)',
      'const f@ = () => id(@) || 1 as number\nctx.output(@)',
      ';',
    ),
    tie('statements').map((list) => `{ function g() {\nfor (const once of [1]) {\n${list}\n}\n}\ng() }`),
    tie('statements').map(
      (list) => `for (const g of [(): unknown => {\nfor (const once of [1]) {\n${list}\n}\n}]) g()`,
    ),
    fc.constantFrom(
      'ctx.output(@); ctx.output(@)',
      ';[1, 2].forEach((n) => ctx.output(@))',
      ';(() => ctx.output(@))()',
      ';[id(@)].map(id).forEach((n) => ctx.output(n))',
    ),
  ),
  single: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(
      'ctx.output(@);',
      'ctx.output(@)',
      'ctx.output(id(@))',
      'take() && ctx.output(@)',
      'id(@), ctx.output(@ as number)',
      'void [1, 2].forEach((n) => ctx.output(@))',
      'void [id(@)].map(id).forEach((n) => ctx.output(n))',
      'void (() => ctx.output(@))()',
      'if (take()) break',
      'if (take()) continue; else ctx.output(@)',
      'if (take()) return log.push(@) as any',
      'log.push(@)',
    ),
    fc.tuple(tie('single'), tie('single')).map(([a, b]) => `if (take()) ${a}\nelse ${b}`),
    tie('single').map((a) => `if (take())\n${a}`),
    tie('single').map((a) => `while (take()) ${a}`),
    tie('single').map((a) => `for (const n of [1, 2] as number[]) ${a}`),
    tie('single').map((a) => `for (let i = 0; i < 2; i++)\n${a}`),
    tie('single').map((a) => `do ${a}\nwhile (take())`),
    tie('single').map((a) => `label@:\n${a}`),
    tie('statements').map((list) => `{ ${list} }`),
    tie('statements').map((list) => `label@: { break label@\n${list} }`),
    fc
      .tuple(tie('statements'), tie('statements'))
      .map(([a, b]) => `switch (id(take() ? 1 : 2)) { case 1: ${a}\ndefault:\n${b}\n}`),
    fc
      .tuple(tie('statements'), tie('statements'))
      .map(([a, b]) => `try { ${a}\nthrow 1 } catch { ${b} } finally { log.push(@) }`),
  ),
}));

/** A module around generated statements that ends in bounded time. */
function moduleOf(body: string): string {
  const lines = `let budget = 30
const log: number[] = []
function take(): boolean {
  return budget-- > 0 && budget % 3 !== 0
}
const id = <T,>(value: T): T => value
export default () => {
for (const once of [1]) {
${body}
}
return log
}`.split('\n');
  return lines.map((line, index) => line.replaceAll('@', String(index + 1))).join('\n');
}

describe('marked code', () => {
  test.each(Object.entries(corpus))('does what the source does: %s', (_name, source) => {
    const marked = run(compiled(source).code);
    expect(marked.result).toBe(run(transpiled(source)).result);
    expect(marked.result).toMatch(/^\[.{10}/);
    expect(marked.marks.length).toBeGreaterThan(0);
  });

  test('does what the source does, for generated programs', () => {
    let outputs = 0;
    fc.assert(
      fc.property(statements, (body) => {
        const source = moduleOf(body);
        const marked = run(compiled(source).code);
        const plain = run(transpiled(source));
        expect(marked.result).toBe(plain.result);
        expect(marked.outputs.map(({ value }) => value)).toEqual(plain.outputs.map(({ value }) => value));
        outputs += plain.outputs.length;
      }),
      { numRuns: 250 },
    );
    expect(outputs).toBeGreaterThan(500);
  });

  test('has its own line marked last whenever it asks for an effect, for generated programs', () => {
    fc.assert(
      fc.property(statements, (body) => {
        for (const { value, line } of run(compiled(moduleOf(body)).code).outputs) expect(line).toBe(value);
      }),
      { numRuns: 250 },
    );
  });
});

/** Every token of JavaScript with its place, lines and columns from 1. */
function tokensOf(
  javascript: string,
): readonly { readonly text: string; readonly line: number; readonly column: number }[] {
  const tree = ts.createSourceFile('a.js', javascript, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const tokens: { text: string; line: number; column: number }[] = [];
  const collect = (node: ts.Node): void => {
    const children = node.getChildren(tree);
    for (const child of children) collect(child);
    if (children.length > 0 || node.getText(tree) === '') return;
    const { line, character } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
    tokens.push({ text: node.getText(tree), line: line + 1, column: character + 1 });
  };
  collect(tree);
  return tokens;
}

/** The column that the sandbox would report for a column in UTF-16 units. */
function byteColumn(text: string, line: number, column: number): number {
  return new TextEncoder().encode((text.split('\n')[line - 1] ?? '').slice(0, column - 1)).length + 1;
}

describe('a column of the code', () => {
  function expectTokensToMapBack(source: string): void {
    const program = compiled(source);
    const lines = source.split('\n');
    let mapped = 0;
    for (const { text, line, column } of tokensOf(program.code)) {
      const spans = program.insertions.find((entry) => entry.line === line)?.spans ?? [];
      if (spans.some(([start, length]) => column >= start && column < start + length)) continue;
      const back = sourceColumn(program, line, byteColumn(program.code, line, column));
      const there = lines[line - 1]?.slice(back - 1) ?? '';
      // The eraser may put in a semicolon for a type that ended a statement; it stands for no token of the source.
      if (text === ';' && !there.startsWith(';')) continue;
      expect(there.startsWith(text.split('\n')[0] ?? '')).toBe(true);
      mapped += 1;
    }
    const plain = tokensOf(transpiled(source)).filter(({ text }) => text !== ';').length;
    expect(mapped).toBeGreaterThanOrEqual(plain * 0.8);
  }

  test.each(Object.entries(corpus))('leads back to the token in the source: %s', (_name, source) => {
    expectTokensToMapBack(source);
    expectTokensToMapBack(source.replaceAll('log.push(', '/* é😀 */ log.push('));
  });

  test('leads back to the token in the source, for generated programs', () => {
    fc.assert(
      fc.property(statements, (body) => expectTokensToMapBack(moduleOf(body))),
      { numRuns: 100 },
    );
  });

  test('inside an insertion leads to what follows it', () => {
    const program = compiled('if (a) b();\nexport default {};');
    expect(program.code.split('\n')[0]).toBe('__line(1);if (a) {__line(1);b();}');
    expect([1, 5, 10, 11, 17, 18, 25, 28, 29, 33, 34].map((column) => sourceColumn(program, 1, column))).toEqual([
      1, 1, 1, 1, 7, 8, 8, 8, 8, 12, 12,
    ]);
  });

  test('as QuickJS reports it leads back to the call that threw', async () => {
    const vm = await QuickJS.create({ wasm: readFileSync(new URL(import.meta.resolve('quickjs-wasi/quickjs.wasm'))) });
    vm.evalCode('globalThis.__line = () => {}').dispose();
    for (const line of [
      'boom()',
      'if (true) boom(); else boom()',
      "const é: string = 'é😀' + boom();",
      'const a = (b: number) => boom() as number; a(1)',
    ]) {
      const source = `const text: string = ''\n  ${line}\nexport default text`;
      const program = compiled(source);
      const thrown = await vm.resolvePromise(vm.evalCode(program.code, file, EvalFlags.TYPE_MODULE));
      const stack = 'error' in thrown ? String(vm.dump(thrown.error.getProp('stack'))) : '';
      const [, at, column] = /protocol\.ts:(\d+):(\d+)/.exec(stack) ?? [];
      expect(at).toBe('2');
      expect(sourceColumn(program, 2, Number(column))).toBe(line.indexOf('boom') + 3);
    }
    vm.dispose();
  });
});
