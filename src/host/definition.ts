/**
 * Definitions of challenges in the sandbox: what comes from elsewhere builds systems and judges observations there, and
 * nowhere else. Data crosses as text; the functions of properties and monitors become calls into the sandbox.
 */
import {
  type Adversary,
  type Bounds,
  type Claim,
  type Data,
  type DefinitionCode,
  DefinitionError,
  type ExperimentRun,
  type NodeSpec,
  type Observation,
  type Property,
  type SystemSpec,
  type View,
  type ViewGroup,
} from '../model';
import { sandboxedAdversary } from './adversary-sandbox';
import type { definitionFunctions } from './definition-prelude';
import { type Blame, DefinitionSandbox, type LoadedCode, type SandboxPlatform } from './definition-sandbox';

/** A definition that runs in a sandbox of its own. */
export interface Definition {
  /** The system of some bounds. Throws a `DefinitionError` if there is none. Of equal bounds it is the same object. */
  system(bounds: Bounds): SystemSpec;
  dispose(): void;
}

export type DefinitionCreated =
  | { readonly kind: 'ready'; readonly definition: Definition }
  | { readonly kind: 'failed'; readonly error: DefinitionError };

const tellAuthor = 'Correct the challenge, or tell its author.';

/** Loads a definition into a fresh sandbox: some ten milliseconds. */
export async function createDefinition(platform: SandboxPlatform, code: DefinitionCode): Promise<DefinitionCreated> {
  const loaded: LoadedCode = {
    entry: code.entry,
    libraries: code.libraries,
    modules: code.modules.map((module) => ({ ...module, insertions: [] })),
    markedLines: 0,
  };
  const blame: Blame = { code: 'challenge-invalid', what: 'The definition of the challenge', advice: tellAuthor };
  try {
    const { sandbox, text } = await DefinitionSandbox.load(platform, loaded, 'installSystem', blame);
    if (text !== '') {
      sandbox.dispose();
      const place = { file: code.entry, line: 1, column: 1 };
      const problem = { code: 'challenge-invalid', sentence: `${text} ${tellAuthor}`, place } as const;
      return { kind: 'failed', error: new DefinitionError(text, problem) };
    }
    return { kind: 'ready', definition: new SandboxedDefinition(platform, loaded, sandbox) };
  } catch (error) {
    if (error instanceof DefinitionError) return { kind: 'failed', error };
    throw error;
  }
}

class SandboxedDefinition implements Definition {
  readonly #platform: SandboxPlatform;
  readonly #code: LoadedCode;
  readonly #sandbox: DefinitionSandbox;
  readonly #systems = new Map<string, SystemSpec>();

  constructor(platform: SandboxPlatform, code: LoadedCode, sandbox: DefinitionSandbox) {
    this.#platform = platform;
    this.#code = code;
    this.#sandbox = sandbox;
  }

