/** Finds the Chromium that runs the browser tests. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Names under which Chromium and its close relatives are found on the PATH, the preferred first. */
const commandNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];

/** Where installers put it on systems that do not use the PATH. */
const usualPlaces = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const root = process.env[variable];
    if (root === undefined) return [];
    return [
      join(root, 'Chromium', 'Application', 'chrome.exe'),
      join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ];
  }),
};

/** Flags for a quiet browser without a display, a graphics card or a network. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The path of a Chromium: the one `CHROMIUM_PATH` names, else one on the PATH, else one in the usual place of the system.
 * @returns {string | undefined} undefined if there is none
 * @throws if `CHROMIUM_PATH` names something that cannot be run, because then nothing else was meant
 */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!isProgram(named)) {
      throw new Error(
        `CHROMIUM_PATH names ${named}, which is not a program. Correct it, or unset it to use another one.`,
      );
    }
    return named;
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = commandNames.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  const places = process.platform === 'darwin' || process.platform === 'win32' ? usualPlaces[process.platform] : [];
  return [...onPath, ...places].find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
