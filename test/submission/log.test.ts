/** The chain of a work log, what its edits lead to, and how it is replayed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileTexts, LogEntry, LogRecord, WorkFile } from '../../src/model';
import { workFiles } from '../../src/model';
import { appendRecord, checkLog, filesAfter, LogReplay, noFiles, textHash } from '../../src/submission';
import { challengeHash, changed, check, everyEvent, LogWriter, longLog, start, started, starter } from './samples';

function sentenceOf(entries: readonly LogEntry[], files?: FileTexts): string {
  const checked = checkLog(entries, challengeHash, files);
  return checked.kind === 'err' ? `${checked.error.code}: ${checked.error.sentence}` : 'fits';
}

function sample(): LogWriter {
  const log = new LogWriter();
  for (const event of everyEvent) log.add(event);
  log.files = { ...log.files, 'notes.md': 'paxos 😀' };
  return log.write('protocol.ts', 'export default 1;\n').write('explanation.md', '');
}

describe('a log', () => {
  test('with every kind of event fits together and leads to its files', () => {
    const log = sample();
    expect(checkLog(log.records, challengeHash, log.files)).toEqual({
      kind: 'ok',
      value: { head: log.head, files: log.files },
    });
  });

  test('has hashes that do not change from version to version', () => {
    // Written down when the format was fixed: other numbers here mean that logs written before are refused.
    expect(sample().head).toEqual({ n: 12, hash: '92d2f2e4b1c10cd9d9b18d176a3a29a844a134357337d9574056d55cbe152c87' });
  });

  test('names the record after the one that was changed', () => {
    const { records } = sample();
    const words = sentenceOf(changed(records, 3, (entry) => ({ ...entry, at: entry.at + 1 })));
    expect(words).toContain('log-broken: The work log breaks at record 4 (check, 2026-03-02T09:00:01.250Z): it names');
    expect(words).toContain('one of the two was changed');
  });

  test('without one of its records, or with two exchanged, breaks there', () => {
    const { records } = sample();
    expect(sentenceOf(records.filter(({ n }) => n !== 5))).toContain(
      'record 6 (hint, 2026-03-02T09:00:01.750Z): it is number 6 and comes after number 4',
    );
    expect(sentenceOf([...records.slice(0, 2), ...records.slice(2, 4).reverse()])).toContain(
      'it is number 3 and comes after number 1',
    );
    expect(sentenceOf(records.slice(1))).toContain('a log begins with the record that says what it started from');
    expect(sentenceOf([])).toContain('log-broken: The work log is empty');
  });

  test('that is cut off fits together, and leads elsewhere', () => {
    const { records, files } = sample();
    const words = sentenceOf(records.slice(0, -2), files);
    expect(words).toContain('log-leads-elsewhere: The work log does not lead to the protocol.ts that was handed in');
    expect(words).toContain(
      "differs from line 1 on: the log gives “import { protocol } from 'interleave';”, the file has “export default 1;”",
    );
  });

  test('may not replace what is not there, nor make a file too long', () => {
    const log = new LogWriter();
    const edit = (from: number, inserted: string) =>
      ({
        kind: 'edit',
        file: 'notes.md',
        origin: 'typed',
        splices: [{ after: 0, from, removed: 0, inserted }],
      }) as const;
    log.add(edit(1, 'x'));
    expect(sentenceOf(log.records)).toContain(
      'record 1 (edit, 2026-03-02T09:00:00.500Z): it replaces 0 characters from character 1 of notes.md, which has 0',
    );
    const long = new LogWriter().add(edit(0, 'x'.repeat(999_999))).add(edit(0, 'xx'));
    expect(sentenceOf(long.records)).toContain(
      'breaks at record 2 (edit, 2026-03-02T09:00:00.750Z): it makes notes.md longer than 1000000 characters',
    );
  });

  test('belongs to one challenge, which may have changed only when the page was opened', () => {
    const other = textHash('another challenge');
    const log = new LogWriter();
    expect(sentenceOf(new LogWriter().add(check, other).records)).toContain(
      'it names another challenge than the one before it',
    );
    log.add({ kind: 'opened', engine: { version: '0.2.0', hash: textHash('x') } }, other);
    expect(sentenceOf(log.records)).toContain(
      'record 1 (opened, 2026-03-02T09:00:00.500Z): it was written for another challenge',
    );
    expect(checkLog(log.records, other).kind).toBe('ok');
  });

  test('labels only what came before', () => {
    expect(sentenceOf(new LogWriter().add({ kind: 'label', of: 1, text: '' }).records)).toContain(
      'it labels record 1, which does not come before it',
    );
  });

  test('begins once', () => {
    expect(() => appendRecord({ n: 0, hash: challengeHash }, challengeHash, started, start, 0)).toThrow('only once');
    expect(() => appendRecord(null, challengeHash, check, start, 0)).toThrow('a log begins with `started`');
  });
});

/** What an editor does: texts, one after the other, in one file or another, and a gap now and then. */
const histories = fc.array(
  fc.oneof(
    fc.record({ file: fc.constantFrom<WorkFile>(...workFiles), text: fc.string({ unit: 'grapheme', maxLength: 30 }) }),
    fc.record({ gap: fc.string({ unit: 'grapheme', maxLength: 30 }) }),
  ),
  { maxLength: 60 },
);

