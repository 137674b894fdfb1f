/** Uses the symmetry that a challenge declares, and checks the claim on what the handlers answered. */
import { createPrng } from '../base';
import {
  type CheckRequest,
  type Data,
  dataText,
  type HandlerCall,
  type HandlerOutcome,
  type HandlerResult,
  isLiveness,
  isMeasured,
  parseDataText,
  restedLabel,
  type SymmetryClass,
  type SystemSpec,
} from '../model';
import { type Exchange, type ListReading, Symmetry } from '../system';
import type { Prepared } from './prepare';

/** How many calls, and how many observations, are looked at with names exchanged. */
const looksMax = 4000;
const seed = 1;

/** Why symmetry cannot be used although it is declared; undefined if it can, or is not declared. */
export function symmetryObstacle(spec: SystemSpec): string | undefined {
  const classes = spec.symmetry ?? [];
  if (classes.length === 0) return undefined;
  const names = classes.flat(2);
  if (new Set(names).size < names.length) return 'A name is in two members.';
  if (classes.some((members) => members.length < 2)) return 'A class has fewer than two members.';
  if (classes.some((members) => members.some((member) => member.length !== members[0]?.length)))
    return 'Members of one class have different numbers of names.';
  if (spec.properties.some((property) => isLiveness(property) || isMeasured(property)))
    return 'Fairness and probability tell members apart.';
  if (spec.properties.some((property) => property.kind === 'always' && property.monitor !== undefined))
    return 'A monitor may tell members apart.';
  if (spec.nodes.some((node) => node.twins === true || node.adversary !== undefined))
    return 'There are Byzantine nodes.';
  if ((spec.faults.partition ?? 0) > 0) return 'The network can be cut.';
  if (namesIn(JSON.parse(JSON.stringify(spec.network))).some((name) => names.includes(name)))
    return 'A channel names a member.';
  return undefined;
}

/** All texts in plain data. */
function namesIn(data: Data): readonly string[] {
  if (typeof data === 'string') return [data];
  if (data === null || typeof data !== 'object') return [];
  return Object.values(data).flatMap(namesIn);
}

/** The reduction for a check; undefined if none is declared, wanted or possible. */
export function symmetryFor(request: CheckRequest, prepared: Prepared, reading: ListReading): Symmetry | undefined {
  const classes = prepared.spec.symmetry ?? [];
  if (classes.length === 0 || request.symmetry === false || symmetryObstacle(prepared.spec) !== undefined)
    return undefined;
  return new Symmetry(prepared.system, classes, reading, prepared.system.discoveries);
}

/**
 * What contradicts the claim that members are interchangeable: nodes that are given different things, an initial state that
 * changes, and, on a sample with every exchange of neighbours and one drawn at random, a property that tells members apart
 * or a handler that answers otherwise. Undefined if nothing does.
 */
export function symmetryContradiction(prepared: Prepared, symmetry: Symmetry): string | undefined {
  const { spec, system, host } = prepared;
  const classes = spec.symmetry ?? [];
  const prng = createPrng(seed);
  const neighbours = neighbourExchanges(classes);
  for (const exchange of neighbours) {
    const unlike = unlikeNodes(spec, symmetry, exchange);
    if (unlike !== undefined) return unlike;
    const exchanged = symmetry.exchanged(system.initial, exchange);
    if (exchanged.some((configuration, slot) => configuration !== system.initial[slot]))
      return 'Exchanging members changes the initial state.';
  }
  const exchanges = (): readonly Exchange[] => [...neighbours, randomExchange(classes, prng.below)];
  const vector = system.initial.slice();
  for (const configuration of sample(system.observationCount, neighbours.length + 1)) {
    for (const exchange of exchanges()) {
      vector[system.labelSlot] = configuration;
      const other = symmetry.exchanged(vector, exchange)[system.labelSlot] as number;
      const { labels, quiescentLabels, labelSlot } = system;
      const atRest = (number: number): number => (quiescentLabels[number] as number) & ~restedLabel;
      if (labels[other] !== labels[configuration] || atRest(other) !== atRest(configuration))
        return `A property tells members apart: it judges ${JSON.stringify(system.contentOf(labelSlot, configuration)?.facts)} otherwise when their names are exchanged.`;
    }
  }
  const { calls } = system.memo;
  for (const index of sample(calls.length, neighbours.length + 1)) {
    const { call, result } = calls[index] as (typeof calls)[number];
    for (const exchange of exchanges()) {
      const rename = renamer(spec, symmetry, exchange);
      const expected = resultText(result, rename);
      const found = resultText(host.call(renamedCall(call, rename)), undefined);
      if (expected !== found) return callContradiction(spec, call);
    }
  }
  return undefined;
}

