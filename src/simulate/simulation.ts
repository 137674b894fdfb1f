/**
 * A discrete-event simulation: what is to happen waits in a queue by its time; the next thing happens, its handler runs, and
 * what it asks for is put into the queue in turn. Nothing in it depends on the machine or on real time.
 */
import { assert, createPrng, type Prng, Sha256 } from '../base';
import {
  type Action,
  type Actor,
  actorsOf,
  channelEntry,
  type Data,
  dataText,
  type Effect,
  type FaultEvent,
  type HandlerCall,
  type HandlerOutcome,
  type HandlerResult,
  type LinkSettings,
  type MessageCount,
  type NetworkOrder,
  type NodeSpec,
  networkOf,
  outputsMax,
  type Problem,
  parseDataText,
  plainData,
  recordedStepsMax,
  type SimulationEnding,
  type SimulationProgress,
  type SimulationRecord,
  type SimulationResult,
  type SimulationSettings,
  type SystemSpec,
  type TimedOutput,
} from '../model';
import { draw, unit } from './distribution';
import { EventQueue } from './event-queue';
import { Judge, type JudgedNode } from './judge';

/** What a simulation needs of whatever runs participant code. */
export interface SimulationHost {
  /** One outcome of a call: what it draws is decided by a word of 32 bits. */
  callDrawn(call: HandlerCall, word: number): HandlerResult;
  durablePart(state: string): string;
}

/** What something goes back to: the time of an input, and how many messages lie between. */
interface Cause {
  readonly at: number;
  readonly rounds: number;
}

interface Parcel {
  /** Actor that sent it. */
  readonly from: number;
  readonly text: string;
  readonly count: KindCount;
  readonly cause: Cause;
}

type Event =
  | { readonly kind: 'arrival'; readonly at: number; readonly parcel: Parcel }
  /** `number` tells it from the same timer set earlier or later. */
  | {
      readonly kind: 'timer';
      readonly at: number;
      readonly text: string;
      readonly number: number;
      readonly cause: Cause;
    }
  | { readonly kind: 'input'; readonly at: number }
  /** A node is done with what it did. */
  | { readonly kind: 'free'; readonly at: number }
  | { readonly kind: 'fault'; readonly fault: FaultEvent }
  /** A crash or restart by chance. */
  | { readonly kind: 'chance'; readonly at: number; readonly falls: boolean };

/** Something for a node to do. */
type Task = Extract<Event, { readonly kind: 'arrival' | 'timer' | 'input' }>;

interface Runner {
  readonly actor: Actor;
  readonly spec: NodeSpec;
  readonly judged: JudgedNode;
  local: string;
  /** By text: the number of the timer that is pending. */
  readonly timers: Map<string, number>;
  /** Inputs given so far. */
  given: number;
  readonly inputs: readonly string[];
  /** When it is done with what it does; a crash ends that. */
  busyUntil: number;
  /** When all that it has sent has left it. */
  sentUntil: number;
  /** Rate of its clock. */
  readonly rate: number;
  /** What waits until it is done with what it does, the oldest first. */
  backlog: Task[];
  /** What waits until it is up, or, of inputs, until something else has happened. */
  waiting: Task[];
}

interface KindCount {
  readonly kind: string;
  sent: number;
  bytes: number;
  delivered: number;
  lost: number;
}

interface TextFacts {
  readonly kind: string;
  readonly bytes: number;
}

/** Facts about texts are remembered; when there are more, all are forgotten. */
const knownTextsMax = 10_000;
const encoder = new TextEncoder();

