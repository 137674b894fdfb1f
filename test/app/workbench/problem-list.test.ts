import { expect, test } from 'vitest';
import { listProblems } from '../../../src/app/workbench/problem-list';
import type { Problem, ProblemCode } from '../../../src/model';

function problem(code: ProblemCode, line: number, column: number, sentence = `${code} at ${line}:${column}`): Problem {
  return { code, sentence, place: { file: 'protocol.ts', line, column } };
}

const typeError = (line: number, column: number, sentence: string) => problem('type-error', line, column, sentence);

function shown(found: readonly Problem[], typeErrors: readonly Problem[]): readonly string[] {
  return listProblems(found, typeErrors).map(
    ({ problem: { code, place }, from }) => `${place ? `${place.line}:${place.column} ` : ''}${from} ${code}`,
  );
}

test('a syntax error that both find is listed once, in the words of the check', () => {
  const found = [problem('syntax-error', 2, 9), problem('syntax-error', 3, 47)];
  const types = [
    typeError(1, 7, "Type 'string' is not assignable to type 'number'. (TS2322)"),
    typeError(2, 9, 'Expression expected. (TS1109)'),
    typeError(3, 47, 'Expression expected. (TS1109)'),
  ];
  expect(shown(found, types)).toEqual(['1:7 types type-error', '2:9 check syntax-error', '3:47 check syntax-error']);
});

test('an enum is listed once, although both point at different words of it', () => {
  const types = [typeError(1, 6, "This syntax is not allowed when 'erasableSyntaxOnly' is enabled. (TS1294)")];
  expect(shown([problem('not-erasable', 1, 1)], types)).toEqual(['1:1 check not-erasable']);
  expect(shown([problem('not-erasable', 2, 1)], types)).toHaveLength(2);
});

test('an import that leads nowhere is listed once', () => {
  expect(shown([problem('import-unknown', 1, 15)], [typeError(1, 15, 'Cannot find module. (TS2307)')])).toHaveLength(1);
});

test('what only one of them finds stays, at the same place too', () => {
  const types = [typeError(4, 5, 'Object is possibly undefined. (TS2532)'), typeError(4, 5, 'Another. (TS1)')];
  expect(shown([problem('handler-threw', 4, 5)], types)).toHaveLength(3);
  expect(shown([problem('syntax-error', 4, 6)], types)).toHaveLength(3);
  expect(shown([], types)).toHaveLength(2);
});

test('the list is in the order of the source; what has no place comes first', () => {
  const found: readonly Problem[] = [problem('handler-threw', 9, 1), { code: 'bounds-invalid', sentence: 'no place' }];
  expect(shown(found, [typeError(2, 4, 'b'), typeError(2, 1, 'a')])).toEqual([
    'check bounds-invalid',
    '2:1 types type-error',
    '2:4 types type-error',
    '9:1 check handler-threw',
  ]);
});
