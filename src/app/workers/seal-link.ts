/** The page's end of the worker that seals: one for the whole tab, started at its first use. */
import type { SealWorker } from '../../../workers/api';
import { createWorkerLink, type WorkerLink } from './worker-link';

/** The longest that sealing or locking takes without a sign of life. */
const silenceMaxMs = 120_000;

let link: WorkerLink<SealWorker> | null = null;

export function sealLink(): WorkerLink<SealWorker> {
  link ??= createWorkerLink<SealWorker>({
    spawn: () =>
      new Worker(new URL('../../../workers/seal.worker.ts', import.meta.url), { type: 'module', name: 'seal' }),
    silenceMaxMs,
  });
  return link;
}
