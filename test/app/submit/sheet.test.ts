/** What a review sheet comes to: spans, lines, labels, recipients, and a log that cannot be handed in. */
import { describe, expect, test } from 'vitest';
import { labelsToLog, recipientsFor } from '../../../src/app/submit/sealing';
import { emptyDraft, fittingStory } from '../../../src/app/submit/sheet-draft';
import { newLog, sheetLogOf } from '../../../src/app/submit/sheet-log';
import { fittingSpans, withoutSpan, withSpan } from '../../../src/app/submit/spans';
import { linesIn } from '../../../src/app/submit/story-lines';
import type { EngineIdentity, FileTexts, Invite } from '../../../src/model';
import { checkLog, createIdentity } from '../../../src/submission';

const challenge = 'ab'.repeat(32);
const engine: EngineIdentity = { version: '1.0.0', hash: 'cd'.repeat(32) };
const starter: FileTexts = { 'protocol.ts': 'let a;', 'notes.md': '', 'explanation.md': '' };
const files: FileTexts = { ...starter, 'protocol.ts': 'let b;' };

describe('spans that are left out', () => {
  const one = { from: 3, to: 5, reason: 'one' };
  const two = { from: 9, to: 9, reason: 'two' };

  test('are kept in order, and a wider one takes those inside it', () => {
    const spans = withSpan(withSpan([], two), one);
    expect(spans).toEqual([one, two]);
    const wide = { from: 3, to: 10, reason: 'wide' };
    expect(withSpan(spans, wide)).toEqual([wide]);
    expect(withoutSpan(spans, 3)).toEqual([two]);
  });

  test('that do not fit the log are dropped: past its end, its first record, across another', () => {
    expect(fittingSpans([two, one], 9)).toEqual([one, two]);
    expect(fittingSpans([one, two], 8)).toEqual([one]);
    expect(fittingSpans([{ from: 0, to: 2, reason: '' }, one], 9)).toEqual([one]);
    expect(fittingSpans([one, { from: 5, to: 6, reason: '' }], 9)).toEqual([one]);
    expect(fittingSpans([{ from: 4, to: 3, reason: '' }], 9)).toEqual([]);
  });
});

test('a stop at a moment that the log does not have is told at the end', () => {
  const stop = { title: 'a', note: '', lines: null, record: 7, trace: null };
  expect(fittingStory([stop], 7)).toEqual([stop]);
  expect(fittingStory([stop], 6)).toEqual([{ ...stop, record: null }]);
});

test('lines are one number or two in order, and nothing else', () => {
  expect(linesIn('12-20')).toEqual({ from: 12, to: 20 });
  expect(linesIn(' 7 ')).toEqual({ from: 7, to: 7 });
  expect(linesIn('3 – 4')).toEqual({ from: 3, to: 4 });
  expect(linesIn('')).toBeNull();
  for (const wrong of ['0', '5-4', 'a', '1-', '1,2', '99999999']) expect(linesIn(wrong), wrong).toBeUndefined();
});

test('a label goes to the log only if it says something new about a paste that is sent', () => {
  const paste = { file: 'protocol.ts', characters: 1, opening: 'x' } as const;
  const pastes = [
    { ...paste, record: 1, label: '' },
    { ...paste, record: 2, label: 'a paper' },
    { ...paste, record: 3, label: 'a tool' },
  ];
  const draft = { ...emptyDraft, labels: { 1: ' my notes ', 2: 'a paper', 3: '', 9: 'left out' } };
  expect(labelsToLog(draft, pastes)).toEqual([
    { kind: 'label', of: 1, text: 'my notes' },
    { kind: 'label', of: 3, text: '' },
  ]);
});

test('the invite decides who can open it; without one, what was typed', async () => {
  const { recipient } = await createIdentity();
  const invite = { recipients: ['age1invited'] } as unknown as Invite;
  expect(recipientsFor(invite, { ...emptyDraft, recipients: recipient })).toEqual({
    kind: 'ok',
    value: ['age1invited'],
  });
  expect(recipientsFor(null, { ...emptyDraft, recipients: recipient })).toEqual({ kind: 'ok', value: [recipient] });
  expect(recipientsFor(null, emptyDraft)).toMatchObject({ kind: 'err', error: { code: 'key-invalid' } });
  expect(recipientsFor(null, { ...emptyDraft, recipients: `${recipient} age1x` })).toMatchObject({ kind: 'err' });
});

describe('the stored log', () => {
  const { entries } = newLog(challenge, starter, files, engine, null, 'why', 1000);

  test('is handed in where it leads to the files', () => {
    expect(sheetLogOf(entries, challenge, files)).toMatchObject({
      kind: 'ok',
      value: { problem: null, head: { n: 1 } },
    });
  });

  test('is kept out where it leads elsewhere, with its end known', () => {
    const log = sheetLogOf(entries, challenge, { ...files, 'notes.md': 'x' });
    expect(log).toMatchObject({ kind: 'ok', value: { problem: { code: 'log-leads-elsewhere' }, head: { n: 1 } } });
  });

  test('is none where it is broken, or no log at all', () => {
    const [first, second] = entries;
    expect(sheetLogOf([first, { ...second, at: 2 }, second], challenge, files)).toMatchObject({ kind: 'err' });
    for (const junk of [[], [null], [{}], ['x'], [{ n: 0, event: null }]])
      expect(sheetLogOf(junk, challenge, files), JSON.stringify(junk)).toMatchObject({ kind: 'err' });
  });

  test('that begins only now says so and leads to the files', () => {
    expect(checkLog(entries, challenge, files)).toMatchObject({ kind: 'ok' });
    expect(entries.at(-1)).toMatchObject({ event: { kind: 'gap', reason: 'why' } });
  });
});
