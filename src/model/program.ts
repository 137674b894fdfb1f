/** A candidate's source on its way to the sandbox. */
import type { Problem } from './problem';

/** A candidate's source made ready for the sandbox. Positions are those of `source`. */
export interface Program {
  readonly file: string;
  /** JavaScript with types blanked out and a line mark before each statement. */
  readonly code: string;
  /** For each line of `code`, flat triples would be large; only lines with insertions appear: line → [column, length]… */
  readonly insertions: readonly LineInsertions[];
  /** Lines that hold a statement, ascending; of a machine those that declare a state or a transition, too. */
  readonly executable: readonly number[];
  /** Set where the file declares a machine of XState, or exports properties or schedules; else it has handlers. */
  readonly form?: 'machine' | 'properties' | 'schedules';
  /** How many times the usual budget of steps each call has; once if missing. */
  readonly patience?: number;
  /** Texts of libraries that the code imports, by name; filled in before it runs, see `withLibraries`. */
  readonly libraries?: Readonly<Record<string, string>>;
}

/** Text inserted into one line: pairs of (column in `code`, counting from 1; length). */
export interface LineInsertions {
  readonly line: number;
  readonly spans: readonly (readonly [column: number, length: number])[];
}

/** The outcome of making a program out of a source. */
export type Compiled =
  | { readonly kind: 'compiled'; readonly program: Program }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };
