/** The systems of the bench in this checker: in this process, or in a page of Chromium. */
import { readFileSync } from 'node:fs';
import { type Browser, chromium } from 'playwright';
import { createServer, type ViteDevServer } from 'vite';
import { runCheck } from '../../src/check';
import { searchThreads } from '../../src/cli/search-threads';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import { type CheckReport, type CheckRequest, defaultLimits } from '../../src/model';
import { chromiumArguments, findChromium } from '../chromium.mjs';
import { completeRow, oneDecimal, type Row } from './row';
import type { BenchSystem } from './systems';

/** Where checks run. */
export interface Runtime {
  readonly name: 'node' | 'chromium';
  check(request: CheckRequest): Promise<CheckReport>;
  close(): Promise<void>;
}

/** A short search is repeated until so much time was measured, and the best counts. */
const secondsMin = 2;
const repeatsMax = 5;
const largeBytesMax = 10_000_000_000;

/** Undefined if the search did not end within so many milliseconds. */
export async function measure(
  system: BenchSystem,
  runtime: Runtime,
  workers: number,
  milliseconds: number,
): Promise<Row | undefined> {
  const request = requestOf(system, workers, milliseconds);
  let best = await runtime.check(request);
  let total = best.searchMs;
  for (let repeat = 1; repeat < repeatsMax && total < secondsMin * 1000; repeat++) {
    const report = await runtime.check(request);
    total += report.searchMs;
    if (report.searchMs < best.searchMs) best = report;
  }
  const { kind, counts, problem, limit } = best.verdict;
  if (limit?.kind === 'time') return undefined;
  if (problem !== undefined) throw new Error(`${system.name}: ${problem.sentence}`);
  return completeRow({
    system: system.name,
    engine: 'interleave',
    runtime: runtime.name,
    workers: best.workers,
    verdict: kind,
    distinct: counts.distinct,
    generated: counts.generated,
    depth: counts.depth,
    seconds: best.searchMs / 1000,
    bytesPerState: oneDecimal(best.bytes / counts.distinct),
    participantCalls: counts.participantCalls,
  });
}

function requestOf(system: BenchSystem, workers: number, milliseconds: number): CheckRequest {
  const { slug } = system.challenge;
  const source =
    system.source ?? readFileSync(new URL(`../../challenges/${slug}/reference.ts`, import.meta.url), 'utf8');
  return {
    challenge: slug,
    program: compileSource(source, 'protocol.ts'),
    bounds: system.bounds,
    limits: {
      ...defaultLimits,
      milliseconds,
      states: system.statesMax ?? defaultLimits.states,
      ...(system.isLarge === true ? { bytes: largeBytesMax } : {}),
    },
    explore: 'all',
    workers,
    ...(system.walks === undefined ? {} : { mode: { kind: 'walks', seed: 1, walks: system.walks } }),
    // Other checkers explore everything too.
    symmetry: false,
  };
}

/** @param systems what its checks may name */
export function openNode(systems: readonly BenchSystem[]): Runtime {
  const wasm = loadSandboxWasm();
  const threads = searchThreads(1);
  return {
    name: 'node',
    check(request) {
      const system = systems.find(({ challenge }) => challenge.slug === request.challenge);
      if (system === undefined) throw new Error(`There is no challenge ${request.challenge} in the bench.`);
      return runCheck(request, {
        challenge: system.challenge,
        wasm,
        now: () => performance.now(),
        pause: () => new Promise((resolve) => setImmediate(resolve)),
        isCancelled: () => false,
        onProgress: () => undefined,
        threads,
      });
    },
    close: async () => threads.discard(),
  };
}

/** Serves the bench's page as the app is served while it is written, isolated so that memory can be shared. */
export async function openChromium(): Promise<Runtime> {
  // A file that is saved meanwhile must not load the page again.
  const server: ViteDevServer = await createServer({
    server: { port: 0, strictPort: false, hmr: false, watch: null },
    logLevel: 'error',
  });
  await server.listen();
  const address = server.resolvedUrls?.local[0] ?? '';
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  const page = await browser.newPage();
  let challengeOnPage = '';
  return {
    name: 'chromium',
    async check(request) {
      // A page of its own for each system: what others have left behind is gone.
      if (challengeOnPage !== request.challenge) {
        await page.goto(`${address}test/bench/page.html`);
        await page.waitForFunction('window.runBench !== undefined');
        challengeOnPage = request.challenge;
      }
      return JSON.parse(await page.evaluate((text) => window.runBench?.(text) ?? '', JSON.stringify(request)));
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
