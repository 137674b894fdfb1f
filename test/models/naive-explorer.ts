/**
 * A second, independent reading of `docs/semantics.md`: every state is its canonical text, every step parses it, runs
 * the handlers and prints the successors. Nothing is shared with the engine but the model's types, nothing is memoised,
 * and all of the space is always explored: some 10,000 transitions a second.
 */
import type {
  Action,
  Challenge,
  ChannelSpec,
  Claim,
  Data,
  MonitorDefinition,
  MonitorEvent,
  NodeSpec,
  Observation,
  Property,
  SystemSpec,
} from '../../src/model';
import { loadMachine } from './native-machine';
import { loadProtocol, type NativeContext, type NativeProtocol } from './native-protocol';

export interface NaivePropertyResult {
  readonly name: string;
  readonly result: 'holds' | 'violated' | 'reached' | 'unreached' | 'vacuous';
  /** Steps of a shortest violation or witness. */
  readonly length?: number;
  readonly schedule?: readonly Action[];
}

export interface NaiveReport {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  readonly quiescent: number;
  readonly properties: readonly NaivePropertyResult[];
}

/** By the name of the fault; losses and duplications of a channel with a budget of its own are `drop 0`, `duplicate 0` … */
type Budget = Record<string, number | null>;

interface NodeState {
  /** Of a node that is down: the durable fields only. */
  local: Data;
  up: boolean;
  /** Sender (index of the node) and message. */
  inbox: [number, Data][];
  timers: Data[];
  /** How many inputs have been given. */
  inputs: number;
  outputs: Data[];
}

interface State {
  /** By copy: of a node with twins there are two. */
  nodes: NodeState[];
  /** Number of the cut that lies in the network; -1 if none does. */
  cut: number;
  /** What is left; null is without limit. */
  left: Budget;
  /** By monitor: its state, and whether it has been violated, after which it stands still. */
  monitors: [Data, boolean][];
}

interface Effects {
  readonly sends: [number, Data][];
  readonly timers: (readonly ['set' | 'cancel', Data])[];
  readonly outputs: Data[];
}

/** Explores the system that `bounds` stand for. Throws if a handler does, or if there are more than `distinctMax` states. */
export function explore(spec: SystemSpec, source: string, file: string, distinctMax = 1_000_000): NaiveReport {
  const system = new NaiveSystem(spec, load(source, file));
  const ledger = spec.properties.filter(ofStates).map((property) => new PropertyLedger(property));
  const found = new Map<string, number>();
  const texts: string[] = [];
  const parents: number[] = [];
  const actions: Action[] = [];
  const depths: number[] = [];
  let generated = 0;
  let quiescent = 0;

  function add(state: State, parent: number, action: Action | null): void {
    const text = system.text(state);
    if (found.has(text)) return;
    const index = texts.push(text) - 1;
    found.set(text, index);
    parents.push(parent);
    depths.push(parent < 0 ? 0 : depths[parent]! + 1);
    if (action !== null) actions[index] = action;
    if (texts.length > distinctMax) throw new Error(`more than ${distinctMax} states`);
  }

  add(system.initial(), -1, null);
  for (let index = 0; index < texts.length; index++) {
    const state = decode(texts[index]!) as unknown as State;
    const successors = system.successors(state);
    const atRest = successors.every(
      ([action, next]) =>
        ['drop', 'duplicate', 'crash', 'partition'].includes(action.kind) ||
        ('node' in action && system.isByzantine(action.node)) ||
        (action.kind === 'deliver' && system.isKept(action) && system.text(next) === texts[index]),
    );
    if (atRest) quiescent++;
    const observation = system.observe(state);
    for (const entry of ledger) entry.look(observation, atRest, index);
    for (const [action, next] of successors) {
      generated++;
      add(next, index, action);
    }
  }

  const scheduleTo = (index: number): Action[] =>
    index === 0 ? [] : [...scheduleTo(parents[index]!), actions[index]!];
  const properties = ledger.map((entry) =>
    entry.conclude((index) => ({ length: depths[index]!, schedule: scheduleTo(index) })),
  );
  return { distinct: texts.length, generated, depth: depths.at(-1)!, quiescent, properties };
}

