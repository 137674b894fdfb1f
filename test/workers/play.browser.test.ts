/** The worker that plays, for real: it answers while it searches, and a newer search ends the one before. */
import * as Comlink from 'comlink';
import { afterAll, expect, test } from 'vitest';
import starter from '../../challenges/demo-commit/starter.ts?raw';
import { compileSource } from '../../src/host/compile';
import { type CheckRequest, defaultLimits } from '../../src/model';
import type { PlayWorker } from '../../workers/api';

const thread = new Worker(new URL('../../workers/play.worker.ts', import.meta.url), { type: 'module' });
const worker = Comlink.wrap<PlayWorker>(thread);
afterAll(() => thread.terminate());

const request: CheckRequest = {
  challenge: 'demo-commit',
  program: compileSource(starter, 'protocol.ts'),
  bounds: {},
  limits: defaultLimits,
  explore: 'first',
};
const quiet = () => Comlink.proxy(() => undefined);

test('a violation is found, as far as is advised, and playing on by the advice leads there', async () => {
  const { challengeBySlug } = await import('../../challenges');
  const bounds = challengeBySlug('demo-commit')?.tiers.quick ?? {};
  const opened = await worker.open({ ...request, bounds });
  if (opened.kind === 'err') throw new Error(opened.error.sentence);
  const found = await worker.search([], { kind: 'violation' }, 'here', quiet());
  if (found.kind !== 'found') throw new Error(JSON.stringify(found));
  let moment = opened.value;
  for (let left = found.forward; left >= 0; left--) {
    const { here, after } = await worker.advise(moment.schedule, quiet());
    expect(here).toMatchObject({ kind: 'in', steps: left });
    if (left === 0) break;
    const best = after.findIndex((one) => one.kind === 'in' && one.steps === left - 1);
    const action = moment.choices[best]?.action;
    if (action === undefined) throw new Error('no choice is as near as was advised');
    moment = await worker.at([...moment.schedule, action]);
  }
  expect(moment.properties.some(({ status }) => status === 'violated')).toBe(true);
});

test('expressions are evaluated, with types too', async () => {
  expect(await worker.ask([], '(nodes as any[]).length satisfies number')).toEqual({ kind: 'ok', value: 4 });
  expect(await worker.ask([], 'nodes.length +')).toMatchObject({ kind: 'err', error: { code: 'syntax-error' } });
});

test('it answers while it searches, and another search ends the one under way', async () => {
  const { challengeBySlug } = await import('../../challenges');
  const bounds = challengeBySlug('demo-commit')?.tiers.full ?? {};
  const endless =
    "import { protocol } from 'interleave';\nexport default protocol({ init: (ctx) => { ctx.setTimer(0); return { n: 0 }; }, onTimer(state, timer, ctx) { state.n += 1; ctx.setTimer(0); } });\n";
  await worker.open({ ...request, program: compileSource(endless, 'protocol.ts'), bounds });
  let told = 0;
  const first = worker.search(
    [],
    { kind: 'formula', source: 'nodes[0].state.n < 0' },
    'here',
    Comlink.proxy(() => {
      told++;
    }),
  );
  while (told < 2) expect((await worker.at([])).choices.length).toBeGreaterThan(0);
  const second = worker.search([], { kind: 'formula', source: 'nodes[0].state.n === 2' }, 'here', quiet());
  expect(await first).toMatchObject({ kind: 'stopped', why: 'cancelled' });
  expect(await second).toMatchObject({ kind: 'found', forward: 2 });
});
