/** The page in less than ideal circumstances: a wrong address, no network, no motion, no mouse, a small window. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import {
  checkWithKeys,
  choosePhase,
  expect,
  openChallenge,
  type Phase,
  pasteSource,
  saveState,
  scan,
  sourceEditor,
  test,
  verdictCard,
  verdictLine,
} from './support';

const slug = 'the-lock-that-forgets';
const solution = new URL(`../../challenges/${slug}/reference.ts`, import.meta.url);

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('an address that names nothing says so and leads on', async ({ page }) => {
  await page.goto('/#/challenge/the-lock-that-forg');
  await expect(page.getByRole('heading', { name: 'There is no challenge by this name' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('the-lock-that-forg');
  await scan(page, 'an unknown challenge');
  await page.getByRole('navigation', { name: 'Pages that exist' }).getByRole('link', { name: /W1/ }).click();
  await expect(sourceEditor(page)).toBeAttached();

  await page.goto('/#/challenge/__proto__');
  await expect(page.getByRole('heading', { name: 'There is no challenge by this name' })).toBeVisible();
  await page.goto('/#/challenge/%3Cimg%20src=x%20onerror=alert(1)%3E');
  await expect(page.getByRole('main')).toContainText('<img src=x onerror=alert(1)>');
  await page.goto('/#/no/such/page');
  await expect(page.getByRole('heading', { name: 'No such page' })).toBeVisible();
  await scan(page, 'no such page');
  await page.getByRole('navigation', { name: 'Pages that exist' }).getByRole('link', { name: 'Home' }).click();
  await expect(page.getByRole('heading', { name: 'Try a challenge' })).toBeVisible();
});

test('a page that has loaded works without a network', async ({ page, context }) => {
  await openChallenge(page, slug, 'Build');
  // What is needed later is fetched when the page has nothing better to do; work files are among the last.
  await expect.poll(() => hasLoaded(page, 'work-file')).toBe(true);
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await scan(page, 'offline');

  await checkWithKeys(page, 'Deadlock');
  await page.getByRole('button', { name: 'Next step', exact: true }).click();
  await expect(page.getByRole('group', { name: 'Space-time diagram' })).toBeVisible();
  await pasteSource(page, await readFile(solution, 'utf8'));
  await expect(verdictCard(page, 'Holds')).toBeVisible();
  await expect(saveState(page)).toHaveText('saved');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Find a command' })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Keys' }).click();
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await choosePhase(page, 'Explain');
  await page.getByRole('textbox', { name: /^Your explanation/ }).fill('Written **offline**.');
  await page.getByRole('tab', { name: 'Preview' }).click();
  await expect(page.getByRole('group', { name: 'Preview of the explanation' })).toContainText('Written offline.');
  await page.getByRole('button', { name: 'Work: export, import, reset' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Export the work as a file' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain('Written **offline**.');
  await context.setOffline(false);
  await expect(page.getByText('You are offline.')).toBeHidden();
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing moves by itself, and steps jump', async ({ page }) => {
    await page.goto('/');
    const slider = page.getByRole('slider', { name: 'Step' });
    await expect(slider).toHaveValue((await slider.getAttribute('max')) ?? '');
    await openChallenge(page, slug, 'Break');
    await checkWithKeys(page, 'Deadlock');
    await page.getByRole('button', { name: 'Initial state', exact: true }).click();
    for (const step of ['1', '2', '3']) {
      await page.getByRole('button', { name: 'Next step', exact: true }).click();
      await expect(slider).toHaveValue(step);
      expect(await movingNow(page), `what moves at step ${step}`).toEqual([]);
    }
  });
});

test('panes are resized with keys, and stay as they were left', async ({ page }) => {
  await openChallenge(page, slug, 'Break');
  await checkWithKeys(page, 'Deadlock');
  const check = page.getByRole('region', { name: 'Check', exact: true });
  const trace = page.getByRole('region', { name: 'Trace', exact: true });
  await expect(trace).toBeVisible();
  const before = { check: await widthOf(check), trace: await heightOf(trace) };

  await page.getByRole('separator', { name: 'Border left of the pane check' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => widthOf(check)).toBeGreaterThan(before.check);
  await page.getByRole('separator', { name: 'Border above the trace' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => heightOf(trace)).toBeGreaterThan(before.trace);
  // What is loaded late may still move the border a little.
  let last = 0;
  await expect
    .poll(async () => {
      const height = await heightOf(trace);
      const isStill = height === last;
      last = height;
      return isStill;
    })
    .toBe(true);
  const after = { check: await widthOf(check), trace: await heightOf(trace) };

  await page.reload();
  await expect(sourceEditor(page)).toBeAttached();
  await expect.poll(() => widthOf(check)).toBeCloseTo(after.check, 0);
  await checkWithKeys(page, 'Deadlock');
  await expect.poll(() => heightOf(trace)).toBeCloseTo(after.trace, 0);
});

for (const [width, height] of [
  [800, 600],
  [1280, 800],
  [1920, 1080],
] as const) {
  test(`nothing is wider than the window at ${width} by ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto('/');
    await page.getByRole('button', { name: 'Check every schedule' }).click();
    await expect(verdictCard(page, 'Violated')).toBeVisible();
    await expectNoSidewaysScroll(page, 'Home');
    await openChallenge(page, 'paxos');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('group', { name: 'Space-time diagram' })).toBeVisible();
    for (const phase of ['Understand', 'Build', 'Break', 'Explain'] satisfies Phase[]) {
      await choosePhase(page, phase);
      await expectNoSidewaysScroll(page, phase);
      // At the smaller size, the other tests have scanned these screens.
      if (width !== 1280) await scan(page, `${phase} at ${width} by ${height}`);
    }
    await choosePhase(page, 'Build');
    await expect(width < 1500 ? verdictLine(page) : verdictCard(page)).toContainText('Violated');
  });
}

test('in a small window panes stand one below the other, and nothing is lost on the way there', async ({ page }) => {
  await openChallenge(page, slug, 'Break');
  await checkWithKeys(page, 'Deadlock');
  await sourceEditor(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.insertText('// kept\n');
  await expect(page.getByText('// kept')).toBeVisible();
  await page.setViewportSize({ width: 800, height: 600 });
  const editor = page.getByRole('region', { name: 'Editor', exact: true });
  const check = page.getByRole('region', { name: 'Check', exact: true });
  const trace = page.getByRole('region', { name: 'Trace', exact: true });
  await expect.poll(() => widthOf(check)).toBeGreaterThan(780);
  for (const pane of [editor, check, trace]) {
    expect(await widthOf(pane)).toBeCloseTo(800, -1);
    expect(await heightOf(pane)).toBeGreaterThan(240);
  }
  // The same editor: what was typed before can still be undone.
  await sourceEditor(page).focus();
  for (let undo = 0; undo < 4; undo += 1) await page.keyboard.press('Control+z');
  await expect(page.getByText('// kept')).toBeHidden();

  // Keys bring each pane into view, and borders move as they do side by side.
  for (const pane of [check, trace]) {
    await page.keyboard.press('F6');
    await expect(pane.locator(':focus')).toBeInViewport();
  }
  const before = await heightOf(check);
  await page.getByRole('separator', { name: 'Border above the pane check' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => heightOf(check)).toBeGreaterThan(before);

  // An asked check is brought into view.
  await sourceEditor(page).focus();
  await page.keyboard.press('Control+Enter');
  await expect(verdictCard(page, 'Deadlock').getByRole('heading', { name: 'Deadlock' })).toBeInViewport();
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect.poll(() => widthOf(check)).toBeLessThan(700);
});

/** Whether a part of the app has come from the server, by the name of its file. */
function hasLoaded(page: Page, part: string): Promise<boolean> {
  return page.evaluate(
    (name) => performance.getEntriesByType('resource').some((entry) => entry.name.includes(`/${name}-`)),
    part,
  );
}

