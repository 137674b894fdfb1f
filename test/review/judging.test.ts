/** Scorecards, cohorts, tables, pages and feedback. */
import { expect, test } from 'vitest';
import type { Rubric } from '../../src/model';
import {
  anonymousName,
  anonymousNames,
  checkScorecard,
  cohortCsv,
  cohortRows,
  createFeedback,
  csvText,
  groupByFailure,
  mergeScorecards,
  othersReviews,
  printablePage,
} from '../../src/review';
import { assessment, regrade, result, scorecard } from './make';

const rubric: Rubric = {
  criteria: [
    { id: 'safety', title: 'Safety', question: '', levels: ['none', 'some', 'all'] },
    { id: 'words', title: 'Words', question: '', levels: ['no', 'yes'] },
  ],
};
const hash = 'a'.repeat(64);
const hostile = '<script>alert("x")</script>\'&';

test('a scorecard must be of this submission, with levels that the rubric has', () => {
  const refusal = (part: Parameters<typeof scorecard>[0]) => {
    const checked = checkScorecard(scorecard(part), rubric, hash);
    return checked.kind === 'err' ? checked.error.sentence : 'fits';
  };
  expect(refusal({ scores: { safety: 2 } })).toBe('fits');
  expect(refusal({ submission: 'b'.repeat(64) })).toContain('another submission');
  expect(refusal({ scores: { safety: 3 } })).toContain('from 0 to 2');
  expect(refusal({ scores: { safety: 0.5 } })).toContain('from 0 to 2');
  expect(refusal({ scores: { style: 1 } })).toContain('"style"');
  expect(refusal({ remarks: { toString: 'x' } })).toContain('"toString"');
});

test('others are shown only when the own review is complete', () => {
  const others = [scorecard({ reviewer: 'Alan' })];
  const scores = { safety: 1, words: 0 };
  expect(othersReviews(null, others, rubric)).toEqual({ kind: 'hidden', count: 1 });
  expect(othersReviews(scorecard({ scores }), others, rubric).kind).toBe('hidden');
  expect(othersReviews(scorecard({ scores: { safety: 1 }, recommendation: 'yes' }), others, rubric).kind).toBe(
    'hidden',
  );
  expect(othersReviews(scorecard({ scores, recommendation: 'no' }), others, rubric)).toEqual({
    kind: 'shown',
    cards: others,
  });
});

test('reviews are merged with mean, spread and who said what; the newest of each reviewer and stage counts', () => {
  const merged = mergeScorecards(
    [
      scorecard({ reviewer: 'Grace', scores: { safety: 0 }, updatedAt: '2026-01-01T00:00:00Z' }),
      scorecard({ reviewer: 'Grace', scores: { safety: 2 }, recommendation: 'yes', remarks: { safety: 'all of it' } }),
      scorecard({ reviewer: 'Alan', scores: { safety: 1, words: 1 }, recommendation: 'strong-no' }),
    ],
    rubric,
  );
  expect(merged.criteria[0]).toEqual({
    ...{ id: 'safety', title: 'Safety', levelMax: 2, mean: 1.5, spread: 1 },
    scores: [
      { reviewer: 'Alan', stage: 'people', score: 1 },
      { reviewer: 'Grace', stage: 'people', score: 2 },
    ],
    remarks: [{ reviewer: 'Grace', stage: 'people', text: 'all of it' }],
  });
  expect(merged.criteria[1]).toMatchObject({ mean: 1, spread: 0 });
  expect(merged.score).toBe((0.75 + 1) / 2);
  expect(merged.recommendations).toEqual({ 'strong-yes': 0, yes: 1, no: 0, 'strong-no': 1 });
});

test('submissions that fail alike are one group, the largest first', () => {
  const fails = (submission: string, property: string) =>
    assessment({ submission, failing: [property], regrades: [regrade({ result: result('violated', property) })] });
  const groups = groupByFailure([
    assessment({ submission: '1' }),
    fails('2', 'agreement'),
    fails('3', 'agreement'),
    fails('4', 'validity'),
    fails('3', 'agreement'),
  ]);
  expect(groups.map(({ letter, verdict, failing, submissions }) => [letter, verdict, failing, submissions])).toEqual([
    ['A', 'violated', ['agreement'], ['2', '3']],
    ['B', 'holds', [], ['1']],
    ['C', 'violated', ['validity'], ['4']],
  ]);
});

