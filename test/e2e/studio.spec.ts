/** An author's goals: a challenge from a template, verified while it is written, tried as a candidate, and handed on. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { checkWithKeys, choosePhase, expect, scan, test } from './support';

async function beginWith(page: Page, template: RegExp): Promise<void> {
  await page.goto('/#/studio');
  await page.getByRole('button', { name: template }).click();
  await expect(page.getByRole('treeitem', { name: /^statement\.md/ })).toBeVisible();
}

const verified = (page: Page) => page.getByText(/The pack verifies/);

test('a template verifies at once; a mutant that nothing catches is said, with its place', async ({ page }) => {
  await beginWith(page, /^Request and reply/);
  await expect(verified(page)).toBeVisible({ timeout: 60_000 });
  await scan(page, 'the Studio');

  await page.getByRole('button', { name: 'Add a file: Reviewer’s part' }).click();
  await page.getByRole('menuitem', { name: /Add a mutant/ }).click();
  await page.getByRole('textbox', { name: 'Path of the file' }).press('Enter');
  await expect(page.getByRole('treeitem', { name: /^mistake\.ts/ })).toBeVisible();
  // It begins as the reference, so nothing can catch it.
  await page.getByRole('tab', { name: /^Findings/ }).click();
  const finding = page
    .getByRole('list', { name: 'Findings' })
    .getByRole('listitem')
    .filter({ hasText: 'expected of mutants/mistake.ts' });
  await expect(finding).toBeVisible({ timeout: 60_000 });

  await page.getByRole('button', { name: /^Undo: Add mutants\/mistake\.ts/ }).click();
  await expect(page.getByRole('treeitem', { name: /^mistake\.ts/ })).toBeHidden();
  await expect(verified(page)).toBeVisible({ timeout: 60_000 });
});

test('form and source say the same; a draft is there after a reload, and a second tab reads', async ({
  page,
  context,
}) => {
  await beginWith(page, /^Leader election/);
  await page.getByRole('treeitem', { name: /^pack\.json/ }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Who leads the ring?');
  await expect(page.getByRole('heading', { name: /Who leads the ring\?/ })).toBeVisible();
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: /Who leads the ring\?/ })).toBeVisible();

  const second = await context.newPage();
  await second.goto(page.url());
  await expect(second.getByText('read only')).toBeVisible();
  await second.getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByText('read only')).toBeVisible();
  await second.close();
});

test('the preview is the workbench; a cell of the matrix opens its trace', async ({ page }) => {
  await beginWith(page, /^A lock among equals/);
  await expect(verified(page)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: /^starter\.ts, mutual exclusion: kills it in 2 steps/ }).click();
  await expect(page.getByRole('dialog').getByText('Space-time diagram')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Preview' }).click();
  await choosePhase(page, 'Break');
  await checkWithKeys(page, 'Violated');
  await page.getByRole('button', { name: 'Back to the Studio' }).click();
  await expect(page.getByRole('treeitem', { name: /^challenge\.ts/ })).toBeVisible();
});

test('a published pack opens as a challenge, without its answers, and its parts as a draft again', async ({
  page,
}, info) => {
  await beginWith(page, /^Request and reply/);
  await page.getByRole('button', { name: 'Publish' }).click();
  const dialog = page.getByRole('dialog');
  const save = async (button: string): Promise<string> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: button }).click(),
    ]);
    const path = info.outputPath(download.suggestedFilename());
    await download.saveAs(path);
    return path;
  };
  const open = await save('Save the public pack');
  const reviewer = await save('Save the reviewer’s part');
  expect((await readFile(open)).includes('reference.ts')).toBe(false);
  expect((await readFile(reviewer)).includes('reference.ts')).toBe(true);

  await page.goto('/#/packs');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open a pack' }).click(),
  ]);
  await chooser.setFiles(open);
  await expect(page.getByRole('article', { name: 'Request and reply over a lossy line' })).toBeVisible();
  await scan(page, 'an opened pack');
  await page.getByRole('button', { name: 'Start' }).click();
  await choosePhase(page, 'Break');
  await checkWithKeys(page, 'Deadlock');
  // It is kept: the address works after a reload.
  await page.reload();
  await expect(page.getByRole('heading', { name: /Request and reply over a lossy line/ }).first()).toBeVisible();

  await page.goto('/#/studio');
  const [archives] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import archives' }).click(),
  ]);
  await archives.setFiles([open, reviewer]);
  await expect(page.getByRole('treeitem', { name: /^reference\.ts/ })).toBeVisible();
  await expect(verified(page)).toBeVisible({ timeout: 60_000 });
});

test('what is no pack is refused in words, and the Studio lives', async ({ page }) => {
  await page.goto('/#/packs');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open a pack' }).click(),
  ]);
  await chooser.setFiles({ name: 'no.zip', mimeType: 'application/zip', buffer: Buffer.from('nothing') });
  await expect(page.getByRole('alert')).toContainText('pack');

  await beginWith(page, /^Request and reply/);
  await page.getByRole('treeitem', { name: /^pack\.json/ }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Still here');
  await page.getByRole('treeitem', { name: /^challenge\.ts/ }).click();
  const source = page.getByRole('textbox', { name: /^challenge\.ts: source code/ });
  await source.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText("import './helpers';\nexport default () => { for (;;); };\n");
  await expect(page.getByText(/helpers/).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
});
