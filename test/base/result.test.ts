import { expect, test } from 'vitest';
import { err, ok, type Result } from '../../src/base';

function parseDigit(text: string): Result<number, string> {
  return /^\d$/.test(text) ? ok(Number(text)) : err(`"${text}" is not a digit`);
}

test('a result is either a value or an error, told apart by its kind', () => {
  expect(parseDigit('7')).toEqual({ kind: 'ok', value: 7 });
  expect(parseDigit('x')).toEqual({ kind: 'err', error: '"x" is not a digit' });
});
