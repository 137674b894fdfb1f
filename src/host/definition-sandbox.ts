/** A definition, or a candidate's properties or schedules, loaded in a sandbox: calls from text to text, failures as problems with a place. */
import { DefinitionError, type Observation, type Place, type Problem } from '../model';
import { definitionFunctions, definitionScript } from './definition-prelude';
import { isLibraryName, type LibraryText } from './libraries/names';
import { failureKind, Sandbox, type SandboxAnswer, type SandboxFailure, type SandboxModules } from './sandbox';
import { moduleStack, type StackModule } from './source-stack';

export interface SandboxPlatform {
  readonly wasm: WebAssembly.Module;
  readonly libraryText: LibraryText;
}

/** Code as the sandbox loads it: modules by their names, and what the imports of each mean. */
export interface LoadedCode {
  readonly entry: string;
  readonly modules: readonly (StackModule & { readonly imports: Readonly<Record<string, string>> })[];
  readonly libraries: readonly string[];
  /** Lines of the entry, where it has line marks; else 0. */
  readonly markedLines: number;
}

/** What is said beside what happened: the part of the sentence that tells whose mistake it is. */
export interface Blame {
  readonly code: Problem['code'];
  /** What failed: `The property "agreement"`. */
  readonly what: string;
  /** What to do next, as sentences. */
  readonly advice: string;
}

/** Names of modules begin so, so that no file of a pack can stand for a library. */
const prefix = 'pack/';

/** The modules of some code, with the texts of its libraries. */
export async function modulesOf(code: LoadedCode, libraryText: LibraryText): Promise<SandboxModules> {
  const texts = new Map<string, string>();
  for (const name of code.libraries) if (isLibraryName(name)) texts.set(name, await libraryText(name));
  const imports = new Map<string, Readonly<Record<string, string>>>();
  for (const module of code.modules) {
    texts.set(prefix + module.file, module.code);
    imports.set(prefix + module.file, module.imports);
  }
  return {
    resolve(importer, specifier) {
      const own = imports.get(importer);
      const file = own !== undefined && Object.hasOwn(own, specifier) ? own[specifier] : undefined;
      return file === undefined ? specifier : prefix + file;
    },
    text: (name) => texts.get(name),
  };
}

/** The specifier by which the host's own entry imports a file of the code. */
export function moduleName(file: string): string {
  return prefix + file;
}

/** Owns one sandbox. Not to be used after it was disposed. */
export class DefinitionSandbox {
  readonly #sandbox: Sandbox;
  readonly #code: LoadedCode;
  /** What the script was told last to look at. */
  #observed: Observation | undefined;
  /** Set when the interpreter should not be used again. */
  #spent: SandboxFailure | undefined;

  private constructor(sandbox: Sandbox, code: LoadedCode) {
    this.#sandbox = sandbox;
    this.#code = code;
  }

  /**
   * Loads code and hands the default export of its entry to a function of the script. Throws a `DefinitionError` if that
   * cannot be.
   */
  static async load(
    { wasm, libraryText }: SandboxPlatform,
    code: LoadedCode,
    install: 'installSystem' | 'installProperties' | 'installSchedules',
    blame: Blame,
  ): Promise<{ readonly sandbox: DefinitionSandbox; readonly text: string }> {
    const modules = await modulesOf(code, libraryText);
    const sandbox = await Sandbox.create(wasm, modules, { script: definitionScript, functions: definitionFunctions });
    const made = new DefinitionSandbox(sandbox, code);
    const entry = `import candidate from '${moduleName(code.entry)}'; export { candidate };`;
    const answer = await sandbox.loadEntry(entry, code.markedLines, install, '');
    try {
      return { sandbox: made, text: made.#read(answer, blame) };
    } catch (error) {
      sandbox.dispose();
      throw error;
    }
  }

  /** Calls a function of the script. Throws a `DefinitionError` if it gives no answer. */
  call(blame: Blame, name: (typeof definitionFunctions)[number], ...texts: readonly string[]): string {
    if (this.#spent !== undefined) throw this.#error(this.#spent, blame);
    return this.#read(this.#sandbox.invoke(name, ...texts), blame);
  }

  /** Has the functions that are called next look at an observation. */
  observe(blame: Blame, observation: Observation): void {
    if (this.#observed === observation) return;
    this.call(blame, 'observe', JSON.stringify(observation));
    this.#observed = observation;
  }

  /** Lines with marks that the last call ran. */
  linesRun(): readonly number[] {
    if (this.#spent !== undefined) return [];
    const answer = this.#sandbox.invoke('linesRun');
    return answer.ok ? (JSON.parse(answer.text) as number[]) : [];
  }

  dispose(): void {
    this.#sandbox.dispose();
  }

  /** An answer of a guarded function begins with a plus, or with a minus and what was thrown; others are as they are. */
  #read(answer: SandboxAnswer, blame: Blame): string {
    if (!answer.ok) {
      if (answer.failure.kind !== 'error') this.#spent = answer.failure;
      throw this.#error(answer.failure, blame);
    }
    if (answer.text.startsWith('+')) return answer.text.slice(1);
    if (!answer.text.startsWith('-')) return answer.text;
    const thrown = JSON.parse(answer.text.slice(1)) as Omit<SandboxFailure, 'kind'> & {
      readonly isOurs: boolean;
      readonly code: string;
    };
    const kind = thrown.isOurs ? failureKind(thrown.name, thrown.message) : 'error';
    const isMistake = thrown.code === 'definition' || thrown.code === 'handler-not-data';
    throw this.#error({ ...thrown, kind, name: isMistake ? '' : thrown.name }, blame);
  }

  #error(failure: SandboxFailure, { code, what, advice }: Blame): DefinitionError {
    const stack = this.#stack(failure);
    const marked = this.#code.modules.find(({ file }) => file === this.#code.entry);
    const byMark = failure.line > 0 && marked !== undefined && (stack.length === 0 || failure.kind === 'steps');
    const place: Place | undefined = byMark ? { file: marked.file, line: failure.line, column: 1 } : stack[0];
    const happened = `${wordsOf(failure)}${place === undefined ? '' : ` (${place.file}, line ${place.line})`}`;
    return new DefinitionError(happened, {
      code,
      sentence: `${what} ${happened}. ${advice}`,
      ...(place === undefined ? {} : { place: { file: place.file, line: place.line, column: place.column } }),
      ...(stack.length === 0 ? {} : { stack }),
    });
  }

  #stack(failure: SandboxFailure): readonly (Place & { readonly name: string })[] {
    return moduleStack((name) => this.#code.modules.find(({ file }) => name === moduleName(file)), failure.stack);
  }
}

function wordsOf({ kind, name, message }: SandboxFailure): string {
  switch (kind) {
    case 'steps':
      return 'did not finish within its budget of steps; look for a loop that never ends';
    case 'memory':
      return 'used more than 64 MB of memory; look for a list that grows without end';
    case 'stack':
      return 'called itself too deeply; look for a recursion that never ends';
    case 'error':
      return name === '' ? `is not as it must be: ${message}` : `threw ${name}: ${message}`;
  }
}
