/**
 * Speed and memory of the search, in Node and in Chromium, on the same machine in one run. `--json` prints one JSON
 * line a row. Nothing here passes or fails: these figures depend on the machine and on what else it does.
 */
import { loadavg } from 'node:os';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { challengeBySlug } from '../../challenges';
import { runCheck } from '../../src/check';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import type { CheckReport, CheckRequest } from '../../src/model';
import { chromiumArguments, findChromium } from '../chromium.mjs';
import { benchSystems } from './systems';

interface Row {
  readonly system: string;
  readonly engine: 'interleave';
  readonly runtime: 'node' | 'chromium';
  readonly workers: number;
  readonly verdict: string;
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  /** Time inside the search, best of the repeats. */
  readonly seconds: number;
  readonly generatedPerSecond: number;
  readonly bytesPerState: number;
  readonly participantCalls: number;
  readonly callsPerThousandStates: number;
}

type Run = (request: CheckRequest) => Promise<CheckReport>;

async function measure(runtime: Row['runtime'], run: Run): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, request, repeats } of benchSystems) {
    let best: CheckReport | undefined;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const report = await run(request);
      if (best === undefined || report.searchMs < best.searchMs) best = report;
    }
    if (best !== undefined) rows.push(rowOf(name, runtime, best));
  }
  return rows;
}

function rowOf(system: string, runtime: Row['runtime'], report: CheckReport): Row {
  const { distinct, generated, depth, participantCalls } = report.verdict.counts;
  const seconds = report.searchMs / 1000;
  return {
    system,
    engine: 'interleave',
    runtime,
    workers: 1,
    verdict: report.verdict.kind,
    distinct,
    generated,
    depth,
    seconds,
    generatedPerSecond: Math.round(generated / seconds),
    bytesPerState: Math.round((report.bytes / distinct) * 10) / 10,
    participantCalls,
    callsPerThousandStates: Math.round((participantCalls / distinct) * 100_000) / 100,
  };
}

function runInNode(): Run {
  const wasm = loadSandboxWasm();
  return async (request) => {
    const challenge = challengeBySlug(request.challenge);
    if (challenge === undefined) throw new Error(`no challenge ${request.challenge}`);
    return runCheck(request, {
      challenge,
      wasm,
      now: () => performance.now(),
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      isCancelled: () => false,
      onProgress: () => undefined,
    });
  };
}

async function inChromium(): Promise<Row[]> {
  const server = await createServer({ server: { port: 0, strictPort: false }, logLevel: 'error' });
  await server.listen();
  const address = server.resolvedUrls?.local[0] ?? '';
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  try {
    const page = await browser.newPage();
    await page.goto(`${address}test/bench/page.html`);
    await page.waitForFunction('window.runBench !== undefined');
    return await measure('chromium', async (request) =>
      JSON.parse(await page.evaluate((text) => window.runBench?.(text) ?? '', JSON.stringify(request))),
    );
  } finally {
    await browser.close();
    await server.close();
  }
}

const rows = [...(await measure('node', runInNode())), ...(await inChromium())];
if (process.argv.includes('--json')) {
  for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`);
} else {
  console.table(
    rows.map((row) => ({
      system: row.system,
      runtime: row.runtime,
      verdict: row.verdict,
      distinct: row.distinct,
      generated: row.generated,
      depth: row.depth,
      'seconds, best': row.seconds.toFixed(3),
      'million generated/s': (row.generatedPerSecond / 1e6).toFixed(2),
      'bytes/state': row.bytesPerState,
      'calls/1,000 states': row.callsPerThousandStates,
    })),
  );
  console.log(
    `Load average of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  );
}
process.exit(0);
