/** An interviewer who has never met the candidate: drops files, judges, exports. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { sampleIdentity } from '../../src/app/keys/sample-identity';
import { decodeFeedbackLink, decodeScorecard, openFeedback, recipientOf, seal } from '../../src/submission';
import { sampleBundle, sampleParts } from '../samples/sample-work';
import { expect, scan, test } from './support';

async function recipient(): Promise<string> {
  const own = await recipientOf(sampleIdentity);
  if (own.kind === 'err') throw new Error(own.error.sentence);
  return own.value;
}

async function sealed(bytes: Uint8Array): Promise<Buffer> {
  const file = await seal(bytes, [await recipient()]);
  if (file.kind === 'err') throw new Error(file.error.sentence);
  return Buffer.from(file.value);
}

interface NamedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

function fileOf(name: string, buffer: Buffer): NamedFile {
  return { name, mimeType: 'application/octet-stream', buffer };
}

/** Chooses files with the button, as the dialog of the system would. */
async function addFiles(page: Page, files: readonly NamedFile[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Add files' }).click();
  await (await chooser).setFiles([...files]);
}

async function openSample(page: Page): Promise<void> {
  await page.goto('/#/review');
  await page.getByRole('button', { name: 'Open a sample submission' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'A commit protocol' })).toContainText('Holds');
  await expect(page.getByRole('img', { name: 'As claimed, bit for bit.' })).toBeVisible();
}

test('the sample is opened, computed again, and survives a reload', async ({ page }) => {
  await openSample(page);
  await scan(page, 'the inbox');
  await page.reload();
  await expect(page.getByRole('img', { name: 'As claimed, bit for bit.' })).toBeVisible();
  await page.getByRole('row').filter({ hasText: 'A commit protocol' }).getByRole('link').click();
  await expect(page.getByText('All 2 claims came out as claimed, bit for bit.')).toBeVisible();
  await scan(page, 'the summary');
});

