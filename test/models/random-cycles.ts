/**
 * Random small protocols that go round: a table of handlers drawn at random, in which each message or timer that is used
 * up gives at most one new one, so that the space is finite and full of cycles.
 */
import fc from 'fast-check';
import { eventually, infinitelyOften, leadsTo, type Observation, type SystemSpec } from '../../src/model';
import type { RandomProtocol } from './random-protocol';
import { protocolOf, tinySpec } from './tiny-challenge';

/** What a handler does: the next local state, and at most one message or timer. */
interface Rule {
  readonly to: number;
  readonly give: 'nothing' | 'send' | 'timer';
  /** Message or timer. */
  readonly what: number;
  readonly show: string | null;
  /** Whether the handler chooses between this and doing nothing but giving. */
  readonly chooses: boolean;
}

const rule: fc.Arbitrary<Rule> = fc.record({
  to: fc.nat(2),
  give: fc.oneof(
    { weight: 1, arbitrary: fc.constant('nothing' as const) },
    { weight: 5, arbitrary: fc.constant('send' as const) },
    { weight: 5, arbitrary: fc.constant('timer' as const) },
  ),
  what: fc.nat(1),
  show: fc.option(fc.constantFrom('x', 'y'), { nil: null, freq: 3 }),
  chooses: fc.boolean(),
});

const degree = fc.oneof(
  { weight: 1, arbitrary: fc.constant('none' as const) },
  { weight: 6, arbitrary: fc.constant('weak' as const) },
  { weight: 4, arbitrary: fc.constant('strong' as const) },
);

export const randomCycles: fc.Arbitrary<RandomProtocol> = fc
  .record({
    rules: fc.array(rule, { minLength: 2, maxLength: 9 }),
    chooses: fc.boolean(),
    nodeCount: fc.integer({ min: 1, max: 3 }),
    starters: fc.integer({ min: 1, max: 2 }),
    input: fc.boolean(),
    network: fc.constantFrom('unordered' as const, 'fifo' as const, 'kept' as const),
    acrossCut: fc.constantFrom('wait' as const, 'lost' as const),
    ignored: fc.constantFrom('received' as const, 'stay' as const),
    twins: fc.constantFrom(false, false, false, true),
    faults: fc.record({
      drop: fc.constantFrom(0, 0, 1),
      crash: fc.constantFrom(0, 0, 1),
      partition: fc.constantFrom(0, 0, 0, 1),
      restart: fc.option(fc.nat(1), { nil: undefined }),
    }),
    fairness: fc.record({ deliver: degree, timeout: degree, input: degree, restart: degree, heal: degree }),
  })
  .map(({ rules, chooses, nodeCount, starters, input, network, acrossCut, ignored, twins, faults, fairness }) => ({
    source: sourceOf(
      rules.map((one) => ({ ...one, chooses: chooses && one.chooses })),
      starters,
    ),
    spec: tinySpec({
      nodes: Array.from({ length: nodeCount }, (_, index) => ({
        id: `n${index + 1}`,
        role: 'node',
        mayCrash: index === 0,
        inputs: input && index === 0 ? ['go'] : [],
        ...(twins && index === 1 ? { twins: true } : {}),
      })),
      network: { order: network, cuts: 'one node alone', acrossCut, ...(network === 'fifo' ? {} : { ignored }) },
      outputs: 'distinct',
      faults: {
        crash: faults.crash,
        partition: nodeCount > 1 ? faults.partition : 0,
        ...(network === 'kept' ? {} : { drop: faults.drop }),
        ...(faults.restart === undefined ? {} : { restart: faults.restart }),
      },
      fairness,
      properties,
    }),
  }));

function sourceOf(rules: readonly Rule[], starters: number): string {
  return protocolOf(
    `init(ctx) {
  if (Number(ctx.self.slice(1)) <= ${starters}) give(ctx, { give: ctx.self === 'n1' ? 'timer' : 'send', what: 0 });
  return { v: 0 };
},
onInput(state, input, ctx) { return run(state, 3, ctx); },
onMessage(state, message, from, ctx) { return run(state, message + (from === 'n1' ? 0 : 4), ctx); },
onTimer(state, timer, ctx) { return run(state, timer + 2, ctx); },`,
    `const rules: any = ${JSON.stringify(rules)};
function give(ctx: any, rule: any): void {
  const all = [ctx.self, ...ctx.peers];
  if (rule.give === 'send') ctx.send(all[1] ?? ctx.self, rule.what);
  if (rule.give === 'timer') ctx.setTimer(rule.what);
}
function run(state: any, event: number, ctx: any): any {
  const rule = rules[(state.v * 5 + event) % rules.length];
  give(ctx, rule);
  if (rule.chooses && ctx.choose([0, 1]) === 1) return state;
  if (rule.show !== null) ctx.output(rule.show);
  return { v: rule.to };
}`,
  );
}

const shown = (o: Observation, node: number, text: string): boolean => o.nodes[node]?.outputs.includes(text) === true;
const anybody = (o: Observation, text: string): boolean => o.nodes.some((_, node) => shown(o, node, text));

/** One of each kind at least, with goals that can be lost again (who is up) and ones that cannot. */
const properties: SystemSpec['properties'] = [
  eventually('x comes', 'Somebody shows x.', (o) => anybody(o, 'x')),
  eventually('n1 shows both', 'The first node shows x and y.', (o) => shown(o, 0, 'x') && shown(o, 0, 'y')),
  leadsTo(
    'y leads to x',
    'Where y is shown, x is shown.',
    (o) => anybody(o, 'y'),
    (o) => anybody(o, 'x'),
  ),
  leadsTo(
    'down leads to up',
    'Who is down comes back.',
    (o) => o.nodes.some((node) => !node.up),
    (o) => o.nodes.every((node) => node.up),
  ),
  infinitelyOften('up or silent', 'All are up, or nothing was shown.', (o) =>
    o.nodes.every((node) => node.up || node.outputs.length === 0),
  ),
  infinitelyOften('x or no y', 'x is shown, or y is not.', (o) => anybody(o, 'x') || !anybody(o, 'y')),
];
