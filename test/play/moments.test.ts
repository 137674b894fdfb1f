/** The states that one plays to: the same as a replay of their schedules gives, with all that can follow. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { challenges } from '../../challenges';
import { createPrng } from '../../src/base';
import { prepare } from '../../src/check';
import { checkSource } from '../../src/cli';
import { specOfSchedule } from '../../src/experiment';
import { compileSource } from '../../src/host/compile';
import {
  type Action,
  type Challenge,
  type CheckRequest,
  type PlayMoment,
  type Schedule,
  writesAgainstVariants,
} from '../../src/model';
import { replay } from '../../src/verdict';
import { protocolOf, tinyChallenge, tinyNodes } from '../models/tiny-challenge';
import { catalogueRequest, nodeEnvironment, played, requestOf } from './node-play';

const handlers = (...parts: readonly string[]): string => protocolOf(parts.join(','));

/** What is played of a challenge: its reference, or one of its variants. */
async function requestFor(challenge: Challenge): Promise<CheckRequest> {
  const { slug } = challenge;
  if (!writesAgainstVariants(challenge)) return catalogueRequest(`${slug}/reference.ts`);
  const variants = await nodeEnvironment.breaking.variants(slug);
  return catalogueRequest(`${slug}/reference.ts`, { variant: variants.at(-1)?.name as string });
}

/** A fresh replay of the same protocol, in a sandbox of its own. */
async function replayer(request: CheckRequest, challenge: Challenge) {
  const variants = writesAgainstVariants(challenge) ? await nodeEnvironment.breaking.variants(challenge.slug) : [];
  const variant = variants.find(({ name }) => name === request.variant);
  const own = variant === undefined ? request : { ...request, program: variant.program };
  const prepared = await prepare(own, challenge, nodeEnvironment.wasm);
  if (prepared.kind === 'refused') throw new Error(prepared.verdict.problem?.sentence);
  return (schedule: Schedule) => replay(specOfSchedule(prepared.spec, schedule), prepared.host, schedule);
}

describe.each(challenges.map((challenge) => [challenge.slug, challenge] as const))('of %s', (_slug, challenge) => {
  test('each moment on random walks is what a replay gives, and only its choices are enabled', async () => {
    const request = await requestFor(challenge);
    const { play, first } = await played(request);
    const replayed = await replayer(request, challenge);
    const prng = createPrng(7);
    for (let walk = 0; walk < 4; walk++) {
      let moment: PlayMoment = first;
      for (let step = 0; step < 25 && moment.choices.length > 0; step++) {
        const choice = moment.choices[prng.below(moment.choices.length)];
        const schedule = [...moment.schedule, choice?.action as Action];
        moment = await play.at(schedule);
        const other = replayed(schedule);
        expect(moment.divergedAt).toBe(undefined);
        expect(moment.schedule).toEqual(schedule);
        expect(moment.trace).toEqual(other.trace);
        expect(moment.problem).toEqual(other.failure?.problem);
        if (moment.problem === undefined) expect(moment.quiescent).toBe(other.quiescent);
      }
    }
    await play.dispose();
  });
});

test('a schedule that diverges is followed up to there', async () => {
  const { play, first } = await played(catalogueRequest('two-phase-commit/reference.ts'));
  const [choice] = first.choices;
  const action = choice?.action as Action;
  const moment = await play.at([action, { kind: 'restart', node: 'nobody' }, action]);
  expect([moment.divergedAt, moment.schedule]).toEqual([1, [action]]);
  await play.dispose();
});

const counting = tinyChallenge({ nodes: tinyNodes(2) });
const ticking = handlers(
  "init: (ctx) => { ctx.setTimer('tick'); return { n: 0 }; }",
  "onTimer: (state, timer, ctx) => { state.n = (state.n + 1) % 3000; ctx.setTimer('tick'); }",
);

test('stepping on after 2,000 steps costs a step, and going back costs nothing', async () => {
  const { play, first } = await played(requestOf(counting, ticking, { bounds: {} }), counting);
  let moment = first;
  for (let step = 0; step < 2000; step++)
    moment = await play.at([...moment.schedule, moment.choices[step % 2]?.action as Action]);
  expect(moment.trace.steps.at(-1)?.after.map(({ state }) => state)).toEqual([{ n: 1000 }, { n: 1000 }]);
  const startedAt = performance.now();
  for (let step = 0; step < 20; step++)
    moment = await play.at([...moment.schedule, moment.choices[0]?.action as Action]);
  expect((performance.now() - startedAt) / 20).toBeLessThan(100);
  const back = await play.at(moment.schedule.slice(0, 1500));
  expect(back.trace.steps).toHaveLength(1500);
  await play.dispose();
});

