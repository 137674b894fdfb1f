/** A visitor sees within half a minute, on the first page, what the check is good for. */
import type { Page } from '@playwright/test';
import { manifests } from '../../challenges/manifests';
import { commandLineVerdict, expect, scan, test, verdictCard, verdictCount, written } from './support';

const tier = ['--tier', 'full'];

test('the demonstration is broken, explained and mended', async ({ page }) => {
  const broken = await commandLineVerdict('demo-commit', '--protocol', 'challenges/demo-commit/starter.ts', ...tier);
  const fixed = await commandLineVerdict('demo-commit', '--protocol', 'challenges/demo-commit/fixed.ts', ...tier);
  const length = broken.schedule?.length ?? 0;
  expect([broken.kind, fixed.kind]).toEqual(['violated', 'holds']);

  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This commit protocol is wrong. Can you break it?');
  await expect(page.getByRole('button', { name: 'Check every schedule' })).toBeEnabled();
  await expect(page.getByRole('group', { name: 'Space-time diagram' })).toBeVisible();
  await expect(page.getByText('Reached: all commit', { exact: true })).toBeAttached();
  await page.getByRole('button', { name: 'Last step' }).click();
  await scan(page, 'Home');

  // A thousand runs at random: next to nothing.
  await page.getByRole('button', { name: 'Run 1,000 random schedules' }).click();
  const atRandom = page.getByRole('heading', { name: /^(no|\d+) violations? in 1,000 random schedules$/i });
  await expect(atRandom).toBeVisible();
  const lucky = Number(/^\d+/.exec((await atRandom.textContent()) ?? '')?.[0] ?? 0);
  expect(lucky, 'violations that a thousand random schedules show').toBeLessThan(10);
  await expect(page.getByRole('button', { name: 'Run 1,000 random schedules' })).toBeEnabled();
  await scan(page, 'Home after random schedules');

  // Every schedule: the shortest bad one, opened where it could still have been avoided.
  await page.getByRole('button', { name: 'Check every schedule' }).click();
  await expect(verdictCard(page, 'Violated')).toContainText(`“one decision” is violated after ${length} steps.`);
  await expectCounts(page, broken.counts);
  await expect(page.getByRole('slider', { name: 'Step' })).toHaveAttribute('max', String(length));
  const opened = page.getByRole('button', { name: /This is the point of no return\./ });
  await expect(opened).toHaveAttribute('aria-current', 'step');
  await expect(page.getByText(/^Point of no return\. Still safe here:/).first()).toBeVisible();
  const guilty = (broken.schedule ?? []).findIndex(({ kind }) => kind === 'timeout') + 1;
  const source = page.getByLabel('Source of the protocol');
  const line = source.getByRole('listitem').filter({ hasText: `step ${guilty}` });
  await expect(line).toContainText("decide(state, 'abort', ctx);");
  await expect(line).toBeInViewport();
  await scan(page, 'Home with the counterexample');

  // It can be stepped through right there.
  await opened.focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('slider', { name: 'Step' })).toHaveValue(String(length));
  const fact = broken.properties[0]?.reasons?.find((reason) => reason.kind === 'fact');
  await expect(page.getByText(fact?.kind === 'fact' ? fact.text : 'a fact').first()).toBeVisible();

  await page.getByRole('button', { name: 'Apply the fix and check again' }).click();
  await expect(verdictCard(page, 'Holds')).toContainText('Every property holds in every schedule within these bounds.');
  await expectCounts(page, fixed.counts);
  await expect(verdictCard(page)).toContainText(`Exhausted ${written(fixed.counts.distinct)} states`);
  for (const sentence of fixed.notChecked) await expect(verdictCard(page)).toContainText(sentence);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The same protocol, with the fix.');
  await expect(page.getByText('Reached: all commit', { exact: true })).toBeAttached();
  await scan(page, 'Home with the fix');

  // The fix holds against luck, too, and can be taken back.
  await page.getByRole('button', { name: 'Run 1,000 random schedules' }).click();
  await expect(page.getByRole('heading', { name: /^(no|0) violations in 1,000 random schedules$/i })).toBeVisible();
  await page.getByRole('button', { name: 'Take the fix back' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This commit protocol is wrong. Can you break it?');
  await page.getByRole('button', { name: 'Check every schedule' }).click();
  await expect(verdictCard(page, 'Violated')).toBeVisible();
});

test('the first page leads to every challenge and says where work is kept', async ({ page }) => {
  await page.goto('/');
  const rows = page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });
  await expect(rows).toHaveText(manifests.map(({ code, title }) => new RegExp(`^${code} ${title}`)));
  await expect(page.getByRole('region', { name: 'Nothing leaves this tab' })).toContainText('no account');
  await rows.filter({ hasText: 'Two-phase commit' }).getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'C1 Two-phase commit and its window' })).toBeVisible();
  await page.goBack();
  await expect(rows).toHaveCount(manifests.length);
});

interface Counts {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
}

async function expectCounts(page: Page, { distinct, generated, depth }: Counts): Promise<void> {
  await expect(verdictCount(page, 'states')).toHaveText(written(distinct));
  await expect(verdictCount(page, 'transitions')).toHaveText(written(generated));
  await expect(verdictCount(page, 'depth')).toHaveText(written(depth));
}
