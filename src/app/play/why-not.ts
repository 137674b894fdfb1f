/** Why a step that one might want cannot be taken, in words that say what stands in its way. */
import {
  type Cut,
  channelEntry,
  isJoined,
  type NetworkOrder,
  type NodeSnapshot,
  networkOf,
  type Step,
  type SystemSpec,
} from '../../model';

/** A state, and how it was come to. */
export interface Situation {
  readonly spec: SystemSpec | null;
  readonly nodes: readonly NodeSnapshot[];
  readonly cut: Cut | undefined;
  readonly steps: readonly Step[];
  /** Whether the last step's handler has failed. */
  readonly hasFailed: boolean;
}

export interface OnItsWay {
  readonly from: string;
  readonly to: string;
  /** Whether an older message from the same sender waits for the same node. */
  readonly isBehind: boolean;
}

const failed = 'A handler has failed: nothing follows.';

export function whyNotDelivered(situation: Situation, { from, to, isBehind }: OnItsWay): string {
  const { spec, cut } = situation;
  if (situation.hasFailed) return failed;
  if (isDown(situation, to)) return `${to} is down.`;
  if (cut && !isJoined(cut, from, to)) return `The network is cut between ${from} and ${to}.`;
  if (isBehind && orderOf(spec, from, to) === 'fifo') return `An older message from ${from} comes first.`;
  if (spec && networkOf(spec).ignored === 'stay') return `${to} would ignore it, so it stays on its way.`;
  return 'Not possible in this state.';
}

export function whyNotFired(situation: Situation, node: string): string {
  if (situation.hasFailed) return failed;
  if (isDown(situation, node)) return `${node} is down.`;
  const most = situation.spec?.faults.timeout;
  if (most !== undefined && used(situation, 'timeout') >= most) return spent('timeouts', most);
  return 'Not possible in this state.';
}

export function whyNotGiven(situation: Situation, node: string): string {
  if (situation.hasFailed) return failed;
  return isDown(situation, node) ? `${node} is down.` : 'It comes only after something else has happened.';
}

/** Of a message: why it cannot be lost or doubled. */
export function whyNotTampered(situation: Situation, kind: 'drop' | 'duplicate', { from, to }: OnItsWay): string {
  const { spec } = situation;
  const noun = kind === 'drop' ? 'losses' : 'duplications';
  if (situation.hasFailed) return failed;
  if (orderOf(spec, from, to) === 'kept')
    return kind === 'drop'
      ? 'A message may always be late: nothing is lost here.'
      : 'A message may arrive any number of times here.';
  const entry = entryOf(spec, from, to);
  const own = entry === undefined || spec === null ? undefined : networkOf(spec).channels?.[entry]?.[kind];
  const most = own ?? spec?.faults[kind] ?? 0;
  if (most === 0) return own === 0 ? `This channel has no ${noun}.` : `This challenge has no ${noun}.`;
  const isCounted = (step: Step): boolean => {
    const { action } = step;
    if (action.kind !== kind) return false;
    const other = entryOf(spec, action.from, action.node);
    return own === undefined ? limitOf(spec, other, kind) === undefined : other === entry;
  };
  if (situation.steps.filter(isCounted).length >= most) return spent(noun, most);
  return 'Not possible in this state.';
}

/** Of a node: why it cannot crash, restart, or be cut off. */
export function whyNotTo(situation: Situation, kind: 'crash' | 'restart' | 'isolate' | 'heal', node: string): string {
  const { spec, cut } = situation;
  if (situation.hasFailed) return failed;
  switch (kind) {
    case 'crash': {
      if (isDown(situation, node)) return `${node} is down.`;
      const most = spec?.faults.crash ?? 0;
      if (most === 0) return 'No node crashes in this challenge.';
      if (!spec?.nodes.some(({ id, mayCrash }) => id === node && mayCrash)) return `${node} never crashes here.`;
      return used(situation, 'crash') >= most ? spent('crashes', most) : 'Not possible in this state.';
    }
    case 'restart': {
      if (!isDown(situation, node)) return `${node} is up.`;
      const most = spec?.faults.restart;
      return most !== undefined && used(situation, 'restart') >= most
        ? spent('restarts', most)
        : 'Not possible in this state.';
    }
    case 'isolate': {
      if (cut) return 'The network is cut already.';
      const most = spec?.faults.partition ?? 0;
      if (most === 0) return 'The network is never cut in this challenge.';
      if (used(situation, 'partition') >= most) return spent('cuts', most);
      return `No cut of this challenge has ${node} alone.`;
    }
    case 'heal': {
      if (!cut) return 'The network is whole.';
      const most = spec?.faults.heal;
      return most !== undefined && used(situation, 'heal') >= most
        ? spent('healings', most)
        : 'Not possible in this state.';
    }
  }
}

function spent(noun: string, most: number): string {
  return `No ${noun} left in the budget: ${most} of ${most} used.`;
}

function used({ steps }: Situation, kind: Step['action']['kind']): number {
  return steps.filter(({ action }) => action.kind === kind).length;
}

function isDown({ nodes }: Situation, node: string): boolean {
  return nodes.some(({ id, up }) => id === node && !up);
}

function orderOf(spec: SystemSpec | null, from: string, to: string): NetworkOrder | undefined {
  if (spec === null) return undefined;
  const network = networkOf(spec);
  const entry = entryOf(spec, from, to);
  return (entry === undefined ? undefined : network.channels?.[entry]?.order) ?? network.order;
}

/** The number of the entry that holds for a channel; undefined if none does. */
function entryOf(spec: SystemSpec | null, from: string, to: string): number | undefined {
  const node = (id: string) => spec?.nodes.find((one) => one.id === id.replace(/'$/, ''));
  const [sender, receiver] = [node(from), node(to)];
  if (spec === null || sender === undefined || receiver === undefined) return undefined;
  const entry = channelEntry(networkOf(spec), sender, receiver);
  return entry < 0 ? undefined : entry;
}

function limitOf(spec: SystemSpec | null, entry: number | undefined, kind: 'drop' | 'duplicate'): number | undefined {
  return entry === undefined || spec === null ? undefined : networkOf(spec).channels?.[entry]?.[kind];
}
