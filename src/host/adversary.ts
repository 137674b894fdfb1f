/**
 * Runs the adversaries of a challenge: handlers in the author's own code, called natively unless their definition runs in a
 * sandbox, with the same texts in and out
 * as participant code in the sandbox. Signatures are as ideal here: a value counts as signed only if `sign` of its own node
 * made it, or if it came in a message, an input, a timer or the state, where it was signed already.
 */
import {
  type Adversary,
  type AdversaryContext,
  type Data,
  type Draw,
  dataText,
  type Effect,
  type HandlerCall,
  type HandlerFailure,
  type HandlerOutcome,
  type HandlerResult,
  handlerName,
  isList,
  parseDataText,
} from '../model';
import { adversaryResult } from './adversary-sandbox';
import type { Host, HostSetup } from './host-contract';

/** A call with more combinations of choices than this is refused, as in the sandbox. */
const branchCountMax = 1000;
/** Data nested deeper than this is taken for data that contains itself. */
const depthMax = 100;
/** An option whose text is longer is told by its number. */
const optionTextMax = 200;

/** What runs the calls of one node. */
interface Runner extends Pick<Host, 'call' | 'callOnce' | 'callDrawn'> {
  readonly dispose?: () => void;
}

/**
 * A host that runs the adversaries of the setup and everything else as the given host does.
 *
 * @param elsewhere by node, the host of an adversary that does not run natively
 */
export function withAdversaries(host: Host, setup: HostSetup, elsewhere: readonly (Host | undefined)[] = []): Host {
  const runners = setup.nodes.map(({ adversary }, node): Runner | undefined => {
    if (adversary === undefined) return undefined;
    const own = elsewhere[node];
    return own === undefined ? new AdversaryRunner(adversary, setup, node) : sandboxedRunner(own, setup, node);
  });
  if (runners.every((runner) => runner === undefined)) return host;
  return {
    defined: host.defined,
    loadedLines: host.loadedLines,
    call: (call) => runners[call.node]?.call(call) ?? host.call(call),
    callOnce: (call, choices) => runners[call.node]?.callOnce(call, choices) ?? host.callOnce(call, choices),
    callDrawn: (call, word) => runners[call.node]?.callDrawn(call, word) ?? host.callDrawn(call, word),
    durablePart: (state) => host.durablePart(state),
    get workUnits() {
      return host.workUnits;
    },
    dispose() {
      for (const runner of runners) runner?.dispose?.();
      host.dispose();
    },
  };
}

/** An adversary in a sandbox of its own. */
function sandboxedRunner(host: Host, setup: HostSetup, node: number): Runner {
  const told = (call: HandlerCall, result: HandlerResult): HandlerResult =>
    adversaryResult(result, (what) => adversaryFailure(setup, node, call, what));
  return {
    call: (call) => told(call, host.call(call)),
    callOnce: (call, choices) => told(call, host.callOnce(call, choices)),
    callDrawn: (call, word) => told(call, host.callDrawn(call, word)),
    dispose: () => host.dispose(),
  };
}

function adversaryFailure(setup: HostSetup, node: number, call: HandlerCall, what: string): HandlerFailure {
  const sentence = `The adversary at ${setup.nodes[node]?.id}, which is part of the challenge and not of the protocol, ${what} (in ${handlerName(call.kind)}). Correct the challenge, or tell its author.`;
  return { kind: 'failed', verdict: 'invalid', problem: { code: 'challenge-invalid', sentence } };
}

class AdversaryRunner implements Runner {
  readonly #adversary: Adversary;
  readonly #setup: HostSetup;
  readonly #node: number;

  constructor(adversary: Adversary, setup: HostSetup, node: number) {
    this.#adversary = adversary;
    this.#setup = setup;
    this.#node = node;
  }

  /** All outcomes of a call, in the order of the sandbox: the last choice counts fastest. */
  call(call: HandlerCall): HandlerResult {
    const first = this.#outcomes(call);
    const second = this.#outcomes(call);
    return JSON.stringify(first) === JSON.stringify(second)
      ? first
      : this.#failure(call, 'answers the same call in two ways; it must depend on nothing but its arguments');
  }

