/** A sentence across the diagram, between two rows. */
import type { Trace } from '../../model';
import type { Frame } from '../geometry';

/** How a trace ends: in a violation, in a goal that was to be reached, or simply after its last step. */
export interface Ending {
  readonly kind: 'violation' | 'goal' | 'open';
  /** What is violated or reached, in words. */
  readonly label?: string;
}

export interface BandMark {
  readonly kind: 'no-return' | 'violation' | 'goal';
  /** State after which it stands. */
  readonly state: number;
  readonly top: number;
  readonly height: number;
  /** In full: whoever draws it shortens it to the room there is. */
  readonly text: string;
}

export function bandMarks(trace: Trace, frame: Frame, ending: Ending): readonly BandMark[] {
  const marks: BandMark[] = [];
  if (frame.noReturn && trace.pointOfNoReturn) {
    const { state, alternative } = trace.pointOfNoReturn;
    marks.push({ kind: 'no-return', state, ...frame.noReturn, text: noReturnText(alternative) });
  }
  if (frame.ending && ending.kind !== 'open') {
    marks.push({ kind: ending.kind, state: trace.steps.length, ...frame.ending, text: endingText(ending, trace) });
  }
  return marks;
}

/** What the strip below the last step says; empty for an open end. */
export function endingText({ kind, label }: Ending, trace: Trace): string {
  const where = trace.steps.length === 0 ? ' in the initial state' : '';
  const said = label ? `: ${label}` : '';
  switch (kind) {
    case 'violation':
      return `Violated${where}${said}`;
    case 'goal':
      return `Reached${where}${said}`;
    case 'open':
      return '';
  }
}

/** What the marker of the point of no return says. */
export function noReturnText(alternative: string): string {
  return alternative === '' ? 'Point of no return' : `Point of no return. Still safe here: ${alternative}`;
}
