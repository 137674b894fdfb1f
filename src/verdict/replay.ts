/**
 * Replays a schedule through the participant's own code, step by step on plain values. It knows nothing of the search's
 * numbers: that both agree is a check of each.
 */
import {
  type Action,
  type Data,
  dataText,
  type Effect,
  type Envelope,
  type HandlerCall,
  type HandlerFailure,
  type HandlerOutcome,
  type HandlerResult,
  type NodeSnapshot,
  type Observation,
  parseDataText,
  plainData,
  type Schedule,
  type Step,
  type SystemSpec,
  type Trace,
} from '../model';
import { actionWords } from './words';

/** What a replay needs of whatever runs participant code. */
export interface ReplayHost {
  /** All outcomes of a call. It can fail where each single outcome would not, because they share one budget. */
  call(call: HandlerCall): HandlerResult;
  callOnce(call: HandlerCall, choices: readonly number[]): HandlerResult;
  durablePart(state: string): string;
}

/** How a replay ended. */
export interface Replayed {
  readonly trace: Trace;
  /** What the observer has seen after the last step. */
  readonly observation: Observation;
  /** True if nothing but a fault can happen after the last step. */
  readonly quiescent: boolean;
  /** Index of the first action that was not enabled; the trace ends before it. */
  readonly divergedAt?: number;
  /** The failure of the last step's handler, or of `init`. */
  readonly failure?: HandlerFailure;
}

interface ReplayNode {
  local: string;
  up: boolean;
  inbox: Envelope[];
  timers: string[];
  inputsGiven: number;
  outputs: string[];
}

type Spent = Record<'drop' | 'duplicate' | 'crash' | 'restart' | 'timeout', number>;

/** @param schedule as stored: choices of content, which mean the same in every version of the search */
export function replay(spec: SystemSpec, host: ReplayHost, schedule: Schedule): Replayed {
  const run = new Replay(spec, host);
  return run.play(schedule);
}

class Replay {
  readonly #spec: SystemSpec;
  readonly #host: ReplayHost;
  readonly #nodes: ReplayNode[];
  readonly #spent: Spent = { drop: 0, duplicate: 0, crash: 0, restart: 0, timeout: 0 };
  readonly #steps: Step[] = [];
  #envelopeCount = 0;

