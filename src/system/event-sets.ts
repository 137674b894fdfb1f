/** Sets of events, one for each local state of a node; both by number. */
export class EventSets {
  readonly #byLocal: (Set<number> | undefined)[] = [];

  /** True if the event was not in the set of the local state. */
  add(local: number, event: number): boolean {
    let events = this.#byLocal[local];
    if (events === undefined) {
      events = new Set();
      this.#byLocal[local] = events;
    }
    if (events.has(event)) return false;
    events.add(event);
    return true;
  }
}
