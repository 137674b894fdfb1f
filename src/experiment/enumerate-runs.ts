/**
 * Every run of an experiment, one for each outcome of all that is drawn in it, with its exact probability. The schedule is
 * fixed (see `experiment.ts` of the model), so runs form a tree that branches where something is drawn; it is walked depth
 * first, options in their order. Handlers are asked once for each distinct call; all else is work on small numbers.
 */
import { assert, type Fraction, one, type Work } from '../base';
import {
  type Action,
  type Data,
  dataText,
  type Experiment,
  type ExperimentRun,
  type HandlerCall,
  type HandlerFailure,
  type HandlerKind,
  type HandlerOutcome,
  type HandlerResult,
  handlerName,
  parseDataText,
  plainData,
  type RunDraw,
  type RunMessage,
  type Schedule,
  type SystemSpec,
} from '../model';
import type { Answers, MetEvent, ReadyOutcome } from './answers';
import { Histories } from './histories';

/** A run of more steps does not end, as far as anybody can wait. */
export const runStepsMax = 10_000;
const stepsPerPiece = 20_000;

/** A run at its end. */
export interface EndedRun extends ExperimentRun {
  readonly probability: Fraction;
  /** By node of the system: the number of what it has met. */
  readonly histories: readonly number[];
  readonly schedule: Schedule;
  /** By node of the system: what it has met, in order. */
  readonly met: readonly (readonly MetEvent[])[];
  /** Whether somebody has looked at messages or draws, which come in an order. */
  readonly isOrderRead: boolean;
}

/** How an enumeration ended. `failed`: a handler gave no answer, after this schedule. */
export type RunsEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'failed'; readonly failure: HandlerFailure; readonly schedule: Schedule };

type Step = {
  readonly before: Step | undefined;
  readonly node: number;
  readonly kind: 'input' | 'message' | 'timer';
  readonly from: number;
  readonly text: number;
  readonly outcome: ReadyOutcome;
};

/** Something that is due in the round under way. */
interface Due {
  readonly kind: 'input' | 'message' | 'timer';
  readonly node: number;
  /** Who sent it; -1 if nobody. */
  readonly from: number;
  readonly text: number;
}

interface Position {
  readonly states: number[];
  readonly histories: number[];
  readonly timers: number[][];
  /** What is due in this round, of which the first `done` are done. Never changed in place. */
  round: readonly Due[];
  done: number;
  /** Sent since the round began. */
  sent: Due[];
  last: Step | undefined;
  stepCount: number;
  numerator: bigint;
  denominator: bigint;
}

export class RunEnumerator {
  readonly histories = new Histories();
  /** Lines of the candidate's source that ran, and kinds of handler that did. */
  readonly lines = new Set<number>();
  readonly handlers = new Set<HandlerKind>();
  /** Runs that came to their end, of all experiments. */
  runCount = 0;
  readonly #spec: SystemSpec;
  readonly #call: (call: HandlerCall) => HandlerResult;
  readonly #texts: string[] = [];
  readonly #textNumbers = new Map<string, number>();
  /** By kind, node and sender; then by state and event. */
  readonly #answers = new Map<number, Map<number, readonly ReadyOutcome[]>>();
  /** What `init` did. */
  readonly #initial: Pick<Step, 'node' | 'outcome'>[] = [];
  #start: Position | HandlerFailure | undefined;
  readonly #file: string;

  /**
   * @param call answers as a host does, preferably from memory
   * @param file the candidate's, for places
   */
  constructor(spec: SystemSpec, call: (call: HandlerCall) => HandlerResult, file: string) {
    this.#spec = spec;
    this.#call = call;
    this.#file = file;
  }

  /** Memory of what is remembered here, roughly. */
  get bytes(): number {
    return this.histories.bytes + this.#texts.length * 200;
  }

