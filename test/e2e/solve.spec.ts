/** A candidate solves the warm-up by typing, and is told so while typing. */
import {
  checkWithKeys,
  commandLineVerdict,
  expect,
  findInSource,
  openChallenge,
  retypeLine,
  saveState,
  scan,
  test,
  verdictCard,
  verdictCount,
  verdictLine,
  written,
} from './support';

const fix = 'for (const thread of state.waiting) wake(state, thread, ctx);';

test('the lock that forgets is solved from the starter to holds by typing', async ({ page }) => {
  const slug = 'the-lock-that-forgets';
  const reference = ['--protocol', `challenges/${slug}/reference.ts`];
  const [starter, quick, full] = await Promise.all([
    commandLineVerdict(slug),
    commandLineVerdict(slug, ...reference),
    commandLineVerdict(slug, ...reference, '--tier', 'full'),
  ]);
  await openChallenge(page, slug);
  await expect(page.getByRole('heading', { name: 'W1 The lock that forgets' })).toBeVisible();
  await expect(verdictLine(page)).toContainText('No check yet');
  await expect(page.getByRole('group', { name: 'Statement' })).toContainText('waiting to be notified');
  await scan(page, 'the statement beside the starter');

  // The starter, asked for by keys: what is wrong with it.
  await checkWithKeys(page, 'Deadlock');
  await expect(page.getByRole('tab', { name: 'Break', exact: true })).toHaveAttribute('aria-selected', 'true');
  await expect(verdictCard(page)).toContainText(
    `“no deadlock”: the system is stuck after ${starter.schedule?.length} steps.`,
  );
  await expect(page.getByRole('region', { name: 'Trace' })).toBeVisible();
  await scan(page, 'the deadlock of the starter');

  // One line, typed key by key. The verdict comes by itself, on quick bounds.
  await page.getByRole('tab', { name: 'Build', exact: true }).click();
  await expect(verdictLine(page)).toContainText('Deadlock');
  await findInSource(page, 'ctx.choose(state.waiting)');
  await retypeLine(page, fix);
  await expect(verdictLine(page)).toContainText('Holds');
  await expect(verdictLine(page)).toContainText(`${written(quick.counts.distinct)} states`);
  await expect(page.getByRole('button', { name: 'Problems 0' })).toBeVisible();
  await expect(saveState(page)).toHaveText('saved');
  await scan(page, 'holds while typing');

  // The same, asked for, and then with the bounds that a submission must pass.
  await checkWithKeys(page, 'Holds');
  await expect(verdictCard(page)).toContainText('quick bounds');
  await expect(verdictCard(page)).not.toContainText('automatic');
  await expect(verdictCount(page, 'states')).toHaveText(written(quick.counts.distinct));
  const shortest = quick.properties.find(({ name }) => name === 'all consumed')?.length;
  await expect(page.getByRole('list', { name: 'Results by property' })).toContainText(`reached @${shortest}`);
  await scan(page, 'holds');

  await page.keyboard.press('Control+Shift+Enter');
  await expect(verdictCount(page, 'states')).toHaveText(written(full.counts.distinct));
  await expect(verdictCard(page, 'Holds')).toContainText('full bounds');
  await expect(verdictCard(page)).toContainText(`Exhausted ${written(full.counts.distinct)} states`);

  // A goal can be looked at, too: the shortest way to it.
  await page.getByRole('button', { name: 'all consumed' }).click();
  await expect(page.getByRole('region', { name: 'Trace' })).toContainText('Reached: all consumed');
  await page.getByRole('heading', { name: 'W1 The lock that forgets' }).hover();
  await expect(page.getByRole('tooltip')).toBeHidden();
  await scan(page, 'the shortest way to a goal');
});

test('a mistake in typing is shown where it is, and goes away when it is mended', async ({ page }) => {
  await openChallenge(page, 'the-lock-that-forgets', 'Build');
  await findInSource(page, 'ctx.choose(state.waiting)');
  await retypeLine(page, 'for (const thread of state.waiting) wake(state, thred, ctx);');
  await expect(page.getByRole('button', { name: /^107:\d+ types Cannot find name 'thred'/ })).toBeVisible();
  await expect(verdictLine(page)).toContainText('Crashed');
  await expect(page.getByRole('button', { name: /^107:\d+ check/ })).toContainText('thred');
  await scan(page, 'a misspelt name');

  await retypeLine(page, fix);
  await expect(verdictLine(page)).toContainText('Holds');
  await expect(page.getByRole('button', { name: 'Problems 0' })).toBeVisible();
});
