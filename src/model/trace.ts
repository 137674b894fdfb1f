/** A schedule replayed, for people: every state on the way and what each step did. */
import type { Action } from './action';
import type { Data, NodeId } from './data';
import type { Draw } from './draw';
import type { Interval } from './measure';
import type { Problem } from './problem';

/** A message on its way. `id` is unique in the trace and counts from 1 in the order of sending. */
export interface Envelope {
  readonly id: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: Data;
  /** Step at which it was put into the network; 0 for `init`. */
  readonly sentAt: number;
  /** For a duplicate: the envelope it is a copy of. */
  readonly copyOf?: number;
  /** Set if it never entered the network: a cut lost it, or it stays there and was there already. */
  readonly inVain?: 'lost' | 'repeated';
}

/** What one node is at one moment. */
export interface NodeSnapshot {
  readonly id: NodeId;
  readonly role: string;
  readonly up: boolean;
  /** Local state; of a crashed node, the durable fields only. */
  readonly state: Data;
  /** Messages addressed to this node that have not arrived, oldest first. */
  readonly inbox: readonly Envelope[];
  readonly timers: readonly Data[];
  /** Inputs that have not been delivered yet, next first. */
  readonly inputs: readonly Data[];
  /** Everything this node has shown the world, oldest first. */
  readonly outputs: readonly Data[];
}

/** One step of a trace. Step n leads from state n-1 to state n; state 0 is the initial state. */
export interface Step {
  /** Counts from 1. */
  readonly index: number;
  readonly action: Action;
  /** What its handler chose and drew, in order; missing if nothing. */
  readonly draws?: readonly Draw[];
  /** The step in plain words, for example `p1 receives {kind: "prepare"} from coordinator`. */
  readonly label: string;
  /** The node at which it happens; for a partition and its healing the first node of the smallest group. */
  readonly node: NodeId;
  /** The envelope delivered, dropped or duplicated. */
  readonly envelope?: Envelope;
  readonly sent: readonly Envelope[];
  readonly outputs: readonly Data[];
  readonly timersSet: readonly Data[];
  readonly timersCancelled: readonly Data[];
  /** Lines of the candidate's source that ran, ascending, counting from 1. */
  readonly lines: readonly number[];
  /** Lines that asked for an effect (send, setTimer, output …), ascending. */
  readonly effectLines: readonly number[];
  /** All nodes after this step, in the order of the challenge. */
  readonly after: readonly NodeSnapshot[];
  /** The groups into which the network is cut after this step; missing while it is whole. */
  readonly cut?: readonly (readonly NodeId[])[];
  /** Set on the last step if its handler failed; `after` is then the state before it. */
  readonly problem?: Problem;
}

/** A schedule replayed through the participant's own code. */
export interface Trace {
  readonly nodes: readonly { readonly id: NodeId; readonly role: string }[];
  readonly initial: readonly NodeSnapshot[];
  readonly steps: readonly Step[];
  /**
   * Last state from which a future without the violation still existed, as a state index (0 = initial state), and the
   * first action of such a future. Missing where the space is too large to compute it, or to let a verdict wait for it.
   */
  readonly pointOfNoReturn?: { readonly state: number; readonly alternative: string };
  /**
   * By state, the initial one first: the probability of the violation under the uniform scheduler. Missing where the space
   * is too large to compute it, or to let a verdict wait for it.
   */
  readonly violationProbability?: readonly Interval[];
  /** For a livelock: index of the state in which the cycle begins, and to which the last step leads back. */
  readonly cycleStart?: number;
}

/** What a trace says of the futures of its states. */
export type Futures = Pick<Trace, 'pointOfNoReturn' | 'violationProbability'>;
