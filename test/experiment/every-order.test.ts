/** Whether the one schedule of an experiment stands for all others: shown where it does, never said where it does not. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { challengeBySlug } from '../../challenges';
import { experimentScheduleWords } from '../../src/check/experiments';
import { checkSource } from '../../src/cli';
import {
  type Bounds,
  type Challenge,
  type CheckReport,
  type Experiment,
  fact,
  inEveryRun,
  type Property,
  privacyGroups,
  type ReductionResult,
  sameViews,
} from '../../src/model';
import { checkTiny, protocolOf, tinyNodes } from '../models/tiny-challenge';

function checkReference(slug: string, bounds: Bounds, file = 'reference.ts', orders = true): Promise<CheckReport> {
  const challenge = challengeBySlug(slug) as Challenge;
  const source = readFileSync(new URL(`../../challenges/${slug}/${file}`, import.meta.url), 'utf8');
  return checkSource({ challenge, source, file, bounds, orders });
}

/** What is said of orders: the reduction, or that other schedules were not checked. */
function said({ verdict }: CheckReport): ReductionResult | string | undefined {
  const shown = verdict.reductions?.find(({ kind }) => kind === 'one-schedule');
  const isOpen = verdict.notChecked.includes(experimentScheduleWords);
  expect(isOpen).toBe(shown === undefined);
  return shown ?? 'open';
}

const any: ReductionResult = { kind: 'one-schedule', used: true, inputsFirst: false };
const inputsFirst: ReductionResult = { kind: 'one-schedule', used: true, inputsFirst: true };

describe('the catalogue', () => {
  test('shares and subtotals may arrive in any order, and inputs be given at any time', async () => {
    expect(said(await checkReference('secure-sum', { parties: 3, modulus: 2 }))).toEqual(any);
  });

  test('so may coins and announcements', async () => {
    expect(said(await checkReference('dining-cryptographers', { cryptographers: 3, schedules: 0 }))).toEqual(any);
  });

  test('of a conversation there is one order, once both know what it is about', async () => {
    expect(said(await checkReference('schnorr', { group: 1 }))).toEqual(inputsFirst);
  });

  test('nothing is shown of what does not hold, nor where it was not asked for', async () => {
    const bounds = { parties: 3, modulus: 2 };
    expect(said(await checkReference('secure-sum', bounds, 'mutants/tells-its-number.ts'))).toBe('open');
    expect(said(await checkReference('secure-sum', bounds, 'reference.ts', false))).toBe('open');
  });
});

describe('tiny systems', () => {
  const nodes = tinyNodes(3);
  const started: Experiment = { name: 'started', inputs: { n1: ['go'], n2: ['go'] } };
  const ends = inEveryRun(
    'ends well',
    'n3 shows one thing.',
    () => [started],
    ({ outputs }) => fact(outputs.n3?.length === 1, 'it shows something else'),
  );
  const tiny = async (handlers: string, properties: readonly Property[]): Promise<CheckReport> => {
    const report = await checkTiny({ nodes, properties }, protocolOf(handlers));
    expect(report.verdict.kind).toBe('holds');
    return report;
  };
  /** n1 and n2 tell n3 who they are; n3 does something with it. */
  const tellN3 = (onMessage: string): string =>
    `init: () => ({ heard: [] }), onInput(state, input, ctx) { ctx.send('n3', ctx.self); },
     onMessage(state, message, from, ctx) { ${onMessage} },`;
  const counted = 'state.heard = [...state.heard, message].sort();';

  test('who counts does not care who comes first', async () => {
    expect(said(await tiny(tellN3(`${counted} if (state.heard.length === 2) ctx.output('both');`), [ends]))).toEqual(
      any,
    );
  });

  test('whose output is that of the first, does', async () => {
    const handlers = tellN3(`${counted} if (state.heard.length === 1) ctx.output(message);`);
    expect(said(await tiny(handlers, [ends]))).toBe('open');
  });

  test('who remembers the order, too, even if nothing comes of it', async () => {
    const handlers = tellN3(`state.heard.push(message); if (state.heard.length === 2) ctx.output('both');`);
    expect(said(await tiny(handlers, [ends]))).toBe('open');
  });

  test('who answers the first only, too', async () => {
    const answers = `if (ctx.self === 'n3') { ${counted}
      if (state.heard.length === 1) { ctx.send(from, 'first'); ctx.output('one'); } }`;
    expect(said(await tiny(tellN3(answers), [ends]))).toBe('open');
  });

  test('what is drawn at the first message is drawn elsewhere in another order', async () => {
    const handlers = tellN3(`${counted} if (state.heard.length === 1) ctx.output(ctx.random([0, 1]));`);
    expect(said(await tiny(handlers, [ends]))).toBe('open');
  });

  test('a claim that reads messages in their order is shown only where there is no other', async () => {
    const handlers = tellN3(`${counted} if (state.heard.length === 2) ctx.output('both');`);
    const reading = (experiment: Experiment): Property =>
      inEveryRun(
        'told',
        'Somebody tells n3.',
        () => [experiment],
        ({ messages }) => fact(messages.length > 0, 'nobody does'),
      );
    expect(said(await tiny(handlers, [reading(started)]))).toBe('open');
    expect(said(await tiny(handlers, [reading({ name: 'one', inputs: { n1: ['go'] } })]))).toEqual(inputsFirst);
  });

  test('a timer may fire at any moment, so nothing is shown', async () => {
    const handlers = `init: () => null, onInput(state, input, ctx) { ctx.setTimer('t'); },
      onTimer(state, timer, ctx) { ctx.send('n3', 'late'); }, onMessage(state, m, from, ctx) { ctx.output('late'); },`;
    const one = { name: 'one', inputs: { n1: ['go'] } };
    const property = inEveryRun(
      'ends well',
      '',
      () => [one],
      ({ outputs }) => fact(outputs.n3?.length === 1, 'no'),
    );
    expect(said(await tiny(handlers, [property]))).toBe('open');
  });

  test('a view is shown only if who sends to whom does not depend on the secret', async () => {
    const experiments = [0, 1].map((secret) => ({ name: `the secret is ${secret}`, inputs: { n1: [secret] } }));
    const hidden = sameViews('hidden', 'n3 learns nothing.', () =>
      privacyGroups(experiments, [['n3']], () => 'nothing'),
    );
    const sends = (more: string): string =>
      `init: () => null, onInput(state, input, ctx) { ctx.send('n3', 'hello'); ${more} },`;
    expect(said(await tiny(sends("ctx.send('n2', input);"), [hidden]))).toEqual(any);
    expect(said(await tiny(sends("if (input === 1) ctx.send('n2', 'so');"), [hidden]))).toBe('open');
  });

  test('an answer cannot come before its question', async () => {
    const handlers = `init: () => ({ asked: false, done: false }),
      onInput(state, input, ctx) { state.asked = true; ctx.send('n2', 'question'); },
      onMessage(state, message, from, ctx) {
        if (ctx.self === 'n2') ctx.send('n1', 'answer');
        else if (state.asked && !state.done) { state.done = true; ctx.output('done'); }
      },`;
    const one = { name: 'one', inputs: { n1: ['go'] } };
    const property = inEveryRun(
      'done',
      '',
      () => [one],
      ({ outputs }) => fact(outputs.n1?.length === 1, 'not done'),
    );
    expect(said(await tiny(handlers, [property]))).toEqual(inputsFirst);
  });
});
