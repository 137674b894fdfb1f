/**
 * Where in the candidate's file the parts of a machine stand. The compiler leaves the lines of states and transitions in the
 * objects that declare them, under a symbol of the line marks' own; see `machine-lines.ts` of the compiler.
 */

/** The line marks of the sandbox. */
interface LineMark {
  (line: number): void;
  /** The key under which an object keeps its lines: its own, or by key those of what it holds. */
  readonly at: symbol;
}

function lineMark(): LineMark | undefined {
  return (globalThis as { readonly __line?: LineMark }).__line;
}

/** The line on which the object begins, 0 if that is not known. */
export function lineOf(declared: unknown): number {
  const mark = marksOf(declared);
  return typeof mark === 'number' ? mark : 0;
}

/** The line on which this key of the object stands, 0 if that is not known. */
export function lineOfKey(declared: unknown, key: string): number {
  const marks = marksOf(declared);
  if (typeof marks !== 'object' || marks === null) return 0;
  const line = Object.getOwnPropertyDescriptor(marks, key)?.value;
  return typeof line === 'number' ? line : 0;
}

/** Notes that a line ran, as a mark in the code does. */
export function markLine(line: number): void {
  if (line > 0) lineMark()?.(line);
}

function marksOf(declared: unknown): unknown {
  const key = lineMark()?.at;
  if (key === undefined || typeof declared !== 'object' || declared === null) return undefined;
  return (declared as Readonly<Record<symbol, unknown>>)[key];
}
