/** Installs Chromium with the system's package manager, for machines that have none. */
import { spawnSync } from 'node:child_process';
import { findChromium } from './chromium.mjs';

/**
 * Commands of each package manager, tried in this order. `prepare` runs once; then the packages are tried until one
 * brings a Chromium. `asRoot`: needs root, or sudo that asks no password.
 */
const managers = [
  {
    program: 'apt-get',
    asRoot: true,
    prepare: ['update'],
    // With what it recommends: without fonts a page has no text to look at.
    install: ['install', '-y'],
    packages: ['chromium', 'chromium-browser'],
  },
  { program: 'dnf', asRoot: true, install: ['install', '-y'], packages: ['chromium'] },
  { program: 'pacman', asRoot: true, install: ['-Sy', '--noconfirm', '--needed'], packages: ['chromium'] },
  { program: 'apk', asRoot: true, install: ['add'], packages: ['chromium'] },
  { program: 'zypper', asRoot: true, install: ['--non-interactive', 'install'], packages: ['chromium'] },
  { program: 'brew', asRoot: false, install: ['install', '--cask'], packages: ['chromium', 'google-chrome'] },
];

const byHand =
  'Install Chromium or Chrome, or set CHROMIUM_PATH to the program if it is installed in an unusual place, and run the tests again.';

/**
 * The path of a Chromium, installed if there was none.
 * @returns {string}
 * @throws {Error} with a sentence that says what to do, if there is none and none could be installed
 */
export function ensureChromium() {
  const present = findChromium();
  if (present !== undefined) return present;

  const manager = managers.find(({ program }) => exists(program));
  if (manager === undefined) {
    throw new Error(`No Chromium was found, and no package manager that could install one. ${byHand}`);
  }
  const isRoot = process.getuid?.() === 0;
  const needsSudo = manager.asRoot && !isRoot;
  if (needsSudo && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) {
    throw new Error(`No Chromium was found, and ${manager.program} needs root to install one. ${byHand}`);
  }

  console.log(`Installing Chromium with ${manager.program} …`);
  const command = needsSudo ? ['sudo', '-n', manager.program] : [manager.program];
  if (manager.prepare) run([...command, ...manager.prepare]);
  for (const name of manager.packages) {
    run([...command, ...manager.install, name]);
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    `No Chromium was found, and ${manager.program} could not install one; the reason is above. ${byHand}`,
  );
}

/** @param {string} program */
function exists(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** @param {string[]} command */
function run([program = '', ...argumentList]) {
  spawnSync(program, argumentList, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
