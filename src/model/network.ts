/** What a network's definition says of each channel. */
import type { ChannelSpec, NetworkOrder, NetworkSpec, NodeSpec, SystemSpec } from './challenge';

/** The network of a system in its long form. */
export function networkOf(spec: Pick<SystemSpec, 'network'>): NetworkSpec {
  return typeof spec.network === 'string' ? { order: spec.network } : spec.network;
}

/** The number of the entry that holds for the channel between two nodes, -1 if none does. */
export function channelEntry(network: NetworkSpec, from: NodeSpec, to: NodeSpec): number {
  return (network.channels ?? []).findIndex((entry) => names(entry.from, from) && names(entry.to, to));
}

/**
 * Whether a message that its receiver ignores stays in a channel of this order. A queue would be blocked by it, so its
 * messages are received.
 */
export function keepsIgnored(network: NetworkSpec, order: NetworkOrder): boolean {
  switch (order) {
    case 'fifo':
      return false;
    case 'kept':
    case 'unordered':
      return network.ignored === 'stay';
  }
}

function names(name: ChannelSpec['from'], node: NodeSpec): boolean {
  return name === undefined || name === node.id || name === node.role;
}
