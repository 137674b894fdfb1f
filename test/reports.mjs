/** Reads what test tools report, and counts so that nothing that did not run can look as if it had passed. */

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} notes sentences about failures that no single test stands for, and about tests left out
 */

/**
 * Counts a report of Vitest's `json` reporter.
 * @param {unknown} report its parsed content, undefined if there is none
 * @param {number} exitCode of the tool
 * @param {number} fileCount how many test files there are
 * @returns {Outcome}
 */
export function countVitest(report, exitCode, fileCount) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = /** @type {any} */ (
    report ?? {}
  );
  if (!isCount(numPassedTests) || !isCount(numFailedTests) || !Array.isArray(testResults)) return noReport();
  const notes = [];
  // A file that could not be loaded, or whose hooks failed, has no failed test of its own.
  const broken = testResults.filter(
    (/** @type {any} */ file) =>
      file.status !== 'passed' && !file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  );
  for (const file of broken) notes.push(`${file.name} could not run: ${firstLine(file.message)}`);
  return conclude({
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
    filesRun: testResults.length,
    exitCode,
    fileCount,
    notes,
  });
}

/**
 * Counts a report of Playwright's `json` reporter. A test that passed only when tried again counts as failed.
 * @param {unknown} report its parsed content, undefined if there is none
 * @param {number} exitCode of the tool
 * @param {number} fileCount how many test files there are
 * @returns {Outcome}
 */
export function countPlaywright(report, exitCode, fileCount) {
  const { stats, errors, suites } = /** @type {any} */ (report ?? {});
  if (!isCount(stats?.expected) || !isCount(stats?.unexpected) || !Array.isArray(suites)) return noReport();
  const outside = Array.isArray(errors) ? errors : [];
  return conclude({
    passed: stats.expected,
    failed: stats.unexpected + (stats.flaky ?? 0) + outside.length,
    skipped: stats.skipped ?? 0,
    filesRun: new Set(suites.map((/** @type {any} */ suite) => suite.file)).size,
    exitCode,
    fileCount,
    notes: outside.map((/** @type {any} */ error) => firstLine(error.message)),
  });
}

/**
 * @param {{ passed: number, failed: number, skipped: number, filesRun: number, exitCode: number, fileCount: number,
 *   notes: string[] }} run
 * @returns {Outcome}
 */
function conclude({ passed, failed, skipped, filesRun, exitCode, fileCount, notes }) {
  if (skipped > 0) notes.push(`${skipped} skipped, counted neither as passed nor as failed`);
  const unexplained = [];
  if (passed + failed === 0) unexplained.push('no test ran, although there are test files');
  else if (filesRun < fileCount) unexplained.push(`only ${filesRun} of ${fileCount} test files ran`);
  if (exitCode !== 0 && failed + unexplained.length === 0) {
    unexplained.push(`the tool ended with exit code ${exitCode}, although every test passed`);
  }
  return { passed, failed: failed + unexplained.length, notes: [...notes, ...unexplained] };
}

/** @returns {Outcome} */
function noReport() {
  return { passed: 0, failed: 1, notes: ['the tool wrote no report'] };
}

/** @param {unknown} value */
function isCount(value) {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** @param {unknown} text */
function firstLine(text) {
  return String(text ?? '')
    .split('\n', 1)
    .join('');
}
