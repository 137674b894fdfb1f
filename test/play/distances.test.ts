/** How far a violation is: known lengths of counterexamples, and a second, slow reading of the semantics. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPrng } from '../../src/base';
import {
  type Action,
  actorsOf,
  always,
  type Challenge,
  dataText,
  fact,
  type Observation,
  type PlayMoment,
  type Property,
  type SystemSpec,
  type Winnable,
} from '../../src/model';
import type { Play } from '../../src/play';
import { exploreGraph, type NaiveGraph } from '../models/naive-explorer';
import { randomProtocol } from '../models/random-protocol';
import { tinyChallenge } from '../models/tiny-challenge';
import { catalogueRequest, expectationsOf, played, requestOf } from './node-play';

const quiet = () => undefined;
const never = Number.POSITIVE_INFINITY;

/** All states by number, with what is known of each, worked out by going round until nothing changes. */
class NaiveDistances {
  readonly atRest: readonly boolean[];
  readonly #graph: NaiveGraph;
  readonly #spec: SystemSpec;

  constructor(graph: NaiveGraph, spec: SystemSpec) {
    this.#graph = graph;
    this.#spec = spec;
    const byzantine = new Set(actorsOf(spec).flatMap(({ id, byzantine }) => (byzantine ? [id] : [])));
    const isOwed = ({ action, idle }: NaiveGraph['edges'][number]): boolean =>
      !idle &&
      !['drop', 'duplicate', 'crash', 'partition'].includes(action.kind) &&
      !('node' in action && byzantine.has(action.node));
    const busy = new Set(graph.edges.filter(isOwed).map(({ from }) => from));
    this.atRest = graph.observations.map((_, state) => !busy.has(state));
  }

  /** The state that an action leads to. */
  after(state: number, action: Action): number {
    const text = dataText(action as never);
    const edge = this.#graph.edges.find(({ from, action: own }) => from === state && dataText(own as never) === text);
    if (edge === undefined) throw new Error(`the plain explorer has no ${text} here`);
    return edge.to;
  }

  /** By state, the steps to the nearest one that is it. */
  to(isIt: (observation: Observation, atRest: boolean) => boolean): readonly number[] {
    const distances = this.#graph.observations.map((observation, state) =>
      isIt(observation, this.atRest[state] === true) ? 0 : never,
    );
    for (let changed = true; changed; ) {
      changed = false;
      for (const { from, to } of this.#graph.edges) {
        const through = (distances[to] as number) + 1;
        if (through < (distances[from] as number)) {
          distances[from] = through;
          changed = true;
        }
      }
    }
    return distances;
  }

  get toViolation(): readonly number[] {
    return this.to((observation, atRest) =>
      this.#spec.properties.some((property) => property.kind !== 'sometimes' && isMet(property, observation, atRest)),
    );
  }
}

/** A demand broken, or a goal reached. */
function isMet(property: Property, observation: Observation, atRest: boolean): boolean {
  if (property.at === 'quiescent' && !atRest) return false;
  if (property.kind === 'sometimes') return property.test(observation);
  return (property.kind === 'always' || property.kind === 'deadlock') && !property.claim(observation).holds;
}

const stepsOf = (winnable: Winnable | undefined): number => {
  if (winnable?.kind === 'in') return winnable.steps;
  if (winnable?.kind === 'never') return never;
  throw new Error(`the whole space was explored, and yet: ${JSON.stringify(winnable)}`);
};

/** The steps that a search takes back and forward; none if there is no such state. */
async function found(
  play: Play,
  ...asked: [PlayMoment['schedule'], Parameters<Play['search']>[1], 'here' | 'the way here']
) {
  const answer = await play.search(...asked, quiet);
  if (answer.kind === 'none') return never;
  if (answer.kind !== 'found') throw new Error(JSON.stringify(answer));
  expect(answer.schedule).toHaveLength(asked[0].length - answer.back + answer.forward);
  const there = await play.at(answer.schedule);
  expect(there.divergedAt).toBe(undefined);
  return answer.back + answer.forward;
}

describe('on protocols drawn at random, the distances of a plain explorer come out', () => {
  test('for advice and searches, from states all over the space', async () => {
    const met = { in: 0, never: 0, back: 0 };
    await fc.assert(
      fc.asyncProperty(randomProtocol, fc.integer({ min: 0, max: 2 ** 31 }), async ({ source, spec }, seed) => {
        let graph: NaiveGraph;
        try {
          graph = exploreGraph(spec, source, 'protocol.ts', 400);
        } catch {
          fc.pre(false);
          return;
        }
        const plain = new NaiveDistances(graph, spec);
        const violated = plain.toViolation;
        const rested = plain.to((_, atRest) => atRest);
        const challenge = tinyChallenge(spec);
        const { play, first } = await played(requestOf(challenge, source, { bounds: {} }), challenge);
        const prng = createPrng(seed);
        let moment: PlayMoment = first;
        const way = [0];
        for (let step = 0; step < 8; step++) {
          const state = way.at(-1) as number;
          const advice = await play.advise(moment.schedule, quiet);
          expect(stepsOf(advice.here)).toBe(violated[state]);
          expect(advice.after.map(stepsOf)).toEqual(
            moment.choices.map(({ action }) => violated[plain.after(state, action)]),
          );
          met[advice.here.kind === 'in' ? 'in' : 'never']++;
          const nearest = (distances: readonly number[]): number =>
            Math.min(...way.map((one, index) => way.length - 1 - index + (distances[one] as number)));
          expect(await found(play, moment.schedule, { kind: 'violation' }, 'here')).toBe(violated[state]);
          expect(await found(play, moment.schedule, { kind: 'quiescent' }, 'here')).toBe(rested[state]);
          expect(await found(play, moment.schedule, { kind: 'violation' }, 'the way here')).toBe(nearest(violated));
          for (const property of spec.properties) {
            const distances = plain.to((observation, atRest) => isMet(property, observation, atRest));
            const goal = { kind: 'property', name: property.name } as const;
            expect(await found(play, moment.schedule, goal, 'here')).toBe(distances[state]);
          }
          const shown = plain.to(({ nodes }) => nodes.filter(({ outputs }) => outputs.length > 0).length === 1);
          const goal = { kind: 'formula', source: 'count(nodes, (n) => n.outputs.length > 0) === 1' } as const;
          expect(await found(play, moment.schedule, goal, 'here')).toBe(shown[state]);
          expect(await found(play, moment.schedule, goal, 'the way here')).toBe(nearest(shown));
          if (nearest(shown) < (shown[state] as number)) met.back++;
          const choice = moment.choices[prng.below(Math.max(1, moment.choices.length))];
          if (choice === undefined) break;
          way.push(plain.after(state, choice.action));
          moment = await play.at([...moment.schedule, choice.action]);
        }
        await play.dispose();
      }),
      { seed: 5, numRuns: 40 },
    );
    expect(met.in).toBeGreaterThan(20);
    expect(met.never).toBeGreaterThan(20);
    expect(met.back).toBeGreaterThan(5);
  });
});

