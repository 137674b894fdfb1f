/** Work is never lost: across reloads, tabs, files, and files that are not what they say. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  banner,
  choosePhase,
  copySource,
  expect,
  findInSource,
  focusSource,
  openChallenge,
  retypeLine,
  saveState,
  scan,
  sourceEditor,
  test,
  verdictLine,
} from './support';

const slug = 'the-lock-that-forgets';
const fix = 'for (const thread of state.waiting) wake(state, thread, ctx);';
/** Work of 38 minutes, exported by format version 1. Files of that version stay readable. */
const exportedWork = new URL('./files/the-lock-that-forgets.v1.interleave.json', import.meta.url);

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('everything is there after a reload in the middle of typing', async ({ page }) => {
  await openChallenge(page, slug, 'Build');
  const tab = (name: RegExp) => page.getByRole('tab', { name });
  await tab(/^Tasks/).click();
  await page.getByRole('checkbox').first().check();
  await tab(/^Hints/).click();
  await page.getByRole('button', { name: 'Show hint 1' }).click();
  await expect(page.getByText('1 of 3 opened')).toBeVisible();
  await scan(page, 'hints');
  await tab(/^Notes/).click();
  await page.getByRole('textbox', { name: /^Notes to yourself/ }).fill('The one who is woken has no use for it.');
  await choosePhase(page, 'Break');
  await page.getByRole('textbox', { name: 'consumers' }).fill('2');
  await choosePhase(page, 'Build');

  // The last key and the reload with nothing between them.
  await findInSource(page, 'ctx.choose(state.waiting)');
  await retypeLine(page, fix);
  await page.reload();

  await expect(sourceEditor(page)).toBeAttached();
  await expect(page.getByRole('tab', { name: 'Build', exact: true })).toHaveAttribute('aria-selected', 'true');
  await expect(saveState(page)).toHaveText('saved');
  expect(await copySource(page)).toContain(`\n  ${fix}\n`);
  await expect(tab(/^Tasks/)).toHaveText('Tasks 1/3');
  await tab(/^Tasks/).click();
  await expect(page.getByRole('checkbox').first()).toBeChecked();
  await scan(page, 'tasks');
  await tab(/^Hints/).click();
  await expect(page.getByText('1 of 3 opened')).toBeVisible();
  await tab(/^Notes/).click();
  await expect(page.getByRole('textbox', { name: /^Notes to yourself/ })).toHaveValue(
    'The one who is woken has no use for it.',
  );
  await scan(page, 'notes');
  await choosePhase(page, 'Break');
  await expect(page.getByRole('textbox', { name: 'consumers' })).toHaveValue('2');

  // And again: what was kept in haste is kept for good.
  await page.reload();
  await expect(sourceEditor(page)).toBeAttached();
  expect(await copySource(page)).toContain(`\n  ${fix}\n`);
  await expect(page.getByRole('textbox', { name: 'consumers' })).toHaveValue('2');
});

test('the home page tells how far the work is', async ({ page }) => {
  await openChallenge(page, slug, 'Build');
  await findInSource(page, 'ctx.choose(state.waiting)');
  await retypeLine(page, fix);
  await expect(verdictLine(page)).toContainText('Holds');
  await expect(saveState(page)).toHaveText('saved');
  await page.getByRole('link', { name: 'Interleave, home' }).click();
  const row = page.getByRole('row', { name: /The lock that forgets/ });
  await expect(row).toContainText('Holds');
  await expect(row).toContainText('0 of 3 tasks');
  await expect(page.getByRole('row', { name: /Single-decree Paxos/ })).toContainText('not started');
  await row.getByRole('link').click();
  await expect(verdictLine(page)).toContainText('Holds');
});

test('a second tab reads, follows what is saved, and can take over', async ({ page, context }) => {
  await openChallenge(page, slug, 'Build');
  await findInSource(page, 'Yours from here on.');
  await retypeLine(page, '// first tab');
  await expect(saveState(page)).toHaveText('saved');

  const second = await context.newPage();
  await openChallenge(second, slug, 'Build');
  await expect(second.getByText('This challenge is open in another tab')).toBeVisible();
  await expect(saveState(second)).toHaveText('read only');
  await scan(second, 'a second tab');
  await focusSource(second);
  await second.keyboard.press('Control+Home');
  await second.keyboard.type('lost');
  expect(await copySource(second)).toMatch(/^import /);

  await page.bringToFront();
  await findInSource(page, '// first tab');
  await retypeLine(page, '// first tab, more');
  await findInSource(second, '// first tab, more');

  // Unsaved words of the writer come along.
  await retypeLine(page, '// first tab, most');
  await second.bringToFront();
  await second.getByRole('button', { name: 'Take over' }).click();
  await expect(saveState(second)).toHaveText('saved');
  await expect(second.getByRole('button', { name: 'Take over' })).toBeHidden();
  await expect(saveState(page)).toHaveText('read only');
  expect(await copySource(second)).toContain('// first tab, most');
  await findInSource(second, '// first tab, most');
  await retypeLine(second, '// second tab');
  await expect(saveState(second)).toHaveText('saved');

  // When the writer leaves, the reader may write.
  await second.close();
  await page.bringToFront();
  await expect(saveState(page)).toHaveText('saved');
  expect(await copySource(page)).toContain('// second tab');
});

