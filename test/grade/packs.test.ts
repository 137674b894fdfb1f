/** Answers to challenges from outside the catalogue are graded as all others are. */
import { describe, expect, test } from 'vitest';
import { assess, replayOther, rerun } from '../../src/grade';
import { type Assessment, type CheckReport, type Invite, packHashStart, packSlug } from '../../src/model';
import { createHiddenBounds, hiddenBoundsHash } from '../../src/submission';
import { exampleTexts } from '../verify/example';
import { lostBounds, lostRequestArchives } from '../verify/lost-request';
import { honestOn, lostRequestPack, packIdentity, withPacks } from './example-pack';
import { loggedCheck, submissionOf } from './make-submission';

const pack = lostRequestPack();
const challenge = packIdentity(pack);
const { tiers } = pack.definition.manifest;
const texts = exampleTexts();
const [starter, reference] = [texts['starter.ts'] ?? '', texts['reference.ts'] ?? ''];
const around = withPacks([pack]);

const lines = ({ regrades }: Assessment) =>
  regrades.map(({ origin, result, match }) => `${origin} ${result.kind} ${match}`);

test('a pack is known by the hash of what candidates get, whether it is graded from a folder or an archive', () => {
  expect(pack.hash).toBe(lostRequestArchives().public.hash);
  expect(challenge.slug).toBe(packSlug(pack.hash));
  expect(packHashStart(challenge.slug)).toBe(pack.hash.slice(0, 16));
  expect(packHashStart('pack-of-cards')).toBeNull();
});

describe('a submission to a pack', () => {
  test('is computed again in the sandbox, at the bounds of the reviewer too', async () => {
    const claims = [{ name: 'full', bounds: tiers.full, result: await honestOn(pack, reference, tiers.full) }];
    const reports: CheckReport[] = [];
    const assessment = await assess(
      submissionOf({ source: reference, claims, manifest: { challenge } }),
      null,
      around,
      () => undefined,
      (report) => reports.push(report),
    );
    expect(lines(assessment)).toEqual(['quick holds not-claimed', 'full holds same', 'hidden holds not-claimed']);
    expect(assessment).toMatchObject({ challengeMatch: 'same', hidden: 'in-pack' });
    expect(assessment.regrades[2]?.bounds).toEqual(lostBounds);
    expect(reports.map(({ verdict }) => verdict.bounds)).toEqual([tiers.quick, tiers.full, lostBounds]);
  });

  test('whose claim is a lie differs', async () => {
    const lie = await honestOn(pack, reference, tiers.full);
    const claims = [{ name: 'full', bounds: tiers.full, result: lie }];
    const assessment = await assess(
      submissionOf({ source: starter, claims, manifest: { challenge } }),
      null,
      around,
      () => undefined,
    );
    expect(lines(assessment)).toEqual([
      'quick violated not-claimed',
      'full violated differs',
      'hidden holds not-claimed',
    ]);
    expect(assessment.failing).toEqual(['the client is answered']);
  });

  test('without the pack is not computed, and named with its title and its hash', async () => {
    const assessment = await assess(
      submissionOf({ source: reference, manifest: { challenge } }),
      null,
      withPacks([]),
      () => undefined,
    );
    expect(assessment).toMatchObject({ challengeMatch: 'unknown', regrades: [], hidden: 'none', challenge });
  });

  test('of another release with the same start of its hash is another version', async () => {
    const other = { ...challenge, hash: `${pack.hash.slice(0, 16)}${'0'.repeat(48)}` };
    const assessment = await assess(
      submissionOf({ source: reference, manifest: { challenge: other } }),
      null,
      around,
      () => undefined,
    );
    expect(assessment.challengeMatch).toBe('differs');
  });

  test('promised hidden bounds by an invite is held against those, and those of the pack are checked besides', async () => {
    const hidden = createHiddenBounds(
      challenge.slug,
      pack.hash,
      [{ name: 'mine', bounds: { drops: 1 } }],
      '5'.repeat(64),
    );
    const invite: Invite = {
      ...{ version: 1, id: '1'.repeat(32), from: 'A team', challenge: challenge.slug, challengeHash: pack.hash },
      ...{ recipients: [], hiddenHash: hiddenBoundsHash(hidden), minutes: null },
    };
    const submission = submissionOf({ source: reference, manifest: { challenge, invite } });
    const assessment = await assess(submission, hidden, around, () => undefined);
    expect(assessment.hidden).toBe('matches');
    expect(assessment.regrades.map(({ name }) => name)).toEqual(['quick', 'full', 'mine', 'of the pack 1']);
    expect((await assess(submission, null, around, () => undefined)).hidden).toBe('pack-missing');
  });

  test('has checks in its log that run again, and schedules that can be taken through another answer', async () => {
    const result = await honestOn(pack, starter, tiers.quick);
    const submission = submissionOf({
      source: starter,
      manifest: { challenge },
      events: [loggedCheck(starter, tiers.quick, result)],
    });
    const again = await rerun(submission, 2, around, () => undefined);
    expect(again).toMatchObject({ match: 'same', report: { verdict: { kind: 'violated' } } });
    expect(await rerun(submission, 2, withPacks([]), () => undefined)).toBeNull();
    const schedule = again?.report.verdict.schedule ?? [];
    const trace = await replayOther(challenge.slug, reference, tiers.quick, schedule, around);
    expect(trace?.steps.length).toBe(schedule.length);
  });
});
