/** What keeping work takes, whoever does it. */
import type { LogRecord } from '../../model';
import type { Work } from './work';
import type { Moment } from './work-moments';
import type { LogHead } from './work-opening';

/**
 * - `full`: the browser gives the page no more space.
 * - `unavailable`: IndexedDB is switched off, blocked or broken.
 * - `overtaken`: another tab has saved this work since it was read here.
 */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
  readonly kind: 'full' | 'unavailable' | 'overtaken';
  constructor(kind: 'full' | 'unavailable' | 'overtaken', message: string) {
    super(message);
    this.kind = kind;
  }
}

/** What was found under a challenge's name. `damaged`: a record that is not work; it has been set aside, not deleted. */
export type Loaded =
  | { readonly kind: 'found'; readonly work: Work; readonly log: StoredLog | null }
  | { readonly kind: 'nothing'; readonly log: StoredLog | null }
  | {
      readonly kind: 'damaged';
      readonly faults: readonly string[];
      readonly record: unknown;
      readonly log: StoredLog | null;
    };

/** The end of the log that is stored, and whether it was saved with the files that are stored beside it. */
export interface StoredLog {
  readonly head: LogHead;
  readonly fits: boolean;
}

/** What the log gets with a save. */
export interface LogAddition {
  /** Hash of the challenge. */
  readonly challenge: string;
  /** The end of the log that the moments follow; null if it begins with them. */
  readonly base: LogHead | null;
  readonly moments: readonly Moment[];
}

/** Work, and what its log gets with it; null if a page wrote it that kept no log. */
export interface Journal {
  readonly work: Work;
  readonly addition: LogAddition | null;
}

export interface WorkStore {
  load(challenge: string): Promise<Loaded>;
  /**
   * Stores the work and appends to its log, both or neither. Where the stored log already has the first of the moments, only
   * the others are appended. Fails with `overtaken` where it has others.
   * @returns the end of the log
   */
  save(work: Work, addition: LogAddition): Promise<LogHead | null>;
  /**
   * The records of a log as they are stored, in order, up to the first that is damaged. `checkLog` of src/submission says
   * whether they fit together and where they lead.
   */
  log(challenge: string): Promise<readonly LogRecord[]>;
  /** How many of the moments the stored log has after the base; null if it does not continue it. */
  storedOf(challenge: string, addition: LogAddition): Promise<number | null>;
  /** Work that an import or a reset replaced; it can be brought back, also after a reload. */
  loadReplaced(challenge: string): Promise<Work | null>;
  saveReplaced(work: Work): Promise<void>;
  forgetReplaced(challenge: string): Promise<void>;
  /** All readable work. */
  list(): Promise<readonly Work[]>;
  close(): Promise<void>;
}
