/**
 * The host: participant code behind text. It answers "what can this handler do with this state and this event", with
 * one outcome for each combination of choices, and turns failures into problems placed in the candidate's own source.
 */
import {
  type Chart,
  type ChartOutcome,
  DefinitionError,
  dataText,
  type HandlerCall,
  type HandlerFailure,
  type HandlerOutcome,
  type HandlerResult,
  handlerName,
  type Place,
  type Problem,
  type ProblemCode,
  type Program,
} from '../model';
import { withAdversaries } from './adversary';
import { openAdversary } from './adversary-sandbox';
import type { Host, HostSetup } from './host-contract';
import { withLibraries } from './libraries/provide';
import { failureKind, Sandbox, type SandboxAnswer, type SandboxFailure } from './sandbox';
import { sourceStack } from './source-stack';

export type HostCreated =
  | { readonly kind: 'ready'; readonly host: Host }
  | { readonly kind: 'failed'; readonly verdict: 'invalid' | 'runaway'; readonly problem: Problem };

/** A call with more combinations of choices than this is refused. */
const branchCountMax = 1000;

/** Loads a program into a fresh sandbox. */
export async function createHost(wasm: WebAssembly.Module, program: Program, setup: HostSetup): Promise<HostCreated> {
  const loaded = await loadProgram(wasm, program, setup);
  if (loaded.kind === 'failed') return loaded;
  const host = new SandboxHost(loaded.sandbox, program, loaded.defined, loaded.lines);
  try {
    return { kind: 'ready', host: withAdversaries(host, setup, await adversaryHosts(program, setup)) };
  } catch (error) {
    host.dispose();
    if (error instanceof DefinitionError) return { kind: 'failed', verdict: 'invalid', problem: error.problem };
    throw error;
  }
}

/** By node, the host of an adversary whose definition runs in the sandbox. */
async function adversaryHosts(program: Program, setup: HostSetup): Promise<readonly (Host | undefined)[]> {
  return Promise.all(
    setup.nodes.map(async ({ adversary }) => {
      const sandbox = adversary === undefined ? undefined : await openAdversary(adversary, setup);
      return sandbox === undefined ? undefined : new SandboxHost(sandbox, { ...program, executable: [] }, [], []);
    }),
  );
}

/** What the machine of a program looks like, read from the machine itself. A program without one is refused. */
export async function readChart(wasm: WebAssembly.Module, program: Program): Promise<ChartOutcome> {
  if (program.form !== 'machine') {
    const sentence =
      "This file declares no machine. Import `setup` from 'xstate', and export a machine as the default.";
    return { kind: 'refused', problem: { code: 'handler-missing', sentence, place: startOf(program) } };
  }
  const loaded = await loadProgram(wasm, program, { nodes: [], config: null });
  if (loaded.kind === 'failed') return { kind: 'refused', problem: loaded.problem };
  const { sandbox } = loaded;
  const answer = sandbox.chart();
  sandbox.dispose();
  if (answer.ok) return { kind: 'chart', chart: JSON.parse(answer.text) as Chart };
  const failed = loadFailure(program, answer.failure);
  return { kind: 'refused', problem: failed.problem };
}

interface LoadedProgram {
  readonly kind: 'loaded';
  readonly sandbox: Sandbox;
  readonly defined: readonly string[];
  /** Lines that ran while it was loaded. */
  readonly lines: readonly number[];
}

async function loadProgram(
  wasm: WebAssembly.Module,
  given: Program,
  setup: HostSetup,
): Promise<LoadedProgram | LoadFailed> {
  const program = await withLibraries(given);
  const sandbox = await Sandbox.create(wasm, undefined, undefined, program.patience);
  const nodes = setup.nodes.map(({ id, role }) => ({ id, role }));
  const isMachine = program.form === 'machine';
  const answer = await sandbox.load(program, JSON.stringify({ nodes, config: dataText(setup.config), isMachine }));
  if (!answer.ok) {
    sandbox.dispose();
    return loadFailure(program, answer.failure);
  }
  const installed = JSON.parse(answer.text) as Installed;
  const [first] = installed.problems;
  if (first === undefined) return { kind: 'loaded', sandbox, defined: installed.defined, lines: installed.loaded };
  sandbox.dispose();
  const problem: Problem = {
    code: 'handler-missing',
    sentence: first.sentence,
    place: placeOfWord(program, first.word) ?? startOf(program),
  };
  return { kind: 'failed', verdict: 'invalid', problem };
}

