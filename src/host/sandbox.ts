/**
 * The sandbox: QuickJS compiled to WebAssembly, with budgets for steps, memory and stack. The only file that knows
 * which interpreter it is. Calls cross as text; nothing of the host is reachable from inside.
 */
import { EvalFlags, Intrinsics, JSException, type JSValueHandle, QuickJS } from 'quickjs-wasi';
import type { Program } from '../model';
import { preludeSource } from './prelude';

/** The name under which the participant's module is loaded, and by which its frames are known in stacks. */
export const participantModule = 'participant';

/**
 * Evaluated instead of the participant's module: its own namespace would pass through a promise, and a module that
 * exports a function called `then` could hold that promise for ever.
 */
const entrySource = `import candidate from '${participantModule}'; export { candidate };`;
/** The same for a machine, of which handlers are made here. */
const machineEntrySource = `import exported from '${participantModule}'; import { handlersOf } from 'xstate'; export const candidate = handlersOf(exported);`;

/** Budgets of one call, the same on every machine. */
export const sandboxLimits = {
  /** Polls of the interrupt handler; one poll is about 10,000 backward jumps or calls. */
  polls: 1000,
  memoryBytes: 64 * 1024 * 1024,
  stackBytes: 256 * 1024,
} as const;

/** Why a call did not come back with a text. `line` is the last line mark that was passed, 0 if none. */
export interface SandboxFailure {
  readonly kind: 'steps' | 'memory' | 'stack' | 'error';
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly line: number;
}

export type SandboxAnswer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly failure: SandboxFailure };

/** What is loaded: a module, what it may import besides, and what its default export is. */
type Loaded = Pick<Program, 'code' | 'libraries' | 'form'>;

interface Participant {
  code: string;
  libraries: Readonly<Record<string, string>>;
}

/** Values kept inside the interpreter; when there are more, all are given up. */
const keptMax = 1000;

/** A call that put work off with a promise: the work would be lost, so the call is refused. */
const waited = { kind: 'error', name: 'TypeError', message: 'a promise was used', stack: '' } as const;

const absent =
  Intrinsics.DATE |
  Intrinsics.PERFORMANCE |
  Intrinsics.PROXY |
  Intrinsics.WEAK_REF |
  Intrinsics.DOM_EXCEPTION |
  Intrinsics.ATOB_BTOA |
  Intrinsics.TYPED_ARRAYS;

/** What a sandbox can do beyond running a protocol. */
export interface SandboxExtension {
  /**
   * A script that is evaluated after the prelude and before any code of others: a function from the prelude's tools to an
   * object of functions, which `invoke` calls by their names.
   */
  readonly script: string;
  readonly functions: readonly string[];
}

/** Modules that can be imported, beside the participant's own. */
export interface SandboxModules {
  /** The name of the module that an import means. */
  readonly resolve: (importer: string, specifier: string) => string;
  /** Its text; undefined if there is none. */
  readonly text: (name: string) => string | undefined;
}

/** Owns one interpreter. Not re-entrant. After a failure of kind `memory` or `stack` it should not be used again. */
export class Sandbox {
  readonly #vm: QuickJS;
  readonly #fuel: { polls: number };
  readonly #participant: Participant;
  #pollCount = 0;
  #api: Record<string, JSValueHandle> = {};
  readonly #keptValues = new Map<string | number, JSValueHandle>();

  private constructor(vm: QuickJS, fuel: { polls: number }, participant: Participant) {
    this.#vm = vm;
    this.#fuel = fuel;
    this.#participant = participant;
  }

