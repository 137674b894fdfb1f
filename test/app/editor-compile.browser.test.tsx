/** Compiling from a page: in a real worker, without an editor, and with workers that do not answer. */
import { afterEach, describe, expect, test } from 'vitest';
import { compile } from '../../src/app/editor';
import { type CompileWorker, createCompiler } from '../../src/app/editor/compiler';
import {
  onTypeScriptWorkerEnd,
  restartTypeScriptWorker,
  typeScriptWorker,
  typeScriptWorkerForEditor,
} from '../../src/app/editor/typescript-worker';

const good = "import { protocol } from 'interleave';\nexport default protocol({ init: () => ({}) });\n";

describe('compiling in the TypeScript worker', () => {
  test('gives the program, types blanked out and lines marked', async () => {
    expect(await compile('const a = (b: number) => b as unknown;\nif (a) a(1)\nexport default a;', 'x.ts')).toEqual({
      kind: 'compiled',
      program: {
        file: 'x.ts',
        code: '__line(1);const a = (b        ) => (__line(1),b)           ;\n__line(2);if (a) {__line(2);a(1)}\nexport default a;',
        insertions: [
          {
            line: 1,
            spans: [
              [1, 10],
              [36, 11],
              [48, 1],
            ],
          },
          {
            line: 2,
            spans: [
              [1, 10],
              [18, 11],
              [33, 1],
            ],
          },
        ],
        executable: [1, 2],
      },
    });
  });

  test('refuses as it does on the command line', async () => {
    const refusals = [
      ['', 'source-empty 1:1'],
      [`${good}\0`, 'source-not-text 3:1'],
      ['x'.repeat(1_000_000), 'source-too-long 1:1'],
      [`${good}const a = (;`, 'syntax-error 3:12'],
      [`${good}enum A { B }`, 'not-erasable 3:1'],
      [`${good}import 'fs';`, 'import-unknown 3:8'],
      [`${good}await 1;`, 'sandbox-forbidden 3:1'],
      ['const a = 1;', 'no-protocol 1:1'],
    ] as const;
    for (const [source, expected] of refusals) {
      const result = await compile(source, 'protocol.ts');
      const problems = result.kind === 'refused' ? result.problems : [];
      expect(problems.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`)).toEqual([expected]);
    }
  });

  test('survives 200 kB of nested brackets', async () => {
    for (const bracket of ['[', '({a:', '`${', 'x => ']) {
      const result = await compile(`${good}x = ${bracket.repeat(200_000 / bracket.length)}`, 'protocol.ts');
      expect(result.kind === 'refused' && result.problems[0]?.code).toBe('syntax-error');
    }
    expect((await compile(good, 'protocol.ts')).kind).toBe('compiled');
  });

  test('answers in the order of the calls, each call with its own program', async () => {
    const order: number[] = [];
    const results = await Promise.all(
      Array.from({ length: 20 }, async (_unused, index) => {
        const result = await compile(`export default ${index};`, `${index}.ts`);
        order.push(index);
        return result.kind === 'compiled' ? [result.program.file, result.program.code] : [];
      }),
    );
    expect(order).toEqual(Array.from({ length: 20 }, (_unused, index) => index));
    expect(results[7]).toEqual(['7.ts', 'export default 7;']);
  });

  test('goes on when the editor ends its worker in the middle', async () => {
    const first = typeScriptWorkerForEditor();
    const answers = [compile('export default 1;', 'a.ts'), compile('export default 2;', 'b.ts')];
    first.terminate();
    expect((await Promise.all(answers)).map(({ kind }) => kind)).toEqual(['compiled', 'compiled']);
    expect(typeScriptWorker().worker).not.toBe(first);
  });

  test('shares one worker with the editor, which gets another only when it starts anew', async () => {
    restartTypeScriptWorker(typeScriptWorker());
    await compile(good, 'protocol.ts');
    const { worker } = typeScriptWorker();
    expect(typeScriptWorkerForEditor()).toBe(worker);
    const next = typeScriptWorkerForEditor();
    expect(next).not.toBe(worker);
    expect(typeScriptWorker().worker).toBe(next);
    expect((await compile(good, 'protocol.ts')).kind).toBe('compiled');
  });
});

interface TestWorker extends CompileWorker {
  readonly worker: Worker;
}

describe('a worker that does not answer', () => {
  const started: Worker[] = [];
  afterEach(() => {
    for (const worker of started.splice(0)) worker.terminate();
  });

  /** Starts workers with the given codes, one after the other; the last again and again. */
  function workers(...codes: readonly string[]) {
    const restarted: TestWorker[] = [];
    return {
      restarted,
      obtain: (): TestWorker => {
        const code = codes[Math.min(started.length, codes.length - 1)] ?? '';
        const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
        started.push(worker);
        const { port1, port2 } = new MessageChannel();
        worker.postMessage('channel', [port2]);
        return { worker, port: port1 };
      },
      restart: (handle: TestWorker): void => {
        restarted.push(handle);
        handle.worker.terminate();
      },
      onEnd: (): void => {},
    };
  }

  const onPort = (body: string): string => `onmessage = ({ ports: [port] }) => { ${body} }`;
  const answering = onPort(
    "port.onmessage = ({ data }) => port.postMessage({ kind: 'compiled', id: data.id, compiled: { kind: 'refused', problems: [{ code: 'source-empty', sentence: data.source }] } }); port.postMessage({ kind: 'ready' });",
  );
  const hanging = onPort("port.postMessage({ kind: 'ready' }); port.onmessage = () => { for (;;); }");

  test('is restarted after the limit and the problem says so; the next call is answered by another', async () => {
    const setup = workers(hanging, answering);
    const compileThere = createCompiler({ ...setup, answerMsMax: 1500 });
    const [first, second] = await Promise.all([compileThere('a', 'a.ts'), compileThere('b', 'b.ts')]);
    expect(first).toEqual({
      kind: 'refused',
      problems: [
        {
          code: 'worker-died',
          sentence:
            'The TypeScript worker did not answer within 2 seconds and was restarted. Try again; if it happens again, simplify the types in this file.',
        },
      ],
    });
    expect(second).toEqual({ kind: 'refused', problems: [{ code: 'source-empty', sentence: 'b' }] });
    expect(setup.restarted).toHaveLength(1);
  });

  test('because it cannot be loaded gives a problem at once, and is tried again at the next call', async () => {
    const compileThere = createCompiler(workers('this is no code', answering));
    const first = await compileThere('a', 'a.ts');
    expect(first.kind === 'refused' && first.problems[0]?.sentence).toContain('could not be loaded');
    expect((await compileThere('b', 'b.ts')).kind === 'refused').toBe(true);
    expect(started).toHaveLength(2);
  });

  test('has more time to load than to answer', async () => {
    const slow = `const until = Date.now() + 900; while (Date.now() < until); ${answering}`;
    const compileThere = createCompiler({ ...workers(slow), answerMsMax: 500, loadMsMax: 30_000 });
    expect(await compileThere('a', 'a.ts')).toEqual({
      kind: 'refused',
      problems: [{ code: 'source-empty', sentence: 'a' }],
    });
  });

  test('because the compiler failed is kept, and the failure is told', async () => {
    const failing = onPort(
      "port.onmessage = ({ data }) => port.postMessage({ kind: 'failed', id: data.id, message: 'Error: no' }); port.postMessage({ kind: 'ready' });",
    );
    const setup = workers(failing);
    const result = await createCompiler(setup)('a', 'a.ts');
    expect(result.kind === 'refused' && result.problems[0]?.sentence).toContain('The compiler failed: Error: no');
    expect(setup.restarted).toHaveLength(0);
  });

  test('that the page shares is ended for good, and those who share it are told', async () => {
    const ends: string[] = [];
    const stop = onTypeScriptWorkerEnd((_handle, end) => ends.push(end));
    const handle = typeScriptWorker();
    restartTypeScriptWorker(handle);
    restartTypeScriptWorker(handle);
    typeScriptWorker().worker.terminate();
    stop();
    expect(ends).toEqual(['restarted', 'ended']);
    expect((await compile(good, 'protocol.ts')).kind).toBe('compiled');
  });
});