function load(source: string, file: string): NativeProtocol {
  return /from 'xstate'/.test(source) ? loadMachine(source, file) : loadProtocol(source, file);
}

/** `explore` for the bounds of a challenge. */
export function exploreChallenge(
  challenge: Challenge,
  bounds: Readonly<Record<string, number>>,
  source: string,
  file: string,
  distinctMax?: number,
): NaiveReport {
  return explore(challenge.system(bounds), source, file, distinctMax);
}

export interface NaiveEdge {
  readonly from: number;
  readonly to: number;
  readonly action: Action;
  /** True for a delivery of a message that stays, where it changes nothing, whatever is chosen: that is no step. */
  readonly idle: boolean;
}

/** All states by number, the initial one first, and all transitions. */
export interface NaiveGraph {
  readonly observations: readonly Observation[];
  readonly edges: readonly NaiveEdge[];
}

/** The whole space, for those who look at runs. Throws if there are more than `distinctMax` states. */
export function exploreGraph(spec: SystemSpec, source: string, file: string, distinctMax: number): NaiveGraph {
  const system = new NaiveSystem(spec, load(source, file));
  const texts = [system.text(system.initial())];
  const numbers = new Map([[texts[0]!, 0]]);
  const observations: Observation[] = [];
  const edges: NaiveEdge[] = [];
  for (let from = 0; from < texts.length; from++) {
    if (from >= distinctMax) throw new Error(`more than ${distinctMax} states`);
    const state = decode(texts[from]!) as unknown as State;
    observations.push(system.observe(state));
    const own: Omit<NaiveEdge, 'idle'>[] = [];
    for (const [action, next] of system.successors(state)) {
      const text = system.text(next);
      if (!numbers.has(text)) numbers.set(text, texts.push(text) - 1);
      own.push({ from, to: numbers.get(text)!, action });
    }
    for (const edge of own) {
      const { action } = edge;
      const outcomes = own.filter((other) => encode(withoutChoices(other.action)) === encode(withoutChoices(action)));
      const stays = action.kind === 'deliver' && system.isKept(action) && outcomes.every(({ to }) => to === from);
      edges.push({ ...edge, idle: stays });
    }
  }
  return { observations, edges };
}

function withoutChoices(action: Action): Data {
  return { ...action, choices: [] } as unknown as Data;
}

/** The properties that single states decide; those of whole runs have an explorer of their own. */
type StateProperty = Extract<Property, { kind: 'always' | 'sometimes' | 'deadlock' }>;

function ofStates(property: Property): property is StateProperty {
  return 'claim' in property || 'test' in property;
}

class PropertyLedger {
  private exercised = false;
  private decidedAt: number | null = null;

  constructor(private readonly property: StateProperty) {}

  look(observation: Observation, atRest: boolean, index: number): void {
    const { property } = this;
    if (this.decidedAt !== null || (property.at === 'quiescent' && !atRest)) return;
    if (property.kind === 'sometimes') {
      if (property.test(observation)) this.decidedAt = index;
      return;
    }
    const claim: Claim = property.claim(observation);
    if (claim.exercised) this.exercised = true;
    if (!claim.holds) this.decidedAt = index;
  }

  conclude(path: (index: number) => { length: number; schedule: Action[] }): NaivePropertyResult {
    const { name, kind } = this.property;
    if (this.decidedAt !== null)
      return { name, result: kind === 'sometimes' ? 'reached' : 'violated', ...path(this.decidedAt) };
    if (kind === 'sometimes') return { name, result: 'unreached' };
    // A system that never comes to rest cannot be stuck, so a `deadlock` property is never vacuous.
    return { name, result: this.exercised || kind === 'deadlock' ? 'holds' : 'vacuous' };
  }
}

class NaiveSystem {
  /** By node. */
  private readonly ids: readonly string[];
  /** By copy: its name, and its node. */
  private readonly copies: readonly (readonly [string, number])[];
  /** The name and the machine of each property that has one. */
  private readonly machines: readonly (readonly [string, MonitorDefinition<Data>])[];
  /** The groups of each cut that may occur, by name of the copy. */
  private readonly cuts: readonly (readonly (readonly string[])[])[];