test('a handler that fails is a choice, and ends the play with its problem', async () => {
  const failing = handlers(
    "init: (ctx) => { ctx.setTimer('tick'); return 0; }",
    "onTimer: (state) => { throw new Error('no'); }",
  );
  const one = tinyChallenge({ nodes: tinyNodes(1) });
  const { play, first } = await played(requestOf(one, failing, { bounds: {} }), one);
  expect(first.choices.map(({ label }) => label)).toEqual(["n1's timer tick fires"]);
  const moment = await play.at([first.choices[0]?.action as Action]);
  expect([moment.problem?.code, moment.choices, moment.schedule.length]).toEqual(['handler-threw', [], 1]);
  expect((await play.at([...moment.schedule, ...moment.schedule])).divergedAt).toBe(1);
  await play.dispose();
});

test('each outcome of a choice is a choice of its own, told in words', async () => {
  const choosing = handlers(
    "init: (ctx) => { ctx.setTimer('tick'); return 'undecided'; }",
    "onTimer: (state, timer, ctx) => ctx.choose(['red', 'green']) + ctx.random(['!', '?'])",
  );
  const one = tinyChallenge({ nodes: tinyNodes(1) });
  const { play, first } = await played(requestOf(one, choosing, { bounds: {} }), one);
  expect(first.choices.map(({ label, outcome }) => `${label}: ${outcome}`)).toMatchInlineSnapshot(`
    [
      "n1's timer tick fires: choosing red, drawing ! (1 in 2)",
      "n1's timer tick fires: choosing red, drawing ? (1 in 2)",
      "n1's timer tick fires: choosing green, drawing ! (1 in 2)",
      "n1's timer tick fires: choosing green, drawing ? (1 in 2)",
    ]
  `);
  const states = [];
  for (const { action } of first.choices) states.push((await play.at([action])).trace.steps[0]?.after[0]?.state);
  expect(states).toEqual(['red!', 'red?', 'green!', 'green?']);
  await play.dispose();
});

test('the counterexample of an experiment is played with the inputs of the experiment, and can be chosen step by step', async () => {
  const secureSum = challenges.find(({ slug }) => slug === 'secure-sum') as Challenge;
  const path = 'challenges/secure-sum/mutants/forgets-its-own-share.ts';
  const source = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const { verdict } = await checkSource({
    challenge: secureSum,
    source,
    file: 'protocol.ts',
    bounds: secureSum.tiers.quick,
  });
  const schedule = verdict.schedule as Schedule;
  const { play } = await played(catalogueRequest('secure-sum/mutants/forgets-its-own-share.ts'));
  const whole = await play.at(schedule);
  expect([whole.divergedAt, whole.trace.steps.length]).toEqual([undefined, schedule.length]);
  for (const [index, action] of schedule.entries()) {
    const before = await play.at(schedule.slice(0, index));
    expect(before.choices.map((choice) => choice.action)).toContainEqual(action);
  }
  await play.dispose();
});

test('a system without inputs is played with those of its experiments, each of which can be chosen', async () => {
  const { play, first } = await played(catalogueRequest('secure-sum/reference.ts'));
  const inputs = ({ choices }: PlayMoment) =>
    choices.flatMap(({ action }) =>
      action.kind === 'input' ? [`${action.node} ${JSON.stringify(action.input)}`] : [],
    );
  const distinct = [...new Set(inputs(first))].sort();
  expect(distinct).toEqual(
    ['ann', 'bob', 'cat'].flatMap((node) => [0, 1].map((value) => `${node} {"kind":"add","value":${value}}`)),
  );
  const advice = await play.advise([], () => undefined);
  expect(advice.after).toHaveLength(first.choices.length);
  // Every one of them leads on, and what was given stays given.
  for (const { action } of first.choices) {
    const moment = await play.at([action]);
    expect(moment.divergedAt).toBe(undefined);
    const { node } = action as { node: string };
    expect(inputs(moment).filter((text) => text.startsWith(node))).toEqual([]);
  }
  await play.dispose();
});

test('what does not compile is refused with its problem', async () => {
  const { play } = await played(catalogueRequest('two-phase-commit/reference.ts'));
  const challenge = challenges[0] as Challenge;
  const opened = await play.open({
    ...requestOf(challenge, ''),
    program: compileSource('export default 1 +', 'protocol.ts'),
  });
  expect(opened).toMatchObject({ kind: 'err', error: { code: 'syntax-error' } });
  await expect(play.at([])).rejects.toThrow('a protocol is open');
});
