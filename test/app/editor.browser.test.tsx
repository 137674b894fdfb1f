/** The editor in a real page: what it shows, what it tells, which keys it leaves alone, and that it loads late. */
import type * as Monaco from 'monaco-editor/editor';
import { type ReactNode, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { EditorPane, type EditorPaneProps } from '../../src/app/editor';
import '../../src/app/theme/theme.css';
import type { Problem } from '../../src/model';

const patient = { timeout: 40_000 };

const source = `import { protocol } from 'interleave';

type Message = { readonly kind: 'ping' };

export default protocol<{ count: number }, Message>({
  init: () => ({ count: 0 }),
  onMessage(state, message, from, ctx) {
    state.count += 1;
    ctx.send(from, message);
  },
});
`;

let root: Root | undefined;
let container = document.createElement('div');

function draw(node: ReactNode): void {
  container = document.createElement('div');
  container.style.height = '600px';
  container.style.width = '900px';
  document.body.append(container);
  root = createRoot(container);
  root.render(node);
}

afterEach(() => {
  root?.unmount();
  root = undefined;
  container.remove();
});

const nothing = { problems: [], stepMarks: [], uncovered: [], theme: 'light' as const, onChange: () => {} };

interface Seen {
  readonly values: string[];
  typeErrors: readonly Problem[];
  typeErrorsCount: number;
  isReady: boolean;
  /** Sets the value from outside. */
  setValue: (value: string) => void;
  setProps: (props: Partial<EditorPaneProps>) => void;
}

/** Draws an editor whose value the page holds, and waits until it can be typed into. */
async function edit(initial: string, props: Partial<EditorPaneProps> = {}): Promise<Seen> {
  const seen: Seen = {
    values: [],
    typeErrors: [],
    typeErrorsCount: 0,
    isReady: false,
    setValue: () => {},
    setProps: () => {},
  };
  function Page() {
    const [value, setValue] = useState(initial);
    const [more, setMore] = useState(props);
    seen.setValue = setValue;
    seen.setProps = setMore;
    return (
      <EditorPane
        {...nothing}
        file="protocol.ts"
        value={value}
        onChange={(text) => {
          seen.values.push(text);
          setValue(text);
        }}
        onReady={() => {
          seen.isReady = true;
        }}
        onTypeErrors={(problems) => {
          seen.typeErrors = problems;
          seen.typeErrorsCount += 1;
        }}
        {...more}
      />
    );
  }
  draw(<Page />);
  await expect.poll(() => seen.isReady, patient).toBe(true);
  return seen;
}

/** The editor library, loaded by the editor before. */
async function library(): Promise<typeof Monaco> {
  return (await import('../../src/app/editor/monaco')).monaco;
}

async function theEditor(): Promise<Monaco.editor.ICodeEditor> {
  const [editor] = (await library()).editor.getEditors();
  if (editor === undefined) throw new Error('there is no editor');
  return editor;
}

function editorText(): string {
  return (container.querySelector('.view-lines') as HTMLElement).innerText.replaceAll('\u00a0', ' ');
}

async function focusAt(line: number, column: number): Promise<void> {
  const editor = await theEditor();
  editor.setPosition({ lineNumber: line, column });
  editor.focus();
}

describe('before the editor has loaded', () => {
  let loadedBefore: readonly string[] = [];
  beforeAll(() => {
    loadedBefore = performance.getEntriesByType('resource').map(({ name }) => name);
  });

  test('nothing of the editor library has been loaded', () => {
    expect(loadedBefore.length).toBeGreaterThan(0);
    expect(loadedBefore.filter((name) => /monaco|protocol-ts/.test(name))).toEqual([]);
  });

  test('the source is there to read, and no character moves when the editor takes over', async () => {
    let isReady = false;
    draw(<EditorPane {...nothing} file="protocol.ts" value={source} onReady={() => (isReady = true)} />);
    await expect.poll(() => container.textContent).toContain('state.count += 1;');
    const place = (scope: Element, text: string): { left: number; top: number } => {
      const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const index = node.textContent?.replaceAll('\u00a0', ' ').indexOf(text) ?? -1;
        if (index < 0) continue;
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const { left, top } = range.getBoundingClientRect();
        return { left, top };
      }
      throw new Error(`no ${text}`);
    };
    const words = ['import', 'Message', 'ping', 'from', 'send', 'count'];
    const plain = container.querySelector('section') as HTMLElement;
    const before = words.map((word) => place(plain, word));
    expect(isReady).toBe(false);
    await expect.poll(() => isReady, patient).toBe(true);
    await expect.poll(() => editorText()).toContain('send');
    const after = words.map((word) => place(container.querySelector('.view-lines') as Element, word));
    for (const [index, { left, top }] of after.entries()) {
      expect(Math.abs(left - (before[index]?.left ?? 0))).toBeLessThan(1);
      expect(Math.abs(top - (before[index]?.top ?? 0))).toBeLessThan(3);
    }
  });
});

