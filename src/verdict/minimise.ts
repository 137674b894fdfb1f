/**
 * Makes a failing schedule smaller: drops one action at a time, from the end, and keeps what still fails, until no
 * action can be dropped. The result is 1-minimal; it need not be a shortest schedule. (Zeller and Hildebrandt,
 * "Simplifying and isolating failure-inducing input", 2002, with chunks of one.)
 *
 * @param stillFails whether a schedule replays wholly and shows the same violation; called O(length²) times at most
 */
import type { Schedule } from '../model';

export function minimise(schedule: Schedule, stillFails: (schedule: Schedule) => boolean): Schedule {
  let current = schedule;
  for (let changed = true; changed; ) {
    changed = false;
    for (let index = current.length - 1; index >= 0; index--) {
      const shorter = [...current.slice(0, index), ...current.slice(index + 1)];
      if (stillFails(shorter)) {
        current = shorter;
        changed = true;
      }
    }
  }
  return current;
}
