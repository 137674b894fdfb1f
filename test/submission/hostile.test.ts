/** Bundles that were made to harm: each is refused with a sentence that names what is wrong. */
import { constants, deflateRawSync } from 'node:zlib';
import { strToU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { WorkEvent } from '../../src/model';
import { canonicalText, packSubmission, readSubmission, redactSpans } from '../../src/submission';
import { encodeLog } from '../../src/submission/log-file';
import { type RawEnd, type RawEntry, rawZip } from './raw-zip';
import {
  archive,
  challengeHash,
  codeOf,
  expectOk,
  fullLog,
  invite,
  LogWriter,
  packed,
  partsOf,
  rehashed,
  testKey,
  textsIn,
} from './samples';

const honest = textsIn(packed());
const plain: readonly RawEntry[] = Object.entries(unzipSync(packed())).map(([name, data]) => ({ name, data }));

function wordsOf(bytes: Uint8Array): string {
  const read = readSubmission(bytes);
  return read.kind === 'ok' ? 'ok' : `${read.error.code}: ${read.error.sentence}`;
}

function withEntry(name: string, change: Partial<RawEntry>, end: RawEnd = {}): Uint8Array {
  return rawZip(
    plain.map((entry) => (entry.name === name ? { ...entry, ...change } : entry)),
    end,
  );
}

/** The honest bundle with a manifest that says something else. */
function withManifest(change: (manifest: Record<string, object>) => unknown): Uint8Array {
  return archive({ ...honest, 'manifest.json': canonicalText(change(JSON.parse(honest['manifest.json'] ?? ''))) });
}

test('the honest archive, stored instead of packed, can be read', () => {
  expect(wordsOf(rawZip(plain))).toBe('ok');
  expect(expectOk(readSubmission(rawZip(plain))).hash).toBe(expectOk(readSubmission(packed())).hash);
});

describe('a zip bomb', () => {
  test('that tells its size is refused before anything is unpacked', () => {
    const bomb = archive({ ...honest, 'notes.md': new Uint8Array(50_000_000) });
    expect(bomb.length).toBeLessThan(60_000);
    expect(wordsOf(bomb)).toBe(
      'bundle-too-large: “notes.md” unpacks to 50000000 bytes, and 1000000 is the most. Do not trust the file.',
    );
    expect(codeOf(readSubmission(archive({ ...honest, 'manifest.json': new Uint8Array(1_000_001) })))).toBe(
      'bundle-too-large',
    );
    expect(codeOf(readSubmission(archive({ ...honest, 'log.jsonl': new Uint8Array(50_000_001) })))).toBe(
      'bundle-too-large',
    );
  });

  test('that lies about its size is unpacked no further than it says', () => {
    // Blocks of a megabyte of zeros, none of them the last: 18 GB in 18 MB, hours if they were all unpacked.
    const block = deflateRawSync(Buffer.alloc(1_000_000), { finishFlush: constants.Z_SYNC_FLUSH });
    const data = Buffer.concat(Array(18_000).fill(block));
    expect(data.length).toBeLessThan(19_000_000);
    const size = 900_000;
    const bomb = withEntry('notes.md', { data, method: 8, size, checksum: 0 });
    expect(wordsOf(bomb)).toContain(
      'bundle-unreadable: “notes.md” is damaged: it does not unpack to what the archive says',
    );
  });

  test('as a file of more than 20 MB is not even opened', () => {
    expect(codeOf(readSubmission(new Uint8Array(20_000_001)))).toBe('bundle-too-large');
  });
});

describe('an archive', () => {
  test.each([
    '../manifest.json',
    '/etc/passwd',
    'C:\\notes.md',
    'folder/notes.md',
    'folder/',
    '..',
    '.hidden',
    'notes.md\0.exe',
    'NOTES.MD',
    'n\u00f6tes.md',
    '__proto__',
    '',
    'x'.repeat(5_000),
  ])('with an entry named %j is refused', (name) => {
    expect(wordsOf(rawZip([...plain, { name, data: new Uint8Array(1) }]))).toContain('and such names are not allowed');
  });

  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'does not end as an archive does'],
    ['nothing but its end', rawZip([]), 'has no “manifest.json”'],
    ['a comment', rawZip(plain, { comment: 'hello' }), 'does not end as an archive does'],
    ['something behind it', rawZip(plain, { behind: 1 }), 'does not end as an archive does'],
    ['something before it', Uint8Array.from([0, ...rawZip(plain)]), 'its directory is not at its end'],
    ['a second part', rawZip(plain, { disk: 1 }), 'more than one part'],
    ['fewer entries than it says', rawZip(plain, { count: 8 }), 'entry 8 is missing'],
    ['more entries than it says', rawZip(plain, { count: 6 }), 'something between its entries'],
    [
      '17 entries',
      rawZip(Array.from({ length: 17 }, (_, n) => ({ name: `a${n}.md`, data: new Uint8Array(1) }))),
      '17 entries, and 16 is the most',
    ],
    ['the same name twice', rawZip([...plain, plain[1] as RawEntry]), 'two entries named “protocol.ts”'],
    ['a gap', withEntry('notes.md', { gap: 7 }), '“notes.md” is not where, or what'],
    [
      'another name in the entry itself',
      withEntry('notes.md', { local: { name: 'other.md' } }),
      '“notes.md” is not where, or what',
    ],
    [
      'another size in the entry itself',
      withEntry('notes.md', { local: { size: 3 } }),
      '“notes.md” is not where, or what',
    ],
    ['an entry at the place of another', withEntry('notes.md', { offset: 0 }), '“notes.md” is not where, or what'],
    ['an encrypted entry', withEntry('notes.md', { flags: 1 }), '“notes.md” is encrypted'],
    ['sizes behind the data', withEntry('notes.md', { flags: 8 }), '“notes.md” is packed in a way'],
    ['another packing', withEntry('notes.md', { method: 93 }), '“notes.md” is packed in a way'],
    ['a stored entry of another size', withEntry('notes.md', { size: 3 }), '“notes.md” is packed in a way'],
    ['extra fields', withEntry('notes.md', { extra: new Uint8Array(4) }), '“notes.md” is packed in a way'],
    ['a wrong checksum', withEntry('manifest.json', { checksum: 1 }), '“manifest.json” is damaged'],
    [
      'data that cannot be unpacked',
      withEntry('notes.md', { method: 8, data: new Uint8Array(9).fill(255) }),
      '“notes.md” is damaged',
    ],
  ])('with %s is refused', (_what, bytes, words) => {
    const said = wordsOf(bytes);
    expect(said).toContain(words);
    expect(said).toMatch(/^bundle-(unreadable|invalid): /);
  });
});

