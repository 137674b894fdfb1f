import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWork, type Work } from '../../../src/app/storage/work';
import { decodeWorkFile, encodeWorkFile, workFileBytesMax, workFileName } from '../../../src/app/storage/work-file';
import type { Invite } from '../../../src/model';

const at = new Date('2026-03-04T05:06:07.000Z');
const work: Work = {
  ...createWork('paxos', 'export default 1;', 1_700_000_000_000),
  notes: '# Ideas',
  bounds: { acceptors: 3 },
  tasksDone: [0, 2],
  lastVerdict: { kind: 'violated', property: 'agreement', distinct: 12, bounds: { acceptors: 3 }, outdated: true },
};

const { invite: _, ...exported } = work;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const fileOf = (change: object): Uint8Array =>
  bytesOf(
    JSON.stringify({ format: 'interleave-work', version: 1, exportedAt: at.toISOString(), work: exported, ...change }),
  );

function sentenceOf(bytes: Uint8Array, expected = 'paxos'): string {
  const read = decodeWorkFile(bytes, expected);
  return read.kind === 'err' ? read.error.sentence : 'accepted';
}

test('what is exported is read back as it was', () => {
  expect(decodeWorkFile(bytesOf(encodeWorkFile(work, at)), 'paxos')).toEqual({ kind: 'ok', value: work });
  expect(workFileName(work, at)).toBe('paxos-2026-03-04.interleave.json');
});

test('an invite stays here: it is not part of the file', () => {
  const invited = { ...work, invite: { version: 1 as const, id: '1'.repeat(32), from: 'A team' } as Invite };
  expect(encodeWorkFile(invited, at)).toBe(encodeWorkFile(work, at));
});

test('any text in source, notes and explanation survives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (source, notes) => {
      const some = { ...work, source, notes, explanation: notes };
      expect(decodeWorkFile(bytesOf(encodeWorkFile(some, at)), 'paxos')).toEqual({ kind: 'ok', value: some });
    }),
  );
});

test('no bytes make the reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodeWorkFile(bytes, 'paxos').kind).toBe('err');
    }),
  );
});

test.each([
  ['too large', new Uint8Array(workFileBytesMax + 1), 'larger than 5 MB'],
  ['not text', new Uint8Array([0xff, 0xfe, 0x00]), 'not UTF-8'],
  ['empty', new Uint8Array(), 'not JSON'],
  ['not JSON', bytesOf('export default {}'), 'not JSON'],
  ['other JSON', bytesOf('{"name":"package"}'), 'not exported work'],
  ['a later version', fileOf({ version: 2 }), 'format version 2'],
  ['an unknown field', fileOf({ extra: 1 }), 'extra'],
  ['a field of the wrong type', fileOf({ work: { ...exported, source: 5 } }), 'work.source'],
  ['a missing field', fileOf({ work: { ...exported, notes: undefined } }), 'work.notes'],
  [
    'an unknown verdict',
    fileOf({ work: { ...exported, lastVerdict: { ...work.lastVerdict, kind: 'fine' } } }),
    'work.lastVerdict.kind',
  ],
  ['a path as a challenge', fileOf({ work: { ...exported, challenge: '../../etc' } }), 'work.challenge'],
  ['a fraction of a task', fileOf({ work: { ...exported, tasksDone: [0.5] } }), 'work.tasksDone.0'],
  ['a negative time', fileOf({ work: { ...exported, activeMs: -1 } }), 'work.activeMs'],
  ['a key that is a trap', bytesOf(encodeWorkFile(work, at).replace('"acceptors"', '"__proto__"')), ''],
])('a file that is %s is refused with the reason', (_, bytes, reason) => {
  const sentence = sentenceOf(bytes);
  if (reason) expect(sentence).toContain(reason);
  expect(({} as { acceptors?: unknown }).acceptors).toBeUndefined();
});

test('work on another challenge is refused with its name', () => {
  expect(sentenceOf(fileOf({}), 'two-phase-commit')).toContain('paxos');
});

test('work with a megabyte of source, which the editor can hold, is accepted', () => {
  const long = { ...work, source: 'x'.repeat(1_000_001) };
  const bytes = new TextEncoder().encode(encodeWorkFile(long, new Date(0)));
  expect(decodeWorkFile(bytes, long.challenge)).toMatchObject({ kind: 'ok', value: { source: long.source } });
});

test('more faults than can be counted are one sentence', () => {
  const bounds = Object.fromEntries(Array.from({ length: 390_000 }, (_, index) => [`b${index}`, '']));
  const bytes = fileOf({ work: { ...exported, bounds } });
  expect(bytes.length).toBeLessThanOrEqual(workFileBytesMax);
  expect(sentenceOf(bytes)).toContain('It has more faults than can be counted. Nothing was imported.');
});
