/** The page's end of the worker that verifies packs: one for the whole tab, started at its first use. */
import * as Comlink from 'comlink';
import type { VerifyWorker } from '../../../workers/api';
import type { CheckReport, VerifyProgress, VerifyReport, VerifyTask } from '../../model';
import type { VerificationEffects } from '../machines';
import { createWorkerLink, isProblem, type WorkerLink } from '../workers';
import type { DraftFiles } from './draft-files';
import { packFilesOf } from './pack-files';

/** It tells of its progress many times a second, but for compiling, which has to load first. */
const silenceMaxMs = 60_000;

let link: WorkerLink<VerifyWorker> | null = null;

function verifyLink(): WorkerLink<VerifyWorker> {
  link ??= createWorkerLink<VerifyWorker>({
    spawn: () =>
      new Worker(new URL('../../../workers/verify.worker.ts', import.meta.url), { type: 'module', name: 'verify' }),
    silenceMaxMs,
  });
  return link;
}

export const verifyInWorker: VerificationEffects['verify'] = (files, { findSmallest }, tell) => {
  let isStopped = false;
  verifyLink()
    .guarded<VerifyReport>((to) => {
      const heard = (): void => {
        to.silence = 0;
      };
      return to.api.verify(
        packFilesOf(files),
        { quick: false, findSmallest },
        Comlink.proxy((report: VerifyReport) => {
          heard();
          if (!isStopped && !report.isDone) tell({ type: 'report', report });
        }),
        Comlink.proxy((progress: VerifyProgress) => {
          heard();
          if (!isStopped) tell({ type: 'progress', progress });
        }),
      );
    })
    .then(
      (report) => {
        if (!isStopped) tell({ type: 'report', report: { ...report, isDone: true } });
      },
      (error: unknown) => {
        if (isStopped) return;
        const why = isProblem(error) ? error.sentence : error instanceof Error ? error.message : String(error);
        tell({ type: 'failed', sentence: why });
      },
    );
  return () => {
    isStopped = true;
    void verifyLink().current()?.api.cancel();
  };
};

/** One check of a row again, with its trace. Rejects with a `Problem` where it cannot be made. */
export function checkAgain(files: DraftFiles, task: VerifyTask): Promise<CheckReport> {
  return verifyLink().guarded<CheckReport>((to) => to.api.check(packFilesOf(files), task));
}
