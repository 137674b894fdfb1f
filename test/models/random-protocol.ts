/**
 * Random small protocols: a table of handler programs drawn at random, written out as TypeScript, with a random network and
 * random faults. Every protocol is finite: what sends, outputs or sets a timer uses up fuel, and only a restart gives fuel back.
 */
import fc from 'fast-check';
import {
  type Adversary,
  always,
  type Data,
  type FaultBudget,
  fact,
  forAll,
  type InputCondition,
  implies,
  type NetworkOrder,
  type NodeSpec,
  noDeadlock,
  type SystemSpec,
  sometimes,
} from '../../src/model';
import { loadProtocol } from './native-protocol';
import { protocolOf, tinySpec } from './tiny-challenge';

/** One thing a handler does. Nodes are counted from the node itself: 0 is the node, 1 its first peer. */
type Instruction =
  | { readonly do: 'set' | 'durable'; readonly to: number }
  | { readonly do: 'forget' }
  | { readonly do: 'send'; readonly to: number; readonly message: number }
  | { readonly do: 'broadcast'; readonly message: number }
  | { readonly do: 'setTimer' | 'cancelTimer'; readonly timer: number }
  | { readonly do: 'output'; readonly value: number }
  | { readonly do: 'choose'; readonly options: number }
  | { readonly do: 'random'; readonly weights: readonly number[] };

/** What a handler does, by (local state, event) modulo the length. */
type Rules = readonly (readonly Instruction[])[];

export interface RandomProtocol {
  readonly source: string;
  readonly spec: SystemSpec;
}

/** Messages of every kind of data, some of them equal but for the order of keys. */
const messages: readonly Data[] = ['m', { kind: 'a', n: 0 }, { n: 0, kind: 'a' }, [1, null], 7, { k: { b: 1, a: -0 } }];
const timers: readonly Data[] = ['t', { t: 1 }];
const outputs: readonly Data[] = ['x', 'y', { z: [0] }];

const instruction: fc.Arbitrary<Instruction> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('set' as const, 'durable' as const), to: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('send' as const), to: fc.nat(2), message: fc.nat(messages.length - 1) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('broadcast' as const), message: fc.nat(messages.length - 1) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('setTimer' as const, 'setTimer' as const, 'cancelTimer' as const),
      timer: fc.nat(timers.length - 1),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('output' as const), value: fc.nat(outputs.length - 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('choose' as const), options: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom([1, 0], [2, 1, 0], [1, 1]).map((weights) => ({ do: 'random' as const, weights })),
  },
);

const rules: fc.Arbitrary<Rules> = fc.array(fc.array(instruction, { maxLength: 3 }), { minLength: 1, maxLength: 5 });

/** In `init` there is nothing to choose. */
const initRules: fc.Arbitrary<Rules> = rules.map((all) =>
  all.map((steps) => steps.filter((step) => step.do !== 'choose' && step.do !== 'random')),
);

const budget = fc.option(fc.nat(1), { nil: undefined });

const order = fc.constantFrom('unordered' as const, 'fifo' as const, 'kept' as const);
const end = fc.constantFrom('n1', 'n2', 'first', 'other', undefined);

/** Half of the networks are the same everywhere; of the others, most channels differ from the rest. */
const network: fc.Arbitrary<SystemSpec['network']> = fc.oneof(
  order,
  fc.record({
    order,
    cuts: fc.oneof(
      fc.constant('one node alone' as const),
      fc.array(
        fc.array(fc.uniqueArray(fc.constantFrom('n1', 'n2', 'n3', "n2'"), { minLength: 1 }), {
          minLength: 1,
          maxLength: 1,
        }),
        {
          maxLength: 2,
        },
      ),
    ),
    acrossCut: fc.constantFrom('wait' as const, 'lost' as const, undefined),
    ignored: fc.constantFrom('received' as const, 'stay' as const, 'stay' as const, undefined),
    channels: fc.array(
      fc.record({ from: end, to: end, order: fc.option(order, { nil: undefined }), drop: budget, duplicate: budget }),
      { maxLength: 3 },
    ),
  }),
);

/** An input waits for an input of another node, or for an output of any node. */
const condition = fc.record({
  node: fc.nat(2),
  input: fc.nat(1),
  after: fc.record({ node: fc.nat(2), input: fc.option(fc.nat(1), { nil: undefined }), output: fc.nat(2) }),
});

export const randomProtocol: fc.Arbitrary<RandomProtocol> = fc
  .record({
    nodeCount: fc.integer({ min: 1, max: 3 }),
    fuel: fc.integer({ min: 1, max: 3 }),
    inputs: fc.array(fc.nat(2), { maxLength: 4 }),
    conditions: fc.oneof(fc.constant([]), fc.array(condition, { maxLength: 2 })),
    mayCrash: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    network,
    outputs: fc.constantFrom('every' as const, 'distinct' as const),
    faults: fc.record({
      drop: budget,
      duplicate: budget,
      crash: budget,
      restart: budget,
      timeout: budget,
      partition: budget,
      heal: budget,
    }),
    adversary: fc.option(
      fc.record({ node: fc.nat(2), init: initRules, onMessage: rules, onTimer: rules, onInput: rules }),
      {
        nil: undefined,
        freq: 4,
      },
    ),
    twins: fc.option(fc.nat(2), { nil: undefined, freq: 4 }),
    durable: fc.constantFrom(['d'], ['d', 'f'], [], undefined),
    missing: fc.subarray(['onInput', 'onMessage', 'onTimer', 'onRestart'], { maxLength: 1 }),
    init: initRules,
    onInput: rules,
    onMessage: rules,
    onTimer: rules,
    onRestart: rules,
  })
  .map((choice) => ({ source: sourceOf(choice), spec: specOf(choice) }));

