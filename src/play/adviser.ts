/**
 * Says how far a violation is. If every state of the protocol can be explored, the distances of all of them are worked out
 * once, and each advice is a look-up. Otherwise what can follow the state at hand is explored, as far as allowed.
 */
import type { PlayAdvice, Winnable } from '../model';
import type { Table } from './game';
import type { PlayJob } from './job';
import type { Moment } from './moments';
import { badPropertyOf, Region, type Violations } from './region';
import { isAtRest } from './successor';

/** For all states, and for those that can follow one. */
const wholeLimits = { states: 1_000_000, bytes: 800_000_000 } as const;
const nearLimits = { states: 200_000, bytes: 1_200_000_000 } as const;
const statesPerStep = 500;

export class Adviser {
  readonly table: Table;
  readonly #violations: Violations;
  /** What can follow the initial state, once it is explored as far as allowed. */
  #whole: Region | undefined;
  /** What can follow the last state that was asked about, where the whole is too large. */
  #near: Region | undefined;

  constructor(table: Table) {
    this.table = table;
    const { badBits, threwBit } = table.properties;
    this.#violations = { bits: badBits, threwBit, names: table.spec.properties.map(({ name }) => name) };
  }

  async advise(moment: Moment, job: PlayJob): Promise<PlayAdvice> {
    if (moment.state === undefined) return { here: { kind: 'in', steps: 0 }, after: [], explored: 0 };
    this.#whole ??= await this.#explored(this.table.system.initial, wholeLimits, job);
    const whole = this.#whole === undefined ? undefined : this.#from(moment, this.#whole);
    if (this.#whole === undefined || isKnown(whole)) return whole ?? this.#atOnce(moment);
    const known = this.#near === undefined ? undefined : this.#from(moment, this.#near);
    if (isKnown(known)) return known ?? this.#atOnce(moment);
    this.#near = undefined;
    this.#near = await this.#explored(moment.vector, nearLimits, job);
    return (this.#near === undefined ? undefined : this.#from(moment, this.#near)) ?? whole ?? this.#atOnce(moment);
  }

  /** Undefined if it was cancelled. */
  async #explored(source: Int32Array, limits: typeof nearLimits | typeof wholeLimits, job: PlayJob) {
    const { system, moments } = this.table;
    const region = new Region(system, moments.successors.effects, source, this.#violations, limits);
    const progress = () => ({ explored: region.stateCount, depth: region.depth });
    while (!region.explore(statesPerStep)) if (!(await job.goesOn(progress))) return undefined;
    const settling = region.settle();
    while (settling.next().done !== true) if (!(await job.goesOn(progress))) return undefined;
    return region;
  }

  /** What a region knows of a state and of what each choice leads to; undefined if it lacks one of them. */
  #from(moment: Moment, region: Region): PlayAdvice | undefined {
    const here = region.winnable(moment.vector);
    if (here === undefined) return undefined;
    const after: Winnable[] = [];
    for (const { vector } of this.table.moments.successors.of(moment.vector)) {
      const winnable: Winnable | undefined = vector === undefined ? { kind: 'in', steps: 0 } : region.winnable(vector);
      if (winnable === undefined) return undefined;
      after.push(winnable);
    }
    return { here, after, explored: region.stateCount };
  }

  /** What the states themselves tell. */
  #atOnce(moment: Moment): PlayAdvice {
    const { successors } = this.table.moments;
    const told = (vector: Int32Array | undefined): Winnable => {
      if (vector === undefined) return { kind: 'in', steps: 0 };
      const property = badPropertyOf(this.table.system, vector, isAtRest(successors.of(vector)), this.#violations);
      if (property === undefined) return { kind: 'not within', steps: 0 };
      const name = this.#violations.names[property];
      return { kind: 'in', steps: 0, ...(name === undefined ? {} : { property: name }) };
    };
    return {
      here: told(moment.vector),
      after: successors.of(moment.vector).map(({ vector }) => told(vector)),
      explored: 0,
    };
  }
}

/** Whether nothing is left open. */
function isKnown(advice: PlayAdvice | undefined): boolean {
  return advice !== undefined && [advice.here, ...advice.after].every(({ kind }) => kind !== 'not within');
}
