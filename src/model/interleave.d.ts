/**
 * The participant's API: what a protocol may use. This one file is what the editor's IntelliSense shows, what the
 * challenges are type-checked against, and what the sandbox provides under the name `interleave`.
 *
 * A protocol is a set of deterministic handlers. Each handler runs atomically: it sees the node's state and one event,
 * changes the state, and asks for effects through `ctx`. Every schedule of those steps is explored, so a handler must
 * depend on nothing but its arguments: there is no clock, no randomness, no I/O and no shared global.
 */

/** The name of a node, for example `'coordinator'` or `'a2'`. */
export type NodeId = string;

/** A value whose origin is certain: only the node named by `signer` can have made it. Made by `ctx.sign`. */
export interface Signed<Value> {
  /** The node that signed. */
  readonly signer: NodeId;
  /** What was signed. */
  readonly value: Value;
}

/**
 * What a handler can do besides changing its state. Effects take place together when the handler returns; if it throws,
 * none of them does.
 */
export interface Context<Message, Timer, Output, Config> {
  /** This node. */
  readonly self: NodeId;
  /** All other nodes, in the order of the challenge. */
  readonly peers: readonly NodeId[];
  /** The part this node plays, for example `'acceptor'`. The challenge says which roles exist. */
  readonly role: string;
  /** What the challenge tells every node, for example who the acceptors are. The same for all nodes, and read-only. */
  readonly config: Config;
  /** All nodes that play the given role, this one included if it does, in the order of the challenge. */
  nodes(role: string): readonly NodeId[];
  /**
   * Puts a message into the network for one node (it may be this one). When it arrives, whether it arrives, in which
   * order and how often is up to the network that the challenge states.
   */
  send(to: NodeId, message: Message): void;
  /** Sends the message to every peer (not to this node), in the order of `peers`. */
  broadcast(message: Message): void;
  /**
   * Starts a timer. It stays pending until it fires, is cancelled, or the node crashes. A check lets a pending timer
   * fire at any moment, because an asynchronous network can always be slower than a clock; a simulation fires it after
   * `duration`. Setting a timer that is already pending changes nothing in a check.
   * @param timer any plain data; two timers are the same timer if they are equal as data
   * @param duration in milliseconds of simulated time, 1 by default; a check ignores it
   */
  setTimer(timer: Timer, duration?: number): void;
  /** Stops a pending timer. Nothing happens if it is not pending. */
  cancelTimer(timer: Timer): void;
  /**
   * Shows the world a result, for example `{ kind: 'decide', value }`. Outputs are the only thing the properties of a
   * challenge can see: internal state may have any shape.
   */
  output(output: Output): void;
  /**
   * Picks one of the options; a check explores every one of them. Not available in `init`.
   * @param options at least one, all of them plain data
   */
  choose<Option>(options: readonly Option[]): Option;
  /**
   * Draws one of the options with the given whole-number weights (all 1 by default; 2^53 - 1 in all at most). A check
   * explores every option that has a weight above zero, and computes with its exact probability. Not available in `init`.
   */
  random<Option>(options: readonly Option[], weights?: readonly number[]): Option;
  /** Signs a value as this node. Nobody else can make such a value: signatures are ideal, without any key. */
  sign<Value>(value: Value): Signed<Value>;
  /** True if this is a value signed by `signer`; plain data that merely looks like one is not. */
  verify(signed: unknown, signer: NodeId): boolean;
}

/**
 * The handlers of a protocol. Each may change `state` in place (it is this call's own copy) or return a new one.
 * State, messages, timers, inputs and outputs are plain data: null, booleans, finite numbers, strings, arrays and plain
 * objects of these, and signed values. Handlers are called without `this`; share code in functions beside them.
 */
export interface Protocol<
  State,
  Message = never,
  Timer = never,
  Input = never,
  Output = never,
  Config = Record<string, never>,
> {
  /** The state in which a node starts. Runs at the start, and again when a node restarts after a crash. */
  init(ctx: Context<Message, Timer, Output, Config>): State;
  /** A request from outside arrives, for example "propose this value". */
  onInput?(state: State, input: Input, ctx: Context<Message, Timer, Output, Config>): State | void;
  /** A message arrives. */
  onMessage?(state: State, message: Message, from: NodeId, ctx: Context<Message, Timer, Output, Config>): State | void;
  /** A timer fires. It is no longer pending. */
  onTimer?(state: State, timer: Timer, ctx: Context<Message, Timer, Output, Config>): State | void;
  /**
   * The fields of the state that survive a crash. When the node restarts, `init` runs, then these fields are put back
   * as they were, then `onRestart` runs. All other fields, and all pending timers, are lost. None by default.
   */
  durable?: readonly (keyof State & string)[];
  /** Runs after a restart, with the durable fields already put back. */
  onRestart?(state: State, ctx: Context<Message, Timer, Output, Config>): State | void;
}

/** Declares the protocol. Export its result as the default export of the file. */
export declare function protocol<
  State,
  Message = never,
  Timer = never,
  Input = never,
  Output = never,
  Config = Record<string, never>,
>(
  handlers: Protocol<State, Message, Timer, Input, Output, Config>,
): Protocol<State, Message, Timer, Input, Output, Config>;