type Condition = typeof condition extends fc.Arbitrary<infer Value> ? Value : never;

interface Choice {
  readonly nodeCount: number;
  readonly fuel: number;
  readonly inputs: readonly number[];
  readonly conditions: readonly Condition[];
  readonly mayCrash: readonly boolean[];
  readonly network: SystemSpec['network'];
  readonly outputs: SystemSpec['outputs'];
  readonly faults: Readonly<Partial<FaultBudget>>;
  readonly twins: number | undefined;
  readonly adversary:
    | {
        readonly node: number;
        readonly init: Rules;
        readonly onMessage: Rules;
        readonly onTimer: Rules;
        readonly onInput: Rules;
      }
    | undefined;
  readonly durable: readonly string[] | undefined;
  readonly missing: readonly string[];
  readonly init: Rules;
  readonly onInput: Rules;
  readonly onMessage: Rules;
  readonly onTimer: Rules;
  readonly onRestart: Rules;
}

function sourceOf(choice: Choice): string {
  const { init, onInput, onMessage, onTimer, onRestart, fuel, durable, missing } = choice;
  const handlers: Readonly<Record<string, string>> = {
    onInput: 'onInput(s, input, ctx) { run(rules.onInput, s, input, ctx); },',
    onMessage:
      'onMessage(s, message, from, ctx) { return run(rules.onMessage, s, number(message) + from.length, ctx); },',
    onTimer: 'onTimer(s, timer, ctx) { run(rules.onTimer, s, number(timer), ctx); },',
    onRestart: 'onRestart(s, ctx) { run(rules.onRestart, s, 0, ctx); },',
  };
  const defined = Object.entries(handlers).filter(([name]) => !missing.includes(name));
  return protocolOf(
    `init(ctx) { return run(rules.init, { v: 0, d: 0, f: ${fuel} }, ctx.peers.indexOf('n1') + 1, ctx); },
${defined.map(([, text]) => text).join('\n')}
${durable === undefined ? '' : `durable: ${JSON.stringify(durable)},`}`,
    `const rules: any = ${JSON.stringify({ init, onInput, onMessage, onTimer, onRestart })};
const messages: any = ${JSON.stringify(messages)}, timers: any = ${JSON.stringify(timers)}, outputs: any = ${JSON.stringify(outputs)};
function number(data: any): number { return JSON.stringify(data).length; }
function run(table: any, s: any, event: number, ctx: any): any {
  const all = [ctx.self, ...ctx.peers];
  for (const step of table[(s.v * 3 + (s.d ?? 2) + event) % table.length]) {
    switch (step.do) {
      case 'set': s.v = step.to; break;
      case 'durable': s.d = step.to; break;
      case 'forget': s.d = undefined; break;
      case 'choose': s.v = ctx.choose([0, 1, 2].slice(0, step.options)); break;
      case 'random': s.v = ctx.random(step.weights.map((_weight: number, index: number) => index), step.weights); break;
      case 'cancelTimer': ctx.cancelTimer(timers[step.timer]); break;
      default:
        if (s.f === 0) break;
        s.f -= 1;
        if (step.do === 'send') ctx.send(all[step.to % all.length], messages[step.message]);
        if (step.do === 'broadcast') ctx.broadcast(messages[step.message]);
        if (step.do === 'setTimer') ctx.setTimer(timers[step.timer]);
        if (step.do === 'output') ctx.output(outputs[step.value]);
    }
  }
  return s;
}`,
  );
}

/** The drawn handlers as an author would write them: native functions. What is drawn by weight is chosen instead. */
function adversaryOf(choice: Choice, handlers: NonNullable<Choice['adversary']>): Adversary {
  const chosen = (table: Rules): Rules =>
    table.map((steps) =>
      steps.map((step) => (step.do === 'random' ? { do: 'choose', options: step.weights.length } : step)),
    );
  const source = sourceOf({
    ...choice,
    init: handlers.init,
    onMessage: chosen(handlers.onMessage),
    onTimer: chosen(handlers.onTimer),
    onInput: chosen(handlers.onInput),
    missing: ['onRestart'],
    durable: undefined,
  });
  return loadProtocol(
    source.replace("ctx.peers.indexOf('n1')", 'ctx.peers.length'),
    'adversary.ts',
  ) as unknown as Adversary;
}