describe('replaying', () => {
  test('gives the files that were there after every record of any history, asked for in any order', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(), { maxLength: 20 }), (history, order) => {
        const log = new LogWriter();
        const expected: FileTexts[] = [log.files];
        for (const step of history) {
          if ('gap' in step) log.add({ kind: 'gap', reason: 'lost', files: { ...starter, 'notes.md': step.gap } });
          else log.write(step.file, step.text);
          expected[log.records.length - 1] = log.files;
        }
        expect(checkLog(log.records, challengeHash, log.files).kind).toBe('ok');
        const replay = new LogReplay(log.records);
        for (const at of order) expect(replay.filesAt(at % replay.count)).toEqual(expected[at % replay.count]);
        expect(log.records.reduce<FileTexts>(filesAfter, noFiles)).toEqual(log.files);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test('of a long log is the same from checkpoints as from the start, forwards, backwards and at random', () => {
    const log = longLog(2_000);
    const replay = new LogReplay(log.records);
    let files = noFiles;
    const all = log.records.map((record) => {
      files = filesAfter(files, record);
      return files;
    });
    for (const at of [1_999, 0, 127, 128, 129, 1_280, 1_279, 700, 701, 702, 3, 1_998]) {
      expect(replay.filesAt(at)).toEqual(all[at]);
      expect(replay.indexOf(at)).toBe(at);
    }
    expect(replay.filesAt(1_999)).toEqual(log.files);
    expect(() => replay.filesAt(2_000)).toThrow('from 0 to count - 1');
  });

  test('keeps fewer checkpoints where files are long, and still gives every moment', () => {
    const log = new LogWriter().write('notes.md', 'x'.repeat(900_000));
    for (let index = 0; index < 9_000; index++) {
      const at = (index * 7_919) % 900_000;
      log.add({
        kind: 'edit',
        file: 'notes.md',
        origin: 'typed',
        splices: [{ after: 0, from: at, removed: 1, inserted: String(index % 10) }],
      });
    }
    const records: readonly LogRecord[] = log.records;
    const replay = new LogReplay(records);
    // 9,002 records at 128 a checkpoint would be 71 copies of 900,000 characters, twice what is allowed.
    const notes = replay.filesAt(8_000)['notes.md'];
    expect(notes[(7_998 * 7_919) % 900_000]).toBe('8');
    expect(notes[(7_999 * 7_919) % 900_000]).toBe('x');
  });
});