test('the replay is played, scrubbed with keys, and runs an earlier check again', async ({ page }) => {
  await openSample(page);
  await page.getByRole('row').filter({ hasText: 'A commit protocol' }).getByRole('link').click();
  await page.getByRole('tab', { name: 'Replay' }).click();
  const slider = page.getByRole('slider', { name: 'Moment of the work' });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(page.getByText('Nothing had been checked yet.')).toBeVisible();
  await page.keyboard.press(']');
  await expect(page.getByText('This check:')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Run again' })).toContainText('Violated one decision');
  await page.getByRole('button', { name: 'Re-run here' }).click();
  await expect(page.getByText('Bit for bit what the log says.')).toBeVisible();
  await page.getByRole('button', { name: 'Look at it' }).click();
  await expect(page.getByRole('dialog').getByRole('article', { name: 'Verdict: Violated' })).toBeVisible();
  await page.keyboard.press('Escape');
  await slider.focus();
  await page.keyboard.press('d');
  await page.keyboard.press('End');
  await expect(page.getByRole('group', { name: 'protocol.ts, then and now' })).toContainText('It has promised.');
  await page.keyboard.press('d');
  await page.keyboard.press('Home');
  await page.keyboard.press(' ');
  await expect(slider).not.toHaveAttribute('aria-valuenow', '0');
  await scan(page, 'the replay');
});

test('story, counterexamples and comparison', async ({ page }) => {
  await openSample(page);
  await page.getByRole('row').filter({ hasText: 'A commit protocol' }).getByRole('link').click();
  await page.getByRole('tab', { name: 'Story' }).click();
  await expect(page.getByRole('heading', { name: 'The run that goes wrong' })).toBeVisible();
  await page.getByRole('button', { name: 'Step 8 of its counterexample' }).click();
  await expect(page.getByRole('dialog').getByRole('article', { name: 'Verdict: Violated' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /The run that goes wrong/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { name: 'A fix that is too strong' })).toBeVisible();
  await scan(page, 'the story');
  await page.getByRole('tab', { name: 'Counterexamples' }).click();
  await expect(page.getByRole('article', { name: 'Verdict: Holds' })).toBeVisible();
  await page.getByRole('button', { name: 'all commit' }).click();
  await expect(
    page.getByRole('group', { name: 'Space-time diagram' }).or(page.locator('[data-diagram]')),
  ).toBeVisible();
  await page.getByRole('tab', { name: 'Compare' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'A file, such as the reference' }).click();
  const starter = await readFile(new URL('../../challenges/demo-commit/starter.ts', import.meta.url));
  await (await chooser).setFiles([{ name: 'starter.ts', mimeType: 'text/plain', buffer: starter }]);
  await expect(page.getByText(/They part at step \d+\./)).toBeVisible();
  await scan(page, 'the comparison');
});

test('a scorecard is kept, exported, and hides those of others until it is complete', async ({ page }) => {
  await openSample(page);
  await page.getByRole('row').filter({ hasText: 'A commit protocol' }).getByRole('link').click();
  await page.getByRole('textbox', { name: 'Reviewer' }).fill('Grace');
  await page.getByRole('radio', { name: /Holds at full bounds/ }).check();
  await page.reload();
  await expect(page.getByRole('radio', { name: /Holds at full bounds/ })).toBeChecked();

  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('menuitem', { name: 'Stages of the review' }).click();
  await page.getByRole('textbox', { name: 'Stages' }).fill('people\nsecond look');
  await page.getByRole('button', { name: 'Keep these stages' }).click();
  await page.getByRole('combobox', { name: 'Stage' }).click();
  await page.getByRole('option', { name: 'second look' }).click();
  await expect(page.getByRole('radio', { name: /Holds at full bounds/ })).not.toBeChecked();
  await page.getByRole('combobox', { name: 'Stage' }).click();
  await page.getByRole('option', { name: 'people' }).click();
  await expect(page.getByRole('radio', { name: /Holds at full bounds/ })).toBeChecked();

  const own = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('menuitem', { name: 'My review (review.json)' }).click();
  const path = await (await own).path();
  const card = decodeScorecard(await readFile(path));
  expect(card.kind).toBe('ok');
  if (card.kind === 'err') return;
  expect(card.value).toMatchObject({ reviewer: 'Grace', challenge: 'demo-commit', scores: { safety: 2 } });

  const other = JSON.stringify({ ...card.value, reviewer: 'Linus', scores: { safety: 0 } });
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('menuitem', { name: 'Import reviews of others' }).click();
  await (await chooser).setFiles([fileOf('review.json', Buffer.from(other))]);
  await expect(page.getByText(/1 review by others is here/)).toBeVisible();
  await page.getByRole('radio', { name: /Only who has voted waits\.$/ }).check();
  await page.getByRole('radio', { name: /Reads it after several attempts/ }).check();
  await page.getByRole('radio', { name: 'yes', exact: true }).check();
  await expect(page.getByRole('table').filter({ hasText: 'Mean' })).toContainText('Linus 0');

  await page.getByRole('textbox', { name: 'Comment', exact: true }).fill('Say what blocks.');
  await page.getByRole('button', { name: 'Add the comment' }).click();
  await page.getByRole('checkbox', { name: 'to the candidate' }).check();
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('menuitem', { name: 'Feedback for the candidate' }).click();
  const feedback = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Seal to the candidate and save' }).click();
  const opened = await openFeedback(await readFile(await (await feedback).path()), [sampleIdentity]);
  expect(opened.kind).toBe('ok');
  if (opened.kind === 'ok') {
    expect(opened.value.comments).toEqual([{ type: 'actionable', text: 'Say what blocks.', line: null }]);
    expect(JSON.stringify(opened.value)).not.toContain('Grace');
  }

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('checkbox', { name: /with the schedule/ }).uncheck();
  await page.getByRole('button', { name: 'Seal and copy as a link' }).click();
  await expect(page.getByText('Done. Only the candidate can open it.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const code = decodeFeedbackLink(link.slice(link.indexOf('#/feedback/') + '#/feedback/'.length));
  expect(code.kind).toBe('ok');
  if (code.kind === 'ok') expect((await openFeedback(code.value, [sampleIdentity])).kind).toBe('ok');
  await page.goto(link);
  await expect(page.getByRole('alert')).toContainText('The link: ');
});

test('files that nobody can open are rows that say why, and the others are graded', async ({ page }) => {
  const good = await sampleBundle(null, await recipient());
  const cut = await sealed(good);
  const parts = await sampleParts(null, await recipient());
  const foreign = await seal(good, ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudrv0p3qzhdmmf'].map(String));
  await page.goto('/#/review');
  await addFiles(page, [
    fileOf('text.interleave.age', Buffer.from('hello')),
    fileOf('cut.interleave.age', cut.subarray(0, cut.length - 40)),
    fileOf('zip.interleave.age', await sealed(Buffer.from('PK no zip'))),
    ...(foreign.kind === 'ok' ? [fileOf('foreign.interleave.age', Buffer.from(foreign.value))] : []),
    fileOf('good.interleave.age', cut),
  ]);
  await expect(page.getByRole('row').filter({ hasText: 'A commit protocol' })).toContainText('Holds');
  for (const name of ['text', 'cut', 'zip'])
    await expect(page.getByRole('row').filter({ hasText: `${name}.interleave.age` })).toContainText(/[a-z]+\./);
  expect(parts.files['protocol.ts']).toContain('It has promised.');
});

test('a protocol that never returns is a verdict, and the page goes on', async ({ page }) => {
  const parts = await sampleParts(null, await recipient());
  const { packSubmission, appendRecord } = await import('../../src/submission');
  const source = `${parts.files['protocol.ts']}\nfor (;;) {}\n`;
  const last = parts.log?.at(-1);
  if (!last || 'redacted' in last) throw new Error('The sample has a whole log.');
  const { record, head } = appendRecord(
    parts.head,
    parts.challenge.hash,
    {
      kind: 'edit',
      file: 'protocol.ts',
      origin: 'typed',
      splices: [{ after: 0, from: parts.files['protocol.ts'].length, removed: 0, inserted: '\nfor (;;) {}\n' }],
    },
    last.at + 1000,
    last.elapsed + 1000,
  );
  const packed = packSubmission({
    ...parts,
    files: { ...parts.files, 'protocol.ts': source },
    log: [...(parts.log ?? []), record],
    head,
  });
  if (packed.kind === 'err') throw new Error(packed.error.sentence);
  await page.goto('/#/review');
  await addFiles(page, [fileOf('loop.interleave.age', await sealed(packed.value))]);
  const row = page.getByRole('row').filter({ hasText: 'A commit protocol' });
  await expect(row).toContainText('Runaway');
  await row.getByRole('link').click();
  await expect(page.getByText('2 claims of 2 did not come out as claimed.')).toBeVisible();
});

test('keys: made, locked with a passphrase, backed up, and used after a reload', async ({ page }) => {
  await page.goto('/#/keys');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Consensus team');
  await page.getByLabel('Passphrase', { exact: true }).fill('four words nobody joins');
  await page.getByLabel('The same passphrase again').fill('four words nobody joins');
  await page.getByRole('button', { name: 'Make and lock the key' }).click();
  const item = page.getByRole('listitem').filter({ hasText: 'Consensus team' });
  await expect(item).toContainText('current');
  await scan(page, 'the keys');
  const recipientText = (await item.locator('code').textContent()) ?? '';
  const backup = page.waitForEvent('download');
  await item.getByRole('button', { name: 'Save a backup' }).click();
  expect(await readFile(await (await backup).path(), 'utf8')).toContain('-----BEGIN AGE ENCRYPTED FILE-----');

  const mine = await seal(await sampleBundle(null, recipientText), [recipientText]);
  if (mine.kind === 'err') throw new Error(mine.error.sentence);
  await page.reload();
  await page.goto('/#/review');
  await addFiles(page, [fileOf('mine.interleave.age', Buffer.from(mine.value))]);
  await expect(page.getByText('1 file is sealed to keys that are not unlocked here.')).toBeVisible();
  await page.getByRole('button', { name: 'Unlock a key' }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Consensus team' })
    .getByRole('button', { name: 'Unlock' })
    .click();
  await page.getByLabel('Passphrase', { exact: true }).fill('not this one at all');
  await page.getByRole('button', { name: 'Unlock', exact: true }).last().click();
  await expect(page.getByRole('alert')).toContainText('This passphrase does not open the key.');
  await page.getByLabel('Passphrase', { exact: true }).fill('four words nobody joins');
  await page.getByRole('button', { name: 'Unlock', exact: true }).last().click();
  await expect(page.getByRole('button', { name: 'Lock', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Review' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'A commit protocol' })).toContainText('Holds');
});

test('script in every text field stays text', async ({ page }) => {
  const { packSubmission } = await import('../../src/submission');
  const parts = await sampleParts(null, await recipient());
  const script = '<img src=x onerror="document.title=1"><script>document.title=1</script>[x](javascript:alert(1))';
  const log = parts.log ?? [];
  const packed = packSubmission({
    ...parts,
    log,
    candidate: { ...parts.candidate, name: script.slice(0, 80) },
    challenge: { ...parts.challenge, title: script.slice(0, 80) },
    cover: script,
    story: [{ title: script, note: script, lines: { from: 1, to: 2 }, record: null, trace: null }],
  });
  if (packed.kind === 'err') throw new Error(packed.error.sentence);
  await page.goto('/#/review');
  await addFiles(page, [fileOf('script.interleave.age', await sealed(packed.value))]);
  await page.getByRole('switch', { name: 'Candidates anonymous' }).click();
  const row = page.getByRole('row').filter({ hasText: 'onerror' });
  await expect(row).toContainText('Holds');
  await row.getByRole('link').click();
  await expect(page.getByRole('region', { name: 'Cover note' })).toContainText('document.title=1');
  await page.getByRole('tab', { name: 'Story' }).click();
  await expect(page.getByRole('heading', { name: /onerror/ }).last()).toBeVisible();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
  expect(await page.title()).not.toBe('1');
});
