/** Leaving records out of a log. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileTexts, WorkFile } from '../../src/model';
import { workFiles } from '../../src/model';
import { checkLog, filesAfter, LogReplay, noFiles, redactSpans, type Span } from '../../src/submission';
import { challengeHash, changed, check, LogWriter, starter } from './samples';

function sample(): LogWriter {
  const log = new LogWriter().write('notes.md', 'secret').write('protocol.ts', 'one').add(check).write('notes.md', '');
  return log.add(
    { kind: 'opened', engine: { version: '0.2.0', hash: challengeHash } },
    challengeHash.replace(/^./, 'f'),
  );
}

const histories = fc.array(
  fc.tuple(fc.constantFrom<WorkFile>(...workFiles), fc.string({ unit: 'grapheme', maxLength: 12 })),
  {
    minLength: 1,
    maxLength: 30,
  },
);

/** Spans that do not overlap, from cuts of the records 1 … count - 1. */
function spansOf(cuts: readonly number[], count: number): readonly Span[] {
  const places = [...new Set(cuts.map((cut) => 1 + (cut % Math.max(1, count - 1))))].sort((a, b) => a - b);
  const spans: Span[] = [];
  for (let at = 0; at + 1 < places.length; at += 2)
    spans.push({ from: places[at] as number, to: (places[at + 1] as number) - 1, reason: `reason ${at}` });
  return count > 1 ? spans : [];
}

describe('a log with spans left out', () => {
  test('keeps its chain and leads to the same files at every record that is left, for any history and any spans', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(1_000), { maxLength: 8 }), (history, cuts) => {
        const log = new LogWriter();
        for (const [file, text] of history) log.write(file, text);
        const { records } = log;
        const spans = spansOf(cuts, records.length);
        const entries = redactSpans(records, spans);
        expect(entries).toHaveLength(records.length - spans.reduce((sum, { from, to }) => sum + to - from, 0));
        expect(checkLog(entries, challengeHash, log.files)).toMatchObject({ kind: 'ok', value: { head: log.head } });
        const whole = new LogReplay(records);
        const rest = new LogReplay(entries);
        entries.forEach((entry, index) => {
          const last = 'redacted' in entry ? entry.n + entry.redacted.count - 1 : entry.n;
          expect(rest.filesAt(index)).toEqual(whole.filesAt(last));
          for (const record of [entry.n, last]) expect(rest.indexOf(record)).toBe(index);
        });
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test('says nothing of what was in them but what they did to the files as a whole', () => {
    const { records } = sample();
    const [, span, ...rest] = redactSpans(records, [{ from: 1, to: 4, reason: 'a password' }]);
    expect(span).toEqual({
      n: 1,
      previous: records[1]?.previous,
      challenge: challengeHash,
      at: records[1]?.at,
      elapsed: records[1]?.elapsed,
      redacted: {
        count: 4,
        lastHash: records[5]?.previous,
        lastAt: records[4]?.at,
        lastElapsed: records[4]?.elapsed,
        splices: { 'protocol.ts': { after: 0, from: 0, removed: starter['protocol.ts'].length, inserted: 'one' } },
        reason: 'a password',
      },
    });
    expect(JSON.stringify(span)).not.toContain('secret');
    expect(rest).toEqual(records.slice(5));
  });

  test('can have a span at its end, one that hides a new challenge, and spans that are taken into a larger one', () => {
    const log = sample();
    const newest = challengeHash.replace(/^./, 'f');
    const small = redactSpans(log.records, [
      { from: 4, to: 5, reason: '' },
      { from: 2, to: 2, reason: '' },
    ]);
    expect(small.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4]);
    const large = redactSpans(small, [{ from: 1, to: 5, reason: 'all' }]);
    expect(large).toEqual(redactSpans(log.records, [{ from: 1, to: 5, reason: 'all' }]));
    for (const entries of [small, large]) expect(checkLog(entries, newest, log.files).kind).toBe('ok');
    const files = large.reduce<FileTexts>(filesAfter, noFiles);
    expect(files).toEqual(log.files);
  });

  test('breaks like any other where it was changed afterwards', () => {
    const log = sample();
    const entries = redactSpans(log.records, [{ from: 1, to: 2, reason: '' }]);
    const words = (index: number, change: Parameters<typeof changed>[2]) => {
      const checked = checkLog(changed(entries, index, change), challengeHash.replace(/^./, 'f'), log.files);
      return checked.kind === 'err' ? checked.error.sentence : 'fits';
    };
    const inside = (part: object) => (entry: (typeof entries)[number]) =>
      'redacted' in entry ? { ...entry, redacted: { ...entry.redacted, ...part } } : entry;
    expect(words(1, inside({ lastHash: challengeHash }))).toContain('and that record was left out with the hash');
    expect(words(1, inside({ count: 3 }))).toContain('it is number 3 and comes after number 3');
    expect(words(1, inside({ splices: {} }))).toContain(
      'it replaces 6 characters from character 0 of notes.md, which has 0',
    );
    expect(words(2, (entry) => ({ ...entry, at: 0 }))).toContain('breaks at record 4');
  });

  test.each([
    ['the first record', [{ from: 0, to: 1, reason: '' }]],
    ['records that are not there', [{ from: 4, to: 9, reason: '' }]],
    ['no record', [{ from: 3, to: 2, reason: '' }]],
    [
      'records twice',
      [
        { from: 1, to: 3, reason: '' },
        { from: 3, to: 4, reason: '' },
      ],
    ],
  ])('cannot leave out %s', (_what, spans) => {
    expect(() => redactSpans(sample().records, spans)).toThrow('Not true');
  });

  test('cannot be cut inside a span', () => {
    const entries = redactSpans(sample().records, [{ from: 2, to: 4, reason: '' }]);
    expect(() => redactSpans(entries, [{ from: 3, to: 5, reason: '' }])).toThrow('Not true');
    expect(() => redactSpans(entries, [{ from: 1, to: 3, reason: '' }])).toThrow('Not true');
  });
});
