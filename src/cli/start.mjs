/** `npm start`: installs what is missing, builds the app if its sources are newer, and serves it on this machine. */
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { ensureBuild, ensurePackages, root, SetupError } from './setup.mjs';

const defaultPort = 4173;
const usage = `Usage: npm start -- [--port <number>]

Serves the workbench on this machine. Without --port, it takes port ${defaultPort} or the next one that is free.`;

try {
  await start();
} catch (error) {
  // Sentences for the person at the terminal; anything else is a bug and shows its stack.
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}

async function start() {
  const options = readOptions();
  if (options.help) {
    console.log(usage);
    return;
  }
  const port = options.port === undefined ? await firstFreePort(defaultPort) : await freePort(options.port);
  ensurePackages();
  ensureBuild();
  const { preview } = await import('vite');
  const server = await preview({ root, logLevel: 'warn', preview: { port, strictPort: true, open: false } });
  const address = server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`;
  console.log(`Interleave is at ${address}\nPress Ctrl+C to stop it.`);
}

function readOptions() {
  const options = parseOptions();
  if (options.port === undefined) return { help: options.help === true, port: undefined };
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupError(`--port ${options.port} is not a port. Give a whole number from 1 to 65535.`);
  }
  return { help: options.help === true, port };
}

function parseOptions() {
  try {
    return parseArgs({ options: { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

/** @param {number} port */
async function freePort(port) {
  if (await isFree(port)) return port;
  throw new SetupError(
    `Port ${port} is in use or not allowed. Stop the program that uses it, or give another one with --port.`,
  );
}

/** @param {number} first */
async function firstFreePort(first) {
  for (let port = first; port < first + 20; port++) if (await isFree(port)) return port;
  throw new SetupError(`The ports from ${first} to ${first + 19} are all in use. Give a free one with --port.`);
}

/**
 * Whether a server could listen on the port, on each address that `localhost` may stand for.
 * @param {number} port
 */
async function isFree(port) {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'));
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 has no such address, so nothing can be in the way there.
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT');
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
