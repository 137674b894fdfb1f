/**
 * What a machine is given inside the sandbox under the name `xstate`, and how it becomes handlers there. Bundled into text:
 * this file never runs in the page.
 *
 * The library is the real one; what would run beside a machine (actors, clocks, promises) is not in it. A transition is
 * taken with an actor scope of our own, in which the nodes of the challenge stand for the other actors of the system.
 */
import type { Chart, Data, NodeId } from '../../model';
import { performAction } from './actions';
import { chartOf } from './chart';
import { durableOf, isMachine, type MachineDeclared, type MachineProblem, machineProblems } from './limits';
import { markLine } from './lines';
import { lineOfState, lineOfTransition, type StateDeclared, type TransitionDeclared } from './nodes';
import { actorScope, type NodeContext, type NodeReferences, referencesFor } from './scope';
import { type Delays, delaysOf } from './timers';

export {
  and,
  assertEvent,
  assign,
  cancel,
  createMachine,
  emit,
  enqueueActions,
  log,
  matchesState,
  not,
  or,
  raise,
  sendTo,
  setup,
  stateIn,
} from 'xstate';

/** Data of a node that is a machine. */
export interface MachineState {
  readonly value: Data;
  readonly context: Readonly<Record<string, Data>>;
  /** Of history states that were left: the ids of the states they lead back to. */
  readonly history?: Readonly<Record<string, readonly string[]>>;
  /** Events that the machine will raise, by the id under which they can be cancelled. */
  readonly delayed?: Readonly<Record<string, Data>>;
}

/** The handlers that the sandbox calls, and what it may ask of the machine itself. */
export interface MachineHandlers {
  init(ctx: NodeContext): MachineState;
  onInput(state: MachineState, input: Data, ctx: NodeContext): MachineState;
  onMessage(state: MachineState, message: Data, from: NodeId, ctx: NodeContext): MachineState;
  onTimer(state: MachineState, timer: Data, ctx: NodeContext): MachineState;
  /** The start of a node that comes back with what it kept: `init` with these fields in its context. */
  restart(kept: Readonly<Record<string, Data>>, ctx: NodeContext): MachineState;
  /** The fields of the context that a crash leaves. */
  durablePart(state: MachineState): Readonly<Record<string, Data>>;
  chart(): Chart;
}

/** Makes handlers of what a candidate exports, or says what is wrong with it. */
export function handlersOf(candidate: unknown): MachineHandlers | readonly MachineProblem[] {
  if (!isMachine(candidate)) {
    const sentence =
      "The default export is not a machine. Write `export default setup({ … }).createMachine({ … })`, with `setup` from 'xstate'.";
    return [{ sentence, word: 'export default' }];
  }
  const problems = machineProblems(candidate);
  return problems.length > 0 ? problems : new Runner(candidate as Machine);
}

interface MachineEvent {
  readonly type: string;
  readonly from?: NodeId;
}

/** The methods of the library's machine that are called or watched. */
interface Machine extends MachineDeclared {
  transition(snapshot: Snapshot, event: object, scope: object): Snapshot;
  getInitialSnapshot(scope: object, input: object): Snapshot;
  getTransitionData(snapshot: Snapshot, event: object): readonly TransitionDeclared[];
  _getPreInitialState(...parameters: readonly unknown[]): Snapshot;
  getStateNodeById(id: string): StateDeclared;
  resolveState(config: object): Snapshot;
}

interface Snapshot {
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  readonly value: Data;
  context: Readonly<Record<string, Data>>;
  children: Readonly<Record<string, unknown>>;
  readonly historyValue: Readonly<Record<string, readonly StateDeclared[]>>;
  readonly error?: unknown;
  readonly _nodes: readonly StateDeclared[];
}

