/** The probability of a violation along its counterexample, on protocols of the catalogue. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { challenges } from '../../challenges';
import { checkSource, reportText } from '../../src/cli';
import { withLateFutures } from '../../src/cli/check-source';
import { always, type Challenge, type CheckReport, fact, type Trace } from '../../src/model';
import { checkTiny, protocolOf, tinyChallenge } from '../models/tiny-challenge';
import { twoPhaseTla, twoPhaseTlaProtocol } from '../models/two-phase-tla';

async function checkMutant(slug: string, file: string): Promise<{ report: CheckReport; challenge: Challenge }> {
  const challenge = challenges.find((each) => each.slug === slug) as Challenge;
  const source = readFileSync(new URL(`../../challenges/${slug}/${file}`, import.meta.url), 'utf8');
  return { report: await checkSource({ challenge, source, file, bounds: challenge.tiers.quick }), challenge };
}

/** Runs of these protocols end, so a state is doomed exactly if the violation has probability one there. */
describe('the curve is 1 exactly after the point of no return', () => {
  test.each([
    'aborts-after-voting-yes',
    'decides-on-the-first-vote',
    'prepared-peer-guesses-abort',
    'votes-before-logging',
  ])('of %s', async (mutant) => {
    const { report } = await checkMutant('two-phase-commit', `mutants/${mutant}.ts`);
    expect(['violated', 'deadlock']).toContain(report.verdict.kind);
    const curve = report.trace?.violationProbability ?? [];
    const point = report.trace?.pointOfNoReturn?.state ?? -1;
    expect(curve.length).toBe((report.trace?.steps.length ?? 0) + 1);
    for (const [state, { lower, upper }] of curve.entries()) {
      expect(upper - lower).toBeLessThanOrEqual(1e-9);
      expect(lower).toBeGreaterThan(0);
      if (state > point) expect(lower).toBe(1);
      else expect(upper).toBeLessThan(1);
    }
    expect(curve.at(-1)).toEqual({ lower: 1, upper: 1 });
  });
});

/**
 * Two-phase commit with a participant that aborts on its own after voting yes, small enough to follow by hand: the vote
 * arrives or the participant gives up, each as likely; once it gave up after the vote was counted, the coordinator's
 * commit cannot be taken back.
 */
const unilateral = {
  nodes: [
    { id: 'c', role: 'coordinator' },
    { id: 'p', role: 'participant' },
  ],
  outputs: 'distinct',
  properties: [
    always('agreement', 'Nobody commits what another aborts.', (o) => {
      const decided = new Set(o.nodes.flatMap((node) => node.outputs));
      return fact(decided.size <= 1, 'both were decided');
    }),
  ],
} as const;
const unilateralProtocol = protocolOf(`init(ctx) {
  if (ctx.role === 'participant') { ctx.send('c', 'yes'); ctx.setTimer('tired'); }
  return { decided: false };
},
onMessage(state, message, from, ctx) {
  if (ctx.role === 'coordinator') { ctx.output('commit'); ctx.send('p', 'commit'); return; }
  if (!state.decided) { state.decided = true; ctx.cancelTimer('tired'); ctx.output('commit'); }
},
onTimer(state, timer, ctx) { state.decided = true; ctx.output('abort'); },`);

test('of a unilateral abort can be followed by hand', async () => {
  const report = await checkTiny(unilateral, unilateralProtocol);
  // Initially: tired first (then the vote arrives and the coordinator commits: violated) 1/2; or the vote first 1/2, and
  // then tired before the commit arrives 1/2.
  expect(report.verdict.kind).toBe('violated');
  expect(report.verdict.steps?.length).toBe(2);
  const curve = report.trace?.violationProbability?.map(({ lower, upper }) => [lower, upper]);
  const afterFirst = report.verdict.steps?.[0]?.includes('tired') ? 1 : 0.5;
  expect(curve).toEqual([
    [0.75, 0.75],
    [afterFirst, afterFirst],
    [1, 1],
  ]);
  expect(report.trace?.pointOfNoReturn?.state).toBe(afterFirst === 1 ? 0 : 1);
  expect(reportText(report, tinyChallenge(unilateral))).toContain(
    `Probability of the violation, step by step, under the uniform scheduler: 0.750 ${afterFirst === 1 ? '1' : '0.500'} 1\n`,
  );
});

/** Two-phase commit of the TLA+ Examples whose transaction manager may commit when two of six managers are prepared. */
describe('the curve in a space that a check does not wait for', () => {
  const managers = 6;
  const challenge = { ...tinyChallenge(twoPhaseTla(managers)), slug: 'commits-with-two' };
  const source = twoPhaseTlaProtocol.replace("=== ctx.nodes('resource manager').length", '=== 2');
  const check = { challenge, source, file: 'protocol.ts', bounds: {} };

  test('comes after the verdict', async () => {
    const report = await checkSource(check);
    expect(report.verdict.kind).toBe('violated');
    expect(report.trace?.violationProbability).toBeUndefined();
    const { trace } = await withLateFutures(check, report);
    const curve = trace?.violationProbability ?? [];
    const point = trace?.pointOfNoReturn?.state ?? -1;
    expect(curve.length).toBe((report.trace?.steps.length ?? 0) + 1);
    expect(curve.at(-1)).toEqual({ lower: 1, upper: 1 });
    for (const [state, { lower, upper }] of curve.entries()) {
      expect(upper - lower).toBeLessThanOrEqual(1e-6);
      if (state > point) expect(lower).toBe(1);
      else expect(upper).toBeLessThan(1);
    }
  });
});

test('the curve that comes late is the one that comes at once', async () => {
  const challenge = tinyChallenge(unilateral);
  const check = { challenge, source: unilateralProtocol, file: 'protocol.ts', bounds: {} };
  const report = await checkSource(check);
  const { violationProbability, pointOfNoReturn, ...trace } = report.trace as Trace;
  const late = await withLateFutures(check, { ...report, trace });
  expect(late.trace).toEqual({ ...trace, violationProbability, pointOfNoReturn });
  // What does not end in the violation has no curve.
  const { schedule = [] } = report.verdict;
  const cut = { ...report, trace, verdict: { ...report.verdict, schedule: schedule.slice(0, 1) } };
  expect((await withLateFutures(check, cut)).trace).toEqual(trace);
});
