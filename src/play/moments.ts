/**
 * The states that were played to, as a tree by the actions that lead there. Each is remembered, so that going one step on
 * costs one step, however long the way was.
 */
import { assert } from '../base';
import type { SystemSpec } from '../model';
import { type Action, dataText, type HandlerCall, type HandlerResult, type Schedule, type Step } from '../model';
import type { ProtocolSystem } from '../system';
import { ReplayedState, type ReplayHost } from '../verdict';
import { type Enabled, Successors } from './successor';

/** Beyond so many the tree is begun anew: some hundred megabytes. */
const momentsMax = 20_000;

/** One state that was come to on one way. */
export interface Moment {
  readonly parent: Moment | undefined;
  /** Steps from the initial state. */
  readonly depth: number;
  /** The step that leads here; undefined of the initial state. */
  readonly step: Step | undefined;
  /** The state; where the step's handler failed, the one before it. */
  readonly vector: Int32Array;
  /** The same state as a replay knows it; undefined where the step's handler failed. */
  readonly state: ReplayedState | undefined;
  readonly next: Map<string, Moment>;
}

export class Moments {
  readonly successors: Successors;
  readonly #system: ProtocolSystem;
  readonly #spec: SystemSpec;
  readonly #host: ReplayHost;
  #root: Moment;
  #count = 1;

  /** @param durablePart what a crash leaves of a local state */
  constructor(spec: SystemSpec, system: ProtocolSystem, durablePart: (state: string) => string) {
    this.#spec = spec;
    this.#system = system;
    this.#host = rememberedHost(system, durablePart);
    this.successors = new Successors(system);
    this.#root = this.#begin();
  }

  get initial(): Moment {
    return this.#root;
  }

  /** Goes along a schedule as far as its actions are enabled; a failing handler ends it. */
  follow(schedule: Schedule): { readonly moment: Moment; readonly divergedAt?: number } {
    if (this.#count > momentsMax) {
      this.#root = this.#begin();
      this.#count = 1;
    }
    let moment = this.#root;
    for (const [index, action] of schedule.entries()) {
      const next = this.#after(moment, action);
      if (next === undefined) return { moment, divergedAt: index };
      moment = next;
    }
    return { moment };
  }

  #begin(): Moment {
    const state = ReplayedState.initial(this.#spec, this.#host);
    assert(state !== undefined, 'the initial state was made before');
    return { parent: undefined, depth: 0, step: undefined, vector: this.#system.initial, state, next: new Map() };
  }

  #after(moment: Moment, action: Action): Moment | undefined {
    const key = JSON.stringify(action);
    const known = moment.next.get(key);
    if (known !== undefined) return known;
    if (moment.state === undefined) return undefined;
    const taken = this.#find(moment.vector, action);
    if (taken === undefined) return undefined;
    const named = this.#system.actionOf(taken.transition);
    const ownKey = JSON.stringify(named);
    const next = moment.next.get(ownKey) ?? this.#take(moment, moment.state, named, taken);
    moment.next.set(ownKey, next);
    moment.next.set(key, next);
    return next;
  }

  #take(moment: Moment, state: ReplayedState, action: Action, { vector }: Enabled): Moment {
    const depth = moment.depth + 1;
    const replayed = state.after(action, depth);
    assert(replayed.kind === (vector === undefined ? 'failed' : 'done'), 'a replay and the search agree');
    this.#count++;
    return {
      parent: moment,
      depth,
      step: replayed.step,
      vector: vector ?? moment.vector,
      state: replayed.kind === 'done' ? replayed.state : undefined,
      next: new Map(),
    };
  }

  /** The enabled step with this action. One that names no choices takes the first outcome. */
  #find(vector: Int32Array, action: Action): Enabled | undefined {
    const system = this.#system;
    const enabled = this.successors.of(vector);
    const text = dataText(withoutEmptyChoices(action) as never);
    const alike = enabled.filter(({ transition }) => system.actionOf(transition).kind === action.kind);
    return (
      alike.find(({ transition }) => dataText(system.actionOf(transition) as never) === text) ??
      alike.find(({ transition }) => dataText(system.event(system.eventOf(transition)) as never) === text)
    );
  }
}

/** The moments on the way to one, from the initial state on, itself included. */
export function wayTo(moment: Moment): readonly Moment[] {
  const way: Moment[] = [];
  for (let at: Moment | undefined = moment; at !== undefined; at = at.parent) way.push(at);
  return way.reverse();
}

/** The steps on the way to a moment. */
export function stepsTo(moment: Moment): readonly Step[] {
  return wayTo(moment).flatMap(({ step }) => (step === undefined ? [] : [step]));
}

function withoutEmptyChoices(action: Action): Action {
  if (!('choices' in action) || (action.choices ?? []).length > 0) return action;
  const { choices: _, ...rest } = action;
  return rest;
}

/** Handlers as the system remembers what they answered: a call that was made once is not made again. */
function rememberedHost(system: ProtocolSystem, durablePart: (state: string) => string): ReplayHost {
  const call = (asked: HandlerCall): HandlerResult => system.memo.call(asked);
  return {
    call,
    callOnce(asked, choices) {
      const result = call(asked);
      if (result.kind === 'failed') return result;
      const outcome = result.outcomes.find((one) => one.choices.join() === choices.join());
      assert(outcome !== undefined, 'the outcome of an enabled step is known');
      return { kind: 'outcomes', outcomes: [outcome] };
    },
    durablePart,
  };
}
