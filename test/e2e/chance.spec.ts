/** Random walks and swarms in the Check panel: they find what is wrong, prove nothing, and agree with the command line. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  commandLineVerdict,
  expect,
  focusSource,
  openChallenge,
  pasteSource,
  scan,
  test,
  verdictCard,
  verdictCount,
  written,
} from './support';

const slug = 'the-lock-that-forgets';
const reference = new URL(`../../challenges/${slug}/reference.ts`, import.meta.url);

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('random walks find the deadlock by the walks of the command line, and are chosen with keys', async ({ page }) => {
  const headless = await commandLineVerdict(slug, '--walks', '10s', '--seed', '1');
  await openChallenge(page, slug, 'Break');
  await page.getByRole('combobox', { name: 'Schedules to try' }).focus();
  await page.keyboard.press('r');
  await expect(page.getByRole('combobox', { name: 'Schedules to try' })).toHaveValue('walks');
  await page.keyboard.press('Control+Enter');
  const card = verdictCard(page, 'Deadlock');
  await expect(card).toContainText('Tried by chance');
  const walks = headless.coverage?.kind === 'walks' ? headless.coverage : undefined;
  await expect(card).toContainText(
    `${written(walks?.walks ?? 0)} random walks with seed 1, ${written(walks?.steps ?? 0)} steps`,
  );
  await expect(card).toContainText('Found by chance after');
  await expect(page.getByRole('list', { name: 'Steps in words' })).toContainText(`Step ${headless.steps?.length}: `);
  await scan(page, 'a deadlock that random walks found');
});

test('a swarm comes to nothing bad, says that this proves nothing, and leads to every schedule', async ({ page }) => {
  const headless = await commandLineVerdict(
    slug,
    '--protocol',
    fileURLToPath(reference),
    '--swarm',
    '8',
    '--seed',
    '1',
  );
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  await openChallenge(page, slug, 'Break');
  await pasteSource(page, await readFile(reference, 'utf8'));
  await page.getByRole('combobox', { name: 'Schedules to try' }).selectOption('Swarm');
  await focusSource(page);
  await page.keyboard.press('Control+Enter');
  const card = verdictCard(page, 'Inconclusive');
  await expect(card).toContainText('8 searches came to nothing bad. That proves nothing.');
  await expect(card).toContainText('Search 1 ran out of new states');
  // With a thread of its own here, with another number of them there.
  expect(asked.some((address) => address.includes('swarm.worker'))).toBe(true);
  await expect(verdictCount(page, 'states')).toHaveText(written(headless.counts.distinct));
  await expect(verdictCount(page, 'transitions')).toHaveText(written(headless.counts.generated));
  await scan(page, 'the card of a swarm');
  await card.getByRole('button', { name: 'Check every schedule' }).click();
  await expect(verdictCard(page, 'Holds')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Schedules to try' })).toHaveValue('every');
});