  constructor(
    private readonly spec: SystemSpec,
    private readonly protocol: NativeProtocol,
  ) {
    this.ids = spec.nodes.map((node) => node.id);
    this.machines = spec.properties.flatMap((property) =>
      'monitor' in property && property.monitor !== undefined ? [[property.name, property.monitor] as const] : [],
    );
    this.copies = spec.nodes.flatMap(({ id, twins }, node): [string, number][] =>
      twins === true
        ? [
            [id, node],
            [`${id}'`, node],
          ]
        : [[id, node]],
    );
    this.cuts =
      (spec.faults.partition ?? 0) > 0
        ? cutsOf(
            spec,
            this.copies.map(([name]) => name),
          )
        : [];
  }

  private handlers(index: number): NativeProtocol {
    return (this.spec.nodes[this.copies[index]![1]]!.adversary as NativeProtocol | undefined) ?? this.protocol;
  }

  isByzantine(name: string): boolean {
    const { twins, adversary } = this.spec.nodes[this.copies.find(([copy]) => copy === name)![1]]!;
    return twins === true || adversary !== undefined;
  }

  /** Whether no cut lies between two copies. */
  private joined(state: State, one: number, other: number): boolean {
    const groups = this.cuts[state.cut];
    const [a, b] = [this.copies[one]![0], this.copies[other]![0]];
    return (
      groups === undefined ||
      groups.findIndex((group) => group.includes(a)) === groups.findIndex((group) => group.includes(b))
    );
  }

  initial(): State {
    const { drop = 0, duplicate = 0, crash = 0, restart = null, timeout = null } = this.spec.faults;
    const { partition = 0, heal = null } = this.spec.faults;
    const blank = (): NodeState => ({ local: null, up: true, inbox: [], timers: [], inputs: 0, outputs: [] });
    const left: Budget = { drop, duplicate, crash, restart, timeout, partition, heal };
    for (const [index, channel] of this.channels.entries()) {
      if (channel.drop !== undefined) left[`drop ${index}`] = channel.drop;
      if (channel.duplicate !== undefined) left[`duplicate ${index}`] = channel.duplicate;
    }
    const monitors = this.machines.map(([, { initial, violated }]): [Data, boolean] => [
      copy(initial),
      isBad(violated(copy(initial))),
    ]);
    const state: State = { nodes: this.copies.map(blank), cut: -1, left, monitors };
    for (const index of this.copies.keys()) {
      const effects: Effects = { sends: [], timers: [], outputs: [] };
      state.nodes[index]!.local = copy(this.handlers(index).init(this.context(index, effects, null)));
      this.apply(state, index, effects);
    }
    return state;
  }

  observe(state: State): Observation {
    return {
      ...(this.machines.length === 0
        ? {}
        : { monitors: Object.fromEntries(this.machines.map(([name], index) => [name, state.monitors[index]![0]])) }),
      nodes: this.copies.map(([id, node], index) => ({
        id,
        role: this.spec.nodes[node]!.role,
        ...(this.isByzantine(id) ? { byzantine: true as const } : {}),
        up: state.nodes[index]!.up,
        outputs: state.nodes[index]!.outputs,
      })),
    };
  }

  /** Equal texts, equal states: inboxes in canonical order, timers sorted. */
  text(state: State): string {
    const nodes = state.nodes.map((node, index) => ({
      ...node,
      inbox: this.sortedInbox(node, index),
      timers: sorted(node.timers),
    }));
    return encode({ nodes, cut: state.cut, left: state.left, monitors: state.monitors } as unknown as Data);
  }

