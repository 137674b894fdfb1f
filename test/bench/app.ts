/**
 * How long a person waits: for a page, for a verdict after a key, for the next step; and how long the page is ever deaf.
 * Measured on the built app in Chromium. `--json` prints one JSON line a row. Nothing here passes or fails: these
 * figures depend on the machine and on what else it does.
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { preview } from 'vite';
import { typingPauseMs } from '../../src/app/machines';
import { ensureBuild } from '../../src/cli/setup.mjs';
import { chromiumArguments, findChromium } from '../chromium.mjs';

interface Row {
  /** What is waited for. */
  readonly what: string;
  readonly unit: 'ms';
  readonly samples: number;
  readonly median: number;
  readonly worst: number;
}

/** What the page writes down about itself, frame by frame. */
interface Watch {
  /** Milliseconds since the navigation at which a selector first matched. */
  readonly seen: Record<string, number>;
  /** Durations of tasks over 50 ms on the main thread; shorter ones are not reported by browsers. */
  longTasks: number[];
  /** What the next key or click is to bring about; null if nothing is. */
  awaited: Awaited | null;
}

interface Awaited {
  readonly selector: string;
  /** Source of a regular expression that the element's text must match. */
  readonly pattern: string;
  /** Whether it was seen not to be so: what is there already is no answer. */
  wasOtherwise: boolean;
  /** When the key came and when it was answered; 0 before. */
  askedAt: number;
  answeredAt: number;
}

declare global {
  interface Window {
    watch: Watch;
  }
}

const loads = 5;
const keystrokes = 20;
const checkSeconds = 8;
const phaseRounds = 10;
const stepRounds = 5;
/** Also named in the script that watches. */
const phaseTabs = '[role=tab]';
const editorField = '.monaco-editor textarea';
const demoHeading = '#demo';
const watchScript = fileURLToPath(new URL('./app-watch.js', import.meta.url));

