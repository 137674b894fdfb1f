import { expect, test } from 'vitest';
import { challengeBySlug } from '../../../challenges';
import { scopeSentence, systemInWords } from '../../../src/app/check/scope';
import { headline, meaningOf, resultWords, verdictWords } from '../../../src/app/check/verdict-words';
import type { Challenge, PropertyResult, Verdict, VerdictKind } from '../../../src/model';

const challenge = challengeBySlug('demo-commit') as Challenge;
const kinds: readonly VerdictKind[] = [
  'holds',
  'violated',
  'deadlock',
  'livelock',
  'unreached',
  'vacuous',
  'inconclusive',
  'nondeterministic',
  'crashed',
  'runaway',
  'invalid',
];

function verdictOf(kind: VerdictKind, more: Partial<Verdict> = {}): Verdict {
  return {
    kind,
    challenge: challenge.slug,
    bounds: { participants: 3, drops: 2 },
    properties: [],
    counts: { distinct: 3921, generated: 9000, depth: 21, participantCalls: 80, observations: 12 },
    notChecked: [],
    neverFired: [],
    ...more,
  };
}

test('every kind of verdict has a word and an icon of its own', () => {
  expect(Object.keys(verdictWords).sort()).toEqual([...kinds].sort());
  expect(new Set(kinds.map((kind) => verdictWords[kind].word)).size).toBe(kinds.length);
  expect(new Set(kinds.map((kind) => verdictWords[kind].Icon)).size).toBe(kinds.length);
});

test('only verdicts that need the whole space say that it was exhausted', () => {
  const shown = (kind: VerdictKind) => verdictOf(kind, { schedule: [] });
  const claims = kinds.filter((kind) => scopeSentence(challenge, shown(kind)).includes('Exhausted'));
  expect(claims).toEqual(['holds', 'unreached', 'vacuous']);
});

test('only holds is drawn as a success, and the violation colour is kept for violations', () => {
  expect(kinds.filter((kind) => verdictWords[kind].tone === 'ok')).toEqual(['holds']);
  expect(kinds.filter((kind) => verdictWords[kind].tone === 'violation')).toEqual(['violated', 'deadlock', 'livelock']);
});

test('a scope names the bounds, the network and the faults', () => {
  expect(scopeSentence(challenge, verdictOf('holds'))).toBe(
    'Exhausted 3,921 states at participants 3, losses 2; messages in any order, up to 2 losses, no crash or duplicate.',
  );
});

test('a system in words names cuts, channels that differ and who is Byzantine', () => {
  const spec = challenge.system({ participants: 3, drops: 0 });
  const [first, ...others] = spec.nodes;
  const system = {
    ...spec,
    nodes: [{ ...first!, mayCrash: false, twins: true }, ...others],
    network: { order: 'kept', channels: [{ order: 'fifo' }], cuts: 'one node alone' },
    faults: { partition: 2 },
  } as const;
  expect(systemInWords(system)).toBe(
    `messages that stay and may arrive again (1 kind of channel with other rules), no crash, loss or duplicate, up to 2 partitions, ${first!.id} Byzantine`,
  );
});

test('a number is told with its error, the scheduler and what is demanded of it', () => {
  const half = { kind: 'interval', lower: 0.5, upper: 0.5 } as const;
  const third = { kind: 'interval', lower: 0.3333333332, upper: 0.3333333335 } as const;
  const property = (result: PropertyResult['result'], value: typeof half | typeof third): PropertyResult => ({
    name: 'decided',
    kind: 'probability',
    meaning: '',
    result,
    observations: 1,
    measure: { quantity: 'probability', scheduler: 'minimum', value, atLeast: 0.75 },
  });
  expect(resultWords(property('measured', half))).toMatchObject({ symbol: '≈', word: '0.5 exactly', tone: 'neutral' });
  expect(resultWords(property('holds', third))).toMatchObject({ word: 'holds: 0.3333333334 ± 2e-10', tone: 'ok' });
  expect(resultWords(property('inconclusive', third))).toMatchObject({ word: 'undecided: 0.3333333334 ± 2e-10' });
  expect(resultWords(property('violated', half))).toEqual({
    symbol: '✖',
    word: 'violated: 0.5 exactly',
    tone: 'violation',
    meaning: 'Smallest probability, over all schedulers: 0.5 exactly; at least 0.75 is demanded.',
  });
  const violated = verdictOf('violated', { property: 'decided', properties: [property('violated', half)] });
  expect(headline(violated)).toBe(
    '“decided” is violated: smallest probability, over all schedulers: 0.5 exactly; at least 0.75 is demanded.',
  );
  expect(scopeSentence(challenge, violated)).toMatch(/^Exhausted 3,921 states /);
  const undecided = verdictOf('inconclusive', { properties: [property('inconclusive', third)], exhausted: true });
  expect(headline(undecided)).toBe(
    '“decided” is too close to call: smallest probability, over all schedulers: 0.3333333334 ± 2e-10; at least 0.75 is demanded.',
  );
});