export class Simulation {
  readonly #settings: SimulationSettings;
  readonly #host: SimulationHost;
  readonly #order: (from: number, to: number) => NetworkOrder;
  readonly #acrossCut: 'wait' | 'lost';
  readonly #runners: readonly Runner[];
  /** By node of the definition: who stands for it. */
  readonly #copies: readonly (readonly number[])[];
  readonly #hasConditions: boolean;
  readonly #queue = new EventQueue<Event>();
  readonly #judge: Judge;
  readonly #draws: Prng;
  readonly #network: Prng;
  readonly #times: Prng;
  readonly #chances: Prng;
  /** Of each channel that differs, by sender and receiver. */
  readonly #links = new Map<number, LinkSettings>();
  /** When the last message of a FIFO channel arrives. */
  readonly #lastArrival = new Map<number, number>();
  /** By actor: its group, while the network is cut. */
  #groups: readonly number[] | undefined;
  /** Messages that wait until the network is whole. */
  #heldBack: { readonly to: number; readonly parcel: Parcel }[] = [];
  readonly #counts = new Map<string, KindCount>();
  readonly #facts = new Map<string, TextFacts>();
  readonly #outputs: TimedOutput[] = [];
  #outputCount = 0;
  readonly #digest = new Sha256();
  readonly #actions: Action[] = [];
  readonly #actionTimes: number[] = [];
  #isRecorded: boolean;
  #now = 0;
  #events = 0;
  #delivered = 0;
  #timerCount = 0;
  #ending: SimulationEnding | undefined;
  #problem: Problem | undefined;

