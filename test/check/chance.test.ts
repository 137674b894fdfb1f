/** Checks by random walks and by swarms: what they find is real and small, what they cover is true, and nothing ever holds. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { challengeBySlug } from '../../challenges';
import { checkSource } from '../../src/cli';
import { swarmThreads } from '../../src/cli/swarm-threads';
import { createHost } from '../../src/host';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import {
  always,
  type CheckReport,
  coverageWords,
  eventually,
  fact,
  noDeadlock,
  probability,
  type Schedule,
  type SearchMode,
  type SwarmCoverage,
  type SystemSpec,
  sometimes,
  type WalkCoverage,
} from '../../src/model';
import { claimOf } from '../../src/properties';
import { readingOrder, replay } from '../../src/verdict';
import { randomProtocol } from '../models/random-protocol';
import { checkTiny, protocolOf, type TinySystem, tinyChallenge, tinyNodes } from '../models/tiny-challenge';

const walks = (count: number, seed = 1): SearchMode => ({ kind: 'walks', seed, walks: count });
const swarm = (searches: number, states: number, seed = 1): SearchMode => ({ kind: 'swarm', seed, searches, states });

interface Options {
  readonly explore?: 'first' | 'all';
  readonly isCancelled?: () => boolean;
  readonly milliseconds?: number;
}

function checkBy(mode: SearchMode, system: TinySystem, source: string, options: Options = {}): Promise<CheckReport> {
  const { milliseconds, ...rest } = options;
  return checkSource({
    challenge: tinyChallenge(system),
    source,
    file: 'protocol.ts',
    bounds: {},
    mode,
    ...(milliseconds === undefined ? {} : { limits: { milliseconds } }),
    ...rest,
  });
}

async function hostOf(source: string, spec: SystemSpec) {
  const compiled = compileSource(source, 'protocol.ts');
  if (compiled.kind === 'refused') throw new Error('the source compiles');
  const nodes = spec.nodes.map(({ id, role, adversary }) => ({ id, role, ...(adversary ? { adversary } : {}) }));
  const created = await createHost(loadSandboxWasm(), compiled.program, { nodes, config: spec.config });
  if (created.kind === 'failed') throw new Error('the source loads');
  return created.host;
}

const walked = (report: CheckReport): WalkCoverage => report.verdict.coverage as WalkCoverage;
const swarmed = (report: CheckReport): SwarmCoverage => report.verdict.coverage as SwarmCoverage;

const spoken = sometimes('all spoke', 'Everybody can speak.', (o) => o.nodes.every((node) => node.outputs.length > 0));
const silence = always('somebody is silent', 'Not everybody speaks.', (o) =>
  fact(
    o.nodes.some((node) => !node.outputs.includes('x')),
    'all spoke',
  ),
);
/** Each of three nodes speaks or sends two messages that nobody answers. */
const talkers: TinySystem = { nodes: tinyNodes(3, { inputs: ['go'] }), properties: [silence, spoken] };
const talk = protocolOf(
  "init: () => 0, onInput(state, input, ctx) { if (ctx.choose([0, 1]) === 1) ctx.output('x'); else ctx.broadcast('m'); },",
);
/** 4 × 4 × 4 states in which nothing is wrong: each node counts its three inputs. */
const counters: TinySystem = {
  nodes: tinyNodes(3, { inputs: [1, 2, 3] }),
  properties: [
    always('small', 'No count is above 3.', (o) =>
      fact(
        o.nodes.every((node) => node.outputs.length < 4),
        'above',
      ),
    ),
  ],
};
const count = protocolOf('init: () => 0, onInput(state, input, ctx) { ctx.output(input); return state + 1; },');