describe('a manifest', () => {
  test('of a newer version is named as such, whatever else has changed with it', () => {
    const manifest = { format: 'interleave-submission', version: 2, new: { field: [] } };
    expect(wordsOf(archive({ 'new-file.bin': 'x', 'manifest.json': JSON.stringify(manifest, null, 2) }))).toBe(
      'bundle-newer: The submission was made by a newer version of this program. Reload the page, or install the newer version.',
    );
  });

  test.each<[string, Uint8Array, string]>([
    ['missing', archive({ 'notes.md': 'x' }), 'has no “manifest.json”'],
    ['not JSON', archive({ ...honest, 'manifest.json': '{' }), 'is not that of a submission'],
    ['not UTF-8', archive({ ...honest, 'manifest.json': Uint8Array.of(0xff, 0xfe) }), 'is not that of a submission'],
    ['nested without end', archive({ ...honest, 'manifest.json': '['.repeat(900_000) }), 'is not that of a submission'],
    ['without a field', withManifest(({ claims, ...rest }) => rest), '“claims”'],
    ['with a field too many', withManifest((all) => ({ ...all, extra: 1 })), 'a name that is not known'],
    [
      'with another prototype',
      archive({ ...honest, 'manifest.json': `{"__proto__":{"version":1},${honest['manifest.json']?.slice(1)}` }),
      'is not',
    ],
    [
      'with a name twice',
      archive({ ...honest, 'manifest.json': `{"activeMs":1,${honest['manifest.json']?.slice(1)}` }),
      'is not canonical JSON',
    ],
    [
      'with a blank in it',
      archive({ ...honest, 'manifest.json': `${honest['manifest.json']} ` }),
      'is not canonical JSON',
    ],
    [
      'with a file that is not there',
      withManifest((all) => ({
        ...all,
        files: { ...all.files, 'x.md': { bytes: 0, sha256: challengeHash } },
      })),
      'a file named “x.md”',
    ],
    [
      'without a file that is there',
      withManifest((all) => ({ ...all, files: {} })),
      '“protocol.ts” is missing from its manifest',
    ],
    [
      'that leaves the log out, with a log',
      withManifest((all) => ({ ...all, log: { ...all.log, share: 'left-out' } })),
      'a file named “log.jsonl”',
    ],
    [
      'that calls a whole log redacted',
      withManifest((all) => ({ ...all, log: { ...all.log, share: 'redacted' } })),
      'the log has no spans that were left out',
    ],
    [
      'that names another length of the log',
      withManifest((all) => ({ ...all, log: { ...all.log, records: 14 } })),
      'log-broken: The work log ends at record 12',
    ],
    [
      'for another challenge',
      withManifest((all) => ({ ...all, challenge: { ...all.challenge, hash: 'ab'.repeat(32) } })),
      'log-broken: The work log breaks at record 12 (edit',
    ],
    [
      'with a key that is none',
      withManifest((all) => ({ ...all, candidate: { name: '', key: testKey.secret } })),
      '“candidate.key”: must be a public key of age',
    ],
    [
      'with an invite that is none',
      withManifest((all) => ({ ...all, invite: { ...invite, recipients: [] } })),
      '“invite.recipients”',
    ],
  ])('that is %s is refused', (_what, bytes, words) => {
    expect(wordsOf(bytes)).toContain(words);
  });
});

