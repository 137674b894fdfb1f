/** All nodes in one state, each with what changed since the state before: the rows of the node-state table. */
import type { Data, Envelope, NodeSnapshot, Trace } from '../model';
import { type ChangeKind, type DataDiff, diffData, listChanges, unchanged } from './diff-data';
import { dataKey } from './same-data';
import { snapshotsAt } from './snapshot';

/** One thing that can happen to a node next, or could until this step. */
export interface PendingItem {
  readonly kind: 'message' | 'timer' | 'input';
  readonly change: 'same' | 'added' | 'removed';
  readonly data: Data;
  /** The sender of a message. */
  readonly from?: string;
  /** Distinguishes equal items of one node. */
  readonly key: string;
}

export interface OutputItem {
  readonly change: 'same' | 'added';
  readonly data: Data;
}

export interface NodeRow {
  readonly node: number;
  readonly id: string;
  readonly role: string;
  readonly up: boolean;
  /** What this step did to the node as such. */
  readonly upChange: 'same' | 'crashed' | 'restarted';
  /** True of the node at which the selected step happened. */
  readonly acts: boolean;
  readonly state: DataDiff;
  /** Messages, then timers, then inputs; what was removed stands where it was. */
  readonly pending: readonly PendingItem[];
  readonly outputs: readonly OutputItem[];
}

/** The rows for state `state`, in the order of the challenge. Differences are to the state before; there are none for state 0. */
export function stateTable(trace: Trace, state: number): readonly NodeRow[] {
  const now = snapshotsAt(trace, state);
  const before = snapshotsAt(trace, Math.max(0, state - 1));
  const acting = trace.steps[state - 1]?.node;
  return now.map((node, position) => {
    const old = before[position] ?? node;
    return {
      node: position,
      id: node.id,
      role: node.role,
      up: node.up,
      upChange: node.up === old.up ? 'same' : node.up ? 'restarted' : 'crashed',
      acts: node.id === acting,
      state: state === 0 ? unchanged(node.state) : diffData(old.state, node.state),
      pending: [
        ...pendingMessages(old.inbox, node.inbox),
        ...pendingValues('timer', old.timers, node.timers),
        ...pendingValues('input', old.inputs, node.inputs),
      ],
      outputs: node.outputs.map((data, index) => ({ data, change: index < old.outputs.length ? 'same' : 'added' })),
    };
  });
}

/** How much the rows changed, for a heading: `3 changes`. */
export function countChanges(rows: readonly NodeRow[]): number {
  const count = (items: readonly { readonly change: ChangeKind }[]): number =>
    items.filter((item) => item.change !== 'same').length;
  return rows.reduce(
    (sum, row) =>
      sum + listChanges(row.state).length + count(row.pending) + count(row.outputs) + (row.upChange === 'same' ? 0 : 1),
    0,
  );
}

/**
 * The most lines any state of the trace gives the node in one column, each leaf of its local state being a line. Rows as
 * tall as that do not move while one steps.
 * @param max rows are never reserved more than this
 */
export function linesNeeded(trace: Trace, position: number, max: number): number {
  let most = 1;
  for (let state = 0; state <= trace.steps.length; state += 1) {
    const node = snapshotsAt(trace, state)[position];
    if (node) most = Math.max(most, stateLines(node.state), pendingCount(node), node.outputs.length);
    if (most >= max) return max;
  }
  return most;
}

function pendingCount(node: NodeSnapshot): number {
  return node.inbox.length + node.timers.length + node.inputs.length;
}

function stateLines(data: Data): number {
  return data !== null && typeof data === 'object' ? Math.max(1, Object.keys(data).length) : 1;
}

function pendingMessages(before: readonly Envelope[], after: readonly Envelope[]): readonly PendingItem[] {
  const oldIds = new Set(before.map((envelope) => envelope.id));
  const newIds = new Set(after.map((envelope) => envelope.id));
  const item = (envelope: Envelope, change: PendingItem['change']): PendingItem => ({
    kind: 'message',
    change,
    data: envelope.message,
    from: envelope.from,
    key: `message ${envelope.id}`,
  });
  return [
    ...before.map((envelope) => item(envelope, newIds.has(envelope.id) ? 'same' : 'removed')),
    ...after.filter((envelope) => !oldIds.has(envelope.id)).map((envelope) => item(envelope, 'added')),
  ];
}

/** Compared as multisets: equal timers or inputs have no identity of their own. */
function pendingValues(
  kind: 'timer' | 'input',
  before: readonly Data[],
  after: readonly Data[],
): readonly PendingItem[] {
  const left = new Map<string, number>();
  for (const data of after) left.set(dataKey(data), (left.get(dataKey(data)) ?? 0) + 1);
  const old = before.map((data, index): PendingItem => {
    const key = dataKey(data);
    const remaining = left.get(key) ?? 0;
    if (remaining > 0) left.set(key, remaining - 1);
    return { kind, change: remaining > 0 ? 'same' : 'removed', data, key: `${kind} ${key} ${index}` };
  });
  const seen = new Map<string, number>();
  const added = after.flatMap((data, index): PendingItem[] => {
    const key = dataKey(data);
    const keep = after.filter((other) => dataKey(other) === key).length - (left.get(key) ?? 0);
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return (seen.get(key) ?? 0) > keep ? [{ kind, change: 'added', data, key: `${kind} ${key} new ${index}` }] : [];
  });
  return [...old, ...added];
}
