/** A sentence across the diagram, between two rows. */
import type { Trace } from '../../model';
import type { Frame, Geometry } from '../geometry';
import { fitText } from '../text-width';

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
  readonly text: string;
  /** The text before it was shortened to the room there is. */
  readonly full: string;
  readonly x: number;
  /** Baseline. */
  readonly y: number;
}

export function bandMarks(trace: Trace, frame: Frame, geometry: Geometry, ending: Ending): readonly BandMark[] {
  const marks: BandMark[] = [];
  const left = frame.gutter + 8;
  const room = frame.width - left - 8;
  const add = (kind: BandMark['kind'], state: number, top: number, height: number, full: string): void => {
    marks.push({
      kind,
      state,
      top,
      height,
      full,
      text: fitText(full, room, geometry.measure),
      x: left,
      y: top + height / 2 + 4,
    });
  };
  if (frame.noReturn && trace.pointOfNoReturn) {
    const { state, alternative } = trace.pointOfNoReturn;
    add('no-return', state, frame.noReturn.top, frame.noReturn.height, noReturnText(alternative));
  }
  if (frame.ending && ending.kind !== 'open') {
    const words = ending.kind === 'violation' ? 'Violated' : 'Reached';
    add(
      ending.kind,
      trace.steps.length,
      frame.ending.top,
      frame.ending.height,
      ending.label ? `${words}: ${ending.label}` : words,
    );
  }
  return marks;
}

/** What the marker of the point of no return says. */
export function noReturnText(alternative: string): string {
  return alternative === '' ? 'Point of no return' : `Point of no return. Still safe here: ${alternative}`;
}
