/** Verifies packs. Their definitions and protocols run in sandboxes, whoever wrote them; nothing of one reaches the next. */
import { engine } from 'virtual:identities';
import { expose } from 'comlink';
import type { CheckReport, VerifyReport } from '../src/model';
import { readPack } from '../src/pack';
import {
  cancelledOutcome,
  createSlots,
  definitionSource,
  emptyReport,
  hiddenVariantsOfPack,
  outcomeOf,
  verifyPack,
} from '../src/verify';
import type { VerifyWorker } from './api';
import { outcomeMemory } from './outcome-database';
import { helperCount } from './search-threads';
import { loadCompiler, programOf, withDefinition } from './verify-definition';
import { VerifyThreads } from './verify-threads';

const memory = outcomeMemory();
const threads = new VerifyThreads();
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
            const hidden = task.withHidden === true ? hiddenVariantsOfPack(pack, compiler.compile) : [];
            try {
              return outcomeOf(
                await threads.run({ definition: source.value, task, program, hiddenVariants: hidden }, onStates),
              );
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
    const hidden = task.withHidden === true ? hiddenVariantsOfPack(pack, compiler.compile) : [];
    return threads.run({ definition: source.value, task, program, hiddenVariants: hidden }, () => undefined);
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

expose(worker);
