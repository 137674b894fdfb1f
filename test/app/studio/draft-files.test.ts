/** What is done to the files of a draft, and taken back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addFile,
  type DraftFiles,
  deleteFile,
  type FileOperation,
  operate,
  pathProblem,
  renameFile,
  withText,
} from '../../../src/app/studio/draft-files';

const files: DraftFiles = new Map([
  ['challenge.ts', 'one'],
  ['expected.json', '{\n  "mutants": [{ "file": "mutants/a.ts" }]\n}\n'],
  ['mutants/a.ts', 'two'],
]);

function done(before: DraftFiles, operation: FileOperation) {
  const result = operate(before, operation);
  if (result.kind === 'err') throw new Error(result.error);
  return result.value;
}

describe('operations on files', () => {
  test('a renamed file keeps its content, and the expectations name it anew', () => {
    const { files: after, changes } = done(files, renameFile(files, 'mutants/a.ts', 'mutants/b.ts'));
    expect(after.get('mutants/b.ts')).toBe('two');
    expect(after.has('mutants/a.ts')).toBe(false);
    expect(after.get('expected.json')).toContain('"file": "mutants/b.ts"');
    expect(new Map(changes)).toEqual(
      new Map([
        ['mutants/a.ts', null],
        ['mutants/b.ts', 'two'],
        ['expected.json', after.get('expected.json')],
      ]),
    );
  });

  test('what was typed into a renamed file is there when the renaming is undone', () => {
    const renamed = done(files, renameFile(files, 'mutants/a.ts', 'mutants/b.ts'));
    const typed = withText(renamed.files, 'mutants/b.ts', 'two, and more');
    const back = done(typed, renamed.inverse);
    expect(back.files.get('mutants/a.ts')).toBe('two, and more');
    expect(back.files.get('expected.json')).toBe(files.get('expected.json'));
  });

  test('what was typed into an added file comes back when adding it is undone and done again', () => {
    const added = done(files, addFile('notes.md', ''));
    const typed = withText(added.files, 'notes.md', 'thoughts');
    const undone = done(typed, added.inverse);
    expect(undone.files.has('notes.md')).toBe(false);
    expect(done(undone.files, undone.inverse).files.get('notes.md')).toBe('thoughts');
  });

  test('a name that differs in case alone is refused, and so is one that is taken', () => {
    expect(operate(files, addFile('Challenge.ts', ''))).toMatchObject({ kind: 'err' });
    expect(operate(files, renameFile(files, 'mutants/a.ts', 'challenge.ts'))).toMatchObject({
      kind: 'err',
      error: 'There is a file challenge.ts already.',
    });
    // The case of its own name can be changed.
    expect(done(files, renameFile(files, 'mutants/a.ts', 'mutants/A.ts')).files.has('mutants/A.ts')).toBe(true);
  });

  test('undoing and redoing any operations gives the files back, whatever they were', () => {
    const path = fc.constantFrom('a.ts', 'b.ts', 'c/d.ts', 'expected.json');
    const operation = (now: DraftFiles, kind: number, one: string, other: string): FileOperation => {
      if (kind === 0) return addFile(one, `new ${other}`);
      return kind === 1 ? deleteFile(one) : renameFile(now, one, other);
    };
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), path, path), { maxLength: 12 }), (steps) => {
        let now: DraftFiles = files;
        const inverses: FileOperation[] = [];
        for (const [kind, one, other] of steps) {
          if (kind === 2 && one === other) continue;
          const result = operate(now, operation(now, kind, one, other));
          if (result.kind === 'err') continue;
          now = result.value.files;
          inverses.push(result.value.inverse);
        }
        const end = now;
        const redo: FileOperation[] = [];
        for (const inverse of inverses.reverse()) {
          const back = done(now, inverse);
          now = back.files;
          redo.push(back.inverse);
        }
        expect([...now]).toEqual([...files]);
        for (const again of redo.reverse()) now = done(now, again).files;
        expect([...now]).toEqual([...end]);
      }),
    );
  });
});

describe('paths', () => {
  test.each(['a.ts', 'mutants/b-c_d.ts', 'figures/1.svg', 'LICENSE.txt'])('%s is a path', (path) => {
    expect(pathProblem(path)).toBeNull();
  });
  test.each([
    '',
    '../a.ts',
    '/a.ts',
    'a b.ts',
    'a//b.ts',
    '.git/config.ts',
    'noending',
    'a\\b.ts',
    `${'a'.repeat(130)}.ts`,
  ])('%s is none', (path) => {
    expect(pathProblem(path)).not.toBeNull();
  });
});
