/** Which entry of a network's definition holds for which channel. */
import type { ChannelSpec, NetworkSpec, NodeSpec, SystemSpec } from './challenge';

/** The network of a system in its long form. */
export function networkOf(spec: SystemSpec): NetworkSpec {
  return typeof spec.network === 'string' ? { order: spec.network } : spec.network;
}

/** The number of the entry that holds for the channel between two nodes, -1 if none does. */
export function channelEntry(network: NetworkSpec, from: NodeSpec, to: NodeSpec): number {
  return (network.channels ?? []).findIndex((entry) => names(entry.from, from) && names(entry.to, to));
}

function names(name: ChannelSpec['from'], node: NodeSpec): boolean {
  return name === undefined || name === node.id || name === node.role;
}