describe('the text', () => {
  test('that is typed is told to the page', async () => {
    const seen = await edit(source);
    await focusAt(1, 1);
    await userEvent.keyboard('// a');
    await expect.poll(() => seen.values.at(-1)).toBe(`// a${source}`);
  });

  test('that the page sets is put in as a change that can be undone', async () => {
    const seen = await edit(source);
    const editor = await theEditor();
    await focusAt(1, 1);
    await userEvent.keyboard('abc');
    await expect.poll(() => editor.getValue()).toBe(`abc${source}`);
    seen.setValue('const imported = 1;\r\n');
    await expect.poll(() => editor.getValue()).toBe('const imported = 1;\n');
    expect(seen.values.at(-1)).toBe(`abc${source}`);
    editor.trigger('test', 'undo', null);
    expect(editor.getValue()).toBe(`abc${source}`);
    await expect.poll(() => seen.values.length).toBe(4);
    editor.trigger('test', 'undo', null);
    expect(editor.getValue()).toBe(source);
    editor.trigger('test', 'redo', null);
    editor.trigger('test', 'redo', null);
    expect(editor.getValue()).toBe('const imported = 1;\n');
  });

  test('is not set back by a value of the page that comes late', async () => {
    let isReady = false;
    const values: string[] = [];
    function Slow() {
      const [value, setValue] = useState('');
      const late = (text: string): void => {
        values.push(text);
        setTimeout(() => setValue(text), 150);
      };
      return (
        <EditorPane {...nothing} file="protocol.ts" value={value} onChange={late} onReady={() => (isReady = true)} />
      );
    }
    draw(<Slow />);
    await expect.poll(() => isReady, patient).toBe(true);
    await focusAt(1, 1);
    await userEvent.keyboard('abcdefghij');
    await expect.poll(() => values.at(-1)).toBe('abcdefghij');
    const editor = await theEditor();
    for (let wait = 0; wait < 8; wait += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(editor.getValue()).toBe('abcdefghij');
    }
  });

  test('cannot be changed in a read-only editor', async () => {
    const seen = await edit(source, { readOnly: true });
    await focusAt(1, 1);
    await userEvent.keyboard('x');
    expect((await theEditor()).getValue()).toBe(source);
    expect(seen.values).toEqual([]);
  });

  test('of each file is kept, with its own undo stack', async () => {
    const seen = await edit(source);
    const editor = await theEditor();
    await focusAt(1, 1);
    await userEvent.keyboard('1');
    seen.setProps({ file: 'notes.ts', value: 'let n = 1;' });
    await expect.poll(() => editor.getValue()).toBe('let n = 1;');
    seen.setProps({});
    await expect.poll(() => editor.getValue()).toBe(`1${source}`);
    editor.trigger('test', 'undo', null);
    expect(editor.getValue()).toBe(source);
  });
});

describe('the line that is being typed', () => {
  test('stays in view when the editor becomes lower', async () => {
    await edit('// line\n'.repeat(200));
    await focusAt(28, 1);
    await userEvent.keyboard('here');
    const editor = await theEditor();
    expect(editor.getScrollTop()).toBe(0);
    container.style.height = '200px';
    await expect.poll(() => editor.getLayoutInfo().height).toBe(200);
    const isVisible = (): boolean =>
      editor.getVisibleRanges().some((range) => range.containsPosition({ lineNumber: 28, column: 1 }));
    await expect.poll(isVisible).toBe(true);
    editor.setScrollTop(2000);
    container.style.height = '150px';
    await expect.poll(() => editor.getLayoutInfo().height).toBe(150);
    expect(editor.getScrollTop()).toBe(2000);
  });
});

