/** What a check needs of the place it runs in. */
import type { ThreadStarter } from '../engine';
import type { AnswererSetup, SandboxPlatform } from '../host';
import type { Challenge, Progress, Variant } from '../model';
import type { SwarmHelpers } from './swarm-helpers';

/** Other threads that search, and perhaps answer calls of handlers beforehand. */
export interface HelperThreads extends ThreadStarter {
  /** Lets so many of them answer calls, until the setup's queue is closed or they are to search. */
  readonly answer?: (setup: AnswererSetup, count: number) => void;
}

export interface CheckEnvironment {
  readonly challenge: Challenge;
  readonly wasm: WebAssembly.Module;
  /** Milliseconds of a clock that never goes back, and that stands still while the check is held. */
  readonly now: () => number;
  /** Lets messages in, so that `isCancelled` can become true, and `held` something. */
  readonly pause: () => Promise<void>;
  readonly isCancelled: () => boolean;
  /** While the check is to stand still, resolves when it may go on; else undefined. */
  readonly held?: (() => Promise<void> | undefined) | undefined;
  /** Other threads that can help with the search; only where memory can be shared. */
  readonly threads?: HelperThreads | undefined;
  /** Other threads that can run searches of a swarm. */
  readonly swarm?: SwarmHelpers | undefined;
  /** Called about ten times a second. */
  readonly onProgress: (progress: Progress) => void;
  /** Needed where candidates write properties or schedules. */
  readonly breaking?: Breaking | undefined;
  /** Where it is written down how far the check got; nowhere if missing. */
  readonly checkpoints?: CheckpointKeeper | undefined;
}

/** What a check of properties or schedules needs. */
export interface Breaking {
  readonly libraryText: SandboxPlatform['libraryText'];
  /** The variants of a challenge of the catalogue. */
  readonly variants: (slug: string) => Promise<readonly Variant[]>;
  /** Those that only reviewers have, where they are at hand. */
  readonly hidden?: (slug: string) => Promise<readonly Variant[]>;
}

/**
 * Why a checkpoint could be written now: time has passed (asked often), the check is about to be held, a limit was hit, or
 * the check was cancelled.
 */
export type CheckpointReason = 'passing' | 'held' | 'limit' | 'cancelled';

export interface CheckpointKeeper {
  /** Whether one is wanted now. */
  wants(reason: CheckpointReason): boolean;
  /**
   * Keeps a checkpoint in place of the one before, which stays until the new one is complete. The search waits meanwhile.
   * Must not reject: where there is no room, the keeper says so in its own way, and the check goes on.
   */
  write(pieces: Iterable<Uint8Array<ArrayBuffer>>, summary: CheckpointSummary): Promise<void>;
}

/** What a checkpoint is of, for lists and offers. */
export interface CheckpointSummary {
  /** The hash of the check, see `identifyCheck`. */
  readonly key: string;
  readonly distinct: number;
  readonly depth: number;
  readonly elapsedMs: number;
}

/** Lets messages in, and waits for as long as the check is held. */
export async function pauseOrHold({ pause, held }: Pick<CheckEnvironment, 'pause' | 'held'>): Promise<void> {
  await pause();
  await held?.();
}
