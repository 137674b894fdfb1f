/**
 * An expression about a state, evaluated in a sandbox of its own. What it answered is remembered by what it has read of the
 * state, in the order in which it read it: as a tree that asks for one part after the other and leads to the answer. So the
 * sandbox is asked once for each combination of parts that makes a difference, and not for each state.
 */
import { err, ok, type Result } from '../base';
import { failureKind, Sandbox, type SandboxFailure } from '../host';
import { type Data, type Place, type Problem, parseDataText } from '../model';
import { formulaFunctions, formulaScript, scopeNames } from './formula-script';
import { RefusedGoal } from './goal';
import type { PartKey, StatePart, StateParts } from './state-parts';

/** The name under which places are told. */
export const formulaFile = 'formula';

/** A formula is one line, or a few. */
const lengthMax = 10_000;
/** Different parts that one expression may read. */
const partsMax = 2000;
/** Answers remembered; beyond that they are forgotten, and worked out anew. */
const rememberedMax = 1_000_000;

interface Question {
  /** The part that is read next, and by the number of what it is, what follows. */
  readonly part: number;
  readonly next: Map<number, Question | boolean>;
}

/** What an expression is made of: the module that is loaded, and what of its scope it uses. */
interface FormulaCode {
  readonly module: string;
  readonly setup: string;
}

/** Owns a sandbox. */
export class Formula {
  /** Times that the sandbox was asked. */
  evaluations = 0;
  /** Set when the interpreter has run out of something, and should not be used again. */
  isSpent = false;
  readonly #sandbox: Sandbox;
  readonly #parts: StateParts;
  readonly #names: readonly string[];
  /** In the order in which the sandbox has asked for them. */
  readonly #read: StatePart[] = [];
  readonly #defined = new Set<number>();
  #first: Question | boolean | undefined;
  #remembered = 0;

  private constructor(sandbox: Sandbox, parts: StateParts, names: readonly string[]) {
    this.#sandbox = sandbox;
    this.#parts = parts;
    this.#names = names;
  }

  /** @param eraseTypes asked if the source is no JavaScript */
  static async load(
    wasm: WebAssembly.Module,
    source: string,
    parts: StateParts,
    eraseTypes: (source: string, file: string) => Promise<Result<string, Problem>>,
  ): Promise<Result<Formula, Problem>> {
    if (source.trim() === '')
      return err({ code: 'source-empty', sentence: `There is nothing to evaluate. ${example}`, place: start });
    if (source.length > lengthMax)
      return err({
        code: 'source-too-long',
        sentence: `An expression has at most ${lengthMax} characters, and this one has ${source.length}. Write a shorter one.`,
        place: start,
      });
    const plain = await loadCode(wasm, source, parts);
    if (plain.kind === 'ok') return ok(new Formula(plain.value, parts, namesIn(parts)));
    if (plain.error.name !== 'SyntaxError') return err(problemOf(plain.error, namesIn(parts)));
    const erased = await eraseTypes(source, formulaFile);
    if (erased.kind === 'err') return erased;
    const loaded = await loadCode(wasm, erased.value, parts);
    if (loaded.kind === 'err') return err(problemOf(loaded.error, namesIn(parts)));
    return ok(new Formula(loaded.value, parts, namesIn(parts)));
  }

  /** Whether it is true of a state. Throws a `RefusedGoal` if it cannot be told. */
  test(vector: Int32Array): boolean {
    let at = this.#first;
    while (typeof at === 'object') at = at.next.get(this.#parts.numberOf(this.#read[at.part] as StatePart, vector));
    return at ?? this.#ask(vector);
  }

  /** What it is in a state. */
  value(vector: Int32Array): Result<Data, Problem> {
    const answer = this.#evaluate(vector, 'value');
    return answer.kind === 'err' ? answer : ok(parseDataText(answer.value));
  }

  dispose(): void {
    this.#sandbox.dispose();
  }

  #ask(vector: Int32Array): boolean {
    const answer = this.#evaluate(vector, 'truth');
    if (answer.kind === 'err') throw new RefusedGoal(answer.error);
    const [value, reads] = JSON.parse(answer.value) as readonly [boolean, readonly number[]];
    if (this.#remembered >= rememberedMax) {
      this.#first = undefined;
      this.#remembered = 0;
    }
    this.#remember(vector, value, reads);
    return value;
  }