  /** In the order of the page: by node, then by kind, then by sender and text. */
  successors(state: State): [Action, State][] {
    const result: [Action, State][] = [];
    for (const [index, [name, which]] of this.copies.entries()) {
      const spec = { ...this.spec.nodes[which]!, id: name };
      const node = state.nodes[index]!;
      const arriving = this.heads(node, index);
      if (node.up) {
        for (const [from, message] of arriving) {
          const senders = [...this.copies.keys()].filter((copy) => this.copies[copy]![1] === from);
          if (!senders.some((sender) => this.joined(state, sender, index))) continue;
          const action: Action = { kind: 'deliver', node: spec.id, from: this.ids[from]!, message };
          const outcomes: [Action, State][] = [];
          const idle = this.step(
            outcomes,
            state,
            index,
            action,
            (next) => {
              if (this.order(from, which) === 'fifo') missOlder(next, from, message);
              if (this.order(from, which) !== 'kept') removeMessage(next, from, message);
            },
            (local, ctx) => this.handlers(index).onMessage?.(local, copy(message), this.ids[from]!, ctx),
          );
          if (!(idle && this.ignoredStays && this.order(from, which) !== 'fifo')) result.push(...outcomes);
        }
        if (state.left.timeout !== 0) {
          for (const timer of sorted(node.timers)) {
            const spend = (next: NodeState, left: Budget): void => {
              next.timers = next.timers.filter((other) => encode(other) !== encode(timer));
              if (left.timeout !== null) left.timeout!--;
            };
            this.step(result, state, index, { kind: 'timeout', node: spec.id, timer }, spend, (local, ctx) =>
              this.handlers(index).onTimer?.(local, copy(timer), ctx),
            );
          }
        }
        const input = spec.inputs?.[node.inputs];
        if (input !== undefined && this.mayCome(state, spec, node.inputs)) {
          const spend = (next: NodeState): void => {
            next.inputs++;
          };
          this.step(result, state, index, { kind: 'input', node: spec.id, input }, spend, (local, ctx) =>
            this.handlers(index).onInput?.(local, copy(input), ctx),
          );
        }
      } else if (state.left.restart !== 0) {
        this.restart(result, state, index, spec);
      }
      const movable = arriving.filter(([from]) => !this.isByzantine(name) && this.order(from, which) !== 'kept');
      for (const [from, message] of movable)
        if (state.left[this.budget('drop', from, which)] !== 0) result.push(this.drop(state, index, from, message));
      for (const [from, message] of movable)
        if (state.left[this.budget('duplicate', from, which)] !== 0)
          result.push(this.duplicate(state, index, from, message));
      if (node.up && spec.mayCrash === true && state.left.crash !== 0) result.push(this.crash(state, index));
    }
    const become = (cut: number, budget: string): State => {
      const next = copy(state as unknown as Data) as unknown as State;
      next.cut = cut;
      if (next.left[budget] !== null) next.left[budget]!--;
      return next;
    };
    if (state.cut < 0 && state.left.partition !== 0)
      for (const [cut, groups] of this.cuts.entries())
        result.push([{ kind: 'partition', groups }, become(cut, 'partition')]);
    if (state.cut >= 0 && state.left.heal !== 0) result.push([{ kind: 'heal' }, become(-1, 'heal')]);
    return result;
  }

  /** One successor for each way the handler's choices can go. True if in none of them the handler does anything. */
  private step(
    result: [Action, State][],
    state: State,
    index: number,
    action: Action,
    spend: (node: NodeState, left: Budget) => void,
    handler: (local: Data, ctx: NativeContext) => unknown,
  ): boolean {
    let idle = true;
    forEveryChoice((pick, choices) => {
      const next = copy(state as unknown as Data) as unknown as State;
      const node = next.nodes[index]!;
      spend(node, next.left);
      const effects: Effects = { sends: [], timers: [], outputs: [] };
      if (action.kind === 'input') this.tell(next, { kind: 'input', ...this.place(index), input: action.input });
      const local = node.local;
      const before = encode(local);
      const answer = handler(local, this.context(index, effects, pick));
      node.local = copy(answer === undefined ? local : (answer as Data));
      const { sends, timers, outputs } = effects;
      if (encode(node.local) !== before || sends.length + timers.length + outputs.length > 0) idle = false;
      this.apply(next, index, effects);
      result.push([choices.length === 0 ? action : ({ ...action, choices } as Action), next]);
    });
    return idle;
  }

