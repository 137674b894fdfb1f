/**
 * Composes a challenge's system and a protocol into a transition system in integers. One slot per node (local state,
 * inbox, pending timers, inputs given, up or down; of a node with twins one per copy), one for the network where it may be
 * cut, one for the observer, one for the fault budget if it is limited.
 * Rows are filled when the search first meets a configuration; only then does participant code run.
 */
import { heapSpace, IntList, type IntSpace } from '../base';
import {
  type Action,
  type Actor,
  actorsOf,
  ampleNone,
  ampleWhole,
  type Cut,
  compareText,
  completeRow,
  cutsOf,
  type Data,
  type Draw,
  dataText,
  type Effect,
  type HandlerCall,
  type HandlerFailure,
  type HandlerOutcome,
  isIgnored,
  isJoined,
  keepsIgnored,
  type MonitorEvent,
  type MonitorMove,
  monitorsOf,
  type NetworkSpec,
  type NodeSpec,
  networkOf,
  type Observation,
  parseDataText,
  plainData,
  restedLabel,
  type SystemSpec,
  type TransitionSystem,
  tableNames,
  transitionFlagBits,
  transitionFlags,
  transitionLayout,
} from '../model';
import { type BudgetCounters, type BudgetPlan, type Payment, planBudget, spend } from './budget';
import { type Channel, channelsOf } from './channels';
import { ConfigurationTable } from './configuration-table';
import { DiscoveryLog, questions } from './discovery-log';
import { EventSets } from './event-sets';
import { firedBits, markFired } from './fired-bits';
import { HandlerMemo } from './handler-memo';
import { duplicateEnvelope, type InboxRules, removeEnvelope } from './inbox';
import { InboxTable } from './inbox-table';
import { Interner } from './interner';
import { MonitorTable } from './monitor-table';
import { findFutures, type NodeFutures, type NodeSituation } from './node-futures';
import { initialObserver, type ObserverState, observationOf, observe, type Sight } from './observer';
import { ampleOf, type RowStep } from './partial-order';
import type { WrittenAnswer } from './recalled-answers';
import type { SlotContent } from './symmetry';
import type { SystemHost } from './system-host';

/** In transitions of the search: 10,000 steps of participant code take about a millisecond, a call 0.1. */
const unitsPerWork = 5000;
const unitsPerCall = 500;
const unitsPerConfiguration = 20;
const unitsPerCharacter = 0.05;
/** Copying one envelope or output from list to list, and writing it into a key. */
const unitsPerItem = 2;

/** Bits of properties in one observation; bit i is property i of the challenge. */
export interface Labels {
  readonly every: number;
  readonly quiescent: number;
}

/** What a node's configuration holds besides its local state and its inbox. */
interface Rest {
  /** Numbers of timer texts, ascending. */
  readonly timers: readonly number[];
  readonly inputsGiven: number;
  readonly up: boolean;
}

/** What one node is. */
interface NodeConfiguration {
  readonly local: number;
  readonly inbox: number;
  readonly rest: number;
}

/** An event at a node that runs a handler. */
interface HandledEvent {
  readonly call: HandlerCall;
  readonly action: (choices: { choices?: readonly number[] }) => Action;
  /** States of the network in which it can happen; all of them if missing. */
  readonly among?: readonly number[];
  /** What the event itself does to other slots, before the effects of the handler. */
  readonly operations?: readonly number[];
  /** What the observer sees before the outputs of the handler. */
  readonly sights?: readonly Sight[];
  /** Flags of the transitions. */
  readonly flags?: number;
}

/**
 * What becomes of an event in one outcome of its handler, among some states of the network. It depends on the local state
 * and the event alone, so it is worked out once for all configurations of a node with that local state.
 */
interface Move {
  readonly action: number;
  readonly flags: number;
  /** The local state, or below zero the failure as transitions name it. */
  readonly local: number;
  /** The inbox of what the node sends to itself; -1 if that is nothing. */
  readonly own: number;
  /** Timers set and cancelled. */
  readonly timers: readonly Effect[];
  readonly operations: readonly number[];
}

/** Kinds of event that run a handler, for the numbers under which moves are remembered. */
const eventKinds = { deliver: 0, timeout: 1, input: 2, restart: 3 } as const;
const eventKindCount = 4;

type Operation =
  | { readonly kind: 'receive'; readonly node: number; readonly added: number }
  | { readonly kind: 'observe'; readonly sights: readonly Sight[] }
  | { readonly kind: 'spend'; readonly counter: number }
  /** Enabled where a node has shown an output, or has been given so many inputs. Changes nothing. */
  | { readonly kind: 'if shown'; readonly node: number; readonly output: number }
  | { readonly kind: 'if given'; readonly node: number; readonly count: number }
  /** Enabled where the network is in one of these configurations. Changes nothing. */
  | { readonly kind: 'if cut'; readonly among: readonly number[] };

/** The network while it is whole; cut number c is the configuration c + 1. */
const whole = 0;

export type SystemCreated =
  | { readonly kind: 'ready'; readonly system: ProtocolSystem }
  | { readonly kind: 'failed'; readonly failure: HandlerFailure };

/**
 * Runs `init` everywhere. Fails if that does.
 *
 * @param recalled answers to the first calls of handlers, from an earlier run; they are given until `memo.endRecall`
 */
export function createProtocolSystem(
  spec: SystemSpec,
  host: SystemHost,
  label: (observation: Observation) => Labels,
  space: IntSpace = heapSpace,
  recalled?: readonly WrittenAnswer[],
): SystemCreated {
  const system = new ProtocolSystem(spec, host, label, space, recalled);
  const failure = system.start();
  return failure === undefined ? { kind: 'ready', system } : { kind: 'failed', failure };
}

export class ProtocolSystem implements TransitionSystem {
  readonly slotCount: number;
  readonly actorCount: number;
  readonly labelSlot: number;
  initial: Int32Array = new Int32Array(0);
  readonly memo: HandlerMemo;
  /** What this system was asked. */
  readonly discoveries = new DiscoveryLog();
  /** Failures met, by number; a transition names them by `-1 - number`. */
  readonly failures: HandlerFailure[] = [];

  readonly #spec: SystemSpec;
  readonly #host: SystemHost;
  readonly #label: (observation: Observation) => Labels;
  readonly #actors: readonly Actor[];
  /** By node of the definition, the slots of its copies. */
  readonly #copies: readonly (readonly number[])[];
  /** The slot of the network; -1 where it is never cut. */
  readonly #networkSlot: number;
  readonly #cuts: readonly Cut[];
  /** Every state that the network can be in. */
  readonly #networkStates: readonly number[];
  readonly #network: NetworkSpec;
  readonly #budgetSlot: number;
  readonly #budget: BudgetPlan;
  /** By sender and receiver. */
  readonly #channels: readonly (readonly Channel[])[];
  readonly #inputs: readonly (readonly string[])[];

