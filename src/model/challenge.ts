/** A challenge as its author defines it: bounds, the system they stand for, and the properties. */
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
  /** Whether the crash budget may be spent on this node. False by default. */
  readonly mayCrash?: boolean;
}

/**
 * - `unordered`: messages in flight are a multiset; any of them may be next.
 * - `fifo`: each pair of nodes has a queue per direction; only its oldest message can be next.
 * - `kept`: what was sent stays. Messages are a set that only grows: a delivery does not remove a message, so it may
 *   arrive any number of times, and sending it again changes nothing. This is how TLA+ specifications often model a
 *   network that loses, duplicates and reorders; drops and duplications do not exist in it.
 */
export type NetworkOrder = 'unordered' | 'fifo' | 'kept';

/** How many faults of each kind one schedule may contain. A missing number means none; a missing `timeout` no limit. */
export interface FaultBudget {
  readonly drop?: number;
  readonly duplicate?: number;
  readonly crash?: number;
  /** Restarts; a missing number means every crashed node may restart. */
  readonly restart?: number;
  /** How many timers may fire in all. */
  readonly timeout?: number;
}

/** The system that a set of bounds stands for. */
export interface SystemSpec {
  readonly nodes: readonly NodeSpec[];
  /** What `ctx.config` is. */
  readonly config: Data;
  readonly network: NetworkOrder;
  readonly faults: FaultBudget;
  /**
   * What the observer keeps of a node's outputs: every one in order, or each distinct one once (in the order of first
   * showing). `distinct` keeps the space finite where a protocol repeats itself; properties must not count then.
   */
  readonly outputs: 'every' | 'distinct';
  readonly properties: readonly Property[];
  /** Fairness of the events of each kind, for liveness properties; what is missing is as in `completeFairness`. */
  readonly fairness?: Partial<FairnessByKind>;
  /** What this system leaves out, in sentences for the verdict's not-checked list. */
  readonly notChecked: readonly string[];
}

/** Named sets of bounds. `quick` is checked while typing, `full` is what a submission must pass. */
export interface Tiers {
  readonly quick: Bounds;
  readonly full: Bounds;
}

export interface Challenge {
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
  /** Builds the system. Called only with bounds that fit `parameters`. */
  system(bounds: Bounds): SystemSpec;
}