/** Two nodes that should differ in names alone, but are given different things. */
function unlikeNodes(spec: SystemSpec, symmetry: Symmetry, exchange: Exchange): string | undefined {
  for (const node of spec.nodes) {
    const renamed = symmetry.renameData(JSON.parse(JSON.stringify(node)), exchange) as { readonly id: string };
    const other = spec.nodes.find(({ id }) => id === renamed.id);
    const text = other === undefined ? '' : dataText(JSON.parse(JSON.stringify(other)));
    if (text !== dataText(renamed as unknown as Data))
      return `${node.id} and ${renamed.id} are not given the same: role, inputs and what may happen to them must agree.`;
  }
  return undefined;
}

/** Every way to exchange a member with the next one of its class. They generate all exchanges. */
function neighbourExchanges(classes: readonly SymmetryClass[]): Exchange[] {
  return classes.flatMap((members, group) =>
    members
      .slice(1)
      .map((_, first) =>
        classes.map((other, at) =>
          other.map((_member, member) =>
            at !== group || (member !== first && member !== first + 1) ? member : member === first ? first + 1 : first,
          ),
        ),
      ),
  );
}

function randomExchange(classes: readonly SymmetryClass[], below: (limit: number) => number): Exchange {
  return classes.map((members) => {
    const order = members.map((_, member) => member);
    for (let left = order.length; left > 1; left--) {
      const chosen = below(left);
      [order[left - 1], order[chosen]] = [order[chosen] as number, order[left - 1] as number];
    }
    return order;
  });
}

/** All of `count`, or an even sample, so that looking at each so many `times` is not too much. */
function sample(count: number, times: number): number[] {
  const stride = Math.max(1, Math.ceil((count * times) / looksMax));
  return Array.from({ length: Math.ceil(count / stride) }, (_, index) => index * stride);
}

interface Renamer {
  text(text: string): string;
  node(node: number): number;
}

function renamer(spec: SystemSpec, symmetry: Symmetry, exchange: Exchange): Renamer {
  return {
    text: (text) => (text === '' ? text : dataText(symmetry.renameData(parseDataText(text), exchange))),
    node(node) {
      const id = spec.nodes[node]?.id;
      return id === undefined ? node : spec.nodes.findIndex((other) => other.id === symmetry.renameData(id, exchange));
    },
  };
}

function renamedCall(call: HandlerCall, rename: Renamer): HandlerCall {
  return {
    ...call,
    node: rename.node(call.node),
    from: rename.node(call.from),
    state: rename.text(call.state),
    event: rename.text(call.event),
  };
}

/** An answer as text, with names exchanged if wanted. What has no order in the model has none here. */
function resultText(result: HandlerResult, rename: Renamer | undefined): string {
  if (result.kind === 'failed') return `failed ${result.problem.code}`;
  return result.outcomes
    .map((outcome) => outcomeText(outcome, rename))
    .sort()
    .join('\n');
}

function outcomeText({ state, effects }: HandlerOutcome, rename: Renamer | undefined): string {
  const text = (plain: string): string => rename?.text(plain) ?? plain;
  const byTarget = new Map<string, string[]>();
  for (const effect of effects) {
    const key = `${effect.kind} ${rename?.node(effect.target) ?? effect.target}`;
    byTarget.set(key, [...(byTarget.get(key) ?? []), text(effect.text)]);
  }
  // Pending timers are a set: in which order they are set, or cancelled, is nothing that a state knows.
  for (const [key, texts] of byTarget) if (/^(set|cancel)Timer /.test(key)) texts.sort();
  return JSON.stringify([text(state), [...byTarget].sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function callContradiction(spec: SystemSpec, call: HandlerCall): string {
  const node = spec.nodes[call.node]?.id ?? '';
  const event = call.event === '' ? '' : ` of ${call.event}`;
  return `The handler for ${call.kind}${event} at ${node} answers otherwise when members are exchanged: it depends on a name, or on the order of names.`;
}
