/**
 * Replays a schedule through the participant's own code, step by step on plain values. It knows nothing of the search's
 * numbers: that both agree is a check of each.
 */
import {
  type Action,
  type Actor,
  actorsOf,
  type ChannelSpec,
  type Cut,
  channelEntry,
  cutsOf,
  type Data,
  dataText,
  type Effect,
  type Envelope,
  type FaultBudget,
  type HandlerCall,
  type HandlerFailure,
  type HandlerOutcome,
  type HandlerResult,
  isIgnored,
  isJoined,
  keepsIgnored,
  type MonitorEvent,
  type MonitorState,
  monitorsOf,
  type NamedMonitor,
  type NetworkOrder,
  type NetworkSpec,
  type NodeSnapshot,
  type NodeSpec,
  networkOf,
  type Observation,
  observedMonitors,
  parseDataText,
  plainData,
  type Schedule,
  type Step,
  type SystemSpec,
  sameCut,
  startMonitor,
  stepMonitor,
  type Trace,
} from '../model';
import { actionWords } from './words';

/** What a replay needs of whatever runs participant code. */
export interface ReplayHost {
  /** All outcomes of a call. It can fail where each single outcome would not, because they share one budget. */
  call(call: HandlerCall): HandlerResult;
  callOnce(call: HandlerCall, choices: readonly number[]): HandlerResult;
  durablePart(state: string): string;
}

/** How a replay ended. */
export interface Replayed {
  readonly trace: Trace;
  /** What the observer has seen after the last step. */
  readonly observation: Observation;
  /** True if nothing but a fault can happen after the last step. */
  readonly quiescent: boolean;
  /** Index of the first action that was not enabled; the trace ends before it. */
  readonly divergedAt?: number;
  /** The failure of the last step's handler, or of `init`. */
  readonly failure?: HandlerFailure;
}

interface ReplayNode {
  local: string;
  up: boolean;
  inbox: Envelope[];
  timers: string[];
  inputsGiven: number;
  outputs: string[];
}

/** What is taken in place of an action of the schedule, in the state with these nodes. */
export type Adapt = (action: Action, nodes: readonly NodeSnapshot[]) => Action;

/**
 * @param schedule as stored: choices of content, which mean the same in every version of the search
 * @param adapt for schedules of another protocol; each action is taken as it is if missing
 */
export function replay(spec: SystemSpec, host: ReplayHost, schedule: Schedule, adapt?: Adapt): Replayed {
  const run = new Replay(spec, host);
  return run.play(schedule, adapt);
}

/** What taking one more action came to; `state` is where it leads, missing where the handler failed. */
export type ReplayedAction =
  | { readonly kind: 'done'; readonly step: Step; readonly state: ReplayedState }
  | { readonly kind: 'failed'; readonly step: Step; readonly failure: HandlerFailure }
  | { readonly kind: 'not enabled' };

/** A state that a replay has come to, from which it can go on in several ways: going on leaves it as it is. */
export class ReplayedState {
  readonly #replay: Replay;

  private constructor(replay: Replay) {
    this.#replay = replay;
  }

  /** The initial state; undefined if `init` fails somewhere. */
  static initial(spec: SystemSpec, host: ReplayHost): ReplayedState | undefined {
    const replay = new Replay(spec, host);
    return replay.start() === undefined ? new ReplayedState(replay) : undefined;
  }

  /** All nodes, in the order of the challenge. */
  get nodes(): readonly NodeSnapshot[] {
    return this.#replay.snapshots();
  }

  /** The groups into which the network is cut; undefined while it is whole. */
  get cut(): Cut | undefined {
    return this.#replay.cut;
  }

  /** @param index of the step, counting from 1 */
  after(action: Action, index: number): ReplayedAction {
    const next = new Replay(this.#replay);
    const done = next.step(action, index);
    if (done === 'not enabled') return { kind: 'not enabled' };
    const step = next.steps.at(-1) as Step;
    return done === 'done'
      ? { kind: 'done', step, state: new ReplayedState(next) }
      : { kind: 'failed', step, failure: done };
  }
}

class Replay {
  /** Those of this replay alone, where it goes on from another. */
  readonly steps: Step[] = [];
  readonly #spec: SystemSpec;
  readonly #host: ReplayHost;
  readonly #network: NetworkSpec;
  readonly #actors: readonly Actor[];
  /** By actor. */
  readonly #nodes: ReplayNode[];
  /** The cut that lies in the network, if one does. */
  #cut: Cut | undefined;
  /** How often each fault happened, by its name; a fault with a budget of its own by channel has a name of its own. */
  readonly #spent: Map<string, number>;
  /** Ids of envelopes that have been delivered and stay in the network. */
  readonly #delivered: Set<number>;
  #envelopeCount = 0;
  readonly #monitors: readonly NamedMonitor[];
  #monitorStates: readonly MonitorState[];

