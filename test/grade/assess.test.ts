/** Everything that is computed again, held against what was claimed. Counts are those of the demonstration at its bounds. */
import { describe, expect, test } from 'vitest';
import { assess, assessmentText, gradeLimits, rerun } from '../../src/grade';
import type { Assessment, CheckResult, HiddenBounds, Invite } from '../../src/model';
import { chooseHidden, createHiddenBounds, hiddenBoundsHash } from '../../src/submission';
import {
  challengeHash,
  demo,
  engine,
  fixed,
  loggedCheck,
  type SubmissionParts,
  starter,
  submissionOf,
} from './make-submission';
import { environment, honest } from './node-environment';

const { quick, full } = demo.tiers;
const small = { participants: 1, drops: 0 };

function graded(parts: SubmissionParts, hidden: HiddenBounds | null = null, around = environment): Promise<Assessment> {
  return assess(submissionOf(parts), hidden, around, () => undefined);
}

/** `origin kind match` of each regrade. */
const lines = ({ regrades }: Assessment) =>
  regrades.map(({ origin, result, match }) => `${origin} ${result.kind} ${match}`);

describe('a claim', () => {
  test('that is honest comes out bit for bit, at full bounds and at others', async () => {
    const assessment = await graded({
      source: fixed,
      claims: [
        { name: 'full', bounds: full, result: await honest(fixed, full) },
        { name: 'small', bounds: small, result: await honest(fixed, small) },
      ],
    });
    expect(lines(assessment)).toEqual(['quick holds not-claimed', 'full holds same', 'claimed holds same']);
    expect(assessment.failing).toEqual([]);
    expect(assessment.regrades[1]?.words).toMatch(/^holds: [\d,]+ states, depth \d+\.\nNot checked: /);
  });

  test('that was found with other settings comes out too, also without a log', async () => {
    for (const part of [{ explore: 'first' }, { switches: { partialOrder: true } }] as const) {
      const result = await honest(starter, full, part);
      const claims = [{ name: 'full', bounds: full, result }];
      const { regrades } = await graded({ source: starter, claims });
      expect(regrades[1]).toMatchObject({ match: 'same', result });
    }
  });

  test('that lies differs, and both sides are there', async () => {
    const lie = await honest(fixed, full);
    const { regrades, failing } = await graded({
      source: starter,
      claims: [{ name: 'full', bounds: full, result: lie }],
    });
    expect(regrades[1]).toMatchObject({
      ...{ origin: 'full', match: 'differs', claimed: lie },
      result: { kind: 'violated', property: 'one decision' },
    });
    expect(failing).toEqual(['one decision']);
  });

  test.each<[string, Partial<CheckResult>]>([
    ['the verdict', { kind: 'holds' }],
    ['a count', { length: 1 }],
    ['the digest', { digest: 'f'.repeat(64) }],
  ])('in which only %s is changed differs', async (_, change) => {
    const result = { ...(await honest(starter, full)), ...change };
    const { regrades } = await graded({ source: starter, claims: [{ name: 'full', bounds: full, result }] });
    expect(regrades[1]?.match).toBe('differs');
  });

  test('of another engine is not called a lie', async () => {
    const result = { ...(await honest(starter, full)), digest: 'f'.repeat(64) };
    const other = { version: '0.0.9', hash: 'a'.repeat(64) };
    const assessment = await graded({
      source: starter,
      claims: [{ name: 'full', bounds: full, result }],
      manifest: { engine: other },
    });
    expect(assessment.regrades[1]?.match).toBe('other-engine');
    expect(assessment.engine).toEqual({ claimed: other, here: engine });
  });

  test('that a clock had ended claims nothing', async () => {
    const honestly = await honest(starter, full);
    const result: CheckResult = { ...honestly, kind: 'inconclusive', limit: 'time', digest: 'f'.repeat(64) };
    const { regrades } = await graded({ source: starter, claims: [{ name: 'full', bounds: full, result }] });
    expect(regrades[1]).toMatchObject({ match: 'not-claimed', claimed: result, result: { kind: 'violated' } });
  });

  test('is not excused by a log that says it was found by chance, unless chance can find it and it is there', async () => {
    const mode = { kind: 'walks', seed: 1, milliseconds: 100 } as const;
    const lie = await honest(fixed, full);
    const claimed = async (source: string, result: CheckResult) => {
      const events = [loggedCheck(source, full, result, { mode })];
      return (await graded({ source, claims: [{ name: 'full', bounds: full, result }], events })).regrades[1]?.match;
    };
    expect(await claimed(starter, lie)).toBe('differs');
    const luck = { ...(await honest(starter, full)), digest: 'f'.repeat(64) };
    expect(await claimed(starter, luck)).toBe('not-claimed');
    expect(await claimed(fixed, luck)).toBe('differs');
  });

  test('that gave up after some states comes out with the same limit', async () => {
    const result = await honest(fixed, full, {}, { ...environment, limits: { ...gradeLimits, states: 777 } });
    const { regrades } = await graded({ source: fixed, claims: [{ name: 'full', bounds: full, result }] });
    expect(regrades[1]).toMatchObject({ match: 'same', result });
  });

  test('about another version of the challenge claims nothing about this one', async () => {
    const result = { ...(await honest(starter, full)), digest: 'f'.repeat(64) };
    const assessment = await graded({
      source: starter,
      claims: [{ name: 'full', bounds: full, result }],
      manifest: { challenge: { slug: demo.slug, title: demo.title, hash: 'd'.repeat(64) } },
    });
    expect(assessment.challengeMatch).toBe('differs');
    expect(assessment.regrades[1]?.match).toBe('not-claimed');
  });

  test('at bounds that the challenge does not have is answered with invalid', async () => {
    const result = await honest(starter, full);
    const bounds = { participants: 99, drops: 0 };
    const { regrades } = await graded({ source: starter, claims: [{ name: 'mine', bounds, result }] });
    expect(regrades[2]).toMatchObject({ match: 'differs', result: { kind: 'invalid' } });
  });
});