/** Mutants that a state alone gives away, with the steps that the catalogue expects at the smallest bounds. */
const caught = expectationsOf('two-phase-commit');

describe('a mutant of two-phase commit', () => {
  test('has a length for each that a state gives away', () => {
    expect(caught.map(({ file, steps }) => `${file} ${steps}`)).toMatchInlineSnapshot(`
      [
        "mutants/commits-on-majority.ts 8",
        "mutants/aborts-after-voting-yes.ts 5",
        "mutants/sends-before-logging.ts 9",
        "mutants/recovery-ignores-the-log.ts 11",
        "mutants/decides-on-the-first-vote.ts 5",
        "mutants/votes-before-logging.ts 8",
        "mutants/recovers-in-silence.ts 9",
        "mutants/never-asks.ts 10",
        "mutants/waits-for-ever.ts 5",
        "mutants/prepared-peer-guesses-abort.ts 10",
        "reference.ts 6",
      ]
    `);
  });

  test.each(caught)(
    '$file: a violation is as far as the catalogue says, and one step nearer on the way',
    async (mutant) => {
      const { play, first } = await played(
        catalogueRequest(`two-phase-commit/${mutant.file}`, { bounds: mutant.bounds }),
      );
      const answer = await play.search([], { kind: 'property', name: mutant.property }, 'here', quiet);
      if (answer.kind !== 'found') throw new Error(JSON.stringify(answer));
      expect([answer.back, answer.forward]).toEqual([0, mutant.steps]);
      const there = await play.at(answer.schedule);
      expect(there.properties.find(({ name }) => name === mutant.property)?.status).toBe('violated');
      const { here, after } = await play.advise([], quiet);
      expect(stepsOf(here)).toBeLessThanOrEqual(mutant.steps);
      expect(Math.min(...after.map(stepsOf))).toBe(stepsOf(here) - 1);
      expect(after).toHaveLength(first.choices.length);
      await play.dispose();
    },
  );
});

test('of two violations in neighbouring levels the one at rest is nearer, although it is met later', async () => {
  const properties = [
    always('silent', 'Nothing is shown.', ({ nodes }) => fact(nodes[0]?.outputs.length === 0, 'something was shown')),
    always('busy', 'It goes on.', ({ nodes }) => fact(nodes.length === 0, 'it is at rest'), 'quiescent'),
  ];
  const challenge = tinyChallenge({ nodes: [{ id: 'n', role: 'node' }], properties });
  const source =
    "import { protocol } from 'interleave';\nexport default protocol({ init: (ctx) => { ctx.setTimer('t'); return 0; }, onTimer: (n, t, ctx) => { if (n === 1) { ctx.output('x'); return 2; } const next = ctx.choose([1, 3]); if (next === 1) ctx.setTimer('t'); return next; } });\n";
  const { play } = await played(requestOf(challenge, source, { bounds: {} }), challenge);
  expect(await play.search([], { kind: 'violation' }, 'here', quiet)).toMatchObject({ kind: 'found', forward: 1 });
  expect((await play.advise([], quiet)).here).toEqual({ kind: 'in', steps: 1, property: 'busy' });
  await play.dispose();
});

test('what is too large to be explored is told as far as it is known', async () => {
  const endless = tinyChallenge({ nodes: [{ id: 'n', role: 'node' }] });
  const source =
    "import { protocol } from 'interleave';\nexport default protocol({ init: (ctx) => { ctx.setTimer('t'); return 0; }, onTimer: (n, t, ctx) => { ctx.setTimer('t'); return (n as number) + 1; } });\n";
  const { play } = await played(requestOf(endless as Challenge, source, { bounds: {} }), endless);
  let progress = 0;
  const searching = play.search([], { kind: 'formula', source: 'n.state < 0' }, 'here', ({ explored }) => {
    progress = explored;
    if (explored > 3000) play.cancel();
  });
  const answer = await searching;
  expect(answer).toMatchObject({ kind: 'stopped', why: 'cancelled' });
  expect(answer.kind === 'stopped' && answer.depth).toBeGreaterThanOrEqual(2999);
  const advising = play.advise([], ({ explored }) => explored > 3000 && play.cancel());
  expect(await advising).toEqual({
    here: { kind: 'not within', steps: 0 },
    after: [{ kind: 'not within', steps: 0 }],
    explored: 0,
  });
  expect(progress).toBeGreaterThan(3000);
  await play.dispose();
});
