/** A challenge from outside the catalogue: invited to with the pack in the link, solved, handed in, and reviewed elsewhere. */
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { sampleIdentity } from '../../src/app/keys/sample-identity';
import { packSlug } from '../../src/model';
import { createIdentity, decodeInvite, recipientOf } from '../../src/submission';
import { lostReference, lostRequestArchives } from '../verify/lost-request';
import { checkWithKeys, choosePhase, expect, pasteSource, scan, test } from './support';

const archives = lostRequestArchives();
const { hash } = archives.public;
const slug = packSlug(hash);
const zip = 'application/zip';
const publicFile = { name: archives.public.name, mimeType: zip, buffer: Buffer.from(archives.public.bytes) };
const reviewerFile = {
  name: archives.reviewer?.name ?? '',
  mimeType: zip,
  buffer: Buffer.from(archives.reviewer?.bytes ?? []),
};

type NamedFile = typeof publicFile;

/** Chooses files with a button, as the dialog of the system would. */
async function choose(page: Page, button: string, files: readonly NamedFile[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  await chooser.setFiles([...files]);
}

test('invite, solve, hand in and review, each in a browser of its own', async ({ page, browser }, info) => {
  test.setTimeout(240_000);
  const team = await recipientOf(sampleIdentity);
  if (team.kind === 'err') throw new Error(team.error.sentence);
  await page.goto('/#/invite');
  await choose(page, 'Open a pack', [publicFile, reviewerFile]);
  await expect(page.getByRole('combobox', { name: 'Challenge' })).toHaveValue(/^The lost request/);
  await page.getByLabel('Who invites').fill('Team Lamport');
  await page.getByLabel('Public keys of others').fill(team.value);
  await expect(page.getByText('So is the set in the pack’s reviewer’s part')).toBeVisible();
  await page.getByRole('button', { name: 'Make the link' }).click();
  await scan(page, 'an invite to a pack');
  const link = await page.getByLabel('The link to send').inputValue();
  const invite = decodeInvite(link);
  expect(invite).toMatchObject({ kind: 'ok', value: { challenge: slug, challengeHash: hash } });

  const own = await newContext(browser);
  const answer = await solve(await own.newPage(), link.slice(link.indexOf('#')));
  const path = info.outputPath('lost.interleave.age');
  await answer.saveAs(path);
  await own.close();

  // The reviewer, on another machine, has the key and no pack. The key of the sample is in every browser.
  const elsewhere = await newContext(browser);
  const review = await elsewhere.newPage();
  await review.goto('/#/review');
  const [chooser] = await Promise.all([
    review.waitForEvent('filechooser'),
    review.getByRole('button', { name: 'Add files' }).click(),
  ]);
  await chooser.setFiles(path);
  const row = review.getByRole('row').filter({ hasText: 'The lost request' });
  await expect(row).toContainText('pack missing');
  await row.getByRole('link').click();
  await expect(
    review.getByRole('heading', { name: 'The pack “The lost request” is not in this browser' }),
  ).toBeVisible();
  await expect(review.getByText(hash)).toBeVisible();
  await scan(review, 'a submission whose pack is missing');
  await choose(review, 'Open the pack', [publicFile, reviewerFile]);
  await expect(review.getByText('All 2 claims came out as claimed, bit for bit.')).toBeVisible();
  await expect(review.getByText('The hidden bounds are those of the pack’s reviewer’s part')).toBeVisible();
  await expect(review.getByRole('radio', { name: /Argues for every number/ })).toBeVisible();

  await review.getByRole('tab', { name: 'Counterexamples' }).click();
  await expect(review.getByRole('article', { name: 'Verdict: Holds' })).toBeVisible();
  await review.getByRole('tab', { name: 'Compare' }).click();
  await review.getByRole('combobox', { name: 'Compare with' }).click();
  await review.getByRole('option', { name: 'reference.ts' }).click();
  await expect(review.getByText('Neither verdict shows a schedule that both could take')).toBeVisible();

  // It is kept: computed again after a reload, without a question.
  await review.reload();
  await review.getByRole('tab', { name: 'Summary' }).click();
  await expect(review.getByText('All 2 claims came out as claimed, bit for bit.')).toBeVisible();
  await elsewhere.close();
});

test('an invite without its pack says which one is missing, and refuses another', async ({ page }) => {
  const { recipient } = await createIdentity();
  await page.goto('/#/invite');
  await choose(page, 'Open a pack', [publicFile]);
  await expect(page.getByRole('combobox', { name: 'Challenge' })).toHaveValue(/^The lost request/);
  await page.getByLabel('Who invites').fill('Team Lamport');
  await page.getByLabel('Public keys of others').fill(recipient);
  await page.getByRole('button', { name: 'Make the link' }).click();
  await page.getByRole('checkbox', { name: /with the pack in the link/ }).uncheck();
  await expect(page.getByText(/The link names the pack and does not bring it/)).toBeVisible();
  const link = await page.getByLabel('The link to send').inputValue();
  expect(link.length).toBeLessThan(500);

  await page.goto('/#/packs');
  await page.getByRole('button', { name: /^Remove the pack/ }).click();
  await page.goto(`/${link.slice(link.indexOf('#'))}`);
  await page.reload();
  await expect(page.getByRole('alert')).toContainText(hash.slice(0, 4));
  await scan(page, 'an invite whose pack is missing');
  const other = fileURLToPath(new URL('../pack/samples/the-lost-request-1.0.0.interleave-pack.zip', import.meta.url));
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open the pack' }).click(),
  ]);
  await chooser.setFiles(other);
  await expect(page.getByText(/That is another pack: “The lost request”/)).toBeVisible();
  await choose(page, 'Open the pack', [publicFile]);
  await expect(page.getByRole('heading', { name: /Team Lamport asks you to solve “The lost request”/ })).toBeVisible();
});

async function newContext(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: test.info().project.use.baseURL ?? '',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
}

/** Follows the invite, solves, and hands in. */
async function solve(page: Page, address: string) {
  await page.goto(`/${address}`);
  await expect(page.getByRole('heading', { name: /Team Lamport asks you to solve “The lost request”/ })).toBeVisible();
  await scan(page, 'an invite that brings its pack');
  await page.getByRole('button', { name: 'Start' }).click();
  await choosePhase(page, 'Build');
  await pasteSource(page, lostReference);
  await choosePhase(page, 'Break');
  await checkWithKeys(page, 'Holds');
  await page.goto(`/#/challenge/${slug}/submit`);
  await expect(page.getByRole('definition').filter({ hasText: 'Holds' })).toHaveCount(2);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Seal and save/ }).click();
  return saved;
}