  private restart(result: [Action, State][], state: State, index: number, { id }: NodeSpec): void {
    forEveryChoice((pick, choices) => {
      const next = copy(state as unknown as Data) as unknown as State;
      const node = next.nodes[index]!;
      if (next.left.restart !== null) next.left.restart!--;
      const saved = node.local as Record<string, Data>;
      const effects: Effects = { sends: [], timers: [], outputs: [] };
      const local = copy(this.protocol.init(this.context(index, effects, null))) as Record<string, Data>;
      for (const field of this.protocol.durable ?? []) {
        if (field in saved) local[field] = saved[field]!;
        else delete local[field];
      }
      const answer = this.protocol.onRestart?.(local, this.context(index, effects, pick));
      node.local = copy(answer === undefined ? local : answer);
      node.up = true;
      this.tell(next, { kind: 'restart', ...this.place(index) });
      this.apply(next, index, effects);
      result.push([
        choices.length === 0 ? { kind: 'restart', node: id } : { kind: 'restart', node: id, choices },
        next,
      ]);
    });
  }

  private drop(state: State, index: number, from: number, message: Data): [Action, State] {
    const next = copy(state as unknown as Data) as unknown as State;
    removeMessage(next.nodes[index]!, from, message);
    next.left[this.budget('drop', from, this.copies[index]![1])]!--;
    return [{ kind: 'drop', node: this.copies[index]![0], from: this.ids[from]!, message }, next];
  }

  private duplicate(state: State, index: number, from: number, message: Data): [Action, State] {
    const next = copy(state as unknown as Data) as unknown as State;
    const { inbox } = next.nodes[index]!;
    inbox.splice(positionOf(inbox, from, message) + 1, 0, [from, message]);
    next.left[this.budget('duplicate', from, this.copies[index]![1])]!--;
    return [{ kind: 'duplicate', node: this.copies[index]![0], from: this.ids[from]!, message }, next];
  }

  private crash(state: State, index: number): [Action, State] {
    const next = copy(state as unknown as Data) as unknown as State;
    const node = next.nodes[index]!;
    const local = node.local as Record<string, Data>;
    node.local = Object.fromEntries(
      (this.protocol.durable ?? []).filter((field) => field in local).map((field) => [field, local[field]!]),
    );
    node.timers = [];
    node.up = false;
    next.left.crash!--;
    this.tell(next, { kind: 'crash', ...this.place(index) });
    return [{ kind: 'crash', node: this.copies[index]![0] }, next];
  }

  isKept(action: Action & { kind: 'deliver' }): boolean {
    return this.order(this.ids.indexOf(action.from), this.copies.find(([name]) => name === action.node)![1]) === 'kept';
  }

  /** Whether messages stay that their receiver ignores, where no queue would be blocked by them. */
  private get ignoredStays(): boolean {
    return typeof this.spec.network !== 'string' && this.spec.network.ignored === 'stay';
  }

  private get channels(): readonly ChannelSpec[] {
    return typeof this.spec.network === 'string' ? [] : (this.spec.network.channels ?? []);
  }

  /** The first entry about the channel, with its number. */
  private channel(from: number, to: number): [ChannelSpec, number] | undefined {
    const is = (name: string | undefined, node: NodeSpec) => name === undefined || [node.id, node.role].includes(name);
    for (const [index, channel] of this.channels.entries())
      if (is(channel.from, this.spec.nodes[from]!) && is(channel.to, this.spec.nodes[to]!)) return [channel, index];
    return undefined;
  }

  private order(from: number, to: number): string {
    const whole = typeof this.spec.network === 'string' ? this.spec.network : this.spec.network.order;
    return this.channel(from, to)?.[0].order ?? whole;
  }

  /** The name of the counter of losses or duplications on a channel. */
  private budget(kind: 'drop' | 'duplicate', from: number, to: number): string {
    const [channel, index] = this.channel(from, to) ?? [{}, -1];
    return channel[kind] === undefined ? kind : `${kind} ${index}`;
  }

  /** Whether everything has happened that an input waits for. */
  private mayCome(state: State, spec: NodeSpec, input: number): boolean {
    for (const { input: waiting, after } of spec.inputConditions ?? []) {
      if (waiting !== input) continue;
      const other = state.nodes[this.copies.findIndex(([name]) => name === after.node)]!;
      if ('input' in after && other.inputs <= after.input) return false;
      if ('output' in after && !other.outputs.some((output) => encode(output) === encode(after.output))) return false;
    }
    return true;
  }

