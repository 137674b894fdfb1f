/** The parts of a machine as the library keeps them, as far as they are used here. */
import { lineOf, lineOfKey } from './lines';

/** A state of the machine as it is declared. The library's own type hides some of this. */
export interface StateDeclared {
  readonly id: string;
  readonly key: string;
  readonly path: readonly string[];
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly history: 'shallow' | 'deep' | false;
  readonly parent?: StateDeclared;
  readonly states: Readonly<Record<string, StateDeclared>>;
  readonly initial: TransitionDeclared | undefined;
  readonly entry: readonly unknown[];
  readonly exit: readonly unknown[];
  readonly invoke: readonly unknown[];
  readonly description?: string;
  readonly tags: readonly string[];
  readonly transitions: ReadonlyMap<string, readonly TransitionDeclared[]>;
  readonly always?: readonly TransitionDeclared[];
  readonly after: readonly TransitionDeclared[];
  readonly config: Readonly<Record<string, unknown>>;
}

export interface TransitionDeclared {
  readonly source: StateDeclared;
  readonly target?: readonly StateDeclared[];
  readonly actions: readonly unknown[];
  readonly guard?: unknown;
  readonly eventType: string | null;
  readonly delay?: string | number;
  readonly reenter: boolean;
  readonly description?: string;
}

/** All states, parents before their children, in the order in which they are declared. The first is the machine itself. */
export function statesBelow(state: StateDeclared): readonly StateDeclared[] {
  return [state, ...Object.values(state.states).flatMap(statesBelow)];
}

/** All transitions that leave a state, those without an event last. */
export function transitionsOf(state: StateDeclared): readonly TransitionDeclared[] {
  return [...[...state.transitions.values()].flat(), ...(state.always ?? [])];
}

/** Keys from the machine down, the machine left out: `unlocked.prompting`; the machine itself is empty. */
export function pathOf(state: StateDeclared): string {
  return state.path.join('.');
}

/** The line on which a state is declared, 0 if it is not known. */
export function lineOfState(state: StateDeclared): number {
  return lineOfKey(state.parent?.config.states, state.key);
}

/** The line on which a transition is declared, 0 if it is not known. */
export function lineOfTransition(transition: TransitionDeclared): number {
  const { source, eventType, delay } = transition;
  const { config } = source;
  const among = (declared: unknown, siblings: readonly TransitionDeclared[] | undefined): number => {
    const list = Array.isArray(declared) ? declared : [declared];
    return lineOf(list[(siblings ?? []).indexOf(transition)]);
  };
  if (eventType === null || eventType === '') return among(config.always, source.always);
  const siblings = source.transitions.get(eventType);
  if (delay !== undefined) {
    const own = fieldOf(config.after, String(delay));
    return among(own, siblings) || lineOfKey(config.after, String(delay));
  }
  if (eventType === `xstate.done.state.${source.id}`) return among(config.onDone, siblings);
  return among(fieldOf(config.on, eventType), siblings) || lineOfKey(config.on, eventType);
}

function fieldOf(declared: unknown, key: string): unknown {
  return typeof declared === 'object' && declared !== null
    ? (declared as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** What an action, a guard or another part that may be given by name is called; empty for a function without a name. */
export function nameOf(part: unknown): string {
  if (typeof part === 'string') return part;
  if (typeof part === 'function') return 'type' in part ? String(part.type) : part.name;
  const type: unknown = fieldOf(part, 'type');
  return typeof type === 'string' ? type : '';
}
