/**
 * Symmetry reduction: states that differ only in which interchangeable member plays which part are one.
 *
 * Members are sorted by what each of them looks like in the state: its own slot with its names abstracted, and every other
 * slot as seen from it. Whole tuples are compared, so members are told apart by anything the state says of them alone;
 * members with equal tuples keep their order. The sorted state is the old one with names exchanged, so it is always one of
 * the orbit; where members refer to each other some orbits may keep several representatives, which costs states and
 * nothing else. (C. N. Ip and D. L. Dill, "Better verification through symmetry", 1996; sorting instead of trying all n!
 * exchanges as in D. Bosnacki, D. Dams and L. Holenderski, "Symmetric Spin", 2002.)
 */
import { requireIntact } from '../base';
import { compareText, type Data, dataText, isList, type SymmetryClass } from '../model';

import { DiscoveryLog, questions } from './discovery-log';

/** What a configuration says. */
export interface SlotContent {
  /** Lists whose order means nothing, such as messages in flight. */
  readonly bags: Readonly<Record<string, readonly Data[]>>;
  readonly facts: Data;
}

/** A system whose configurations can be told and found by content. */
export interface NamedSystem {
  readonly slotCount: number;
  /** The node each slot belongs to; undefined for slots of none. */
  nodeOfSlot(slot: number): string | undefined;
  /** What a configuration says; undefined where it names nobody. */
  contentOf(slot: number, configuration: number): SlotContent | undefined;
  /** The configuration that says this. */
  configurationOf(slot: number, content: SlotContent): number;
  configurationCount(slot: number): number;
}

/**
 * How lists are renamed. `sets`: an ascending list of members is a set kept sorted, and stays ascending; `sequences`: every
 * list keeps its order.
 */
export type ListReading = 'sequences' | 'sets';

/** Where a name stands: class, member, and position among the member's names. */
interface Place {
  readonly group: number;
  readonly member: number;
  readonly position: number;
}

/** An exchange worked out: what each name becomes, and which slot each slot becomes. */
interface KnownExchange {
  readonly names: ReadonlyMap<string, string>;
  readonly targets: readonly number[];
}

/** By class, the member whose part each member takes over. */
export type Exchange = readonly (readonly number[])[];

export class Symmetry {
  readonly #system: NamedSystem;
  readonly #classes: readonly SymmetryClass[];
  readonly #reading: ListReading;
  readonly #places = new Map<string, Place>();
  readonly #slotOfNode = new Map<string, number>();
  /** By slot, the place of its node. */
  readonly #placeOfSlot: readonly (Place | undefined)[];
  readonly #lookIds = new Map<string, number>();
  /** By slot and configuration, the number of its look from each member of each class, one class after the other. */
  readonly #looks: (Int32Array | undefined)[][];
  readonly #firstLook: readonly number[];
  readonly #memberCount: number;
  readonly #exchangeIds = new Map<string, number>();
  readonly #exchanges: KnownExchange[] = [];
  readonly #renamed: Map<number, number>[];
  readonly #scratch: Int32Array;
  readonly #log: DiscoveryLog;