  callOnce(call: HandlerCall, choices: readonly number[]): HandlerResult {
    const ran = this.#run(call, choices);
    return ran.kind === 'failed' ? ran : { kind: 'outcomes', outcomes: [ran.outcome] };
  }

  /** All of its options are alike: an adversary draws nothing by weight. */
  callDrawn(call: HandlerCall, word: number): HandlerResult {
    const all = this.call(call);
    if (all.kind === 'failed') return all;
    const outcome = all.outcomes[word % all.outcomes.length];
    return outcome === undefined ? all : { kind: 'outcomes', outcomes: [outcome] };
  }

  #outcomes(call: HandlerCall): HandlerResult {
    const outcomes: HandlerOutcome[] = [];
    let choices: readonly number[] | undefined = [];
    while (choices !== undefined) {
      const ran = this.#run(call, choices);
      if (ran.kind === 'failed') return ran;
      outcomes.push(ran.outcome);
      if (outcomes.length > branchCountMax)
        return this.#failure(call, `has more than ${branchCountMax} combinations of ctx.choose; offer fewer options`);
      choices = nextChoices(ran.outcome);
    }
    return { kind: 'outcomes', outcomes };
  }

  #run(call: HandlerCall, prefix: readonly number[]): { kind: 'ran'; outcome: HandlerOutcome } | HandlerFailure {
    const run = new AdversaryCall(this.#setup, this.#node, prefix, call.kind !== 'init');
    try {
      return { kind: 'ran', outcome: run.play(this.#adversary, call) };
    } catch (error) {
      if (error instanceof Diverged) return { ...this.#failure(call, error.message), diverged: true };
      // Whatever the author's code throws is a mistake of the challenge, not of the protocol.
      return this.#failure(call, `threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    }
  }

  #failure(call: HandlerCall, what: string): HandlerFailure {
    return adversaryFailure(this.#setup, this.#node, call, what);
  }
}

/** A schedule takes an option that is not offered. */
class Diverged extends Error {}

/** One call: what it asked for so far. */
class AdversaryCall {
  readonly #setup: HostSetup;
  readonly #node: number;
  readonly #prefix: readonly number[];
  readonly #mayChoose: boolean;
  readonly #effects: Effect[] = [];
  readonly #draws: Draw[] = [];

  constructor(setup: HostSetup, node: number, prefix: readonly number[], mayChoose: boolean) {
    this.#setup = setup;
    this.#node = node;
    this.#prefix = prefix;
    this.#mayChoose = mayChoose;
  }

  play(adversary: Adversary, call: HandlerCall): HandlerOutcome {
    const ctx = this.#context();
    const before = call.kind === 'init' ? null : fromText(call.state);
    const returned = this.#handle(adversary, call, before, ctx);
    if (call.kind === 'init' && returned === undefined) throw new TypeError('init must return the state');
    return {
      state: toText(returned === undefined ? before : returned),
      effects: this.#effects,
      choices: this.#draws.map((draw) => draw.option),
      draws: this.#draws,
      lines: [],
    };
  }

  #handle(adversary: Adversary, call: HandlerCall, state: Data, ctx: AdversaryContext): Data | undefined {
    switch (call.kind) {
      case 'init':
        return adversary.init(ctx);
      case 'input':
        return adversary.onInput?.(state, fromText(call.event), ctx);
      case 'message':
        return adversary.onMessage?.(state, fromText(call.event), this.#setup.nodes[call.from]?.id ?? '', ctx);
      case 'timer':
        return adversary.onTimer?.(state, fromText(call.event), ctx);
      case 'restart':
        throw new TypeError('an adversary does not restart');
    }
  }

  #context(): AdversaryContext {
    const ids = this.#setup.nodes.map((node) => node.id);
    const self = ids[this.#node] ?? '';
    const peers = ids.filter((id) => id !== self);
    const send = (to: string, message: Data): void => {
      const target = ids.indexOf(to);
      if (target < 0) throw new RangeError(`ctx.send to ${JSON.stringify(to)}, but the nodes are ${ids.join(', ')}`);
      this.#ask('send', target, message);
    };
    return {
      self,
      peers,
      role: this.#setup.nodes[this.#node]?.role ?? '',
      config: fromText(dataText(this.#setup.config)),
      nodes: (role) => this.#setup.nodes.filter((node) => node.role === role).map((node) => node.id),
      send,
      broadcast: (message) => {
        for (const peer of peers) send(peer, message);
      },
      setTimer: (timer) => this.#ask('setTimer', this.#node, timer),
      cancelTimer: (timer) => this.#ask('cancelTimer', this.#node, timer),
      output: (output) => this.#ask('output', this.#node, output),
      choose: (options) => this.#choose(options),
      sign: (value) => signed(self, fromText(toText(value))) as never,
      verify: (value, signer) => isSigned(value) && value.signer === signer,
    };
  }

  #ask(kind: Effect['kind'], target: number, data: Data): void {
    this.#effects.push({ kind, target, text: toText(data), line: 0 });
  }

  #choose<Option>(options: readonly Option[]): Option {
    if (!this.#mayChoose) throw new TypeError('ctx.choose cannot be used in init');
    if (options.length === 0) throw new RangeError('ctx.choose needs at least one option');
    const option = this.#prefix[this.#draws.length] ?? 0;
    if (option >= options.length) throw new Diverged(`has no option ${option + 1} here`);
    const chosen = options[option] as Option;
    const text = optionText(chosen);
    this.#draws.push({ kind: 'choose', option, optionCount: options.length, weight: 1, total: 1, text });
    return chosen;
  }
}

/** The combination of choices after those of an outcome, or undefined after the last. */
function nextChoices({ draws }: HandlerOutcome): readonly number[] | undefined {
  const last = draws.findLastIndex((draw) => draw.option + 1 < draw.optionCount);
  return last < 0 ? undefined : [...draws.slice(0, last).map((draw) => draw.option), (draws[last]?.option ?? 0) + 1];
}

function optionText(option: unknown): string {
  try {
    const text = toText(option);
    return text.length > optionTextMax ? '' : text;
  } catch {
    return ''; // An option need not be data: it may be a function to call.
  }
}

interface SignedValue {
  readonly signer: string;
  readonly value: Data;
}

/** Every signed value there is. Being in this set is what makes one: nothing that an adversary writes is. */
const signedValues = new WeakSet<object>();

function signed(signer: string, value: Data): SignedValue {
  const made = deepFreeze({ signer, value });
  signedValues.add(made);
  return made;
}

function isSigned(value: unknown): value is SignedValue {
  return typeof value === 'object' && value !== null && signedValues.has(value);
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

/** The canonical text of a value, or an error that says what in it is not data. */
function toText(value: unknown): string {
  return dataText(escaped(value, 0));
}

/** Plain data in which signed values and keys that begin with `$` are written as in canonical texts. */
function escaped(value: unknown, depth: number): Data {
  if (depth > depthMax) throw new TypeError('the data contains itself, or is nested too deeply');
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (isSigned(value)) return { $signed: [value.signer, escaped(value.value, depth + 1)] };
  if (Array.isArray(value)) return Array.from(value, (item) => escaped(item, depth + 1));
  if (typeof value !== 'object' || ![Object.prototype, null].includes(Object.getPrototypeOf(value)))
    throw new TypeError(`${typeof value === 'object' ? 'an object of a class' : typeof value} is not plain data`);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key.startsWith('$') ? `$${key}` : key, escaped(item, depth + 1)]),
  );
}

/** A fresh value of a canonical text, with signed values as such. */
function fromText(text: string): Data {
  return unescaped(parseDataText(text));
}

function unescaped(data: Data): Data {
  if (data === null || typeof data !== 'object') return data;
  if (isList(data)) return data.map(unescaped);
  const mark = data.$signed;
  if (mark !== undefined && isList(mark)) {
    const [signer, value] = mark;
    return signed(String(signer), unescaped(value ?? null)) as unknown as Data;
  }
  return Object.fromEntries(
    Object.entries(data).map(([key, item]) => [key.startsWith('$') ? key.slice(1) : key, unescaped(item)]),
  );
}
