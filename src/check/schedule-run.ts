/** One run of a protocol in which a candidate's scheduler decides what happens next. */
import { Stepper } from '../engine';
import type { CandidateSchedules, ChosenNext, SchedulerView } from '../host';
import { type Action, type HandlerFailure, isLiveness, type Property, type Schedule, transitionLayout } from '../model';
import { exercisedBit } from '../properties';
import type { Prepared } from './prepare';

/** A run is cut off after this many steps. */
export const runLengthMax = 300;

/** What a scheduler was asked, and what it said: for asking again. */
export interface Asked {
  readonly view: SchedulerView;
  readonly answer: ChosenNext;
}

/**
 * - `broken`: the property of this index is violated in the last state.
 * - `failed`: the last step's handler, or a property, gave no answer.
 * - `rest`: nothing more can happen, not even a fault.
 * - `length`: it was cut off.
 */
export type RunEnd =
  | { readonly kind: 'broken'; readonly property: number }
  | { readonly kind: 'failed'; readonly failure: Pick<HandlerFailure, 'problem'> }
  | { readonly kind: 'rest' }
  | { readonly kind: 'length' }
  | Exclude<ChosenNext, { readonly kind: 'step' }>;

export interface ScheduledRun {
  readonly end: RunEnd;
  readonly schedule: Schedule;
  readonly asked: readonly Asked[];
  /** Numbers of the observations on which properties were judged. */
  readonly observed: ReadonlySet<number>;
}

/**
 * Lets a scheduler choose step by step, from the initial state to the first violation. Throws a `DefinitionError` where the
 * scheduler fails.
 *
 * @param scheduler which of the candidate's
 * @param variant the name of what is run
 */
export function runSchedule(
  prepared: Prepared,
  candidate: CandidateSchedules,
  scheduler: number,
  variant: string,
): ScheduledRun {
  const { system, properties, spec } = prepared;
  const stepper = new Stepper(system);
  const pending = new PendingGoals(spec.properties);
  const schedule: Action[] = [];
  const asked: Asked[] = [];
  const observed = new Set<number>();
  const ended = (end: RunEnd): ScheduledRun => ({ end, schedule, asked, observed });
  stepper.reset(system.initial);
  candidate.begin([]);
  for (;;) {
    const found = stepper.enabled();
    const isAtRest = found < 0;
    const count = isAtRest ? -1 - found : found;
    const pairs = stepper.pairs.slice(0, count * 2);
    const configuration = stepper.state[system.labelSlot] as number;
    observed.add(configuration);
    const labels = system.labels[configuration] as number;
    const atRest = isAtRest ? (system.quiescentLabels[configuration] as number) : 0;
    const threw = properties.threw();
    if (threw !== undefined && (labels & (1 << properties.threwBit)) !== 0)
      return ended({ kind: 'failed', failure: { problem: threw } });
    const bad = (labels | atRest) & properties.badBits;
    if (bad !== 0) return ended({ kind: 'broken', property: 31 - Math.clz32(bad & -bad) });
    pending.see(labels);
    const missing = isAtRest ? pending.missing() : -1;
    if (missing >= 0) return ended({ kind: 'broken', property: missing });
    if (count === 0) return ended({ kind: 'rest' });
    if (schedule.length === runLengthMax) return ended({ kind: 'length' });
    const transitions = Array.from({ length: count }, (_, index) => pairs[index * 2 + 1] as number);
    const view: SchedulerView = {
      enabled: transitions.map((transition) => system.actionOf(transition)),
      nodes: system.observation(configuration).nodes,
    };
    const answer = candidate.next(scheduler, schedule.length, view, variant);
    asked.push({ view, answer });
    if (answer.kind !== 'step') return ended(answer);
    const step = view.enabled[answer.index] as Action;
    const transition = transitions[answer.index] as number;
    schedule.push(step);
    candidate.take(step);
    stepper.choose(pairs[answer.index * 2] as number, transition);
    stepper.probe();
    const failure = system.failures[-1 - (system.entries[transition + transitionLayout.configuration] as number)];
    if (failure !== undefined) return ended({ kind: 'failed', failure });
    stepper.take();
  }
}

/** What properties of whole runs still wait for. A run that ends at rest without it is fair, and breaks them. */
class PendingGoals {
  readonly #properties: readonly Property[];
  readonly #isPending: boolean[];

  constructor(properties: readonly Property[]) {
    this.#properties = properties;
    this.#isPending = properties.map(({ kind }) => kind === 'eventually');
  }

  /** @param labels of the next state of the run */
  see(labels: number): void {
    for (const [index, property] of this.#properties.entries()) {
      if (!isLiveness(property)) continue;
      const isGood = (labels & (1 << index)) !== 0;
      const isCause = (labels & (1 << exercisedBit(index))) !== 0;
      switch (property.kind) {
        case 'eventually':
          if (isGood) this.#isPending[index] = false;
          break;
        case 'infinitely-often':
          this.#isPending[index] = !isGood;
          break;
        case 'leads-to':
          if (isGood) this.#isPending[index] = false;
          else if (isCause) this.#isPending[index] = true;
          break;
      }
    }
  }

  /** The first property that still waits; -1 if none does. */
  missing(): number {
    return this.#isPending.indexOf(true);
  }
}