  readonly #locals = new Interner();
  readonly #timers = new Interner();
  readonly #outputs = new Interner();
  readonly #envelopes = new Interner();
  readonly #envelopeSender: number[] = [];
  readonly #envelopeText: string[] = [];
  /** By receiver. */
  readonly #inboxRules: readonly InboxRules[];
  readonly #inboxes: readonly InboxTable[];
  readonly #restIds = new Map<string, number>();
  readonly #rests: Rest[] = [];
  readonly #configurations: readonly ConfigurationTable[];
  /** By node and local state, the moves of each event that was met. */
  readonly #moves: readonly (Map<number, readonly Move[]> | undefined)[][];
  /** By node, the events whose calls were handed out. */
  readonly #handedOut: readonly EventSets[];
  readonly #observerIds = new Map<string, number>();
  readonly #observers: ObserverState[] = [];
  readonly #monitors: MonitorTable;
  readonly #initialSights: Sight[] = [];
  readonly #budgetIds = new Map<string, number>();
  readonly #budgets: BudgetCounters[] = [];

  readonly #rows: IntList[];
  readonly #entries: IntList;
  readonly #operationIds = new Map<string, number>();
  readonly #operations: Operation[] = [];
  readonly #operationSlot: IntList;
  readonly #labels: IntList;
  readonly #quiescentLabels: IntList;
  readonly #actionIds = new Map<string, number>();
  readonly #actions: Action[] = [];
  readonly #eventIds = new Map<string, number>();
  readonly #events: Action[] = [];
  readonly #eventOfAction: number[] = [];
  readonly #durable = new Map<number, number>();
  #futures: NodeFutures | undefined;
  /** Outputs in rows that may be taken whole before all else: slot and text. */
  readonly #shownEarly = new Set<string>();
  readonly #initLines = new Set<number>();
  /** Lines that ran in handlers that ignored a message which stays: such a delivery is no transition. */
  readonly #ignoredLines = new Set<number>();
  /** Outcomes of handlers; above the flags of a transition stands the number of its outcome, 0 for none. */
  readonly #outcomes: (HandlerOutcome | undefined)[] = [undefined];
  #configurationUnits = 0;
  #moveCount = 0;
  /** Lengths of all lists of outputs of all observers. */
  #outputsSeen = 0;