  /**
   * @param onRun called at the end of each run; false ends the enumeration. The run is only good until it returns
   * @param follow the choices of each step, to take that one run alone
   */
  *runs(
    experiment: Experiment,
    onRun: (run: EndedRun) => boolean,
    follow?: readonly (readonly number[])[],
  ): Work<RunsEnd> {
    const start = this.#begin(experiment);
    if ('failure' in start) return start;
    const stack: {
      readonly position: Position;
      readonly due: Due;
      readonly outcomes: readonly ReadyOutcome[];
      next: number;
    }[] = [];
    let position: Position | undefined = start;
    for (let steps = 1; ; steps++) {
      if (steps % stepsPerPiece === 0) yield;
      if (position === undefined) {
        const top = stack.at(-1);
        if (top === undefined) return { kind: 'done' };
        const outcome = top.outcomes[top.next++] as ReadyOutcome;
        if (top.next === top.outcomes.length) stack.pop();
        position = copyOf(top.position);
        this.#take(position, top.due, outcome);
        continue;
      }
      const due = this.#nextDue(position);
      if (due === undefined) {
        this.runCount++;
        if (!onRun(new RunAtEnd(this.#spec, experiment, position, this.#initial, this.#texts)))
          return { kind: 'stopped' };
        position = undefined;
        continue;
      }
      if (position.stepCount >= runStepsMax || this.histories.isFull) return { kind: 'too-long' };
      const answer = this.#answer(position, due);
      if (!Array.isArray(answer)) {
        const failing = answer as HandlerFailure;
        const schedule = [...scheduleOf(position.last, this.#spec, this.#texts), this.#action(due)];
        return { kind: 'failed', failure: failing, schedule };
      }
      const outcomes = answer as readonly ReadyOutcome[];
      const only = follow?.[position.stepCount];
      const chosen = only === undefined ? outcomes : outcomes.filter(({ source }) => isSame(source.choices, only));
      if (follow !== undefined && chosen.length !== 1) return { kind: 'stopped' };
      if (chosen.length === 1) {
        this.#take(position, due, chosen[0] as ReadyOutcome);
        continue;
      }
      stack.push({ position, due, outcomes: chosen, next: 0 });
      position = undefined;
    }
  }

  /**
   * What asks handlers about orders that runs do not have. What is asked here counts neither as lines that ran nor as handlers
   * that did. Undefined if `init` failed.
   */
  get answers(): Answers | undefined {
    const start = this.#started();
    if ('verdict' in start) return undefined;
    const asked = new Map<string, readonly ReadyOutcome[] | HandlerFailure>();
    return {
      states: start.states,
      sent: start.sent,
      hasTimers: start.timers.some((pending) => pending.length > 0),
      answer: (state, event) => {
        const key = `${this.#placeOf(event)} ${state} ${event.text}`;
        const known = this.#answers.get(this.#placeOf(event))?.get(keyOf(state, event.text)) ?? asked.get(key);
        if (known !== undefined) return known;
        const { kind, node, from, text } = event;
        const [before, met] = [this.#texts[state] as string, this.#texts[text] as string];
        const result = this.#call({ kind, node, state: before, event: met, from });
        const answer = result.kind === 'failed' ? result : this.#readyOutcomes(event, result.outcomes);
        asked.set(key, answer);
        return answer;
      },
    };
  }

  #begin({ inputs }: Experiment): Position | (RunsEnd & { readonly kind: 'failed' }) {
    const start = this.#started();
    if ('verdict' in start) return { kind: 'failed', failure: start, schedule: [] };
    const position = copyOf(start);
    position.round = this.#spec.nodes.flatMap(({ id }, node) =>
      (inputs[id] ?? []).map(
        (input): Due => ({ kind: 'input', node, from: -1, text: this.#number(dataText(plainData(input))) }),
      ),
    );
    return position;
  }

  /** After `init` has run on every node. */
  #started(): Position | HandlerFailure {
    if (this.#start !== undefined) return this.#start;
    const count = this.#spec.nodes.length;
    const position: Position = {
      states: Array.from({ length: count }, () => 0),
      histories: Array.from({ length: count }, () => 0),
      timers: Array.from({ length: count }, () => []),
      round: [],
      done: 0,
      sent: [],
      last: undefined,
      stepCount: 0,
      numerator: 1n,
      denominator: 1n,
    };
    for (let node = 0; node < count; node++) {
      const result = this.#call({ kind: 'init', node, state: '', event: '', from: -1 });
      if (result.kind === 'failed') {
        this.#start = result;
        return result;
      }
      const outcome = result.outcomes[0];
      assert(outcome !== undefined, 'init has one outcome');
      for (const line of outcome.lines) this.lines.add(line);
      const ready = this.#ready(outcome, -1);
      this.#initial.push({ node, outcome: ready });
      this.#effects(position, node, ready);
    }
    this.#start = position;
    return position;
  }

  /** The next thing that happens; undefined at the end of the run. Begins a new round where one is over. */
  #nextDue(position: Position): Due | undefined {
    for (;;) {
      while (position.done < position.round.length) {
        const due = position.round[position.done++] as Due;
        // A timer may have been cancelled since the round began.
        if (due.kind !== 'timer' || (position.timers[due.node] ?? []).includes(due.text)) return due;
      }
      const { sent, timers } = position;
      const nodeCount = this.#spec.nodes.length;
      position.round =
        sent.length > 0
          ? sent.toSorted((a, b) => a.node * nodeCount + a.from - (b.node * nodeCount + b.from))
          : timers.flatMap((pending, node) => pending.map((text): Due => ({ kind: 'timer', node, from: -1, text })));
      position.sent = [];
      position.done = 0;
      if (position.round.length === 0) return undefined;
    }
  }

  #answer(position: Position, due: Due): readonly ReadyOutcome[] | HandlerFailure {
    const { kind, node, from, text } = due;
    const place = this.#placeOf(due);
    let answers = this.#answers.get(place);
    if (answers === undefined) {
      answers = new Map();
      this.#answers.set(place, answers);
    }
    const key = keyOf(position.states[node] as number, text);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const event = this.#texts[text] as string;
    const state = this.#texts[position.states[node] as number] as string;
    this.handlers.add(kind);
    const result = this.#call({ kind, node, state, event, from });
    if (result.kind === 'failed') return result;
    const refused = this.#refusal(due, result.outcomes);
    if (refused !== undefined) return refused;
    for (const { lines } of result.outcomes) for (const line of lines) this.lines.add(line);
    const ready = this.#readyOutcomes(due, result.outcomes);
    answers.set(key, ready);
    return ready;
  }

  #placeOf({ kind, node, from }: Pick<Due, 'kind' | 'node' | 'from'>): number {
    const count = this.#spec.nodes.length + 1;
    return (dueKinds.indexOf(kind) * count + node) * count + from + 1;
  }

  #readyOutcomes(
    { kind, from, text }: Omit<Due, 'node'>,
    outcomes: readonly HandlerOutcome[],
  ): readonly ReadyOutcome[] {
    const event = this.#texts[text] as string;
    const sender = from < 0 ? '' : (this.#spec.nodes[from]?.id ?? '');
    return outcomes.map((outcome) =>
      this.#ready(outcome, this.histories.meet({ kind, text: event, from: sender, draws: outcome.draws })),
    );
  }

  /** What is chosen has no probability, so an experiment has no place for it. */
  #refusal({ kind, node }: Due, outcomes: readonly HandlerOutcome[]): HandlerFailure | undefined {
    const [first] = outcomes;
    if (first === undefined || !first.draws.some((draw) => draw.kind === 'choose' && draw.optionCount > 1))
      return undefined;
    const { id, adversary } = this.#spec.nodes[node] ?? { id: '' };
    const where = handlerName(kind);
    if (adversary !== undefined) {
      const sentence = `The adversary ${id} uses ctx.choose in ${where}, and nobody chooses in an experiment. Let an input tell it what to do, or tell the author of the challenge.`;
      return { kind: 'failed', verdict: 'invalid', problem: { code: 'challenge-invalid', sentence } };
    }
    const sentence = `${where} uses ctx.choose in an experiment, where every outcome needs a probability and nobody chooses. Use ctx.random.`;
    const place = { file: this.#file, line: first.lines[0] ?? 1, column: 1 };
    return { kind: 'failed', verdict: 'invalid', problem: { code: 'handler-choice-invalid', sentence, place } };
  }

  #ready(source: HandlerOutcome, met: number): ReadyOutcome {
    const { effects } = source;
    let [weight, total] = [1n, 1n];
    for (const draw of source.draws) {
      weight *= BigInt(draw.weight);
      total *= BigInt(draw.total);
    }
    return {
      state: this.#number(source.state),
      sends: effects
        .filter(({ kind }) => kind === 'send')
        .map(({ target, text }) => [target, this.#number(text)] as const),
      timers: effects
        .filter(({ kind }) => kind === 'setTimer' || kind === 'cancelTimer')
        .map(({ kind, text }) => [kind === 'setTimer', this.#number(text)] as const),
      outputs: effects.filter(({ kind }) => kind === 'output').map(({ text }) => this.#number(text)),
      met,
      weight,
      total,
      source,
    };
  }

  #take(position: Position, due: Due, outcome: ReadyOutcome): void {
    const { node, kind, from, text } = due;
    if (kind === 'timer') position.timers[node] = (position.timers[node] ?? []).filter((pending) => pending !== text);
    position.histories[node] = this.histories.after(position.histories[node] as number, outcome.met);
    position.last = { before: position.last, node, kind, from, text, outcome };
    position.stepCount++;
    if (outcome.total !== 1n) {
      position.numerator *= outcome.weight;
      position.denominator *= outcome.total;
    }
    this.#effects(position, node, outcome);
  }

  #effects(position: Position, node: number, { state, sends, timers }: ReadyOutcome): void {
    position.states[node] = state;
    for (const [to, text] of sends) position.sent.push({ kind: 'message', node: to, from: node, text });
    for (const [set, text] of timers) {
      const others = (position.timers[node] ?? []).filter((pending) => pending !== text);
      const stays = position.timers[node]?.includes(text) === true && set;
      if (!stays) position.timers[node] = set ? [...others, text] : others;
    }
  }

  #number(text: string): number {
    const known = this.#textNumbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.push(text) - 1;
    this.#textNumbers.set(text, number);
    return number;
  }

  #action(due: Due): Action {
    return actionOf(due, [], this.#spec, this.#texts);
  }
}

const dueKinds: readonly Due['kind'][] = ['input', 'message', 'timer'];

/** Of a state and an event, both as numbers of texts. */
function keyOf(state: number, text: number): number {
  return state * 2 ** 26 + text;
}

function copyOf(position: Position): Position {
  return {
    ...position,
    states: [...position.states],
    histories: [...position.histories],
    timers: [...position.timers],
    sent: [...position.sent],
  };
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function actionOf(
  { kind, node, from, text }: Pick<Due, 'kind' | 'node' | 'from' | 'text'>,
  choices: readonly number[],
  { nodes }: SystemSpec,
  texts: readonly string[],
): Action {
  const id = nodes[node]?.id ?? '';
  const data = parseDataText(texts[text] as string);
  const chosen = choices.length === 0 ? {} : { choices };
  switch (kind) {
    case 'input':
      return { kind: 'input', node: id, input: data, ...chosen };
    case 'message':
      return { kind: 'deliver', node: id, from: nodes[from]?.id ?? '', message: data, ...chosen };
    case 'timer':
      return { kind: 'timeout', node: id, timer: data, ...chosen };
  }
}

function stepsOf(last: Step | undefined): readonly Step[] {
  const steps: Step[] = [];
  for (let step = last; step !== undefined; step = step.before) steps.push(step);
  return steps.reverse();
}

function scheduleOf(last: Step | undefined, spec: SystemSpec, texts: readonly string[]): Schedule {
  return stepsOf(last).map((step) => actionOf(step, step.outcome.source.choices, spec, texts));
}

/** A run whose parts are made when somebody looks at them. */
class RunAtEnd implements EndedRun {
  readonly experiment: Experiment;
  readonly probability: Fraction;
  readonly histories: readonly number[];
  isOrderRead = false;
  readonly #spec: SystemSpec;
  readonly #last: Step | undefined;
  readonly #initial: readonly Pick<Step, 'node' | 'outcome'>[];
  readonly #texts: readonly string[];

  constructor(
    spec: SystemSpec,
    experiment: Experiment,
    position: Position,
    initial: readonly Pick<Step, 'node' | 'outcome'>[],
    texts: readonly string[],
  ) {
    this.experiment = experiment;
    const { numerator, denominator } = position;
    this.probability = denominator === 1n ? one : { numerator, denominator };
    this.histories = position.histories;
    this.#spec = spec;
    this.#last = position.last;
    this.#initial = initial;
    this.#texts = texts;
  }

  get outputs(): Readonly<Record<string, readonly Data[]>> {
    const outputs: Record<string, Data[]> = Object.fromEntries(this.#spec.nodes.map(({ id }) => [id, []]));
    for (const { node, outcome } of this.#steps) {
      const own = outputs[this.#spec.nodes[node]?.id ?? ''];
      for (const text of outcome.outputs) own?.push(this.#data(text));
    }
    return outputs;
  }

  get messages(): readonly RunMessage[] {
    this.isOrderRead = true;
    const idOf = (node: number): string => this.#spec.nodes[node]?.id ?? '';
    return this.#steps.flatMap(({ node, outcome }) =>
      outcome.sends.map(([to, text]) => ({ from: idOf(node), to: idOf(to), message: this.#data(text) })),
    );
  }

  get draws(): readonly RunDraw[] {
    this.isOrderRead = true;
    return stepsOf(this.#last).flatMap(({ node, outcome }) =>
      outcome.source.draws.map(({ text, option }) => ({
        node: this.#spec.nodes[node]?.id ?? '',
        value: text === '' ? option : parseDataText(text),
      })),
    );
  }

  get schedule(): Schedule {
    return scheduleOf(this.#last, this.#spec, this.#texts);
  }

  get met(): readonly (readonly MetEvent[])[] {
    const met: MetEvent[][] = this.#spec.nodes.map(() => []);
    for (const { node, kind, from, text, outcome } of stepsOf(this.#last))
      met[node]?.push({ kind, node, from, text, met: outcome.met });
    return met;
  }

  /** With what `init` did first. */
  get #steps(): readonly Pick<Step, 'node' | 'outcome'>[] {
    return [...this.#initial, ...stepsOf(this.#last)];
  }

  #data(text: number): Data {
    return parseDataText(this.#texts[text] as string);
  }
}
