/** Someone who uses no mouse finds out why a protocol fails, and what the keys are. */
import type { Locator, Page } from '@playwright/test';
import { commandLineVerdict, expect, scan, sourceEditor, test, verdictCard } from './support';

test('a counterexample is found and stepped through with keys alone', async ({ page }) => {
  const { schedule = [], property } = await commandLineVerdict('two-phase-commit');
  const last = schedule.length;
  await page.goto('/#/challenge/two-phase-commit');
  await expect(sourceEditor(page)).toBeAttached();

  // Tab to the phases, arrows to the third.
  await pressUntilFocused(page, 'Tab', page.getByRole('tab', { name: 'Understand' }));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Break' })).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Break' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('region', { name: 'No check yet' })).toBeVisible();
  await scan(page, 'no check yet');

  // F6 to the check, Enter to run it, F6 to the trace.
  await pressUntilFocused(page, 'F6', page.getByRole('button', { name: /^Check/ }));
  await page.keyboard.press('Enter');
  await expect(verdictCard(page, 'Violated')).toContainText(`“${property}” is violated after ${last} steps.`);
  const noReturn = page.getByRole('button', { name: /This is the point of no return\./ });
  await expect(noReturn).toHaveAttribute('aria-current', 'step');
  await pressUntilFocused(page, 'F6', noReturn);
  const opened = await selectedStep(page);
  expect(opened).toBeGreaterThan(0);
  await expectAllAt(page, opened, last);
  await scan(page, 'the counterexample at its point of no return');

  const presses: readonly (readonly [key: string, step: number])[] = [
    ['Home', 0],
    ['j', 1],
    ['ArrowRight', 2],
    ['k', 1],
    ['ArrowLeft', 0],
    ['ArrowLeft', 0],
    ['End', last],
    ['ArrowRight', last],
    ['x', opened],
  ];
  for (const [key, step] of presses) {
    await page.keyboard.press(key);
    await expectAllAt(page, step, last);
  }

  // By number; letters in the field are text, Enter goes there and gives the keys back.
  await page.keyboard.press('g');
  await expect(page.getByRole('textbox', { name: /^Step number/ })).toBeFocused();
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await expectAllAt(page, 1, last);
  const diagram = page.getByRole('group', { name: 'Space-time diagram' });
  await expect(diagram.locator('[aria-current=step]')).toBeFocused();

  // Along the cause: the message that is received was sent in an earlier step, and that step leads back.
  await page.keyboard.press('End');
  await page.keyboard.press('x');
  await expectAllAt(page, opened, last);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(() => selectedStep(page)).toBeLessThan(opened);
  const cause = await selectedStep(page);
  await expectAllAt(page, cause, last);
  await expect(currentSentence(page)).toContainText(/ sends /);
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => selectedStep(page)).toBeGreaterThan(cause);
  await expectAllAt(page, await selectedStep(page), last);

  // Up and down stay with one node.
  const node = await actingNode(page).textContent();
  await page.keyboard.press('ArrowDown');
  await expect(actingNode(page)).toHaveText(node ?? '');
  await page.keyboard.press('ArrowUp');
  await expect(actingNode(page)).toHaveText(node ?? '');

  // Differences off and on.
  await page.keyboard.press('x');
  const changes = page.getByRole('button', { name: 'Changes', exact: true });
  await expect(changes).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText(/^\d+ changes? in this step$/)).toBeVisible();
  await page.keyboard.press('d');
  await expect(changes).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByText(/^\d+ changes? in this step$/)).toBeHidden();
  await page.keyboard.press('d');
  await expect(changes).toHaveAttribute('aria-pressed', 'true');

  // The list of sentences has arrows of its own.
  await pressUntilFocused(page, 'Shift+Tab', page.getByRole('button', { name: 'Words' }));
  await pressUntilFocused(page, 'Tab', currentSentence(page));
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expectAllAt(page, 1, last);
  await expect(currentSentence(page)).toBeFocused();

  // Why it is violated.
  await pressUntilFocused(page, 'Shift+F6', page.getByRole('button', { name: /^Check/ }));
  await pressUntilFocused(page, 'Tab', page.getByRole('button', { name: 'why?' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'why?' })).toHaveAttribute('aria-expanded', 'true');
  await scan(page, 'why it is violated');
});

