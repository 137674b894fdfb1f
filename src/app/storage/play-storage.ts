/** What keeping the trees of play takes, whoever does it. */

/** A tree that was played on a challenge with some bounds. */
export interface StoredPlay {
  readonly challenge: string;
  /** Canonical text of the bounds. */
  readonly bounds: string;
  /** The protocol that it was played on. */
  readonly source: string;
  /** See `treeOfRows` of the folder play, which says whether they are a tree. */
  readonly rows: unknown;
  readonly current: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

export interface PlayStore {
  /** Null if there is none, or none that can be read. Rejects with a `StorageFailure`, as `save` does. */
  load(challenge: string, bounds: string): Promise<StoredPlay | null>;
  save(play: StoredPlay): Promise<void>;
  close(): Promise<void>;
}
