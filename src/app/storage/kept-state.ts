/** What a page holds in memory and keeps in the storage, told to whoever draws it. */

export interface Keeping {
  /** Why it is not kept over a reload, null if it is. */
  readonly storageProblem: string | null;
}

/** The part that every such thing has. Its `snapshot` and `subscribe` are what `useSyncExternalStore` wants. */
export abstract class KeptState<State extends Keeping> {
  #state: State;
  readonly #listeners = new Set<() => void>();

  protected constructor(initial: State) {
    this.#state = initial;
  }

  /** The same value until something changes. */
  readonly snapshot = (): State => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  protected change(part: Partial<State>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }

  /** Does something with the storage. Where it fails the state says so, and the page goes on without. */
  protected async stored<Answer>(action: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await action();
    } catch (error) {
      this.change({ storageProblem: error instanceof Error ? error.message : String(error) } as Partial<State>);
      return undefined;
    }
  }
}
