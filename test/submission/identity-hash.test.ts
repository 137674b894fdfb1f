/** What engines and challenges are known by. */
import { expect, test } from 'vitest';
import { type IdentityFile, identityHash, isChallengePath, isEnginePath } from '../../src/submission';

function file(path: string, text: string): IdentityFile {
  return { path, bytes: new TextEncoder().encode(text) };
}

const files = [file('src/base/a.ts', 'one\ntwo\n'), file('src/model/b.ts', 'three')];

test('the hash of a set of files is that of the documented text', () => {
  // printf '[["src/base/a.ts","<hash>"],["src/model/b.ts","<hash>"]]' | sha256sum, hashes by sha256sum as well.
  expect(identityHash(files)).toBe('e5ee862425601cbf387d1f2fa6b60b27574c26e487e4e8f6fe3f72540b8ea359');
});

test('the order of the files and the line ends of a checkout make no difference', () => {
  expect(identityHash([...files].reverse())).toBe(identityHash(files));
  expect(identityHash([file('src/base/a.ts', 'one\r\ntwo\r\n'), file('src/model/b.ts', 'three')])).toBe(
    identityHash(files),
  );
});

test('a character, a name, another file and a return inside a line or a picture do', () => {
  const others = [
    [file('src/base/a.ts', 'one\ntwo '), file('src/model/b.ts', 'three')],
    [file('src/base/c.ts', 'one\ntwo\n'), file('src/model/b.ts', 'three')],
    [...files, file('src/model/c.ts', '')],
    [file('src/base/a.ts', 'one\rtwo\n'), file('src/model/b.ts', 'three')],
    files.slice(1),
  ];
  const hashes = [files, ...others].map(identityHash);
  expect(new Set(hashes).size).toBe(6);
  expect(identityHash([file('figures/a.png', '\r\n')])).not.toBe(identityHash([file('figures/a.png', '\n')]));
});

test('the engine is what decides a verdict, and nothing that only shows it', () => {
  const inside = ['src/base/sha256.ts', 'src/check/checkpoint/index.ts', 'src/model/interleave.d.ts'];
  const outside = [
    'src/app/app.tsx',
    'src/view/index.ts',
    'src/cli/main.ts',
    'workers/api.ts',
    'src/check/readme.md',
    'test/src/base/a.ts',
  ];
  expect([...inside, ...outside].filter(isEnginePath)).toEqual(inside);
});

test('a challenge is what a candidate gets: no answers', () => {
  const inside = ['challenge.ts', 'starter.ts', 'statement.md', 'figures/one.svg'];
  const outside = [
    'reference.ts',
    'rubric.json',
    'expected.json',
    'alternates/a.ts',
    'mutants/a.ts',
    'junk/a.ts',
    'traces/a.json',
    'hidden/a.ts',
  ];
  const of = (name: string) => `challenges/paxos/${name}`;
  expect([...inside, ...outside].filter((name) => isChallengePath('paxos', of(name)))).toEqual(inside);
  expect(isChallengePath('paxos', 'challenges/paxos-made-live/challenge.ts')).toBe(false);
});
