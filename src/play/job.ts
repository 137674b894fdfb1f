/** Long work that lets messages in, tells how far it is, and ends when something newer is asked for. */
import type { PlayProgress } from '../model';
import type { PlayEnvironment } from './environment';

const pauseEveryMs = 12;
const progressEveryMs = 100;

/** One search or advice on its way. */
export interface PlayJob {
  /** To be awaited every millisecond or so. False if the job was cancelled. */
  goesOn(progress: () => PlayProgress): Promise<boolean>;
}

export function createJob(
  { now, pause }: Pick<PlayEnvironment, 'now' | 'pause'>,
  isNewest: () => boolean,
  onProgress: (progress: PlayProgress) => void,
): PlayJob {
  let pausedAt = now();
  let toldAt = pausedAt;
  return {
    async goesOn(progress) {
      const time = now();
      if (time - toldAt >= progressEveryMs) {
        onProgress(progress());
        toldAt = time;
      }
      if (time - pausedAt >= pauseEveryMs) {
        await pause();
        pausedAt = now();
      }
      return isNewest();
    },
  };
}
