/** The rule from findings to one verdict, apart from any search. */
import { describe, expect, test } from 'vitest';
import { always, eventually, fact, leadsTo, noDeadlock, type Schedule, sometimes } from '../../src/model';
import { conclude, concludeWithoutSearch, type Findings, type PropertyFinding } from '../../src/verdict';

const claim = () => fact(true, '');
const safety = always('safety', 'Safe.', claim);
const goal = sometimes('goal', 'Possible.', () => true);
const rest = noDeadlock('rest', 'Finished.', claim);
const progress = eventually('progress', 'It comes.', () => true);
const answer = leadsTo(
  'answer',
  'It is answered.',
  () => true,
  () => true,
);
const steps = (length: number): Schedule => Array.from({ length }, () => ({ kind: 'crash', node: 'n1' }));

function findings(properties: readonly PropertyFinding[], more: Partial<Findings> = {}): Findings {
  return {
    challenge: 'tiny',
    bounds: {},
    counts: { distinct: 1, generated: 0, depth: 0, participantCalls: 1, observations: 1 },
    properties,
    exhausted: true,
    notChecked: [],
    neverFired: [],
    ...more,
  };
}

const crashed = (length: number): NonNullable<Findings['failure']> => ({
  verdict: 'crashed',
  problem: { code: 'handler-threw', sentence: 'x' },
  schedule: steps(length),
});

describe('a conclusion', () => {
  test.each<[string, Findings, string, string | undefined]>([
    [
      'everything is fine',
      findings([
        { property: safety, exercised: true },
        { property: goal, exercised: true, schedule: steps(1) },
      ]),
      'holds',
      undefined,
    ],
    ['there is nothing to be fine', findings([]), 'holds', undefined],
    ['a property fails', findings([{ property: safety, exercised: true, schedule: steps(2) }]), 'violated', 'safety'],
    ['the system is stuck', findings([{ property: rest, exercised: true, schedule: steps(2) }]), 'deadlock', 'rest'],
    [
      'two fail, the shorter one',
      findings([
        { property: safety, exercised: true, schedule: steps(3) },
        { property: rest, exercised: true, schedule: steps(2) },
      ]),
      'deadlock',
      'rest',
    ],
    [
      'two fail alike, the first one',
      findings([
        { property: safety, exercised: true, schedule: steps(2) },
        { property: rest, exercised: true, schedule: steps(2) },
      ]),
      'violated',
      'safety',
    ],
    [
      'a run goes round',
      findings([{ property: progress, exercised: true, schedule: steps(3), cycleStart: 1 }]),
      'livelock',
      'progress',
    ],
    ['a run ends', findings([{ property: progress, exercised: true, schedule: steps(3) }]), 'deadlock', 'progress'],
    [
      'a state violates one property and a shorter run another',
      findings([
        { property: progress, exercised: true, schedule: steps(1), cycleStart: 0 },
        { property: safety, exercised: true, schedule: steps(3) },
      ]),
      'violated',
      'safety',
    ],
    [
      'two runs go wrong, the shorter one in all',
      findings([
        { property: progress, exercised: true, schedule: steps(4), cycleStart: 1 },
        { property: answer, exercised: true, schedule: steps(3), cycleStart: 2 },
      ]),
      'livelock',
      'answer',
    ],
    ['nothing is ever owed', findings([{ property: answer, exercised: false }]), 'vacuous', 'answer'],
    [
      'runs were not decided',
      findings([
        { property: safety, exercised: true },
        { property: progress, exercised: true, undecided: true },
      ]),
      'inconclusive',
      undefined,
    ],
    [
      'runs were not decided, and a goal is not reached',
      findings([
        { property: progress, exercised: true, undecided: true },
        { property: goal, exercised: false },
      ]),
      'unreached',
      'goal',
    ],
    ['a goal is not reached', findings([{ property: goal, exercised: false }]), 'unreached', 'goal'],
    ['a property was about nothing', findings([{ property: safety, exercised: false }]), 'vacuous', 'safety'],
    [
      'both',
      findings([
        { property: safety, exercised: false },
        { property: goal, exercised: false },
      ]),
      'unreached',
      'goal',
    ],
    [
      'a limit was hit',
      findings([{ property: safety, exercised: true }], { exhausted: false, limit: { kind: 'time', value: 1 } }),
      'inconclusive',
      undefined,
    ],
    [
      'a limit was hit before a property was about anything',
      findings([{ property: safety, exercised: false }], { exhausted: false }),
      'inconclusive',
      undefined,
    ],
    [
      'a limit was hit after a violation',
      findings([{ property: safety, exercised: true, schedule: steps(1) }], {
        exhausted: false,
        limit: { kind: 'time', value: 1 },
      }),
      'violated',
      'safety',
    ],
    [
      'a handler crashed',
      findings([{ property: safety, exercised: true }], { exhausted: false, failure: crashed(1) }),
      'crashed',
      undefined,
    ],
    [
      'a handler crashed further away than a violation',
      findings([{ property: safety, exercised: true, schedule: steps(1) }], { exhausted: false, failure: crashed(2) }),
      'violated',
      'safety',
    ],
    [
      'a handler crashed nearer than a violation',
      findings([{ property: safety, exercised: true, schedule: steps(3) }], { exhausted: false, failure: crashed(2) }),
      'crashed',
      undefined,
    ],
    [
      'a handler cannot be trusted, whatever it violates',
      findings([{ property: safety, exercised: true, schedule: steps(1) }], {
        failure: { ...crashed(0), verdict: 'nondeterministic' },
      }),
      'nondeterministic',
      undefined,
    ],
    [
      'a property cannot be trusted',
      findings([{ property: safety, exercised: true, schedule: steps(1) }], {
        failure: { ...crashed(0), verdict: 'invalid' },
      }),
      'invalid',
      undefined,
    ],
  ])('where %s', (_name, found, kind, property) => {
    const verdict = conclude(found);
    expect([verdict.kind, verdict.property]).toEqual([kind, property]);
    expect(verdict.schedule === undefined).toBe(
      !['violated', 'deadlock', 'livelock', 'crashed', 'nondeterministic', 'invalid'].includes(kind),
    );
    expect(verdict.steps?.length).toBe(verdict.schedule?.length);
  });

  test('never says `holds` unless every state was visited', () => {
    for (const properties of [
      [],
      [{ property: safety, exercised: true }],
      [{ property: goal, exercised: true, schedule: steps(1) }],
    ]) {
      expect(conclude(findings(properties, { exhausted: false })).kind).toBe('inconclusive');
    }
  });

  test('without a search has explored nothing and says so', () => {
    const verdict = concludeWithoutSearch(
      'tiny',
      { n: 1 },
      { verdict: 'invalid', problem: { code: 'source-empty', sentence: 'x' } },
    );
    expect(verdict).toMatchObject({
      kind: 'invalid',
      challenge: 'tiny',
      bounds: { n: 1 },
      properties: [],
      counts: { distinct: 0, generated: 0 },
      problem: { code: 'source-empty' },
    });
    expect(verdict.notChecked).not.toEqual([]);
  });
});
