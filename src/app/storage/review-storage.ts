/** What keeping reviews takes, whoever does it. */

/** A file as it came. */
export interface KeptFile {
  /** SHA-256 of its bytes. */
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

/** A review as the text of a `review.json`; it is checked when it is read. */
export interface KeptReview {
  /** Hash of the submission and name of the reviewer: one each. */
  readonly submission: string;
  readonly reviewer: string;
  readonly text: string;
}

/** A private key of the reviewer's, locked with a passphrase. */
export interface KeptKey {
  /** Its public part, `age1…`: one each. */
  readonly recipient: string;
  readonly name: string;
  /** The armored file that only the passphrase opens. */
  readonly locked: string;
  readonly createdAt: number;
  /** Whether new invites are sealed to it. */
  readonly isCurrent: boolean;
}

/** Hidden bounds as the text of their file. */
export interface KeptHiddenBounds {
  /** What an invite promises. */
  readonly hash: string;
  readonly text: string;
}

export interface ReviewStore {
  files(): Promise<readonly KeptFile[]>;
  addFile(file: KeptFile): Promise<void>;
  removeFile(id: string): Promise<void>;
  reviews(): Promise<readonly KeptReview[]>;
  putReview(review: KeptReview): Promise<void>;
  removeReview(submission: string, reviewer: string): Promise<void>;
  keys(): Promise<readonly KeptKey[]>;
  putKeys(keys: readonly KeptKey[]): Promise<void>;
  removeKey(recipient: string): Promise<void>;
  hiddenBounds(): Promise<readonly KeptHiddenBounds[]>;
  putHiddenBounds(bounds: KeptHiddenBounds): Promise<void>;
  close(): Promise<void>;
}