describe('keys', () => {
  async function pressed(keys: string): Promise<readonly KeyboardEvent[]> {
    const events: KeyboardEvent[] = [];
    const listen = (event: KeyboardEvent): void => void events.push(event);
    window.addEventListener('keydown', listen);
    await userEvent.keyboard(keys);
    window.removeEventListener('keydown', listen);
    return events;
  }

  test.each([
    ['Ctrl+Enter', '{Control>}{Enter}{/Control}', 'Enter'],
    ['Ctrl+Shift+Enter', '{Control>}{Shift>}{Enter}{/Shift}{/Control}', 'Enter'],
    ['Ctrl+K', '{Control>}k{/Control}', 'k'],
    ['F6', '{F6}', 'F6'],
  ])('of the app reach the window and do nothing in the editor: %s', async (_name, keys, key) => {
    await edit(source);
    await focusAt(2, 1);
    const event = (await pressed(keys)).find((candidate) => candidate.key.toLowerCase() === key.toLowerCase());
    expect(event?.defaultPrevented).toBe(false);
    // A chord that had begun would swallow the next key.
    await userEvent.keyboard('x');
    expect((await theEditor()).getValue()).toBe(source.replace('\n\n', '\nx\n'));
  });

  test('Ctrl+M lets Tab leave the editor and return to indenting, and the label says so', async () => {
    await edit(source);
    const after = document.createElement('button');
    document.body.append(after);
    await focusAt(2, 1);
    const input = document.activeElement as HTMLElement;
    expect(input.getAttribute('aria-label')).toContain('protocol.ts');
    expect(input.getAttribute('aria-label')).toMatch(/Control\+(Shift\+)?M to let the Tab key leave/);
    await userEvent.keyboard('{Tab}');
    expect((await theEditor()).getValue()).toBe(source.replace('\n\n', '\n  \n'));
    await userEvent.keyboard('{Control>}m{/Control}');
    await userEvent.keyboard('{Tab}');
    expect(container.contains(document.activeElement)).toBe(false);
    await focusAt(2, 1);
    await userEvent.keyboard('{Control>}m{/Control}');
    await userEvent.keyboard('{Tab}');
    expect(container.contains(document.activeElement)).toBe(true);
    after.remove();
  });
});

describe('TypeScript', () => {
  test('offers what the participant can use, with its documentation', async () => {
    await edit(source.replace('ctx.send(from, message)', 'ctx.'));
    await focusAt(9, 9);
    (await theEditor()).trigger('test', 'editor.action.triggerSuggest', null);
    const rows = (): string[] =>
      [...document.querySelectorAll('.suggest-widget .monaco-list-row')].map((row) => row.ariaLabel ?? '');
    await expect.poll(() => rows().join(' '), patient).toContain('broadcast');
    for (const name of ['broadcast', 'cancelTimer', 'choose', 'nodes', 'output', 'peers', 'self', 'send', 'setTimer']) {
      expect(rows().some((row) => row.startsWith(name))).toBe(true);
    }
    // The same key opens the documentation; pressed while the list is still loading, it only asks for the list again.
    const documentation = async (): Promise<string> => {
      const shown = document.querySelector('.suggest-details')?.textContent ?? '';
      if (shown === '') await userEvent.keyboard('{Control>} {/Control}');
      return shown;
    };
    await expect.poll(documentation, { ...patient, interval: 2000 }).toContain('Sends the message to every peer');
  });

  test('reports type errors with their places, and that they are gone', async () => {
    const seen = await edit(source.replace('state.count += 1', "state.count += 'one'"));
    await expect.poll(() => seen.typeErrors.length, patient).toBe(1);
    expect(seen.typeErrors[0]).toEqual({
      code: 'type-error',
      sentence: "Type 'string' is not assignable to type 'number'. (TS2322)",
      place: { file: 'protocol.ts', line: 8, column: 5 },
    });
    await expect.poll(() => container.querySelector('.squiggly-error'), patient).not.toBeNull();
    seen.setValue(source);
    await expect.poll(() => seen.typeErrors.length, patient).toBe(0);
    expect(seen.typeErrorsCount).toBe(2);
  });

  test('does not take the text of an editor for that of an earlier one', async () => {
    const first = await edit('export const a: number = "1";\n');
    await expect.poll(() => first.typeErrors.length, patient).toBe(1);
    root?.unmount();
    const second = await edit('export const a: number = 1;\nexport const b: number = "2";\n');
    await expect.poll(() => second.typeErrors.map(({ place }) => place?.line), patient).toEqual([2]);
  });

  test('knows nothing that the sandbox does not have', async () => {
    const forbidden = [
      'Date',
      'Promise',
      'Proxy',
      'Reflect',
      'setTimeout',
      'fetch',
      'window',
      'console',
      'eval',
      'Function',
      'Uint8Array',
      'SharedArrayBuffer',
      'WeakRef',
      'structuredClone',
    ];
    const allowed = [
      'Math.max(1)',
      'new Map([[1, 2]])',
      'new Set([1])',
      '[1].toSorted()',
      'Object.entries({})',
      "'a'.replaceAll('a', 'b')",
      'JSON.stringify(1)',
      'Array.from([1]).at(-1)',
      'Symbol.iterator',
    ];
    const lines = [
      ...forbidden.map((name) => `void ${name};`),
      'Math.random();',
      ...allowed.map((expression) => `void (${expression});`),
    ];
    const seen = await edit(`export {};\n${lines.join('\n')}\n`);
    await expect.poll(() => seen.typeErrors.length, patient).toBeGreaterThan(0);
    expect(seen.typeErrors.map(({ place }) => place?.line)).toEqual(
      [...forbidden, 'Math.random'].map((_name, index) => index + 2),
    );
    expect(
      seen.typeErrors.slice(0, -1).every(({ sentence }) => /^Cannot find name|only refers to a type/.test(sentence)),
    ).toBe(true);
  });

  test('refuses what cannot be erased', async () => {
    const seen = await edit('export enum Phase { Idle }\n');
    await expect.poll(() => seen.typeErrors.map(({ sentence }) => sentence).join(), patient).toContain('TS1294');
  });
});

