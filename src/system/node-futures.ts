/**
 * What each node may still do, whatever it is sent and whenever: an over-approximation of all schedules that looks at one
 * node at a time. A node is its local state, its pending timers and the inputs it was given; messages are one set for
 * all time, everything that anybody may ever send to it. So an answer "never again" holds in every schedule.
 *
 * Partial-order reduction asks it two things: to whom a node can still send, and whether it will ignore a message for ever.
 */
import { componentsOf, finish } from '../base';
import {
  dataText,
  type HandlerCall,
  type HandlerOutcome,
  type HandlerResult,
  plainData,
  type SystemSpec,
} from '../model';

/** A node without its inbox. Texts are canonical data texts; `timers` is ascending. */
export interface NodeSituation {
  readonly local: string;
  readonly timers: readonly string[];
  readonly inputsGiven: number;
  readonly up: boolean;
}

/** What the analysis needs of the protocol. */
export interface FuturesSource {
  readonly spec: SystemSpec;
  call(call: HandlerCall): HandlerResult;
  /** Different calls so far. */
  callCount(): number;
  durablePart(local: string): string;
}

export type FuturesFound =
  | { readonly kind: 'found'; readonly futures: NodeFutures }
  /** There is no end to it within its limits. */
  | { readonly kind: 'too many' };

/**
 * Outcomes of different handler calls, length of all situations and messages in characters, and steps that may be looked
 * at: together a second or two.
 */
const outcomesMax = 5_000;
const charactersMax = 300_000;
const stepsMax = 400_000;

/** A node that may do anything: a handler gave no answer somewhere. */
const anyone = 0x3fff_ffff;

/** @returns what is known of each node, or that there is no end to it */
export function findFutures(source: FuturesSource): FuturesFound {
  const search = new FuturesSearch(source);
  return search.run() ? { kind: 'found', futures: new NodeFutures(search.nodes) } : { kind: 'too many' };
}

/** What was found of one node. */
interface NodeFindings {
  readonly situations: readonly NodeSituation[];
  readonly numberOf: ReadonlyMap<string, number>;
  /** By message, its number: the key is sender and text. */
  readonly messageNumber: ReadonlyMap<string, number>;
  /** By situation: where one step may lead. */
  readonly next: readonly (readonly number[])[];
  /** By situation: to whom one step may send, a bit a node. */
  readonly sends: readonly number[];
  /** By situation: the messages that are not ignored there. */
  readonly heeded: readonly ReadonlySet<number>[];
}

export class NodeFutures {
  readonly #nodes: readonly NodeFindings[];
  /** By node and situation. Components are numbered after all they lead to. */
  readonly #component: readonly Int32Array[];
  readonly #reach: readonly Int32Array[];
  /** By node and component: messages that may be heeded there or later. */
  readonly #heeded: readonly (readonly ReadonlySet<number>[])[];

  constructor(nodes: readonly NodeFindings[]) {
    this.#nodes = nodes;
    const graphs = nodes.map(condensed);
    this.#component = graphs.map(({ component }) => component);
    this.#reach = graphs.map(({ reach }) => reach);
    this.#heeded = graphs.map(({ heeded }) => heeded);
  }

