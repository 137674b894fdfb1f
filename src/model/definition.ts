/**
 * A challenge's definition as plain data: what crosses to a worker, which runs it in a sandbox. Definitions that come from
 * elsewhere never run anywhere else.
 */
import type { PackManifest } from './pack';
import type { Problem } from './problem';
import type { Compiled } from './program';

/** One file of a definition as JavaScript, with every position where it was in the source. */
export interface DefinitionModule {
  /** Its path inside the pack: `challenge.ts`, `lib/ledger.ts`. */
  readonly file: string;
  readonly code: string;
  /** What its imports of other files of the pack mean: what is written, and the path. */
  readonly imports: Readonly<Record<string, string>>;
}

/** The files of a definition that are reached from its entry. */
export interface DefinitionCode {
  /** The file whose default export is the definition. */
  readonly entry: string;
  readonly modules: readonly DefinitionModule[];
  /** Names of the libraries that they import. */
  readonly libraries: readonly string[];
}

export type DefinitionCompiled =
  | { readonly kind: 'compiled'; readonly code: DefinitionCode }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** A protocol of the author that is known to be right or wrong, for challenges in which candidates write properties or schedules. */
export interface Variant {
  /** The file's name without its ending: `claims-after-the-deadline`; of a hidden variant behind `hidden/`. */
  readonly name: string;
  readonly isCorrect: boolean;
  readonly program: Compiled;
}

/** A challenge from outside the catalogue, ready for the sandbox. */
export interface DefinitionSource {
  readonly manifest: PackManifest;
  readonly code: DefinitionCode;
  /** Missing where candidates write protocols. */
  readonly variants?: readonly Variant[];
}

/** Thrown where a definition cannot answer; carries what to tell its author. As text it says what happened, and where. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
  readonly problem: Problem;

  constructor(what: string, problem: Problem) {
    super(what);
    this.problem = problem;
  }

  override toString(): string {
    return this.message;
  }
}
