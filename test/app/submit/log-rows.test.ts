/** A log as rows: what is typed without a pause is one row, and no record is missing from the rows. */
import { describe, expect, test } from 'vitest';
import { logRows, pastesOf, rowMs, rowPauseMs } from '../../../src/app/submit/log-rows';
import type { EngineIdentity, FileTexts, LogRecord, WorkEvent, WorkFile } from '../../../src/model';
import { appendRecord, type LogHead, redactSpans } from '../../../src/submission';

const challenge = 'ab'.repeat(32);
const engine: EngineIdentity = { version: '1.0.0', hash: 'cd'.repeat(32) };
const files: FileTexts = { 'protocol.ts': '', 'notes.md': '', 'explanation.md': '' };
const started: WorkEvent = { kind: 'started', engine, invite: null, files };

function logOf(events: readonly (readonly [elapsed: number, event: WorkEvent])[]): readonly LogRecord[] {
  let head: LogHead | null = null;
  return [[0, started] as const, ...events].map(([elapsed, event]) => {
    const placed = appendRecord(head, challenge, event, 1_000_000 + elapsed, elapsed);
    head = placed.head;
    return placed.record;
  });
}

function typed(inserted: string, origin: 'typed' | 'pasted' = 'typed', file: WorkFile = 'protocol.ts'): WorkEvent {
  return { kind: 'edit', file, origin, splices: [{ after: 0, from: 0, removed: 0, inserted }] };
}

describe('rows of a log', () => {
  test('gather what is typed in one file without a longer pause', () => {
    const rows = logRows(
      logOf([
        [1000, typed('ab')],
        [1500, typed('c')],
        [1500 + rowPauseMs, typed('d')],
        [1501 + 2 * rowPauseMs, typed('e')],
        [1600 + 2 * rowPauseMs, typed('f', 'typed', 'notes.md')],
        [1700 + 2 * rowPauseMs, { kind: 'hint', number: 1 }],
        [1800 + 2 * rowPauseMs, typed('g')],
      ]),
    );
    expect(rows.map(({ from, to, typing }) => [from, to, typing?.inserted ?? null])).toEqual([
      [0, 0, null],
      [1, 3, 4],
      [4, 4, 1],
      [5, 5, 1],
      [6, 6, null],
      [7, 7, 1],
    ]);
    expect(rows[1]?.typing).toEqual({ file: 'protocol.ts', inserted: 4, removed: 0, milliseconds: 500 + rowPauseMs });
  });

  test('are never longer than what should be left out by itself, and hold every record once', () => {
    const step = 10_000;
    const log = logOf(Array.from({ length: 40 }, (_, index) => [index * step, typed('x')] as const));
    const rows = logRows(log);
    expect(rows.length).toBeGreaterThan(3);
    for (const { typing } of rows) expect(typing?.milliseconds ?? 0).toBeLessThanOrEqual(rowMs);
    expect(rows[0]?.from).toBe(0);
    expect(rows.at(-1)?.to).toBe(40);
    for (const [index, row] of rows.entries()) expect(row.from).toBe((rows[index - 1]?.to ?? -1) + 1);
  });

  test('show a stretch that is left out as one row that stands for all its records', () => {
    const log = logOf([
      [1000, typed('a')],
      [2000, typed('b')],
      [3000, { kind: 'hint', number: 1 }],
      [4000, typed('c')],
    ]);
    const rows = logRows(redactSpans(log, [{ from: 2, to: 3, reason: '' }]));
    expect(rows.map(({ from, to, typing }) => [from, to, typing === null])).toEqual([
      [0, 0, true],
      [1, 1, false],
      [2, 3, true],
      [4, 4, false],
    ]);
  });

  test('of eight hours at 20 records a minute come at once', () => {
    const log = logOf(Array.from({ length: 9600 }, (_, index) => [index * 3000, typed('x')] as const));
    const before = performance.now();
    logRows(log);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

test('pastes are listed with the last label they were given', () => {
  const log = logOf([
    [1000, typed('x'.repeat(500), 'pasted')],
    [2000, typed('y', 'pasted', 'notes.md')],
    [3000, { kind: 'label', of: 1, text: 'a paper' }],
    [4000, { kind: 'label', of: 1, text: 'my notes' }],
  ]);
  expect(pastesOf(log)).toEqual([
    { record: 1, file: 'protocol.ts', characters: 500, opening: 'x'.repeat(160), label: 'my notes' },
    { record: 2, file: 'notes.md', characters: 1, opening: 'y', label: '' },
  ]);
  expect(pastesOf(redactSpans(log, [{ from: 1, to: 1, reason: '' }])).map(({ record }) => record)).toEqual([2]);
});
