/**
 * Brings a checkout into a state in which commands can run: packages installed, app built. Plain JavaScript without
 * packages, because it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout, with a separator at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A sentence for the person at the terminal: what is missing and what to do about it. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/** What the built app is made of. */
const sources = ['src', 'workers', 'challenges', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

/** Installs the packages of package-lock.json unless they are there. Throws a `SetupError` if that fails. */
export function ensurePackages() {
  assertNodeVersion();
  if (packagesAreCurrent()) return;
  console.log('Installing packages (npm ci) …');
  // Development packages are needed to build, whatever NODE_ENV says.
  const result = npm(['ci', '--include=dev', '--no-audit', '--no-fund']);
  if (result.error)
    throw new SetupError(`npm could not be started (${result.error.message}). Install npm 10 or later.`);
  if (result.status !== 0) {
    throw new SetupError('npm ci failed, see above. Check the connection to the package registry, then try again.');
  }
}

/** Builds the app into dist/ unless that is newer than every source. Throws a `SetupError` if that fails. */
export function ensureBuild() {
  if (buildIsCurrent()) return;
  console.log('Building the app …');
  const result = spawnSync(process.execPath, [tool('vite', 'bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.status !== 0) throw new SetupError('The app could not be built; the reason is above.');
}

/**
 * The script of an installed package, to be run with Node. Works alike on every system, unlike the links in `.bin`.
 * @param {string} name of the package
 * @param {string} script path inside the package
 */
export function tool(name, script) {
  return join(root, 'node_modules', name, script);
}

function assertNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!fits) {
    throw new SetupError(
      `Node ${process.versions.node} does not run this. Install Node 20.19 or later, or 22.12 or later.`,
    );
  }
}

/** Whether every package that package-lock.json requires is installed in the version it names. */
function packagesAreCurrent() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const present = installed[path];
    // Packages for other systems are optional and are not installed.
    if (present === undefined) return entry.optional === true;
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}

/**
 * @param {string} file a lock file of npm
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }> | undefined}
 */
function readPackages(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    // Half written by an install that was stopped: installing again mends it.
    return undefined;
  }
}

/** @param {string[]} argumentList */
function npm(argumentList) {
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  // npm tells the scripts it runs where it is; without it, the one on the PATH is used.
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return spawnSync(process.execPath, [script, ...argumentList], options);
  return spawnSync('npm', argumentList, { ...options, shell: process.platform === 'win32' });
}

function buildIsCurrent() {
  const built = join(root, 'dist', 'index.html');
  if (!existsSync(built)) return false;
  const builtMs = statSync(built).mtimeMs;
  return sources.every((path) => newestMs(join(root, path)) < builtMs);
}

/**
 * When a file, or anything in a folder, last changed. Folders count too: removing a file changes only its folder.
 * @param {string} path
 * @returns {number}
 */
function newestMs(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return 0;
  if (!status.isDirectory()) return status.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), status.mtimeMs);
}
