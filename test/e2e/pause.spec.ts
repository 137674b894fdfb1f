/** A long check is paused, the page is reloaded, and the check goes on: the same counts as in one go. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  commandLineVerdict,
  expect,
  openChallenge,
  pasteSource,
  saveState,
  scan,
  test,
  verdictCard,
  verdictCount,
  written,
} from './support';

const solution = new URL('../../challenges/paxos/reference.ts', import.meta.url);

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

/** Asks for a check that takes several seconds: 3,377,000 states. */
async function checkForSeconds(page: Page): Promise<void> {
  await expect(verdictCard(page, 'Holds')).toBeVisible();
  await page.getByRole('button', { name: 'Full', exact: true }).click();
  await page.getByRole('textbox', { name: 'losses', exact: true }).fill('1');
  await page.keyboard.press('Control+Enter');
}

test('a paused check survives a reload and comes to the same counts', async ({ page }) => {
  await openChallenge(page, 'paxos', 'Break');
  await pasteSource(page, await readFile(solution, 'utf8'));
  await checkForSeconds(page);
  const running = page.getByRole('region', { name: 'Running check' });
  const paused = page.getByRole('region', { name: 'Paused check' });
  await expect(running).toContainText('transitions/s');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(paused).toContainText(/Paused\. [\d,]+ states saved at \d\d:\d\d: after a reload/);
  await scan(page, 'a paused check');

  // Nothing runs: time stands still until it is resumed.
  const time = paused.locator('div', { has: page.getByText('time', { exact: true }) }).getByRole('definition');
  const stood = await time.textContent();
  await expect(async () => expect(await time.textContent()).toBe(stood)).toPass();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(running).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(paused).toContainText(/Paused\. [\d,]+ states saved/);
  await expect(saveState(page)).toHaveText('saved');

  await page.reload();
  const offer = page.getByRole('region', { name: 'A check to go on with' });
  await expect(offer).toContainText(/This check can go on from [\d,]+ states\./);
  await scan(page, 'a check to go on with');
  // Only the very same check goes on.
  const ballots = page.getByRole('textbox', { name: 'ballots', exact: true });
  await ballots.fill('3');
  await expect(offer).toBeHidden();
  await ballots.fill('2');
  await expect(offer).toBeVisible();
  await offer.getByRole('button', { name: 'Go on from there' }).click();
  const whole = ['paxos', '-p', 'challenges/paxos/reference.ts', '--tier', 'full', '--bounds', 'drops=1'];
  const { counts } = await commandLineVerdict(...whole);
  await expect(verdictCount(page, 'states')).toHaveText(written(counts.distinct));
  await expect(verdictCount(page, 'transitions')).toHaveText(written(counts.generated));
  // What came to its end leaves nothing to go on with.
  await page.reload();
  await expect(verdictCard(page, 'Holds')).toBeVisible();
  await expect(offer).toBeHidden();
});

test('a kept check can be discarded', async ({ page }) => {
  await openChallenge(page, 'paxos', 'Break');
  await pasteSource(page, await readFile(solution, 'utf8'));
  await checkForSeconds(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('region', { name: 'Paused check' })).toContainText('states saved');
  await page.getByRole('button', { name: 'Stop' }).click();
  const offer = page.getByRole('region', { name: 'A check to go on with' });
  await offer.getByRole('button', { name: 'Discard' }).click();
  await expect(offer).toBeHidden();
  await page.reload();
  await expect(verdictCard(page, 'Holds')).toBeVisible();
  await expect(offer).toBeHidden();
});
