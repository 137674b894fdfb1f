/** What is still to happen, by time; of equal times, in the order in which it was put in. A binary heap. */
export class EventQueue<Event> {
  readonly #times: number[] = [];
  readonly #numbers: number[] = [];
  readonly #events: Event[] = [];
  #count = 0;

  get length(): number {
    return this.#events.length;
  }

  /** The time of the next event; infinity if there is none. */
  get nextTime(): number {
    return this.#times[0] ?? Number.POSITIVE_INFINITY;
  }

  add(time: number, event: Event): void {
    const number = this.#count++;
    let at = this.#events.length;
    this.#events.push(event);
    this.#times.push(time);
    this.#numbers.push(number);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(time, number, parent)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#put(at, time, number, event);
  }

  /** Takes the next event out. Undefined if there is none. */
  take(): Event | undefined {
    const first = this.#events[0];
    const event = this.#events.pop();
    const time = this.#times.pop() as number;
    const number = this.#numbers.pop() as number;
    const { length } = this.#events;
    if (length === 0 || event === undefined) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= length) break;
      const right = left + 1;
      const child =
        right < length && this.#isBefore(this.#times[right] as number, this.#numbers[right] as number, left)
          ? right
          : left;
      if (this.#isBefore(time, number, child)) break;
      this.#move(child, at);
      at = child;
    }
    this.#put(at, time, number, event);
    return first;
  }

  #isBefore(time: number, number: number, other: number): boolean {
    const otherTime = this.#times[other] as number;
    return time < otherTime || (time === otherTime && number < (this.#numbers[other] as number));
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#times[from] as number, this.#numbers[from] as number, this.#events[from] as Event);
  }

  #put(at: number, time: number, number: number, event: Event): void {
    this.#times[at] = time;
    this.#numbers[at] = number;
    this.#events[at] = event;
  }
}
