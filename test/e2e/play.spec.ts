/** A person plays two-phase commit by hand: to a violation, another way, by search, and against the checker. */
import type { Page } from '@playwright/test';
import { expect, openChallenge, scan, test } from './support';

const demand = 'nobody waits for a coordinator that is up';
/** The shortest schedule that `interleave check two-phase-commit` reports for the starter at quick bounds. */
const steps = [
  'c is given the input {"kind":"begin"}',
  'p1 receives {"kind":"prepare"} from c',
  'p1\'s timer {"kind":"written","record":"yes"} fires',
  'c receives {"kind":"vote","vote":"yes"} from p1',
  'p1 is given the input {"kind":"fail"}',
  'p2 receives {"kind":"prepare"} from c',
  'p2 crashes',
  'p2 restarts',
];

const enabled = (page: Page) => page.getByRole('region', { name: 'Enabled steps' });
const tree = (page: Page) => page.getByRole('group', { name: 'Tree of branches' });
const current = (page: Page) => tree(page).locator('[aria-current=step]');

async function openPlay(page: Page): Promise<void> {
  await openChallenge(page, 'two-phase-commit', 'Break');
  await page.getByRole('tab', { name: 'Play', exact: true }).click();
  await expect(enabled(page).getByRole('button').first()).toBeVisible();
}

test('two-phase commit is played to a violation, forked, named, reloaded and compared', async ({ page }) => {
  await openPlay(page);
  await scan(page, 'Play at the start');

  // The first steps on the cards, with the mouse.
  const card = (node: string) => page.getByRole('region', { name: new RegExp(`^${node}, `) });
  await card('c').getByRole('button', { name: 'Give the input begin' }).click();
  await expect(current(page)).toHaveAttribute('aria-label', `Step 1: ${steps[0]}`);
  await card('p1').getByRole('button', { name: 'Deliver prepare from c' }).click();
  await expect(current(page)).toHaveAttribute('aria-label', `Step 2: ${steps[1]}`);

  // What cannot be done says why.
  await card('p2').getByRole('button', { name: 'More for prepare from c' }).click();
  await expect(page.getByRole('menuitem', { name: 'Drop' })).toContainText('This challenge has no losses.');
  await page.getByRole('menuitem', { name: 'Delay' }).click();
  await expect(enabled(page).getByRole('listitem').last()).toContainText('held back');
  await card('p2').getByRole('button', { name: 'More for prepare from c' }).click();
  await page.getByRole('menuitem', { name: 'Release' }).click();

  // The others from the list.
  for (const [at, step] of steps.entries()) {
    if (at < 2) continue;
    await enabled(page).getByRole('button', { name: step }).first().click();
    await expect(current(page)).toHaveAttribute('aria-label', new RegExp(`^Step ${at + 1}: `));
  }
  await expect(current(page)).toHaveAttribute('aria-label', new RegExp(`violated: ${demand}`));
  await expect(page.getByRole('region', { name: 'Branches' })).toContainText(`Violated: ${demand}`);
  await scan(page, 'a violation played by hand');

  // Named, and left two steps before: the keys work wherever the focus has come to.
  await page.keyboard.press('F2');
  await page.getByRole('textbox').last().fill('stuck');
  await page.keyboard.press('Enter');
  await expect(current(page)).toHaveAttribute('aria-label', /; stuck; violated/);
  await current(page).focus();
  await page.keyboard.press('f');
  await page.keyboard.press('f');
  await expect(current(page)).toHaveAttribute('aria-label', /^Step 6: /);
  await page.keyboard.press('1');
  await expect(current(page)).toHaveAttribute('aria-label', /^Step 7: /);
  await expect(page.getByRole('region', { name: 'Branches' })).toContainText('2 branches, 10 states');
  await page.keyboard.press('b');
  await expect(current(page)).toHaveAttribute('aria-label', /stuck/);
  await page.keyboard.press('Control+z');
  await expect(current(page)).toHaveAttribute('aria-label', /^Step 7: /);

  // Stepping in the diagram is moving in the tree.
  await page.getByRole('button', { name: 'Previous step', exact: true }).click();
  await expect(current(page)).toHaveAttribute('aria-label', /^Step 6: /);

  // All of it is there after a reload, once it is stored.
  const looked = await current(page).getAttribute('data-node');
  await expect.poll(() => page.evaluate(storedNode)).toBe(Number(looked));
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('region', { name: 'Branches' })).toContainText('2 branches, 10 states', {
      timeout: 10_000,
    });
  }).toPass();
  await expect(current(page)).toHaveAttribute('aria-label', /^Step 6: /);
  await current(page).focus();
  await expect(page.getByRole('tooltip')).toContainText('p2');
  await page.getByRole('button', { name: 'Compare with …' }).click();
  await page.getByRole('menuitem', { name: /stuck/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Two branches' });
  await expect(dialog).toContainText('The same for 6 steps.');
  await expect(dialog.getByRole('region', { name: 'Right branch', exact: true })).toContainText(`Violated: ${demand}`);
  await page.keyboard.press('Escape');

  // A branch is deleted, and comes back.
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Branches' })).toContainText('1 branch, 6 states');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Branches' })).toContainText('2 branches, 10 states');
});

