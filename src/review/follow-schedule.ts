/** Takes the schedule of one protocol through another, whose messages and timers may look different. */
import { type Action, type Data, dataText, isList, type NodeId, type NodeSnapshot, secondCopy } from '../model';

/**
 * The action that another protocol can take in place of the given one: the same if it can; else the same event with a message
 * or timer of the same `kind`; else with the oldest message from the same sender, or with the only timer if one of the two has
 * no kind. The action itself if there is none like it, so that a replay stops there.
 *
 * @param nodes all nodes in the state in which the action is to be taken
 */
export function nearestAction(action: Action, nodes: readonly NodeSnapshot[]): Action {
  switch (action.kind) {
    case 'deliver':
    case 'drop':
    case 'duplicate': {
      const waiting =
        snapshotOf(nodes, action.node)?.inbox.filter(
          ({ from }) => from === action.from || from === secondCopy(action.from),
        ) ?? [];
      const message = nearest(
        action.message,
        waiting.map((envelope) => envelope.message),
        true,
      );
      return message === undefined ? action : { ...action, message };
    }
    case 'timeout': {
      const timer = nearest(action.timer, snapshotOf(nodes, action.node)?.timers ?? [], false);
      return timer === undefined ? action : { ...action, timer };
    }
    case 'input':
    case 'crash':
    case 'restart':
    case 'partition':
    case 'heal':
      return action;
  }
}

function snapshotOf(nodes: readonly NodeSnapshot[], id: NodeId): NodeSnapshot | undefined {
  return nodes.find((node) => node.id === id);
}

function nearest(wanted: Data, present: readonly Data[], orElseAny: boolean): Data | undefined {
  const text = dataText(wanted);
  const same = present.find((data) => dataText(data) === text);
  if (same !== undefined) return same;
  const kind = kindOf(wanted);
  const alike = kind === undefined ? undefined : present.find((data) => kindOf(data) === kind);
  if (alike !== undefined || orElseAny) return alike ?? present[0];
  const [only, ...others] = present;
  const mayBeIt = only !== undefined && others.length === 0 && (kind === undefined || kindOf(only) === undefined);
  return mayBeIt ? only : undefined;
}

function kindOf(data: Data): string | undefined {
  if (data === null || typeof data !== 'object' || isList(data)) return undefined;
  return typeof data.kind === 'string' ? data.kind : undefined;
}
