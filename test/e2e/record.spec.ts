/** Everything that is done is recorded as it happens, and survives whatever happens to tab, browser, disk and clock. */
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { readIdentities } from '../../src/cli/identity';
import type { LogEntry, WorkEvent } from '../../src/model';
import { createIdentity, packSubmission, recordHash } from '../../src/submission';
import { killableBrowser } from './killable';
import { eventsOf, type StoredWork, storedWork } from './stored-work';
import {
  checkWithKeys,
  choosePhase,
  expect,
  focusSource,
  openChallenge,
  pasteSource,
  saveState,
  sourceEditor,
  test,
  verdictCard,
} from './support';

const slug = 'the-lock-that-forgets';
const root = fileURLToPath(new URL('../../', import.meta.url));

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

async function saved(page: Page): Promise<void> {
  await expect(saveState(page)).toHaveText('saved');
}

/** Waits until what is stored is as it must be: the header may say that all is saved just before something else is not. */
async function stored(page: Page, isThere: (work: StoredWork) => boolean): Promise<StoredWork> {
  let found: StoredWork | undefined;
  await expect(async () => {
    found = await storedWork(page, slug);
    expect(isThere(found)).toBe(true);
  }).toPass({ timeout: 20_000 });
  if (!found) throw new Error('Nothing was stored.');
  return found;
}

/** Opens the challenge in a browser that knows no base address. */
async function openIn(page: Page, baseURL: string | undefined): Promise<void> {
  await page.goto(`${baseURL}/#/challenge/${slug}`);
  await choosePhase(page, 'Build');
}

function headOf(entries: readonly LogEntry[]): { readonly n: number; readonly hash: string } {
  const last = entries.at(-1);
  if (!last) throw new Error('The log is empty.');
  return { n: last.n, hash: recordHash(last) };
}

function kindsOf(events: readonly WorkEvent[]): readonly string[] {
  return events.map((event) => (event.kind === 'edit' ? `${event.origin} ${event.file}` : event.kind));
}

test('typing, pasting, undoing, hints, tasks, notes, checks and resets are in the log, and lead to the files', async ({
  page,
}) => {
  await openChallenge(page, slug, 'Break');
  await focusSource(page);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// mine\n', { delay: 30 });
  await saved(page);
  // The editor undoes a typed line in several steps, and what is undone too often is nothing.
  for (let count = 0; count < 4; count += 1) await page.keyboard.press('Control+z');
  await saved(page);
  await checkWithKeys(page, 'Deadlock');
  await pasteSource(page, 'export default 1;');
  await expect(verdictCard(page, 'Invalid')).toBeVisible();
  await saved(page);
  await page.getByRole('tab', { name: 'Understand' }).click();
  await page.getByRole('tab', { name: 'Hints' }).click();
  await page.getByRole('button', { name: 'Show hint 1' }).click();
  await page.getByRole('tab', { name: /^Tasks/ }).click();
  await page.getByRole('checkbox').first().check();
  await page.getByRole('tab', { name: 'Notes' }).click();
  await page.getByRole('textbox', { name: /^Notes to yourself/ }).fill('an idea');
  await saved(page);
  await page.getByRole('button', { name: 'Work: export, import, reset' }).click();
  await page.getByRole('menuitem', { name: 'Reset the source to the starter' }).click();
  await saved(page);

  const { entries, notes } = await stored(page, (work) =>
    kindsOf(eventsOf(work.entries)).includes('reset protocol.ts'),
  );
  expect(notes).toBe('an idea');
  const events = eventsOf(entries);
  const kinds = kindsOf(events);
  expect(kinds[0]).toBe('started');
  for (const kind of [
    'typed protocol.ts',
    'undone protocol.ts',
    'pasted protocol.ts',
    'reset protocol.ts',
    'typed notes.md',
  ]) {
    expect(kinds).toContain(kind);
  }
  expect(kinds).toContain('hint');
  expect(kinds).toContain('task');
  const paste = events.find((event) => event.kind === 'edit' && event.origin === 'pasted');
  expect(paste).toMatchObject({ splices: [{ inserted: expect.stringContaining('export default 1;') }] });

  // Checks name the engine and the challenge as the command line computes them from the same checkout.
  const { engine, challenges } = readIdentities(root);
  expect(entries.every(({ challenge }) => challenge === challenges[slug])).toBe(true);
  expect(events[0]).toMatchObject({ engine });
  const checks = events.flatMap((event) => (event.kind === 'check' ? [event] : []));
  expect(checks.every((check) => check.engine.hash === engine.hash)).toBe(true);
  expect(checks.find(({ asked }) => asked)).toMatchObject({ result: { kind: 'deadlock' }, mode: { kind: 'every' } });
  expect(checks.find(({ asked }) => !asked)).toBeDefined();
  expect(checks.some(({ result }) => result.kind === 'invalid')).toBe(true);

  // Opening the page again goes on with the same log.
  await page.reload();
  await focusSource(page);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// again\n');
  const again = await stored(page, ({ source }) => source.startsWith('// again\n'));
  const added = eventsOf(again.entries.slice(entries.length));
  // The check of the reset source may have ended before the page was left.
  expect(kindsOf(added).find((kind) => kind !== 'check')).toBe('opened');
  expect(kindsOf(added)).toContain('typed protocol.ts');

  // It can be handed in as it is.
  const { recipient } = await createIdentity();
  const packed = packSubmission({
    createdAt: new Date().toISOString(),
    challenge: { slug, title: 'The lock that forgets', hash: challenges[slug] ?? '' },
    engine,
    invite: null,
    candidate: { name: '', key: recipient },
    claims: [],
    activeMs: 0,
    files: { 'protocol.ts': again.source, 'notes.md': again.notes, 'explanation.md': again.explanation },
    log: again.entries,
    head: headOf(again.entries),
    story: [],
    cover: '',
  });
  expect(packed.kind === 'err' ? packed.error.sentence : 'packed').toBe('packed');
});

