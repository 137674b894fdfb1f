/**
 * The one command that says whether the product works: `npm test`, or `npm test -- unit e2e` for some of its stages.
 * Runs on a bare clone: installs packages and a Chromium where they are missing. Ends with `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild, ensurePackages, root, tool } from '../src/cli/setup.mjs';
import { initialSizes } from './initial-size.mjs';
import { ensureChromium } from './install-chromium.mjs';
import { countPlaywright, countVitest } from './reports.mjs';

/** @typedef {import('./reports.mjs').Outcome} Outcome */

/** Compressed JavaScript that a page may load before it can be used, the editor not included. */
const initialBytesMax = 250_000;
/** A stage that takes longer hangs. */
const stageMinutesMax = 30;
const reportFolder = join(root, 'test-results');

/** @type {readonly { name: string, meaning: string, run: () => Promise<Outcome> }[]} */
const stages = [
  {
    name: 'types',
    meaning: 'TypeScript finds no error',
    run: () => oneCheck(tool('typescript', 'bin/tsc'), ['-p', '.']),
  },
  {
    name: 'lint',
    meaning: 'Biome finds nothing to mend or to format',
    run: () => oneCheck(tool('@biomejs/biome', 'bin/biome'), ['ci', '--error-on-warnings']),
  },
  { name: 'unit', meaning: 'tests in Node', run: () => runVitest('unit', 'node', isUnitTest) },
  { name: 'build', meaning: 'the app builds', run: runBuild },
  {
    name: 'size',
    meaning: `each screen can be used after ${kilobytes(initialBytesMax)} of compressed JavaScript`,
    run: checkSize,
  },
  { name: 'browser', meaning: 'tests in a page', run: () => runVitest('browser', 'browser', isBrowserTest) },
  { name: 'e2e', meaning: "a person's goals in the built app", run: runPlaywright },
];

let buildFailed = false;

await main();

async function main() {
  const chosen = process.argv.slice(2);
  const unknown = chosen.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    console.error(`There is no stage ${unknown.join(', ')}. Stages: ${stages.map(({ name }) => name).join(', ')}.`);
    return finish([{ passed: 0, failed: 1, notes: [] }]);
  }
  try {
    ensurePackages();
  } catch (error) {
    console.error(sentence(error));
    return finish([{ passed: 0, failed: 1, notes: [] }]);
  }
  mkdirSync(reportFolder, { recursive: true });

  const outcomes = [];
  const summary = [];
  for (const stage of stages) {
    if (chosen.length > 0 && !chosen.includes(stage.name)) continue;
    console.log(`\n── ${stage.name}: ${stage.meaning}`);
    const startedMs = performance.now();
    const outcome = await stage.run().catch((error) => ({ passed: 0, failed: 1, notes: [sentence(error)] }));
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    for (const note of outcome.notes) console.log(`   ${note}`);
    const mark = outcome.failed > 0 ? '✖' : outcome.passed > 0 ? '✔' : '–';
    const line = `${mark} ${stage.name.padEnd(8)}${seconds.padStart(6)} s   ${counts(outcome)}`;
    console.log(line);
    outcomes.push(outcome);
    summary.push(line);
  }
  console.log(`\n${summary.join('\n')}`);
  finish(outcomes);
}

/** @param {readonly Outcome[]} outcomes */
function finish(outcomes) {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(counts({ passed, failed }));
}

/**
 * A stage that is one check: it passes if its tool does.
 * @param {string} script
 * @param {readonly string[]} argumentList
 * @returns {Promise<Outcome>}
 */
async function oneCheck(script, argumentList) {
  const exitCode = await node(script, argumentList);
  return exitCode === 0 ? { passed: 1, failed: 0, notes: [] } : { passed: 0, failed: 1, notes: [] };
}

/** @returns {Promise<Outcome>} */
async function runBuild() {
  const outcome = await oneCheck(tool('vite', 'bin/vite.js'), ['build', '--logLevel', 'warn']);
  buildFailed = outcome.failed > 0;
  return outcome;
}