describe('a check by walks', () => {
  test('finds a violation, drops what it does not need, and shows the trace to it', async () => {
    const report = await checkBy(walks(200, 7), talkers, talk);
    const { verdict, trace } = report;
    expect(verdict.kind).toBe('violated');
    expect(verdict.property).toBe('somebody is silent');
    // Each node speaks by its own choice, and no message is needed.
    expect(verdict.schedule?.map((action) => action.kind === 'input' && action.choices)).toEqual([[1], [1], [1]]);
    expect(trace?.steps.map((step) => step.label)).toEqual(verdict.steps);
    // All three have to speak, so the last step but none is where it turned bad.
    expect(trace?.pointOfNoReturn?.state).toBe(2);
    expect(verdict.properties.map(({ result, length, shortest }) => [result, length, shortest])).toEqual([
      ['violated', 3, false],
      ['reached', 3, false],
    ]);
    expect(verdict.properties[0]?.reasons).toEqual([{ kind: 'fact', text: 'all spoke' }]);
    expect(verdict.properties[0]?.reads).toHaveLength(3);
    expect(await checkBy(walks(200, 7), talkers, talk).then((again) => again.verdict)).toEqual(verdict);
  });

  test('finishes one chain of steps before it begins another', async () => {
    const system: TinySystem = {
      nodes: ['n1', 'n2', 'n3', 'n4'].map((id) => ({ id, role: 'node', inputs: ['go'] })),
      properties: [
        always('not both', 'Not both receivers speak.', (o) =>
          fact(o.nodes.filter((node) => node.outputs.length > 0).length < 2, 'both spoke'),
        ),
      ],
    };
    const relay = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { if (ctx.self === 'n1' || ctx.self === 'n3') ctx.send(ctx.self === 'n1' ? 'n2' : 'n4', 'say'); }, onMessage(state, message, from, ctx) { ctx.output(message); },",
    );
    for (let seed = 1; seed <= 12; seed++) {
      const { verdict } = await checkBy(walks(100, seed), system, relay);
      const order = verdict.schedule?.map((action) => ('node' in action ? action.node : '')).join(' ');
      expect(['n1 n2 n3 n4', 'n3 n4 n1 n2']).toContain(order);
    }
  });

  test('counts walks, steps and states, and never says that anything holds', async () => {
    const report = await checkBy(walks(400), counters, count);
    expect(report.verdict.kind).toBe('inconclusive');
    expect(report.verdict.limit).toBe(undefined);
    expect(report.verdict.properties.map(({ result }) => result)).toEqual(['inconclusive']);
    // Every walk takes nine steps and ends; 64 states is all there are.
    expect(walked(report)).toEqual({
      kind: 'walks',
      seed: 1,
      walks: 400,
      steps: 3600,
      longest: 9,
      atRest: 400,
      cutOff: 0,
      lengthMax: 1000,
      bad: 0,
      distinct: { kind: 'counted', value: 64 },
      singles: 0,
    });
    expect(report.verdict.counts).toEqual({
      distinct: 64,
      generated: 3600,
      depth: 9,
      participantCalls: 12,
      observations: 64,
    });
    expect(coverageWords(walked(report))).toContain(
      'With 95 % confidence fewer than 1 in 133 such walks end badly. That says nothing of schedules that walks seldom take.',
    );
    expect((await checkTiny(counters, count)).verdict).toMatchObject({ kind: 'holds', counts: { distinct: 64 } });
  });

  test('goes on after a violation where everything is asked for', async () => {
    const report = await checkBy(walks(300, 3), talkers, talk, { explore: 'all' });
    expect(walked(report).walks).toBe(300);
    expect(walked(report).bad).toBeGreaterThan(20);
    expect(report.verdict.kind).toBe('violated');
  });

  test('of what never ends are cut off', async () => {
    const endless = protocolOf(
      "init(ctx) { ctx.setTimer('t'); return 0; }, onTimer(state, timer, ctx) { ctx.setTimer(timer); },",
    );
    const report = await checkBy(walks(3), { nodes: tinyNodes(1) }, endless);
    expect(walked(report)).toMatchObject({ walks: 3, steps: 3000, cutOff: 3, atRest: 0, distinct: { value: 1 } });
  });

  test('says what kinds of property it does not decide, and what was never put to the test', async () => {
    const report = await checkBy(
      walks(20),
      {
        nodes: tinyNodes(1, { inputs: ['go'] }),
        properties: [
          eventually('in the end', 'It speaks.', () => false),
          probability('how likely', 'That it speaks.', { of: () => true, scheduler: 'uniform', atLeast: 1 }),
        ],
      },
      protocolOf('init: () => 0, onInput() {},'),
    );
    expect(report.verdict.kind).toBe('inconclusive');
    expect(report.verdict.notChecked.slice(0, 3)).toEqual([
      'Every schedule that was not tried. Random walks can show that a property is violated, never that it holds.',
      'Random walks do not decide properties of whole runs: “in the end”.',
      'Random walks do not compute probabilities and expectations: “how likely”.',
    ]);
  });

  test('ends with the handler that failed, by the shortest way that was left of the walk', async () => {
    const fragile = protocolOf(
      "init: () => 0, onInput(state, input, ctx) { ctx.send('n2', 'm'); return state + 1; },\nonMessage(state, message, from, ctx) {\n if (from === 'n1') throw new Error('no'); },",
    );
    const report = await checkBy(walks(50), { nodes: tinyNodes(3, { inputs: ['a', 'b'] }) }, fragile);
    expect(report.verdict).toMatchObject({ kind: 'crashed', problem: { code: 'handler-threw', place: { line: 6 } } });
    expect(report.verdict.schedule?.map(({ kind }) => kind)).toEqual(['input', 'deliver']);
    expect(report.trace?.steps.at(-1)?.problem?.code).toBe('handler-threw');
  });

  test('finds a deadlock, and a handler that depends on more than its arguments', async () => {
    const stuck = noDeadlock('done', 'Everybody spoke.', (o) =>
      fact(
        o.nodes.every((node) => node.outputs.length > 0),
        'somebody is silent',
      ),
    );
    const report = await checkBy(walks(50), { ...talkers, properties: [stuck] }, talk);
    expect(report.verdict).toMatchObject({ kind: 'deadlock', property: 'done' });
    const impure = protocolOf(
      'init: () => 0, onInput(state, input, ctx) { seen += 1; ctx.output(seen); },',
      'let seen = 0;',
    );
    expect((await checkBy(walks(50), talkers, impure)).verdict.kind).toBe('nondeterministic');
  });

  test('stops when told to, with a limit that says so', async () => {
    const cancelled = await checkBy(walks(1e9), counters, count, { isCancelled: () => true });
    expect(cancelled.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'cancelled' } });
    expect(walked(cancelled).walks).toBeGreaterThan(0);
    const timed = await checkBy(walks(1e9), counters, count, { milliseconds: 300 });
    expect(timed.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'time', value: 300 } });
    const asked = await checkBy({ kind: 'walks', seed: 1, milliseconds: 200 }, counters, count);
    expect(asked.verdict.limit).toBe(undefined);
    expect(walked(asked).walks).toBeGreaterThan(100);
  });
});

