/** Other systems in which a survivor may die: larger bounds, and worse environments than the challenge allows. */
import type { Bounds, Challenge, Parameter, SystemSpec } from '../model';
import { withSystem } from './with-system';

/** A system to try, and what it has that the one before had not. */
export interface OtherSystem {
  readonly challenge: Challenge;
  readonly bounds: Bounds;
  /** In words; empty where only the bounds are others. */
  readonly change: string;
}

const boundsMax = 100;

/**
 * Bounds that are not within the ones given: so many parameters raised, the others as they are or at their minimum, so
 * that the space stays small. Those that promise the smallest spaces first; 100 at most.
 */
export function largerBounds(challenge: Challenge, base: Bounds, raisedCount: number): readonly OtherSystem[] {
  const { parameters } = challenge;
  const choices = parameters.map((parameter) => choicesOf(parameter, base[parameter.name] ?? parameter.min));
  const found: { readonly bounds: Bounds; readonly weight: number }[] = [];
  const extend = (index: number, bounds: Bounds, raised: number, weight: number): void => {
    const parameter = parameters[index];
    if (parameter === undefined) {
      if (raised === raisedCount) found.push({ bounds, weight });
      return;
    }
    for (const value of choices[index] ?? []) {
      const isRaised = value > (base[parameter.name] ?? parameter.min);
      if (isRaised && raised === raisedCount) continue;
      const further = { ...bounds, [parameter.name]: value };
      extend(index + 1, further, raised + (isRaised ? 1 : 0), weight + value - parameter.min);
    }
  };
  extend(0, {}, 0, 0);
  return found
    .map((one, index) => ({ ...one, index }))
    .sort((a, b) => a.weight - b.weight || a.index - b.index)
    .slice(0, boundsMax)
    .map(({ bounds }) => ({ challenge, bounds, change: '' }));
}

/** The value itself, the smallest one, and all larger ones. */
function choicesOf({ min, max }: Parameter, value: number): readonly number[] {
  const larger = Array.from({ length: max - value }, (_, index) => value + 1 + index);
  return [...new Set([value, min, ...larger])];
}

/** What the environment could do besides, one thing at a time: more faults, a network that keeps less order. */
export function worseEnvironments(challenge: Challenge, bounds: Bounds): readonly OtherSystem[] {
  const spec = challenge.system(bounds);
  return worsenings.flatMap(({ change, worsen }) => {
    if (worsen(spec) === undefined) return [];
    const system = (within: Bounds): SystemSpec => {
      const given = challenge.system(within);
      return worsen(given) ?? given;
    };
    return [{ challenge: withSystem(challenge, system), bounds, change }];
  });
}

interface Worsening {
  readonly change: string;
  /** Undefined where it would change nothing. */
  readonly worsen: (spec: SystemSpec) => SystemSpec | undefined;
}

const worsenings: readonly Worsening[] = [
  {
    change: 'one more crash of a node that may crash',
    worsen: (spec) => (spec.nodes.some(({ mayCrash }) => mayCrash) ? moreOf(spec, 'crash') : undefined),
  },
  {
    change: 'one more crash, of any node',
    worsen: (spec) =>
      spec.nodes.every((node) => node.mayCrash === true || isByzantine(node))
        ? undefined
        : {
            ...(moreOf(spec, 'crash') as SystemSpec),
            nodes: spec.nodes.map((node) => (isByzantine(node) ? node : { ...node, mayCrash: true })),
          },
  },
  {
    change: 'as many restarts as crashes',
    worsen: (spec) => {
      if (spec.faults.restart === undefined || (spec.faults.crash ?? 0) === 0) return undefined;
      const { restart: _, ...faults } = spec.faults;
      return { ...spec, faults };
    },
  },
  { change: 'one more loss of a message', worsen: (spec) => (keeps(spec) ? undefined : moreOf(spec, 'drop')) },
  { change: 'one more copy of a message', worsen: (spec) => (keeps(spec) ? undefined : moreOf(spec, 'duplicate')) },
  {
    change: 'one more timeout',
    worsen: (spec) => (spec.faults.timeout === undefined ? undefined : moreOf(spec, 'timeout')),
  },
  {
    change: 'messages that overtake each other',
    worsen: (spec) => {
      if (spec.network === 'fifo') return { ...spec, network: 'unordered' };
      if (typeof spec.network === 'string') return undefined;
      const { channels = [] } = spec.network;
      if (spec.network.order !== 'fifo' && channels.every(({ order }) => order !== 'fifo')) return undefined;
      const loosened = channels.map((channel) =>
        channel.order === 'fifo' ? { ...channel, order: 'unordered' as const } : channel,
      );
      const order = spec.network.order === 'fifo' ? 'unordered' : spec.network.order;
      return { ...spec, network: { ...spec.network, order, channels: loosened } };
    },
  },
  {
    change: 'channels that lose and copy messages like all others',
    worsen: (spec) => {
      if (typeof spec.network === 'string') return undefined;
      const { channels = [] } = spec.network;
      if (channels.every(({ drop, duplicate }) => drop === undefined && duplicate === undefined)) return undefined;
      const plain = channels.map(({ drop: _, duplicate: __, ...channel }) => channel);
      const faults = { ...spec.faults, drop: (spec.faults.drop ?? 0) + 1 };
      return { ...spec, faults, network: { ...spec.network, channels: plain } };
    },
  },
  {
    change: 'a network that cuts one node off, once',
    worsen: (spec) => {
      if ((spec.faults.partition ?? 0) > 0) return undefined;
      const network = typeof spec.network === 'string' ? { order: spec.network } : spec.network;
      return { ...spec, network: { ...network, cuts: 'one node alone' }, faults: { ...spec.faults, partition: 1 } };
    },
  },
];

function moreOf(spec: SystemSpec, fault: 'crash' | 'drop' | 'duplicate' | 'timeout'): SystemSpec | undefined {
  return { ...spec, faults: { ...spec.faults, [fault]: (spec.faults[fault] ?? 0) + 1 } };
}

function isByzantine({ twins, adversary }: SystemSpec['nodes'][number]): boolean {
  return twins === true || adversary !== undefined;
}

function keeps({ network }: SystemSpec): boolean {
  return network === 'kept' || (typeof network !== 'string' && network.order === 'kept');
}
