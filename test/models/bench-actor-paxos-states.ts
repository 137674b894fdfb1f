/**
 * The states of the actor Paxos, enumerated by a few lines of its own that follow Stateright's semantics or those of this
 * checker: another way to the numbers of both.
 */
import type { Data } from '../../src/model';
import { actorPaxos, actorPaxosProtocol } from './bench-actor-paxos';
import { loadProtocol, type NativeContext } from './native-protocol';

/**
 * - `ignored`: whether a message that changes nothing and makes its receiver send nothing stays in the network, as in
 *   Stateright, or is gone.
 * - `history`: what is remembered of the clients: for each of them what it read, or all that Stateright's linearizability
 *   tester keeps, which is also how many operations of each other client were complete when an operation began.
 */
export interface CountingRules {
  readonly ignored: 'stays' | 'gone';
  readonly history: 'read' | 'intervals';
}

/** Sender and receiver by index, and the message as text. */
type Envelope = readonly [from: number, to: number, message: string];

interface Answer {
  readonly local: string;
  readonly sends: readonly Envelope[];
}

/** Of a client: what was complete elsewhere when each of its operations began, and what it read. */
type History = readonly { readonly began: readonly (readonly number[])[]; readonly returned: readonly string[] }[];

interface State {
  readonly locals: readonly string[];
  /** Sorted; equal envelopes may be there more than once. */
  readonly network: readonly string[];
  readonly history: History;
}

/** States and the steps between them. The initial state is a state and no step. */
export function countActorPaxosStates(clients: number, rules: CountingRules): { distinct: number; steps: number } {
  const actors = new Actors(clients);
  const first = actors.names.map((_, actor) => actors.start(actor));
  const initial: State = {
    locals: first.map(({ local }) => local),
    network: first.flatMap(({ sends }) => sends.map((envelope) => JSON.stringify(envelope))).sort(),
    history: actors.names.slice(3).map(() => ({ began: [actors.names.slice(3).map(() => 0)], returned: [] })),
  };
  const seen = new Set([textOf(initial)]);
  let queue = [initial];
  let steps = 0;
  while (queue.length > 0) {
    const next: State[] = [];
    for (const state of queue) {
      for (const successor of successorsOf(actors, state, rules)) {
        steps++;
        const text = textOf(successor);
        if (seen.has(text)) continue;
        seen.add(text);
        next.push(successor);
      }
    }
    queue = next;
  }
  return { distinct: seen.size, steps };
}

function successorsOf(actors: Actors, state: State, rules: CountingRules): State[] {
  return [...new Set(state.network)].flatMap((text) => {
    const envelope: Envelope = JSON.parse(text);
    const [, to, message] = envelope;
    const before = state.locals[to] ?? '';
    const { local, sends } = actors.receive(before, envelope);
    const isIgnored = local === before && sends.length === 0;
    if (isIgnored && rules.ignored === 'stays') return [];
    const rest = state.network.toSpliced(state.network.indexOf(text), 1);
    return [
      {
        locals: state.locals.with(to, local),
        network: [...rest, ...sends.map((send) => JSON.stringify(send))].sort(),
        history: to < 3 || isIgnored ? state.history : returned(state.history, to - 3, JSON.parse(message), rules),
      },
    ];
  });
}

/** The history after a client's operation has returned; after the first one it begins the second at once. */
function returned(history: History, client: number, message: { value?: string }, rules: CountingRules): History {
  const own = history[client];
  if (own === undefined) throw new Error('The receiver is a client.');
  const complete = history.map((other, index) => (index === client ? 0 : other.returned.length));
  const begins = own.returned.length === 0 && rules.history === 'intervals';
  return history.with(client, {
    began: begins ? [...own.began, complete] : own.began,
    returned: [...own.returned, message.value ?? ''],
  });
}

function textOf({ locals, network, history }: State): string {
  return `${locals.join()} ${network.join()} ${JSON.stringify(history)}`;
}

/** The handlers, asked once for each pair of local state and message. */
class Actors {
  readonly names: readonly string[];
  readonly #roles: readonly string[];
  readonly #handlers = loadProtocol(actorPaxosProtocol, 'bench-actor-paxos.ts');
  readonly #answers = new Map<string, Answer>();

  constructor(clients: number) {
    const { nodes } = actorPaxos(clients);
    this.names = nodes.map(({ id }) => id);
    this.#roles = nodes.map(({ role }) => role);
  }

  start(actor: number): Answer {
    const sends: Envelope[] = [];
    return { local: JSON.stringify(sortedKeys(this.#handlers.init(this.#context(actor, sends)))), sends };
  }

  receive(local: string, [from, to, message]: Envelope): Answer {
    const key = `${local} ${from} ${to} ${message}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const sends: Envelope[] = [];
    const state = JSON.parse(local);
    const sender = this.names[from] ?? '';
    const changed = this.#handlers.onMessage?.(state, JSON.parse(message), sender, this.#context(to, sends));
    const answer = { local: JSON.stringify(sortedKeys(changed ?? state)), sends };
    this.#answers.set(key, answer);
    return answer;
  }

  #context(actor: number, sends: Envelope[]): NativeContext {
    const send = (to: string, message: Data) =>
      sends.push([actor, this.names.indexOf(to), JSON.stringify(sortedKeys(message))]);
    const context = {
      self: this.names[actor],
      role: this.#roles[actor],
      nodes: (role: string) => this.names.filter((_, index) => this.#roles[index] === role),
      send,
      output: () => undefined,
    };
    return context as unknown as NativeContext;
  }
}

/** The same data with the keys of its objects in order. */
function sortedKeys(data: Data): Data {
  if (data === null || typeof data !== 'object') return data;
  if (Array.isArray(data)) return data.map(sortedKeys);
  const entries = Object.entries(data as Readonly<Record<string, Data>>).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, sortedKeys(value)]));
}