  /** To whom a node in this situation may still send, itself included: a bit a node. Everyone if nothing is known. */
  reach(node: number, situation: NodeSituation): number {
    const component = this.#componentOf(node, situation);
    return component < 0 ? anyone : (this.#reach[node]?.[component] ?? anyone);
  }

  /** Whether the node does nothing with this message now, and never will. */
  ignores(node: number, situation: NodeSituation, from: number, text: string): boolean {
    const component = this.#componentOf(node, situation);
    const message = this.#nodes[node]?.messageNumber.get(messageKey(from, text));
    if (component < 0 || message === undefined) return false;
    return this.#heeded[node]?.[component]?.has(message) === false;
  }

  /** Whether a step from one situation to another is one that the node can never take back. */
  isForGood(node: number, before: NodeSituation, after: NodeSituation): boolean {
    const from = this.#componentOf(node, before);
    const to = this.#componentOf(node, after);
    return from >= 0 && to >= 0 && from !== to;
  }

  #componentOf(node: number, situation: NodeSituation): number {
    const number = this.#nodes[node]?.numberOf.get(situationKey(situation));
    return number === undefined ? -1 : (this.#component[node]?.[number] ?? -1);
  }
}

/** Strongly connected situations as one, with what may happen there or later. */
function condensed({ situations, next, sends, heeded }: NodeFindings) {
  const start = new Int32Array(situations.length + 1);
  next.forEach((targets, situation) => {
    start[situation + 1] = (start[situation] ?? 0) + targets.length;
  });
  const graph = { vertexCount: situations.length, start, target: Int32Array.from(next.flat()) };
  const { count, component } = finish(componentsOf(graph));
  const reach = new Int32Array(count);
  const members: number[][] = Array.from({ length: count }, () => []);
  component.forEach((own, situation) => {
    members[own]?.push(situation);
  });
  const heededFrom: Set<number>[] = [];
  // Ascending: everything that a component leads to comes before it.
  for (const [own, inside] of members.entries()) {
    const all = new Set<number>();
    for (const situation of inside) {
      reach[own] = (reach[own] ?? 0) | (sends[situation] ?? anyone);
      for (const message of heeded[situation] ?? []) all.add(message);
      for (const target of next[situation] ?? []) {
        const other = component[target] as number;
        if (other === own) continue;
        reach[own] = (reach[own] ?? 0) | (reach[other] ?? anyone);
        for (const message of heededFrom[other] ?? []) all.add(message);
      }
    }
    heededFrom.push(all);
  }
  return { component, reach, heeded: heededFrom };
}

interface Message {
  readonly from: number;
  readonly text: string;
}

/** One node while the analysis runs. */
class NodeSearch implements NodeFindings {
  readonly situations: NodeSituation[] = [];
  readonly numberOf = new Map<string, number>();
  readonly messages: Message[] = [];
  readonly messageNumber = new Map<string, number>();
  readonly next: number[][] = [];
  readonly sends: number[] = [];
  readonly heeded: Set<number>[] = [];
  /** By situation: messages looked at, and whether everything else was. */
  readonly messagesDone: number[] = [];
  readonly restDone: boolean[] = [];
  /** Length of all situations. */
  characters = 0;

  add(situation: NodeSituation): number {
    const key = situationKey(situation);
    const known = this.numberOf.get(key);
    if (known !== undefined) return known;
    this.characters += key.length;
    const number = this.situations.push(situation) - 1;
    this.numberOf.set(key, number);
    this.next.push([]);
    this.sends.push(0);
    this.heeded.push(new Set());
    this.messagesDone.push(0);
    this.restDone.push(false);
    return number;
  }

  addMessage(message: Message): void {
    const key = messageKey(message.from, message.text);
    if (this.messageNumber.has(key)) return;
    this.characters += key.length;
    this.messageNumber.set(key, this.messages.push(message) - 1);
  }
}

class FuturesSearch {
  readonly nodes: readonly NodeSearch[];
  readonly #source: FuturesSource;
  readonly #inputs: readonly (readonly string[])[];
  #steps = 0;
  #outcomes = 0;

  constructor(source: FuturesSource) {
    this.#source = source;
    this.nodes = source.spec.nodes.map(() => new NodeSearch());
    this.#inputs = source.spec.nodes.map(({ inputs = [] }) => inputs.map((input) => dataText(plainData(input))));
  }