/** For the stages that need a build. Builds if the build stage did not run and the sources are newer. */
function needBuild() {
  if (buildFailed) throw new Error('Not run, because the app does not build.');
  ensureBuild();
}

/** @returns {Promise<Outcome>} */
async function checkSize() {
  needBuild();
  const sizes = initialSizes(join(root, 'dist'));
  for (const { screen, bytes } of sizes) console.log(`   ${kilobytes(bytes).padStart(9)}  ${screen}`);
  const [heaviest] = sizes;
  const fits = heaviest !== undefined && heaviest.bytes <= initialBytesMax;
  return { passed: fits ? 1 : 0, failed: fits ? 0 : 1, notes: [] };
}

/**
 * @param {string} stage
 * @param {string} project of vitest.config.ts
 * @param {(path: string) => boolean} isTest
 * @returns {Promise<Outcome>}
 */
async function runVitest(stage, project, isTest) {
  const fileCount = testFiles().filter(isTest).length;
  if (fileCount === 0) return noTestsYet();
  /** @type {Record<string, string>} */
  const environment = stage === 'browser' ? { CHROMIUM_PATH: ensureChromium() } : {};
  const report = freshReport(stage);
  const argumentList = [
    'run',
    '--project',
    project,
    '--allowOnly=false',
    '--update=none',
    '--reporter=default',
    '--reporter=json',
  ];
  const exitCode = await node(
    tool('vitest', 'vitest.mjs'),
    [...argumentList, `--outputFile.json=${report}`],
    environment,
  );
  return countVitest(readReport(report), exitCode, fileCount);
}

/** @returns {Promise<Outcome>} */
async function runPlaywright() {
  const fileCount = testFiles().filter(isEndToEndTest).length;
  if (fileCount === 0) return noTestsYet();
  needBuild();
  const report = freshReport('e2e');
  const exitCode = await node(tool('@playwright/test', 'cli.js'), ['test', '--reporter=list,json'], {
    CHROMIUM_PATH: ensureChromium(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return countPlaywright(readReport(report), exitCode, fileCount);
}

/** @param {string} path */
function isUnitTest(path) {
  return path.endsWith('.test.ts') && !isBrowserTest(path) && !isEndToEndTest(path);
}

/** @param {string} path */
function isBrowserTest(path) {
  return /\.browser\.test\.tsx?$/.test(path) && !isEndToEndTest(path);
}

/** @param {string} path */
function isEndToEndTest(path) {
  return /^e2e[\\/].*\.(spec|test)\.ts$/.test(path);
}

/** All files below test/, as paths from there. */
function testFiles() {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
}

/** @returns {Outcome} */
function noTestsYet() {
  return { passed: 0, failed: 0, notes: ['there are no tests of this kind yet'] };
}

/** @param {string} stage */
function freshReport(stage) {
  const path = join(reportFolder, `${stage}.json`);
  rmSync(path, { force: true });
  return path;
}

/**
 * @param {string} path
 * @returns {unknown} undefined if there is no report, or half of one
 */
function readReport(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Runs a script with Node in the checkout, its output shown as it comes. Ends it, and all it started, when it hangs.
 * @param {string} script
 * @param {readonly string[]} argumentList
 * @param {Readonly<Record<string, string>>} environment added to this process's own
 * @returns {Promise<number>} the exit code
 */
function node(script, argumentList, environment = {}) {
  return new Promise((resolve, reject) => {
    const hasGroups = process.platform !== 'win32';
    const child = spawn(process.execPath, [script, ...argumentList], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: hasGroups,
    });
    const end = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(hasGroups ? -child.pid : child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    const stop = () => {
      end();
      process.exit(130);
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`The stage was ended because it took more than ${stageMinutesMax} minutes.`));
    }, stageMinutesMax * 60_000);
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    const settle = () => {
      clearTimeout(timer);
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('exit', (code) => {
      settle();
      resolve(code ?? 1);
    });
  });
}

/** @param {{ passed: number, failed: number }} outcome */
function counts({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** @param {unknown} error */
function sentence(error) {
  return error instanceof Error ? error.message : String(error);
}
