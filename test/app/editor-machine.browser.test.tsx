/** A machine in the editor: the library's own types, loaded when a file imports from it. */
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import reference from '../../challenges/wallet-statechart/reference.ts?raw';
import starter from '../../challenges/wallet-statechart/starter.ts?raw';
import { EditorPane } from '../../src/app/editor';
import '../../src/app/theme/theme.css';
import type { Problem } from '../../src/model';

let root: Root | undefined;

afterEach(() => {
  root?.unmount();
  root = undefined;
  document.body.replaceChildren();
});

/** The type errors that the editor tells of last, as told so far. */
function open(value: string): { errors: readonly Problem[] | undefined } {
  const told: { errors: readonly Problem[] | undefined } = { errors: undefined };
  const container = document.createElement('div');
  container.style.height = '600px';
  document.body.append(container);
  root = createRoot(container);
  root.render(
    <EditorPane
      file="protocol.ts"
      value={value}
      problems={[]}
      stepMarks={[]}
      uncovered={[]}
      theme="light"
      onChange={() => undefined}
      onTypeErrors={(errors) => {
        told.errors = errors;
      }}
    />,
  );
  return told;
}

/** The compiler and the types of the library load first. */
const patient = { timeout: 120_000 };

/** The line of the first place where a text stands. */
function lineOf(source: string, text: string): number {
  return source.slice(0, source.indexOf(text)).split('\n').length;
}

test.each([
  ['reference', reference],
  ['starter', starter],
])('the %s of the wallet has no type error but the one that is put in', patient, async (_name, source) => {
  const broken = `${source}\nexport const text: number = 'text';\n`;
  const told = open(broken);
  await vi.waitFor(
    () => expect(told.errors?.map(({ place }) => place?.line)).toEqual([lineOf(broken, 'export const text')]),
    { timeout: 100_000, interval: 250 },
  );
});

test('an action that does not exist, and a field that an event does not have, are underlined', patient, async () => {
  const broken = starter
    .replace("{ type: 'display', params: { screen: 'keypad' } }", "'dispaly'")
    .replace('event.correct', 'event.corect');
  const told = open(broken);
  await vi.waitFor(
    () =>
      expect(told.errors?.map(({ place }) => place?.line)).toEqual([
        lineOf(broken, "'dispaly'"),
        lineOf(broken, 'event.corect'),
      ]),
    { timeout: 100_000, interval: 250 },
  );
});
