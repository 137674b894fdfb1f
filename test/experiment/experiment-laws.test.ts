/** Experiments of random small protocols, held against a naive enumeration of the same runs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Data, type Experiment, fact, inEveryRun, type Property, privacyGroups, sameViews } from '../../src/model';
import { loadProtocol } from '../models/native-protocol';
import { checkTiny, protocolOf, tinyNodes } from '../models/tiny-challenge';
import { naiveDistance, naiveRuns } from './naive-runs';

const instruction = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('draw' as const),
      weights: fc.constantFrom([1, 1], [2, 1], [1, 0, 3], [1]),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('send' as const), to: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('output' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('setTimer' as const, 'cancelTimer' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('add' as const), what: fc.nat(2) }) },
);
const rules = fc.array(fc.array(instruction, { maxLength: 3 }), { minLength: 1, maxLength: 3 });

/** Every message uses up fuel, so every run ends. What is sent is the node's value, so that secrets may travel. */
const randomSource = fc
  .record({ onInput: rules, onMessage: rules, onTimer: rules, fuel: fc.integer({ min: 1, max: 3 }) })
  .map(({ fuel, ...tables }) =>
    protocolOf(
      `init: () => ({ v: 0, f: ${fuel} }),
onInput(s, input, ctx) { s.v = (s.v + input) % 3; run(rules.onInput, s, ctx); },
onMessage(s, message, from, ctx) { s.v = (s.v + message) % 3; run(rules.onMessage, s, ctx); },
onTimer(s, timer, ctx) { run(rules.onTimer, s, ctx); },`,
      `const rules: any = ${JSON.stringify(tables)};
function run(table: any, s: any, ctx: any): void {
  const all = [ctx.self, ...ctx.peers];
  for (const step of table[s.v % table.length]) {
    switch (step.do) {
      case 'draw': s.v = (s.v + ctx.random(step.weights.map((_: number, index: number) => index), step.weights)) % 3; break;
      case 'add': s.v = (s.v + step.what) % 3; break;
      case 'output': ctx.output(s.v); break;
      case 'cancelTimer': ctx.cancelTimer(s.v); break;
      default:
        if (s.f === 0) break;
        s.f -= 1;
        if (step.do === 'setTimer') ctx.setTimer(s.v); else ctx.send(all[step.to % all.length], s.v);
    }
  }
}`,
    ),
  );

const ids = ['n1', 'n2', 'n3'];
const experiments = [0, 1, 2].map((value): Experiment => ({ name: `${value}`, inputs: { n1: [value, 1], n2: [1] } }));

test('distributions and outputs are those of a naive enumeration of every run', async () => {
  let [leaking, hiding] = [0, 0];
  await fc.assert(
    fc.asyncProperty(randomSource, fc.constantFrom(['n2'], ['n3'], ['n2', 'n3']), async (source, members) => {
      const seen: Data[] = [];
      const properties: readonly Property[] = [
        inEveryRun(
          'runs',
          '',
          () => experiments,
          ({ outputs }) => {
            seen.push(outputs);
            return fact(true, '');
          },
        ),
        sameViews('same', '', () => privacyGroups(experiments, [members], () => null)),
      ];
      const { verdict } = await checkTiny({ nodes: tinyNodes(3), properties }, source, { explore: 'all' });
      const protocol = loadProtocol(source, 'random.ts');
      const runs = experiments.map(({ inputs }) => naiveRuns(protocol, ids, inputs));
      expect(verdict.counts.runs).toBe(runs.flat().length);
      expect(seen).toEqual(runs.flat().map(({ outputs }) => outputs));
      const distances = [1, 2].map((other) => naiveDistance(runs[0] ?? [], runs[other] ?? [], members));
      const comparison = verdict.properties[1]?.comparison;
      if (distances.every((distance) => distance === '0')) {
        hiding++;
        expect(verdict.kind).toBe('holds');
      } else {
        leaking++;
        expect(verdict.kind).toBe('violated');
        const furthest = distances.toSorted((a, b) => numberOf(b) - numberOf(a))[0];
        expect(comparison?.distance).toBe(furthest);
        expect(distances[Number(comparison?.sides[1].name) - 1]).toBe(furthest);
      }
    }),
    { numRuns: 60, seed: 20 },
  );
  // The sample is of use only if it has both.
  expect(Math.min(leaking, hiding)).toBeGreaterThan(5);
});

function numberOf(text: string): number {
  const [numerator, denominator = '1'] = text.split('/');
  return Number(numerator) / Number(denominator);
}
