/** What makes a system impossible, whatever protocol runs in it: mistakes of the challenge's author. */
import {
  type ActionKind,
  actionKinds,
  actorsOf,
  type ChannelSpec,
  type Cut,
  channelEntry,
  cutsOf,
  type Fairness,
  type FaultBudget,
  keepsIgnored,
  type NetworkOrder,
  type NetworkSpec,
  type NodeSpec,
  networkOf,
  type Problem,
  type SystemSpec,
  secondCopy,
} from '../model';

/** The largest budget of a fault. No space with more could be explored. */
const budgetMax = 1_000_000;

const faultNames: readonly (keyof FaultBudget)[] = [
  'drop',
  'duplicate',
  'crash',
  'restart',
  'timeout',
  'partition',
  'heal',
];
const orders: readonly NetworkOrder[] = ['unordered', 'fifo', 'kept'];

const degrees: readonly Fairness[] = ['none', 'weak', 'strong'];

/** The first mistake in a system's definition, or undefined. The sentence names the field and what would fit. */
export function specProblem(spec: SystemSpec): Problem | undefined {
  const mistake =
    nodesMistake(spec) ??
    byzantineMistake(spec) ??
    networkMistake(spec) ??
    faultsMistake(spec) ??
    cutsMistake(spec) ??
    inputsMistake(spec) ??
    fairnessMistake(spec) ??
    propertiesMistake(spec);
  if (mistake === undefined) return undefined;
  return {
    code: 'challenge-invalid',
    sentence: `The system of this challenge cannot be built: ${mistake} Correct the challenge, or tell its author.`,
  };
}

/** Results, and the states of monitors, are found by the names of their properties. */
function propertiesMistake({ properties }: SystemSpec): string | undefined {
  const names = properties.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twice < 0) return undefined;
  return `properties[${twice}].name is ${shown(names[twice])}, which names another property too; every property needs a name of its own.`;
}

function nodesMistake({ nodes }: SystemSpec): string | undefined {
  if (nodes.length === 0) return 'nodes is empty; it needs one node at least.';
  const seen = new Set<string>();
  for (const [index, { id }] of nodes.entries()) {
    if (typeof id !== 'string' || id === '') return `nodes[${index}].id must be a text that is not empty.`;
    if (seen.has(id))
      return `nodes[${index}].id is ${shown(id)}, which names another node too; every node needs an id of its own.`;
    seen.add(id);
  }
  return undefined;
}

function byzantineMistake({ nodes }: SystemSpec): string | undefined {
  for (const [at, { id, twins, adversary, mayCrash }] of nodes.entries()) {
    if (twins !== true && adversary === undefined) continue;
    const field = twins === true ? 'twins' : 'adversary';
    if (twins === true && adversary !== undefined)
      return `nodes[${at}] has both twins and an adversary; a node is Byzantine in one of the two ways.`;
    if (mayCrash === true)
      return `nodes[${at}].mayCrash is true, but the node is Byzantine (${field}), which covers that it stops. Leave mayCrash out.`;
    if (twins === true && nodes.some((other) => other.id === secondCopy(id)))
      return `nodes[${at}].twins needs the id ${shown(secondCopy(id))} for the second copy, but a node has it; rename that node.`;
    if (adversary !== undefined && typeof adversary.init !== 'function')
      return `nodes[${at}].adversary.init must be a function that gives the state in which ${id} starts.`;
  }
  return undefined;
}

function cutsMistake(spec: SystemSpec): string | undefined {
  const { cuts, acrossCut } = networkOf(spec);
  if (acrossCut !== undefined && acrossCut !== 'wait' && acrossCut !== 'lost')
    return `network.acrossCut is ${shown(acrossCut)}; it must be "wait" or "lost".`;
  if (cuts !== undefined && cuts !== 'one node alone' && !Array.isArray(cuts))
    return `network.cuts is ${shown(cuts)}; it must be a list of cuts, or "one node alone".`;
  const names = actorsOf(spec).map((actor) => actor.id);
  const listed: readonly Cut[] = typeof cuts === 'string' ? [] : (cuts ?? []);
  for (const [index, cut] of listed.entries()) {
    const field = `network.cuts[${index}]`;
    const named = cut.flat();
    const unknown = named.find((name) => !names.includes(name));
    if (unknown !== undefined) return `${field} names ${shown(unknown)}; the nodes are ${names.join(', ')}.`;
    const twice = named.find((name, place) => named.indexOf(name) !== place);
    if (twice !== undefined) return `${field} names ${twice} twice; a node is in one group.`;
    if (cut.some((group) => group.length === 0)) return `${field} has a group without nodes; leave it out.`;
    if (cut.some((group) => group.length === names.length) || named.length === 0)
      return `${field} leaves all nodes together; name the nodes that are cut off.`;
  }
  const { partition = 0 } = spec.faults;
  if (partition > 0 && cutsOf(spec).length === 0)
    return `faults.partition is ${partition}, but network.cuts lists no cut of two nodes or more; list those that may occur, or leave it out.`;
  return undefined;
}

/** What a node may be called in a channel. */
function nodeNames({ nodes }: SystemSpec): readonly string[] {
  return [...new Set(nodes.flatMap(({ id, role }) => [id, role]))];
}

