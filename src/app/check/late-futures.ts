/** The futures of a counterexample's states, asked of the check worker when its trace lacks them. Loaded late. */
import { proxy } from 'comlink';
import type { CheckRequest, Futures, Schedule } from '../../model';
import { sharedCheckRunner, withDefinition } from './check-worker';

/**
 * Nothing where the space is too large for it, or another check begins. Rejects with a `Problem` if the worker fails.
 *
 * @param property the violated one
 */
export function lateFutures(request: CheckRequest, property: string, schedule: Schedule): Promise<Futures> {
  return sharedCheckRunner().guarded((to) => {
    const alive = proxy(() => {
      to.silence = 0;
    });
    return to.api.futures(withDefinition(request), property, schedule, alive);
  });
}