  system(bounds: Bounds): SystemSpec {
    const boundsText = JSON.stringify(bounds);
    const known = this.#systems.get(boundsText);
    if (known !== undefined) return known;
    const blame: Blame = {
      code: 'challenge-invalid',
      what: 'The function that builds the system of the challenge',
      advice: tellAuthor,
    };
    const text = this.#sandbox.call(blame, 'buildSystem', boundsText);
    const told = JSON.parse(text) as ToldSystem;
    const number = this.#systems.size;
    const properties = new PropertyCalls(this.#sandbox, number, authorAdvice);
    const spec: SystemSpec = {
      ...told,
      nodes: told.nodes.map((node, index) => this.#node(node, index, boundsText)),
      properties: told.properties.map((property, index) => properties.property(property, index)),
    };
    this.#systems.set(boundsText, spec);
    return spec;
  }

  #node({ adversary, ...node }: ToldNode, index: number, boundsText: string): NodeSpec {
    if (adversary === undefined) return node;
    const script: Adversary = sandboxedAdversary(this.#platform, this.#code, boundsText, index, adversary);
    return { ...node, adversary: script };
  }

  dispose(): void {
    this.#sandbox.dispose();
  }
}

const authorAdvice =
  'Check that every output has the form that the statement asks for; if it has, tell the author of the challenge.';

/** What the sandbox tells of a system: functions are named. */
interface ToldSystem extends Omit<SystemSpec, 'nodes' | 'properties'> {
  readonly nodes: readonly ToldNode[];
  readonly properties: readonly ToldProperty[];
}

interface ToldNode extends Omit<NodeSpec, 'adversary'> {
  readonly adversary?: readonly string[];
}

/** What the sandbox tells of a property. */
export interface ToldProperty {
  readonly kind: Property['kind'];
  readonly name: string;
  readonly meaning: string;
  readonly at: 'every' | 'quiescent';
  readonly functions: readonly string[];
  readonly monitor?: { readonly initial: Data; readonly hasWords: boolean };
}

/** A group whose view, if its author chose it, is a number. */
type ToldGroup = Omit<ViewGroup, 'view'> & {
  readonly view: Extract<View, { kind: 'coalition' }> | { readonly kind: 'chosen'; readonly of: number };
};

/** Properties whose functions are calls into a sandbox. */
export class PropertyCalls {
  readonly #sandbox: DefinitionSandbox;
  readonly #system: string;
  readonly #advice: string;
  readonly #onLines: ((lines: readonly number[]) => void) | undefined;

  /**
   * @param system which of the systems that the sandbox has built
   * @param advice what is said to do about a property that fails
   * @param onLines told of the lines that each call ran, where the code has line marks
   */
  constructor(
    sandbox: DefinitionSandbox,
    system: number,
    advice: string,
    onLines?: (lines: readonly number[]) => void,
  ) {
    this.#sandbox = sandbox;
    this.#system = String(system);
    this.#advice = advice;
    this.#onLines = onLines;
  }

  property({ functions, monitor, ...told }: ToldProperty, index: number): Property {
    const blame: Blame = { code: 'property-threw', what: `The property "${told.name}"`, advice: this.#advice };
    const at = String(index);
    const asked: Record<string, unknown> = {};
    for (const name of functions) asked[name] = this.#function(name, at, blame);
    if (monitor === undefined) return { ...told, ...asked } as unknown as Property;
    return { ...told, ...asked, monitor: this.#monitor(monitor, at, blame) } as unknown as Property;
  }

  /** Whether a property looks at anything of an observation; one with a monitor does. */
  looks({ name, monitor }: ToldProperty, index: number, observation: Observation): boolean {
    if (monitor !== undefined) return true;
    const blame: Blame = { code: 'property-threw', what: `The property "${name}"`, advice: this.#advice };
    return this.#ask(blame, observation, 'looks', String(index)) === 'true';
  }

  #function(name: string, at: string, blame: Blame): unknown {
    switch (name) {
      case 'claim':
        return Object.assign((o: Observation): Claim => this.#claim(this.#ask(blame, o, 'ask', at, 'claim')), {
          reads: (o: Observation) => JSON.parse(this.#ask(blame, o, 'reads', at)) as readonly [number, number][],
        });
      case 'reward':
        return (action: unknown, before: Observation) => {
          const reward: unknown = JSON.parse(this.#ask(blame, before, 'reward', at, JSON.stringify(action)));
          return typeof reward === 'number' ? reward : Number.NaN;
        };
      case 'experiments':
        return () => this.#data(this.#call(blame, 'experiments', at));
      case 'runClaim':
        return (run: ExperimentRun) => this.#claim(this.#ofRun(run, (text) => this.#call(blame, 'runClaim', at, text)));
      case 'groups':
        return () => this.#groups(at, blame);
      default:
        return (o: Observation) => this.#ask(blame, o, 'ask', at, name) === 'true';
    }
  }

  #ask(
    blame: Blame,
    o: Observation,
    name: 'ask' | 'reads' | 'looks' | 'reward',
    at: string,
    ...rest: readonly string[]
  ): string {
    this.#sandbox.observe(blame, o);
    return this.#call(blame, name, at, ...rest);
  }

  #groups(at: string, blame: Blame): readonly ViewGroup[] {
    const told = this.#data(this.#call(blame, 'groups', at)) as unknown as readonly ToldGroup[];
    return told.map(({ view, ...group }) => {
      if (view.kind === 'coalition') return { ...group, view };
      const of = (run: ExperimentRun) =>
        this.#data(this.#ofRun(run, (text) => this.#call(blame, 'view', at, String(view.of), text)));
      return { ...group, view: { kind: 'chosen', of } };
    });
  }

  /** Messages and draws are told only to code that looks at them: whether it does is of interest, and most does not. */
  #ofRun(run: ExperimentRun, ask: (runText: string) => string): string {
    const { experiment, outputs } = run;
    const answer = ask(JSON.stringify({ experiment, outputs }));
    return answer === 'order' ? ask(runText(run)) : answer;
  }

  #data(text: string): Data {
    return JSON.parse(text) as Data;
  }

  #call(
    blame: Blame,
    name: Exclude<(typeof definitionFunctions)[number], `install${string}` | 'addTaken' | 'nextStep' | 'buildSystem'>,
    ...texts: readonly string[]
  ): string {
    const answer = this.#sandbox.call(blame, name, this.#system, ...texts);
    this.#onLines?.(this.#sandbox.linesRun());
    return answer;
  }

  #claim(text: string): Claim {
    return this.#data(text) as unknown as Claim;
  }

  #monitor({ initial, hasWords }: { readonly initial: Data; readonly hasWords: boolean }, at: string, blame: Blame) {
    return {
      initial,
      step: (state: Data, event: unknown) =>
        this.#data(this.#call(blame, 'stepMonitor', at, JSON.stringify(state), JSON.stringify(event))),
      violated: (state: Data): boolean | Claim => {
        const answer = this.#call(blame, 'monitorViolated', at, JSON.stringify(state));
        return answer === 'true' || answer === 'false' ? answer === 'true' : this.#claim(answer);
      },
      ...(hasWords
        ? { words: (state: Data) => JSON.parse(this.#call(blame, 'monitorWords', at, JSON.stringify(state))) as string }
        : {}),
    };
  }
}

/** A run as authors know it: the engine's own bookkeeping stays here. */
function runText({ experiment, outputs, messages, draws }: ExperimentRun): string {
  return JSON.stringify({ experiment, outputs, messages, draws });
}