function networkMistake(spec: SystemSpec): string | undefined {
  const network = networkOf(spec);
  const field = typeof spec.network === 'string' ? 'network' : 'network.order';
  if (!orders.includes(network.order)) return orderMistake(field, network.order);
  for (const [index, entry] of (network.channels ?? []).entries()) {
    const mistake = channelMistake(`network.channels[${index}]`, entry, network.order, spec);
    if (mistake !== undefined) return mistake;
  }
  const used = new Set(spec.nodes.flatMap((from) => spec.nodes.map((to) => orderOf(network, from, to))));
  const orderly = [...used].some((order) => order !== 'kept');
  for (const kind of ['drop', 'duplicate'] as const) {
    if (!orderly && (spec.faults[kind] ?? 0) !== 0) return keptMistake(`faults.${kind}`, spec.faults[kind]);
  }
  return ignoredMistake(network, used);
}

function ignoredMistake(network: NetworkSpec, used: ReadonlySet<NetworkOrder>): string | undefined {
  const { ignored } = network;
  if (ignored !== undefined && ignored !== 'received' && ignored !== 'stay')
    return `network.ignored is ${shown(ignored)}; it must be "received" or "stay".`;
  if (ignored === 'stay' && ![...used].some((order) => keepsIgnored(network, order)))
    return 'network.ignored is "stay", but every channel is FIFO, where a message that stays would block what follows it. Leave it out, or make channels "unordered" or "kept".';
  return undefined;
}

function channelMistake(field: string, entry: ChannelSpec, order: NetworkOrder, spec: SystemSpec): string | undefined {
  const names = nodeNames(spec);
  for (const end of ['from', 'to'] as const) {
    const name = entry[end];
    if (name !== undefined && !names.includes(name))
      return `${field}.${end} is ${shown(name)}, which is neither a node nor a role; there are ${names.join(', ')}.`;
  }
  if (entry.order !== undefined && !orders.includes(entry.order)) return orderMistake(`${field}.order`, entry.order);
  for (const kind of ['drop', 'duplicate'] as const) {
    const count = entry[kind];
    if (count !== undefined && !isBudget(count)) return budgetMistake(`${field}.${kind}`, count);
    if (count !== undefined && count > 0 && (entry.order ?? order) === 'kept')
      return keptMistake(`${field}.${kind}`, count);
  }
  return undefined;
}

function orderOf(network: NetworkSpec, from: NodeSpec, to: NodeSpec): NetworkOrder {
  return network.channels?.[channelEntry(network, from, to)]?.order ?? network.order;
}

function orderMistake(field: string, order: unknown): string {
  return `${field} is ${shown(order)}; it must be ${orders.map(shown).join(', ')}.`;
}

function keptMistake(field: string, count: unknown): string {
  return `${field} is ${shown(count)} where messages are kept: nothing is lost there, and everything may arrive again. Leave it out.`;
}

function inputsMistake({ nodes, outputs }: SystemSpec): string | undefined {
  for (const [at, { id, inputs = [], inputConditions = [] }] of nodes.entries()) {
    for (const [index, { input, after }] of inputConditions.entries()) {
      const field = `nodes[${at}].inputConditions[${index}]`;
      if (inputs[input] === undefined)
        return `${field}.input is ${shown(input)}, but ${id} has ${inputs.length} inputs, counted from 0.`;
      const other = nodes.find((node) => node.id === after.node);
      if (other === undefined)
        return `${field}.after.node is ${shown(after.node)}, which is no node; the nodes are ${nodes.map((node) => node.id).join(', ')}.`;
      if (other.twins === true || other.adversary !== undefined)
        return `${field}.after.node is ${shown(after.node)}, which is Byzantine: nothing that it shows or is given is owed. Name another node.`;
      if (!('input' in after)) {
        if (outputs !== 'none') continue;
        return `${field}.after.output is waited for, but outputs is "none", so that nobody knows what was shown. Wait for an input, or have outputs kept.`;
      }
      if (other.id === id)
        return `${field}.after names an input of ${id} itself; a node gets its inputs in their order anyway. Name another node, or an output.`;
      if (other.inputs?.[after.input] === undefined)
        return `${field}.after.input is ${shown(after.input)}, but ${other.id} has ${other.inputs?.length ?? 0} inputs, counted from 0.`;
    }
  }
  return undefined;
}

function faultsMistake({ faults }: SystemSpec): string | undefined {
  for (const [name, count] of Object.entries(faults)) {
    if (!faultNames.includes(name as keyof FaultBudget))
      return `faults.${name} is no budget; the budgets are ${faultNames.join(', ')}.`;
    if (count !== undefined && !isBudget(count)) return budgetMistake(`faults.${name}`, count);
  }
  return undefined;
}

function fairnessMistake({ fairness = {} }: SystemSpec): string | undefined {
  for (const [kind, degree] of Object.entries(fairness)) {
    if (!actionKinds.includes(kind as ActionKind))
      return `fairness.${kind} is no kind of action; the kinds are ${actionKinds.join(', ')}.`;
    if (degree !== undefined && !degrees.includes(degree))
      return `fairness.${kind} is ${shown(degree)}; it must be ${degrees.map(shown).join(', ')}.`;
  }
  return undefined;
}

function isBudget(count: unknown): boolean {
  return Number.isSafeInteger(count) && (count as number) >= 0 && (count as number) <= budgetMax;
}

function budgetMistake(field: string, count: unknown): string {
  return `${field} is ${shown(count)}; it must be a whole number from 0 to ${budgetMax}.`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}