/** What the prelude says of a module that it was handed. */
interface Installed {
  /** `word` is where to look in the source, empty if there is none. */
  readonly problems: readonly { readonly sentence: string; readonly word: string }[];
  readonly defined: readonly string[];
  readonly loaded: readonly number[];
}

/** The first place at which a word stands in the source, undefined if nowhere. */
function placeOfWord(program: Program, word: string): Place | undefined {
  if (word === '') return undefined;
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\w$.])${escaped}(?![\\w$])`);
  for (const [index, text] of program.code.split('\n').entries()) {
    const found = pattern.exec(withoutInsertions(program, index + 1, text));
    if (found !== null) return { file: program.file, line: index + 1, column: found.index + 1 };
  }
  return undefined;
}

/** A line as the candidate wrote it, types left blank. */
function withoutInsertions(program: Program, line: number, text: string): string {
  const spans = program.insertions.find((entry) => entry.line === line)?.spans ?? [];
  return [...spans]
    .reverse()
    .reduce((left, [column, length]) => left.slice(0, column - 1) + left.slice(column - 1 + length), text);
}

/** The place of the first name in quotes that stands in the source: what a library says of a machine has no other place. */
function placeOfNamed(program: Program, message: string): Place | undefined {
  const names = [...message.matchAll(/['"]#?([^'"]+)['"]/g)].map(([, name = '']) => name);
  const lastKeys = names.map((name) => name.split('.').at(-1) ?? '');
  return [...names, ...lastKeys].map((name) => placeOfWord(program, name)).find((place) => place !== undefined);
}

class SandboxHost implements Host {
  readonly defined: readonly string[];
  readonly loadedLines: readonly number[];
  readonly #sandbox: Sandbox;
  readonly #program: Program;

  constructor(sandbox: Sandbox, program: Program, defined: readonly string[], loadedLines: readonly number[]) {
    this.#sandbox = sandbox;
    this.#program = program;
    this.defined = defined;
    this.loadedLines = loadedLines;
  }

  get workUnits(): number {
    return this.#sandbox.pollCount;
  }

  call(call: HandlerCall): HandlerResult {
    this.#sandbox.refuel();
    const outcomes: HandlerOutcome[] = [];
    let choices: number[] | undefined = [];
    while (choices !== undefined) {
      const answer = this.#run(call, choices);
      if (answer.kind === 'failed') return answer.diverged === true ? unsteadyChoices(call, answer) : answer;
      outcomes.push(answer.outcome);
      const branches = answer.arities.reduce((product, arity) => product * arity, 1);
      if (Math.max(branches, outcomes.length) > branchCountMax) return this.#tooManyBranches(call, answer.outcome);
      choices = nextChoices(answer.outcome.choices, answer.nexts);
    }
    return { kind: 'outcomes', outcomes };
  }

  callOnce(call: HandlerCall, choices: readonly number[]): HandlerResult {
    this.#sandbox.refuel();
    const answer = this.#run(call, choices);
    return answer.kind === 'failed' ? answer : { kind: 'outcomes', outcomes: [answer.outcome] };
  }

  callDrawn(call: HandlerCall, word: number): HandlerResult {
    this.#sandbox.refuel();
    const { kind, node, state, event, from } = call;
    const answer = this.#sandbox.callDrawn(kind, node, state, event, from, word);
    const read = readAnswer(answer, this.#program, call);
    return read.kind === 'failed' ? read : { kind: 'outcomes', outcomes: [read.outcome] };
  }

  durablePart(state: string): string {
    this.#sandbox.refuel();
    const answer = this.#sandbox.durablePart(state);
    // Only data that was read before is written again, well within every budget.
    if (!answer.ok) throw new Error(`durable part: ${answer.failure.message}`);
    return answer.text;
  }

  dispose(): void {
    this.#sandbox.dispose();
  }

  #run(call: HandlerCall, choices: readonly number[]): Answered | Failed {
    const answer = this.#sandbox.call(call.kind, call.node, call.state, call.event, call.from, choices);
    return readAnswer(answer, this.#program, call);
  }

  #tooManyBranches(call: HandlerCall, outcome: HandlerOutcome): Failed {
    const sentence = `One call of ${handlerName(call.kind)} has more than ${branchCountMax} combinations of ctx.choose and ctx.random. Offer fewer options.`;
    return {
      kind: 'failed',
      verdict: 'runaway',
      problem: {
        code: 'steps-exceeded',
        sentence,
        place: { file: this.#program.file, line: outcome.lines[0] ?? 1, column: 1 },
      },
    };
  }
}

interface Answered {
  readonly kind: 'answered';
  readonly outcome: HandlerOutcome;
  /** Of each choice, how many options were possible, and the index of the possible one after it, -1 if none. */
  readonly arities: readonly number[];
  readonly nexts: readonly number[];
}
type Failed = HandlerFailure;

function readAnswer(answer: SandboxAnswer, program: Program, call: HandlerCall): Answered | Failed {
  if (!answer.ok) return handlerFailure(program, call, answer.failure, '');
  const end = answer.text.indexOf('\n');
  if (end >= 0) return readOutcome(answer.text.slice(0, end), answer.text.slice(end + 1) || call.state);
  const value = JSON.parse(answer.text) as ThrownInWords;
  const kind = value.isOurs ? failureKind(value.name, value.message) : 'error';
  const diverged = value.code === 'diverged';
  const failure = handlerFailure(program, call, { kind, ...value }, diverged ? 'handler-choice-invalid' : value.code);
  return diverged ? { ...failure, diverged } : failure;
}

/** What was thrown, as the prelude tells it. */
interface ThrownInWords {
  readonly code: string;
  readonly isOurs: boolean;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly line: number;
}

/** What happened besides the state: only the lines that ran, or all of it. */
type Happened =
  | readonly number[]
  | (Omit<HandlerOutcome, 'state'> & { readonly arities: readonly number[]; readonly nexts: readonly number[] });

function readOutcome(text: string, state: string): Answered {
  const happened = JSON.parse(text) as Happened;
  if (isLines(happened)) {
    const outcome = { state, effects: [], choices: [], draws: [], lines: happened };
    return { kind: 'answered', outcome, arities: [], nexts: [] };
  }
  const { effects, choices, draws, lines, arities, nexts } = happened;
  return { kind: 'answered', outcome: { state, effects, choices, draws, lines }, arities, nexts };
}

function isLines(happened: Happened): happened is readonly number[] {
  return Array.isArray(happened);
}

/** The options of a call changed between two runs of it, so one of the runs answers what the other does not. */
function unsteadyChoices(call: HandlerCall, failure: Failed): Failed {
  const sentence = `${handlerName(call.kind)} offered other options when it ran again with the same state and event. Handlers must depend on nothing but their arguments: look for a variable outside the handlers that one call changes and another reads.`;
  return {
    kind: 'failed',
    verdict: 'nondeterministic',
    problem: { ...failure.problem, code: 'two-answers', sentence },
  };
}

/** The combination after `choices` in counting order, or undefined after the last. */
function nextChoices(choices: readonly number[], nexts: readonly number[]): number[] | undefined {
  for (let position = choices.length - 1; position >= 0; position--) {
    const next = nexts[position] ?? -1;
    if (next >= 0) return [...choices.slice(0, position), next];
  }
  return undefined;
}

function handlerFailure(program: Program, call: HandlerCall, failure: SandboxFailure, code: string): Failed {
  const stack = sourceStack(program, failure.stack);
  const place = placeOf(program, failure, stack);
  const where = `${handlerName(call.kind)}`;
  switch (failure.kind) {
    case 'steps':
      return runaway(
        'steps-exceeded',
        `${where} did not finish within its budget of steps. Look for a loop that never ends.`,
        place,
        stack,
      );
    case 'memory':
      return runaway(
        'memory-exceeded',
        `${where} used more than 64 MB of memory. Look for a collection that grows without end.`,
        place,
        stack,
      );
    case 'stack':
      return runaway(
        'stack-exceeded',
        `${where} called itself too deeply. Look for a recursion that never ends.`,
        place,
        stack,
      );
    case 'error':
      return { kind: 'failed', verdict: 'crashed', problem: { ...describeError(where, failure, code), place, stack } };
  }
}

function runaway(code: ProblemCode, sentence: string, place: Place, stack: Problem['stack']): Failed {
  return { kind: 'failed', verdict: 'runaway', problem: { code, sentence, place, stack } };
}

/** Words for an error that was thrown. What does not exist in the sandbox gets an explanation of its own. */
function describeError(
  where: string,
  failure: { name: string; message: string },
  code: string,
): Pick<Problem, 'code' | 'sentence'> {
  if (code === 'handler-not-data') {
    return {
      code,
      sentence: `${where}: ${failure.message}. States, messages, timers and outputs are plain data: use arrays and plain objects.`,
    };
  }
  if (failure.name === 'TypeError' && failure.message === 'a promise was used') {
    return {
      code: 'sandbox-forbidden',
      sentence: `${where} put work off with a promise or an async function. A protocol cannot wait: everything a handler does happens in its call.`,
    };
  }
  if (code === 'handler-effect-invalid' || code === 'handler-choice-invalid')
    return { code, sentence: `${where}: ${failure.message}.` };
  if (code === 'sandbox-forbidden')
    return { code, sentence: `${where}: ${failure.message}. ${advice(failure.message)}` };
  const missing =
    failure.name === 'ReferenceError' ? /^'?(\w+)'? is not defined$/.exec(failure.message)?.[1] : undefined;
  if (missing !== undefined && absentNames.has(missing)) {
    return {
      code: 'sandbox-forbidden',
      sentence: `${where}: ${missing} does not exist for handlers. ${advice(missing)}`,
    };
  }
  return {
    code: 'handler-threw',
    sentence: `${where} threw ${failure.name === 'thrown value' ? '' : `${failure.name}: `}${failure.message}`,
  };
}

const clockNames = [
  'Date',
  'performance',
  'Temporal',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'requestAnimationFrame',
];
const absentNames: ReadonlySet<string> = new Set([
  ...clockNames,
  ...[
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'EventSource',
    'Worker',
    'navigator',
    'location',
    'importScripts',
    'require',
    'process',
  ],
  ...[
    'indexedDB',
    'localStorage',
    'sessionStorage',
    'caches',
    'document',
    'window',
    'self',
    'console',
    'crypto',
    'queueMicrotask',
  ],
  ...[
    'SharedArrayBuffer',
    'Atomics',
    'ArrayBuffer',
    'WebAssembly',
    'Proxy',
    'WeakRef',
    'structuredClone',
    'postMessage',
    'BroadcastChannel',
  ],
]);

function advice(name: string): string {
  if (clockNames.some((clock) => name.startsWith(clock)))
    return 'A handler has no clock: use ctx.setTimer and onTimer.';
  if (name.startsWith('Math.random') || name === 'crypto')
    return 'A handler has no randomness of its own: use ctx.choose or ctx.random.';
  return 'A handler sees only its state, its event and ctx.';
}

type LoadFailed = Extract<HostCreated, { readonly kind: 'failed' }>;

function loadFailure(program: Program, failure: SandboxFailure): LoadFailed {
  const stack = sourceStack(program, failure.stack);
  const named = stack.length === 0 && program.form === 'machine' ? placeOfNamed(program, failure.message) : undefined;
  const place = named ?? placeOf(program, failure, stack);
  const where = 'The code outside the handlers';
  if (failure.kind !== 'error') {
    const { problem } = handlerFailure(program, { kind: 'init', node: 0, state: '', event: '', from: -1 }, failure, '');
    return {
      kind: 'failed',
      verdict: 'runaway',
      problem: { ...problem, sentence: problem.sentence.replace(/^init/, where) },
    };
  }
  if (failure.name === 'SyntaxError') {
    return { kind: 'failed', verdict: 'invalid', problem: { code: 'syntax-error', sentence: failure.message, place } };
  }
  const described = describeError(where, failure, '');
  const code = described.code === 'handler-threw' ? 'module-threw' : described.code;
  return { kind: 'failed', verdict: 'invalid', problem: { code, sentence: described.sentence, place, stack } };
}

/** The innermost frame, or the last line mark where it is nearer to the truth: a loop's frame names only its function. */
function placeOf(program: Program, failure: SandboxFailure, stack: readonly Place[]): Place {
  const [innermost] = stack;
  const useMark =
    failure.line > 0 && (innermost === undefined || failure.kind === 'steps' || failure.kind === 'memory');
  if (useMark) return { file: program.file, line: failure.line, column: 1 };
  return innermost === undefined
    ? startOf(program)
    : { file: innermost.file, line: innermost.line, column: innermost.column };
}

function startOf(program: Program): Place {
  return { file: program.file, line: 1, column: 1 };
}