test('help and palette open with keys, and give the focus back', async ({ page }) => {
  await page.goto('/#/challenge/two-phase-commit');
  await expect(sourceEditor(page)).toBeAttached();
  await page.keyboard.press('Control+Enter');
  await expect(verdictCard(page)).toBeVisible();
  const step = page.getByRole('button', { name: /This is the point of no return\./ });
  await pressUntilFocused(page, 'F6', step);

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await expect(help.getByRole('heading', { name: 'In the trace (you are here)' })).toBeVisible();
  await expect(help).toContainText('Point of no return');
  await expect(help).toContainText('Check every schedule');
  await scan(page, 'the help');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(step).toBeFocused();

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find a command' });
  const search = palette.getByRole('textbox', { name: 'Find a command' });
  await expect(search).toBeFocused();
  await scan(page, 'the palette');
  await page.keyboard.type('no such thing');
  await expect(palette).toContainText('No command by this name.');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(step).toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(search).toBeFocused();
  await page.keyboard.type('initial state');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.getByRole('slider', { name: 'Step' })).toHaveValue('0');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('theme: dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('single-decree');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'C2 Single-decree Paxos' })).toBeVisible();
});

test('Ctrl+M lets Tab leave the editor, and single letters are text in it', async ({ page }) => {
  await page.goto('/#/challenge/two-phase-commit');
  await expect(sourceEditor(page)).toBeAttached();
  await pressUntilFocused(page, 'F6', sourceEditor(page));
  await page.keyboard.press('Control+End');
  await page.keyboard.type('// x d j k ?');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('// x d j k ?')).toBeVisible();

  await page.keyboard.press('Tab');
  await expect(sourceEditor(page)).toBeFocused();
  await page.keyboard.press('Control+m');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Problems/ })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(sourceEditor(page)).toBeFocused();
  await page.keyboard.press('Control+m');
  await page.keyboard.press('Tab');
  await expect(sourceEditor(page)).toBeFocused();
});

