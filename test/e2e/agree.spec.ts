/** An interviewer who recomputes a verdict on the command line finds what the browser says. */
import type { Page } from '@playwright/test';
import type { PropertyResult, VerdictKind } from '../../src/model';
import {
  checkWithKeys,
  commandLineVerdict,
  expect,
  openChallenge,
  test,
  verdictCard,
  verdictCount,
  written,
} from './support';

/** The words of the screen, written down here so that a changed one is noticed. */
const words: Partial<Record<VerdictKind, string>> = { holds: 'Holds', violated: 'Violated', deadlock: 'Deadlock' };
const resultWords: Readonly<Record<PropertyResult['result'], string>> = {
  holds: 'holds',
  violated: 'violated',
  reached: 'reached',
  unreached: 'not reached',
  vacuous: 'vacuous',
  inconclusive: 'undecided',
  measured: 'measured',
};

for (const slug of ['the-lock-that-forgets', 'two-phase-commit', 'paxos']) {
  test(`browser and command line agree on the starter of ${slug}`, async ({ page }) => {
    const verdict = await commandLineVerdict(slug);
    await openChallenge(page, slug, 'Break');
    await checkWithKeys(page, words[verdict.kind] ?? verdict.kind);

    const length = verdict.schedule?.length ?? 0;
    await expect(verdictCard(page)).toContainText(`“${verdict.property}”`);
    await expect(verdictCard(page)).toContainText(`after ${length} steps`);
    await expect(page.getByRole('slider', { name: 'Step' })).toHaveAttribute('max', String(length));
    const { distinct, generated, depth, participantCalls } = verdict.counts;
    await expect(verdictCount(page, 'states')).toHaveText(written(distinct));
    await expect(verdictCount(page, 'transitions')).toHaveText(written(generated));
    await expect(verdictCount(page, 'depth')).toHaveText(written(depth));
    await expect(verdictCount(page, 'calls of your code')).toHaveText(written(participantCalls));
    await expectResults(page, verdict.properties);
    for (const [name, value] of Object.entries(verdict.bounds)) {
      // Chips bear labels, which may differ from the names of the command line.
      const chip = page.getByRole('group', { name: 'Bounds of the next check' }).getByRole('textbox');
      const index = Object.keys(verdict.bounds).indexOf(name);
      await expect(chip.nth(index)).toHaveValue(String(value));
    }
  });
}

test('they agree when every property is decided', async ({ page }) => {
  const verdict = await commandLineVerdict('two-phase-commit', '--all');
  await openChallenge(page, 'two-phase-commit', 'Break');
  await checkWithKeys(page, 'Violated');
  await page.getByRole('button', { name: 'Decide every property' }).click();
  await expect(verdictCount(page, 'states')).toHaveText(written(verdict.counts.distinct));
  await expect(verdictCount(page, 'transitions')).toHaveText(written(verdict.counts.generated));
  await expectResults(page, verdict.properties);
});

async function expectResults(page: Page, properties: readonly PropertyResult[]): Promise<void> {
  const rows = page.getByRole('list', { name: 'Results by property' }).locator(':scope > li');
  await expect(rows).toHaveText(
    properties.map(({ name, result, length }) => {
      const at = length === undefined ? '' : ` @${length}`;
      return new RegExp(`${escaped(name)}${resultWords[result]}${at}(why\\?)?$`);
    }),
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