test('killing the browser while one types loses a moment at most, and the log is whole', async ({ baseURL }) => {
  const browser = await killableBrowser(baseURL ?? '');
  try {
    let page = await browser.start();
    await openIn(page, baseURL);
    await saved(page);
    let written = '';
    for (const round of [1, 2, 3]) {
      await focusSource(page);
      await page.keyboard.press('Control+End');
      let typed = '';
      const until = Date.now() + 2500;
      while (Date.now() < until) {
        const key = String.fromCharCode(97 + (typed.length % 26));
        await page.keyboard.press(key, { delay: 15 });
        typed += key;
      }
      await browser.kill();
      page = await browser.start();
      await openIn(page, baseURL);
      const { source, entries } = await storedWork(page, slug);
      const kept = source.slice(source.lastIndexOf('\n') + 1);
      expect(kept.startsWith(written)).toBe(true);
      const keptNow = kept.slice(written.length);
      // What the editor has added of its own, such as a bracket, there is none of: only letters were typed.
      expect(typed.startsWith(keptNow), `round ${round}: ${keptNow} of ${typed}`).toBe(true);
      expect(keptNow.length).toBeGreaterThan(0);
      // The save delay is 300 ms; a key takes 15 ms and more.
      expect(typed.length - keptNow.length).toBeLessThanOrEqual(40);
      expect(kindsOf(eventsOf(entries))).not.toContain('gap');
      written = kept;
    }
  } finally {
    await browser.dispose();
  }
});

test('a tab that takes over goes on with the log of the other, and neither forks it', async ({ page, context }) => {
  await openChallenge(page, slug, 'Build');
  await focusSource(page);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// first tab\n');
  const other = await context.newPage();
  await openChallenge(other, slug, 'Build');
  await expect(saveState(other)).toHaveText('read only');
  // Unsaved for a moment while the other takes over.
  await page.bringToFront();
  await focusSource(page);
  await page.keyboard.type('// last words\n');
  await other.bringToFront();
  await other.getByRole('button', { name: 'Take over' }).click();
  await expect(saveState(other)).toHaveText('saved');
  await expect(saveState(page)).toHaveText('read only');
  await focusSource(other);
  await other.keyboard.press('Control+Home');
  await other.keyboard.type('// second tab\n');
  const { source, entries } = await stored(other, (work) => work.source.startsWith('// second tab\n'));
  expect(source).toContain('// first tab\n');
  expect(source).toContain('// last words\n');
  expect(eventsOf(entries).filter(({ kind }) => kind === 'opened')).toHaveLength(1);

  await page.bringToFront();
  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(saveState(page)).toHaveText('saved');
  await focusSource(page);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// and back\n');
  await stored(page, (work) => work.source.startsWith('// and back\n// second tab\n'));
});

