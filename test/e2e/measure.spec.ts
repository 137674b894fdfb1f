/** A protocol is measured: several seeds, a sweep, a comparison with what was kept, and a run looked at step by step. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { choosePhase, expect, openChallenge, scan, test } from './support';

const slug = 'two-phase-commit';

function numbers(page: Page): Locator {
  return page.getByRole('table', { name: /^Mean over/ });
}

async function run(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('button', { name: 'Keep to compare' })).toBeVisible();
}

test('simulations are run, swept, compared, taken along, and looked at', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await openChallenge(page, slug, 'Break');
  await choosePhase(page, 'Break');
  await page.getByRole('tab', { name: 'Measure' }).click();
  await expect(page.getByText('Nothing measured yet')).toBeVisible();

  // What does not fit is said beside the field, and nothing runs meanwhile.
  const lost = page.getByRole('textbox', { name: 'lost' });
  await lost.fill('120');
  await expect(page.getByRole('alert').filter({ hasText: '0 to 100' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Run/ })).toBeDisabled();
  await lost.fill('0');

  await run(page, /^Run 5 simulations$/);
  await expect(numbers(page).getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('img', { name: /^Latency to output\./ }).locator('svg')).toBeVisible();
  await scan(page, 'numbers and charts of one setting');

  // The same seeds give the same numbers; another latency gives others, beside those that were kept.
  await page.emulateMedia({ colorScheme: 'light' });
  const first = await numbers(page).getByRole('row').nth(1).innerText();
  await page.getByRole('button', { name: 'Keep to compare' }).click();
  await page.getByRole('textbox', { name: 'median' }).fill('40');
  await run(page, /^Run 5/);
  await expect(numbers(page).getByRole('row')).toHaveCount(3);
  const [now, kept] = await numbers(page)
    .getByRole('row')
    .allInnerTexts()
    .then((rows) => rows.slice(1));
  expect(kept?.replace(/^kept/, 'now')).toBe(first);
  expect(now).not.toBe(first);
  await page.getByRole('button', { name: 'Let it go' }).click();

  await page.getByRole('button', { name: 'vary a setting' }).click();
  await run(page, /^Run 25/);
  await expect(numbers(page).getByRole('row')).toHaveCount(6);
  await expect(page.getByRole('img', { name: /over link\.loss/ }).locator('svg')).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV' }).click(),
  ]);
  const csv = readFileSync(await download.path(), 'utf8').split('\r\n');
  expect(csv[0]).toMatch(/^link\.loss,runs,/);
  expect(csv.filter((line) => line !== '')).toHaveLength(6);

  await page.getByRole('button', { name: /step by step/ }).click();
  const below = page.getByRole('region', { name: 'Simulated run' });
  await expect(below).toBeVisible();
  await expect(below.getByText(/^at [\d.]+ ms$/)).toBeVisible();
  await page.getByRole('button', { name: 'Close the run' }).click();
  await expect(below).toBeHidden();

  // What was set is there again after a reload.
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'median' })).toHaveValue('40');
  await expect(page.getByRole('button', { name: /^Run 25/ })).toBeVisible();
});
