/** Who acts in a system: each node, and of a node with twins two copies. */
import type { SystemSpec } from './challenge';
import type { NodeId } from './data';

export interface Actor {
  /** The node's id; of the second copy of a node with twins the id with a prime: `b'`. */
  readonly id: NodeId;
  /** Index of the node in the definition of the system. */
  readonly node: number;
  /** Whether it may do what the protocol forbids, so that none of its steps is owed. */
  readonly byzantine: boolean;
}

/** In the order of the nodes, a second copy right behind the first. */
export function actorsOf(spec: SystemSpec): readonly Actor[] {
  return spec.nodes.flatMap((node, index) => {
    const first: Actor = { id: node.id, node: index, byzantine: node.twins === true || node.adversary !== undefined };
    return node.twins === true ? [first, { ...first, id: secondCopy(node.id) }] : [first];
  });
}

/** The id of the second copy of a node with twins. */
export function secondCopy(id: NodeId): NodeId {
  return `${id}'`;
}