test('a row says the worst match and the worst hidden verdict; a refused file is a row with its problem', () => {
  const [row, refused] = cohortRows([
    {
      kind: 'assessed',
      file: 'a.age',
      assessment: assessment({
        regrades: [
          regrade({ claimed: result('holds'), match: 'same' }),
          regrade({ origin: 'claimed', name: 'mine', claimed: result('holds'), match: 'differs' }),
          regrade({ origin: 'hidden', name: 'h1' }),
          regrade({ origin: 'hidden', name: 'h2', result: result('crashed') }),
        ],
      }),
    },
    { kind: 'refused', file: 'b.age', problem: { code: 'log-broken', sentence: 'Record 7 is changed.' } },
  ]);
  expect(row).toMatchObject({ claimed: 'holds', full: 'holds', match: 'differs', hidden: 'crashed', group: 'A' });
  expect(refused).toMatchObject({ file: 'b.age', submission: null, full: null, problem: { code: 'log-broken' } });
});

test('no cell of a table can be taken for a formula, and no text breaks its row', () => {
  const texts = ['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '\r\n=1', '＝1', 'a,b', 'a;b', 'say "x"', 'a\r\nb', 'plain'];
  const lines = csvText(
    ['text'],
    texts.map((text) => [text]),
  ).split('\r\n');
  expect(lines).toEqual([
    ...['text', "'=1+1", "'+1", "'-1", "'@x", "' =1", "' =1", "' =1", "'＝1"],
    ...['"a,b"', '"a;b"', '"say ""x"""', 'a b', 'plain', ''],
  ]);
});

test('the cohort table has a line a file and 23 columns', () => {
  const graded = cohortRows([
    { kind: 'assessed', file: 'a.age', assessment: assessment({ candidate: '=HYPERLINK("http://x")' }) },
    { kind: 'refused', file: 'b.age', problem: { code: 'bundle-unreadable', sentence: 'It is, no archive.' } },
  ]);
  const [head, first, second] = cohortCsv(graded).split('\r\n');
  expect(head?.split(',')).toHaveLength(23);
  expect(first).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(second).toBe(`b.age${','.repeat(22)}"bundle-unreadable: It is, no archive."`);
});

test('the page escapes every text, and lets itself load nothing', () => {
  const page = printablePage({
    candidate: hostile,
    assessment: assessment({
      challenge: { slug: 'x', title: hostile, hash: 'c' },
      createdAt: hostile,
      failing: [hostile],
      regrades: [
        regrade({ name: hostile, words: hostile, result: result('violated', hostile), bounds: { [hostile]: 1 } }),
      ],
    }),
    review: mergeScorecards(
      [
        scorecard({
          reviewer: hostile,
          remarks: { safety: hostile },
          scores: { safety: 1 },
          comments: [{ type: 'essential', text: hostile, line: 3, record: null, share: true }],
        }),
      ],
      rubric,
    ),
  });
  expect(page).not.toContain('<script');
  expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThanOrEqual(10);
  expect(page).toContain("default-src 'none'");
});

test('feedback holds what is marked to be shared, and nothing of hidden bounds, scores or reviewers', () => {
  const feedback = createFeedback({
    assessment: assessment({
      regrades: [regrade({}), regrade({ origin: 'hidden', name: 'secret-bounds', bounds: { crashes: 97 } })],
    }),
    cards: [
      scorecard({
        reviewer: 'private-name',
        remarks: { safety: 'private-remark' },
        comments: [
          { type: 'celebratory', text: 'well done', line: 3, record: 4, share: true },
          { type: 'essential', text: 'private-comment', line: null, record: null, share: false },
        ],
      }),
      scorecard({
        submission: 'b',
        comments: [{ type: 'essential', text: 'private-other', line: null, record: null, share: true }],
      }),
    ],
    ...{ from: 'The team', message: 'Thank you.', stepsOf: () => ['one'] },
  });
  expect(feedback.comments).toEqual([{ type: 'celebratory', text: 'well done', line: 3 }]);
  expect(feedback.verdicts.map(({ name, steps }) => [name, steps])).toEqual([['full', ['one']]]);
  expect(JSON.stringify(feedback)).not.toMatch(/private|secret|97/);
});

test('a submission always has the same name, and two that would share one are told apart', () => {
  expect(anonymousName(hash)).toBe(anonymousName(hash));
  const twin = `${hash.slice(0, 8)}${'b'.repeat(56)}`;
  const far = `00000001${'0'.repeat(56)}`;
  expect(anonymousNames([hash, far]).get(far)).toBe(anonymousName(far));
  const shared = anonymousNames([hash, twin]);
  expect([shared.get(hash), shared.get(twin)]).toEqual([
    `${anonymousName(hash)} aaaaaa`,
    `${anonymousName(hash)} bbbbbb`,
  ]);
});