/** What moves on the page now. Fading in and out, and changing colour, is not moving. */
function movingNow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    document.getAnimations().flatMap((animation) => {
      const { effect, playState } = animation;
      const isOver = playState !== 'running' || Number(effect?.getComputedTiming().duration) <= 1;
      if (isOver || !(effect instanceof KeyframeEffect)) return [];
      const properties = effect.getKeyframes().flatMap((frame) => Object.keys(frame));
      const still = /^(offset|computedOffset|easing|composite|opacity|visibility|fill|stroke|.*[cC]olor)$/;
      const moved = properties.filter((property) => !still.test(property));
      return moved.length > 0 ? [`${moved.join(', ')} of ${effect.target?.tagName} ${effect.target?.className}`] : [];
    }),
  );
}

async function widthOf(pane: Locator): Promise<number> {
  return (await pane.boundingBox())?.width ?? 0;
}

async function heightOf(pane: Locator): Promise<number> {
  return (await pane.boundingBox())?.height ?? 0;
}

async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return { sideways: scrollWidth - clientWidth, down: scrollHeight - clientHeight };
  });
  expect(overflow.sideways, `pixels by which ${what} is too wide`).toBe(0);
  if (what !== 'Home') expect(overflow.down, `pixels by which ${what} is too tall`).toBe(0);
}