  constructor(spec: SystemSpec, host: ReplayHost) {
    this.#spec = spec;
    this.#host = host;
    this.#nodes = spec.nodes.map(() => ({
      local: 'null',
      up: true,
      inbox: [],
      timers: [],
      inputsGiven: 0,
      outputs: [],
    }));
  }

  play(schedule: Schedule): Replayed {
    for (let node = 0; node < this.#nodes.length; node++) {
      const result = this.#host.callOnce({ kind: 'init', node, state: '', event: '', from: -1 }, []);
      if (result.kind === 'failed') return this.#finish(this.#snapshots(), { failure: result });
      this.#take(node, result.outcomes[0] as HandlerOutcome, 0);
    }
    const initial = this.#snapshots();
    for (let index = 0; index < schedule.length; index++) {
      const action = schedule[index] as Action;
      const done = this.#step(action, index + 1);
      if (done === 'not enabled') return this.#finish(initial, { divergedAt: index });
      if (done !== 'done') return this.#finish(initial, { failure: done });
    }
    return this.#finish(initial, {});
  }

  #finish(initial: readonly NodeSnapshot[], rest: { divergedAt?: number; failure?: HandlerFailure }): Replayed {
    const nodes = this.#spec.nodes.map(({ id, role }) => ({ id, role }));
    return {
      trace: { nodes, initial, steps: this.#steps },
      observation: this.#observation(),
      quiescent: this.#quiescent(),
      ...rest,
    };
  }

  #step(action: Action, index: number): 'done' | 'not enabled' | HandlerFailure {
    const at = this.#spec.nodes.findIndex((node) => node.id === action.node);
    const node = this.#nodes[at];
    if (node === undefined) return 'not enabled';
    switch (action.kind) {
      case 'deliver': {
        const envelope = node.up ? this.#find(node, action.from, action.message) : undefined;
        if (envelope === undefined) return 'not enabled';
        const from = this.#spec.nodes.findIndex((other) => other.id === action.from);
        return this.#run(
          action,
          index,
          at,
          { kind: 'message', event: dataText(action.message), from, envelope },
          () => {
            if (!this.#isKept()) node.inbox = node.inbox.filter((other) => other !== envelope);
          },
        );
      }
      case 'timeout': {
        const text = dataText(action.timer);
        if (!node.up || !node.timers.includes(text) || !this.#maySpend('timeout')) return 'not enabled';
        return this.#run(action, index, at, { kind: 'timer', event: text, from: -1 }, () => {
          this.#spent.timeout++;
          node.timers = node.timers.filter((timer) => timer !== text);
        });
      }
      case 'input': {
        const next = this.#inputsLeft(at)[0];
        if (!node.up || next === undefined || dataText(next) !== dataText(action.input)) return 'not enabled';
        return this.#run(action, index, at, { kind: 'input', event: dataText(next), from: -1 }, () => {
          node.inputsGiven++;
        });
      }
      case 'restart': {
        if (node.up || !this.#maySpend('restart')) return 'not enabled';
        return this.#run(action, index, at, { kind: 'restart', event: '', from: -1 }, () => {
          this.#spent.restart++;
          node.up = true;
        });
      }
      case 'crash': {
        if (!node.up || this.#spec.nodes[at]?.mayCrash !== true || !this.#maySpend('crash')) return 'not enabled';
        this.#spent.crash++;
        node.up = false;
        node.timers = [];
        node.local = this.#host.durablePart(node.local);
        this.#record(action, index, {});
        return 'done';
      }
      case 'drop':
      case 'duplicate': {
        const envelope = this.#find(node, action.from, action.message);
        if (envelope === undefined || !this.#maySpend(action.kind)) return 'not enabled';
        this.#spent[action.kind]++;
        if (action.kind === 'drop') node.inbox = node.inbox.filter((other) => other !== envelope);
        else this.#copy(node, envelope, index);
        this.#record(action, index, { envelope });
        return 'done';
      }
    }
  }

  /** Puts a copy of an envelope right behind it. */
  #copy(node: ReplayNode, envelope: Envelope, index: number): void {
    this.#envelopeCount++;
    const copy = { ...envelope, id: this.#envelopeCount, copyOf: envelope.id, sentAt: index };
    node.inbox.splice(node.inbox.indexOf(envelope) + 1, 0, copy);
  }

  /** Runs a handler; only if it answers does the event take place, by `consume`, and then what the handler asked for. */
  #run(
    action: Action & { choices?: readonly number[] },
    index: number,
    at: number,
    event: Pick<HandlerCall, 'kind' | 'event' | 'from'> & { readonly envelope?: Envelope },
    consume: () => void,
  ): 'done' | 'not enabled' | HandlerFailure {
    const { kind, from, envelope } = event;
    const call: HandlerCall = { kind, event: event.event, from, node: at, state: this.#nodes[at]?.local ?? '' };
    // A search stops before it knows the choices of a call that fails, so the action names none: run all of them.
    const result = action.choices === undefined ? this.#host.call(call) : this.#host.callOnce(call, action.choices);
    if (result.kind === 'failed') {
      if (result.diverged === true) return 'not enabled';
      this.#record(action, index, { envelope, problem: result.problem });
      return result;
    }
    consume();
    const outcome = result.outcomes[0] as HandlerOutcome;
    const sent = this.#take(at, outcome, index);
    this.#record(action, index, { envelope, sent, outcome });
    return 'done';
  }

  /** Lets an outcome take place. Returns what was sent. */
  #take(at: number, outcome: HandlerOutcome, index: number): Envelope[] {
    const node = this.#nodes[at] as ReplayNode;
    node.local = outcome.state;
    const sent: Envelope[] = [];
    for (const effect of outcome.effects) {
      switch (effect.kind) {
        case 'send': {
          const envelope = {
            id: ++this.#envelopeCount,
            from: this.#name(at),
            to: this.#name(effect.target),
            message: parseDataText(effect.text),
            sentAt: index,
          };
          if (!this.#isKnown(at, effect)) this.#nodes[effect.target]?.inbox.push(envelope);
          sent.push(envelope);
          break;
        }
        case 'setTimer':
        case 'cancelTimer':
          node.timers = timersAfter(node.timers, [effect]);
          break;
        case 'output':
          if (!this.#isShown(node, effect.text)) node.outputs.push(effect.text);
          break;
      }
    }
    return sent;
  }

  #record(
    action: Action,
    index: number,
    what: { envelope?: Envelope; sent?: Envelope[]; outcome?: HandlerOutcome; problem?: Step['problem'] },
  ): void {
    const effects = what.outcome?.effects ?? [];
    const draws = what.outcome?.draws ?? [];
    const texts = (kind: Effect['kind']) =>
      effects.filter((effect) => effect.kind === kind).map((effect) => parseDataText(effect.text));
    this.#steps.push({
      index,
      action,
      ...(draws.length === 0 ? {} : { draws }),
      label: actionWords(action, draws),
      node: action.node,
      ...(what.envelope === undefined ? {} : { envelope: what.envelope }),
      sent: what.sent ?? [],
      outputs: texts('output'),
      timersSet: texts('setTimer'),
      timersCancelled: texts('cancelTimer'),
      lines: ascending(what.outcome?.lines ?? []),
      effectLines: ascending(effects.map((effect) => effect.line).filter((line) => line > 0)),
      after: this.#snapshots(),
      ...(what.problem === undefined ? {} : { problem: what.problem }),
    });
  }

  #snapshots(): NodeSnapshot[] {
    return this.#nodes.map((node, at) => ({
      id: this.#name(at),
      role: this.#spec.nodes[at]?.role ?? '',
      up: node.up,
      state: parseDataText(node.local),
      inbox: [...node.inbox],
      timers: node.timers.map(parseDataText),
      inputs: this.#inputsLeft(at),
      outputs: node.outputs.map(parseDataText),
    }));
  }

  #observation(): Observation {
    return {
      nodes: this.#nodes.map((node, at) => ({
        id: this.#name(at),
        role: this.#spec.nodes[at]?.role ?? '',
        up: node.up,
        outputs: node.outputs.map(parseDataText),
      })),
    };
  }

  #quiescent(): boolean {
    return this.#nodes.every((node, at) => {
      if (!node.up) return !this.#maySpend('restart');
      return (
        node.inbox.every((envelope) => this.#changesNothing(at, envelope)) &&
        this.#inputsLeft(at).length === 0 &&
        (node.timers.length === 0 || !this.#maySpend('timeout'))
      );
    });
  }

  /** True if the message stays in the network, and delivering it leaves everything as it is. */
  #changesNothing(at: number, envelope: Envelope): boolean {
    if (!this.#isKept()) return false;
    const node = this.#nodes[at] as ReplayNode;
    const from = this.#spec.nodes.findIndex((other) => other.id === envelope.from);
    const result = this.#host.call({
      kind: 'message',
      node: at,
      state: node.local,
      event: dataText(envelope.message),
      from,
    });
    if (result.kind === 'failed') return false;
    return result.outcomes.every((outcome) => {
      const timers = timersAfter(node.timers, outcome.effects);
      return (
        outcome.state === node.local &&
        timers.length === node.timers.length &&
        timers.every((timer) => node.timers.includes(timer)) &&
        outcome.effects.every((effect) => {
          if (effect.kind === 'send') return this.#isKnown(at, effect);
          return effect.kind !== 'output' || this.#isShown(node, effect.text);
        })
      );
    });
  }

  /** True if a message stays in the network. */
  #isKept(): boolean {
    return this.#spec.network === 'kept';
  }

  /** True if a message that stays was sent before, so that sending it again changes nothing. */
  #isKnown(sender: number, effect: Effect): boolean {
    const inbox = this.#nodes[effect.target]?.inbox ?? [];
    return (
      this.#isKept() &&
      inbox.some((other) => other.from === this.#name(sender) && dataText(other.message) === effect.text)
    );
  }

  /** True if the observer has no use for an output. */
  #isShown(node: ReplayNode, output: string): boolean {
    return this.#spec.outputs === 'distinct' && node.outputs.includes(output);
  }

  #find(node: ReplayNode, from: string, message: Data): Envelope | undefined {
    const text = dataText(message);
    const own = node.inbox.filter((envelope) => envelope.from === from);
    const candidates = this.#spec.network === 'fifo' ? own.slice(0, 1) : own;
    return candidates.find((envelope) => dataText(envelope.message) === text);
  }

  #inputsLeft(at: number): Data[] {
    return (this.#spec.nodes[at]?.inputs ?? []).slice(this.#nodes[at]?.inputsGiven ?? 0).map(plainData);
  }

  /** Whether the budget of a kind of fault has something left. */
  #maySpend(kind: keyof Spent): boolean {
    const unlimited = kind === 'restart' || kind === 'timeout';
    const budget = this.#spec.faults[kind] ?? (unlimited ? Number.POSITIVE_INFINITY : 0);
    return this.#spent[kind] < budget;
  }

  #name(at: number): string {
    return this.#spec.nodes[at]?.id ?? '';
  }
}

/** Pending timers after the effects, in the order in which they were set. */
function timersAfter(timers: readonly string[], effects: readonly Effect[]): string[] {
  return effects.reduce(
    (pending, { kind, text }) => {
      if (kind === 'setTimer') return pending.includes(text) ? pending : [...pending, text];
      return kind === 'cancelTimer' ? pending.filter((timer) => timer !== text) : pending;
    },
    [...timers],
  );
}

function ascending(lines: readonly number[]): number[] {
  return [...new Set(lines)].sort((a, b) => a - b);
}