describe('a file in a bundle', () => {
  test.each(['protocol.ts', 'notes.md', 'explanation.md', 'cover.md', 'story.json', 'log.jsonl'])(
    '%s that was changed is named',
    (name) => {
      expect(wordsOf(archive({ ...honest, [name]: `${honest[name]} ` }))).toContain(
        `“${name}” is not the file that the manifest names: its SHA-256 is another`,
      );
      const { [name]: _, ...without } = honest;
      expect(wordsOf(archive(without))).toContain(`“${name}” is missing from the archive`);
    },
  );

  test('that the log does not lead to is named, even where all hashes fit', () => {
    expect(wordsOf(rehashed({ ...honest, 'protocol.ts': 'export default 2;\n' }))).toContain(
      'log-leads-elsewhere: The work log does not lead to the protocol.ts that was handed in',
    );
  });

  test('keeps a byte order mark and every kind of line end', () => {
    const text = '\ufeffone\r\ntwo\rthree\n\u2028';
    const log = new LogWriter().write('notes.md', text);
    expect(expectOk(readSubmission(expectOk(packSubmission(partsOf(log, { story: [] }))))).files['notes.md']).toBe(
      text,
    );
  });
});

describe('a log in a bundle', () => {
  const log = fullLog();
  const lines = (honest['log.jsonl'] ?? '').split('\n').slice(0, -1);
  const withLines = (changed: readonly string[]) =>
    wordsOf(rehashed({ ...honest, 'log.jsonl': changed.map((line) => `${line}\n`).join('') }));
  const withRecord = (at: number, change: (record: Record<string, object>) => unknown) =>
    withLines(lines.map((line, index) => (index === at ? canonicalText(change(JSON.parse(line))) : line)));

  test('of a million records is refused before any is read', () => {
    expect(wordsOf(rehashed({ ...honest, 'log.jsonl': '{}\n'.repeat(1_000_000) }))).toContain(
      'bundle-too-large: The work log has more than 200000 records',
    );
  });

  test('with a wrong hash in the middle names the record', () => {
    expect(withRecord(6, (record) => ({ ...record, previous: challengeHash }))).toContain(
      'log-broken: The work log breaks at record 6 (hint, 2026-03-02T09:00:01.750Z): it names',
    );
    expect(withRecord(6, (record) => ({ ...record, at: 0 }))).toContain(
      'log-broken: The work log breaks at record 7 (task,',
    );
    expect(withLines(lines.toSpliced(3, 1))).toContain('log-broken: The work log breaks at record 4 (check,');
  });

  test.each<[string, (record: Record<string, object>) => unknown, string]>([
    [
      'an event of a kind that is not known',
      (record) => ({ ...record, event: { kind: 'webcam' } }),
      'Line 7 of the work log is not what it should be: “event.kind”',
    ],
    ['a field too many', (record) => ({ ...record, more: 1 }), 'a name that is not known'],
    ['no event', (record) => ({ ...record, event: null }), '“event”'],
    ['a number that is none', (record) => ({ ...record, n: 1.5 }), '“n”'],
    ['a moment that cannot be', (record) => ({ ...record, at: 1e300 }), '“at”'],
    [
      'nested data',
      (record) => ({
        ...record,
        event: {
          kind: 'play',
          bounds: {},
          schedule: [{ kind: 'input', node: 'a', input: JSON.parse(`${'['.repeat(101)}${']'.repeat(101)}`) }],
        },
      }),
      'nested at most 100 levels',
    ],
  ])('with %s names the line', (_what, change, words) => {
    const said = withRecord(6, change);
    expect(said).toContain('bundle-invalid: Line 7 of the work log');
    expect(said).toContain(words);
  });

  test('that is not one canonical value a line is refused', () => {
    const of = (text: string) => wordsOf(rehashed({ ...honest, 'log.jsonl': text }));
    expect(of(lines.join('\n'))).toContain('Line 13 of the work log is cut off');
    expect(of(lines.join('\r\n'))).toContain('Line 1 of the work log is not canonical JSON');
    expect(of(`${lines.join('\n')}\n\n`)).toContain('Line 14 of the work log is not JSON');
    expect(of('')).toContain('log-broken: The work log is empty');
    expect(of(`${'['.repeat(7_000_000)}\n`)).toContain('Line 1 of the work log is not JSON');
    expect(of(`${'x'.repeat(8_000_001)}\n`)).toContain('Line 1 of the work log is longer than 8000000 bytes');
    expect(withLines(lines.toSpliced(1, 1, (lines[1] ?? '').replace('{', '{"__proto__":{},')))).toContain(
      'Line 2 of the work log',
    );
  });

  test('with more faults than the stack has room for is refused like any other', () => {
    const many = Object.fromEntries(Array.from({ length: 500_000 }, (_, index) => [index, '']));
    const said = withRecord(3, (record) => ({ ...record, event: { ...record.event, bounds: many } }));
    expect(said).toContain(
      'bundle-invalid: Line 4 of the work log is not what it should be: it has more faults than can be',
    );
    const splices = Array(99_999).fill({ x: 1 });
    const edit = { kind: 'edit', file: 'notes.md', origin: 'typed', splices };
    expect(withRecord(2, (record) => ({ ...record, event: edit }))).toContain('bundle-invalid: Line 3 of the work log');
  });

  test('with a span that leads elsewhere names the file', () => {
    const entries = redactSpans(log.records, [{ from: 11, to: 12, reason: '' }]);
    const span = entries.at(-1);
    if (span === undefined || !('redacted' in span)) throw new Error('the last entry is a span');
    const protocol = span.redacted.splices['protocol.ts'];
    const splices = { ...span.redacted.splices, 'protocol.ts': { ...protocol, inserted: 'export default 7;\n' } };
    const changed = [...entries.slice(0, -1), { ...span, redacted: { ...span.redacted, splices } }];
    const files = textsIn(expectOk(packSubmission(partsOf(log, { log: entries }))));
    expect(wordsOf(rehashed(files))).toBe('ok');
    expect(wordsOf(rehashed({ ...files, 'log.jsonl': encodeLog(changed as never) }))).toContain('log-leads-elsewhere');
  });
});