  /**
   * @param settings without a mistake, see `settingsProblem`
   * @param isRecorded whether the run is wanted as a schedule
   */
  constructor(spec: SystemSpec, settings: SimulationSettings, host: SimulationHost, isRecorded: boolean) {
    this.#settings = settings;
    this.#host = host;
    this.#isRecorded = isRecorded;
    const network = networkOf(spec);
    this.#acrossCut = network.acrossCut ?? 'wait';
    const [draws, net, times, chances] = [0, 1, 2, 3].map((stream) =>
      createPrng((settings.seed + Math.imul(stream, 0x9e3779b9)) >>> 0),
    ) as [Prng, Prng, Prng, Prng];
    this.#draws = draws;
    this.#network = net;
    this.#times = times;
    this.#chances = chances;
    const { clockDrift, workload } = settings;
    this.#runners = actorsOf(spec).map((actor) => {
      const node = spec.nodes[actor.node] as NodeSpec;
      const texts = (node.inputs ?? []).map((input) => dataText(plainData(input)));
      const inputs = Array.from({ length: workload.rounds }, () => texts).flat();
      const judged = { id: actor.id, role: node.role, byzantine: actor.byzantine, up: true, outputs: [] as Data[] };
      return {
        actor,
        spec: node,
        judged,
        local: 'null',
        timers: new Map(),
        given: 0,
        inputs,
        busyUntil: 0,
        sentUntil: 0,
        rate: 1 + clockDrift * (2 * unit(times) - 1),
        backlog: [],
        waiting: [],
      };
    });
    this.#copies = spec.nodes.map((_, node) =>
      [...this.#runners.keys()].filter((at) => this.#runners[at]?.actor.node === node),
    );
    this.#hasConditions = spec.nodes.some(({ inputConditions = [] }) => inputConditions.length > 0);
    const entries = network.channels ?? [];
    this.#order = (from, to) => {
      if (entries.length === 0) return network.order;
      const entry = channelEntry(network, this.#runner(from).spec, this.#runner(to).spec);
      return entries[entry]?.order ?? network.order;
    };
    this.#judge = new Judge(
      spec,
      this.#runners.map(({ judged }) => judged),
    );
    this.#start();
  }

  get isDone(): boolean {
    return this.#ending !== undefined;
  }

  get progress(): SimulationProgress {
    return { milliseconds: this.#now, events: this.#events, messages: this.#delivered };
  }

  /** Lets up to so many things happen. True when the simulation has ended. */
  run(count: number): boolean {
    const { end } = this.#settings;
    for (let left = count; left > 0 && this.#ending === undefined; left--) {
      const time = this.#queue.nextTime;
      if (time === Number.POSITIVE_INFINITY) this.#ending = 'quiet';
      else if (time > end.milliseconds) this.#ending = 'milliseconds';
      else if (this.#events >= end.events) this.#ending = 'events';
      else if (end.messages !== undefined && this.#delivered >= end.messages) this.#ending = 'messages';
      else {
        const event = this.#queue.take();
        assert(event !== undefined, 'what has a time is there');
        this.#happen(time, event);
      }
    }
    return this.#ending !== undefined;
  }

  /** Ends it where it is. */
  cancel(): void {
    this.#ending ??= 'cancelled';
  }

  /** What came of it. Called once, after its end. */
  finish(): SimulationResult {
    assert(this.#ending !== undefined, 'the simulation has ended');
    this.#judge.finish(this.#now, this.#ending === 'quiet');
    const record: SimulationRecord | undefined = this.#isRecorded
      ? { schedule: this.#actions, times: this.#actionTimes }
      : undefined;
    return {
      seed: this.#settings.seed,
      ending: this.#ending,
      endedAt: this.#now,
      events: this.#events,
      nodeCount: this.#runners.length,
      messages: [...this.#counts.values()]
        .map((count): MessageCount => ({ ...count }))
        .sort((a, b) => (a.kind < b.kind ? -1 : 1)),
      outputs: this.#outputs,
      outputCount: this.#outputCount,
      violations: this.#judge.violations,
      reached: this.#judge.reached,
      notJudged: this.#judge.notJudged,
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
      digest: hex(this.#digest.finish()),
      ...(record === undefined ? {} : { record }),
    };
  }

  #start(): void {
    const { workload, faults, crashes } = this.#settings;
    for (const at of this.#runners.keys()) {
      const { actor } = this.#runner(at);
      const call: HandlerCall = { kind: 'init', node: actor.node, state: '', event: '', from: -1 };
      if (!this.#call(at, call, { at: 0, rounds: 0 }, undefined)) return;
    }
    for (const [at, { inputs }] of this.#runners.entries())
      if (inputs.length > 0) this.#queue.add(draw(workload.gap, this.#times), { kind: 'input', at });
    for (const fault of faults) this.#queue.add(fault.at, { kind: 'fault', fault });
    if (crashes === null) return;
    for (const [at, { spec, actor }] of this.#runners.entries()) {
      const mayFall = crashes.role === undefined ? spec.mayCrash === true : spec.role === crashes.role;
      if (!mayFall || actor.byzantine) continue;
      this.#queue.add(draw(crashes.up, this.#chances), { kind: 'chance', at, falls: true });
    }
  }

  #happen(time: number, event: Event): void {
    switch (event.kind) {
      case 'fault':
        this.#now = time;
        this.#fault(event.fault);
        return;
      case 'chance':
        this.#now = time;
        this.#chance(event.at, event.falls);
        return;
      case 'free':
        this.#goOn(time, event.at);
        return;
      case 'timer':
      case 'arrival':
      case 'input':
        this.#task(time, event);
        return;
    }
  }

  /** Takes from what waited for a node until it is busy again. */
  #goOn(time: number, at: number): void {
    const { backlog } = this.#runner(at);
    while (backlog.length > 0 && this.#runner(at).busyUntil <= time && this.#ending === undefined)
      this.#do(time, backlog.shift() as Task);
  }

  #task(time: number, task: Task): void {
    const { busyUntil, backlog } = this.#runner(task.at);
    if (busyUntil > time || backlog.length > 0) backlog.push(task);
    else this.#do(time, task);
  }

  #do(time: number, task: Task): void {
    const runner = this.#runner(task.at);
    // A timer that was cancelled, set anew or lost in a crash has another number now.
    if (task.kind === 'timer' && runner.timers.get(task.text) !== task.number) return;
    this.#now = time;
    if (task.kind === 'arrival' && !this.#isJoined(task.parcel.from, task.at)) {
      this.#heldBack.push({ to: task.at, parcel: task.parcel });
      return;
    }
    if (!runner.judged.up) {
      if (task.kind === 'arrival' && this.#settings.downLoses) this.#lose(task.at, task.parcel);
      else runner.waiting.push(task);
      return;
    }
    this.#perform(task, runner);
  }

  #perform(task: Task, runner: Runner): void {
    const { at } = task;
    const { local: state, actor } = runner;
    const { node } = actor;
    switch (task.kind) {
      case 'arrival': {
        const { from, text, count, cause } = task.parcel;
        count.delivered++;
        this.#delivered++;
        const sender = this.#identity(from);
        const call: HandlerCall = { kind: 'message', node, state, event: text, from: this.#runner(from).actor.node };
        this.#call(at, call, { at: cause.at, rounds: cause.rounds + 1 }, (choices) => ({
          kind: 'deliver',
          node: actor.id,
          from: sender,
          message: parseDataText(text),
          ...choices,
        }));
        return;
      }
      case 'timer': {
        const { text, cause } = task;
        runner.timers.delete(text);
        this.#call(at, { kind: 'timer', node, state, event: text, from: -1 }, cause, (choices) => ({
          kind: 'timeout',
          node: actor.id,
          timer: parseDataText(text),
          ...choices,
        }));
        return;
      }
      case 'input': {
        const text = runner.inputs[runner.given] as string;
        if (!this.#mayCome(runner)) {
          runner.waiting.push(task);
          return;
        }
        runner.given++;
        this.#judge.tell(runner.judged, { kind: 'input', text }, this.#now);
        const cause = { at: this.#now, rounds: 0 };
        const isDone = this.#call(at, { kind: 'input', node, state, event: text, from: -1 }, cause, (choices) => ({
          kind: 'input',
          node: actor.id,
          input: parseDataText(text),
          ...choices,
        }));
        if (!isDone) return;
        if (runner.given < runner.inputs.length)
          this.#queue.add(this.#now + draw(this.#settings.workload.gap, this.#times), { kind: 'input', at });
        this.#wakeInputs();
        return;
      }
    }
  }

  /** Runs a handler and takes its effects. False if it failed, which ends the simulation. */
  #call(
    at: number,
    call: HandlerCall,
    cause: Cause,
    action: ((choices: { readonly choices?: readonly number[] }) => Action) | undefined,
  ): boolean {
    const runner = this.#runner(at);
    this.#events++;
    const result = this.#host.callDrawn(call, this.#draws.next());
    if (result.kind === 'failed') {
      this.#ending = 'failed';
      this.#problem = result.problem;
      if (action !== undefined) this.#record(() => action({}));
      return false;
    }
    const outcome = result.outcomes[0] as HandlerOutcome;
    this.#note(`${call.kind} ${at} ${call.from} ${call.event} ${outcome.choices.join(' ')} ${outcome.state}`);
    if (action !== undefined)
      this.#record(() => action(outcome.choices.length === 0 ? {} : { choices: outcome.choices }));
    runner.local = outcome.state;
    const doneAt = this.#now + draw(this.#settings.handling, this.#times);
    if (doneAt > this.#now) {
      runner.busyUntil = doneAt;
      this.#queue.add(doneAt, { kind: 'free', at });
    }
    let hasShown = false;
    for (const effect of outcome.effects) {
      if (effect.kind === 'output') hasShown = true;
      if (!this.#take(at, effect, cause, doneAt)) return false;
    }
    if (hasShown) this.#wakeInputs();
    return true;
  }

  /** False if the effect cannot be. */
  #take(at: number, effect: Effect, cause: Cause, doneAt: number): boolean {
    const runner = this.#runner(at);
    switch (effect.kind) {
      case 'send':
        for (const to of this.#copies[effect.target] ?? []) this.#send(at, to, effect.text, cause, doneAt);
        return true;
      case 'setTimer': {
        const { duration = 1 } = effect;
        if (duration < 0) {
          this.#ending = 'failed';
          this.#problem = {
            code: 'handler-effect-invalid',
            sentence: `ctx.setTimer was given a duration that is no number of milliseconds, in line ${effect.line}. Give a finite number, zero or more.`,
          };
          return false;
        }
        const number = ++this.#timerCount;
        runner.timers.set(effect.text, number);
        const due = doneAt + duration / runner.rate;
        this.#queue.add(due, { kind: 'timer', at, text: effect.text, number, cause });
        return true;
      }
      case 'cancelTimer':
        runner.timers.delete(effect.text);
        return true;
      case 'output': {
        const { kind } = this.#factsOf(effect.text, 'output');
        const { at: since, rounds } = cause;
        this.#outputCount++;
        if (this.#outputs.length < outputsMax)
          this.#outputs.push({ node: runner.judged.id, at: this.#now, sinceCause: this.#now - since, rounds, kind });
        this.#judge.tell(runner.judged, { kind: 'output', text: effect.text }, this.#now);
        return true;
      }
    }
  }

  #send(from: number, to: number, text: string, cause: Cause, doneAt: number): void {
    const { kind, bytes } = this.#factsOf(text, 'message');
    const count = this.#countOf(kind);
    count.sent++;
    count.bytes += bytes;
    const parcel: Parcel = { from, text, count, cause };
    if (from === to) {
      this.#queue.add(doneAt, { kind: 'arrival', at: to, parcel });
      return;
    }
    const { latency, loss, duplication, bandwidth } = this.#linkOf(from, to);
    const sender = this.#runner(from);
    let leaves = doneAt;
    if (bandwidth !== null) {
      leaves = Math.max(doneAt, sender.sentUntil) + (bytes * 1000) / bandwidth;
      sender.sentUntil = leaves;
    }
    // Drawn whether they are needed or not, so that the same seed stays comparable when a probability changes.
    const isLost = unit(this.#network) < loss;
    const isTwice = unit(this.#network) < duplication;
    const after = draw(latency, this.#network);
    const afterCopy = draw(latency, this.#network);
    if (isLost) {
      this.#lose(to, parcel);
      return;
    }
    if (!this.#isJoined(from, to)) {
      if (this.#acrossCut === 'lost') this.#lose(to, parcel);
      else this.#heldBack.push({ to, parcel });
      return;
    }
    this.#arrive(leaves + after, to, parcel);
    if (!isTwice) return;
    this.#record(() => ({
      kind: 'duplicate',
      node: this.#runner(to).actor.id,
      from: this.#identity(from),
      message: parseDataText(text),
    }));
    this.#arrive(leaves + afterCopy, to, parcel);
  }

  #arrive(time: number, to: number, parcel: Parcel): void {
    let at = time;
    if (this.#order(parcel.from, to) === 'fifo') {
      const channel = this.#channel(parcel.from, to);
      at = Math.max(time, this.#lastArrival.get(channel) ?? 0);
      this.#lastArrival.set(channel, at);
    }
    this.#queue.add(at, { kind: 'arrival', at: to, parcel });
  }

  #lose(to: number, { from, text, count }: Parcel): void {
    count.lost++;
    this.#note(`lost ${from} ${to} ${text}`);
    this.#record(() => ({
      kind: 'drop',
      node: this.#runner(to).actor.id,
      from: this.#identity(from),
      message: parseDataText(text),
    }));
  }

  #fault(fault: FaultEvent): void {
    switch (fault.kind) {
      case 'crash':
      case 'restart':
        for (const [at, { spec, actor }] of this.#runners.entries())
          if (spec.id === fault.node && !actor.byzantine) this.#turn(at, fault.kind === 'restart');
        return;
      case 'partition': {
        const groups = this.#runners.map(({ actor }) => fault.groups.findIndex((group) => group.includes(actor.id)));
        if (this.#groups !== undefined) this.#heal();
        this.#groups = groups;
        this.#note(`partition ${JSON.stringify(fault.groups)}`);
        this.#record(() => ({ kind: 'partition', groups: this.#cut(groups) }));
        return;
      }
      case 'heal':
        if (this.#groups !== undefined) this.#heal();
        return;
    }
  }

  #heal(): void {
    this.#groups = undefined;
    this.#note('heal');
    this.#record(() => ({ kind: 'heal' }));
    const held = this.#heldBack;
    this.#heldBack = [];
    for (const { to, parcel } of held) this.#arrive(this.#now, to, parcel);
  }

  #chance(at: number, falls: boolean): void {
    const { crashes } = this.#settings;
    if (crashes === null) return;
    this.#turn(at, !falls);
    if (this.#ending !== undefined) return;
    const after = draw(falls ? crashes.down : crashes.up, this.#chances);
    this.#queue.add(this.#now + after, { kind: 'chance', at, falls: !falls });
  }

  /** Lets a node crash or come up again. */
  #turn(at: number, comesUp: boolean): void {
    const runner = this.#runner(at);
    const { judged, actor } = runner;
    if (judged.up === comesUp) return;
    if (!comesUp) {
      judged.up = false;
      runner.timers.clear();
      runner.busyUntil = this.#now;
      runner.local = this.#host.durablePart(runner.local);
      this.#note(`crash ${at}`);
      this.#record(() => ({ kind: 'crash', node: actor.id }));
      const { backlog } = runner;
      runner.backlog = [];
      for (const task of backlog) {
        if (task.kind === 'arrival' && this.#settings.downLoses) this.#lose(at, task.parcel);
        else if (task.kind !== 'timer') runner.waiting.push(task);
      }
      this.#judge.tell(judged, { kind: 'crash' }, this.#now);
      return;
    }
    judged.up = true;
    this.#judge.tell(judged, { kind: 'restart' }, this.#now);
    const call: HandlerCall = { kind: 'restart', node: actor.node, state: runner.local, event: '', from: -1 };
    const cause = { at: this.#now, rounds: 0 };
    if (!this.#call(at, call, cause, (choices) => ({ kind: 'restart', node: actor.id, ...choices }))) return;
    const { waiting } = runner;
    runner.waiting = [];
    for (const task of waiting) this.#queue.add(this.#now, task);
  }

  /** Inputs that waited for something else to happen are tried again. */
  #wakeInputs(): void {
    if (!this.#hasConditions) return;
    for (const [at, runner] of this.#runners.entries()) {
      if (runner.waiting.length === 0 || !runner.judged.up) continue;
      const inputs = runner.waiting.filter(({ kind }) => kind === 'input');
      if (inputs.length === 0 || !this.#mayCome(runner)) continue;
      runner.waiting = runner.waiting.filter(({ kind }) => kind !== 'input');
      this.#queue.add(this.#now, { kind: 'input', at });
    }
  }

  /** Whether what the next input waits for has happened. Of later rounds, every input may come. */
  #mayCome({ spec, given }: Runner): boolean {
    return (spec.inputConditions ?? []).every(({ input, after }) => {
      if (input !== given) return true;
      const other = this.#runners.find(({ actor }) => actor.id === after.node);
      if (other === undefined) return false;
      if ('input' in after) return other.given > after.input;
      const wanted = dataText(plainData(after.output));
      return other.judged.outputs.some((output) => dataText(output) === wanted);
    });
  }

  #isJoined(from: number, to: number): boolean {
    const groups = this.#groups;
    return groups === undefined || from === to || groups[from] === groups[to];
  }

  /** The groups of a cut as a partition names them. */
  #cut(groups: readonly number[]): readonly (readonly string[])[] {
    const members = new Map<number, string[]>();
    for (const [at, group] of groups.entries()) {
      const known = members.get(group) ?? [];
      members.set(group, [...known, this.#runner(at).actor.id]);
    }
    return [...members.values()];
  }

  #linkOf(from: number, to: number): LinkSettings {
    const { link, channels } = this.#settings;
    if (channels.length === 0) return link;
    const channel = this.#channel(from, to);
    const known = this.#links.get(channel);
    if (known !== undefined) return known;
    const [sender, receiver] = [this.#runner(from).spec, this.#runner(to).spec];
    const entry = channels.find(({ from: one, to: other }) => names(one, sender) && names(other, receiver));
    const { from: _from, to: _to, ...own } = entry ?? {};
    const found = { ...link, ...own };
    this.#links.set(channel, found);
    return found;
  }

  #channel(from: number, to: number): number {
    return from * this.#runners.length + to;
  }

  #factsOf(text: string, otherwise: string): TextFacts {
    const known = this.#facts.get(text);
    if (known !== undefined) return known;
    if (this.#facts.size >= knownTextsMax) this.#facts.clear();
    const facts = { kind: kindOf(parseDataText(text)) ?? otherwise, bytes: encoder.encode(text).length };
    this.#facts.set(text, facts);
    return facts;
  }

  #countOf(kind: string): KindCount {
    const known = this.#counts.get(kind);
    if (known !== undefined) return known;
    const count = { kind, sent: 0, bytes: 0, delivered: 0, lost: 0 };
    this.#counts.set(kind, count);
    return count;
  }

  #note(line: string): void {
    this.#digest.add(encoder.encode(`${this.#now} ${line}\n`));
  }

  #record(action: () => Action): void {
    if (!this.#isRecorded) return;
    if (this.#actions.length >= recordedStepsMax) {
      this.#isRecorded = false;
      return;
    }
    this.#actions.push(action());
    this.#actionTimes.push(this.#now);
  }

  /** The name under which others know an actor: that of its node. */
  #identity(at: number): string {
    return this.#runner(at).spec.id;
  }

  #runner(at: number): Runner {
    return this.#runners[at] as Runner;
  }
}

function names(name: string | undefined, node: NodeSpec): boolean {
  return name === undefined || name === node.id || name === node.role;
}

/** The field that tells messages apart, if there is one. */
function kindOf(data: Data): string | undefined {
  if (typeof data === 'string') return data;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const { kind, type } = data as { readonly kind?: Data; readonly type?: Data };
  return typeof kind === 'string' ? kind : typeof type === 'string' ? type : undefined;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