test('a search goes on to what one looks for, and the checker says what can still be won', async ({ page }) => {
  await openPlay(page);
  await page.getByRole('button', { name: 'Run until …' }).click();
  const search = page.getByRole('region', { name: 'Run until' });
  await search.getByRole('combobox', { name: 'Run until' }).selectOption({ label: `“${demand}” is violated` });
  await search.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(search.getByRole('status')).toContainText('Found, 8 steps on: none is nearer.');
  await expect(current(page)).toHaveAttribute('aria-label', new RegExp(`^Step 8: .*violated: ${demand}`));

  // From here nothing of the kind is left; going back on the way there is.
  await search.getByRole('combobox', { name: 'Run until' }).selectOption({ label: 'a formula is true' });
  await search.getByRole('textbox', { name: 'Formula' }).fill('messages.length > 99');
  await search.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(search.getByRole('status')).toContainText(/^Looked at all [\d,]+ states that can follow: none is one\./);
  await search.getByRole('textbox', { name: 'Formula' }).fill('nodes.every((n) => n.up) && nope');
  await search.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(search.getByRole('status')).toContainText('nope');
  await search.getByRole('textbox', { name: 'Formula' }).fill('c.state.phase === "idle"');
  await search.getByRole('radio', { name: 'may step back' }).click();
  await search.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(search.getByRole('status')).toContainText(/^Found, \d steps? /);
  await scan(page, 'a search');

  const ask = page.getByRole('region', { name: 'Ask' });
  await ask.getByRole('textbox', { name: 'Ask' }).fill('nodes.map((n) => n.id)');
  await page.keyboard.press('Enter');
  await expect(ask.getByRole('status')).toContainText('["c", "p1", "p2"]');

  await page.getByRole('button', { name: 'Initial state' }).first().click();
  await page.getByRole('button', { name: 'Against the checker' }).click();
  await expect(page.getByText(`Still winnable in 8 steps: then “${demand}” is violated.`)).toBeVisible();
  await page.getByRole('button', { name: 'Hint: show the distance of each step' }).click();
  const winning = enabled(page).getByRole('listitem').filter({ hasText: 'in 7' }).getByRole('button').first();
  await winning.click();
  await expect(page.getByText('Still winnable in 7 steps')).toBeVisible();
  await scan(page, 'against the checker');
});

test('a counterexample is played on from any of its steps', async ({ page }) => {
  await openChallenge(page, 'two-phase-commit', 'Break');
  await page.keyboard.press('Control+Enter');
  const trace = page.getByRole('region', { name: 'Trace' });
  await expect(trace).toBeVisible();
  await page.getByRole('button', { name: 'Play from here' }).click();
  await expect(current(page)).toHaveAttribute('aria-label', /^Step 6: /);
  await expect(page.getByRole('region', { name: 'Branches' })).toContainText('1 branch, 9 states');
  await current(page).focus();
  await page.keyboard.press('2');
  await expect(page.getByRole('region', { name: 'Branches' })).toContainText('2 branches, 10 states');
});

/** The state that was looked at, of the only tree that is stored. Runs in the page. */
async function storedNode(): Promise<number | undefined> {
  const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await answer(indexedDB.open('interleave-play'));
  const [tree] = await answer(database.transaction('trees').objectStore('trees').getAll());
  database.close();
  return tree?.current;
}
