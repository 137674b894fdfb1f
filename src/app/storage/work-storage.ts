/** What keeping work takes, whoever does it. */
import type { Work } from './work';

/**
 * - `full`: the browser gives the page no more space.
 * - `unavailable`: IndexedDB is switched off, blocked or broken.
 */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
  readonly kind: 'full' | 'unavailable';
  constructor(kind: 'full' | 'unavailable', message: string) {
    super(message);
    this.kind = kind;
  }
}

/** What was found under a challenge's name. `damaged`: a record that is not work; it has been set aside, not deleted. */
export type Loaded =
  | { readonly kind: 'found'; readonly work: Work }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'damaged'; readonly faults: readonly string[]; readonly record: unknown };

export interface WorkStore {
  load(challenge: string): Promise<Loaded>;
  save(work: Work): Promise<void>;
  /** Work that an import or a reset replaced; it can be brought back, also after a reload. */
  loadReplaced(challenge: string): Promise<Work | null>;
  saveReplaced(work: Work): Promise<void>;
  forgetReplaced(challenge: string): Promise<void>;
  /** All readable work. */
  list(): Promise<readonly Work[]>;
  close(): Promise<void>;
}