  #remember(vector: Int32Array, value: boolean, reads: readonly number[]): void {
    this.#remembered++;
    if (reads.length === 0) {
      this.#first = value;
      return;
    }
    let at = this.#first ?? { part: reads[0] as number, next: new Map() };
    this.#first = at;
    for (const [index, part] of reads.entries()) {
      if (typeof at !== 'object' || at.part !== part) throw new RefusedGoal(twoAnswers);
      const number = this.#parts.numberOf(this.#read[part] as StatePart, vector);
      const following = reads[index + 1];
      const next: Question | boolean =
        at.next.get(number) ?? (following === undefined ? value : { part: following, next: new Map() });
      at.next.set(number, next);
      at = next;
    }
    if (at !== value) throw new RefusedGoal(twoAnswers);
  }

  #evaluate(vector: Int32Array, wanted: 'truth' | 'value'): Result<string, Problem> {
    for (;;) {
      const numbers = this.#read.map((part) => this.#parts.numberOf(part, vector));
      for (const number of numbers) this.#define(number);
      this.evaluations++;
      const answer = this.#sandbox.invoke('evaluate', `[${numbers.join()}]`, wanted);
      if (!answer.ok) {
        this.isSpent = answer.failure.kind !== 'steps';
        return err(problemOf(answer.failure, this.#names));
      }
      const rest = answer.text.slice(1);
      if (answer.text.startsWith('+')) return ok(rest);
      if (answer.text.startsWith('-')) return err(problemOf(thrownIn(rest), this.#names));
      for (const key of JSON.parse(rest) as readonly PartKey[]) this.#read.push(this.#parts.part(key));
      if (this.#read.length > partsMax) return err(tooManyParts);
    }
  }

  #define(number: number): void {
    if (this.#defined.has(number)) return;
    this.#defined.add(number);
    this.#sandbox.invoke('define', String(number), this.#parts.text(number));
  }
}

const start: Place = { file: formulaFile, line: 1, column: 1 };
const example = 'Write an expression, such as count(nodes, (n) => !n.up) > 1.';

const twoAnswers: Problem = {
  code: 'two-answers',
  sentence: 'The expression gave two answers to the same state. It must depend on nothing but the state.',
  place: start,
};
const tooManyParts: Problem = {
  code: 'formula-invalid',
  sentence: `The expression reads more than ${partsMax} different parts of states. Read fewer fields of the local states.`,
  place: start,
};

type Loading = Result<Sandbox, Thrown>;

/** What was thrown; `isMistake` if it is told in words for the reader already. */
type Thrown = SandboxFailure & { readonly isMistake?: boolean; readonly isForbidden?: boolean };

async function loadCode(wasm: WebAssembly.Module, source: string, parts: StateParts): Promise<Loading> {
  const { module, setup } = codeOf(source, parts);
  const sandbox = await Sandbox.create(
    wasm,
    { resolve: (_importer, specifier) => specifier, text: (name) => (name === formulaFile ? module : undefined) },
    { script: formulaScript, functions: formulaFunctions },
  );
  const entry = `import candidate from '${formulaFile}'; export { candidate };`;
  const answer = await sandbox.loadEntry(entry, 0, 'installFormula', setup);
  if (answer.ok && answer.text === '') return ok(sandbox);
  sandbox.dispose();
  const failure = answer.ok
    ? { kind: 'error', name: 'SyntaxError', message: answer.text, stack: '', line: 0 }
    : answer.failure;
  return err(failure as SandboxFailure);
}

/**
 * The source begins on the second line of the module. It stands there twice, in brackets of two kinds: one that closes the
 * brackets around it, to be more than one expression, fits but one of them.
 */
function codeOf(source: string, parts: StateParts): FormulaCode {
  const ids = parts.actors.map(({ id }) => id);
  const named = ids.flatMap((id, index) => (isFreeName(id) && ids.indexOf(id) === index ? [index] : []));
  const scope = [...scopeNames, ...named.map((index) => ids[index] as string)].join(', ');
  const uses = Object.fromEntries(
    ['outputs', 'messages', 'cut'].map((name) => [
      name,
      new RegExp(`(?<![.\\w$])${name}\\b|\\.\\.\\.${name}\\b`).test(source),
    ]),
  );
  const nodes = parts.actors.map(({ id }, index) => ({ id, role: parts.roleOf(index) }));
  return {
    module: `export default [(${scope}) => (\n${source}\n)][0];\n((${scope}) => (\n${source}\n));`,
    setup: JSON.stringify({ nodes, named, uses }),
  };
}

/** Names that nodes can be called by in an expression. */
function isFreeName(id: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(id) && !reservedWords.has(id) && !(scopeNames as readonly string[]).includes(id);
}

function namesIn(parts: StateParts): readonly string[] {
  return [...scopeNames, ...parts.actors.map(({ id }) => id).filter(isFreeName)];
}

const reservedWords: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** What the script tells of something thrown. */
function thrownIn(text: string): Thrown {
  const thrown = JSON.parse(text) as Omit<SandboxFailure, 'kind'> & { readonly isOurs: boolean; readonly code: string };
  const kind = thrown.isOurs ? failureKind(thrown.name, thrown.message) : 'error';
  return { ...thrown, kind, isMistake: thrown.code !== '', isForbidden: thrown.code === 'sandbox-forbidden' };
}

function problemOf(thrown: Thrown, names: readonly string[]): Problem {
  const place = placeIn(thrown.stack);
  const where = place === undefined ? '' : ` (line ${place.line}, column ${place.column})`;
  const told = (code: Problem['code'], sentence: string): Problem => ({ code, sentence, place: place ?? start });
  switch (thrown.kind) {
    case 'steps':
      return told(
        'steps-exceeded',
        'The expression did not finish within its budget of steps. Look for a loop that never ends.',
      );
    case 'memory':
      return told(
        'memory-exceeded',
        'The expression used more than 64 MB of memory. Look for a list that grows without end.',
      );
    case 'stack':
      return told('stack-exceeded', 'The expression called itself too deeply. Look for a recursion that never ends.');
    case 'error':
      break;
  }
  if (thrown.name === 'SyntaxError')
    return told('syntax-error', `The expression cannot be read: ${thrown.message}${where}. ${example}`);
  if (thrown.message === 'a promise was used')
    return told('sandbox-forbidden', 'The expression put work off with a promise. It must give its value at once.');
  if (thrown.name === 'ReferenceError')
    return told(
      'formula-invalid',
      `The expression names something that is not there: ${thrown.message}${where}. There are ${names.join(', ')}.`,
    );
  if (thrown.isForbidden === true)
    return told(
      'sandbox-forbidden',
      `${sentenceOf(thrown.message.replace('for handlers', 'for expressions'))}${where}. An expression sees one state and nothing else.`,
    );
  if (thrown.isMistake === true)
    return told(
      'formula-invalid',
      `${sentenceOf(thrown.message)}${where}. See what an expression may name, and what it must give.`,
    );
  return told(
    'formula-invalid',
    `The expression threw ${thrown.name}: ${thrown.message}${where}. In some states what it reads is missing: write ?. before it, or ask first whether it is there.`,
  );
}

function sentenceOf(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** The innermost place in the expression that a stack tells. */
function placeIn(stack: string): Place | undefined {
  const found = /\bformula:(\d+)(?::(\d+))?/.exec(stack);
  if (found === null) return undefined;
  const line = Number(found[1]) - 1;
  return line < 1 ? undefined : { file: formulaFile, line, column: Number(found[2] ?? 1) };
}