describe('a check by a swarm', () => {
  test('sees all of a small space and yet does not say that it holds', async () => {
    const report = await checkBy(swarm(3, 1000), counters, count);
    expect(report.verdict.kind).toBe('inconclusive');
    expect(report.verdict.counts).toEqual({
      distinct: 64,
      generated: 3 * 144,
      depth: 9,
      participantCalls: 12,
      observations: 64,
    });
    const { searches, singles, distinct } = swarmed(report);
    expect(distinct).toEqual({ kind: 'counted', value: 64 });
    expect(singles).toBe(0);
    expect(searches.map(({ states, fresh, end }) => [states, fresh, end])).toEqual([
      [64, 64, 'everything'],
      [64, 0, 'everything'],
      [64, 0, 'everything'],
    ]);
    expect(coverageWords(swarmed(report)).join(' ')).toContain('Search 1 ran out of new states');
  });

  test('keeps to its bound of states, each search in its own way', async () => {
    const report = await checkBy(swarm(12, 20), counters, count);
    const { searches, distinct } = swarmed(report);
    expect(searches.every(({ states, end }) => states === 20 && end === 'states')).toBe(true);
    expect(new Set(searches.map(({ seed }) => seed)).size).toBe(12);
    expect(new Set(searches.map(({ order }) => order)).size).toBe(2);
    expect(distinct.value).toBeGreaterThan(20);
    expect(searches.reduce((sum, { fresh = 0 }) => sum + fresh, 0)).toBe(distinct.value);
  });

  test('finds what is wrong, by a schedule that needs all of its steps', async () => {
    const { verdict, trace } = await checkBy(swarm(4, 1000, 9), talkers, talk);
    expect(verdict).toMatchObject({ kind: 'violated', property: 'somebody is silent' });
    expect(verdict.schedule).toHaveLength(3);
    expect(trace?.steps).toHaveLength(3);
    expect(verdict.coverage).toMatchObject({ kind: 'swarm', planned: 4, searches: [{ end: 'bad' }] });
  });

  test('gives the same verdict and counts with one thread and with several', async () => {
    const challenge = challengeBySlug('two-phase-commit');
    if (challenge === undefined) throw new Error('it is in the catalogue');
    const sourceOf = (file: string) =>
      readFileSync(new URL(`../../challenges/two-phase-commit/${file}.ts`, import.meta.url), 'utf8');
    for (const file of ['reference', 'mutants/commits-on-majority', 'mutants/sends-before-logging']) {
      const verdictWith = async (helpers: number) => {
        const threads = helpers === 0 ? undefined : swarmThreads(helpers, { kind: 'catalogue', slug: challenge.slug });
        const report = await checkSource({
          challenge,
          source: sourceOf(file),
          file: 'protocol.ts',
          bounds: challenge.tiers.full,
          mode: swarm(6, 4000, 5),
          ...(threads === undefined ? {} : { swarm: threads }),
        });
        threads?.discard();
        expect(report.workers).toBe(1 + helpers);
        return report.verdict;
      };
      const alone = await verdictWith(0);
      expect(await verdictWith(2)).toEqual(alone);
      expect(swarmed({ verdict: alone } as CheckReport).searches.length).toBeGreaterThan(0);
    }
  });

  test('is stopped by a limit, and says how far it got', async () => {
    const report = await checkBy(swarm(1000, 1000), counters, count, { milliseconds: 250 });
    expect(report.verdict).toMatchObject({ kind: 'inconclusive', limit: { kind: 'time', value: 250 } });
    const { searches, planned } = swarmed(report);
    expect(planned).toBe(1000);
    expect(searches.length).toBeLessThan(1000);
  });
});

