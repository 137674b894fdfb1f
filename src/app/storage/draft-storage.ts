/** What keeping drafts of challenges, and packs that were opened, takes, whoever does it. */

/** A file of a pack: a text, or bytes where it is none. */
export type FileContent = string | Uint8Array;

/** A challenge that somebody writes in this browser. */
export interface DraftHead {
  /** Drawn at random when the draft begins: its address. */
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface StoredDraft extends DraftHead {
  /** By path inside the pack. */
  readonly files: ReadonlyMap<string, FileContent>;
}

/** A file as it is now; null if it is gone. */
export type FileChange = readonly [path: string, content: FileContent | null];

/** A pack that was opened, as it came. */
export interface KeptPack {
  /** Hash of its files. */
  readonly hash: string;
  readonly slug: string;
  readonly title: string;
  readonly bytes: Uint8Array;
  /** The archive of its reviewer's part, where a reviewer has opened that, too. */
  readonly reviewer?: Uint8Array;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
}

export interface DraftStore {
  /** The latest first. */
  list(): Promise<readonly DraftHead[]>;
  /** Null if there is none. */
  load(id: string): Promise<StoredDraft | null>;
  /** Stores a draft's head and what has changed of its files, in one transaction. */
  save(head: DraftHead, changes: readonly FileChange[]): Promise<void>;
  remove(id: string): Promise<void>;
  /** The latest first. */
  packs(): Promise<readonly KeptPack[]>;
  /** The pack whose hash begins so; null if there is none. */
  pack(hashStart: string): Promise<KeptPack | null>;
  keepPack(pack: KeptPack): Promise<void>;
  removePack(hash: string): Promise<void>;
  close(): Promise<void>;
}
