/** XState machines as monitors: a machine's pure transition function is the step, its state and context are the state. */
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventObject,
  initialTransition,
  type StateValue,
  transition,
} from 'xstate';
import { type Data, dataText, type MonitorEvent, monitor, type Property } from '../model';

export interface MachineMonitorOptions {
  /** The machine's event for what was seen; undefined where the machine is not told. */
  readonly event: (event: MonitorEvent) => EventObject | undefined;
  /** States in which the property is violated, parents and children joined by dots: `held.twice`. */
  readonly bad: readonly string[];
}

/** What is remembered of a machine. The context must be plain data. */
type MachineState = { readonly value: Data; readonly context: Data };

/**
 * A monitor that takes the steps of a machine. Guards and `assign` are functions of context and event; a machine that does
 * more than change its state is refused by an error: one with other actions, invoked or spawned actors, delays, or history
 * states. So is a bad state that the machine does not have.
 */
export function monitorOfMachine(
  name: string,
  meaning: string,
  machine: AnyStateMachine,
  { event: eventFor, bad }: MachineMonitorOptions,
): Property {
  const refuse = (what: string): never => {
    throw new Error(`The machine of the property "${name}" cannot be a monitor: ${what}.`);
  };
  const nodes = nodesOf(machine);
  for (const node of nodes) {
    const impure = impurity(node, machine);
    if (impure !== undefined)
      refuse(`${node.key === machine.id ? 'the machine' : `its state ${pathOf(node)}`} ${impure}`);
  }
  const paths = nodes.map(pathOf);
  for (const path of bad)
    if (path === '' || !paths.includes(path))
      refuse(`it has no state ${path}; its states are ${paths.filter((own) => own !== '').join(', ')}`);
  const stateFrom = ([snapshot, actions]: readonly [AnyMachineSnapshot, readonly unknown[]]): MachineState => {
    if (snapshot.status === 'error') throw snapshot.error;
    if (!actions.every(isRaise) || Object.keys(snapshot.children).length > 0)
      throw new Error('the machine did more than change its state and context, which a monitor cannot');
    return { value: snapshot.value as Data, context: snapshot.context as Data };
  };
  return monitor<MachineState>(name, meaning, {
    initial: stateFrom(initialTransition(machine) as [AnyMachineSnapshot, unknown[]]),
    step(state, seen) {
      const event = eventFor(seen);
      if (event === undefined) return state;
      const snapshot = machine.resolveState({ value: state.value as StateValue, context: state.context as object });
      return stateFrom(transition(machine, snapshot, event) as [AnyMachineSnapshot, unknown[]]);
    },
    violated: ({ value }) => activePaths(value as StateValue).some((path) => bad.includes(path)),
    words({ value, context }) {
      const leaves = activePaths(value as StateValue).filter(
        (path, _, all) => !all.some((other) => other.startsWith(`${path}.`)),
      );
      const more = dataText(context);
      return `${leaves.join(' and ')}${more === '{}' ? '' : ` with ${more}`}`;
    },
  });
}

type Node = AnyStateMachine['root'];

function nodesOf(machine: AnyStateMachine): readonly Node[] {
  const below = (node: Node): readonly Node[] => [
    node,
    ...Object.values(node.states).flatMap((child) => below(child as Node)),
  ];
  return below(machine.root);
}

/** Names from the top of the machine down, which is left out. */
function pathOf(node: Node): string {
  return node.path.join('.');
}

/** All states that are active. */
function activePaths(value: StateValue, above = ''): readonly string[] {
  if (typeof value === 'string') return [`${above}${value}`];
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : [`${above}${key}`, ...activePaths(inner, `${above}${key}.`)],
  );
}

/** Why what a state does is more than a function can do, or undefined. */
function impurity(node: Node, machine: AnyStateMachine): string | undefined {
  if (node.type === 'history') return 'is a history state';
  if (node.invoke.length > 0) return 'invokes an actor';
  if (node.after.length > 0) return 'has a delayed transition, and a monitor has no clock';
  const transitions = [...node.transitions.values(), node.always ?? []].flat();
  const initial = node.initial === undefined ? [] : [node.initial];
  const actions = [...node.entry, ...node.exit, ...[...transitions, ...initial].flatMap((taken) => taken.actions)];
  for (const action of actions as readonly unknown[]) {
    const kind = actionKind(action, machine);
    if (!['xstate.assign', 'xstate.raise', 'xstate.enqueueActions'].includes(kind))
      return `has the action ${kind}; only assign, and raise without a delay, change nothing outside`;
  }
  return undefined;
}

/** An event that the machine has given itself at once: its step has been taken already. */
function isRaise(action: unknown): boolean {
  const { type, params } = action as { readonly type?: unknown; readonly params?: { readonly delay?: unknown } };
  return type === 'xstate.raise' && params?.delay === undefined;
}

/** The type of a built-in action, the name of another. Actions given by name are looked up. */
function actionKind(action: unknown, machine: AnyStateMachine): string {
  if (typeof action === 'function') {
    if (!('type' in action)) return action.name || 'without a name';
    const isDelayed = 'delay' in action && action.delay !== undefined;
    return isDelayed ? `${String(action.type)} with a delay` : String(action.type);
  }
  const type = typeof action === 'string' ? action : String((action as { readonly type?: unknown }).type);
  const found: unknown = (machine.implementations.actions as Readonly<Record<string, unknown>>)[type];
  return typeof found === 'function' ? actionKind(found, machine) : type;
}
