/**
 * How fast the app answers, measured on the built app in Chromium: from the last keystroke to the verdict, the longest
 * main-thread task while a large check runs, and when a page can be used. `--json` prints one JSON line a row. Nothing
 * here passes or fails: these figures depend on the machine and on what else it does.
 */
import { loadavg } from 'node:os';
import { chromium, type Page } from 'playwright';
import { build, preview } from 'vite';
import { chromiumArguments, findChromium } from '../chromium.mjs';

interface Row {
  readonly what: string;
  readonly unit: 'ms';
  readonly samples: number;
  readonly best: number;
  readonly median: number;
  readonly worst: number;
}

function row(what: string, values: readonly number[]): Row {
  const sorted = [...values].sort((a, b) => a - b).map((value) => Math.round(value));
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { what, unit: 'ms', samples: sorted.length, best: at(0), median: at(0.5), worst: at(1) };
}

/** Milliseconds from now until the line under the page tells a verdict other than the one it tells now. */
function verdictChange(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const word = (): string => /Holds|Invalid|Deadlock|Crashed|Violated/.exec(document.body.innerText)?.[0] ?? '';
        const before = word();
        const start = performance.now();
        const observer = new MutationObserver(() => {
          if (word() === before || word() === '') return;
          observer.disconnect();
          resolve(performance.now() - start);
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
}

/** Types one character that makes the protocol wrong or right again, `count` times. Includes the pause of 150 ms. */
async function keystrokeToVerdict(page: Page, address: string, count: number): Promise<number[]> {
  await page.goto(`${address}#/challenge/the-lock-that-forgets`);
  await page.getByRole('tab', { name: 'Build', exact: true }).click();
  await page.locator('.monaco-editor').first().click();
  await page.keyboard.press('Control+End');
  const first = verdictChange(page);
  await page.keyboard.type('\n// a\n');
  await first;
  const times: number[] = [];
  for (let sample = 0; sample < count; sample++) {
    const change = verdictChange(page);
    if (sample % 2 === 0) await page.keyboard.type('(');
    else await page.keyboard.press('Backspace');
    times.push(await change);
    await page.waitForTimeout(400);
  }
  return times;
}

/** Durations of main-thread tasks over 50 ms while the check of a large space runs for some seconds. */
async function longTasksWhileChecking(page: Page, address: string): Promise<number[]> {
  await page.goto(`${address}#/challenge/paxos`);
  await page.getByRole('tab', { name: 'Break', exact: true }).click();
  await page.locator('[data-ready="true"]').waitFor();
  await page.waitForTimeout(3000);
  await page.evaluate(() => {
    const seen: number[] = [];
    (window as unknown as { seen: number[] }).seen = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
  await page.keyboard.press('Control+Shift+Enter');
  await page.waitForTimeout(8000);
  return page.evaluate(() => (window as unknown as { seen: number[] }).seen);
}

/** From navigation until a button of Home and the text of the editor can be used. */
async function interactive(page: Page, address: string): Promise<{ home: number; source: number; editor: number }> {
  await page.goto('about:blank');
  let start = performance.now();
  await page.goto(address);
  await page.getByRole('button', { name: /Check every schedule/ }).waitFor();
  const home = performance.now() - start;
  await page.goto('about:blank');
  start = performance.now();
  await page.goto(`${address}#/challenge/paxos`);
  await page.getByRole('tab', { name: 'Break', exact: true }).waitFor();
  const source = performance.now() - start;
  await page.locator('[data-ready="true"]').waitFor();
  return { home, source, editor: performance.now() - start };
}

const outDir = 'dist';
await build({ logLevel: 'error', build: { outDir } });
const server = await preview({ preview: { port: 4192 }, build: { outDir } });
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
// The loader that runs this file names functions with a helper that the page does not have.
await context.addInitScript('globalThis.__name = (value) => value;');
const rows: Row[] = [];
try {
  const opened = [];
  for (let sample = 0; sample < 3; sample++) {
    const page = await context.newPage();
    opened.push(await interactive(page, address));
    await page.close();
  }
  rows.push(
    row(
      'Home can be used',
      opened.map((times) => times.home),
    ),
  );
  rows.push(
    row(
      'Workbench can be used, editor not yet loaded',
      opened.map((times) => times.source),
    ),
  );
  rows.push(
    row(
      'Editor can be typed into',
      opened.map((times) => times.editor),
    ),
  );
  const page = await context.newPage();
  rows.push(
    row(
      'From keystroke to verdict, 558 states (150 ms of it is the pause)',
      await keystrokeToVerdict(page, address, 20),
    ),
  );
  const long = await longTasksWhileChecking(page, address);
  rows.push(row('Main-thread tasks over 50 ms during 8 s of checking Paxos', long));
} finally {
  await browser.close();
  await server.close();
}
if (process.argv.includes('--json')) for (const entry of rows) process.stdout.write(`${JSON.stringify(entry)}\n`);
else {
  console.table(rows);
  console.log(
    `Load average of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  );
}
process.exit(0);