describe('on random protocols', () => {
  test('walks and swarms find only what every schedule shows, and a swarm without bounds sees all of it', async () => {
    let violated = 0;
    await fc.assert(
      fc.asyncProperty(randomProtocol, fc.nat(1000), async ({ source, spec }, seed) => {
        const every = await checkTiny(spec, source, { explore: 'all', limits: { states: 3000 } });
        fc.pre(every.verdict.limit === undefined);
        for (const mode of [walks(60, seed), swarm(3, 10_000, seed)]) {
          const { verdict } = await checkBy(mode, spec, source, { explore: 'all' });
          expect(['inconclusive', 'violated', 'deadlock']).toContain(verdict.kind);
          expect(verdict.counts.distinct).toBeLessThanOrEqual(every.verdict.counts.distinct);
          for (const [index, found] of verdict.properties.entries()) {
            const known = every.verdict.properties[index];
            expect(['inconclusive', 'violated', 'reached']).toContain(found.result);
            if (found.schedule === undefined) continue;
            expect(known?.result).toBe(found.result);
            expect(known?.length ?? 0).toBeLessThanOrEqual(found.length ?? 0);
            violated++;
          }
          if (mode.kind === 'swarm') {
            const cut = swarmed({ verdict } as CheckReport).searches.every((search) => search.cut > 0);
            const isWhole = verdict.properties.every(({ result }) => result !== 'violated');
            if (isWhole && !cut) expect(verdict.counts.distinct).toBe(every.verdict.counts.distinct);
          }
        }
      }),
      { seed: 17, numRuns: 60 },
    );
    expect(violated).toBeGreaterThan(40);
  });

  test('finds are in reading order, and no step of them can go', async () => {
    let looked = 0;
    await fc.assert(
      fc.asyncProperty(randomProtocol, fc.nat(1000), async ({ source, spec }, seed) => {
        const { verdict } = await checkBy(walks(60, seed), spec, source, { explore: 'all' });
        const host = await hostOf(source, spec);
        for (const [index, { schedule }] of verdict.properties.entries()) {
          const property = spec.properties[index];
          if (schedule === undefined || property === undefined) continue;
          const shows = (candidate: Schedule): boolean => {
            const { divergedAt, failure, quiescent, observation } = replay(spec, host, candidate);
            if (divergedAt !== undefined || failure !== undefined || (property.at === 'quiescent' && !quiescent))
              return false;
            return property.kind === 'sometimes'
              ? property.test(observation)
              : claimOf(property, observation)?.holds === false;
          };
          expect(shows(schedule)).toBe(true);
          for (let step = 0; step < schedule.length; step++) expect(shows(schedule.toSpliced(step, 1))).toBe(false);
          expect(readingOrder(spec, replay(spec, host, schedule).trace)).toEqual(schedule);
          looked++;
        }
        host.dispose();
      }),
      { seed: 19, numRuns: 60 },
    );
    expect(looked).toBeGreaterThan(40);
  });
});
