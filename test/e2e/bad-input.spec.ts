/** Whatever is pasted into the editor gets a verdict with a place; the tab answers, and the work is kept. */
import { readFile } from 'node:fs/promises';
import {
  copySource,
  expect,
  openChallenge,
  pasteSource,
  saveState,
  scan,
  sourceEditor,
  test,
  verdictCard,
} from './support';

const slug = 'the-lock-that-forgets';
const starter = new URL(`../../challenges/${slug}/starter.ts`, import.meta.url);

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

interface BadInput {
  readonly what: string;
  readonly source: string;
  readonly verdict: 'Invalid' | 'Crashed' | 'Runaway' | 'Two answers';
  /** Line and column. */
  readonly place: string;
  readonly sentence: string;
  /** Whether this verdict is looked at for accessibility, too: one of each kind is enough. */
  readonly isScanned?: true;
}

const badInputs: readonly BadInput[] = [
  {
    what: 'nothing at all',
    source: '',
    verdict: 'Invalid',
    place: '1:1',
    sentence: 'This file is empty.',
  },
  {
    what: 'a syntax error',
    source: handling('state.calls = = 1;'),
    verdict: 'Invalid',
    place: '9:19',
    sentence: 'This does not read as TypeScript: Expression expected.',
    isScanned: true,
  },
  {
    what: 'a megabyte',
    source: `// ${'x'.repeat(1024 * 1024)}\n`,
    verdict: 'Invalid',
    place: '1:1',
    sentence: 'This file is 1,048,580 bytes long; the limit is 256,000 bytes (256 kB).',
  },
  {
    what: 'a loop without end',
    source: handling('for (;;) state.calls += 1;'),
    verdict: 'Runaway',
    place: '9:1',
    sentence: 'onMessage did not finish within its budget of steps.',
  },
  {
    what: 'a recursion without end',
    source: handling('const again = (n: number): number => again(n + 1) + 1; state.calls = again(0);'),
    verdict: 'Runaway',
    place: '9:52',
    sentence: 'onMessage called itself too deeply.',
    isScanned: true,
  },
  {
    what: 'a text of a gigabyte',
    source: handling('state.calls = message.padStart(2 ** 30).length;'),
    verdict: 'Crashed',
    place: '9:27',
    sentence: 'onMessage threw RangeError: invalid string length',
  },
  {
    what: 'a gigabyte of lists',
    source: handling('const all = []; while (all.length < 1_000) all.push(new Array(125_000).fill(0));'),
    verdict: 'Runaway',
    place: '9:1',
    sentence: 'onMessage used more than 64 MB of memory.',
  },
  {
    what: 'fetch',
    source: handling("fetch('https://example.org/' + message);"),
    verdict: 'Crashed',
    place: '9:5',
    sentence: 'onMessage: fetch does not exist for handlers.',
    isScanned: true,
  },
  {
    what: 'indexedDB',
    source: handling("indexedDB.deleteDatabase('interleave');"),
    verdict: 'Crashed',
    place: '9:5',
    sentence: 'onMessage: indexedDB does not exist for handlers.',
  },
  {
    what: 'a dynamic import',
    source: handling("import('https://example.org/x.js');"),
    verdict: 'Invalid',
    place: '9:5',
    sentence: 'A protocol cannot load modules with `import()`.',
  },
  {
    what: 'code made from text',
    source: handling("state.calls = ctx.send.constructor.constructor('return 7')();"),
    verdict: 'Crashed',
    place: '9:40',
    sentence: 'onMessage: code made from text does not exist for handlers.',
  },
  {
    what: 'a polluted prototype',
    source: handling('(Object.prototype as Record<string, unknown>).polluted = message;'),
    verdict: 'Crashed',
    place: '9:62',
    sentence: 'onMessage threw TypeError: object is not extensible',
  },
  {
    what: 'shared memory',
    source: handling('state.calls = new SharedArrayBuffer(8).byteLength;'),
    verdict: 'Crashed',
    place: '9:23',
    sentence: 'onMessage: SharedArrayBuffer does not exist for handlers.',
  },
  {
    what: 'a counter that handlers share',
    source: `let count = 0;\n${handling('count += 1; state.calls = count;')}`,
    verdict: 'Two answers',
    place: '10:1',
    sentence: 'gave two different answers to the same state and event.',
    isScanned: true,
  },
];

for (const { what, source, verdict, place, sentence, isScanned } of badInputs) {
  test(`${what} gets its verdict, and the work goes on`, async ({ page }) => {
    await openChallenge(page, slug, 'Break');
    await pasteSource(page, source);
    await expect(verdictCard(page, verdict)).toContainText(sentence);
    await expect(page.getByRole('button', { name: `protocol.ts:${place}`, exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: `${place} check` })).toContainText(sentence);
    await expect(saveState(page)).toHaveText('saved');
    if (isScanned) await scan(page, `the verdict on ${what}`);

    // What was typed is kept as it was, and is judged again.
    await page.reload();
    await expect(sourceEditor(page)).toBeAttached();
    await expect(verdictCard(page, verdict)).toContainText(sentence);
    // An editor without text copies its one line, which is empty.
    const kept = (await copySource(page)).replace(/^\n$/, '');
    expect(kept === source, 'the source is what it was').toBe(true);

    await pasteSource(page, await readFile(starter, 'utf8'));
    await expect(verdictCard(page, 'Deadlock')).toContainText('“no deadlock”: the system is stuck after');
    expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
  });
}

/** A protocol whose threads say hello to the monitor, and what is done with the message. The body is line 9. */
function handling(body: string): string {
  return `import { protocol } from 'interleave';

export default protocol<{ calls: number }, string, never, never, never, { monitor: string }>({
  init(ctx) {
    if (ctx.role !== 'monitor') ctx.send(ctx.config.monitor, 'hello');
    return { calls: 0 };
  },
  onMessage(state, message, from, ctx) {
    ${body}
  },
});
`;
}
