/** A candidate follows an invite, solves, looks at what would be sent, hands in, and reads the answer. Files are opened in Node. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Feedback, Invite, LogEntry, Submission } from '../../src/model';
import {
  createIdentity,
  decodeHiddenBounds,
  decodeInvite,
  hiddenBoundsHash,
  type Identity,
  openSubmission,
  sealFeedback,
} from '../../src/submission';
import {
  copySource,
  expect,
  findInSource,
  openChallenge,
  retypeLine,
  saveState,
  scan,
  test,
  verdictLine,
} from './support';

const slug = 'the-lock-that-forgets';
const pasted = '// One wait set holds two kinds of threads: “é”, 🙂.\n';
const fix = 'for (const thread of state.waiting) wake(state, thread, ctx);';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

/** Makes an invite on the page, as a reviewer does. */
async function makeInvite(page: Page, identity: Identity): Promise<string> {
  await page.goto('/#/invite');
  await page.getByRole('combobox', { name: 'Challenge' }).click();
  await page.getByRole('option', { name: /The lock that forgets/ }).click();
  await page.getByLabel('Who invites').fill('Team Lamport');
  await page.getByLabel('Time allowed').fill('90');
  await page.getByLabel('Public keys of others').fill(identity.recipient);
  await page.getByRole('button', { name: 'Make the link' }).click();
  return page.getByLabel('The link to send').inputValue();
}

/** Seals what is on the sheet and opens the file that is saved. */
async function sealAndOpen(
  page: Page,
  identity: Identity,
): Promise<{ readonly name: string; readonly opened: Submission }> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Seal and save/ }).click();
  const download = await saved;
  const opened = await openSubmission(await readFile(await download.path()), [identity.secret]);
  if (opened.kind === 'err') throw new Error(opened.error.sentence);
  return { name: download.suggestedFilename(), opened: opened.value };
}

function kindsOf(log: readonly LogEntry[] | null): readonly string[] {
  return (log ?? []).map((entry) => ('redacted' in entry ? 'left out' : entry.event.kind));
}

function option(page: Page, words: string | RegExp) {
  return page.getByRole('option').filter({ hasText: words });
}