  /** @param log where the questions are noted on whose order numbers and representatives depend */
  constructor(
    system: NamedSystem,
    classes: readonly SymmetryClass[],
    reading: ListReading,
    log: DiscoveryLog = new DiscoveryLog(),
  ) {
    this.#log = log;
    this.#system = system;
    this.#classes = classes;
    this.#reading = reading;
    for (const [group, members] of classes.entries())
      for (const [member, names] of members.entries())
        for (const [position, name] of names.entries()) this.#places.set(name, { group, member, position });
    const slots = Array.from({ length: system.slotCount }, (_, slot) => slot);
    for (const slot of slots) {
      const node = system.nodeOfSlot(slot);
      if (node !== undefined) this.#slotOfNode.set(node, slot);
    }
    this.#placeOfSlot = slots.map((slot) => this.#places.get(system.nodeOfSlot(slot) ?? ''));
    this.#looks = slots.map(() => []);
    this.#renamed = slots.map(() => new Map());
    this.#firstLook = classes.map((_, group) =>
      classes.slice(0, group).reduce((sum, members) => sum + members.length, 0),
    );
    this.#memberCount = classes.reduce((sum, members) => sum + members.length, 0);
    this.#scratch = new Int32Array(system.slotCount);
  }

  /** Replaces a state by the representative of its orbit. */
  canonical(vector: Int32Array): void {
    const exchange = this.#sortingExchange(vector);
    if (exchange !== undefined) this.#apply(vector, exchange);
  }

  /**
   * How many states the orbit of a state has, if members with equal looks are interchangeable in it: n! over the factorials
   * of the numbers of equals, for each class.
   */
  orbitSize(vector: Int32Array): number {
    let size = 1;
    for (const [group, members] of this.#classes.entries()) {
      const tuples = members.map((_, member) => this.#tuple(vector, group, member).join());
      const equals = new Map<string, number>();
      for (const [index, tuple] of tuples.entries()) {
        const count = (equals.get(tuple) ?? 0) + 1;
        equals.set(tuple, count);
        size = (size * (index + 1)) / count;
      }
    }
    return Math.round(size);
  }

  /** The state with names exchanged. */
  exchanged(vector: Int32Array, exchange: Exchange): Int32Array {
    const result = vector.slice();
    this.#apply(result, exchange);
    return result;
  }

  /** Data with names exchanged. */
  renameData(data: Data, exchange: Exchange): Data {
    return this.#rename(data, this.#exchange(exchange).names);
  }

  /** The exchange that sorts the members; undefined if they are sorted. */
  #sortingExchange(vector: Int32Array): Exchange | undefined {
    let isSorted = true;
    const exchange = this.#classes.map((members, group) => {
      const tuples = members.map((_, member) => this.#tuple(vector, group, member));
      const order = members.map((_, member) => member);
      order.sort((a, b) => compareTuples(tuples[a] as number[], tuples[b] as number[]) || a - b);
      const takes = Array.from({ length: members.length }, () => 0);
      for (const [index, member] of order.entries()) {
        takes[member] = index;
        if (index !== member) isSorted = false;
      }
      return takes;
    });
    return isSorted ? undefined : exchange;
  }

  /** What a member looks like in a state: its own slots, then what other members say of it together, then all other slots. */
  #tuple(vector: Int32Array, group: number, member: number): number[] {
    const own: number[] = [];
    const others: number[] = [];
    let together = 0;
    for (let slot = 0; slot < vector.length; slot++) {
      const look = this.#look(slot, vector[slot] as number, group, member);
      const place = this.#placeOfSlot[slot];
      if (place === undefined) others.push(look);
      else if (place.group === group && place.member === member) own.push(look);
      else together = (together + Math.imul(look ^ 0x9e3779b9, 0x85ebca6b) + (look << 7)) | 0;
    }
    return [...own, together, ...others];
  }

  /** The number of what a configuration looks like to a member. Equal looks have equal numbers. */
  #look(slot: number, configuration: number, group: number, member: number): number {
    const looks = this.#looks[slot] as (Int32Array | undefined)[];
    let known = looks[configuration];
    if (known === undefined) {
      known = new Int32Array(this.#memberCount).fill(-1);
      looks[configuration] = known;
    }
    const index = (this.#firstLook[group] as number) + member;
    if (known[index] === -1) known[index] = this.#lookId(slot, configuration, group, member);
    return known[index] as number;
  }

  #lookId(slot: number, configuration: number, group: number, member: number): number {
    const content = this.#system.contentOf(slot, configuration);
    const place = this.#placeOfSlot[slot];
    const part = place === undefined ? `slot ${slot}` : `class ${place.group} ${place.position}`;
    const names = new Map<string, string>();
    for (const [name, at] of this.#places) {
      const whose = at.group !== group ? 'another' : at.member === member ? 'self' : 'other';
      names.set(name, `\u0001${whose} ${at.group} ${at.position}`);
    }
    const text = content === undefined ? `${configuration}` : this.#abstractText(content, names);
    const key = `${part} ${text}`;
    const known = this.#lookIds.get(key);
    if (known !== undefined) return known;
    this.#log.noteAll([questions.look, slot, configuration, group, member]);
    this.#lookIds.set(key, this.#lookIds.size);
    return this.#lookIds.size - 1;
  }

  #apply(vector: Int32Array, exchange: Exchange): void {
    const id = this.#exchangeId(exchange);
    const { targets } = this.#exchange(exchange);
    const scratch = this.#scratch;
    for (let slot = 0; slot < vector.length; slot++)
      scratch[targets[slot] as number] = this.#renamedConfiguration(slot, vector[slot] as number, id);
    vector.set(scratch);
  }

  #renamedConfiguration(slot: number, configuration: number, exchange: number): number {
    const renamed = this.#renamed[slot] as Map<number, number>;
    const key = configuration * 2 ** 21 + exchange;
    const known = renamed.get(key);
    if (known !== undefined) return known;
    const { names, targets } = this.#exchanges[exchange] as KnownExchange;
    const content = this.#system.contentOf(slot, configuration);
    let after = configuration;
    if (content !== undefined) {
      const target = targets[slot] as number;
      const countBefore = this.#system.configurationCount(target);
      after = this.#system.configurationOf(target, this.#renameContent(content, names));
      if (after >= countBefore) this.#log.noteAll([questions.rename, slot, configuration, exchange]);
    }
    renamed.set(key, after);
    return after;
  }

  /** Asks again for a way to exchange members. Throws a `DamageError` if it is none, or is known. */
  replayExchange(next: () => number): void {
    const exchange = this.#classes.map((members) => members.map(next));
    for (const takes of exchange) {
      const inOrder = [...takes].sort((a, b) => a - b);
      requireIntact(
        inOrder.every((member, index) => member === index),
        'an exchange gives every part to one member',
      );
    }
    requireIntact(
      this.#exchangeId(exchange) === this.#exchanges.length - 1,
      'an exchange is new when it is first asked',
    );
  }

  /** Asks again for a look. */
  replayLook(slot: number, configuration: number, group: number, member: number): void {
    requireIntact(this.#classes[group]?.[member] !== undefined, 'a look is that of a member');
    this.#look(slot, configuration, group, member);
  }

  /** Asks again for a configuration with names exchanged. */
  replayRename(slot: number, configuration: number, exchange: number): void {
    requireIntact(this.#exchanges[exchange] !== undefined, 'members are exchanged in a known way');
    this.#renamedConfiguration(slot, configuration, exchange);
  }

  #exchange(exchange: Exchange): KnownExchange {
    return this.#exchanges[this.#exchangeId(exchange)] as KnownExchange;
  }

  #exchangeId(exchange: Exchange): number {
    const key = exchange.join(';');
    const known = this.#exchangeIds.get(key);
    if (known !== undefined) return known;
    const names = new Map<string, string>();
    for (const [name, { group, member, position }] of this.#places) {
      const target = (exchange[group] as readonly number[])[member] as number;
      names.set(name, ((this.#classes[group] as SymmetryClass)[target] as readonly string[])[position] as string);
    }
    const targets = Array.from({ length: this.#system.slotCount }, (_, slot) => {
      const node = this.#system.nodeOfSlot(slot);
      return node === undefined ? slot : (this.#slotOfNode.get(names.get(node) ?? node) as number);
    });
    this.#log.noteAll([questions.exchange, ...exchange.flat()]);
    const id = this.#exchanges.length;
    this.#exchangeIds.set(key, id);
    this.#exchanges.push({ names, targets });
    return id;
  }

  #renameContent({ bags, facts }: SlotContent, names: ReadonlyMap<string, string>): SlotContent {
    const renamed = Object.entries(bags).map(([bag, items]) => [bag, items.map((item) => this.#rename(item, names))]);
    return { bags: Object.fromEntries(renamed), facts: this.#rename(facts, names) };
  }

  #abstractText({ bags, facts }: SlotContent, names: ReadonlyMap<string, string>): string {
    const texts = Object.values(bags).map((items) =>
      items
        .map((item) => dataText(this.#abstract(item, names)))
        .sort(compareText)
        .join(),
    );
    return [...texts, dataText(this.#abstract(facts, names))].join('\u0000');
  }

  #rename(data: Data, names: ReadonlyMap<string, string>): Data {
    if (typeof data === 'string') return names.get(data) ?? data;
    if (data === null || typeof data !== 'object') return data;
    if (isList(data)) {
      const renamed = data.map((item) => this.#rename(item, names));
      return this.#reading === 'sets' && this.#isMemberSet(data) ? sortedNames(renamed) : renamed;
    }
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [names.get(key) ?? key, this.#rename(value, names)]),
    );
  }

  /** Like renaming, but several names may become one; sets of members are compared as sets. */
  #abstract(data: Data, names: ReadonlyMap<string, string>): Data {
    if (typeof data === 'string') return names.get(data) ?? data;
    if (data === null || typeof data !== 'object') return data;
    if (isList(data)) {
      const abstract = data.map((item) => this.#abstract(item, names));
      return this.#reading === 'sets' && this.#isMemberSet(data) ? sortedNames(abstract) : abstract;
    }
    const entries = Object.entries(data).map(
      ([key, value]): Data => [names.get(key) ?? key, this.#abstract(value, names)],
    );
    return entries.sort((a, b) => compareText(dataText(a), dataText(b)));
  }

  /** Whether a list is an ascending list of members of one class. */
  #isMemberSet(list: readonly Data[]): boolean {
    let before: string | undefined;
    for (const item of list) {
      if (typeof item !== 'string' || !this.#places.has(item)) return false;
      if (before !== undefined && compareText(before, item) >= 0) return false;
      before = item;
    }
    return list.length > 0;
  }
}

function sortedNames(names: readonly Data[]): Data {
  return [...names].sort((a, b) => compareText(String(a), String(b)));
}

function compareTuples(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] as number) - (b[index] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
