import { expect, test } from 'vitest';
import { countPlaywright, countVitest } from '../reports.mjs';

const passedFile = { name: 'a.test.ts', status: 'passed', message: '', assertionResults: [{ status: 'passed' }] };
const failedFile = { name: 'b.test.ts', status: 'failed', message: '', assertionResults: [{ status: 'failed' }] };
const brokenFile = { name: 'c.test.ts', status: 'failed', message: 'Cannot find x\nat y', assertionResults: [] };

function vitestReport(passed: number, failed: number, testResults: readonly object[], pending = 0) {
  return { numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: 0, testResults };
}

test('passed and failed unit tests are counted one by one', () => {
  expect(countVitest(vitestReport(3, 1, [passedFile, failedFile]), 1, 2)).toEqual({ passed: 3, failed: 1, notes: [] });
});

test('a test file that cannot be loaded is a failure', () => {
  expect(countVitest(vitestReport(3, 0, [passedFile, brokenFile]), 1, 2)).toEqual({
    passed: 3,
    failed: 1,
    notes: ['c.test.ts could not run: Cannot find x'],
  });
});

test('a missing, empty or foreign report is a failure', () => {
  for (const report of [undefined, null, {}, [], { stats: {} }]) {
    expect(countVitest(report, 0, 1)).toEqual({ passed: 0, failed: 1, notes: ['the tool wrote no report'] });
    expect(countPlaywright(report, 0, 1)).toEqual({ passed: 0, failed: 1, notes: ['the tool wrote no report'] });
  }
});

test('a run of no tests is a failure, also when all of them are skipped', () => {
  expect(countVitest(vitestReport(0, 0, []), 0, 1).failed).toBe(1);
  expect(countVitest(vitestReport(0, 0, [passedFile], 2), 0, 1).failed).toBe(1);
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 2 };
  expect(countPlaywright({ stats, errors: [], suites: [{ file: 'a' }] }, 0, 1).failed).toBe(1);
});

test('a test file that was passed over is a failure', () => {
  expect(countVitest(vitestReport(3, 0, [passedFile]), 0, 2)).toEqual({
    passed: 3,
    failed: 1,
    notes: ['only 1 of 2 test files ran'],
  });
});

test('an unhappy exit code without a failed test is a failure', () => {
  expect(countVitest(vitestReport(3, 0, [passedFile]), 1, 1)).toEqual({
    passed: 3,
    failed: 1,
    notes: ['the tool ended with exit code 1, although every test passed'],
  });
});

test('skipped tests are mentioned and not counted', () => {
  expect(countVitest(vitestReport(3, 0, [passedFile], 2), 0, 1)).toEqual({
    passed: 3,
    failed: 0,
    notes: ['2 skipped, counted neither as passed nor as failed'],
  });
});

test('an end-to-end test that passes only at the second try is a failure', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 0 };
  const suites = [{ file: 'solve.spec.ts' }, { file: 'home.spec.ts' }];
  expect(countPlaywright({ stats, errors: [], suites }, 1, 2)).toEqual({ passed: 4, failed: 2, notes: [] });
});

test('an error outside of every end-to-end test is a failure', () => {
  const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 0 };
  const report = { stats, errors: [{ message: 'no server\nat z' }], suites: [{ file: 'solve.spec.ts' }] };
  expect(countPlaywright(report, 1, 1)).toEqual({ passed: 4, failed: 1, notes: ['no server'] });
});
