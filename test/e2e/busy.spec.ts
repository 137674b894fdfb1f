/** While a large check runs, the page answers: panes open, words can be written, and the check can be stopped. */
import { readFile } from 'node:fs/promises';
import {
  choosePhase,
  expect,
  findInSource,
  openChallenge,
  pasteSource,
  saveState,
  scan,
  test,
  verdictCard,
} from './support';

const slug = 'paxos';
/** Right, so that the search has to go through everything. */
const solution = new URL(`../../challenges/${slug}/reference.ts`, import.meta.url);

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('everything can be used while a large check runs, and the check can be stopped', async ({ page }) => {
  await openChallenge(page, slug, 'Break');
  await pasteSource(page, await readFile(solution, 'utf8'));
  await expect(verdictCard(page, 'Holds')).toBeVisible();
  const bound = (name: string) => page.getByRole('textbox', { name, exact: true });
  await bound('acceptors').fill('3');
  await bound('proposers').fill('3');
  await bound('ballots').fill('3');
  await page.keyboard.press('Control+Enter');

  const running = page.getByRole('region', { name: 'Running check' });
  await expect(running).toContainText('transitions/s');
  await expect(running).toContainText('Taking long? Each of these is smaller:');
  await scan(page, 'a running check');

  // Other panes, and words.
  await choosePhase(page, 'Understand');
  await page.getByRole('tab', { name: 'Notes' }).click();
  await page.getByRole('textbox', { name: /^Notes to yourself/ }).fill('Meanwhile.');
  await expect(saveState(page)).toHaveText('saved');
  await expect(page.getByRole('contentinfo')).toContainText('checking…');
  await choosePhase(page, 'Explain');
  await page.getByRole('textbox', { name: /^Your explanation/ }).fill('Two majorities share an acceptor.');
  await choosePhase(page, 'Break');
  await expect(running).toBeVisible();

  // The source, too: what runs goes on, and will say that the source has changed.
  await findInSource(page, 'export default');
  await page.keyboard.press('Home');
  await page.keyboard.type('// Mine. ');
  await page.keyboard.press('Enter');
  await expect(page.getByText('// Mine.')).toBeVisible();
  await expect(running).toBeVisible();

  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(verdictCard(page, 'Inconclusive')).toContainText('Stopped before the search was complete.');
  await expect(verdictCard(page)).toContainText('of an earlier source');
  await expect(verdictCard(page)).toContainText(/Explored [\d,]+ states to depth \d+ without coming to an end/);
  await scan(page, 'a stopped check');

  // A new check is about the new source. One click smaller:
  await page.getByRole('button', { name: /^proposers 3 → 2/ }).click();
  await expect(running).toBeVisible();
  await expect(bound('proposers')).toHaveValue('2');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(verdictCard(page, 'Inconclusive')).toBeVisible();
});

test('a bound that does not fit is refused with its range, before anything runs', async ({ page }) => {
  await openChallenge(page, slug, 'Break');
  const ballots = page.getByRole('textbox', { name: 'ballots', exact: true });
  for (const [text, fault] of [
    ['9', 'ballots must be a whole number from 1 to 4, not 9.'],
    ['1.5', 'ballots must be a whole number from 1 to 4, not “1.5”.'],
    ['-1', 'ballots must be a whole number from 1 to 4, not -1.'],
    ['', 'ballots is empty; it must be a whole number from 1 to 4.'],
  ] as const) {
    await ballots.fill(text);
    await expect(page.getByText(fault)).toBeVisible();
    await expect(page.getByRole('button', { name: /^Check/ })).toBeDisabled();
  }
  await scan(page, 'a bound that does not fit');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'No check yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Reset the bounds' }).click();
  await expect(ballots).toHaveValue('2');
  await ballots.press('ArrowUp');
  await expect(ballots).toHaveValue('3');
});