test('a challenge that is not here is said to be unknown, and nothing is computed', async () => {
  const challenge = { slug: 'unheard-of', title: 'Unheard of', hash: challengeHash };
  const assessment = await graded({ source: starter, manifest: { challenge } });
  expect([assessment.challengeMatch, assessment.regrades]).toEqual(['unknown', []]);
});

describe('a protocol', () => {
  const protocol = (body: string) =>
    `import { protocol } from 'interleave';\nexport default protocol({ init: () => ({}),\nonInput(state, input, ctx) { ${body} } });\n`;
  test.each([
    ['that loops for ever', 'for (;;);', 'runaway'],
    ['that fills the memory', "let s = 'x'; for (;;) s += s + '!';", 'runaway'],
    ['that recurses for ever', 'const f = () => f() + 1; f();', 'runaway'],
    ['that throws', "throw new Error('no');", 'crashed'],
    ['that asks for the network', "fetch('https://example.org');", 'crashed'],
    ['that asks for storage', "localStorage.setItem('a', 'b');", 'crashed'],
    ['that asks for the clock', 'Date.now();', 'crashed'],
    ['that wants to leave', "(() => 0).constructor('return process')().exit();", 'crashed'],
    ['that is no TypeScript', ')', 'invalid'],
  ])('%s gets its verdict', async (_, body, kind) => {
    const assessment = await graded({ source: protocol(body) });
    expect(assessment.regrades.map(({ result }) => result.kind)).toEqual([kind, kind]);
  });

  test('without end is inconclusive at the limit of states, the same each time', async () => {
    const endless = protocol('ctx.setTimer(0); state.n = 0; } , onTimer(state, t, ctx) { state.n++; ctx.setTimer(0);');
    const around = { ...environment, limits: { states: 500, bytes: 1e9, depth: 1e6, milliseconds: 1e9 } };
    const texts = [];
    for (const _ of [1, 2]) texts.push(assessmentText(await graded({ source: endless }, null, around)));
    expect(texts[0]).toBe(texts[1]);
    expect(JSON.parse(texts[0] ?? '').regrades[1].result).toMatchObject({ kind: 'inconclusive', limit: 'states' });
  });
});

