import { expect, test } from 'vitest';
import { AssertionError, assert } from '../../src/base';

test('a true condition passes and narrows the type', () => {
  const value: string | undefined = ['a'][0];
  assert(value !== undefined, 'the value is there');
  expect(value.length).toBe(1);
});

test('a false condition throws what should have been true', () => {
  expect(() => assert(1 > 2, 'one is more than two')).toThrow(new AssertionError('Not true: one is more than two.'));
});