  static async create(
    wasm: WebAssembly.Module,
    modules?: SandboxModules,
    extension?: SandboxExtension,
    patience = 1,
  ): Promise<Sandbox> {
    const fuel = { polls: 0 };
    const participant: Participant = { code: '', libraries: {} };
    const vm = await QuickJS.create({
      wasm,
      memoryLimit: sandboxLimits.memoryBytes,
      maxStackSize: sandboxLimits.stackBytes,
      intrinsics: Intrinsics.ALL & ~absent,
      timezoneOffset: 0,
      interruptHandler: () => ++fuel.polls > sandboxLimits.polls * patience,
      moduleLoader: {
        normalize: (base, specifier) => modules?.resolve(base, specifier) ?? specifier,
        load: (name) => {
          const text = modules?.text(name);
          if (text !== undefined) return text;
          if (name === 'interleave') return 'export const protocol = (handlers) => handlers;';
          if (name === participantModule) return participant.code;
          const library = Object.hasOwn(participant.libraries, name) ? participant.libraries[name] : undefined;
          if (library !== undefined) return library;
          throw new Error(`There is no module "${name}". A protocol can import only "interleave".`);
        },
      },
      wasi: (memory) => ({
        clock_time_get(_clock: number, _precision: bigint, result: number) {
          new DataView(memory.buffer).setBigUint64(result, 0n, true);
          return 0;
        },
        random_get(pointer: number, length: number) {
          new Uint8Array(memory.buffer, pointer, length).fill(0);
          return 0;
        },
      }),
    });
    const sandbox = new Sandbox(vm, fuel, participant);
    const api = vm.evalCode(preludeSource, 'prelude');
    for (const name of ['prepare', 'abandon', 'install', 'durablePart', 'chart', 'call'])
      sandbox.#api[name] = api.getProp(name);
    if (extension !== undefined) sandbox.#extend(extension, api.getProp('tools'));
    api.dispose();
    return sandbox;
  }