function specOf(choice: Choice): SystemSpec {
  const { nodeCount, inputs, conditions, mayCrash, faults } = choice;
  const ids = Array.from({ length: nodeCount }, (_, index) => `n${index + 1}`);
  const inputsOf = ids.map((_, index) => inputs.filter((_input, position) => position % nodeCount === index));
  const byzantine = (index: number): Partial<NodeSpec> => {
    if (choice.twins === index) return { twins: true };
    if (choice.adversary?.node === index) return { adversary: adversaryOf(choice, choice.adversary) };
    return { mayCrash: mayCrash[index] ?? false };
  };
  const nodes: readonly NodeSpec[] = ids.map((id, index) => ({
    id,
    role: index === 0 ? 'first' : 'other',
    ...byzantine(index),
    inputs: inputsOf[index] ?? [],
    inputConditions: conditions.flatMap(({ node, input, after }): InputCondition[] => {
      const other = after.node % nodeCount;
      if (
        other === choice.twins ||
        other === choice.adversary?.node ||
        node % nodeCount !== index ||
        inputsOf[index]?.[input] === undefined
      )
        return [];
      const waited = after.input === undefined ? undefined : inputsOf[other]?.[after.input];
      if (after.input !== undefined && waited !== undefined && other !== index)
        return [{ input, after: { node: ids[other] ?? '', input: after.input } }];
      return [{ input, after: { node: ids[other] ?? '', output: outputs[after.output] ?? null } }];
    }),
  }));
  const network = possibleNetwork(choice.network, nodes);
  const kept = allOfOrder('kept', network, nodes);
  const possible = kept ? { ...faults, drop: undefined, duplicate: undefined } : faults;
  const cuttable = typeof network !== 'string' && network.cuts?.length !== 0 && nodes.length > 1;
  const limited = Object.fromEntries(
    Object.entries(possible).filter(([name, count]) => count !== undefined && (cuttable || name !== 'partition')),
  );
  return tinySpec({ nodes, network, outputs: choice.outputs, faults: limited, properties });
}

/** Without entries about nodes that do not exist, without losses where messages are kept, without a rule for queues alone. */
function possibleNetwork(network: SystemSpec['network'], nodes: readonly NodeSpec[]): SystemSpec['network'] {
  if (typeof network === 'string') return network;
  const exists = (name: string | undefined) =>
    name === undefined || nodes.some((node) => node.id === name || node.role === name);
  const channels = (network.channels ?? [])
    .filter(({ from, to }) => exists(from) && exists(to))
    .map((entry) =>
      (entry.order ?? network.order) === 'kept' ? { ...entry, drop: undefined, duplicate: undefined } : entry,
    )
    .map((entry) => Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)));
  const names = nodes.flatMap(({ id, twins }) => (twins === true ? [id, `${id}'`] : [id]));
  const { order: whole, cuts = [], acrossCut, ignored } = network;
  const possible =
    cuts === 'one node alone'
      ? cuts
      : cuts
          .map((cut) => cut.map((group) => group.filter((name) => names.includes(name))))
          .filter((cut) => cut.every((group) => group.length > 0 && group.length < names.length));
  const rest = { order: whole, channels, cuts: possible, ...(acrossCut === undefined ? {} : { acrossCut }) };
  return ignored === undefined || allOfOrder('fifo', rest, nodes) ? rest : { ...rest, ignored };
}

function allOfOrder(order: NetworkOrder, network: SystemSpec['network'], nodes: readonly NodeSpec[]): boolean {
  if (typeof network === 'string') return network === order;
  const orderOf = (from: NodeSpec, to: NodeSpec) =>
    network.channels?.find(
      (entry) => [from.id, from.role, undefined].includes(entry.from) && [to.id, to.role, undefined].includes(entry.to),
    )?.order ?? network.order;
  return nodes.every((from) => nodes.every((to) => orderOf(from, to) === order));
}

/** One property of every kind that the search can decide. */
const properties: SystemSpec['properties'] = [
  always('few outputs', 'No node shows more than two things.', (o) =>
    forAll(
      'node',
      o.nodes.map((node) => node.id),
      (id) => {
        const shown = o.nodes.find((node) => node.id === id)?.outputs.length ?? 0;
        return implies(shown > 0, () => fact(shown <= 2, `${id} showed ${shown}`));
      },
    ),
  ),
  always(
    'x before y',
    'At rest, whoever showed y showed x.',
    (o) =>
      forAll(
        'node',
        o.nodes.filter((node) => node.outputs.includes('y')).map((node) => node.id),
        (id) =>
          fact(
            o.nodes.some((node) => node.id === id && node.outputs.includes('x')),
            `${id} showed y alone`,
          ),
      ),
    'quiescent',
  ),
  sometimes('down', 'A node that has shown something is down.', (o) =>
    o.nodes.some((node) => !node.up && node.outputs.length > 0),
  ),
  sometimes(
    'quiet end',
    'The system comes to rest without a word.',
    (o) => o.nodes.every((node) => node.outputs.length === 0),
    'quiescent',
  ),
  noDeadlock('all up', 'Nobody is down at the end.', (o) =>
    fact(
      o.nodes.every((node) => node.up),
      'a node is down',
    ),
  ),
];
