/** What every end-to-end test shares: a page that may not fail silently, accessibility scans, and the workbench in a user's words. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { Verdict } from '../../src/model';

export { expect };

/** Fails a test when any of its pages logs a warning or an error, throws, or asks in vain for a file. */
export const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ context }, use) => {
      const faults: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          faults.push(`console ${message.type()}: ${message.text()}`);
      });
      context.on('weberror', (webError) => faults.push(`page error: ${webError.error().stack ?? webError.error()}`));
      context.on('response', (response) => {
        if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
      });
      context.on('requestfailed', (request) => {
        const why = request.failure()?.errorText ?? 'unknown';
        // A page that is left gives up what it was still loading; that is no fault of its own.
        if (why !== 'net::ERR_ABORTED') faults.push(`request failed (${why}): ${request.url()}`);
      });
      await use(faults);
      expect(faults, 'no error was logged, thrown or answered').toEqual([]);
    },
    { auto: true },
  ],
});

/** Axe finds nothing in what is on the screen now, in either theme. `page` must follow the system's theme. */
export async function scan(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await settle(page);
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    // Themes differ in colours alone, so every other rule is tried in one of them only.
    const { violations } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze();
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`),
    );
    expect.soft(found, `accessibility of ${what}, ${colorScheme}`).toEqual([]);
  }
}

/** Waits until nothing that ends is moving or fading: colours half-way are nobody's choice. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    // A cancelled animation has come to rest, too.
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
  });
}

export type Phase = 'Understand' | 'Build' | 'Break' | 'Explain';

/** Opens a challenge and waits until its source can be typed into. */
export async function openChallenge(page: Page, slug: string, phase?: Phase): Promise<void> {
  await page.goto(`/#/challenge/${slug}`);
  await expect(sourceEditor(page)).toBeAttached();
  if (phase) await choosePhase(page, phase);
}

export async function choosePhase(page: Page, phase: Phase): Promise<void> {
  await page.getByRole('tab', { name: phase, exact: true }).click();
  await expect(sourceEditor(page)).toBeAttached();
}

/** The editor's text field. Monaco keeps it small and behind the text, so it is attached rather than visible. */
export function sourceEditor(page: Page): Locator {
  return page.getByRole('textbox', { name: /^(protocol|machine|properties|schedules)\.ts: source code/ });
}

/** What the header says about saving. */
export function saveState(page: Page): Locator {
  return page.getByRole('banner').getByText(/^(saved|saving|not saved|read only)$/);
}

/** A warning above the panes. The editor has alerts of its own, which cannot be dismissed. */
export function banner(page: Page): Locator {
  return page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Dismiss' }) });
}

export function verdictCard(page: Page, word?: string): Locator {
  return page.getByRole('article', { name: word ? `Verdict: ${word}` : /^Verdict: /, exact: true });
}

/** A number of the verdict card by what it counts, for example `states`. */
export function verdictCount(page: Page, label: string): Locator {
  const term = page.getByRole('term').filter({ hasText: new RegExp(`^${label}$`) });
  return verdictCard(page).locator('div', { has: term }).last().getByRole('definition');
}

/** The line at the foot of the phases that have no check pane. */
export function verdictLine(page: Page): Locator {
  return page.getByRole('contentinfo');
}

/**
 * Asks for a check with the keys and waits for its verdict: that of a check while typing may say the same before, and what is
 * typed while the one that was asked for runs is not checked by itself.
 */
export async function checkWithKeys(page: Page, word: string): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expect(verdictCard(page, word)).toBeVisible();
  await expect(verdictCard(page, word)).not.toContainText('as you type');
}

/** Puts the cursor into the source. */
export async function focusSource(page: Page): Promise<void> {
  await sourceEditor(page).focus();
}

/** Selects the first place of a text in the source, by the editor's own search. */
export async function findInSource(page: Page, text: string): Promise<void> {
  await focusSource(page);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+f');
  const field = page.getByRole('textbox', { name: 'Find', exact: true });
  await expect(field).toBeFocused();
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(sourceEditor(page)).toBeFocused();
}

/** Types over the line that the cursor is in, its indentation kept. */
export async function retypeLine(page: Page, text: string): Promise<void> {
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.type(text);
}

/** Replaces the whole source by pasting; by deleting it, if there is nothing to paste. */
export async function pasteSource(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  await focusSource(page);
  await page.keyboard.press('Control+a');
  await page.keyboard.press(text === '' ? 'Delete' : 'Control+v');
}

/** The whole source as the clipboard gets it. */
export async function copySource(page: Page): Promise<string> {
  await focusSource(page);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+Home');
  return page.evaluate(() => navigator.clipboard.readText());
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const commandLineVerdicts = new Map<string, Promise<Verdict>>();

/** What the command line says, as its JSON document. */
export function commandLineVerdict(...checkArguments: readonly string[]): Promise<Verdict> {
  const key = checkArguments.join(' ');
  const known = commandLineVerdicts.get(key);
  if (known) return known;
  const asked = new Promise<Verdict>((resolve, reject) => {
    const command = ['src/cli/interleave.mjs', 'check', ...checkArguments, '--json'];
    execFile(process.execPath, command, { cwd: root }, (_exit, output, complaints) => {
      // The exit code tells the verdict apart, so only a missing document is a failure.
      if (output.trim() === '') reject(new Error(`The command line printed no verdict: ${complaints}`));
      else resolve(JSON.parse(output));
    });
  });
  commandLineVerdicts.set(key, asked);
  return asked;
}

/** A number as the app writes it. */
export function written(count: number): string {
  return new Intl.NumberFormat('en').format(count);
}
