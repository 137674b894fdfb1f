/** A challenge as its author defines it: bounds, the system they stand for, and the properties. */
import type { Adversary } from './adversary';
import type { Data, NodeId } from './data';
import type { FairnessByKind } from './fairness';
import type { Property } from './property';

/** Values of a challenge's parameters, by name. */
export type Bounds = Readonly<Record<string, number>>;

/** One number that bounds a check. Whole, `min ≤ value ≤ max`. */
export interface Parameter {
  readonly name: string;
  /** Short, for the chip in the Check panel: `crashes`. */
  readonly label: string;
  /** One sentence: what it bounds. */
  readonly meaning: string;
  readonly min: number;
  readonly max: number;
}

/** A node, and what the challenge gives it to do. */
export interface NodeSpec {
  readonly id: NodeId;
  readonly role: string;
  /** Requests from outside, delivered in this order, each at any moment while the node is up. */
  readonly inputs?: readonly Data[];
  /** Conditions for inputs that do not come at any moment; an input with several of them waits for all. */
  readonly inputConditions?: readonly InputCondition[];
  /** Whether the crash budget may be spent on this node. False by default. */
  readonly mayCrash?: boolean;
  /**
   * Makes the node Byzantine: two copies of the protocol run under its one identity, and whoever sends to it sends to both.
   * No step of a copy is owed, so a message reaches the first copy, the second, both or neither. Together they can say
   * different things to different nodes, forget, and repeat themselves; they cannot say what the protocol never says.
   */
  readonly twins?: boolean;
  /** Makes the node Byzantine: it runs this instead of the protocol. No step of it is owed. */
  readonly adversary?: Adversary;
}

/** An input that comes only after something else has happened, for example a second request after the first reply. */
export interface InputCondition {
  /** Which of the node's inputs, counting from 0. */
  readonly input: number;
  /** What must have happened: a node has shown this output, or another node has been given its input of this number. */
  readonly after: { readonly node: NodeId; readonly output: Data } | { readonly node: NodeId; readonly input: number };
}

/**
 * - `unordered`: messages in flight are a multiset; any of them may be next.
 * - `fifo`: each pair of nodes has a queue per direction; only its oldest message can be next.
 * - `kept`: what was sent stays. Messages are a set that only grows: a delivery does not remove a message, so it may
 *   arrive any number of times, and sending it again changes nothing. This is how TLA+ specifications often model a
 *   network that loses, duplicates and reorders; drops and duplications do not exist in it.
 */
export type NetworkOrder = 'unordered' | 'fifo' | 'kept';

/** A network whose channels differ. A channel leads from one node to one node, itself included, in one direction. */
export interface NetworkSpec {
  /** The order of every channel that no entry gives another. */
  readonly order: NetworkOrder;
  /** For each channel the first entry that names it counts. What the entry does not say is as for the whole network. */
  readonly channels?: readonly ChannelSpec[];
  /**
   * How the network may be cut in two or more, one cut at a time, within the budget `faults.partition`: the cuts listed, or
   * each node alone against all others. None by default.
   */
  readonly cuts?: readonly Cut[] | 'one node alone';
  /**
   * What becomes of a message that its receiver ignores: whatever is chosen in the handler, the local state stays as it is
   * and the handler asks for nothing. Such a message is `received` and gone by default. Where it is to `stay`, the delivery
   * is not enabled, as in actor models whose steps must change something (Stateright): the message stays in the network
   * until the node would do something with it. In a FIFO channel it is received all the same: it would block what follows.
   */
  readonly ignored?: 'received' | 'stay';
  /** What becomes of a message sent while a cut lies between its sender and its receiver. It waits by default. */
  readonly acrossCut?: 'wait' | 'lost';
}

/**
 * Groups of nodes that cannot reach each other. Nodes that are not named form one more group. The two copies of a node with
 * twins are two nodes here, `b` and `b'`.
 */
export type Cut = readonly (readonly NodeId[])[];

