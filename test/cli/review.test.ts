/** The command line of a team: keys, invites, hidden bounds, and the grading of many submissions at once. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readIdentities } from '../../src/cli/identity';
import { assess, assessmentText, gradeLimits } from '../../src/grade';
import {
  type Assessment,
  type CheckResult,
  type EngineIdentity,
  type PropertyResult,
  packSlug,
  type VerifyReport,
} from '../../src/model';
import { packArchives, readPack } from '../../src/pack';
import {
  createIdentity,
  decodeHiddenBounds,
  decodeInvite,
  decodePackLink,
  hiddenBoundsHash,
  openSubmission,
} from '../../src/submission';
import { honestOn, lostRequestPack, packIdentity } from '../grade/example-pack';
import { demo, fixed, starter } from '../grade/make-submission';
import { environment, honest } from '../grade/node-environment';
import { sealedSubmission } from '../grade/sealed';
import { exampleTexts, writeFolder } from '../verify/example';
import { lostRequestArchives, lostRequestFiles, propertiesPackFiles, workOnce } from '../verify/lost-request';
import { interleave, interleaveProcess } from './run-interleave';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Threads are started again and again, and keys are made slow to guess. */
const slowMs = 180_000;
const folder = mkdtempSync(join(tmpdir(), 'interleave-review-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string): string => join(folder, name);
const inbox = path('inbox');

const endless =
  "import { protocol } from 'interleave';\nexport default protocol({ init: () => ({ n: 0 }), onInput(state, input, ctx) { ctx.setTimer(0); }, onTimer(state, timer, ctx) { state.n += 1; ctx.setTimer(0); } });\n";
const looping = endless.replace('state.n += 1;', 'for (;;);');

const { engine, challenges } = readIdentities(root);
const identity = { engine, challenge: { slug: demo.slug, title: demo.title, hash: challenges[demo.slug] ?? '' } };
let secret = '';
let recipient = '';
let claim: CheckResult;
/** In the order of their names. */
const names = ['a-honest.age', 'b-lies.age', 'c-loops.age', 'd-other-engine.age', 'e-damaged.age', 'f-foreign.age'];

beforeAll(async () => {
  mkdirSync(inbox);
  ({ secret, recipient } = await createIdentity());
  const { full } = demo.tiers;
  claim = await honest(fixed, full);
  const claims = [{ name: 'full', bounds: full, result: claim }];
  const other: EngineIdentity = { version: '0.0.9', hash: 'a'.repeat(64) };
  const write = async (name: string, bytes: Promise<Uint8Array> | Uint8Array) =>
    writeFileSync(join(inbox, name), await bytes);
  const candidate = { name: '=cmd|x', key: recipient };
  await write(
    'a-honest.age',
    sealedSubmission({ source: fixed, claims, manifest: { candidate } }, identity, recipient),
  );
  await write(
    'b-lies.age',
    sealedSubmission({ source: starter, claims, manifest: { candidate } }, identity, recipient),
  );
  await write('c-loops.age', sealedSubmission({ source: looping, manifest: { candidate } }, identity, recipient));
  await write(
    'd-other-engine.age',
    sealedSubmission({ source: starter, claims, manifest: { candidate, engine: other } }, identity, recipient),
  );
  const damaged = await sealedSubmission({ source: fixed, manifest: { candidate } }, identity, recipient);
  damaged[damaged.length - 5] = (damaged.at(-5) ?? 0) ^ 1;
  await write('e-damaged.age', damaged);
  await write(
    'f-foreign.age',
    sealedSubmission({ source: fixed, manifest: { candidate } }, identity, (await createIdentity()).recipient),
  );
  writeFileSync(join(inbox, 'x.feedback.age'), 'not a submission');
  writeFileSync(path('key.txt'), `# a comment\n${secret}\n`);
});

const review = (...words: readonly string[]) => interleave('review', '--identity', path('key.txt'), ...words);
afterEach(() => void vi.unstubAllEnvs());

describe('interleave review', { timeout: slowMs }, () => {
  test('grades a folder in parallel; broken and hostile files are rows, and the others are what they would be alone', async () => {
    const two = await interleaveProcess('review', '-i', path('key.txt'), inbox, '--json', '--workers', '2');
    expect([two.code, two.err]).toEqual([2, '']);
    const documents: readonly (Assessment & { readonly problem?: { readonly code: string } })[] = JSON.parse(two.out);
    const summary = documents.map(({ regrades, problem }) =>
      problem === undefined ? regrades.map(({ result, match }) => `${result.kind} ${match}`).join(', ') : problem.code,
    );
    expect(summary).toEqual([
      'holds not-claimed, holds same',
      'violated not-claimed, violated differs',
      'runaway not-claimed, runaway not-claimed',
      'violated not-claimed, violated other-engine',
      'bundle-unreadable',
      'bundle-not-for-you',
    ]);
    expect(documents[1]?.regrades[1]?.claimed).toEqual(claim);
    const one = await review(inbox, '--json', '--workers', '1');
    expect(one.out).toBe(two.out);
    const lines = two.out.split('\n').slice(1, -2);
    expect(lines).toHaveLength(names.length);
    // As the function gives it that the browser calls, too.
    const opened = await openSubmission(readFileSync(join(inbox, 'a-honest.age')), [secret]);
    if (opened.kind === 'err') throw new Error(opened.error.sentence);
    const here = { ...environment, engine, challengeHash: (slug: string) => challenges[slug], limits: gradeLimits };
    const text = assessmentText(await assess(opened.value, null, here, () => undefined));
    expect(`${lines[0]?.replace(/,$/, '')}\n`).toBe(text);
  });

  test('prints a table that no spreadsheet takes for formulas', async () => {
    const { out } = await review(inbox, '--csv');
    const lines = out.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + names.length);
    expect(lines[1]).toContain(",'=cmd|x,demo-commit,same,holds,holds,holds,same,");
  });

  test('leaves with 0 if all is as claimed, and with 1 if something is not', async () => {
    const file = (index: number) => join(inbox, names[index] ?? '');
    const fine = await review(file(0));
    expect(fine.code).toBe(0);
    expect(fine.out).toContain('full: holds (');
    expect(fine.out).toContain('as claimed');
    const lie = await review(file(1));
    expect(lie.code).toBe(1);
    expect(lie.out).toMatch(/full: violated one decision in 8 steps .* BUT CLAIMED holds/);
  });

  test('ends what takes too long, and goes on with the next', async () => {
    const folderOfTwo = path('slow');
    mkdirSync(folderOfTwo);
    const candidate = { name: '', key: recipient };
    writeFileSync(
      join(folderOfTwo, '1.age'),
      await sealedSubmission({ source: endless, manifest: { candidate } }, identity, recipient),
    );
    writeFileSync(join(folderOfTwo, '2.age'), readFileSync(join(inbox, 'c-loops.age')));
    const { code, out } = await review(folderOfTwo, '--workers', '1', '--seconds', '15', '--json');
    expect(code).toBe(2);
    const [first, second] = JSON.parse(out);
    expect(first).toMatchObject({ format: 'interleave-refusal', problem: { code: 'grading-stopped' } });
    expect(second.regrades[0].result.kind).toBe('runaway');
  });

  test.each<[string, readonly string[], string]>([
    ['a folder that is not there', ['review', 'no-such', '-i', 'key.txt'], 'no file or folder'],
    ['no key', ['review', inbox], '--identity'],
    ['a key that is none', ['review', inbox, '-i', 'package.json'], '"package.json": This is no private key'],
    ['two forms of output', ['review', inbox, '-i', path('key.txt'), '--json', '--csv'], 'either --json or --csv'],
    [
      'hidden bounds that are none',
      ['review', inbox, '-i', path('key.txt'), '--hidden', 'package.json'],
      '"package.json"',
    ],
  ])('says what is wrong with %s', async (_, words, expected) => {
    const { code, out, err } = await interleave(...words);
    expect([code, out]).toEqual([64, '']);
    expect(err).toContain(expected);
  });
});

describe('a team without the app', { timeout: slowMs }, () => {
  test('makes a key, hidden bounds and an invite, and grades what comes back with them', async () => {
    const key = path('team.interleave-key.age');
    writeFileSync(path('wrong.txt'), 'wrong\n');
    vi.stubEnv('INTERLEAVE_PASSPHRASE', 'correct horse');
    const made = await interleave('keys', 'new', key);
    expect([made.code, made.err]).toEqual([0, '']);
    const team = made.out.trim();
    expect(team).toMatch(/^age1[a-z0-9]+$/);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect((await interleave('keys', 'recipient', key)).out.trim()).toBe(team);
    expect((await interleave('keys', 'new', key)).err).toContain('already');
    expect((await interleave('keys', 'recipient', key, '--passphrase-file', path('wrong.txt'))).err).toContain(
      'passphrase',
    );

    const pack = path('demo.hidden.json');
    const hidden = await interleave(
      'hidden',
      demo.slug,
      '-b',
      'two: participants=2,drops=1',
      '-b',
      'drops=0',
      '-o',
      pack,
    );
    const bounds = decodeHiddenBounds(readFileSync(pack));
    if (bounds.kind === 'err') throw new Error(bounds.error.sentence);
    expect(hidden.out.trim()).toBe(hiddenBoundsHash(bounds.value));
    expect(bounds.value.bounds).toEqual([
      { name: 'two', bounds: { participants: 2, drops: 1 } },
      { name: 'hidden 2', bounds: { participants: 3, drops: 0 } },
    ]);

    const words = ['invite', demo.slug, '-r', team, '--from', 'The team', '--minutes', '90', '--hidden', pack];
    const invited = await interleave(...words, '--site', 'https://example.org/app/');
    expect(invited.out).toMatch(/^https:\/\/example\.org\/app\/#/);
    const invite = decodeInvite(invited.out.trim());
    if (invite.kind === 'err') throw new Error(invite.error.sentence);
    expect(invite.value).toMatchObject({
      from: 'The team',
      minutes: 90,
      recipients: [team],
      hiddenHash: hidden.out.trim(),
    });

    const answer = path('answer.age');
    const manifest = { invite: invite.value, candidate: { name: 'Ada', key: team } };
    const events = [{ kind: 'invited', invite: invite.value.id }] as const;
    writeFileSync(answer, await sealedSubmission({ source: fixed, manifest, events }, identity, team));
    const graded = await interleave('review', answer, '--identity', key, '--hidden', pack, '--json');
    const [document] = JSON.parse(graded.out) as readonly Assessment[];
    expect(document?.hidden).toBe('matches');
    expect(document?.regrades.map(({ origin, name }) => `${origin} ${name}`).slice(2)).toEqual([
      'hidden two',
      'hidden hidden 2',
    ]);
    expect(graded.code).toBe(0);
  });

  test.each<[string, readonly string[], string]>([
    ['a challenge that is not there', ['invite', 'unheard-of', '-r', 'age1x'], 'no challenge "unheard-of"'],
    ['a key that is none', ['invite', demo.slug, '-r', 'age1x'], '"age1x" is no public key'],
    ['bounds out of range', ['hidden', demo.slug, '-b', 'participants=99', '-o', path('never.json')], 'participants'],
    [
      'bounds that are no numbers',
      ['hidden', demo.slug, '-b', 'participants', '-o', path('never.json')],
      'name=number',
    ],
  ])('is told what is wrong with %s', async (_, words, expected) => {
    const { code, err } = await interleave(...words);
    expect(code).toBe(64);
    expect(err).toContain(expected);
  });
});

describe('a challenge from outside the catalogue', { timeout: slowMs }, () => {
  const pack = lostRequestPack();
  const challenge = packIdentity(pack);
  const archives = lostRequestArchives();
  const archive = path(archives.public.name);
  const mine = path('lost.hidden.json');

  beforeAll(() => {
    writeFileSync(archive, archives.public.bytes);
    if (archives.reviewer !== null) writeFileSync(path(archives.reviewer.name), archives.reviewer.bytes);
    writeFolder(path('the-lost-request'), lostRequestFiles());
  });

  test('is invited to, with the pack in the link, and graded from its archive and from its folder alike', async () => {
    const hidden = await interleave('hidden', archive, '-b', 'none lost: drops=0', '-o', mine);
    expect([hidden.code, hidden.err]).toEqual([0, '']);
    const words = ['invite', archive, '-r', recipient, '--from', 'The team', '--hidden', mine];
    const plain = await interleave(...words);
    expect(plain.err).toContain(`Its hash is ${pack.hash}`);
    const invited = await interleave(...words, '--site', 'https://example.org/app', '--with-pack');
    expect([invited.code, invited.err]).toEqual([0, '']);
    const link = invited.out.trim();
    expect(decodePackLink(link.split('/').at(-1) ?? '')).toEqual(new Uint8Array(archives.public.bytes));
    const invite = decodeInvite(link);
    if (invite.kind === 'err') throw new Error(invite.error.sentence);
    expect(invite.value).toMatchObject({ challenge: challenge.slug, challengeHash: pack.hash });

    const source = exampleTexts()['reference.ts'] ?? '';
    const claims = [
      { name: 'full', bounds: pack.definition.manifest.tiers.full, result: await honestOn(pack, source, { drops: 2 }) },
    ];
    const manifest = { invite: invite.value, candidate: { name: 'Ada', key: recipient } };
    const events = [{ kind: 'invited', invite: invite.value.id }] as const;
    const answer = path('lost.age');
    writeFileSync(
      answer,
      await sealedSubmission({ source, claims, manifest, events }, { engine, challenge }, recipient),
    );
    const graded = await review(answer, '--hidden', mine, '--pack', archive, '--json');
    const [document] = JSON.parse(graded.out) as readonly Assessment[];
    expect(document?.regrades.map(({ name, result, match }) => `${name} ${result.kind} ${match}`)).toEqual([
      'quick holds not-claimed',
      'full holds same',
      'none lost holds not-claimed',
      'of the pack 1 holds not-claimed',
    ]);
    expect(document).toMatchObject({ hidden: 'matches', inviteMatch: 'same', invitesLogged: [invite.value.id] });
    expect(graded.code).toBe(0);
    const fromFolder = await review(answer, '--hidden', mine, '--pack', path('the-lost-request'), '--json');
    expect(fromFolder.out).toBe(graded.out);

    const without = await review(answer, '--hidden', mine);
    expect(without.code).toBe(1);
    expect(without.out).toContain(`made for the pack "The lost request" with the hash ${pack.hash}`);
    expect(without.out).toContain('--pack');
  });

  test.each<[string, () => readonly string[], string]>([
    ['a pack that is not there', () => ['--pack', path('no.zip')], 'There is no folder or archive'],
    ['a name of the catalogue', () => ['--pack', 'paxos'], '"paxos" is no pack'],
    [
      "a reviewer's part alone",
      () => ['--pack', path(archives.reviewer?.name ?? '')],
      "reviewer's part of a pack alone",
    ],
  ])('is refused where %s is named', async (_, words, expected) => {
    const { code, err } = await review(join(inbox, 'a-honest.age'), ...words());
    expect(code).toBe(64);
    expect(err).toContain(expected);
  });

  test('whose candidates write properties is checked, verified and graded from its archive, by its own variants', async () => {
    const { pack: read } = readPack(propertiesPackFiles());
    if (read === null) throw new Error('the pack can be read');
    const packed = packArchives(read);
    const zip = path(packed.public.name);
    writeFileSync(zip, packed.public.bytes);
    const checked = await interleave('check', zip, '--json');
    const rows = JSON.parse(checked.out).properties.map(({ name, result }: PropertyResult) => `${name} ${result}`);
    expect(rows).toEqual(['accepts remembers holds', 'kills answers-once unreached', 'kills works-each-time reached']);

    if (packed.reviewer !== null) writeFileSync(path(packed.reviewer.name), packed.reviewer.bytes);
    const verified = await interleave('verify', zip, '--no-cache', '--json');
    const report: VerifyReport = JSON.parse(verified.out);
    const found = report.rows.map(
      ({ file, checks }) => `${file} ${checks.map(({ outcome }) => outcome?.kind).join(' ')}`,
    );
    expect(found).toEqual(['starter.ts unreached unreached unreached', 'reference.ts holds holds']);

    const named = { slug: packSlug(packed.public.hash), title: read.manifest.title, hash: packed.public.hash };
    const answer = path('properties.age');
    const manifest = { candidate: { name: 'Ada', key: recipient } };
    writeFileSync(
      answer,
      await sealedSubmission({ source: workOnce, manifest }, { engine, challenge: named }, recipient),
    );
    const graded = await review(answer, '--pack', zip, '--json');
    const [document] = JSON.parse(graded.out) as readonly Assessment[];
    expect(document).toMatchObject({ challengeMatch: 'same', mutants: { killed: 1, of: 2 } });
  });
});
