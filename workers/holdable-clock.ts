/** A clock that stands still while it is held, so that time in which nothing runs does not count. */
export class HoldableClock {
  /** Time that it has stood still. */
  #stoodMs = 0;
  #hold: { readonly since: number; readonly until: Promise<void>; readonly release: () => void } | undefined;

  /** Milliseconds; never goes back. */
  now(): number {
    return (this.#hold?.since ?? performance.now()) - this.#stoodMs;
  }

  /** Resolves when it goes on; undefined while it does. */
  get held(): Promise<void> | undefined {
    return this.#hold?.until;
  }

  hold(): void {
    if (this.#hold !== undefined) return;
    let release: () => void = () => undefined;
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#hold = { since: performance.now(), until, release };
  }

  release(): void {
    const hold = this.#hold;
    if (hold === undefined) return;
    this.#stoodMs += performance.now() - hold.since;
    this.#hold = undefined;
    hold.release();
  }
}
