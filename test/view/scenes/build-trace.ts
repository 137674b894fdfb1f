/** Writes traces by hand: each step says what a handler did, the builder keeps the books (inboxes, timers, outputs, ids). */

import { assert } from '../../../src/base';
import type { Action, Data, Envelope, NodeId, NodeSnapshot, Step, Trace } from '../../../src/model';
import { dataKey, formatData } from '../../../src/view';

/** What a handler did. */
export interface Reaction {
  /** Fields that get new values; the others stay. */
  readonly state?: { readonly [key: string]: Data };
  readonly send?: readonly (readonly [to: NodeId, message: Data])[];
  readonly output?: readonly Data[];
  readonly set?: readonly Data[];
  readonly cancel?: readonly Data[];
  readonly lines?: readonly number[];
}

export interface NodeStart {
  readonly id: NodeId;
  readonly role: string;
  readonly state: { readonly [key: string]: Data };
  readonly durable?: readonly string[];
  readonly inputs?: readonly Data[];
  readonly start?: Reaction;
}

export interface TraceBuilder {
  deliver(from: NodeId, to: NodeId, kind: string, reaction?: Reaction): void;
  drop(from: NodeId, to: NodeId, kind: string): void;
  duplicate(from: NodeId, to: NodeId, kind: string): void;
  timeout(node: NodeId, reaction?: Reaction): void;
  input(node: NodeId, reaction?: Reaction): void;
  crash(node: NodeId): void;
  restart(node: NodeId, reaction?: Reaction): void;
  trace(pointOfNoReturn?: Trace['pointOfNoReturn']): Trace;
}

/** Starts with all nodes up. A message is named by sender, receiver and its `kind`; the oldest such one is meant. */
export function buildTrace(starts: readonly NodeStart[]): TraceBuilder {
  let nodes: readonly NodeSnapshot[] = starts.map(({ id, role, state, inputs = [] }) => ({
    id,
    role,
    up: true,
    state,
    inbox: [],
    timers: [],
    inputs,
    outputs: [],
  }));
  const steps: Step[] = [];
  let lastId = 0;

  const change = (id: NodeId, edit: (node: NodeSnapshot) => Partial<NodeSnapshot>): void => {
    assert(
      nodes.some((node) => node.id === id),
      `${id} is a node`,
    );
    nodes = nodes.map((node) => (node.id === id ? { ...node, ...edit(node) } : node));
  };
  const react = (id: NodeId, reaction: Reaction, sentAt: number): readonly Envelope[] => {
    const cancelled = new Set((reaction.cancel ?? []).map(dataKey));
    change(id, (node) => ({
      state: { ...(node.state as { readonly [key: string]: Data }), ...reaction.state },
      timers: [...node.timers.filter((timer) => !cancelled.has(dataKey(timer))), ...(reaction.set ?? [])],
      outputs: [...node.outputs, ...(reaction.output ?? [])],
    }));
    return (reaction.send ?? []).map(([to, message]) => post({ from: id, to, message, sentAt }));
  };
  const post = (draft: Omit<Envelope, 'id'>): Envelope => {
    lastId += 1;
    const envelope = { id: lastId, ...draft };
    change(draft.to, (node) => ({ inbox: [...node.inbox, envelope] }));
    return envelope;
  };
  const take = (from: NodeId, to: NodeId, kind: string, keep = false): Envelope => {
    const found = nodes
      .find((node) => node.id === to)
      ?.inbox.find(
        (envelope) => envelope.from === from && (envelope.message as { readonly kind: string }).kind === kind,
      );
    assert(found !== undefined, `${kind} from ${from} to ${to} is in the network`);
    if (!keep) change(to, (node) => ({ inbox: node.inbox.filter((envelope) => envelope.id !== found.id) }));
    return found;
  };
  const add = (
    action: Action,
    label: string,
    reaction: Reaction,
    rest: { envelope?: Envelope; sent?: readonly Envelope[] } = {},
  ): void => {
    const index = steps.length + 1;
    const node = 'node' in action ? action.node : '';
    const sent = rest.sent ?? react(node, reaction, index);
    steps.push({
      index,
      action,
      label,
      node,
      envelope: rest.envelope,
      sent,
      outputs: reaction.output ?? [],
      timersSet: reaction.set ?? [],
      timersCancelled: reaction.cancel ?? [],
      lines: reaction.lines ?? [10 + index, 11 + index],
      effectLines: sent.length > 0 ? [11 + index] : [],
      after: nodes,
    });
  };

  for (const { id, start } of starts) if (start) react(id, start, 0);
  const initial = nodes;

  return {
    deliver(from, to, kind, reaction = {}) {
      const envelope = take(from, to, kind);
      const { message } = envelope;
      add(
        { kind: 'deliver', node: to, from, message },
        `${to} receives ${formatData(message)} from ${from}`,
        reaction,
        { envelope },
      );
    },
    drop(from, to, kind) {
      const envelope = take(from, to, kind);
      const { message } = envelope;
      add(
        { kind: 'drop', node: to, from, message },
        `${formatData(message)} from ${from} to ${to} is lost`,
        {},
        { envelope, sent: [] },
      );
    },
    duplicate(from, to, kind) {
      const envelope = take(from, to, kind, true);
      const { message } = envelope;
      const copy = post({ from, to, message, sentAt: steps.length + 1, copyOf: envelope.id });
      add(
        { kind: 'duplicate', node: to, from, message },
        `${formatData(message)} from ${from} to ${to} is duplicated`,
        {},
        { envelope, sent: [copy] },
      );
    },
    timeout(node, reaction = {}) {
      const timer = nodes.find(({ id }) => id === node)?.timers[0];
      assert(timer !== undefined, `${node} has a timer`);
      change(node, ({ timers }) => ({ timers: timers.slice(1) }));
      add({ kind: 'timeout', node, timer }, `${node} times out`, reaction);
    },
    input(node, reaction = {}) {
      const input = nodes.find(({ id }) => id === node)?.inputs[0];
      assert(input !== undefined, `${node} has an input`);
      change(node, ({ inputs }) => ({ inputs: inputs.slice(1) }));
      add({ kind: 'input', node, input }, `${node} is asked ${formatData(input)}`, reaction);
    },
    crash(node) {
      const durable = starts.find(({ id }) => id === node)?.durable ?? [];
      change(node, ({ state }) => ({
        up: false,
        timers: [],
        state: Object.fromEntries(Object.entries(state as object).filter(([key]) => durable.includes(key))),
      }));
      add({ kind: 'crash', node }, `${node} crashes`, {});
    },
    restart(node, reaction = {}) {
      const start = starts.find(({ id }) => id === node)?.state ?? {};
      change(node, ({ state }) => ({ up: true, state: { ...start, ...(state as object) } }));
      add({ kind: 'restart', node }, `${node} restarts`, reaction);
    },
    trace(pointOfNoReturn) {
      return { nodes: starts.map(({ id, role }) => ({ id, role })), initial, steps, pointOfNoReturn };
    },
  };
}