  /** False if it has no end within its limits. */
  run(): boolean {
    const nowhere: NodeSituation = { local: '', timers: [], inputsGiven: 0, up: true };
    for (const node of this.nodes.keys()) {
      const result = this.#call({ kind: 'init', node, state: '', event: '', from: -1 });
      if (result.kind === 'failed') return false;
      for (const outcome of result.outcomes) this.nodes[node]?.add(this.#after(node, nowhere, outcome));
    }
    for (let isNew = true; isNew; ) {
      isNew = false;
      for (const [node, findings] of this.nodes.entries()) {
        for (let situation = 0; situation < findings.situations.length; situation++) {
          if (this.#look(node, situation)) isNew = true;
          if (this.#isTooMuch) return false;
        }
      }
    }
    return true;
  }

  get #isTooMuch(): boolean {
    const characters = this.nodes.reduce((sum, node) => sum + node.characters, 0);
    return characters > charactersMax || this.#steps > stepsMax || this.#outcomes > outcomesMax;
  }

  /** Takes the steps from a situation that were not looked at. True if there were any. */
  #look(node: number, number: number): boolean {
    const findings = this.nodes[node] as NodeSearch;
    const situation = findings.situations[number] as NodeSituation;
    let looked = false;
    if (findings.restDone[number] === false) {
      findings.restDone[number] = true;
      looked = true;
      this.#lookBeyondMessages(node, number, situation);
    }
    if (!situation.up) return looked;
    while ((findings.messagesDone[number] ?? 0) < findings.messages.length) {
      const index = findings.messagesDone[number] as number;
      findings.messagesDone[number] = index + 1;
      const { from, text } = findings.messages[index] as Message;
      const isHeeded = this.#step(node, number, situation, 'message', text, from);
      if (isHeeded) findings.heeded[number]?.add(index);
      looked = true;
    }
    return looked;
  }

  #lookBeyondMessages(node: number, number: number, situation: NodeSituation): void {
    const { spec } = this.#source;
    if (!situation.up) {
      if ((spec.faults.restart ?? 1) > 0) this.#step(node, number, { ...situation, up: true }, 'restart', '', -1);
      return;
    }
    if ((spec.faults.timeout ?? 1) > 0)
      for (const timer of situation.timers) {
        const rest = { ...situation, timers: situation.timers.filter((other) => other !== timer) };
        this.#step(node, number, rest, 'timer', timer, -1);
      }
    const input = this.#inputs[node]?.[situation.inputsGiven];
    if (input !== undefined) {
      const rest = { ...situation, inputsGiven: situation.inputsGiven + 1 };
      this.#step(node, number, rest, 'input', input, -1);
    }
    if (spec.nodes[node]?.mayCrash === true && (spec.faults.crash ?? 0) > 0) {
      const local = this.#source.durablePart(situation.local);
      this.#leadsTo(node, number, { ...situation, local, timers: [], up: false });
    }
  }

  /** Takes one step. False if nothing at all changes by it. */
  #step(
    node: number,
    number: number,
    rest: NodeSituation,
    kind: HandlerCall['kind'],
    event: string,
    from: number,
  ): boolean {
    const findings = this.nodes[node] as NodeSearch;
    const result = this.#call({ kind, node, state: rest.local, event, from });
    if (result.kind === 'failed') {
      findings.sends[number] = anyone;
      return true;
    }
    let changes = false;
    for (const outcome of result.outcomes) {
      const after = this.#after(node, rest, outcome);
      for (const { kind: effect, target } of outcome.effects) {
        if (effect === 'send') findings.sends[number] = (findings.sends[number] ?? 0) | (1 << target);
        if (effect === 'send' || effect === 'output') changes = true;
      }
      if (situationKey(after) !== situationKey(rest)) changes = true;
      this.#leadsTo(node, number, after);
    }
    return changes;
  }

  #leadsTo(node: number, number: number, after: NodeSituation): void {
    const findings = this.nodes[node] as NodeSearch;
    const target = findings.add(after);
    const targets = findings.next[number] as number[];
    if (target !== number && !targets.includes(target)) targets.push(target);
  }

  #call(call: HandlerCall): HandlerResult {
    this.#steps++;
    const known = this.#source.callCount();
    const result = this.#source.call(call);
    if (result.kind === 'outcomes' && this.#source.callCount() > known) this.#outcomes += result.outcomes.length;
    return result;
  }

  /** The situation after an outcome; what it sends becomes known to the receivers. */
  #after(node: number, rest: NodeSituation, outcome: HandlerOutcome): NodeSituation {
    const timers = new Set(rest.timers);
    for (const { kind, target, text } of outcome.effects) {
      if (kind === 'send') this.nodes[target]?.addMessage({ from: node, text });
      if (kind === 'setTimer') timers.add(text);
      if (kind === 'cancelTimer') timers.delete(text);
    }
    return { ...rest, local: outcome.state, timers: [...timers].sort() };
  }
}

function situationKey({ local, timers, inputsGiven, up }: NodeSituation): string {
  return JSON.stringify([local, timers, inputsGiven, up]);
}

function messageKey(from: number, text: string): string {
  return `${from} ${text}`;
}
