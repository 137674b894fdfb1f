/** Actions and schedules: what is stored and sent. An action names content, never an internal number. */
import type { Data, NodeId } from './data';

/** One atomic choice of the environment. `choices` are the options taken by `ctx.choose` and `ctx.random`, by index. */
export type Action =
  | {
      readonly kind: 'deliver';
      readonly node: NodeId;
      readonly from: NodeId;
      readonly message: Data;
      readonly choices?: readonly number[];
    }
  | { readonly kind: 'drop'; readonly node: NodeId; readonly from: NodeId; readonly message: Data }
  | { readonly kind: 'duplicate'; readonly node: NodeId; readonly from: NodeId; readonly message: Data }
  | { readonly kind: 'timeout'; readonly node: NodeId; readonly timer: Data; readonly choices?: readonly number[] }
  | { readonly kind: 'input'; readonly node: NodeId; readonly input: Data; readonly choices?: readonly number[] }
  | { readonly kind: 'crash'; readonly node: NodeId }
  | { readonly kind: 'restart'; readonly node: NodeId; readonly choices?: readonly number[] }
  /** The network is cut into these groups: all nodes, in the order of the challenge. */
  | { readonly kind: 'partition'; readonly groups: readonly (readonly NodeId[])[] }
  | { readonly kind: 'heal' };

export type ActionKind = Action['kind'];

/** Every kind, in the order in which a state's successors are generated. */
export const actionKinds: readonly ActionKind[] = [
  'deliver',
  'timeout',
  'input',
  'restart',
  'drop',
  'duplicate',
  'crash',
  'partition',
  'heal',
];

/** Kinds that are the environment's fault: a state in which only these are enabled counts as quiescent. */
export const faultKinds: readonly ActionKind[] = ['drop', 'duplicate', 'crash', 'partition'];

/** True if the action changes no node, only what is in the network or how it is cut. */
export function isNetworkAction(action: Action): boolean {
  return ['drop', 'duplicate', 'partition', 'heal'].includes(action.kind);
}

/** The actions from the initial state, in order. Replays to the same trace everywhere. */
export type Schedule = readonly Action[];
