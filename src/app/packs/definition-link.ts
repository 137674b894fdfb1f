/** The page's end of the worker that compiles definitions: one for the whole tab, started at its first use. */
import type { DefinitionWorker } from '../../../workers/api';
import { createWorkerLink, type WorkerLink } from '../workers';

/** The longest that compiling takes without a sign of life: the compiler has to load first. */
const silenceMaxMs = 60_000;

let link: WorkerLink<DefinitionWorker> | null = null;

export function definitionLink(): WorkerLink<DefinitionWorker> {
  link ??= createWorkerLink<DefinitionWorker>({
    spawn: () =>
      new Worker(new URL('../../../workers/definition.worker.ts', import.meta.url), {
        type: 'module',
        name: 'definition',
      }),
    silenceMaxMs,
  });
  return link;
}
