/** What verifying needs of the place it runs in. */
import type { Result } from '../base';
import type { Challenge, Finding, VerifyOutcome, VerifyProgress, VerifyReport, VerifyTask } from '../model';

/** Keeps outcomes by the keys of their tasks. */
export interface OutcomeMemory {
  /** Null if it is not known. */
  recall(key: string): Promise<VerifyOutcome | null>;
  keep(key: string, outcome: VerifyOutcome): Promise<void>;
}

/** Room for so many checks at a time, which the largest of those that wait get first. */
export interface CheckSlots {
  /**
   * Resolves when there is room, with what gives it back.
   *
   * @param size distinct states, roughly
   */
  take(size: number): Promise<() => void>;
}

export interface VerifyEnvironment {
  /** Hash of the engine. */
  readonly engine: string;
  /** The challenge with its definition, or why the definition cannot be used. */
  readonly challenge: Result<Challenge, readonly Finding[]>;
  /** Runs one check somewhere, see `runVerifyTask`. Rejects only if that place has died. */
  readonly run: (task: VerifyTask, onStates: (states: number) => void) => Promise<VerifyOutcome>;
  /** Room for checks that run at a time; several packs may share it. */
  readonly slots: CheckSlots;
  readonly memory: OutcomeMemory;
  /** Milliseconds of a clock that never goes back; for progress alone. */
  readonly now: () => number;
  readonly isCancelled: () => boolean;
  /** Called when a row or the findings have changed, at most ten times a second, and at the end. */
  readonly onReport: (report: VerifyReport) => void;
  readonly onProgress: (progress: VerifyProgress) => void;
}
