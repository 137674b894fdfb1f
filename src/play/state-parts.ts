/**
 * What can be read of a state, part by part: for each node whether it is up, its local state field by field, its inbox,
 * timers, inputs and outputs, and for the network its cut. Equal parts have equal numbers, so that what was worked out of
 * some parts can be found again by their numbers.
 */
import { assert } from '../base';
import {
  type Actor,
  actorsOf,
  type Cut,
  compareText,
  cutsOf,
  type Data,
  dataText,
  isList,
  plainData,
  type SystemSpec,
} from '../model';
import type { ProtocolSystem } from '../system';

/**
 * `shape`: the keys of the local state, or null where it is no record. `field`: what stands under one of them. `whole`: a
 * local state that is no record.
 */
export type PartKey =
  | readonly [node: number, group: 'up' | 'shape' | 'whole' | 'inbox' | 'timers' | 'inputs' | 'outputs']
  | readonly [node: number, group: 'field', key: string]
  | readonly [node: -1, group: 'cut'];

export interface StatePart {
  readonly key: PartKey;
  /** The slot that tells it; -1 where it is the same in every state. */
  readonly slot: number;
  /** By configuration of the slot, the number of what it says; -1 where that was not worked out yet. */
  numbers: Int32Array;
}

/** What the slot of a node says beside what lies there in no order. */
interface NodeFacts {
  readonly local: Data;
  readonly queues: Readonly<Record<string, readonly Data[]>>;
  readonly inputsGiven: number;
  readonly up: boolean;
}

export class StateParts {
  readonly actors: readonly Actor[];
  readonly #spec: SystemSpec;
  readonly #system: ProtocolSystem;
  readonly #cuts: readonly Cut[];
  readonly #parts = new Map<string, StatePart>();
  /** By slot. */
  readonly #partsOfSlot = new Map<number, StatePart[]>();
  readonly #numberOfText = new Map<string, number>();
  readonly #texts: string[] = [];

  constructor(spec: SystemSpec, system: ProtocolSystem) {
    this.#spec = spec;
    this.#system = system;
    this.actors = actorsOf(spec);
    this.#cuts = cutsOf(spec);
  }

  part(key: PartKey): StatePart {
    const name = JSON.stringify(key);
    const known = this.#parts.get(name);
    if (known !== undefined) return known;
    const slot = this.#slotOf(key);
    const part: StatePart = { key, slot, numbers: new Int32Array(64).fill(-1) };
    this.#parts.set(name, part);
    const others = this.#partsOfSlot.get(slot) ?? [];
    this.#partsOfSlot.set(slot, [...others, part]);
    return part;
  }

  roleOf(node: number): string {
    return this.#spec.nodes[this.actors[node]?.node ?? -1]?.role ?? '';
  }

  /** The number of what a part is in a state. */
  numberOf(part: StatePart, vector: Int32Array): number {
    const configuration = part.slot < 0 ? 0 : (vector[part.slot] as number);
    const known = part.numbers[configuration] ?? -1;
    return known >= 0 ? known : this.#workOut(part, configuration);
  }

  /** The text of the data of that number. */
  text(number: number): string {
    return this.#texts[number] as string;
  }

  #slotOf([node, group]: PartKey): number {
    switch (group) {
      case 'cut':
        return this.#system.actorCount > this.actors.length ? this.actors.length : -1;
      case 'outputs':
        return this.#system.labelSlot;
      case 'up':
      case 'shape':
      case 'whole':
      case 'field':
      case 'inbox':
      case 'timers':
      case 'inputs':
        return node;
    }
  }

  /** Fills in all parts of a slot: what its configuration says is read once. */
  #workOut(wanted: StatePart, configuration: number): number {
    const { slot } = wanted;
    const content = slot < 0 ? undefined : this.#system.contentOf(slot, configuration);
    for (const part of this.#partsOfSlot.get(slot) ?? []) {
      if (part.numbers.length <= configuration) {
        const numbers = new Int32Array(Math.max(configuration + 1, part.numbers.length * 2)).fill(-1);
        numbers.set(part.numbers);
        part.numbers = numbers;
      }
      part.numbers[configuration] = this.#number(dataText(this.#read(part.key, configuration, content)));
    }
    return wanted.numbers[configuration] as number;
  }

  #read(key: PartKey, configuration: number, content: ReturnType<ProtocolSystem['contentOf']>): Data {
    const [node, group] = key;
    if (group === 'cut') return this.#cuts[configuration - 1] ?? null;
    const actor = this.actors[node] as Actor;
    if (group === 'outputs') {
      const shown = content?.facts as Readonly<Record<string, readonly Data[]>> | undefined;
      const [, ...outputs] = shown?.[actor.id] ?? [];
      return outputs;
    }
    assert(content !== undefined, 'the slot of a node says what the node is');
    const { local, queues, inputsGiven, up } = content.facts as unknown as NodeFacts;
    switch (group) {
      case 'up':
        return up;
      case 'shape':
        return isRecord(local) ? Object.keys(local).sort(compareText) : null;
      case 'whole':
        return local;
      case 'field':
        return isRecord(local) ? (local[key[2]] ?? null) : null;
      case 'inbox':
        return inboxOf(actor.id, (content.bags.bag ?? []) as readonly [string, Data][], queues);
      case 'timers':
        return [...(content.bags.timers ?? [])].sort((a, b) => compareText(dataText(a), dataText(b)));
      case 'inputs':
        return (this.#spec.nodes[actor.node]?.inputs ?? []).slice(inputsGiven).map(plainData);
    }
  }

  #number(text: string): number {
    const known = this.#numberOfText.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.push(text) - 1;
    this.#numberOfText.set(text, number);
    return number;
  }
}

function isRecord(data: Data): data is { readonly [key: string]: Data } {
  return data !== null && typeof data === 'object' && !isList(data);
}

/** Messages on their way to a node: queues in their order, the others by their texts, so that equal inboxes are equal lists. */
function inboxOf(
  to: string,
  bag: readonly (readonly [string, Data])[],
  queues: Readonly<Record<string, readonly Data[]>>,
): Data {
  const loose = bag
    .map(([from, message]): Data => ({ from, to, message }))
    .sort((a, b) => compareText(dataText(a), dataText(b)));
  const senders = Object.keys(queues).sort(compareText);
  const queued = senders.flatMap((from) => (queues[from] ?? []).map((message): Data => ({ from, to, message })));
  return [...loose, ...queued];
}
