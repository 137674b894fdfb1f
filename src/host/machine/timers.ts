/** Delays of a machine as timers of its node, which may fire at any moment. */
import type { Data } from '../../model';
import type { MachineDeclared } from './limits';
import { pathOf, statesBelow } from './nodes';

export interface Delays {
  /**
   * The timer for an event that the machine raises later. An event with an id can be cancelled by it and replaces the one
   * that had it; what must be known for that is noted in `delayed`.
   */
  timerFor(event: Data, id: string | undefined, delayed: Record<string, Data>): Data;
  /** The timer that an id stands for, undefined if none; it is noted no more. */
  cancelled(id: string, delayed: Record<string, Data>): Data | undefined;
  /** The event that a timer stands for, and what is noted when it has fired. */
  fired(
    timer: Data,
    delayed: Readonly<Record<string, Data>>,
  ): { readonly event: { readonly type: string }; readonly delayed: Readonly<Record<string, Data>> };
}

/** The delays of a machine: those of `after` are told as `{ after, in }`, others as `{ raise }`. */
export function delaysOf(machine: MachineDeclared): Delays {
  const timers = new Map<string, Data>();
  const events = new Map<string, string>();
  for (const state of statesBelow(machine.root)) {
    for (const { eventType, delay } of state.after) {
      if (eventType === null || delay === undefined) continue;
      const timer = { after: delay, in: pathOf(state) || state.key };
      timers.set(eventType, timer);
      events.set(keyOf(timer), eventType);
    }
  }
  return {
    timerFor(event, id, delayed) {
      const known = id === undefined ? undefined : timers.get(id);
      if (known !== undefined) return known;
      if (id === undefined) return { raise: event };
      delayed[id] = event;
      return { raise: event, id };
    },
    cancelled(id, delayed) {
      const known = timers.get(id);
      if (known !== undefined) return known;
      const event = delayed[id];
      delete delayed[id];
      return event === undefined ? undefined : { raise: event, id };
    },
    fired(timer, delayed) {
      const type = events.get(keyOf(timer));
      if (type !== undefined) return { event: { type }, delayed };
      const { raise, id } = timer as { readonly raise: { readonly type: string }; readonly id?: string };
      const left = Object.fromEntries(Object.entries(delayed).filter(([key]) => key !== id));
      return { event: raise, delayed: left };
    },
  };
}

/** Tells the timers of `after` from each other; any other timer has the key of none. */
function keyOf(timer: Data): string {
  const { after, in: state } = timer as { readonly after?: Data; readonly in?: Data };
  return JSON.stringify([after ?? null, state ?? null]);
}