  constructor(
    spec: SystemSpec,
    host: SystemHost,
    label: (observation: Observation) => Labels,
    space: IntSpace,
    recalled?: readonly WrittenAnswer[],
  ) {
    this.#entries = new IntList(4096, space, tableNames.entries);
    this.#operationSlot = new IntList(64, space, tableNames.operationSlot);
    this.#labels = new IntList(64, space, tableNames.labels);
    this.#quiescentLabels = new IntList(64, space, tableNames.quiescentLabels);
    this.#spec = spec;
    this.#host = host;
    this.#label = label;
    this.memo = new HandlerMemo(host, recalled);
    this.#monitors = new MonitorTable(monitorsOf(spec.properties));
    this.#actors = actorsOf(spec);
    this.#copies = spec.nodes.map((_, node) =>
      [...this.#actors.keys()].filter((at) => this.#actors[at]?.node === node),
    );
    this.#budget = planBudget(spec);
    this.#cuts = this.#budget.common.partition === 'never' ? [] : cutsOf(spec);
    this.#networkStates = [whole, ...this.#cuts.map((_, cut) => cut + 1)];
    this.#network = networkOf(spec);
    const nodeCount = this.#actors.length;
    this.#networkSlot = this.#cuts.length > 0 ? nodeCount : -1;
    this.actorCount = nodeCount + (this.#cuts.length > 0 ? 1 : 0);
    this.labelSlot = this.actorCount;
    this.#budgetSlot = this.labelSlot + 1;
    this.slotCount = this.labelSlot + (this.#budget.start.length > 0 ? 2 : 1);
    this.#configurations = this.#actors.map(() => new ConfigurationTable());
    this.#moves = this.#actors.map(() => []);
    this.#handedOut = this.#actors.map(() => new EventSets());
    this.#rows = Array.from({ length: this.actorCount }, (_, slot) => new IntList(64, space, tableNames.rows(slot)));
    if (this.#networkSlot >= 0) this.#rows[this.#networkSlot]?.set(this.#cuts.length, -1, -1);
    const senderOf = (envelope: number) => this.#envelopeSender[envelope] as number;
    this.#channels = channelsOf(spec);
    this.#inboxRules = this.#actors.map(({ byzantine }, receiver) => ({
      senderOf,
      orderOf: (sender) => this.#channel(sender, receiver).order,
      mayMiss: byzantine,
    }));
    this.#inboxes = this.#inboxRules.map(
      (rules) => new InboxTable(rules, (envelope) => this.#envelopeText[envelope] as string),
    );
    this.#inputs = this.#actors.map(({ node }) =>
      (spec.nodes[node]?.inputs ?? []).map((input) => dataText(plainData(input))),
    );
  }

  get rows(): readonly Int32Array[] {
    return this.#rows.map((list) => list.items);
  }

  get entries(): Int32Array {
    return this.#entries.items;
  }

  get operationSlot(): Int32Array {
    return this.#operationSlot.items;
  }

  get labels(): Int32Array {
    return this.#labels.items;
  }

  get quiescentLabels(): Int32Array {
    return this.#quiescentLabels.items;
  }

  /** Builds the initial state; a failure of `init` comes back. */
  start(): HandlerFailure | undefined {
    const nodes: { readonly local: number; readonly timers: readonly number[] }[] = [];
    const received: number[][] = this.#actors.map(() => []);
    for (const [slot, { node }] of this.#actors.entries()) {
      const result = this.memo.call({ kind: 'init', node, state: '', event: '', from: -1 });
      if (result.kind === 'failed') return result;
      const outcome = result.outcomes[0] as HandlerOutcome;
      for (const line of outcome.lines) this.#initLines.add(line);
      const timers = changeTimers([], outcome.effects, this.#timers);
      nodes.push({ local: this.#locals.id(outcome.state), timers });
      for (const effect of outcome.effects) {
        if (effect.kind === 'send')
          for (const target of this.#copies[effect.target] ?? [])
            received[target]?.push(this.#envelope(node, effect.text));
        if (effect.kind === 'output')
          this.#initialSights.push({ kind: 'output', node: slot, output: this.#outputs.id(effect.text) });
      }
    }
    const initial = new Int32Array(this.slotCount);
    for (const [slot, { local, timers }] of nodes.entries()) {
      const inbox = this.#inboxOf(slot).idOf(received[slot] ?? []);
      initial[slot] = this.#nodeId(slot, local, inbox, this.#restId({ timers, inputsGiven: 0, up: true }));
    }
    const unseeing = initialObserver(this.#actors.length, this.#monitors.initial);
    initial[this.labelSlot] = this.#observerId(this.#see(unseeing, this.#initialSights));
    if (this.#networkSlot >= 0) initial[this.#networkSlot] = whole;
    if (this.slotCount > this.#budgetSlot) initial[this.#budgetSlot] = this.#budgetId(this.#budget.start);
    this.initial = initial;
    return undefined;
  }

  get unitsSpent(): number {
    return (
      this.#host.workUnits * unitsPerWork +
      this.memo.count * unitsPerCall +
      this.memo.characters * unitsPerCharacter +
      this.#monitors.stepCount * unitsPerCall +
      this.#configurationUnits
    );
  }

  expand(slot: number, configuration: number): void {
    this.discoveries.note(questions.expand, slot, configuration);
    const row = new RowWriter();
    if (slot === this.#networkSlot) this.#cutAndHeal(row, configuration);
    else this.#nodeSteps(row, slot, this.#configuration(slot, configuration));
    this.#write(row, slot, configuration);
  }

  #nodeSteps(row: RowWriter, slot: number, config: NodeConfiguration): void {
    const { up } = this.#restOf(config);
    if (up) {
      this.#deliveries(row, slot, config);
      this.#timeouts(row, slot, config);
      this.#nextInput(row, slot, config);
    } else {
      this.#restart(row, slot, config);
    }
    this.#losses(row, slot, config);
    if (up && this.#specOf(slot).mayCrash === true && this.#budget.common.crash !== 'never')
      this.#crash(row, slot, config);
  }

  /** What can happen to the network as a whole. */
  #cutAndHeal(row: RowWriter, configuration: number): void {
    const { partition, heal } = this.#budget.common;
    if (configuration === whole) {
      for (const [index, groups] of this.#cuts.entries()) {
        const action = this.#actionId({ kind: 'partition', groups });
        row.add(action, transitionFlags.fault, index + 1, this.#spent(partition));
      }
    } else if (heal !== 'never') row.add(this.#actionId({ kind: 'heal' }), 0, whole, this.#spent(heal));
  }

  #write(row: RowWriter, slot: number, configuration: number): void {
    const { words, first } = completeRow(configuration, row.count, row.words, this.#marks(row, slot, configuration));
    const start = this.#entries.length + first;
    for (const word of words) this.#entries.push(word);
    this.#rows[slot]?.set(configuration, start, -1);
  }

  /** The words before a row: to whom the node can still send, and which steps may be taken before all others. */
  #marks(row: RowWriter, slot: number, configuration: number): readonly [reach: number, ample: number] {
    const futures = this.#futures;
    if (futures === undefined || slot === this.#networkSlot) return [0, ampleNone];
    const config = this.#configuration(slot, configuration);
    const before = this.#situation(config);
    const offsets = row.offsets();
    const ample = ampleOf(
      futures,
      slot,
      (id) => this.#spec.nodes.findIndex((node) => node.id === id),
      before,
      offsets.map((offset) => this.#rowStep(row.words, offset, slot, config)),
      this.#monitors.isEmpty,
    );
    if (ample === 'whole') this.#noteShownEarly(row.words, offsets);
    const word = ample === 'none' ? ampleNone : ample === 'whole' ? ampleWhole : (offsets[ample] as number) + 1;
    return [futures.reach(slot, before), word];
  }

  #noteShownEarly(words: readonly number[], offsets: readonly number[]): void {
    const { operationCount, operations } = transitionLayout;
    for (const offset of offsets) {
      const first = offset + operations;
      for (const number of words.slice(first, first + (words[offset + operationCount] as number))) {
        const operation = this.#operations[number] as Operation;
        if (operation.kind !== 'observe') continue;
        for (const { node, output } of operation.sights) this.#shownEarly.add(`${node} ${this.#outputs.text(output)}`);
      }
    }
  }

  /** Whether a search with partial-order reduction may have let a node show this output before what others do. */
  mayShowEarly(slot: number, output: Data): boolean {
    return this.#shownEarly.has(`${slot} ${dataText(output)}`);
  }

  #rowStep(words: readonly number[], offset: number, slot: number, config: NodeConfiguration): RowStep {
    const { flags, configuration, operationCount, operations } = transitionLayout;
    const first = offset + operations;
    const kinds = words
      .slice(first, first + (words[offset + operationCount] as number))
      .map((operation) => (this.#operations[operation] as Operation).kind);
    const target = words[offset + configuration] as number;
    const after = target < 0 ? undefined : this.#configuration(slot, target);
    const lengthOf = ({ inbox }: NodeConfiguration) => this.#inboxOf(slot).list(inbox).length;
    return {
      action: this.#actions[words[offset] as number] as Action,
      flags: words[offset + flags] as number,
      after: after === undefined ? undefined : this.#situation(after),
      takesMessage: after !== undefined && lengthOf(after) < lengthOf(config),
      sends: kinds.includes('receive'),
      shows: kinds.includes('observe'),
      isGuarded: kinds.some((kind) => kind !== 'receive' && kind !== 'observe'),
    };
  }

  #situation(config: NodeConfiguration): NodeSituation {
    const { timers, inputsGiven, up } = this.#restOf(config);
    const texts = timers.map((timer) => this.#timers.text(timer)).sort();
    return { local: this.#locals.text(config.local), timers: texts, inputsGiven, up };
  }

  /**
   * Finds out what the nodes may still do, so that rows say which steps may be taken before all others. To be called before
   * any row is filled. False if that has no end.
   */
  foresee(): boolean {
    const { durablePart } = this.#host;
    // Most of what it asks never happens: it is not to be counted among the calls of the search.
    const memo = new HandlerMemo(this.#host);
    const found = findFutures({
      spec: this.#spec,
      call: memo.call.bind(memo),
      callCount: () => memo.count,
      durablePart: durablePart.bind(this.#host),
    });
    if (found.kind === 'found') this.#futures = found.futures;
    return found.kind === 'found';
  }

  apply(operation: number, configuration: number): number {
    this.discoveries.note(questions.apply, operation, configuration);
    const change = this.#operations[operation] as Operation;
    switch (change.kind) {
      case 'receive': {
        const table = this.#configurations[change.node] as ConfigurationTable;
        const inbox = this.#inboxOf(change.node).added(table.inbox(configuration), change.added);
        return this.#nodeId(change.node, table.local(configuration), inbox, table.rest(configuration));
      }
      case 'observe': {
        const before = this.#observers[configuration] as ObserverState;
        return this.#observerId(this.#see(before, change.sights));
      }
      case 'spend': {
        const left = spend(this.#budgets[configuration] as BudgetCounters, change.counter);
        return left === undefined ? -1 : this.#budgetId(left);
      }
      case 'if shown': {
        const shown = (this.#observers[configuration] as ObserverState).outputs[change.node] ?? [];
        return shown.includes(change.output) ? configuration : -1;
      }
      case 'if given': {
        const { inputsGiven } = this.#restOf(this.#configuration(change.node, configuration));
        return inputsGiven >= change.count ? configuration : -1;
      }
      case 'if cut':
        return change.among.includes(configuration) ? configuration : -1;
    }
  }

  /** The action that a transition stands for. */
  actionOf(transition: number): Action {
    return this.#actions[this.#entries.items[transition] as number] as Action;
  }

  /** What a transition's handler chose and drew, in order. */
  drawsOf(transition: number): readonly Draw[] {
    return this.#outcomeOf(transition)?.draws ?? [];
  }

  /** The number of a transition's event: its action without the choices made in it. Equal events have equal numbers. */
  eventOf(transition: number): number {
    return this.#eventOfAction[this.#entries.items[transition] as number] as number;
  }

  /** The event of that number, as an action without choices. */
  event(event: number): Action {
    return this.#events[event] as Action;
  }

  /** Which kinds of action the search took, and the lines of the candidate's source that ran in them, in `init`, or to ignore. */
  get fired(): { readonly kinds: ReadonlySet<Action['kind']>; readonly lines: ReadonlySet<number> } {
    const kinds = new Set<Action['kind']>();
    const lines = new Set<number>([...this.#initLines, ...this.#ignoredLines]);
    const words = this.#entries.items;
    for (const rows of this.#rows) {
      for (let configuration = 0; configuration < rows.length; configuration++) {
        const row = rows.items[configuration] as number;
        if (row < 0) continue;
        let at = row + 1;
        for (let index = 0; index < (words[row] as number); index++) {
          if (((words[at + 1] as number) & transitionFlags.fired) !== 0) {
            kinds.add(this.actionOf(at).kind);
            for (const line of this.#outcomeOf(at)?.lines ?? []) lines.add(line);
          }
          at += 4 + (words[at + 3] as number);
        }
      }
    }
    return { kinds, lines };
  }

  /** The outcome of the handler that ran in a transition; undefined if none did, or if it failed. */
  #outcomeOf(transition: number): HandlerOutcome | undefined {
    return this.#outcomes[(this.#entries.items[transition + transitionLayout.flags] as number) >>> transitionFlagBits];
  }

  /** The observation of a configuration of the observer slot. */
  observation(configuration: number): Observation {
    return this.#observationOf(this.#observers[configuration] as ObserverState);
  }

  /** The node that a slot belongs to; undefined for observer, network and budget. */
  nodeOfSlot(slot: number): string | undefined {
    return this.#actors[slot]?.id;
  }

  /** What a configuration says of nodes, without numbers; undefined for network and budget. */
  contentOf(slot: number, configuration: number): SlotContent | undefined {
    if (slot === this.labelSlot) return this.#observerContent(this.#observers[configuration] as ObserverState);
    if (this.#actors[slot] === undefined) return undefined;
    return this.#nodeContent(slot, this.#configuration(slot, configuration));
  }

  /** All that a configuration says, as text: equal in every system of the same challenge and protocol, numbers are not. */
  configurationText(slot: number, configuration: number): string {
    if (slot === this.#networkSlot) return String(configuration);
    if (slot === this.#budgetSlot) return (this.#budgets[configuration] as BudgetCounters).join();
    if (slot === this.labelSlot) {
      const state = this.#observers[configuration] as ObserverState;
      return `${dataText(this.#observerContent(state).facts)} ${this.#monitors.text(state.monitors)}`;
    }
    const { bags, facts } = this.#nodeContent(slot, this.#configuration(slot, configuration));
    const sorted = Object.entries(bags).map(([name, bag]): [string, Data] => [
      name,
      bag.map(dataText).sort(compareText),
    ]);
    return dataText({ ...Object.fromEntries(sorted), facts });
  }

  /** The number of the configuration that says this. The opposite of `contentOf`. */
  configurationOf(slot: number, content: SlotContent): number {
    return slot === this.labelSlot ? this.#observerOf(content) : this.#nodeWith(slot, content);
  }

  /** How many configurations a slot has so far. */
  configurationCount(slot: number): number {
    if (slot === this.labelSlot) return this.#observers.length;
    if (slot === this.#networkSlot) return this.#networkStates.length;
    if (slot === this.#budgetSlot) return this.#budgets.length;
    return this.#configurations[slot]?.count ?? 0;
  }

  get operationCount(): number {
    return this.#operations.length;
  }

  /** Whether the row of a configuration is there. */
  isFilled(slot: number, configuration: number): boolean {
    return (this.#rows[slot]?.items[configuration] ?? -1) >= 0;
  }

  /** Which transitions were taken, one bit each, in the order in which rows were filled. */
  get firedBits(): Uint8Array<ArrayBuffer> {
    return firedBits(this.#entries.items.subarray(0, this.#entries.length));
  }

  /** Takes over which transitions were taken. */
  markFired(bits: Uint8Array): void {
    markFired(this.#entries.items.subarray(0, this.#entries.length), bits);
  }

  get observationCount(): number {
    return this.#observers.length;
  }

  /** Distinct observations that the search has met at rest. */
  get restedObservationCount(): number {
    let count = 0;
    for (let number = 0; number < this.#observers.length; number++)
      if (((this.quiescentLabels[number] as number) & restedLabel) !== 0) count++;
    return count;
  }

  /** Distinct states of a property's monitor, undefined if it has none. */
  monitorStateCount(property: number): number | undefined {
    return this.#monitors.stateCount(property);
  }

  /**
   * Where the steps of a path from the initial state led a monitor: one move for each event that changed its state. The
   * path is one of transitions; the property must have a monitor.
   */
  monitorMoves(property: number, path: readonly number[]): readonly MonitorMove[] {
    const steps = [this.#initialSights, ...path.map((transition) => this.#sightsOf(transition))];
    return this.#monitors.moves(
      property,
      steps.map((sights) => sights.map((sight) => this.#monitorEvent(sight))),
    );
  }

  /** What a transition shows to who watches the whole system: the events that a monitor is told, in order. */
  eventsOf(transition: number): readonly MonitorEvent[] {
    const sights = this.#sightsOf(transition).filter(({ kind }) => kind !== 'input');
    const events = sights.map((sight) => this.#monitorEvent(sight));
    const action = this.actionOf(transition);
    if (action.kind !== 'input') return events;
    const role = this.#spec.nodes.find(({ id }) => id === action.node)?.role ?? '';
    return [{ kind: 'input', node: action.node, role, input: action.input }, ...events];
  }

  #sightsOf(transition: number): readonly Sight[] {
    const words = this.#entries.items;
    const { operationCount, operations } = transitionLayout;
    const first = transition + operations;
    return [...words.subarray(first, first + (words[transition + operationCount] as number))].flatMap((number) => {
      const operation = this.#operations[number] as Operation;
      return operation.kind === 'observe' ? operation.sights : [];
    });
  }

  #see(before: ObserverState, sights: readonly Sight[]): ObserverState {
    return sights.reduce((state, sight) => {
      const monitors = this.#monitors.step(state.monitors, `${sight.kind} ${sight.node} ${sight.output}`, () =>
        this.#monitorEvent(sight),
      );
      return { ...observe(state, sight, this.#spec.outputs), monitors };
    }, before);
  }

  #monitorEvent({ kind, node: slot, output }: Sight): MonitorEvent {
    const { id, node, byzantine } = this.#actors[slot] as Actor;
    const place = { node: id, role: this.#spec.nodes[node]?.role ?? '', ...(byzantine ? { byzantine } : {}) };
    switch (kind) {
      case 'output':
        return { kind, ...place, output: parseDataText(this.#outputs.text(output)) };
      case 'input':
        return { kind, ...place, input: parseDataText(this.#outputs.text(output)) };
      case 'crash':
      case 'restart':
        return { kind, ...place };
    }
  }

  /** Memory of tables, configurations and texts, roughly. */
  get bytes(): number {
    const configurations = this.#configurations.reduce((sum, table) => sum + table.bytes, 0);
    const inboxes = this.#inboxes.reduce((sum, table) => sum + table.count * 400 + table.itemCount * 24, 0);
    const words = this.#entries.items.length + this.#rows.reduce((sum, list) => sum + list.items.length, 0);
    const texts = this.#locals.bytes + this.#timers.bytes + this.#outputs.bytes + this.#envelopes.bytes * 2;
    return (
      words * 4 +
      configurations +
      inboxes +
      this.#moveCount * 200 +
      this.#observers.length * 500 +
      this.#outputsSeen * 24 +
      this.#actions.length * 300 +
      this.memo.bytes +
      this.discoveries.bytes +
      this.#monitors.bytes +
      texts
    );
  }

  #deliveries(row: RowWriter, slot: number, { local, inbox, rest }: NodeConfiguration): void {
    const inboxes = this.#inboxOf(slot);
    for (const envelope of inboxes.next(inbox)) {
      const moves =
        this.#knownMoves(slot, local, eventKinds.deliver, envelope) ??
        this.#remember(slot, local, eventKinds.deliver, envelope, this.#deliveryMoves(slot, local, envelope));
      if (moves.length > 0) this.#place(row, slot, moves, inboxes.taken(inbox, envelope), rest);
    }
  }

  /** None for a message that is ignored and stays. */
  #deliveryMoves(slot: number, local: number, envelope: number): readonly Move[] {
    const from = this.#envelopeSender[envelope] as number;
    const text = this.#envelopeText[envelope] as string;
    const { order } = this.#channel(from, slot);
    const call = this.#callOf(slot, local, 'message', text, from);
    if (keepsIgnored(this.#network, order) && this.#isIgnored(call)) return [];
    return this.#movesOf(slot, {
      call,
      flags: order === 'kept' ? transitionFlags.idle : 0,
      among: this.#joinedWith(from, slot),
      action: (choices) => ({
        kind: 'deliver',
        node: this.#nodeName(slot),
        from: this.#senderName(from),
        message: parseDataText(text),
        ...choices,
      }),
    });
  }

  #callOf(slot: number, local: number, kind: HandlerCall['kind'], event: string, from = -1): HandlerCall {
    return { kind, node: this.#nodeOf(slot), state: this.#locals.text(local), event, from };
  }

  /** Whether the handler of a call ignores its event; its lines count as run. */
  #isIgnored(call: HandlerCall): boolean {
    const result = this.memo.call(call);
    if (result.kind === 'failed' || !isIgnored(call, result)) return false;
    for (const { lines } of result.outcomes) for (const line of lines) this.#ignoredLines.add(line);
    return true;
  }

  #timeouts(row: RowWriter, slot: number, config: NodeConfiguration): void {
    if (this.#budget.common.timeout === 'never') return;
    const { local, inbox } = config;
    const rest = this.#restOf(config);
    const timers = [...rest.timers].sort((a, b) => compareText(this.#timers.text(a), this.#timers.text(b)));
    for (const timer of timers) {
      const moves =
        this.#knownMoves(slot, local, eventKinds.timeout, timer) ??
        this.#remember(slot, local, eventKinds.timeout, timer, this.#timeoutMoves(slot, local, timer));
      const others = rest.timers.filter((other) => other !== timer);
      this.#place(row, slot, moves, inbox, this.#restId({ ...rest, timers: others }));
    }
  }

  #timeoutMoves(slot: number, local: number, timer: number): readonly Move[] {
    const text = this.#timers.text(timer);
    return this.#movesOf(slot, {
      call: this.#callOf(slot, local, 'timer', text),
      operations: this.#spent(this.#budget.common.timeout),
      action: (choices) => ({ kind: 'timeout', node: this.#nodeName(slot), timer: parseDataText(text), ...choices }),
    });
  }

  #nextInput(row: RowWriter, slot: number, config: NodeConfiguration): void {
    const { local, inbox } = config;
    const rest = this.#restOf(config);
    const input = rest.inputsGiven;
    const text = this.#inputs[slot]?.[input];
    if (text === undefined) return;
    const moves =
      this.#knownMoves(slot, local, eventKinds.input, input) ??
      this.#remember(slot, local, eventKinds.input, input, this.#inputMoves(slot, local, input, text));
    this.#place(row, slot, moves, inbox, this.#restId({ ...rest, inputsGiven: input + 1 }));
  }

  #inputMoves(slot: number, local: number, input: number, text: string): readonly Move[] {
    return this.#movesOf(slot, {
      call: this.#callOf(slot, local, 'input', text),
      operations: this.#inputGuards(slot, input),
      // Only monitors look at inputs.
      sights: this.#monitors.isEmpty ? [] : [{ kind: 'input', node: slot, output: this.#outputs.id(text) }],
      action: (choices) => ({ kind: 'input', node: this.#nodeName(slot), input: parseDataText(text), ...choices }),
    });
  }

  /** What must have happened before an input. */
  #inputGuards(slot: number, input: number): readonly number[] {
    const conditions = (this.#specOf(slot).inputConditions ?? []).filter((condition) => condition.input === input);
    return conditions.map(({ after }) => {
      const node = this.#actors.findIndex((actor) => actor.id === after.node);
      if ('input' in after) return this.#operation({ kind: 'if given', node, count: after.input + 1 }, node);
      const output = this.#outputs.id(dataText(plainData(after.output)));
      return this.#operation({ kind: 'if shown', node, output }, this.labelSlot);
    });
  }

  #restart(row: RowWriter, slot: number, config: NodeConfiguration): void {
    if (this.#budget.common.restart === 'never') return;
    const { local, inbox } = config;
    const moves =
      this.#knownMoves(slot, local, eventKinds.restart, 0) ??
      this.#remember(slot, local, eventKinds.restart, 0, this.#restartMoves(slot, local));
    this.#place(row, slot, moves, inbox, this.#restId({ ...this.#restOf(config), up: true }));
  }

  #restartMoves(slot: number, local: number): readonly Move[] {
    return this.#movesOf(slot, {
      call: this.#callOf(slot, local, 'restart', ''),
      operations: this.#spent(this.#budget.common.restart),
      action: (choices) => ({ kind: 'restart', node: this.#nodeName(slot), ...choices }),
      sights: [{ kind: 'restart', node: slot, output: -1 }],
    });
  }

  /** A Byzantine node may leave out what it likes anyway, so nothing that is sent to one is lost or doubled. */
  #losses(row: RowWriter, slot: number, { local, inbox, rest }: NodeConfiguration): void {
    if (this.#actors[slot]?.byzantine === true) return;
    const inboxes = this.#inboxOf(slot);
    for (const kind of ['drop', 'duplicate'] as const) {
      if (!this.#budget.mayHappen(kind)) continue;
      for (const envelope of inboxes.next(inbox)) {
        const from = this.#envelopeSender[envelope] as number;
        const payment = this.#budget.of(kind, this.#channel(from, slot));
        if (payment === 'never') continue;
        const list = inboxes.list(inbox);
        const after = kind === 'drop' ? removeEnvelope(list, envelope) : duplicateEnvelope(list, envelope);
        const action: Action = {
          kind,
          node: this.#nodeName(slot),
          from: this.#senderName(from),
          message: parseDataText(this.#envelopeText[envelope] as string),
        };
        row.add(
          this.#actionId(action),
          transitionFlags.fault,
          this.#nodeId(slot, local, inboxes.id(after), rest),
          this.#spent(payment),
        );
      }
    }
  }

  #crash(row: RowWriter, slot: number, config: NodeConfiguration): void {
    const rest = this.#restId({ ...this.#restOf(config), timers: [], up: false });
    const after = this.#nodeId(slot, this.#durableLocal(config.local), config.inbox, rest);
    const seen = this.#operation(
      { kind: 'observe', sights: [{ kind: 'crash', node: slot, output: -1 }] },
      this.labelSlot,
    );
    const action: Action = { kind: 'crash', node: this.#nodeName(slot) };
    row.add(this.#actionId(action), transitionFlags.fault, after, [...this.#spent(this.#budget.common.crash), seen]);
  }

  /** The moves of an event that were worked out before. */
  #knownMoves(slot: number, local: number, kind: number, event: number): readonly Move[] | undefined {
    return this.#moves[slot]?.[local]?.get(event * eventKindCount + kind);
  }

  #remember(slot: number, local: number, kind: number, event: number, moves: readonly Move[]): readonly Move[] {
    const ofSlot = this.#moves[slot] as (Map<number, readonly Move[]> | undefined)[];
    ofSlot[local] ??= new Map();
    ofSlot[local].set(event * eventKindCount + kind, moves);
    this.#moveCount += moves.length;
    return moves;
  }

  /** Adds the transitions of an event to a row. `inbox` and `rest` are those of the node without the event. */
  #place(row: RowWriter, slot: number, moves: readonly Move[], inbox: number, rest: number): void {
    for (const { action, flags, local, own, timers, operations } of moves) {
      if (local < 0) {
        row.add(action, flags, local, operations);
        continue;
      }
      const after = own < 0 ? inbox : this.#inboxOf(slot).added(inbox, own);
      const left = timers.length === 0 ? rest : this.#withTimers(rest, timers);
      row.add(action, flags, this.#nodeId(slot, local, after, left), operations);
    }
  }

  /**
   * One move per outcome of a call. Where messages are lost across a cut, one for each set of receivers that
   * cuts leave within reach: in each state of the network one of the sets is enabled.
   */
  #movesOf(slot: number, event: HandledEvent): readonly Move[] {
    const { call, action, operations = [], sights = [], among = this.#networkStates } = event;
    const flags = (event.flags ?? 0) | (this.#actors[slot]?.byzantine === true ? transitionFlags.fault : 0);
    const result = this.memo.call(call);
    if (result.kind === 'failed') {
      const local = -this.failures.push(result);
      const guards = [...this.#ifCut(among), ...operations];
      return [{ action: this.#actionId(action({})), flags, local, own: -1, timers: [], operations: guards }];
    }
    const first = this.#outcomes.length;
    this.#outcomes.push(...result.outcomes);
    return this.#reaches(slot, among, result.outcomes).flatMap(({ states, reached }) =>
      result.outcomes.map((outcome, index): Move => {
        const choices = outcome.choices.length > 0 ? { choices: outcome.choices } : {};
        const alternative = index === 0 ? 0 : transitionFlags.alternative;
        return {
          action: this.#actionId(action(choices)),
          flags: flags | alternative | ((first + index) << transitionFlagBits),
          local: this.#locals.id(outcome.state),
          own: this.#sentToItself(slot, outcome),
          timers: outcome.effects.filter(({ kind }) => kind === 'setTimer' || kind === 'cancelTimer'),
          operations: [...this.#ifCut(states), ...operations, ...this.#otherOperations(slot, outcome, reached, sights)],
        };
      }),
    );
  }

  #withTimers(rest: number, effects: readonly Effect[]): number {
    const before = this.#rests[rest] as Rest;
    return this.#restId({ ...before, timers: changeTimers(before.timers, effects, this.#timers) });
  }

  /** The inbox of what a node sends to itself; -1 if that is nothing. */
  #sentToItself(slot: number, outcome: HandlerOutcome): number {
    const sent = this.#sentTo(slot, outcome);
    if (sent.length === 0) return -1;
    return this.#inboxOf(slot).idOf(sent.map((effect) => this.#envelope(this.#nodeOf(slot), effect.text)));
  }

  /** Messages to other nodes within reach, one operation a receiver, in node order; then what the observer sees. */
  #otherOperations(
    slot: number,
    outcome: HandlerOutcome,
    reached: ReadonlySet<number>,
    sights: readonly Sight[],
  ): number[] {
    const operations: number[] = [];
    for (const receiver of this.#actors.keys()) {
      if (receiver === slot || !reached.has(receiver)) continue;
      const sent = this.#sentTo(receiver, outcome);
      if (sent.length === 0) continue;
      const envelopes = sent.map((effect) => this.#envelope(this.#nodeOf(slot), effect.text));
      const added = this.#inboxOf(receiver).idOf(envelopes);
      operations.push(this.#operation({ kind: 'receive', node: receiver, added }, receiver));
    }
    const shown: Sight[] = outcome.effects
      .filter((effect) => effect.kind === 'output')
      .map((effect) => ({ kind: 'output', node: slot, output: this.#outputs.id(effect.text) }));
    const all = [...sights, ...shown];
    if (all.length > 0) operations.push(this.#operation({ kind: 'observe', sights: all }, this.labelSlot));
    return operations;
  }

  #sentTo(receiver: number, outcome: HandlerOutcome): readonly Effect[] {
    const node = this.#nodeOf(receiver);
    return outcome.effects.filter((effect) => effect.kind === 'send' && effect.target === node);
  }

  /** The states of the network, grouped by which of the receivers of a call's messages are within reach in them. */
  #reaches(
    slot: number,
    among: readonly number[],
    outcomes: readonly HandlerOutcome[],
  ): readonly { readonly states: readonly number[]; readonly reached: ReadonlySet<number> }[] {
    const receivers = [...this.#actors.keys()].filter((at) =>
      outcomes.some((outcome) => this.#sentTo(at, outcome).length > 0),
    );
    if (this.#network.acrossCut !== 'lost') return [{ states: among, reached: new Set(receivers) }];
    const groups = new Map<string, { states: number[]; reached: ReadonlySet<number> }>();
    for (const state of among) {
      const reached = receivers.filter((receiver) => this.#isJoined(state, slot, receiver));
      const group = groups.get(reached.join());
      if (group === undefined) groups.set(reached.join(), { states: [state], reached: new Set(reached) });
      else group.states.push(state);
    }
    return [...groups.values()];
  }

  /** States of the network in which a message from a node can reach a slot: what one copy has sent, both have. */
  #joinedWith(sender: number, slot: number): readonly number[] {
    const copies = this.#copies[sender] ?? [];
    return this.#networkStates.filter((state) => copies.some((copy) => this.#isJoined(state, copy, slot)));
  }

  #isJoined(state: number, one: number, other: number): boolean {
    const cut = this.#cuts[state - 1];
    return cut === undefined || isJoined(cut, this.#nodeName(one), this.#nodeName(other));
  }

  /** The operation that is enabled in these states of the network; none where that is all of them. */
  #ifCut(among: readonly number[]): readonly number[] {
    if (among.length > this.#cuts.length) return [];
    return [this.#operation({ kind: 'if cut', among }, this.#networkSlot)];
  }

  /** The operation that takes a fault from its counter, if it has one. */
  #spent(payment: Payment): readonly number[] {
    return typeof payment === 'number' ? [this.#operation({ kind: 'spend', counter: payment }, this.#budgetSlot)] : [];
  }

  #channel(sender: number, receiver: number): Channel {
    return this.#channels[sender]?.[this.#nodeOf(receiver)] as Channel;
  }

  #inboxOf(slot: number): InboxTable {
    return this.#inboxes[slot] as InboxTable;
  }

  #nodeContent(slot: number, config: NodeConfiguration): SlotContent {
    const { orderOf } = this.#inboxRules[slot] as InboxRules;
    const bag: Data[] = [];
    const queues: Record<string, Data[]> = {};
    for (const envelope of this.#inboxOf(slot).list(config.inbox)) {
      const from = this.#envelopeSender[envelope] as number;
      const sender = this.#spec.nodes[from]?.id as string;
      const message = parseDataText(this.#envelopeText[envelope] as string);
      if (orderOf(from) !== 'fifo') bag.push([sender, message]);
      else {
        queues[sender] ??= [];
        queues[sender].push(message);
      }
    }
    const { inputsGiven, up, timers: pending } = this.#restOf(config);
    const timers = pending.map((timer) => parseDataText(this.#timers.text(timer)));
    const local = parseDataText(this.#locals.text(config.local));
    return { bags: { bag, timers }, facts: { local, queues, inputsGiven, up } };
  }

  #nodeWith(slot: number, { bags, facts }: SlotContent): number {
    const { local, queues, inputsGiven, up } = facts as unknown as {
      readonly local: Data;
      readonly queues: Readonly<Record<string, readonly Data[]>>;
      readonly inputsGiven: number;
      readonly up: boolean;
    };
    const queued = Object.entries(queues).flatMap(([from, messages]) => messages.map((message) => [from, message]));
    const envelopes = [...(bags.bag as [string, Data][]), ...(queued as [string, Data][])].map(([from, message]) =>
      this.#envelope(
        this.#spec.nodes.findIndex(({ id }) => id === from),
        dataText(message),
      ),
    );
    const timers = (bags.timers ?? []).map((timer) => this.#timers.id(dataText(timer))).sort((a, b) => a - b);
    const inbox = this.#inboxOf(slot).idOf(envelopes);
    return this.#nodeId(slot, this.#locals.id(dataText(local)), inbox, this.#restId({ timers, inputsGiven, up }));
  }

  #observerContent({ up, outputs }: ObserverState): SlotContent {
    const shown = outputs.map((own) => own.map((output) => parseDataText(this.#outputs.text(output))));
    const nodes = this.#actors.map(({ id }, slot): [string, Data] => [id, [up[slot] ?? true, ...(shown[slot] ?? [])]]);
    return { bags: {}, facts: Object.fromEntries(nodes) };
  }

  #observerOf({ facts }: SlotContent): number {
    const nodes = facts as Readonly<Record<string, readonly Data[]>>;
    const own = this.#actors.map(({ id }) => nodes[id] as readonly Data[]);
    return this.#observerId({
      up: own.map(([up]) => up === true),
      outputs: own.map(([, ...outputs]) => outputs.map((output) => this.#outputs.id(dataText(output)))),
      monitors: this.#monitors.initial,
    });
  }

  #envelope(from: number, text: string): number {
    const id = this.#envelopes.id(`${from} ${text}`);
    this.#envelopeSender[id] = from;
    this.#envelopeText[id] = text;
    return id;
  }

  #durableLocal(local: number): number {
    const known = this.#durable.get(local);
    if (known !== undefined) return known;
    const kept = this.#locals.id(this.#host.durablePart(this.#locals.text(local)));
    this.#durable.set(local, kept);
    return kept;
  }

  #nodeId(slot: number, local: number, inbox: number, rest: number): number {
    const table = this.#configurations[slot] as ConfigurationTable;
    const countBefore = table.count;
    const id = table.id(local, inbox, rest);
    if (id === countBefore) {
      this.#configurationUnits += unitsPerConfiguration + this.#inboxOf(slot).list(inbox).length * unitsPerItem;
      this.#rows[slot]?.set(id, -1, -1);
      if (this.memo.handsOut) this.#handOutCalls(slot, { local, inbox, rest });
    }
    return id;
  }

  /** Hands out the calls that the row of a new configuration will need, as far as they were not made yet. */
  #handOutCalls(slot: number, { local, inbox, rest }: NodeConfiguration): void {
    const { timers, inputsGiven, up } = this.#rests[rest] as Rest;
    if (!up) return;
    for (const envelope of this.#inboxOf(slot).next(inbox)) {
      if (!this.#isFirst(slot, local, eventKinds.deliver, envelope)) continue;
      const text = this.#envelopeText[envelope] as string;
      this.memo.handOut(this.#callOf(slot, local, 'message', text, this.#envelopeSender[envelope]));
    }
    if (this.#budget.common.timeout !== 'never')
      for (const timer of timers)
        if (this.#isFirst(slot, local, eventKinds.timeout, timer))
          this.memo.handOut(this.#callOf(slot, local, 'timer', this.#timers.text(timer)));
    const input = this.#inputs[slot]?.[inputsGiven];
    if (input !== undefined && this.#isFirst(slot, local, eventKinds.input, inputsGiven))
      this.memo.handOut(this.#callOf(slot, local, 'input', input));
  }

  /** Whether nobody has asked yet what becomes of an event. */
  #isFirst(slot: number, local: number, kind: number, event: number): boolean {
    const isNew = (this.#handedOut[slot] as EventSets).add(local, event * eventKindCount + kind);
    return isNew && this.#knownMoves(slot, local, kind, event) === undefined;
  }

  #configuration(slot: number, id: number): NodeConfiguration {
    const table = this.#configurations[slot] as ConfigurationTable;
    return { local: table.local(id), inbox: table.inbox(id), rest: table.rest(id) };
  }

  #restOf({ rest }: NodeConfiguration): Rest {
    return this.#rests[rest] as Rest;
  }

  #restId(rest: Rest): number {
    const key = `${rest.timers.join()};${rest.inputsGiven};${rest.up ? 1 : 0}`;
    const known = this.#restIds.get(key);
    if (known !== undefined) return known;
    const id = this.#rests.push(rest) - 1;
    this.#restIds.set(key, id);
    return id;
  }

  #observerId(state: ObserverState): number {
    const key = JSON.stringify(state);
    const known = this.#observerIds.get(key);
    if (known !== undefined) return known;
    const id = this.#observers.length;
    this.#observerIds.set(key, id);
    this.#observers.push(state);
    let seen = 0;
    for (const outputs of state.outputs) seen += outputs.length;
    this.#outputsSeen += seen;
    this.#configurationUnits += unitsPerConfiguration + seen * unitsPerItem;
    const labels = this.#label(this.#observationOf(state));
    this.#labels.set(id, labels.every, 0);
    this.#quiescentLabels.set(id, labels.quiescent, 0);
    return id;
  }

  #budgetId(counters: BudgetCounters): number {
    const key = counters.join();
    const known = this.#budgetIds.get(key);
    if (known !== undefined) return known;
    const id = this.#budgets.length;
    this.#budgetIds.set(key, id);
    this.#budgets.push(counters);
    return id;
  }

  #operation(operation: Operation, slot: number): number {
    const key = JSON.stringify(operation);
    const known = this.#operationIds.get(key);
    if (known !== undefined) return known;
    const id = this.#operations.length;
    this.#operationIds.set(key, id);
    this.#operations.push(operation);
    this.#operationSlot.push(slot);
    return id;
  }

  #actionId(action: Action): number {
    const key = JSON.stringify(action);
    const known = this.#actionIds.get(key);
    if (known !== undefined) return known;
    const id = this.#actions.length;
    this.#actionIds.set(key, id);
    this.#actions.push(action);
    this.#eventOfAction.push(this.#eventId(action));
    return id;
  }

  #eventId(action: Action): number {
    const event = withoutChoices(action);
    const key = JSON.stringify(event);
    const known = this.#eventIds.get(key);
    if (known !== undefined) return known;
    const id = this.#events.length;
    this.#eventIds.set(key, id);
    this.#events.push(event);
    return id;
  }

  #observationOf(state: ObserverState): Observation {
    const outputOf = (output: number) => parseDataText(this.#outputs.text(output));
    return observationOf(state, this.#actors, this.#spec, outputOf, this.#monitors);
  }

  #nodeName(slot: number): string {
    return this.#actors[slot]?.id as string;
  }

  /** The identity of a sender, the same for both copies of a node with twins. */
  #senderName(node: number): string {
    return this.#spec.nodes[node]?.id as string;
  }

  /** The node of the definition that a slot stands for. */
  #nodeOf(slot: number): number {
    return this.#actors[slot]?.node as number;
  }

  #specOf(slot: number): NodeSpec {
    return this.#spec.nodes[this.#nodeOf(slot)] as NodeSpec;
  }
}

function withoutChoices(action: Action): Action {
  if (!('choices' in action)) return action;
  const { choices: _, ...event } = action;
  return event;
}

/** Collects the words of one row. */
class RowWriter {
  count = 0;
  readonly words: number[] = [];

  /** Where each transition begins. */
  offsets(): number[] {
    const offsets: number[] = [];
    const { operationCount, operations } = transitionLayout;
    for (let at = 0; at < this.words.length; at += operations + (this.words[at + operationCount] as number))
      offsets.push(at);
    return offsets;
  }

  add(action: number, flags: number, configuration: number, operations: readonly number[]): void {
    this.count++;
    this.words.push(action, flags, configuration, operations.length);
    for (const operation of operations) this.words.push(operation);
  }
}

/** Timers after the effects of a call, as ascending numbers. */
function changeTimers(timers: readonly number[], effects: readonly Effect[], texts: Interner): readonly number[] {
  const pending = new Set(timers);
  for (const effect of effects) {
    if (effect.kind === 'setTimer') pending.add(texts.id(effect.text));
    if (effect.kind === 'cancelTimer') pending.delete(texts.id(effect.text));
  }
  return [...pending].sort((a, b) => a - b);
}
