/** The channels of a system: for each pair of nodes its order and the entry of the network's definition that holds. */
import { channelEntry, type NetworkOrder, networkOf, type SystemSpec } from '../model';

export interface Channel {
  readonly order: NetworkOrder;
  /** Number of the entry, -1 if none names the channel. */
  readonly entry: number;
}

/** By sender and receiver. */
export function channelsOf(spec: SystemSpec): readonly (readonly Channel[])[] {
  const network = networkOf(spec);
  return spec.nodes.map((from) =>
    spec.nodes.map((to) => {
      const entry = channelEntry(network, from, to);
      return { order: network.channels?.[entry]?.order ?? network.order, entry };
    }),
  );
}