test('work leaves as a file, can be reset, and comes back', async ({ page, context }) => {
  await openChallenge(page, slug, 'Build');
  await findInSource(page, 'ctx.choose(state.waiting)');
  await retypeLine(page, fix);
  await expect(verdictLine(page)).toContainText('Holds');
  const source = await copySource(page);

  const { name, text } = await exportWork(page);
  expect(name).toMatch(/^the-lock-that-forgets-\d{4}-\d\d-\d\d\.interleave\.json$/);
  const file = JSON.parse(text);
  expect(Object.keys(file)).toEqual(['format', 'version', 'exportedAt', 'work']);
  expect(file).toMatchObject({
    format: 'interleave-work',
    version: 1,
    exportedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    work: {
      challenge: slug,
      source,
      notes: '',
      explanation: '',
      tasksDone: [],
      hintsOpened: 0,
      lastVerdict: { kind: 'holds', property: null, distinct: 632, outdated: false },
    },
  });

  await workMenu(page, 'Reset the source to the starter');
  await expect(page.getByText('The source is the starter again.')).toBeVisible();
  await expect(verdictLine(page)).toContainText('Deadlock');
  expect(await copySource(page)).toContain('ctx.choose(state.waiting)');
  await scan(page, 'after a reset');

  await importFile(page, { name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(page.getByText('The file was imported.')).toBeVisible();
  await expect(verdictLine(page)).toContainText('Holds');
  expect(await copySource(page)).toBe(source);

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(verdictLine(page)).toContainText('Deadlock');
  expect(await copySource(page)).toContain('ctx.choose(state.waiting)');

  // In a browser that has never seen it.
  const other = await context.browser()?.newContext();
  const elsewhere = await other?.newPage();
  if (!elsewhere) throw new Error('a browser that runs a test can open another context');
  await openChallenge(elsewhere, slug, 'Build');
  await importFile(elsewhere, { name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(verdictLine(elsewhere)).toContainText('Holds');
  await other?.close();
});

test('a file of format version 1 is read with everything in it', async ({ page }) => {
  await openChallenge(page, slug, 'Explain');
  const text = await readFile(exportedWork, 'utf8');
  await importFile(page, { name: 'work.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(page.getByRole('banner').getByText('38 min active')).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Your explanation/ })).toHaveValue(/every waiting thread/);
  await expect(saveState(page)).toHaveText('saved');
  await scan(page, 'an explanation');
  await page.getByRole('tab', { name: 'Preview' }).click();
  await expect(page.getByRole('group', { name: 'Preview of the explanation' })).toContainText('every waiting thread');
  await scan(page, 'the preview of an explanation');

  await page.reload();
  await expect(sourceEditor(page)).toBeAttached();
  await expect(page.getByRole('banner').getByText('38 min active')).toBeVisible();
  await choosePhase(page, 'Build');
  await expect(page.getByRole('tab', { name: 'Tasks 2/3' })).toBeVisible();
  await page.getByRole('tab', { name: 'Hints' }).click();
  await expect(page.getByText('2 of 3 opened')).toBeVisible();
  await page.getByRole('tab', { name: 'Notes' }).click();
  await expect(page.getByRole('textbox', { name: /^Notes to yourself/ })).toHaveValue('Look at step 9.');
  await choosePhase(page, 'Break');
  await expect(page.getByRole('textbox', { name: 'consumers' })).toHaveValue('3');
  expect(await copySource(page)).toContain(fix);
});

test('a broken or hostile file is refused with the reason, and the work stays', async ({ page }) => {
  await openChallenge(page, slug, 'Build');
  await findInSource(page, 'Yours from here on.');
  await retypeLine(page, '// precious');
  await expect(saveState(page)).toHaveText('saved');
  const good = JSON.parse(await readFile(exportedWork, 'utf8'));
  const changed = (patch: object) => JSON.stringify({ ...good, work: { ...good.work, ...patch } });
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const refusals: readonly (readonly [what: string, content: string | Buffer, reason: RegExp])[] = [
    ['an empty file', '', /is not JSON/],
    ['half a file', changed({}).slice(0, 900), /is not JSON/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00]), /is not UTF-8 text/],
    ['another file', '{"name":"something","version":1}', /not exported work/],
    ['null', 'null', /not exported work/],
    ['a very deep file', deep, /not exported work|is not JSON/],
    ['a file that is too large', Buffer.alloc(5_000_001, 0x20), /larger than 5 MB/],
    ['a file from the future', JSON.stringify({ ...good, version: 2 }), /format version 2; this page reads up to/],
    ['work on another challenge', changed({ challenge: 'paxos' }), /holds work on the challenge paxos/],
    ['a number as the source', changed({ source: 7 }), /work\.source/],
    ['a time that never was', changed({ activeMs: -1 }), /work\.activeMs/],
    ['an unknown field', changed({ run: 'alert(1)' }), /work.*run/],
    ['a prototype', changed({}).replace('"notes"', '"__proto__": {"polluted": true}, "notes"'), /work/],
    ['a path as challenge', changed({ challenge: '../../paxos' }), /work\.challenge/],
  ];
  for (const [what, content, reason] of refusals) {
    await importFile(page, { name: `${what}.json`, mimeType: 'application/json', buffer: Buffer.from(content) });
    await expect(banner(page), what).toContainText(reason);
    await banner(page).getByRole('button', { name: 'Dismiss' }).click();
    await expect(banner(page)).toBeHidden();
  }
  await importFile(page, { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('<script>') });
  await expect(banner(page)).toContainText('is not JSON');
  await scan(page, 'a refused file');
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
  expect(await copySource(page)).toContain('// precious');

  // Script in the texts of a good file is text.
  const script =
    '<img src=x onerror="document.title=1"><script>document.title=1</script>[a](javascript:document.title=1)';
  await importFile(page, {
    name: 'script.json',
    mimeType: 'application/json',
    buffer: Buffer.from(changed({ explanation: script, notes: script })),
  });
  await choosePhase(page, 'Explain');
  await page.getByRole('tab', { name: 'Preview' }).click();
  await expect(page.getByRole('group', { name: 'Preview of the explanation' })).toBeVisible();
  await expect(page).toHaveTitle('The lock that forgets · Interleave');
  await expect(page.locator('a[href^="javascript:"]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.reload();
  await expect(sourceEditor(page)).toBeAttached();
  expect(await copySource(page)).toContain('// precious');
});

test('saved work that cannot be read is set aside, not destroyed', async ({ page }) => {
  await openChallenge(page, slug, 'Build');
  await findInSource(page, 'Yours from here on.');
  await retypeLine(page, '// precious');
  await expect(saveState(page)).toHaveText('saved');
  await page.goto('/#/');
  await expect(page.getByRole('heading', { name: 'Try a challenge' })).toBeVisible();
  await page.evaluate(damageSavedWork);

  await openChallenge(page, slug, 'Build');
  await expect(banner(page)).toContainText('The saved work could not be read (hintsOpened:');
  await scan(page, 'damaged work');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the record' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain('// precious');
  expect(await copySource(page)).toContain('Yours from here on.');
});

type WorkAction = 'Export the work as a file' | 'Import work from a file' | 'Reset the source to the starter';

async function workMenu(page: Page, action: WorkAction): Promise<void> {
  await page.getByRole('button', { name: 'Work: export, import, reset' }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

async function exportWork(page: Page): Promise<{ readonly name: string; readonly text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), workMenu(page, 'Export the work as a file')]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

interface FileToChoose {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

async function importFile(page: Page, file: FileToChoose): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), workMenu(page, 'Import work from a file')]);
  await chooser.setFiles({ ...file });
}

/** Makes a field of every saved work something that no version ever wrote. Runs in the page. */
async function damageSavedWork(): Promise<void> {
  const databases = await indexedDB.databases();
  for (const { name } of databases) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name ?? '');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    if (!database.objectStoreNames.contains('work')) {
      database.close();
      continue;
    }
    const transaction = database.transaction('work', 'readwrite');
    const store = transaction.objectStore('work');
    const reading = store.getAll();
    reading.onsuccess = () => {
      for (const record of reading.result) store.put({ ...record, hintsOpened: 'all' });
    };
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    database.close();
  }
}
