/**
 * Adversaries of definitions that run in the sandbox. A host that meets one loads the definition into a sandbox of its own,
 * where the adversary's handlers take the place of a protocol's.
 */
import { type Adversary, DefinitionError, dataText, type HandlerResult } from '../model';
import { type LoadedCode, moduleName, modulesOf, type SandboxPlatform } from './definition-sandbox';
import type { HostSetup } from './host-contract';
import { Sandbox } from './sandbox';

/** Where the handlers of an adversary are. */
interface AdversarySource {
  readonly platform: SandboxPlatform;
  readonly code: LoadedCode;
  readonly boundsText: string;
  readonly node: number;
}

const sources = new WeakMap<Adversary, AdversarySource>();

/** Stands for an adversary in a sandbox: its handlers cannot be called here. */
export function sandboxedAdversary(
  platform: SandboxPlatform,
  code: LoadedCode,
  boundsText: string,
  node: number,
  handlers: readonly string[],
): Adversary {
  const elsewhere = (): never => {
    throw new Error('the adversary runs in a sandbox');
  };
  const script = Object.fromEntries(handlers.map((name) => [name, elsewhere])) as unknown as Adversary;
  sources.set(script, { platform, code, boundsText, node });
  return script;
}

/**
 * A sandbox in which an adversary is what handlers are called of; undefined if it is native. Throws a `DefinitionError` if
 * it cannot be loaded.
 */
export async function openAdversary(adversary: Adversary, setup: HostSetup): Promise<Sandbox | undefined> {
  const source = sources.get(adversary);
  if (source === undefined) return undefined;
  const { platform, code, boundsText, node } = source;
  const sandbox = await Sandbox.create(platform.wasm, await modulesOf(code, platform.libraryText));
  const entry = `import system from '${moduleName(code.entry)}'; const given = system(JSON.parse(${JSON.stringify(boundsText)})).nodes[${node}].adversary; const candidate = { init: given.init, onInput: given.onInput, onMessage: given.onMessage, onTimer: given.onTimer }; export { candidate };`;
  const setupText = JSON.stringify({
    nodes: setup.nodes.map(({ id, role }) => ({ id, role })),
    config: dataText(setup.config),
  });
  const answer = await sandbox.loadEntry(entry, 0, 'install', setupText);
  const problems = answer.ok
    ? (JSON.parse(answer.text) as { readonly problems: readonly { readonly sentence: string }[] }).problems.map(
        ({ sentence }) => sentence,
      )
    : [answer.failure.message];
  const [first] = problems;
  if (first === undefined) return sandbox;
  sandbox.dispose();
  const sentence = `The adversary at ${setup.nodes[node]?.id}, which is part of the challenge, could not be loaded: ${first}. Correct the challenge, or tell its author.`;
  throw new DefinitionError(first, { code: 'challenge-invalid', sentence });
}

/** What an adversary answers, or that it did what only protocols can. */
export function adversaryResult(
  result: HandlerResult,
  failure: (what: string) => Extract<HandlerResult, { kind: 'failed' }>,
): HandlerResult {
  if (result.kind === 'failed') {
    const told = failure(`failed: ${result.problem.sentence.replace(/[.]$/, '')}`);
    return result.diverged === true ? { ...told, diverged: true } : told;
  }
  return result.outcomes.some(({ draws }) => draws.some(({ kind }) => kind === 'random'))
    ? failure('used ctx.random, which adversaries do not have; ctx.choose explores every option')
    : result;
}