  /** The messages that may be next: one of each kind, or the oldest of each sender where its channel is FIFO. */
  private heads(node: NodeState, copyIndex: number): [number, Data][] {
    const [name, to] = this.copies[copyIndex]!;
    const seen = new Set<string>();
    const all = this.sortedInbox(node, copyIndex).filter(([from, message]) => {
      const key = this.order(from, to) === 'fifo' && !this.isByzantine(name) ? `${from}` : `${from} ${encode(message)}`;
      return !seen.has(key) && seen.add(key);
    });
    return all.sort((a, b) => a[0] - b[0] || compare(encode(a[1]), encode(b[1])));
  }

  private sortedInbox({ inbox }: NodeState, copyIndex: number): [number, Data][] {
    const to = this.copies[copyIndex]![1];
    return [...inbox].sort(
      (a, b) => a[0] - b[0] || (this.order(a[0], to) === 'fifo' ? 0 : compare(encode(a[1]), encode(b[1]))),
    );
  }

  private apply(state: State, index: number, { sends, timers, outputs }: Effects): void {
    const from = this.copies[index]![1];
    const { acrossCut = 'wait' } = typeof this.spec.network === 'string' ? {} : this.spec.network;
    for (const [to, message] of sends) {
      for (const [place, [, which]] of this.copies.entries()) {
        if (which !== to || (acrossCut === 'lost' && !this.joined(state, index, place))) continue;
        const { inbox } = state.nodes[place]!;
        if (this.order(from, to) !== 'kept' || positionOf(inbox, from, message) < 0) inbox.push([from, message]);
      }
    }
    const node = state.nodes[index]!;
    for (const [change, timer] of timers) {
      const others = node.timers.filter((other) => encode(other) !== encode(timer));
      node.timers = change === 'set' ? [...others, timer] : others;
    }
    for (const output of outputs) {
      const known = this.spec.outputs === 'distinct' && node.outputs.some((other) => encode(other) === encode(output));
      if (!known && this.spec.outputs !== 'none') node.outputs.push(output);
      this.tell(state, { kind: 'output', ...this.place(index), output });
    }
  }

  /** Lets every monitor that is not violated yet take its step. */
  private tell(state: State, event: MonitorEvent): void {
    state.monitors = this.machines.map(([, { step, violated }], index): [Data, boolean] => {
      const [before, bad] = state.monitors[index]!;
      if (bad) return [before, true];
      const after = copy(step(copy(before), event));
      return [after, isBad(violated(copy(after)))];
    });
  }

  private place(index: number): Pick<MonitorEvent, 'node' | 'role' | 'byzantine'> {
    const [id, node] = this.copies[index]!;
    const { role } = this.spec.nodes[node]!;
    return { node: id, role, ...(this.isByzantine(id) ? { byzantine: true as const } : {}) };
  }

  private context(
    index: number,
    effects: Effects,
    pick: ((allowed: readonly number[]) => number) | null,
  ): NativeContext {
    const self = this.ids[this.copies[index]![1]]!;
    const peers = this.ids.filter((id) => id !== self);
    const target = (to: string): number => {
      const found = this.ids.indexOf(to);
      if (found < 0) throw new Error(`${self} sends to ${to}, which does not exist`);
      return found;
    };
    const send = (to: string, message: Data): void => void effects.sends.push([target(to), copy(message)]);
    const choose = (allowed: readonly number[]): number => {
      if (pick === null) throw new Error('no choice in init');
      if (allowed.length === 0) throw new Error('a choice needs an option');
      return pick(allowed);
    };
    return {
      self,
      peers,
      role: this.spec.nodes[this.copies[index]![1]]!.role,
      config: copy(this.spec.config),
      nodes: (role) => this.spec.nodes.filter((node) => node.role === role).map((node) => node.id),
      send,
      broadcast: (message) => {
        for (const peer of peers) send(peer, message);
      },
      setTimer: (timer) => void effects.timers.push(['set', copy(timer)]),
      cancelTimer: (timer) => void effects.timers.push(['cancel', copy(timer)]),
      output: (output) => void effects.outputs.push(copy(output)),
      choose: (options) => options[choose([...options.keys()])]!,
      random: (options, weights) =>
        options[choose([...options.keys()].filter((option) => (weights?.[option] ?? 1) > 0))]!,
      sign: (value) => sealed(self, copy(value as Data)) as never,
      verify: (signed, signer) => genuine.has(signed as object) && (signed as { signer: string }).signer === signer,
    };
  }
}