  /** Before `init`, or where another replay stands. */
  constructor(from: Replay);
  constructor(spec: SystemSpec, host: ReplayHost);
  constructor(from: SystemSpec | Replay, host?: ReplayHost) {
    if (from instanceof Replay) {
      this.#spec = from.#spec;
      this.#host = from.#host;
      this.#network = from.#network;
      this.#actors = from.#actors;
      this.#monitors = from.#monitors;
      this.#monitorStates = from.#monitorStates;
      this.#cut = from.#cut;
      this.#envelopeCount = from.#envelopeCount;
      this.#spent = new Map(from.#spent);
      this.#delivered = new Set(from.#delivered);
      this.#nodes = from.#nodes.map((node) => ({ ...node, inbox: [...node.inbox], outputs: [...node.outputs] }));
      return;
    }
    const spec = from;
    this.#spec = spec;
    this.#host = host as ReplayHost;
    this.#spent = new Map();
    this.#delivered = new Set();
    this.#network = networkOf(spec);
    this.#actors = actorsOf(spec);
    this.#monitors = monitorsOf(spec.properties);
    this.#monitorStates = this.#monitors.map(({ name, monitor }) => startMonitor(name, monitor));
    this.#nodes = this.#actors.map(() => ({
      local: 'null',
      up: true,
      inbox: [],
      timers: [],
      inputsGiven: 0,
      outputs: [],
    }));
  }

  /** Runs `init` everywhere; a failure comes back. */
  start(): HandlerFailure | undefined {
    for (const [at, { node }] of this.#actors.entries()) {
      const result = this.#host.callOnce({ kind: 'init', node, state: '', event: '', from: -1 }, []);
      if (result.kind === 'failed') return result;
      this.#take(at, result.outcomes[0] as HandlerOutcome, 0);
    }
    return undefined;
  }

  /** The cut that lies in the network. */
  get cut(): Cut | undefined {
    return this.#cut;
  }

  play(schedule: Schedule, adapt?: Adapt): Replayed {
    const failure = this.start();
    const initial = this.snapshots();
    if (failure !== undefined) return this.#finish(initial, { failure });
    for (let index = 0; index < schedule.length; index++) {
      const scheduled = schedule[index] as Action;
      const action = adapt === undefined ? scheduled : adapt(scheduled, this.snapshots());
      const done = this.step(action, index + 1);
      if (done === 'not enabled') return this.#finish(initial, { divergedAt: index });
      if (done !== 'done') return this.#finish(initial, { failure: done });
    }
    return this.#finish(initial, {});
  }

  #finish(initial: readonly NodeSnapshot[], rest: { divergedAt?: number; failure?: HandlerFailure }): Replayed {
    const nodes = this.#actors.map(({ id }, at) => ({ id, role: this.#specOf(at).role }));
    return {
      trace: { nodes, initial, steps: this.steps },
      observation: this.#observation(),
      quiescent: this.#quiescent(),
      ...rest,
    };
  }

  step(action: Action, index: number): 'done' | 'not enabled' | HandlerFailure {
    if (action.kind === 'partition' || action.kind === 'heal') return this.#cutOrHeal(action, index);
    const at = this.#actors.findIndex((actor) => actor.id === action.node);
    const node = this.#nodes[at];
    if (node === undefined) return 'not enabled';
    switch (action.kind) {
      case 'deliver': {
        const envelope = node.up ? this.#find(at, action.from, action.message) : undefined;
        if (envelope === undefined || !this.#mayArrive(action.from, at)) return 'not enabled';
        if (this.#staysIgnored(at, envelope)) return 'not enabled';
        const { event, from } = this.#messageCall(at, envelope);
        return this.#run(action, index, at, { kind: 'message', event, from, envelope }, () => {
          node.inbox = this.#inboxWithout(at, envelope);
        });
      }
      case 'timeout': {
        const text = dataText(action.timer);
        if (!node.up || !node.timers.includes(text) || !this.#maySpend('timeout')) return 'not enabled';
        return this.#run(action, index, at, { kind: 'timer', event: text, from: -1 }, () => {
          this.#spend('timeout');
          node.timers = node.timers.filter((timer) => timer !== text);
        });
      }
      case 'input': {
        const next = this.#inputsLeft(at)[0];
        if (!node.up || next === undefined || dataText(next) !== dataText(action.input)) return 'not enabled';
        if (!this.#inputMayCome(at)) return 'not enabled';
        return this.#run(action, index, at, { kind: 'input', event: dataText(next), from: -1 }, () => {
          node.inputsGiven++;
          this.#tell({ kind: 'input', ...this.#place(at), input: next });
        });
      }
      case 'restart': {
        if (node.up || !this.#maySpend('restart')) return 'not enabled';
        return this.#run(action, index, at, { kind: 'restart', event: '', from: -1 }, () => {
          this.#spend('restart');
          node.up = true;
          this.#tell({ kind: 'restart', ...this.#place(at) });
        });
      }
      case 'crash': {
        if (!node.up || this.#specOf(at).mayCrash !== true || !this.#maySpend('crash')) return 'not enabled';
        this.#spend('crash');
        node.up = false;
        node.timers = [];
        node.local = this.#host.durablePart(node.local);
        this.#tell({ kind: 'crash', ...this.#place(at) });
        this.#record(action, index, {});
        return 'done';
      }
      case 'drop':
      case 'duplicate': {
        if (this.#actors[at]?.byzantine === true || this.#orderOf(action.from, at) === 'kept') return 'not enabled';
        const envelope = this.#find(at, action.from, action.message);
        const budget = this.#budgetOf(action.kind, action.from, at);
        if (envelope === undefined || !this.#maySpend(budget)) return 'not enabled';
        this.#spend(budget);
        if (action.kind === 'drop') node.inbox = node.inbox.filter((other) => other !== envelope);
        else this.#copy(node, envelope, index);
        this.#record(action, index, { envelope });
        return 'done';
      }
    }
  }

  #cutOrHeal(action: Action & { kind: 'partition' | 'heal' }, index: number): 'done' | 'not enabled' {
    const cut = action.kind === 'heal' ? this.#cut : cutsOf(this.#spec).find((other) => sameCut(other, action.groups));
    const possible = (action.kind === 'heal') === (this.#cut !== undefined);
    if (cut === undefined || !possible || !this.#maySpend(action.kind)) return 'not enabled';
    this.#cut = action.kind === 'heal' ? undefined : cut;
    this.#spend(action.kind);
    this.#record(action, index, { cut });
    return 'done';
  }

  /** True if no cut lies between a node and a receiver; what one copy of a node with twins has sent, both have. */
  #mayArrive(from: string, at: number): boolean {
    return this.#actors.some(
      (actor, sender) => this.#spec.nodes[actor.node]?.id === from && this.#isJoined(sender, at),
    );
  }

  #isJoined(one: number, other: number): boolean {
    return this.#cut === undefined || isJoined(this.#cut, this.#name(one), this.#name(other));
  }

  /** What a delivery leaves in the inbox. A Byzantine node passes over what is older in a queue. */
  #inboxWithout(at: number, envelope: Envelope): Envelope[] {
    const inbox = this.#nodes[at]?.inbox ?? [];
    const from = this.#identity(envelope);
    switch (this.#orderOf(from, at)) {
      case 'kept':
        return inbox;
      case 'unordered':
        return inbox.filter((other) => other !== envelope);
      case 'fifo':
        return inbox.filter((other, place) => this.#identity(other) !== from || place > inbox.indexOf(envelope));
    }
  }

  /** The identity under which a message was sent: the same for both copies of a node with twins. */
  #identity(envelope: Envelope): string {
    const sender = this.#actors.find((actor) => actor.id === envelope.from);
    return this.#spec.nodes[sender?.node ?? -1]?.id ?? '';
  }

  /** Puts a copy of an envelope right behind it. */
  #copy(node: ReplayNode, envelope: Envelope, index: number): void {
    this.#envelopeCount++;
    const copy = { ...envelope, id: this.#envelopeCount, copyOf: envelope.id, sentAt: index };
    node.inbox.splice(node.inbox.indexOf(envelope) + 1, 0, copy);
  }

  /** Runs a handler; only if it answers does the event take place, by `consume`, and then what the handler asked for. */
  #run(
    action: Action & { choices?: readonly number[] },
    index: number,
    at: number,
    event: Pick<HandlerCall, 'kind' | 'event' | 'from'> & { readonly envelope?: Envelope },
    consume: () => void,
  ): 'done' | 'not enabled' | HandlerFailure {
    const { kind, from, envelope } = event;
    const call: HandlerCall = {
      kind,
      event: event.event,
      from,
      node: this.#nodeOf(at),
      state: this.#nodes[at]?.local ?? '',
    };
    // A search stops before it knows the choices of a call that fails, so the action names none: run all of them.
    const result = action.choices === undefined ? this.#host.call(call) : this.#host.callOnce(call, action.choices);
    if (result.kind === 'failed') {
      if (result.diverged === true) return 'not enabled';
      this.#record(action, index, { envelope, problem: result.problem });
      return result;
    }
    consume();
    const outcome = result.outcomes[0] as HandlerOutcome;
    const delivered = envelope === undefined ? undefined : this.#asDelivered(at, envelope);
    const sent = this.#take(at, outcome, index);
    this.#record(action, index, { envelope: delivered, sent, outcome });
    return 'done';
  }

  /** Lets an outcome take place. Returns what was sent. */
  #take(at: number, outcome: HandlerOutcome, index: number): Envelope[] {
    const node = this.#nodes[at] as ReplayNode;
    node.local = outcome.state;
    const sent: Envelope[] = [];
    for (const effect of outcome.effects) {
      switch (effect.kind) {
        case 'send': {
          for (const target of this.#copiesOf(effect.target)) {
            const inVain = this.#inVain(at, target, effect.text);
            const envelope: Envelope = {
              id: ++this.#envelopeCount,
              from: this.#name(at),
              to: this.#name(target),
              message: parseDataText(effect.text),
              sentAt: index,
              ...(inVain === undefined ? {} : { inVain }),
            };
            if (inVain === undefined) this.#nodes[target]?.inbox.push(envelope);
            sent.push(envelope);
          }
          break;
        }
        case 'setTimer':
        case 'cancelTimer':
          node.timers = timersAfter(node.timers, [effect]);
          break;
        case 'output':
          if (!this.#isShown(node, effect.text)) node.outputs.push(effect.text);
          this.#tell({ kind: 'output', ...this.#place(at), output: parseDataText(effect.text) });
          break;
      }
    }
    return sent;
  }

  #record(
    action: Action,
    index: number,
    what: { envelope?: Envelope; cut?: Cut; sent?: Envelope[]; outcome?: HandlerOutcome; problem?: Step['problem'] },
  ): void {
    const effects = what.outcome?.effects ?? [];
    const draws = what.outcome?.draws ?? [];
    const texts = (kind: Effect['kind']) =>
      effects.filter((effect) => effect.kind === kind).map((effect) => parseDataText(effect.text));
    this.steps.push({
      index,
      action,
      ...(draws.length === 0 ? {} : { draws }),
      label: actionWords(action, draws),
      node: nodeOf(action, what.cut ?? []),
      ...(what.envelope === undefined ? {} : { envelope: what.envelope }),
      sent: what.sent ?? [],
      outputs: texts('output'),
      timersSet: texts('setTimer'),
      timersCancelled: texts('cancelTimer'),
      lines: ascending(what.outcome?.lines ?? []),
      effectLines: ascending(effects.map((effect) => effect.line).filter((line) => line > 0)),
      after: this.snapshots(),
      ...(this.#cut === undefined ? {} : { cut: this.#cut }),
      ...(what.problem === undefined ? {} : { problem: what.problem }),
    });
  }

  snapshots(): NodeSnapshot[] {
    return this.#nodes.map((node, at) => ({
      id: this.#name(at),
      role: this.#specOf(at).role,
      up: node.up,
      state: parseDataText(node.local),
      inbox: [...node.inbox],
      timers: node.timers.map(parseDataText),
      inputs: this.#inputsLeft(at),
      outputs: node.outputs.map(parseDataText),
    }));
  }

  #observation(): Observation {
    return {
      ...observedMonitors(this.#monitors, this.#monitorStates),
      nodes: this.#nodes.map((node, at) => ({
        id: this.#name(at),
        role: this.#specOf(at).role,
        ...(this.#actors[at]?.byzantine === true ? { byzantine: true as const } : {}),
        up: node.up,
        outputs: node.outputs.map(parseDataText),
      })),
    };
  }

  #quiescent(): boolean {
    if (this.#cut !== undefined && this.#maySpend('heal')) return false;
    return this.#nodes.every((node, at) => {
      if (this.#actors[at]?.byzantine === true) return true;
      if (!node.up) return !this.#maySpend('restart');
      return (
        node.inbox.every(
          (envelope) =>
            !this.#mayArrive(this.#identity(envelope), at) ||
            this.#staysIgnored(at, envelope) ||
            this.#changesNothing(at, envelope),
        ) &&
        (this.#inputsLeft(at).length === 0 || !this.#inputMayCome(at)) &&
        (node.timers.length === 0 || !this.#maySpend('timeout'))
      );
    });
  }

  /** True if the node would ignore the message, and the challenge lets it stay in the network then. */
  #staysIgnored(at: number, envelope: Envelope): boolean {
    if (!keepsIgnored(this.#network, this.#orderOf(this.#identity(envelope), at))) return false;
    const call = this.#messageCall(at, envelope);
    return isIgnored(call, this.#host.call(call));
  }

  #messageCall(at: number, envelope: Envelope): HandlerCall {
    return {
      kind: 'message',
      node: this.#nodeOf(at),
      state: this.#nodes[at]?.local ?? '',
      event: dataText(envelope.message),
      from: this.#spec.nodes.findIndex((other) => other.id === this.#identity(envelope)),
    };
  }

  /** True if the message stays in the network, and delivering it leaves everything as it is. */
  #changesNothing(at: number, envelope: Envelope): boolean {
    if (this.#orderOf(this.#identity(envelope), at) !== 'kept') return false;
    const node = this.#nodes[at] as ReplayNode;
    const result = this.#host.call(this.#messageCall(at, envelope));
    if (result.kind === 'failed') return false;
    return result.outcomes.every((outcome) => {
      const timers = timersAfter(node.timers, outcome.effects);
      return (
        outcome.state === node.local &&
        timers.length === node.timers.length &&
        timers.every((timer) => node.timers.includes(timer)) &&
        outcome.effects.every((effect) => {
          if (effect.kind === 'send')
            return this.#copiesOf(effect.target).every((target) => this.#inVain(at, target, effect.text) !== undefined);
          return effect.kind !== 'output' || this.#isShown(node, effect.text);
        }) &&
        this.#leavesMonitors(at, outcome.effects)
      );
    });
  }

  /** Why sending a message changes nothing: a cut loses it, or it stays and was sent before. Undefined if it does. */
  #inVain(sender: number, target: number, text: string): Envelope['inVain'] {
    if (this.#network.acrossCut === 'lost' && !this.#isJoined(sender, target)) return 'lost';
    const from = this.#specOf(sender).id;
    const isThere =
      this.#orderOf(from, target) === 'kept' &&
      (this.#nodes[target]?.inbox ?? []).some(
        (other) => this.#identity(other) === from && dataText(other.message) === text,
      );
    return isThere ? 'repeated' : undefined;
  }

  /** A message that stays and arrives again is told as one more message of the same sending. */
  #asDelivered(at: number, envelope: Envelope): Envelope {
    if (this.#orderOf(this.#identity(envelope), at) !== 'kept') return envelope;
    if (!this.#delivered.has(envelope.id)) {
      this.#delivered.add(envelope.id);
      return envelope;
    }
    return { ...envelope, id: ++this.#envelopeCount };
  }

  #tell(event: MonitorEvent): void {
    this.#monitorStates = this.#monitorsAfter(this.#monitorStates, event);
  }

  #monitorsAfter(states: readonly MonitorState[], event: MonitorEvent): readonly MonitorState[] {
    return this.#monitors.map(({ name, monitor }, index) =>
      stepMonitor(name, monitor, states[index] as MonitorState, event),
    );
  }

  /** True if all monitors come back to where they are when a node shows what an outcome lets it show. */
  #leavesMonitors(at: number, effects: readonly Effect[]): boolean {
    const after = effects
      .filter(({ kind }) => kind === 'output')
      .map(({ text }): MonitorEvent => ({ kind: 'output', ...this.#place(at), output: parseDataText(text) }))
      .reduce((states, event) => this.#monitorsAfter(states, event), this.#monitorStates);
    return after.every((state, index) => dataText(state) === dataText(this.#monitorStates[index] as MonitorState));
  }

  #place(at: number): Pick<MonitorEvent, 'node' | 'role' | 'byzantine'> {
    const byzantine = this.#actors[at]?.byzantine === true ? { byzantine: true as const } : {};
    return { node: this.#name(at), role: this.#specOf(at).role, ...byzantine };
  }

  /** True if the observer has no use for an output. */
  #isShown(node: ReplayNode, output: string): boolean {
    const { outputs } = this.#spec;
    return outputs === 'none' || (outputs === 'distinct' && node.outputs.includes(output));
  }

  #find(at: number, from: string, message: Data): Envelope | undefined {
    const text = dataText(message);
    const own = (this.#nodes[at]?.inbox ?? []).filter((envelope) => this.#identity(envelope) === from);
    const inOrder = this.#orderOf(from, at) === 'fifo' && this.#actors[at]?.byzantine !== true;
    const candidates = inOrder ? own.slice(0, 1) : own;
    return candidates.find((envelope) => dataText(envelope.message) === text);
  }

  /** The order of the channel from a node. */
  #orderOf(from: string, to: number): NetworkOrder {
    return this.#entry(from, to)?.entry.order ?? this.#network.order;
  }

  /** What the network's definition says of a channel alone, and the number of that entry. */
  #entry(from: string, to: number): { readonly entry: ChannelSpec; readonly index: number } | undefined {
    const sender = this.#spec.nodes.find((node) => node.id === from);
    const receiver = this.#specOf(to);
    if (sender === undefined) return undefined;
    const index = channelEntry(this.#network, sender, receiver);
    const entry = this.#network.channels?.[index];
    return entry === undefined ? undefined : { entry, index };
  }

  #inputsLeft(at: number): Data[] {
    return (this.#specOf(at).inputs ?? []).slice(this.#nodes[at]?.inputsGiven ?? 0).map(plainData);
  }

  /** Whether what the next input waits for has happened. */
  #inputMayCome(at: number): boolean {
    const next = this.#nodes[at]?.inputsGiven ?? 0;
    const conditions = this.#specOf(at).inputConditions ?? [];
    return conditions.every(({ input, after }) => {
      if (input !== next) return true;
      const other = this.#nodes[this.#actors.findIndex((actor) => actor.id === after.node)];
      if (other === undefined) return false;
      return 'input' in after
        ? other.inputsGiven > after.input
        : other.outputs.includes(dataText(plainData(after.output)));
    });
  }

  /** The name under which a loss or duplication on a channel is counted. */
  #budgetOf(kind: 'drop' | 'duplicate', from: string, to: number): string {
    const own = this.#entry(from, to);
    return own?.entry[kind] === undefined ? kind : `${kind} ${own.index}`;
  }

  /** Whether the budget of that name has something left. */
  #maySpend(name: string): boolean {
    return (this.#spent.get(name) ?? 0) < this.#allowed(name);
  }

  #allowed(name: string): number {
    const [kind, index] = name.split(' ') as [keyof FaultBudget, string?];
    if (index !== undefined) return this.#network.channels?.[Number(index)]?.[kind as 'drop' | 'duplicate'] ?? 0;
    const unlimited = kind === 'restart' || kind === 'timeout' || kind === 'heal';
    return this.#spec.faults[kind] ?? (unlimited ? Number.POSITIVE_INFINITY : 0);
  }

  #spend(name: string): void {
    this.#spent.set(name, (this.#spent.get(name) ?? 0) + 1);
  }

  #name(at: number): string {
    return this.#actors[at]?.id ?? '';
  }

  #nodeOf(at: number): number {
    return this.#actors[at]?.node ?? -1;
  }

  #specOf(at: number): NodeSpec {
    return this.#spec.nodes[this.#nodeOf(at)] as NodeSpec;
  }

  /** The actors that stand for a node of the definition. */
  #copiesOf(node: number): number[] {
    return [...this.#actors.keys()].filter((at) => this.#nodeOf(at) === node);
  }
}

/** The node at which an action takes place; of a cut and its healing the first of the smallest group. */
function nodeOf(action: Action, cut: Cut): string {
  if ('node' in action) return action.node;
  const size = Math.min(...cut.map((group) => group.length));
  return cut.find((group) => group.length === size)?.[0] ?? '';
}

/** Pending timers after the effects, in the order in which they were set. */
function timersAfter(timers: readonly string[], effects: readonly Effect[]): string[] {
  const pending = new Set(timers);
  for (const { kind, text } of effects) {
    if (kind === 'setTimer') pending.add(text);
    if (kind === 'cancelTimer') pending.delete(text);
  }
  return [...pending];
}

function ascending(lines: readonly number[]): number[] {
  return [...new Set(lines)].sort((a, b) => a - b);
}