/** Channels that differ from the rest of the network. */
export interface ChannelSpec {
  /** The senders: a node, or a role that stands for all of its nodes. Every node if missing. */
  readonly from?: string;
  /** The receivers, likewise. */
  readonly to?: string;
  readonly order?: NetworkOrder;
  /**
   * How many messages may be lost in one schedule on all channels of this entry together. Such losses are not taken from
   * `faults.drop`, and no others happen here: 0 makes the channels reliable.
   */
  readonly drop?: number;
  /** How many duplications, likewise. */
  readonly duplicate?: number;
}

/** How many faults of each kind one schedule may contain. A missing number means none; a missing `timeout` no limit. */
export interface FaultBudget {
  readonly drop?: number;
  readonly duplicate?: number;
  readonly crash?: number;
  /** Restarts; a missing number means every crashed node may restart. */
  readonly restart?: number;
  /** How many timers may fire in all. */
  readonly timeout?: number;
  /** How often the network may be cut, in one of the ways that `NetworkSpec.cuts` lists. */
  readonly partition?: number;
  /** How often it may heal; a missing number means that every cut may heal. */
  readonly heal?: number;
}

/** The system that a set of bounds stands for. */
export interface SystemSpec {
  readonly nodes: readonly NodeSpec[];
  /** What `ctx.config` is. */
  readonly config: Data;
  /** An order for all channels, or a network whose channels differ. */
  readonly network: NetworkOrder | NetworkSpec;
  readonly faults: FaultBudget;
  /**
   * What the observer keeps of a node's outputs: every one in order, or each distinct one once (in the order of first
   * showing). `distinct` keeps the space finite where a protocol repeats itself; properties must not count then. With `none`
   * monitors alone are told, and states that differ only in what was shown long ago are one.
   */
  readonly outputs: 'every' | 'distinct' | 'none';
  readonly properties: readonly Property[];
  /** Fairness of the events of each kind, for liveness properties; what is missing is as in `completeFairness`. */
  readonly fairness?: Partial<FairnessByKind>;
  /** What this system leaves out, in sentences for the verdict's not-checked list. */
  readonly notChecked: readonly string[];
  /**
   * Members that can be exchanged without anything but names changing: then states that differ only by such an exchange
   * are explored once. The claim is checked on a sample of the handlers' answers; where it is wrong nothing is left out.
   */
  readonly symmetry?: readonly SymmetryClass[];
}

/**
 * Interchangeable members, at least two. A member is the names that go together, the same number for each: a node, a value,
 * or a node with its value, as in `[['p1', 'x'], ['p2', 'y']]`. A name is a whole text or key of the data.
 */
export type SymmetryClass = readonly (readonly string[])[];

/** Named sets of bounds. `quick` is checked while typing, `full` is what a submission must pass. */
export interface Tiers {
  readonly quick: Bounds;
  readonly full: Bounds;
}

/**
 * What a candidate writes: the handlers of a protocol, an XState machine, properties that tell right protocols from wrong
 * ones, or schedules that break the wrong ones.
 */
export type Writes = 'protocol' | 'machine' | 'properties' | 'schedules';

/** Whether what a candidate writes is held against variants, protocols that the author knows to be right or wrong. */
export function writesAgainstVariants({ writes }: { readonly writes?: Writes }): boolean {
  return writes === 'properties' || writes === 'schedules';
}

/** Everything of a challenge that is data. */
export interface ChallengeData {
  /** Folder name and address: `two-phase-commit`. */
  readonly slug: string;
  /** Catalogue code: `C1`. */
  readonly code: string;
  readonly title: string;
  /** One sentence for the list of challenges. */
  readonly summary: string;
  readonly area: string;
  readonly level: string;
  /** Time a candidate should plan for. */
  readonly minutes: readonly [number, number];
  readonly parameters: readonly Parameter[];
  readonly tiers: Tiers;
  /** Tasks in order, one line each; the statement explains them. */
  readonly tasks: readonly string[];
  /** From vague to precise; each is shown only on request. */
  readonly hints: readonly string[];
  /** Distinct states of the reference at each tier, so that a candidate knows what to expect before the first check. */
  readonly referenceStates?: { readonly quick: number; readonly full: number };
  /** What the candidate writes; a protocol if missing. */
  readonly writes?: Writes;
}

export interface Challenge extends ChallengeData {
  /** Builds the system. Called only with bounds that fit `parameters`. */
  system(bounds: Bounds): SystemSpec;
}
