/** The page's end of the worker that tries slips of a reference: one for the whole tab, started at its first use. */
import * as Comlink from 'comlink';
import type { MutantsNews, MutantsWorker, TriageNews } from '../../../workers/api';
import type { MutantsEffects, MutantsEvent } from '../machines';
import { type Connection, createWorkerLink, isProblem, type WorkerLink } from '../workers';
import { packFilesOf } from './pack-files';

/** Making the slips takes a second or two, comparing two large spaces up to a minute without a word. */
const silenceMaxMs = 180_000;

let link: WorkerLink<MutantsWorker> | null = null;

function mutantsLink(): WorkerLink<MutantsWorker> {
  link ??= createWorkerLink<MutantsWorker>({
    spawn: () =>
      new Worker(new URL('../../../workers/verify-mutants.worker.ts', import.meta.url), {
        type: 'module',
        name: 'mutants',
      }),
    silenceMaxMs,
  });
  return link;
}

export const mutantsInWorker: MutantsEffects = {
  tryMutants: (files, options, tell) =>
    run(tell, (to, isStopped) =>
      to.api.tryMutants(
        packFilesOf(files),
        options,
        Comlink.proxy((news: MutantsNews) => {
          to.silence = 0;
          if (!isStopped()) tell({ type: 'news', news });
        }),
      ),
    ),
  triage: (files, survivors, tell) =>
    run(tell, (to, isStopped) =>
      to.api.triage(
        packFilesOf(files),
        survivors,
        Comlink.proxy((news: TriageNews) => {
          to.silence = 0;
          if (!isStopped() && news.kind === 'triage') tell({ type: 'triaged', id: news.id, triage: news.triage });
        }),
      ),
    ),
};

/** Makes one call, tells how it ends, and gives what stops it. */
function run(
  tell: (event: MutantsEvent) => void,
  call: (to: Connection<MutantsWorker>, isStopped: () => boolean) => Promise<string | null>,
): () => void {
  let isStopped = false;
  mutantsLink()
    .guarded<string | null>((to) => call(to, () => isStopped))
    .then(
      (sentence) => {
        if (!isStopped) tell(sentence === null ? { type: 'done' } : { type: 'failed', sentence });
      },
      (error: unknown) => {
        if (isStopped) return;
        const sentence = isProblem(error) ? error.sentence : error instanceof Error ? error.message : String(error);
        tell({ type: 'failed', sentence });
      },
    );
  return () => {
    isStopped = true;
    void mutantsLink().current()?.api.cancel();
  };
}
