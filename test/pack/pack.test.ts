/** Packs as files and as archives: read with exact places, packed to the same bytes, signed; and what strangers can send. */
import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { PackFile } from '../../src/model';
import {
  checkSignature,
  createSigningKey,
  fingerprintOf,
  isReviewerPart,
  openPackArchive,
  type Pack,
  packArchives,
  readPack,
  signingKeyOf,
  signPack,
} from '../../src/pack';
import { exampleFiles, exampleTexts } from '../verify/example';

const texts = exampleTexts();

function packOf(files: readonly PackFile[]): Pack {
  const { pack, findings } = readPack(files);
  if (pack === null) throw new Error(findings.map(({ sentence }) => sentence).join(' '));
  return pack;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** `code file:line:column`, then the sentence. */
function told(files: readonly PackFile[], folder?: string): readonly string[] {
  return readPack(files, folder).findings.map(
    ({ code, place, sentence }) => `${code} ${place.file}:${place.line}:${place.column} ${sentence}`,
  );
}

describe('what is wrong with files is told with file, line and column', () => {
  test('the example has nothing wrong', () => {
    expect(told(exampleFiles(), 'the-lost-request')).toEqual([]);
  });

  const json = texts['pack.json'] ?? '';
  const cases: readonly (readonly [what: string, changes: Readonly<Record<string, string | null>>, told: RegExp])[] = [
    [
      'JSON that ends early',
      { 'pack.json': json.slice(0, 40) },
      /^json-syntax pack\.json:3:\d+ pack\.json is not JSON: /,
    ],
    [
      'a comma too many',
      { 'pack.json': json.replace('"Apache-2.0"', '"Apache-2.0",') },
      /^json-syntax pack\.json:34:26 .*there is a comma behind the last item/,
    ],
    [
      'a leader by nothing',
      { 'pack.json': json.replace('"licence"', '"views": { "leader": { "term": "term" } },\n  "licence"') },
      /^json-form pack\.json:34:\d+ .*must have an output or a state/,
    ],
    [
      'a field named twice',
      { 'pack.json': json.replace('"code": "X1"', '"slug": "x"') },
      /^json-syntax pack\.json:6:3 .*the field "slug" is named twice/,
    ],
    [
      'a word that is none',
      { 'pack.json': json.replace('"min": 0', '"min": zero') },
      /^json-syntax pack\.json:17:14 .*zero is no value of JSON/,
    ],
    [
      'a number that is a text',
      { 'pack.json': json.replace('"min": 0', '"min": "0"') },
      /^json-form pack\.json:17:14 pack\.json: parameters\[0\]\.min must be a whole number\.$/,
    ],
    [
      'a field that is missing',
      { 'pack.json': json.replace(/ {2}"title".*\n/, '') },
      /^json-form pack\.json:1:1 pack\.json: the field title is missing; it must be a text\.$/,
    ],
    [
      'a field that there is not',
      { 'pack.json': json.replace('"code"', '"kode": 1, "code"') },
      /^json-form pack\.json:6:3 pack\.json: there is no field "kode" here\./,
    ],
    [
      'a version to come',
      { 'pack.json': json.replace('"version": 1', '"version": 2') },
      /^format-newer pack\.json:3:14 pack\.json has version 2 of its format, and this program reads version 1\. Reload/,
    ],
    [
      'a verdict that there is not',
      { 'expected.json': (texts['expected.json'] ?? '').replace('"verdict": "violated"', '"verdict": "wrong"') },
      /^json-form expected\.json:35:16 expected\.json: starter\.verdict must be one of holds, violated/,
    ],
    [
      'an event that there is not',
      {
        'traces/asked-twice.json': (texts['traces/asked-twice.json'] ?? '').replace(
          '"kind": "input"',
          '"kind": "wink"',
        ),
      },
      /^json-form traces\/asked-twice\.json:7:\d+ .*events\[0\]/,
    ],
    [
      'no statement',
      { 'statement.md': null },
      /^file-missing statement\.md:1:1 The pack has no statement\.md, which is what candidates read first\.$/,
    ],
    ['no definition', { 'challenge.ts': null }, /^file-missing challenge\.ts:1:1 /],
    [
      'an import in a circle',
      {
        'challenge.ts': `import { a } from './a';\n${texts['challenge.ts']}`,
        'a.ts': "import { b } from './b';\nexport const a = b;\n",
        'b.ts': "/* import x from './c' */\nimport { a } from './a';\nexport const b = a;\n",
      },
      /^import-cycle b\.ts:2:19 The imports go round in a circle: a\.ts → b\.ts → a\.ts\./,
    ],
    [
      'an import of what is not there',
      { 'challenge.ts': `${texts['challenge.ts']}import { a } from './a';\n` },
      /^import-unknown challenge\.ts:\d+:19 challenge\.ts imports "\.\/a", which is no file beside it\./,
    ],
    [
      'an import of a library',
      { 'challenge.ts': `${texts['challenge.ts']}import fs from 'node:fs';\n` },
      /^import-unknown challenge\.ts:\d+:16 .*"node:fs", which a definition cannot use/,
    ],
    [
      'script in the statement',
      { 'statement.md': `${texts['statement.md']}\n<script>alert(1)</script>\n` },
      /^script-dropped statement\.md:\d+:1 The statement has HTML, "<script>"/,
    ],
    [
      'a link that runs script',
      { 'statement.md': `${texts['statement.md']}\n[here](javascript:alert(1))\n` },
      /^script-dropped statement\.md:\d+:6 .*link that would run script/,
    ],
    ['script in a figure', { 'figures/a.svg': '<svg onload="x()"/>' }, /^script-dropped figures\/a\.svg:1:5 /],
    ['a file that no pack has', { 'notes.docx': 'x' }, /^file-unknown notes\.docx:1:1 /],
    ['a path that leads out', { '../pack.json': '{}' }, /^path-unsafe \.\.\/pack\.json:1:1 .*leads out of its folder/],
    ['a path from the root', { '/etc/passwd': '' }, /^path-unsafe \/etc\/passwd:1:1 .*does not begin inside the pack/],
    ['a path with a backslash', { 'mutants\\x.ts': '' }, /^path-unsafe .*has a backslash/],
    [
      'names that differ by capitals alone',
      { 'mutants/Answers-once.ts': '' },
      /^file-duplicate mutants\/Answers-once\.ts:1:1 .*differ by capital letters alone/,
    ],
  ];
  test.each(cases)('%s', (_what, changes, expected) => {
    expect(told(exampleFiles(changes)).join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });

  test('a folder with another name', () => {
    expect(told(exampleFiles(), 'lost')).toEqual([
      'slug-differs pack.json:5:11 The pack is called the-lost-request and lies in the folder "lost". Give both the same name.',
    ]);
  });

  test('a hundred megabytes of figures, with their size and the limit', () => {
    const figures = Array.from({ length: 60 }, (_, index) => ({
      path: `figures/${index}.png`,
      bytes: new Uint8Array(1_700_000),
    }));
    expect(told([...exampleFiles(), ...figures])[0]).toMatch(
      /^file-too-large figures\/0\.png:1:1 The pack has 102\.0 MB, and 10\.0 MB is the most\. Its largest files are figures\/0\.png with 1\.7 MB,/,
    );
    expect(told([...exampleFiles(), { path: 'figures/one.png', bytes: new Uint8Array(100_000_000) }])).toContain(
      'file-too-large figures/one.png:1:1 figures/one.png has 100.0 MB, and 2.0 MB is the most that a figure can have. Make it smaller; it was left out.',
    );
  });

  test('bytes that are no text, with the line', () => {
    const bytes = Uint8Array.from([...bytesOf('one\ntwo\nth'), 0xff, ...bytesOf('ree\n')]);
    const files = exampleFiles().map((file) => (file.path === 'starter.ts' ? { ...file, bytes } : file));
    expect(told(files)).toEqual([
      'not-utf8 starter.ts:3:1 starter.ts is not text in UTF-8, from line 3 on. Save it with this encoding.',
    ]);
  });

  test('what a system leaves behind is ignored, and the hash is that without it', () => {
    const files = [...exampleFiles(), { path: '.DS_Store', bytes: new Uint8Array(3) }];
    expect(told(files)).toEqual([]);
    expect(packOf(files).hashes).toEqual(packOf(exampleFiles()).hashes);
  });
});

describe('archives', () => {
  const pack = packOf(exampleFiles());

  test('the public part holds no answer, names the reviewer part by its hash, and both together are the pack', () => {
    const archives = packArchives(pack);
    expect(archives.public.name).toBe('the-lost-request-1.0.0.interleave-pack.zip');
    expect(archives.reviewer?.name).toBe('the-lost-request-1.0.0.interleave-reviewer.zip');
    const own = opened(archives.public.bytes);
    expect(own.map(({ path }) => path)).toEqual(['challenge.ts', 'pack.json', 'starter.ts', 'statement.md']);
    const reviewer = opened(archives.reviewer?.bytes ?? new Uint8Array());
    expect([isReviewerPart(own), isReviewerPart(reviewer)]).toEqual([false, true]);
    const alone = packOf(own);
    expect(alone.manifest.reviewer).toBe(archives.reviewer?.hash);
    expect([alone.hashes.public, alone.expectations]).toEqual([archives.public.hash, null]);
    const both = readPack([...own, ...reviewer]);
    expect(both.findings).toEqual([]);
    expect(both.pack?.hashes.reviewer).toBe(archives.reviewer?.hash);
    // Packing what was unpacked gives the same bytes.
    expect(packArchives(packOf([...reviewer, ...own].reverse()))).toEqual(archives);
  });

  test('another reviewer part is told from the one that belongs to it', () => {
    const own = opened(packArchives(pack).public.bytes);
    const other = exampleFiles({ 'rubric.json': '{ "criteria": [] }\n' }).filter(({ path }) =>
      isReviewerPart([{ path, bytes: new Uint8Array() }]),
    );
    expect(told([...own, ...other])).toEqual([
      expect.stringMatching(
        /^reviewer-differs pack\.json:\d+:\d+ The reviewer's part is not the one that pack\.json names: its hash is /,
      ),
    ]);
  });

  test('those that other programs make, cut off or changed ones, and bombs are refused with a sentence', () => {
    const { bytes } = packArchives(pack).public;
    const refusal = (archive: Uint8Array): string => {
      const result = openPackArchive(archive);
      return result.kind === 'err' ? `${result.error.code} ${result.error.sentence}` : 'opened';
    };
    expect(refusal(bytes.subarray(0, bytes.length - 9))).toMatch(
      /^pack-unreadable The file is not the archive that a pack is: /,
    );
    const changed = Uint8Array.from(bytes);
    changed[60] = (changed[60] ?? 0) ^ 1;
    expect(refusal(changed)).toMatch(/^pack-unreadable /);
    expect(refusal(zipSync({ '../up.ts': bytesOf('x') }))).toMatch(
      /an entry is named “\.\.\/up\.ts”, and such names are not allowed/,
    );
    expect(refusal(zipSync({ 'a.ts': [bytesOf('x'), { comment: 'hello' }] }))).toMatch(/^pack-unreadable /);
    expect(refusal(zipSync({ 'figures/a.png': new Uint8Array(11_000_000) }))).toMatch(
      /^pack-too-large The pack has 11,000,000 bytes, and 10,000,000 is the most/,
    );
    expect(refusal(zipSync({ 'a.ts': new Uint8Array(1_000_001) }))).toMatch(/^pack-too-large /);
    expect(refusal(new Uint8Array(10_000_001))).toMatch(/^pack-too-large /);
  });

  test('a pack of version 1 stays readable, with the hashes that it had', () => {
    const sample = (name: string): Uint8Array => readFileSync(new URL(`samples/${name}`, import.meta.url));
    const own = opened(sample('the-lost-request-1.0.0.interleave-pack.zip'));
    const reviewer = opened(sample('the-lost-request-1.0.0.interleave-reviewer.zip'));
    const { pack: read, findings } = readPack([...own, ...reviewer]);
    expect(findings).toEqual([]);
    expect(read?.hashes).toMatchInlineSnapshot(`
      {
        "public": "6b34487c314e989db21a82d59323433da70202a0d8a7a556997c2e8ae28b693f",
        "reviewer": "bdfe924e922e49f7068b6d7525b50b33e9bc1cecea9af4a2f0531f08417308e5",
        "whole": "dce79c10c4aa34241ff74cd07c117ac82eb6b4cdd1727ccdb30d0dcd6bff70a3",
      }
    `);
    expect(read?.signature?.key).toMatchInlineSnapshot(`"ib7_ftJbRjlxp7fhH05mDlR131PPoDGLHWji1sdH-pY"`);
  });
});

describe('signatures', () => {
  test('a signed pack is known by the fingerprint of its key, and nothing in it can be changed', async () => {
    const { secret, key } = await createSigningKey();
    expect(await signingKeyOf(secret)).toEqual({ kind: 'ok', value: key });
    const pack = packOf(exampleFiles());
    expect(await checkSignature(pack)).toEqual({ kind: 'unsigned' });
    const signature = await signPack(pack, secret);
    if (signature.kind === 'err') throw new Error(signature.error.sentence);
    const files = opened(packArchives(pack, signature.value).public.bytes);
    const signed = packOf(files);
    expect(await checkSignature(signed)).toEqual({ kind: 'signed', fingerprint: fingerprintOf(key) });
    expect(fingerprintOf(key)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
    // The signature is no part of what is signed, and stays when the pack is packed again.
    expect(signed.hashes.public).toBe(packArchives(pack).public.hash);
    expect(opened(packArchives(signed).public.bytes)).toEqual(files);
    for (const { path } of files.filter((file) => file.path !== 'signature.json')) {
      const changed = files.map((file) =>
        file.path === path ? { path, bytes: bytesOf(`${new TextDecoder().decode(file.bytes)} `) } : file,
      );
      expect([path, (await checkSignature(packOf(changed))).kind]).toEqual([path, 'wrong']);
    }
    const other = await createSigningKey();
    const foreign = (JSON.parse(signature.value) as { signature: string }).signature;
    const swapped = files.map((file) =>
      file.path === 'signature.json'
        ? {
            ...file,
            bytes: bytesOf(
              JSON.stringify({ format: 'interleave-signature', version: 1, key: other.key, signature: foreign }),
            ),
          }
        : file,
    );
    expect((await checkSignature(packOf(swapped))).kind).toBe('wrong');
  });

  test('the signature is that of RFC 8032: the first of its test vectors gives its public key', async () => {
    const hex = (text: string): string => Buffer.from(text, 'hex').toString('base64url');
    const secret = hex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60');
    const key = hex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    expect(await signingKeyOf(`interleave-signing-key-1:${secret}`)).toEqual({ kind: 'ok', value: key });
  });

  test('what is no key is refused', async () => {
    expect(await signPack(packOf(exampleFiles()), 'AGE-SECRET-KEY-1')).toMatchObject({
      kind: 'err',
      error: { code: 'signing-key-invalid' },
    });
  });
});

function opened(bytes: Uint8Array): readonly PackFile[] {
  const files = openPackArchive(bytes);
  if (files.kind === 'err') throw new Error(files.error.sentence);
  return files.value;
}
