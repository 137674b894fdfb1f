/** The cuts that may occur in a network. */
import { actorsOf } from './actors';
import type { Cut, SystemSpec } from './challenge';
import type { NodeId } from './data';
import { networkOf } from './network';

/**
 * The cuts of a system in the author's order, each with all of its groups: nodes that the author did not name are the last
 * group. Members and groups are in the order of the nodes. Cuts that are equal are one.
 */
export function cutsOf(spec: SystemSpec): readonly Cut[] {
  const { cuts = [] } = networkOf(spec);
  const ids = actorsOf(spec).map((actor) => actor.id);
  const given: readonly Cut[] = cuts === 'one node alone' ? ids.map((id) => [[id]]) : cuts;
  const whole = given.map((cut) => completed(cut, ids)).filter((cut) => cut.length > 1);
  return whole.filter((cut, index) => whole.findIndex((other) => sameCut(other, cut)) === index);
}

/** True if a cut leaves two nodes in one group. */
export function isJoined(cut: Cut, one: NodeId, other: NodeId): boolean {
  return one === other || cut.some((group) => group.includes(one) && group.includes(other));
}

export function sameCut(one: Cut, other: Cut): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function completed(cut: Cut, ids: readonly NodeId[]): Cut {
  const rest = ids.filter((id) => !cut.some((group) => group.includes(id)));
  const position = (group: readonly NodeId[]) => ids.findIndex((id) => group.includes(id));
  return [...cut, rest]
    .filter((group) => group.length > 0)
    .map((group) => ids.filter((id) => group.includes(id)))
    .sort((a, b) => position(a) - position(b));
}
