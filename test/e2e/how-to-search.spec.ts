/** The switches of the Check panel: they change counts, never verdicts, and are kept. */
import { readFile } from 'node:fs/promises';
import { expect, openChallenge, pasteSource, scan, test, verdictCard } from './support';

const solution = new URL('../../challenges/paxos/reference.ts', import.meta.url);

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('partial order is switched on with keys, halves the states, and stays on', async ({ page }) => {
  await openChallenge(page, 'paxos', 'Break');
  await pasteSource(page, await readFile(solution, 'utf8'));
  // As many as docs and tests of the engine say.
  await expect(verdictCard(page, 'Holds')).toContainText('2,064 states');
  await page.getByRole('button', { name: 'How to search: as usual' }).focus();
  await page.keyboard.press('Enter');
  const partialOrder = page.getByRole('switch', { name: 'Partial order' });
  await expect(partialOrder).toBeFocused();
  await expect(page.getByRole('switch', { name: 'Symmetry' })).toBeDisabled();
  await scan(page, 'the switches');
  await page.keyboard.press('Space');
  await expect(partialOrder).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'How to search: 1 changed' })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(verdictCard(page, 'Holds')).toContainText('1,140 states');
  await expect(verdictCard(page)).toContainText('Left out');
  await page.reload();
  await expect(page.getByRole('button', { name: 'How to search: 1 changed' })).toBeVisible();
});