test('an invite is made, promising hidden bounds by their hash, and refused field by field', async ({ page }) => {
  const identity = await createIdentity();
  await page.goto('/#/invite');
  await page.getByRole('combobox', { name: 'Challenge' }).click();
  await page.getByRole('option', { name: /The lock that forgets/ }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByText('Say who invites')).toBeVisible();
  await expect(page.getByText('Nobody could open the answer')).toBeVisible();
  await scan(page, 'the form for an invite, refused');

  await page.getByLabel('Who invites').fill('Team Lamport');
  await page.getByLabel('Public keys of others').fill(`# public key: ${identity.recipient}`);
  await page.getByRole('button', { name: 'Add hidden bounds' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByLabel('The link to send').inputValue();
  const decoded = decodeInvite(link);
  expect(decoded.kind).toBe('ok');
  const invite = (decoded as { readonly value: Invite }).value;
  expect(invite).toMatchObject({
    from: 'Team Lamport',
    challenge: slug,
    recipients: [identity.recipient],
    minutes: null,
  });
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the hidden bounds' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe(`${slug}.hidden.json`);
  const hidden = decodeHiddenBounds(await readFile(await download.path()));
  expect(hidden.kind === 'ok' && hiddenBoundsHash(hidden.value)).toBe(invite.hiddenHash);
  await scan(page, 'a link that was made');

  await page.goto(link.slice(0, -3));
  await expect(page.getByRole('alert')).toContainText('cut off or changed');
});

test('what is handed in opens with the key of the invite: whole, with a gap, and without the log', async ({ page }) => {
  const identity = await createIdentity();
  const link = await makeInvite(page, identity);
  await page.goto(link);
  await expect(
    page.getByRole('heading', { name: 'Team Lamport asks you to solve “The lock that forgets”' }),
  ).toBeVisible();
  await expect(page.getByRole('main')).toContainText('1 h 30 min of work');
  await scan(page, 'an invite');
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByRole('banner')).toContainText('0 min of 1 h 30 min');

  await page.getByRole('tab', { name: 'Build', exact: true }).click();
  await findInSource(page, 'ctx.choose(state.waiting)');
  await retypeLine(page, fix);
  await expect(verdictLine(page)).toContainText('Holds');
  await page.evaluate((text) => navigator.clipboard.writeText(text), pasted);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+v');
  await expect(verdictLine(page)).toContainText('Holds');
  const source = await copySource(page);
  await expect(saveState(page)).toHaveText('saved');
  await page.getByRole('button', { name: 'Submit' }).click();

  // The sheet shows it; what is typed on it outlives the page.
  await expect(option(page, /^0:\d\d\s*Started from the files/)).toBeVisible();
  await expect(option(page, `Pasted ${pasted.length} characters into protocol.ts`)).toBeVisible();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada');
  await page.getByRole('textbox', { name: 'Cover note' }).fill('Two **lines**.');
  await page.getByRole('button', { name: 'Add a stop' }).click();
  await page.getByLabel('Title of stop 1').fill('Wake everybody');
  await page.getByLabel('Lines of stop 1').fill('107-108');
  await page.getByRole('tab', { name: 'Pastes 1' }).click();
  await page.getByLabel('Where the paste in record').fill('my notes');
  await page.reload();
  await page.getByRole('tab', { name: 'Pastes 1' }).click();
  await expect(page.getByLabel('Where the paste in record')).toHaveValue('my notes');
  await scan(page, 'the pastes of a sheet');
  await page.getByRole('tab', { name: 'Work log' }).click();
  await expect(page.getByLabel('Title of stop 1')).toHaveValue('Wake everybody');
  const verdicts = page.getByRole('region', { name: 'Verdicts' });
  await expect(verdicts.getByText('Holds')).toHaveCount(2);
  await scan(page, 'the sheet');

  const whole = await sealAndOpen(page, identity);
  const { manifest, files, log, story, cover } = whole.opened;
  expect(whole.name).toBe(`${slug}-${manifest.invite?.id.slice(0, 8)}.interleave.age`);
  expect(files).toEqual({ 'protocol.ts': source, 'notes.md': '', 'explanation.md': '' });
  expect(manifest.invite).toEqual((decodeInvite(link) as { readonly value: Invite }).value);
  expect(manifest.candidate.name).toBe('Ada');
  expect(cover).toBe('Two **lines**.');
  expect(story).toEqual([
    { title: 'Wake everybody', note: '', lines: { from: 107, to: 108 }, record: null, trace: null },
  ]);
  expect(manifest.claims.map(({ name, result }) => [name, result.kind])).toEqual([
    ['quick', 'holds'],
    ['full', 'holds'],
  ]);
  expect(manifest.log).toMatchObject({ share: 'whole', records: log?.length });
  const kinds = kindsOf(log);
  expect(kinds[0]).toBe('started');
  expect(kinds.filter((kind) => kind === 'check').length).toBeGreaterThan(0);
  expect(kinds.at(-1)).toBe('label');
  const paste = log?.find(
    (entry) => 'event' in entry && entry.event.kind === 'edit' && entry.event.origin === 'pasted',
  );
  expect(log?.at(-1)).toMatchObject({ event: { kind: 'label', of: paste?.n, text: 'my notes' } });

  // A part is left out with the keys, and put back with the mouse, and left out again.
  const list = page.getByRole('listbox', { name: 'Work log, as it will be sent' });
  await list.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByLabel('Reason').fill('A phone call.');
  await page.keyboard.press('Enter');
  await expect(option(page, 'left out by the candidate: “A phone call.”')).toBeVisible();
  await expect(page.getByRole('region', { name: 'What is sent', exact: true })).toContainText('with 1 visible gap');
  await scan(page, 'the sheet with a gap');
  await option(page, 'A phone call.').click();
  await page.getByRole('button', { name: 'Put back' }).click();
  await expect(option(page, 'A phone call.')).toHaveCount(0);
  await option(page, 'Typed in protocol.ts').first().click();
  await page.getByRole('button', { name: 'Leave out', exact: true }).click();
  await expect(option(page, 'left out by the candidate.')).toBeVisible();

  const gapped = (await sealAndOpen(page, identity)).opened;
  expect(gapped.manifest.log.share).toBe('redacted');
  expect(gapped.files).toEqual(files);
  expect(gapped.manifest.log.head).toBe(manifest.log.head);
  expect(kindsOf(gapped.log).filter((kind) => kind === 'left out')).toHaveLength(1);
  expect(kindsOf(gapped.log)[1]).toBe('left out');
  expect(gapped.log?.length).toBeLessThan(log?.length ?? 0);

  await page.getByRole('switch', { name: 'Send the log' }).click();
  await expect(page.getByText('The whole log is left out.')).toBeVisible();
  await scan(page, 'the sheet without the log');
  const bare = (await sealAndOpen(page, identity)).opened;
  expect(bare.log).toBeNull();
  expect(bare.manifest.log).toEqual({ share: 'left-out', records: log?.length, head: manifest.log.head });
  expect(bare.files).toEqual(files);
});

test('a log that does not lead to the files is not sent, and the files can be handed in without it', async ({
  page,
}) => {
  const identity = await createIdentity();
  await openChallenge(page, slug, 'Build');
  await findInSource(page, 'ctx.choose(state.waiting)');
  await retypeLine(page, fix);
  await expect(saveState(page)).toHaveText('saved');
  await page.goto('/#/');
  await expect(page.getByRole('link', { name: /The lock that forgets/ })).toBeVisible();
  await page.evaluate(changeRecord, slug);
  await page.goto(`/#/challenge/${slug}/submit`);
  await expect(page.getByText('The log cannot be sent.')).toContainText('The work log breaks at record');
  await expect(page.getByRole('switch', { name: 'Send the log' })).toBeDisabled();
  await page.getByLabel('Public keys of those who can open it').fill(identity.recipient);
  await page.getByRole('button', { name: /^Seal and save/ }).click();
  await page.getByRole('button', { name: 'Leave the log out' }).click();
  const { opened } = await sealAndOpen(page, identity);
  expect(opened.log).toBeNull();
  expect(opened.files['protocol.ts']).toContain(fix);
});

/** Runs in the page: changes one time in the stored log. */
async function changeRecord(challenge: string): Promise<void> {
  const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await answer(indexedDB.open('interleave'));
  const store = database.transaction('log', 'readwrite').objectStore('log');
  const row = await answer(store.get([challenge, 1]));
  await answer(store.put({ ...row, record: { ...row.record, at: row.record.at + 1 } }));
  database.close();
}

test('without an invite the keys are typed in, and the answer opens in the same browser or with the backup', async ({
  page,
  browser,
}, testInfo) => {
  const identity = await createIdentity();
  await openChallenge(page, slug);
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('button', { name: /^Seal and save/ }).click();
  await expect(page.getByText('Nobody could open the file')).toBeVisible();
  const keys = page.getByLabel('Public keys of those who can open it');
  await keys.fill(`${identity.recipient.slice(0, -1)}`);
  await expect(page.getByText('no complete public key')).toBeVisible();
  await keys.fill(identity.recipient);
  const { name, opened } = await sealAndOpen(page, identity);
  expect(name).toMatch(/^the-lock-that-forgets-\d{4}-\d\d-\d\d\.interleave\.age$/);
  expect(opened.manifest.invite).toBeNull();
  expect(opened.manifest.candidate.name).toBe('');

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a backup of the key' }).click();
  const backup = await (await saved).path();
  const feedback: Feedback = {
    format: 'interleave-feedback',
    version: 1,
    submission: opened.hash,
    challenge: slug,
    from: 'Team <b>Lamport</b>',
    message: 'Thank **you**.\n\n<script>window.attacked = true</script>',
    comments: [{ type: 'essential', text: '<img src=x onerror=alert(1)> Two kinds of threads wait.', line: 107 }],
    verdicts: opened.manifest.claims.slice(0, 1).map((claim) => ({ ...claim, steps: ['c1 waits', 'p1 waits'] })),
  };
  const sealed = await sealFeedback(feedback, opened.manifest.candidate.key);
  if (sealed.kind === 'err') throw new Error(sealed.error.sentence);
  const file = testInfo.outputPath(`${slug}.feedback.age`);
  await writeFile(file, sealed.value);

  const openIn = async (where: Page): Promise<void> => {
    await where.goto('/#/feedback');
    const chooser = where.waitForEvent('filechooser');
    await where.getByRole('button', { name: 'Open a feedback file' }).click();
    await (await chooser).setFiles(file);
  };
  await openIn(page);
  const article = page.getByRole('article', { name: 'Feedback' });
  await expect(article.getByRole('heading', { name: /The lock that forgets: Team <b>Lamport<\/b>/ })).toBeVisible();
  await expect(article.getByRole('region', { name: 'Must change' })).toContainText(
    '<img src=x onerror=alert(1)> Two kinds',
  );
  await expect(article.getByText('you', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => 'attacked' in window)).toBe(false);
  await scan(page, 'feedback');

  const other = await (await browser.newContext()).newPage();
  await openIn(other);
  await expect(other.getByRole('alert')).toContainText('sealed to another key');
  const chooser = other.waitForEvent('filechooser');
  await other.getByRole('button', { name: 'Use a backup of the key' }).click();
  await (await chooser).setFiles(backup);
  await expect(other.getByRole('article', { name: 'Feedback' })).toContainText('Two kinds of threads wait');
  await other.context().close();
});