describe('marks', () => {
  test('show the steps of a trace beside their lines, and say which in words', async () => {
    const stepMarks = [
      { line: 8, steps: [3, 7], current: true },
      { line: 9, steps: [1, 2, 3, 17], current: false },
    ];
    await edit(source, { stepMarks });
    await expect.poll(() => container.querySelectorAll('.iv-step-mark').length).toBe(2);
    const [first, second] = container.querySelectorAll<HTMLElement>('.iv-step-mark');
    const text = (mark: HTMLElement | undefined): string =>
      mark === undefined ? '' : getComputedStyle(mark, '::before').content;
    expect([text(first), text(second)]).toEqual(['"3,7"', '"1…17"']);
    expect([first?.title, second?.title]).toEqual(['steps 3, 7, the selected step among them', 'steps 1, 2, 3, 17']);
    expect(first?.classList.contains('iv-step-mark-current')).toBe(true);
    expect(second?.classList.contains('iv-step-mark-current')).toBe(false);
  });

  test('show the lines that no reachable state executes', async () => {
    await edit(source, { uncovered: [8, 9] });
    await expect.poll(() => container.querySelectorAll('.iv-uncovered').length).toBe(2);
    expect(container.querySelector<HTMLElement>('.iv-uncovered')?.title).toBe('No reachable state executes this line.');
  });

  test('show the problems of a check, apart from TypeScript and not twice', async () => {
    const problem = (code: Problem['code'], line: number, column: number): Problem => ({
      code,
      sentence: `A ${code}.`,
      place: { file: 'protocol.ts', line, column },
    });
    const seen = await edit(`${source}const = 1;\n`, {
      problems: [problem('handler-threw', 8, 5), problem('syntax-error', 12, 7), problem('handler-threw', 999, 1)],
    });
    const { editor } = await library();
    await expect.poll(() => seen.typeErrors.length, patient).toBeGreaterThan(0);
    expect(seen.typeErrors[0]?.place).toEqual({ file: 'protocol.ts', line: 12, column: 7 });
    const ours = editor.getModelMarkers({ owner: 'interleave' });
    expect(
      ours.map(({ startLineNumber, startColumn, endColumn, message }) => [
        startLineNumber,
        startColumn,
        endColumn,
        message,
      ]),
    ).toEqual([
      [8, 5, 10, 'A handler-threw.'],
      [13, 1, 2, 'A handler-threw.'],
    ]);
  });

  test('point at a line that is asked for', async () => {
    const long = `${'// filler\n'.repeat(200)}${source}`;
    const seen = await edit(long);
    expect(editorText()).not.toContain('state.count');
    seen.setProps({ revealLine: { line: 208, nonce: 1 } });
    await expect.poll(() => editorText()).toContain('state.count += 1;');
    await expect.poll(() => container.querySelector('.iv-revealed-line')).not.toBeNull();
  });
});