class Runner implements MachineHandlers {
  readonly #machine: Machine;
  readonly #delays: Delays;
  readonly #durable: readonly string[];
  /** What the start of a node puts into its snapshot. */
  #beginning: { readonly nodes: NodeReferences; readonly kept: Readonly<Record<string, Data>> } | undefined;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#delays = delaysOf(machine);
    this.#durable = durableOf(machine) ?? [];
    this.#watch(machine);
  }

  init(ctx: NodeContext): MachineState {
    return this.#begin({}, ctx);
  }

  restart(kept: Readonly<Record<string, Data>>, ctx: NodeContext): MachineState {
    return this.#begin(kept, ctx);
  }

  onInput(state: MachineState, input: Data, ctx: NodeContext): MachineState {
    return this.#step(state, eventOf(input, 'input'), ctx);
  }

  onMessage(state: MachineState, message: Data, from: NodeId, ctx: NodeContext): MachineState {
    return this.#step(state, { ...eventOf(message, 'message'), from }, ctx);
  }

  onTimer(state: MachineState, timer: Data, ctx: NodeContext): MachineState {
    const { event, delayed } = this.#delays.fired(timer, state.delayed ?? {});
    return this.#step({ ...state, delayed }, event, ctx);
  }

  durablePart({ context }: MachineState): Readonly<Record<string, Data>> {
    const kept = this.#durable.flatMap((name) => {
      const value = Object.getOwnPropertyDescriptor(context, name)?.value as Data | undefined;
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(kept);
  }

  chart(): Chart {
    return chartOf(this.#machine);
  }

  #begin(kept: Readonly<Record<string, Data>>, ctx: NodeContext): MachineState {
    const delayed: Record<string, Data> = {};
    const nodes = referencesFor(ctx);
    const scope = actorScope(nodes, {
      perform: (action) => performAction(action, ctx, this.#delays, delayed),
      moved: marksTransitions,
    });
    this.#beginning = { nodes, kept };
    const { self, role, peers, config } = ctx;
    const snapshot = this.#machine.getInitialSnapshot(scope, { self, role, peers, config });
    for (const node of snapshot._nodes) markLine(lineOfState(node));
    return stateFrom(snapshot, delayed);
  }

  #step(state: MachineState, event: MachineEvent, ctx: NodeContext): MachineState {
    const delayed: Record<string, Data> = { ...state.delayed };
    const nodes = referencesFor(ctx);
    const before = this.#snapshotOf(state, nodes);
    // A machine that has come to its end takes no more events.
    if (before.status !== 'active') return state;
    const scope = actorScope(nodes, {
      perform: (action) => performAction(action, ctx, this.#delays, delayed),
      moved: marksTransitions,
    });
    const after = this.#machine.transition(before, event, scope);
    const known = new Set(before._nodes);
    for (const node of after._nodes) if (!known.has(node)) markLine(lineOfState(node));
    return stateFrom(after, delayed);
  }

  #snapshotOf(state: MachineState, nodes: NodeReferences): Snapshot {
    const history = Object.entries(state.history ?? {}).map(([id, ids]) => [
      id,
      ids.map((each) => this.#machine.getStateNodeById(`#${each}`)),
    ]);
    const { value, context } = state;
    const snapshot = this.#machine.resolveState({ value, context, historyValue: Object.fromEntries(history) });
    snapshot.children = nodes.all;
    return snapshot;
  }

  /** Has the lines of transitions marked before their actions, and the start given what the node has. */
  #watch(machine: Machine): void {
    const select = machine.getTransitionData.bind(machine);
    machine.getTransitionData = (snapshot, event) => {
      const taken = select(snapshot, event);
      marksTransitions(taken);
      return taken;
    };
    const before = machine._getPreInitialState.bind(machine);
    machine._getPreInitialState = (...parameters) => {
      const snapshot = before(...parameters);
      snapshot.children = this.#beginning?.nodes.all ?? {};
      snapshot.context = { ...snapshot.context, ...this.#beginning?.kept };
      return snapshot;
    };
  }
}

function marksTransitions(transitions: readonly TransitionDeclared[]): void {
  for (const transition of transitions) markLine(lineOfTransition(transition));
}

function stateFrom(snapshot: Snapshot, delayed: Readonly<Record<string, Data>>): MachineState {
  if (snapshot.status === 'error') throw snapshot.error;
  const history = Object.entries(snapshot.historyValue).map(([id, nodes]) => [id, nodes.map((node) => node.id)]);
  return {
    value: snapshot.value,
    context: snapshot.context,
    ...(history.length === 0 ? {} : { history: Object.fromEntries(history) }),
    ...(Object.keys(delayed).length === 0 ? {} : { delayed }),
  };
}

/** What a node is given as an event: an object with a `type` that is not one of the library's own. */
function eventOf(given: Data, what: string): MachineEvent {
  const type = typeof given === 'object' && given !== null ? (given as { readonly type?: unknown }).type : undefined;
  if (typeof type !== 'string')
    throw new TypeError(`a machine was given a ${what} that is no event: it has no \`type\` that is a text`);
  if (type.startsWith('xstate.'))
    throw new TypeError(`a machine was given a ${what} whose type ${type} is one of the library's own`);
  return given as unknown as MachineEvent;
}