describe('hidden bounds', () => {
  const salt = '5'.repeat(64);
  const secret = { name: 'secret', bounds: { participants: 2, drops: 3 } };
  const pack = createHiddenBounds(demo.slug, challengeHash, [secret], salt);
  const invite = (hiddenHash: string | null): Invite => ({
    ...{ version: 1, id: '1'.repeat(32), from: '', challenge: demo.slug, challengeHash },
    ...{ recipients: [], hiddenHash, minutes: null },
  });
  const promising = (hash: string | null) => ({ source: starter, manifest: { invite: invite(hash) } });

  test('that were promised are run', async () => {
    const assessment = await graded(promising(hiddenBoundsHash(pack)), pack);
    expect(assessment.hidden).toBe('matches');
    expect(assessment.regrades[2]).toMatchObject({ ...secret, origin: 'hidden', result: { kind: 'violated' } });
    expect(assessment.invite).toBe('1'.repeat(32));
  });

  test('are named when they are others than promised, not promised, or missing', async () => {
    const matches = [];
    for (const [hash, given] of [
      ['f'.repeat(64), pack],
      [null, pack],
      ['f'.repeat(64), null],
      [null, null],
    ] as const)
      matches.push((await graded(promising(hash), given)).hidden);
    expect(matches).toEqual(['differs', 'not-promised', 'pack-missing', 'none']);
  });

  test('of another challenge are none', async () => {
    const foreign = createHiddenBounds('paxos', challengeHash, [secret], salt);
    const assessment = await graded(promising(hiddenBoundsHash(pack)), foreign);
    expect([assessment.hidden, assessment.regrades.length]).toEqual(['pack-missing', 2]);
  });

  test('are chosen by what the invite promises', () => {
    const other = createHiddenBounds(demo.slug, challengeHash, [secret], '6'.repeat(64));
    const foreign = createHiddenBounds('paxos', challengeHash, [secret], salt);
    const submission = submissionOf(promising(hiddenBoundsHash(pack)));
    expect(chooseHidden(submission, [foreign, other, pack])).toBe(pack);
    expect(chooseHidden(submission, [foreign, other])).toBe(other);
    expect(chooseHidden(submission, [foreign])).toBeNull();
  });
});

describe('a check of the log that is run again', () => {
  const again = (events: Parameters<typeof loggedCheck>, record = 2) =>
    rerun(submissionOf({ source: events[0], events: [loggedCheck(...events)] }), record, environment, () => undefined);

  test('with its own settings comes out bit for bit, with a trace', async () => {
    const part = { explore: 'first', switches: { partialOrder: true } } as const;
    const result = await honest(starter, quick, part);
    const found = await again([starter, quick, result, part]);
    expect(found).toMatchObject({ record: 2, match: 'same', claimed: result, result });
    expect(found?.report.trace?.steps.length).toBe(result.length);
  });

  test('that tried random schedules comes out too, by its seed', async () => {
    const part = { mode: { kind: 'walks', seed: 7, walks: 200 } } as const;
    expect(await again([starter, quick, await honest(starter, quick, part), part])).toMatchObject({ match: 'same' });
  });

  test('that gave up after some states, as one while typing does, comes out with the same limit', async () => {
    const limits = { ...gradeLimits, states: 777 };
    const result = await honest(fixed, quick, {}, { ...environment, limits });
    expect(result).toMatchObject({ kind: 'inconclusive', limit: 'states', counts: { distinct: 777 } });
    expect(await again([fixed, quick, result])).toMatchObject({ match: 'same', result });
    const otherwise = { ...result, counts: { ...result.counts, generated: 1 } };
    expect(await again([fixed, quick, otherwise])).toMatchObject({ match: 'not-claimed' });
  });

  test('that claims another result differs', async () => {
    const result = await honest(fixed, quick);
    expect(await again([starter, quick, result])).toMatchObject({ match: 'differs', claimed: result });
  });

  test('that claims to be of another text differs, even if the result is right', async () => {
    const result = await honest(starter, quick);
    expect(await again([starter, quick, result, { source: '0'.repeat(64) }])).toMatchObject({
      match: 'differs',
      result,
    });
  });

  test('of another engine is said to be so', async () => {
    const part = { engine: { version: '0.0.9', hash: 'a'.repeat(64) } };
    expect(await again([starter, quick, await honest(fixed, quick), part])).toMatchObject({ match: 'other-engine' });
  });

  test('is none where the record is something else, or there is no such record', async () => {
    const result = await honest(starter, quick);
    for (const record of [0, 1, 3, -1, 1.5, Number.NaN])
      expect(await again([starter, quick, result], record)).toBeNull();
  });
});

test('progress counts the sets of bounds', async () => {
  const seen: string[] = [];
  await assess(submissionOf({ source: starter }), null, environment, ({ done, of, check }) => {
    if (check === null) seen.push(`${done}/${of}`);
  });
  expect(seen).toEqual(['0/2', '1/2', '2/2']);
});
