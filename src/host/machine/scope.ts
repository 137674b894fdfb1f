/** The surroundings in which the library takes a transition: nodes of the challenge in place of actors. */
import type { Data, NodeId } from '../../model';
import type { Context } from '../../model/interleave';
import type { TransitionDeclared } from './nodes';

/** What a handler is given. */
export type NodeContext = Context<Data, Data, Data, Data>;

/** An action that the library asks to have done. */
export interface ActionAsked {
  readonly type: string;
  readonly info: unknown;
  readonly params: unknown;
  /** Missing for an action that has a name only. */
  readonly exec?: (info: unknown, params: unknown) => unknown;
}

/** A node as the machine can name it in `sendTo`. */
export interface NodeReference {
  readonly id: NodeId;
}

export interface NodeReferences {
  readonly self: NodeReference;
  /** By the name of the node, this one included. */
  readonly all: Readonly<Record<NodeId, NodeReference>>;
}

class Reference implements NodeReference {
  readonly id: NodeId;
  readonly #system: () => object;

  constructor(id: NodeId, system: () => object) {
    this.id = id;
    this.#system = system;
  }

  /** Asked for by the library where it would start an actor. */
  get system(): object {
    return this.#system();
  }

  send(): never {
    throw new TypeError('a machine cannot call `send` of an actor: use the action `sendTo`');
  }

  getSnapshot(): never {
    throw new TypeError(
      'a machine cannot look into another node: ask it with `sendTo`, and wait for its answer as an event',
    );
  }
}

/** True of a reference that stands for a node. */
export function isReference(value: unknown): value is NodeReference {
  return value instanceof Reference;
}

/** The nodes of the challenge, as the machine of one of them can name them. */
export function referencesFor({ self, peers }: NodeContext): NodeReferences {
  const noSystem = (): never => {
    throw new TypeError('a machine cannot start an actor here: nothing runs beside it');
  };
  const own = new Reference(self, noSystem);
  const all = Object.fromEntries(
    [own, ...peers.map((id) => new Reference(id, noSystem))].map((each) => [each.id, each]),
  );
  return { self: own, all };
}

/**
 * @param perform is called for each action, in order
 * @param moved is called after each small step with the transitions taken
 */
export function actorScope(
  { self, all }: NodeReferences,
  {
    perform,
    moved,
  }: {
    readonly perform: (action: ActionAsked) => void;
    readonly moved: (transitions: readonly TransitionDeclared[]) => void;
  },
): object {
  const nothing = (): void => undefined;
  const system = {
    get: (id: string) => all[id],
    getAll: () => all,
    _register: nothing,
    _unregister: nothing,
    _sendInspectionEvent(event: { readonly type: string; readonly _transitions?: readonly TransitionDeclared[] }) {
      if (event.type === '@xstate.microstep') moved(event._transitions ?? []);
    },
  };
  return {
    self,
    system,
    id: self.id,
    sessionId: '',
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    actionExecutor: perform,
  };
}