test('a clock that jumps a year back and forth changes the times told, and nothing else', async ({ page }) => {
  await page.addInitScript(() => {
    const now = Date.now;
    const told = window as Window & { skew?: number };
    Date.now = () => now() + (told.skew ?? Number(sessionStorage.getItem('skew') ?? 0));
  });
  const year = 365 * 24 * 3600 * 1000;
  const jump = (skew: number) =>
    page.evaluate((by) => {
      (window as Window & { skew?: number }).skew = by;
      sessionStorage.setItem('skew', String(by));
    }, skew);
  await openChallenge(page, slug, 'Build');
  await jump(year);
  await focusSource(page);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// in a year\n');
  await saved(page);
  await jump(-year);
  await page.keyboard.type('// a year ago\n');
  // The page goes away before it has saved: the journal is older than what is stored, by the clock.
  await page.reload();
  await expect(sourceEditor(page)).toBeAttached();
  const { entries } = await stored(page, ({ source }) => source.startsWith('// in a year\n// a year ago\n'));
  const times = entries.map(({ at }) => at);
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(1.9 * year);
  let before = 0;
  for (const { elapsed } of entries) {
    expect(elapsed === 0 || elapsed >= before).toBe(true);
    before = elapsed;
  }
});

test('what a full disk does not take waits, and is saved with its log when there is room', async ({
  page,
  baseURL,
}) => {
  await page.goto('/');
  const session = await page.context().newCDPSession(page);
  const origin = new URL(baseURL ?? '').origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 500_000 });
  await openChallenge(page, slug, 'Build');
  await focusSource(page);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// saved\n');
  const before = await stored(page, (work) => work.source.startsWith('// saved\n'));
  await page.getByRole('tab', { name: 'Notes' }).click();
  await page.getByRole('textbox', { name: /^Notes to yourself/ }).fill('long '.repeat(150_000));
  await expect(page.getByText('The browser has no space left')).toBeVisible();
  await focusSource(page);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// not saved yet\n');
  await expect(saveState(page)).toHaveText('not saved');
  expect(await storedWork(page, slug)).toMatchObject({ source: before.source, notes: '' });
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await page.getByRole('button', { name: 'Try again' }).click();
  const { notes, entries } = await stored(page, ({ source }) => source.startsWith('// not saved yet\n// saved\n'));
  expect(notes).toHaveLength(750_000);
  expect(entries.slice(0, before.entries.length)).toEqual(before.entries);
});

test('a tab that crashes while one types loses a moment at most', async ({ page, context }) => {
  await openChallenge(page, slug, 'Build');
  await focusSource(page);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// typed and saved\n');
  await stored(page, ({ source }) => source.startsWith('// typed and saved\n'));
  await page.keyboard.type('// on the way', { delay: 20 });
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // The command never answers, since nobody is left to do so.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  const next = await context.newPage();
  await openChallenge(next, slug, 'Build');
  await saved(next);
  const { source, entries } = await storedWork(next, slug);
  expect(source.startsWith('// typed and saved\n')).toBe(true);
  expect('// on the way'.startsWith(source.slice('// typed and saved\n'.length).split('import', 1)[0] ?? '')).toBe(
    true,
  );
  expect(kindsOf(eventsOf(entries))).not.toContain('gap');
  await page.close();
});

test('a minute and more without use is a pause, and nothing else of how one works is kept', async ({ page }) => {
  await page.addInitScript(() => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + ((window as Window & { passed?: number }).passed ?? 0);
  });
  await openChallenge(page, slug, 'Build');
  await focusSource(page);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// before\n');
  await saved(page);
  await page.evaluate(() => {
    (window as Window & { passed?: number }).passed = 3 * 60_000;
  });
  await page.keyboard.type('// after\n');
  const { entries } = await stored(page, ({ source }) => source.startsWith('// before\n// after\n'));
  const events = eventsOf(entries);
  const pauses = events.flatMap((event) => (event.kind === 'pause' ? [event.milliseconds] : []));
  expect(pauses).toHaveLength(1);
  expect(pauses[0]).toBeGreaterThan(170_000);
  expect(pauses[0]).toBeLessThan(190_000);
  const others = events.filter(({ kind }) => kind !== 'check').map(({ kind }) => kind);
  expect([...new Set(others)]).toEqual(['started', 'edit', 'pause']);
});