/** Calls `run` once for each combination of picks, in lexicographic order. */
function forEveryChoice(run: (pick: (allowed: readonly number[]) => number, choices: readonly number[]) => void): void {
  let script: number[] = [];
  for (;;) {
    const places: number[] = [];
    const sizes: number[] = [];
    const choices: number[] = [];
    run((allowed) => {
      const place = script[places.length] ?? 0;
      places.push(place);
      sizes.push(allowed.length);
      choices.push(allowed[place]!);
      return allowed[place]!;
    }, choices);
    let last = places.length - 1;
    while (last >= 0 && places[last]! + 1 === sizes[last]) last--;
    if (last < 0) return;
    script = [...places.slice(0, last), places[last]! + 1];
  }
}

function positionOf(inbox: readonly [number, Data][], from: number, message: Data): number {
  const wanted = encode(message);
  return inbox.findIndex(([sender, other]) => sender === from && encode(other) === wanted);
}

/** Removes what the same sender sent before the message. */
function missOlder(node: NodeState, from: number, message: Data): void {
  const last = positionOf(node.inbox, from, message);
  node.inbox = node.inbox.filter(([sender], place) => sender !== from || place >= last);
}

/** The groups of every cut: members and groups in the order of the names, those that nobody named in one more group. */
function cutsOf({ network }: SystemSpec, names: readonly string[]): string[][][] {
  const listed = typeof network === 'string' ? [] : (network.cuts ?? []);
  const cuts = listed === 'one node alone' ? names.map((name) => [[name]]) : listed;
  const found = new Map<string, string[][]>();
  for (const cut of cuts) {
    const sides = new Map<number, string[]>();
    for (const name of names) {
      const side = cut.findIndex((group) => group.includes(name));
      sides.set(side, [...(sides.get(side) ?? []), name]);
    }
    if (sides.size > 1 && !found.has(JSON.stringify([...sides.values()])))
      found.set(JSON.stringify([...sides.values()]), [...sides.values()]);
  }
  return [...found.values()];
}

function removeMessage(node: NodeState, from: number, message: Data): void {
  node.inbox.splice(positionOf(node.inbox, from, message), 1);
}

function sorted(values: readonly Data[]): Data[] {
  return [...values].sort((a, b) => compare(encode(a), encode(b)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Values made by `ctx.sign`. Their text carries a key that no other value can have without knowing this file. */
const genuine = new WeakSet<object>();
const seal = '\u0000signed';

function sealed(signer: string, value: Data): Data {
  const signed = Object.freeze({ signer, value });
  genuine.add(signed);
  return signed;
}

/** Canonical text: keys sorted, keys without a value left out, `-0` as `0`. Throws at anything that is not data. */
function encode(value: Data): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, encode).join(',')}]`;
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    const record = value as Readonly<Record<string, Data>>;
    const keys = Object.keys(record).filter((key) => record[key] !== undefined);
    const body = keys.sort().map((key) => `${JSON.stringify(key)}:${encode(record[key]!)}`);
    return genuine.has(value) ? `{${JSON.stringify(seal)}:{${body.join(',')}}}` : `{${body.join(',')}}`;
  }
  throw new Error(`not data: ${String(value)}`);
}

function decode(text: string): Data {
  if (!text.includes(JSON.stringify(seal))) return JSON.parse(text) as Data;
  return JSON.parse(text, (_key, value) => {
    if (value === null || typeof value !== 'object' || !(seal in value)) return value;
    return sealed(value[seal].signer, value[seal].value);
  }) as Data;
}

function isBad(answer: boolean | Claim): boolean {
  return typeof answer === 'boolean' ? answer : !answer.holds;
}

/** A copy that shares nothing with its original, as its text would give it. Throws at anything that is not data. */
function copy(value: Data): Data {
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (Array.isArray(value)) return Array.from(value, copy);
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    throw new Error(`not data: ${String(value)}`);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const clone = Object.fromEntries(entries.map(([key, item]) => [key, copy(item)]));
  return genuine.has(value) ? sealed(clone.signer as string, clone.value as Data) : clone;
}