  #extend({ script, functions }: SandboxExtension, tools: JSValueHandle): void {
    const make = this.#vm.evalCode(script, 'extension');
    const made = this.#vm.callFunction(make, this.#vm.undefined, tools);
    for (const name of functions) this.#api[name] = made.getProp(name);
    for (const handle of [make, made, tools]) handle.dispose();
  }

  /** Evaluates the module, then hands its default export, or the handlers of its machine, to the prelude with the set-up text. */
  async load({ code, libraries, form }: Loaded, setupText: string): Promise<SandboxAnswer> {
    this.#participant.code = code;
    this.#participant.libraries = libraries ?? {};
    const entry = form === 'machine' ? machineEntrySource : entrySource;
    return this.loadEntry(entry, code.split('\n').length, 'install', setupText);
  }

  /**
   * Evaluates a module that exports `candidate`, and hands that to a function of the host's scripts together with a text.
   *
   * @param lineCount of the module with line marks, if there is one
   */
  async loadEntry(entry: string, lineCount: number, install: string, text: string): Promise<SandboxAnswer> {
    this.refuel();
    this.#invoke('prepare', [this.#vm.newNumber(lineCount)]);
    let namespace: JSValueHandle;
    try {
      const promise = this.#vm.evalCode(entry, 'entry', EvalFlags.TYPE_MODULE);
      if (this.#jobPending()) return { ok: false, failure: { ...waited, line: this.#abandon() } };
      const settled = await this.#vm.resolvePromise(promise);
      promise.dispose();
      if ('error' in settled) {
        const failure = this.#failureOf(new JSException(settled.error));
        return { ok: false, failure };
      }
      namespace = settled.value;
    } catch (error) {
      return { ok: false, failure: this.#failureOf(error) };
    }
    const candidate = namespace.getProp('candidate');
    namespace.dispose();
    return this.#invoke(install, [candidate, this.#vm.newString(text)]);
  }

  /** Calls a function of the extension with texts, on a full budget. */
  invoke(name: string, ...texts: readonly string[]): SandboxAnswer {
    this.refuel();
    return this.#invoke(
      name,
      texts.map((text) => this.#vm.newString(text)),
    );
  }

  /** Fills the budget of steps again; the calls until the next refill share it. */
  refuel(): void {
    this.#pollCount += this.#fuel.polls;
    this.#fuel.polls = 0;
  }

  /** Polls of all calls so far: a measure of work that does not depend on the machine. */
  get pollCount(): number {
    return this.#pollCount + this.#fuel.polls;
  }

  /** Runs one handler; see the prelude's `call` for the arguments and the text that comes back. */
  call(
    kind: string,
    node: number,
    state: string,
    event: string,
    from: number,
    choices: readonly number[],
  ): SandboxAnswer {
    const vm = this.#vm;
    const passing = [vm.newString(state), vm.newString(event)] as const;
    if (this.#keptValues.size + 4 > keptMax) this.#release();
    const kept = this.#kept(JSON.stringify(choices));
    return this.#invoke('call', [this.#kept(kind), this.#kept(node), ...passing, this.#kept(from), kept], passing);
  }

  /** The same, where a word of 32 bits decides what is drawn. */
  callDrawn(kind: string, node: number, state: string, event: string, from: number, word: number): SandboxAnswer {
    const vm = this.#vm;
    const passing = [vm.newString(state), vm.newString(event), vm.newString(String(word))] as const;
    const [stateText, eventText, dice] = passing;
    if (this.#keptValues.size + 3 > keptMax) this.#release();
    const parameters = [this.#kept(kind), this.#kept(node), stateText, eventText, this.#kept(from), dice];
    return this.#invoke('call', parameters, passing);
  }

  /** A value that most calls have, such as a kind of event, inside the interpreter. */
  #kept(value: string | number): JSValueHandle {
    const known = this.#keptValues.get(value);
    if (known !== undefined) return known;
    const handle = typeof value === 'number' ? this.#vm.newNumber(value) : this.#vm.newString(value);
    this.#keptValues.set(value, handle);
    return handle;
  }

  #release(): void {
    for (const handle of this.#keptValues.values()) handle.dispose();
    this.#keptValues.clear();
  }

  /** The part of a state that a crash leaves. */
  durablePart(state: string): SandboxAnswer {
    return this.#invoke('durablePart', [this.#vm.newString(state)]);
  }

  /** What the installed machine looks like. */
  chart(): SandboxAnswer {
    return this.#invoke('chart', []);
  }

  dispose(): void {
    this.#release();
    for (const handle of Object.values(this.#api)) handle.dispose();
    this.#api = {};
    this.#vm.dispose();
  }

  /** @param passing parameters that are given up after the call */
  #invoke(
    name: string,
    parameters: readonly JSValueHandle[],
    passing: readonly JSValueHandle[] = parameters,
  ): SandboxAnswer {
    try {
      const result = this.#vm.callFunction(this.#api[name] as JSValueHandle, this.#vm.undefined, ...parameters);
      const text = result.toString();
      result.dispose();
      if (this.#jobPending()) return { ok: false, failure: { ...waited, line: this.#abandon() } };
      return { ok: true, text };
    } catch (error) {
      return { ok: false, failure: this.#failureOf(error) };
    } finally {
      for (const handle of passing) handle.dispose();
    }
  }

  #failureOf(error: unknown): SandboxFailure {
    const line = this.#abandon();
    if (!(error instanceof JSException)) {
      // The interpreter itself gave up: its own stack overflowed inside native code, or it trapped.
      return { kind: 'stack', name: 'InternalError', message: String(error), stack: '', line };
    }
    // What is thrown may be no error; then its text stands in angle brackets where the message would be.
    const isError = error.handle.isObject;
    const name = isError ? error.name : 'thrown value';
    const message = isError ? error.message : error.message.replace(/^<(.*)>$/, '$1');
    const stack = error.stack ?? '';
    error.dispose();
    return { kind: failureKind(name, message, this.#fuel.polls), name, message: message.slice(0, 500), stack, line };
  }

  /** Whether something was put off with a promise. What was put off is dropped. */
  #jobPending(): boolean {
    if (this.#vm._getExports().qjs_is_job_pending() === 0) return false;
    try {
      this.#vm.executePendingJobs();
    } catch {
      // It was to be dropped; that it failed on the way out makes no difference.
    }
    return true;
  }

  /** Tells the prelude that the call is over, and asks for the last line mark it passed. */
  #abandon(): number {
    this.refuel();
    try {
      const handle = this.#vm.callFunction(this.#api.abandon as JSValueHandle, this.#vm.undefined);
      const line = handle.toNumber();
      handle.dispose();
      return line;
    } catch {
      return 0; // An interpreter that cannot even answer this has no line to tell.
    }
  }
}

/** Which budget an error of the interpreter stands for. */
export function failureKind(name: string, message: string, polls = 0): SandboxFailure['kind'] {
  if (name === 'InternalError' && message === 'interrupted') return 'steps';
  if (name === 'InternalError' && (message.includes('out of memory') || message.includes('string too long')))
    return 'memory';
  if (name === 'RangeError' && message.includes('call stack size')) return 'stack';
  return polls > sandboxLimits.polls ? 'steps' : 'error';
}
