/** Runs of experiments as traces: what the catalogue's properties accept and reject of them, and what cannot be. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { challengeBySlug } from '../../challenges';
import type { Challenge, PackTrace, PackTraceRuns } from '../../src/model';
import { judgeTrace } from '../../src/verify/judge-trace';

type Trace = PackTrace & PackTraceRuns;

function traceOf(slug: string, name: string): Trace {
  const url = new URL(`../../challenges/${slug}/traces/${name}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Trace;
}

function judge(slug: string, trace: PackTrace) {
  return judgeTrace(trace, (challengeBySlug(slug) as Challenge).system(trace.bounds));
}

describe.each(['secure-sum', 'schnorr'])('%s', (slug) => {
  test.each(readdirSync(new URL(`../../challenges/${slug}/traces`, import.meta.url)))('%s', (name) => {
    const trace = traceOf(slug, name);
    const judgement = judge(slug, trace);
    if (trace.expect === 'accept') expect(judgement).toEqual({ kind: 'accepted' });
    else expect(judgement).toMatchObject({ kind: 'rejected', by: [{ property: trace.expect.reject }] });
  });
});

test('weights count: a pad that is biased the other way in one experiment alone is told, one that is as biased in both is told by the number', () => {
  const biased = traceOf('secure-sum', 'a-biased-pad.json');
  const fair = { ...biased, runs: biased.runs.map(({ weight: _, ...run }) => run) };
  expect(judge('secure-sum', fair)).toEqual({ kind: 'accepted' });
  const scaled = { ...fair, runs: fair.runs.map((run, index) => ({ ...run, weight: index < 2 ? 5 : 1 })) };
  expect(judge('secure-sum', scaled)).toEqual({ kind: 'accepted' });
});

test('runs with inputs that no property is about, and with nodes that are not there, cannot be', () => {
  const trace = traceOf('secure-sum', 'told-by-nobody.json');
  const [run] = trace.runs;
  const changed = (part: object): Trace => ({ ...trace, runs: [{ ...(run as Trace['runs'][0]), ...part }] });
  expect(judge('secure-sum', changed({ inputs: {} }))).toEqual({
    kind: 'impossible',
    sentence: 'Run 1 cannot be: no property is about an experiment with these inputs.',
    event: 0,
  });
  expect(judge('secure-sum', changed({ outputs: { eve: [] } }))).toMatchObject({
    kind: 'impossible',
    sentence: 'Run 1 cannot be: there is no node "eve"; there are ann, bob, cat.',
  });
});
