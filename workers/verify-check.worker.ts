/** Runs checks of packs, one after the other, each in sandboxes of its own. */
import { openDefinition } from '../src/check';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import type { CheckReport, Compiled, DefinitionSource, Variant, VerifyTask } from '../src/model';
import { runVerifyTask } from '../src/verify';
import { pause } from './pause';

export interface VerifyCheckJob {
  readonly definition: DefinitionSource;
  readonly task: VerifyTask;
  readonly program: Compiled;
  /** Those of the pack, where they count. */
  readonly hiddenVariants?: readonly Variant[];
}

export type VerifyCheckAnswer =
  | { readonly kind: 'states'; readonly states: number }
  | { readonly kind: 'done'; readonly report: CheckReport };

/** States are told this often. */
const tellEveryMs = 100;

self.onmessage = async ({ data: { definition, task, program, hiddenVariants = [] } }: MessageEvent<VerifyCheckJob>) => {
  try {
    const [wasm, { libraryText }] = await Promise.all([
      loadSandboxWasm(),
      import('../src/host/libraries/libraries-browser'),
    ]);
    const challenge = await openDefinition({ wasm, libraryText }, definition);
    let toldAt = 0;
    const breaking = {
      libraryText,
      variants: async () => definition.variants ?? [],
      hidden: async () => hiddenVariants,
    };
    const around = { challenge, wasm, breaking, now: () => performance.now(), pause, isCancelled: () => false };
    try {
      const report = await runVerifyTask(task, program, around, (states) => {
        if (performance.now() - toldAt < tellEveryMs) return;
        toldAt = performance.now();
        self.postMessage({ kind: 'states', states } satisfies VerifyCheckAnswer);
      });
      self.postMessage({ kind: 'done', report } satisfies VerifyCheckAnswer);
    } finally {
      challenge.dispose();
    }
  } catch (error) {
    // A rejection alone would not be seen outside; an error in a task of its own is.
    setTimeout(() => {
      throw error;
    });
  }
};