test('a headline names the property and the length', () => {
  const schedule = [{ kind: 'crash' as const, node: 'p1' }];
  expect(headline(verdictOf('violated', { property: 'agreement', schedule }))).toBe(
    '“agreement” is violated after 1 step.',
  );
  expect(headline(verdictOf('inconclusive', { limit: { kind: 'states', value: 300_000 } }))).toBe(
    'The search ended at the limit of 300,000 states.',
  );
});

test('a headline of a livelock tells the way in from the cycle', () => {
  const schedule = ['a', 'b', 'c', 'd'].map((node) => ({ kind: 'crash' as const, node }));
  const of = (cycleStart?: number) => headline(verdictOf('livelock', { property: 'progress', schedule, cycleStart }));
  expect(of(1)).toBe('“progress” is put off for ever: after 1 step, the same 3 steps repeat.');
  expect(of(3)).toBe('“progress” is put off for ever: after 3 steps, one step repeats.');
  expect(of(0)).toBe('“progress” is put off for ever: the same 4 steps repeat from the start.');
  expect(of(undefined)).toBe('“progress” is put off for ever.');
  expect(of(4)).toBe('“progress” is put off for ever.');
});

test('a result that was not decided never reads as one that holds', () => {
  const result = (kind: PropertyResult['result']): PropertyResult => ({
    name: 'p',
    kind: 'always',
    meaning: 'm',
    result: kind,
    observations: 1,
  });
  const symbols = (['holds', 'violated', 'reached', 'unreached', 'vacuous', 'inconclusive'] as const).map(
    (kind) => resultWords(result(kind)).symbol,
  );
  expect(new Set(symbols).size).toBe(6);
  expect(resultWords(result('inconclusive')).tone).toBe('neutral');
});

test('a result about whole runs speaks of runs, not of states or shortest schedules', () => {
  const result = (more: Partial<PropertyResult>): PropertyResult => ({
    name: 'served',
    kind: 'eventually',
    meaning: 'm',
    result: 'violated',
    observations: 1,
    ...more,
  });
  expect(resultWords(result({ length: 5, cycleStart: 2 })).meaning).toBe(
    'A run breaks it that goes round for ever: 2 steps, then a cycle of 3 steps.',
  );
  expect(resultWords(result({ result: 'holds' })).meaning).toBe(
    'True of every run that is fair as assumed; all states were explored.',
  );
  const schedule = [{ kind: 'crash' as const, node: 'p1' }];
  expect(headline(verdictOf('deadlock', { property: 'served', schedule, properties: [result({ length: 1 })] }))).toBe(
    '“served” never comes: a run may end after 1 step.',
  );
});

test('a space that was visited wholly is not called unfinished where only runs are undecided', () => {
  expect(scopeSentence(challenge, verdictOf('inconclusive', { exhausted: true }))).toContain(
    'Visited all 3,921 states',
  );
  expect(scopeSentence(challenge, verdictOf('inconclusive'))).toContain('without coming to an end');
});

test('what was tried by chance is never told as all there is, nor a find as the shortest', () => {
  const coverage = {
    kind: 'walks',
    seed: 4,
    walks: 20_000,
    steps: 240_000,
    longest: 40,
    atRest: 20_000,
    cutOff: 0,
    lengthMax: 1000,
    bad: 0,
    distinct: { kind: 'counted', value: 3921 },
    singles: 100,
  } as const;
  const open = verdictOf('inconclusive', { coverage });
  expect(headline(open)).toBe('20,000 random walks came to nothing bad. That proves nothing.');
  expect(headline({ ...open, limit: { kind: 'cancelled', value: 1 } })).toBe(
    '20,000 random walks came to nothing bad until they were stopped. That proves nothing.',
  );
  expect(scopeSentence(challenge, open)).toMatch(/^Tried schedules by chance, which saw 3,921 states, at /);
  expect(meaningOf(open)).toContain('nothing is proven');
  const schedule = [{ kind: 'crash' as const, node: 'p1' }];
  const found = verdictOf('violated', { coverage, property: 'p', schedule });
  expect(scopeSentence(challenge, found)).toMatch(/^Found by chance after 3,921 states, at /);
  expect(meaningOf(found)).toContain('a shorter one may exist');
  expect(meaningOf(verdictOf('violated'))).toBe(verdictWords.violated.meaning);
  for (const result of ['violated', 'reached'] as const) {
    const row = { name: 'p', kind: 'always', meaning: 'm', result, observations: 1, length: 3 } as const;
    expect(resultWords({ ...row, shortest: false }).meaning).not.toContain('shortest');
    expect(resultWords(row).meaning).toContain('shortest');
  }
});
