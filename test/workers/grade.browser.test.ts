/** The worker of the review page, for real: the same bytes as Node, and nothing that one submission does reaches the next. */

import { challengeHashes, engine } from 'virtual:identities';
import * as Comlink from 'comlink';
import { afterAll, expect, test } from 'vitest';
import type { Assessment } from '../../src/model';
import { checkResultOf, createIdentity } from '../../src/submission';
import type { GradeSetup, GradeWorker } from '../../workers/api';
import { demo, fixed, loggedCheck, starter, submissionOf } from '../grade/make-submission';
import { pinnedHidden, pinnedSubmissions, pinnedText } from '../grade/pinned';
import { sealedSubmission } from '../grade/sealed';

const thread = new Worker(new URL('../../workers/grade.worker.ts', import.meta.url), { type: 'module' });
const worker = Comlink.wrap<GradeWorker>(thread);
afterAll(() => thread.terminate());

const challengeHash = challengeHashes[demo.slug] ?? '';
const identity = { engine, challengeHash };
const manifest = { engine, challenge: { slug: demo.slug, title: demo.title, hash: challengeHash } };
const quiet = () => Comlink.proxy(() => undefined);
const setup: GradeSetup = { pack: null, milliseconds: null };

test('assessments have the bytes that are pinned and that Node gives', async () => {
  const report = await worker.check(demo.slug, fixed, demo.tiers.quick, setup, quiet());
  const assessments: Assessment[] = [];
  for (const submission of pinnedSubmissions(checkResultOf(report), identity))
    assessments.push(await worker.assess(submission, pinnedHidden(identity), setup, quiet(), quiet()));
  await expect(pinnedText(assessments, identity)).toMatchFileSnapshot('../grade/assessments.jsonl');
});

test('a sealed file is opened, with a clear answer where the key is another', async () => {
  const { secret, recipient } = await createIdentity();
  const candidate = { name: 'Ada', key: recipient };
  const sealed = await sealedSubmission({ source: starter, manifest: { ...manifest, candidate } }, manifest, recipient);
  const opened = await worker.open(sealed, [secret]);
  expect(opened.kind === 'ok' && opened.value.files['protocol.ts']).toBe(starter);
  const foreign = await worker.open(sealed, [(await createIdentity()).secret]);
  expect(foreign).toMatchObject({ kind: 'err', error: { code: 'bundle-not-for-you' } });
  expect(await worker.open(sealed.slice(0, 50), [secret])).toMatchObject({ kind: 'err' });
});

test('what runs for ever can be cancelled, tells how far it is, and leaves the worker fit for the next', async () => {
  const endless =
    "import { protocol } from 'interleave';\nexport default protocol({ init: () => ({ n: 0 }), onInput(state, input, ctx) { ctx.setTimer(0); }, onTimer(state, timer, ctx) { state.n += 1; ctx.setTimer(0); } });\n";
  let told = 0;
  const grading = worker.assess(
    submissionOf({ source: endless, manifest }),
    null,
    setup,
    Comlink.proxy(({ check }) => {
      if (check !== null && ++told === 3) void worker.cancel();
    }),
    quiet(),
  );
  const { regrades } = await grading;
  expect(regrades.map(({ result }) => `${result.kind} ${result.limit}`)).toEqual([
    'inconclusive cancelled',
    'inconclusive cancelled',
  ]);
  const next = await worker.assess(submissionOf({ source: fixed, manifest }), null, setup, quiet(), quiet());
  expect(next.regrades.map(({ result }) => result.kind)).toEqual(['holds', 'holds']);
});

test('a check of the log is run again, and a schedule taken through another protocol', async () => {
  const report = await worker.check(demo.slug, starter, demo.tiers.quick, setup, quiet());
  const claim = loggedCheck(starter, demo.tiers.quick, checkResultOf(report), { engine });
  const submission = submissionOf({ source: starter, manifest, events: [claim] });
  const again = await worker.rerun(submission, 2, setup, quiet());
  expect(again).toMatchObject({ match: 'same', report: { verdict: { kind: 'violated' } } });
  expect(await worker.rerun(submission, 1, setup, quiet())).toBeNull();
  const trace = await worker.replay(demo.slug, fixed, demo.tiers.quick, report.verdict.schedule ?? [], setup, null);
  expect(trace?.steps.length).toBeGreaterThan(3);
});
