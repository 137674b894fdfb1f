/** Verifies packs. Their definitions and protocols run in sandboxes, whoever wrote them; nothing of one reaches the next. */
import { engine } from 'virtual:identities';
import { expose } from 'comlink';
import { err, ok, type Result } from '../src/base';
import { openDefinition } from '../src/check';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import type { Challenge, CheckReport, Compiled, DefinitionSource, Finding, PackFile, VerifyReport } from '../src/model';
import { type Pack, readPack } from '../src/pack';
import { cancelledOutcome, createSlots, definitionSource, emptyReport, outcomeOf, verifyPack } from '../src/verify';
import type { VerifyWorker } from './api';
import { outcomeMemory } from './outcome-database';
import { helperCount } from './search-threads';
import { VerifyThreads } from './verify-threads';

const wasm = loadSandboxWasm();
const memory = outcomeMemory();
const threads = new VerifyThreads();
/** Programs by path and text, so that what has not changed is not compiled again. */
const programs = new Map<string, Compiled>();
const programsMax = 300;

/** Counts jobs; one that began before the newest ends. */
let newest = 0;
let running: Promise<unknown> = Promise.resolve();

const worker: VerifyWorker = {
  async verify(files, options, onReport, onProgress) {
    const own = cancel();
    const before = running;
    const result = (async (): Promise<VerifyReport> => {
      await before.catch(() => undefined);
      const { pack, findings } = readPack(files);
      if (pack === null) return emptyReport(nameless, engine.hash, '', findings);
      const compiler = await loadCompiler();
      const source = definitionSource(pack, compiler);
      const isCancelled = (): boolean => own !== newest;
      return withDefinition(source, findings, async (challenge) =>
        verifyPack(pack, findings, options, {
          engine: engine.hash,
          challenge,
          run: async (task, onStates) => {
            if (source.kind === 'err') throw new Error('there is no definition');
            const program = programOf(pack, task.file, compiler.compileBytes);
            try {
              return outcomeOf(await threads.run({ definition: source.value, task, program }, onStates));
            } catch (error) {
              if (isCancelled()) return cancelledOutcome;
              throw error;
            }
          },
          slots: createSlots(helperCount()),
          memory: await memory,
          now: () => performance.now(),
          isCancelled,
          onReport,
          onProgress,
        }),
      );
    })();
    running = result;
    return result;
  },
  async check(files, task): Promise<CheckReport> {
    const { pack } = readPack(files);
    if (pack === null) throw new Error('The pack cannot be read.');
    const compiler = await loadCompiler();
    const source = definitionSource(pack, compiler);
    if (source.kind === 'err') throw new Error(source.error[0]?.sentence ?? 'The definition cannot be used.');
    const program = programOf(pack, task.file, compiler.compileBytes);
    return threads.run({ definition: source.value, task, program }, () => undefined);
  },
  cancel() {
    cancel();
  },
};

/** Ends what is under way; the number of what comes next. */
function cancel(): number {
  newest++;
  threads.end();
  return newest;
}

const nameless = { slug: 'pack', title: 'A pack that cannot be read', release: '0.0.0' };

/** Large, and needed only where something is compiled. */
async function loadCompiler() {
  const [{ compileBytes, compileSource }, { compileDefinition }] = await Promise.all([
    import('../src/host/compile'),
    import('../src/host/compile-definition'),
  ]);
  return { compileBytes, compile: compileSource, compileDefinition };
}

/** Does some work with a definition in a sandbox, which is given up afterwards. */
async function withDefinition<Outcome>(
  source: Result<DefinitionSource, readonly Finding[]>,
  found: readonly Finding[],
  work: (challenge: Result<Challenge, readonly Finding[]>) => Promise<Outcome>,
): Promise<Outcome> {
  if (source.kind === 'err') {
    // What is wrong with imports was found in reading the pack already.
    const isKnown = found.some(({ code }) => code === 'import-cycle' || code === 'import-unknown');
    return work(isKnown ? err([]) : source);
  }
  const { libraryText } = await import('../src/host/libraries/libraries-browser');
  const challenge = await openDefinition({ wasm: await wasm, libraryText }, source.value);
  try {
    return await work(ok(challenge));
  } finally {
    challenge.dispose();
  }
}

function programOf(
  { files, texts }: Pack,
  path: string,
  compile: (source: Uint8Array, file: string) => Compiled,
): Compiled {
  const text = texts.get(path);
  const bytes = files.find((file: PackFile) => file.path === path)?.bytes ?? new Uint8Array();
  if (text === undefined) return compile(bytes, path);
  const key = `${path}\n${text}`;
  const known = programs.get(key) ?? compile(bytes, path);
  if (programs.size > programsMax) programs.clear();
  programs.set(key, known);
  return known;
}

expose(worker);