describe('a script in every text', () => {
  const script = '"><script>alert(1)</script>{{x}}$&\u202e\u0000\u001b[2J';
  const texts: WorkEvent[] = [
    { kind: 'label', of: 0, text: script },
    { kind: 'gap', reason: script, files: { 'protocol.ts': script, 'notes.md': script, 'explanation.md': script } },
  ];

  test('stays text, to the last character', () => {
    const log = new LogWriter();
    for (const event of texts) log.add(event);
    const line = script.slice(0, 100);
    const parts = partsOf(log, {
      log: redactSpans(log.records, [{ from: 1, to: 1, reason: script }]),
      challenge: { slug: 'paxos', title: line, hash: challengeHash },
      candidate: { name: line, key: testKey.recipient },
      claims: [{ ...(partsOf(log).claims[0] as never as object), name: line } as never],
      story: [{ title: line, note: script, lines: null, record: null, trace: null }],
      cover: script,
    });
    const read = expectOk(readSubmission(expectOk(packSubmission(parts))));
    expect(read.files).toEqual(parts.files);
    expect(read.log).toEqual(parts.log);
    expect([read.cover, read.story, read.manifest.candidate.name]).toEqual([script, parts.story, line]);
  });

  test('is quoted short and tame in the sentences of problems', () => {
    const named = rehashed({
      ...honest,
      'story.json': canonicalText([{ title: script.repeat(3), note: '', lines: null, record: 99, trace: null }]),
    });
    const said = wordsOf(named);
    expect(said).toContain('names a record that the log does not have');
    expect(said).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(said.length).toBeLessThan(300);
    const edited = fullLog().write('protocol.ts', '');
    const elsewhere = packSubmission(partsOf(edited, { files: { ...edited.files, 'protocol.ts': script } }));
    expect(elsewhere).toMatchObject({ error: { code: 'log-leads-elsewhere' } });
    expect(JSON.stringify(elsewhere)).not.toMatch(/\\u202e|\\u0000|\\u001b|\u202e/);
    expect(strToU8(said).length).toBeLessThan(400);
  });
});
