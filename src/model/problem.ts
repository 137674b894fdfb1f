/** What went wrong, in words for the person who can mend it. */
import type { Data } from './data';

/** Every problem this product reports, by a code that never changes meaning. `docs/problems.md` explains each. */
export type ProblemCode =
  | 'source-empty'
  | 'source-too-long'
  | 'source-not-text'
  | 'syntax-error'
  | 'type-error'
  | 'not-erasable'
  | 'import-unknown'
  | 'no-protocol'
  | 'handler-missing'
  | 'module-threw'
  | 'handler-threw'
  | 'handler-not-data'
  | 'handler-effect-invalid'
  | 'handler-choice-invalid'
  | 'sandbox-forbidden'
  | 'steps-exceeded'
  | 'memory-exceeded'
  | 'stack-exceeded'
  | 'worker-unresponsive'
  | 'worker-died'
  | 'two-answers'
  | 'challenge-unknown'
  | 'challenge-invalid'
  | 'property-threw'
  | 'formula-invalid'
  | 'scheduler-threw'
  | 'bounds-invalid'
  | 'simulation-invalid'
  | 'file-unreadable'
  | 'work-file-invalid'
  | 'checkpoint-damaged'
  | 'checkpoint-foreign'
  | 'checkpoint-too-large'
  | 'bundle-unreadable'
  | 'bundle-not-for-you'
  | 'bundle-newer'
  | 'bundle-invalid'
  | 'bundle-too-large'
  | 'log-broken'
  | 'log-leads-elsewhere'
  | 'invite-invalid'
  | 'invite-foreign'
  | 'key-invalid'
  | 'passphrase-wrong'
  | 'hidden-bounds-invalid'
  | 'review-invalid'
  | 'feedback-invalid'
  | 'grading-stopped'
  | 'pack-unreadable'
  | 'pack-too-large'
  | 'signing-key-invalid';

/** A position in a source file. Lines and columns count from 1; columns count UTF-16 units, as editors do. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong. `sentence` says what happened and what to do next; `place` is in the candidate's own source. */
export interface Problem {
  readonly code: ProblemCode;
  readonly sentence: string;
  readonly place?: Place;
  /** The call stack inside the candidate's source, innermost first. */
  readonly stack?: readonly (Place & { readonly name: string })[];
  /** For `two-answers`: the two outcomes of the same call, as data. */
  readonly answers?: readonly [Data, Data];
}