test('keys are changed with keys, kept, and changed back', async ({ page }) => {
  const { schedule = [] } = await commandLineVerdict('two-phase-commit');
  const last = schedule.length;
  const stepName = (step: number) => (step === 0 ? 'initial state' : `step ${step} of ${last}`);
  const slider = page.getByRole('slider', { name: 'Step' });
  await page.goto('/#/challenge/two-phase-commit');
  await expect(sourceEditor(page)).toBeAttached();
  await page.keyboard.press('Control+Enter');
  await expect(verdictCard(page)).toBeVisible();
  const noReturn = page.getByRole('button', { name: /This is the point of no return\./ });
  await pressUntilFocused(page, 'F6', noReturn);

  // From the help to the dialog, without a mouse.
  await page.keyboard.press('?');
  await pressUntilFocused(page, 'Tab', page.getByRole('button', { name: 'Change the keys' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Change the keys' });
  await expect(dialog).toBeVisible();
  await scan(page, 'the keys');

  // A key of the trace becomes another one.
  await pressUntilFocused(page, 'Tab', dialog.getByRole('button', { name: 'Replace j for: Next step' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('n');
  await expect(dialog.getByRole('status')).toHaveText('n is now: Next step.');
  await expect(dialog.getByRole('button', { name: 'Replace n for: Next step' })).toBeVisible();

  // What the page needs is refused; what another command has is named, and taken only when that is said.
  await pressUntilFocused(page, 'Tab', dialog.getByRole('button', { name: 'Replace Home for: Initial state' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const row = dialog.getByRole('listitem').filter({ hasText: 'Initial state' });
  await expect(row).toContainText('Tab: This key moves between the parts of the page');
  await page.keyboard.press('F6');
  await expect(row).toContainText('F6 is already: Go to the next pane.');
  await scan(page, 'a key that another command has');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Replace Home for: Initial state' })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('x');
  await expect(row).toContainText('x is already: Point of no return.');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Replace x for: Initial state' })).toBeFocused();
  await expect(dialog.getByRole('button', { name: /^Replace .* for: Point of no return$/ })).toHaveCount(0);

  // A command of the page, too.
  await pressUntilFocused(page, 'Tab', dialog.getByRole('button', { name: 'Replace Ctrl+K for: Find a command' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('F9');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(noReturn).toBeFocused();

  const tryKeys = async (): Promise<void> => {
    await pressUntilFocused(
      page,
      'F6',
      page.getByRole('group', { name: 'Space-time diagram' }).locator('[aria-current=step]'),
    );
    await page.keyboard.press('x');
    await expect(slider).toHaveAttribute('aria-valuetext', stepName(0));
    await page.keyboard.press('n');
    await expect(slider).toHaveAttribute('aria-valuetext', stepName(1));
    await page.keyboard.press('j');
    await expect(slider).toHaveAttribute('aria-valuetext', stepName(1));
    await expect(page.getByRole('button', { name: 'Next step', exact: true })).toHaveAttribute(
      'title',
      'Next step (→ or n)',
    );
    await page.keyboard.press('F9');
    const palette = page.getByRole('dialog', { name: 'Find a command' });
    await expect(palette).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(palette).toBeHidden();
  };
  await tryKeys();
  await page.reload();
  await expect(sourceEditor(page)).toBeAttached();
  await page.keyboard.press('Control+Enter');
  await expect(verdictCard(page)).toBeVisible();
  await tryKeys();

  // One command back, then all of them.
  await page.keyboard.press('F9');
  await expect(page.getByRole('textbox', { name: 'Find a command' })).toBeFocused();
  await page.keyboard.type('change the keys');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await pressUntilFocused(page, 'Tab', dialog.getByRole('button', { name: 'Reset: Point of no return' }));
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Replace x for: Point of no return' })).toBeFocused();
  await expect(dialog.getByRole('button', { name: /^Replace .* for: Initial state$/ })).toHaveCount(0);
  await pressUntilFocused(page, 'Tab', dialog.getByRole('button', { name: 'Reset all keys' }));
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Replace Home for: Initial state' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Reset: / })).toHaveCount(0);
  await expect(dialog.getByRole('status')).toHaveText('All keys are as they were.');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Find a command' })).toBeFocused();
});

/** Presses a key until an element has the focus; fails if it does not come round to it. */
async function pressUntilFocused(page: Page, key: string, wanted: Locator): Promise<void> {
  const pressesMax = 80;
  for (let presses = 0; presses < pressesMax; presses += 1) {
    await page.keyboard.press(key);
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(wanted, `${key} reaches it within ${pressesMax} presses`).toBeFocused();
}

async function selectedStep(page: Page): Promise<number> {
  return Number(await page.getByRole('slider', { name: 'Step' }).inputValue());
}

function currentSentence(page: Page): Locator {
  return page.getByRole('list', { name: 'Steps in words' }).locator('[aria-current=step]');
}

/** The name of the node that acted, in the table of node states. */
function actingNode(page: Page): Locator {
  return page.getByRole('table').getByRole('rowheader').filter({ hasText: 'acted in this step' });
}

/** Every register is at the same step: bar, diagram, sentences, node states, and the margin of the editor. */
async function expectAllAt(page: Page, step: number, last: number): Promise<void> {
  const slider = page.getByRole('slider', { name: 'Step' });
  await expect(slider).toHaveAttribute('aria-valuetext', step === 0 ? 'initial state' : `step ${step} of ${last}`);
  const lead = step === 0 ? 'Initial state' : `Step ${step}:`;
  const diagram = page.getByRole('group', { name: 'Space-time diagram' });
  await expect(diagram.locator('[aria-current=step]')).toHaveAccessibleName(new RegExp(`^${lead}`));
  await expect(diagram.locator('[aria-current=step]')).toBeInViewport();
  await expect(currentSentence(page)).toHaveAccessibleName(new RegExp(`^${lead}`));
  const caption = step === 0 ? 'Nodes in the initial state' : `Nodes after step ${step}`;
  await expect(page.getByRole('table', { name: caption })).toBeVisible();
  await expect(actingNode(page)).toHaveCount(step === 0 ? 0 : 1);
  if (step === 0) return;
  await expect(async () => {
    const ran = await linesInBar(page);
    const { inView, marked } = await editorMargin(page);
    expect(marked.length, 'a line of the step is in view').toBeGreaterThan(0);
    expect(marked, 'those lines are marked that the step has run').toEqual(inView.filter((line) => ran.includes(line)));
  }, `margin of the editor at step ${step}`).toPass({ timeout: 10_000 });
}

/** Lines that the step bar says have run in the selected step. */
async function linesInBar(page: Page): Promise<readonly number[]> {
  const groups = await page.getByRole('button', { name: /^Show lines? .* in the source$/ }).allTextContents();
  return groups.flatMap((text) => {
    const [from = 0, to = from] = text.split('–').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}

/** Line numbers that the editor shows, and those of them whose margin says that the selected step has run them. */
async function editorMargin(page: Page): Promise<{ inView: readonly number[]; marked: readonly number[] }> {
  // The margin is a drawing of the editor's, without roles; a mark says what it is in its tooltip.
  const rows = page.locator('.margin-view-overlays > div');
  const numbersOf = async (those: Locator): Promise<readonly number[]> => {
    const texts = await those.locator('.line-numbers').allTextContents();
    return texts.map(Number).sort((a, b) => a - b);
  };
  const selected = rows.filter({ has: page.getByTitle(/the selected step among them$/) });
  return { inView: await numbersOf(rows), marked: await numbersOf(selected) };
}
