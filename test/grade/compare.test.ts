/** The schedule of one protocol taken through another, and where they part. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { challengeBySlug } from '../../challenges';
import { replayOther, runSource, wholeCheck } from '../../src/grade';
import { compileSource } from '../../src/host/compile';
import type { Action, Bounds, Challenge, NodeSnapshot, Trace } from '../../src/model';
import { firstDivergence, nearestAction } from '../../src/review';
import { demo, fixed, starter } from './make-submission';
import { environment } from './node-environment';

const source = (path: string) => readFileSync(new URL(`../../challenges/${path}`, import.meta.url), 'utf8');

async function counterexample(challenge: Challenge, text: string, bounds: Bounds) {
  const program = compileSource(text, 'protocol.ts');
  const report = await runSource(
    { data: challenge, hash: undefined, pack: null },
    program,
    bounds,
    wholeCheck,
    environment,
    () => undefined,
  );
  return { trace: report.trace as Trace, schedule: report.verdict.schedule ?? [] };
}

test('a protocol taken through its own schedule does not part from itself', async () => {
  const { trace, schedule } = await counterexample(demo, starter, demo.tiers.quick);
  const again = await replayOther(demo.slug, starter, demo.tiers.quick, schedule, environment);
  expect(again?.steps.length).toBe(schedule.length);
  expect(firstDivergence(trace, again as Trace)).toBeNull();
});

test('the mended protocol parts from the starter where that gives up although it has voted', async () => {
  const { trace, schedule } = await counterexample(demo, starter, demo.tiers.quick);
  const other = await replayOther(demo.slug, fixed, demo.tiers.quick, schedule, environment);
  const divergence = firstDivergence(trace, other as Trace);
  expect(divergence).toEqual({ kind: 'outputs', step: 4, left: 'Shows "abort".', right: 'Shows nothing.' });
  expect(trace.steps[3]?.label).toBe("p1's timer patience fires");
});

test('a mutant of two-phase commit shows its fault where the reference goes on, whatever their messages look like', async () => {
  const challenge = challengeBySlug('two-phase-commit') as Challenge;
  const mutant = source('two-phase-commit/mutants/commits-on-majority.ts');
  const { trace, schedule } = await counterexample(challenge, mutant, challenge.tiers.full);
  // The same protocol with another word for a message.
  const renamed = source('two-phase-commit/reference.ts').replaceAll("'prepare'", "'can-you'");
  const other = await replayOther(challenge.slug, renamed, challenge.tiers.full, schedule, environment);
  const divergence = firstDivergence(trace, other as Trace);
  expect(divergence).toEqual({
    ...{ kind: 'sent', step: 7, right: 'Sends nothing.' },
    left: 'Sends nothing, sets {"kind":"written","record":"commit"}.',
  });
  expect(other?.steps[6]?.label).toBe('c receives {"kind":"vote","vote":"yes"} from p2');
});

const node = (part: Partial<NodeSnapshot>): NodeSnapshot => ({
  ...{ id: 'a', role: 'r', up: true, state: {}, inbox: [], timers: [], inputs: [], outputs: [] },
  ...part,
});
const envelope = (from: string, message: NodeSnapshot['state'], id = 1) => ({ id, from, to: 'a', message, sentAt: 0 });
const deliver = (message: NodeSnapshot['state']): Action => ({ kind: 'deliver', node: 'a', from: 'b', message });

test('the nearest action is the same one, else one of the same kind, else the oldest from that sender', () => {
  const inbox = [envelope('c', { kind: 'x', v: 1 }), envelope('b', { kind: 'y' }), envelope('b', { kind: 'x', v: 2 })];
  const nodes = [node({ inbox, timers: [{ kind: 't', n: 2 }, 'other'] })];
  expect(nearestAction(deliver({ kind: 'x', v: 2 }), nodes)).toEqual(deliver({ kind: 'x', v: 2 }));
  expect(nearestAction(deliver({ kind: 'x', v: 3 }), nodes)).toEqual(deliver({ kind: 'x', v: 2 }));
  expect(nearestAction(deliver('z'), nodes)).toEqual(deliver({ kind: 'y' }));
  expect(nearestAction(deliver('z'), [node({})])).toEqual(deliver('z'));
  const timeout = (timer: NodeSnapshot['state']): Action => ({ kind: 'timeout', node: 'a', timer });
  expect(nearestAction(timeout({ kind: 't', n: 1 }), nodes)).toEqual(timeout({ kind: 't', n: 2 }));
  expect(nearestAction(timeout('third'), nodes)).toEqual(timeout('third'));
});
