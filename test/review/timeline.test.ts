/** The axis of time that replay runs on. Numbers are counted by hand from the constants of the axis. */
import { expect, test } from 'vitest';
import type { LogEntry } from '../../src/model';
import { createTimeline, summariseLog, verdictStrip } from '../../src/review';
import { checked, opened, pasted, pause, record, redacted, started, typed } from './make';

test('a pause of more than 30 s takes up 2 s, a shorter one what it lasted', () => {
  const log = [record(0, 0, started), record(1, 30_000, checked('holds')), record(2, 90_001, checked('violated'))];
  const timeline = createTimeline(log);
  expect([0, 1, 2].map(timeline.positionOf)).toEqual([0, 30_000, 32_000]);
  expect(timeline.stretches).toEqual([{ kind: 'idle', from: 30_000, to: 32_000, milliseconds: 60_001 }]);
  expect(timeline.elapsedAt(31_000)).toBe(60_000.5);
});

test('sessions follow each other, with 3 s between them whatever the clock of the machine says', () => {
  const log = [
    record(0, 0, started, 5000),
    record(1, 10_000, checked('holds'), 15_000),
    record(2, 0, opened, 2000), // the clock was set back
    record(3, 500, checked('holds'), 2500),
  ];
  const timeline = createTimeline(log);
  expect(timeline.sessions).toBe(2);
  expect([0, 1, 2, 3].map(timeline.positionOf)).toEqual([0, 10_000, 13_000, 13_500]);
  expect(timeline.stretches).toEqual([{ kind: 'between-sessions', from: 10_000, to: 13_000, milliseconds: 0 }]);
  expect(timeline.elapsedAt(13_500)).toBe(10_500);
});

test('a stretch left out is a visible gap, and a session that began in it counts', () => {
  const log = [record(0, 0, started), redacted(1, 5, 1000, 400), record(6, 900, checked('holds'))];
  const timeline = createTimeline(log);
  expect([0, 1, 2].map(timeline.positionOf)).toEqual([0, 3000, 3500]);
  expect(timeline.marks.map(({ kind, n }) => [kind, n])).toEqual([
    ['started', 0],
    ['redacted', 1],
    ['check', 6],
  ]);
  expect(timeline.sessions).toBe(2);
});

test('a moment within an edit says how many of its splices are done', () => {
  const log = [record(0, 0, started), record(1, 1000, typed(4)), record(2, 2000, checked('holds'))];
  const timeline = createTimeline(log);
  expect(timeline.positionOf(1)).toBe(1300);
  expect(timeline.momentAt(999)).toEqual({ entry: 1, splices: 0 });
  expect(timeline.momentAt(1000)).toEqual({ entry: 1, splices: 1 });
  expect(timeline.momentAt(1299)).toEqual({ entry: 1, splices: 3 });
  expect(timeline.momentAt(1300)).toEqual({ entry: 2, splices: 0 });
  expect(timeline.momentAt(9999)).toEqual({ entry: 3, splices: 0 });
  expect(timeline.indexAt(-1)).toBe(-1);
});

test('typing gathers in bursts, a paste has a glyph of its own', () => {
  const log = [
    record(0, 0, started),
    record(1, 1000, typed(3)),
    record(2, 1900, typed(2)),
    record(3, 9000, typed(1)),
    record(4, 9500, pasted('abc')),
  ];
  const timeline = createTimeline(log);
  expect(timeline.bursts).toEqual([
    { from: 1000, to: 2000, inserted: 5, removed: 0 },
    { from: 9000, to: 9000, inserted: 1, removed: 0 },
  ]);
  expect(timeline.marks.at(-1)).toEqual({ index: 4, n: 4, kind: 'pasted', position: 9500 });
});

test('a log of 100,000 records is laid out in less than a second, and positions lead back to records', () => {
  const log: LogEntry[] = [record(0, 0, started)];
  for (let n = 1; n < 100_000; n++) log.push(record(n, n * 250, n % 50 === 0 ? checked('holds') : typed(2)));
  const before = performance.now();
  const timeline = createTimeline(log);
  expect(performance.now() - before).toBeLessThan(1000);
  for (const index of [0, 1, 777, 99_998, 99_999]) expect(timeline.indexAt(timeline.positionOf(index))).toBe(index);
});

test('the strip shows the verdict of the newest check, stale from the first change after it', () => {
  const log = [
    record(0, 0, started),
    record(1, 1000, checked('violated')),
    record(2, 2000, typed(1, 'notes.md')),
    record(3, 3000, typed(1)),
    record(4, 4000, checked('holds')),
    record(5, 5000, { kind: 'hint', number: 1 }),
  ];
  const spans = verdictStrip(log, createTimeline(log));
  expect(spans.map(({ from, to, verdict, stale }) => [from, to, verdict, stale])).toEqual([
    [1000, 2000, 'violated', false],
    [2000, 4000, 'violated', true],
    [4000, 5000, 'holds', false],
  ]);
});

test('time worked leaves out pauses, time between sessions and what was left out', () => {
  const log = [
    record(0, 0, started, 0),
    record(1, 10_000, checked('holds'), 10_000),
    record(2, 70_000, pause(55_000), 70_000), // 60 s passed, of them 5 s worked
    record(3, 71_000, typed(11), 71_000), // 1 s, and 1 s of typing
    redacted(4, 7, 80_000, 90_000), // 8 s worked before it
    record(11, 0, opened, 200_000),
    record(12, 4000, checked('violated', false), 204_000),
    record(13, 5000, pasted('four'), 205_000),
    record(14, 5000, { kind: 'hint', number: 1 }, 205_000),
    record(15, 5000, { kind: 'hint', number: 1 }, 205_000),
  ];
  expect(summariseLog(log, 'redacted')).toEqual({
    ...{ share: 'redacted', records: 16, redacted: 7, activeMs: 10_000 + 5000 + 1000 + 1000 + 8000 + 5000 },
    ...{ spanMs: 205_000, sessions: 2, checksAsked: 1, checksByThemselves: 1, pastes: 1, pastedCharacters: 4 },
    ...{ hintsOpened: 1, gaps: 0 },
  });
});

test('a pause that claims more than there was takes back no more than its session', () => {
  const log = [
    record(0, 0, started),
    record(1, 4000, checked('holds')),
    record(2, 0, opened),
    record(3, 3000, pause(1e15)),
    record(4, 3500, checked('holds')),
  ];
  expect(summariseLog(log, 'whole').activeMs).toBe(4500);
});

test('a log that was left out has no numbers', () => {
  expect(summariseLog(null, 'left-out')).toMatchObject({ share: 'left-out', records: 0, activeMs: 0, sessions: 0 });
});