async function main(): Promise<void> {
  ensureBuild();
  const server = await preview({ preview: { port: 0, strictPort: false }, logLevel: 'error' });
  const address = server.resolvedUrls?.local[0] ?? '';
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  try {
    report([
      ...(await measureLoading(browser, address)),
      ...(await measureTyping(browser, address)),
      ...(await measureChecking(browser, address)),
      ...(await measureStepping(browser, address)),
    ]);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function measureLoading(browser: Browser, address: string): Promise<readonly Row[]> {
  const home: number[] = [];
  const controls: number[] = [];
  const editor: number[] = [];
  const longest: number[] = [];
  for (let load = 0; load < loads; load += 1) {
    // A context of its own for each load: nothing is cached.
    home.push(await withPage(browser, `${address}#/`, async (page) => (await seen(page, demoHeading)).at));
    await withPage(browser, `${address}#/challenge/the-lock-that-forgets`, async (page) => {
      controls.push((await seen(page, phaseTabs)).at);
      const { at, longTasks } = await seen(page, editorField);
      editor.push(at);
      longest.push(Math.max(0, ...longTasks));
    });
  }
  return [
    row('Home can be used', home),
    row('workbench can be used: phases, statement, source to read', controls),
    row('the editor can be typed into', editor),
    row('longest task while the workbench loads (0: none over 50)', longest),
  ];
}

async function measureTyping(browser: Browser, address: string): Promise<readonly Row[]> {
  return withPage(browser, `${address}#/challenge/the-lock-that-forgets`, async (page) => {
    await seen(page, editorField);
    await page.getByRole('tab', { name: 'Build', exact: true }).click();
    await page.locator(editorField).focus();
    await page.keyboard.press('Control+End');
    const first = [await typeAndWait(page, '/')];
    await typeAndWait(page, '/');
    await clearLongTasks(page);
    const later: number[] = [];
    for (let key = 0; key < keystrokes; key += 1) later.push(await typeAndWait(page, 'x'));
    const { longTasks } = await seen(page, editorField);
    return [
      row(`first key to verdict, the pause of ${typingPauseMs} ms included`, first),
      row(`key to verdict, the pause of ${typingPauseMs} ms included`, later),
      row(
        'end of the pause to verdict',
        later.map((wait) => wait - typingPauseMs),
      ),
      row('longest task while typing (0: none over 50)', [Math.max(0, ...longTasks)]),
    ];
  });
}

/** Types a character at the end of a comment; the milliseconds until the verdict on the new source is on screen. */
function typeAndWait(page: Page, character: string): Promise<number> {
  return waitFor(page, 'footer', ' states · ', () => page.keyboard.type(character));
}

async function measureChecking(browser: Browser, address: string): Promise<readonly Row[]> {
  return withPage(browser, `${address}#/challenge/paxos`, async (page) => {
    await seen(page, editorField);
    await page.getByRole('tab', { name: 'Break', exact: true }).click();
    await paste(page, readFileSync(new URL('../../challenges/paxos/reference.ts', import.meta.url), 'utf8'));
    for (const [name, value] of [
      ['acceptors', '3'],
      ['ballots', '3'],
    ] as const) {
      await page.getByRole('textbox', { name, exact: true }).fill(value);
    }
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await clearLongTasks(page);
    // The person only watches the numbers go up.
    await new Promise((resolve) => setTimeout(resolve, checkSeconds * 1000));
    const watching = (await seen(page, editorField)).longTasks;
    await clearLongTasks(page);
    const clicks: number[] = [];
    for (let round = 0; round < phaseRounds; round += 1) {
      for (const tab of ['Explain', 'Break'] as const) {
        const button = page.getByRole('tab', { name: tab, exact: true });
        clicks.push(await waitFor(page, '[role=tab][aria-selected=true]', `^${tab}$`, () => button.click()));
      }
    }
    const { longTasks } = await seen(page, editorField);
    await page.getByRole('button', { name: 'Stop' }).click();
    return [
      row('longest task while Paxos with 3 ballots is checked (0: none over 50)', [Math.max(0, ...watching)]),
      row('longest task when phases are changed meanwhile (0: none over 50)', [Math.max(0, ...longTasks)]),
      row('click on a phase to its panes, while that is checked', clicks),
    ];
  });
}

async function measureStepping(browser: Browser, address: string): Promise<readonly Row[]> {
  return withPage(browser, `${address}#/challenge/two-phase-commit`, async (page) => {
    await seen(page, editorField);
    await page.keyboard.press('Control+Enter');
    const slider = page.getByRole('slider', { name: 'Step' });
    await slider.waitFor();
    const last = Number(await slider.getAttribute('max'));
    await page.getByRole('button', { name: 'Initial state', exact: true }).click();
    await clearLongTasks(page);
    const steps: number[] = [];
    const there = Array.from({ length: last }, (_, index) => ({ key: 'j', step: index + 1 }));
    const back = there.map(({ step }) => ({ key: 'k', step: last - step }));
    for (let round = 0; round < stepRounds; round += 1) {
      for (const { key, step } of [...there, ...back]) {
        const words = step === 0 ? 'initial state' : `step ${step} of ${last}`;
        steps.push(await waitFor(page, `[aria-valuetext="${words}"]`, '', () => page.keyboard.press(key)));
      }
    }
    const { longTasks } = await seen(page, editorField);
    return [
      row('key to the next step of a trace', steps),
      row('longest task while stepping (0: none over 50)', [Math.max(0, ...longTasks)]),
    ];
  });
}

async function withPage<Answer>(browser: Browser, url: string, use: (page: Page) => Promise<Answer>): Promise<Answer> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  try {
    const page = await context.newPage();
    await page.addInitScript({ path: watchScript });
    await page.goto(url);
    return await use(page);
  } finally {
    await context.close();
  }
}

/** Does something and waits for what it brings about. Milliseconds from its key or click to the frame that shows it. */
async function waitFor(page: Page, selector: string, pattern: string, act: () => Promise<void>): Promise<number> {
  await page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        window.watch.awaited = { ...wanted, wasOtherwise: false, askedAt: 0, answeredAt: 0 };
        requestAnimationFrame(() => resolve());
      }),
    { selector, pattern },
  );
  await act();
  const answer = await page.waitForFunction(() => {
    const { askedAt = 0, answeredAt = 0 } = window.watch.awaited ?? {};
    return answeredAt > 0 ? answeredAt - askedAt : null;
  });
  return (await answer.jsonValue()) ?? 0;
}

/** When a selector first matched, waited for if it has not, and the long tasks until now. */
async function seen(page: Page, selector: string): Promise<{ at: number; longTasks: readonly number[] }> {
  await page.waitForFunction((wanted) => window.watch.seen[wanted] !== undefined, selector);
  return page.evaluate(
    (wanted) => ({ at: window.watch.seen[wanted] ?? 0, longTasks: window.watch.longTasks }),
    selector,
  );
}

async function clearLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.watch.longTasks = [];
  });
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  await page.locator(editorField).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
}

function row(what: string, samples: readonly number[]): Row {
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    what,
    unit: 'ms',
    samples: samples.length,
    median: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    worst: Math.round(sorted.at(-1) ?? 0),
  };
}

function report(rows: readonly Row[]): void {
  if (process.argv.includes('--json')) {
    for (const entry of rows) process.stdout.write(`${JSON.stringify(entry)}\n`);
    return;
  }
  console.table(
    rows.map(({ what, median, worst, samples }) => ({ what, 'median, ms': median, 'worst, ms': worst, samples })),
  );
  const load = loadavg().map((average) => average.toFixed(1));
  console.log(`Load average of the machine: ${load.join(', ')}`);
}

await main();
process.exit(0);
