/** A sentence across the diagram, between two rows. */
import type { Data, Trace } from '../../model';
import type { Frame } from '../geometry';
import { shortMessage } from '../short-message';

/** How a trace ends: in a violation, in a goal that was to be reached, or simply after its last step. */
export interface Ending {
  readonly kind: 'violation' | 'goal' | 'open';
  /** What is violated or reached, in words. */
  readonly label?: string;
}

export interface BandMark {
  readonly kind: 'no-return' | 'cycle' | 'violation' | 'goal';
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
  if (frame.cycle && trace.cycleStart !== undefined) {
    marks.push({ kind: 'cycle', state: trace.cycleStart, ...frame.cycle, text: cycleText(trace) });
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
  if (kind === 'violation' && trace.cycleStart !== undefined) {
    const from = trace.cycleStart === 0 ? 'the initial state' : `the state after step ${trace.cycleStart}`;
    return `Back in ${from}, and so on for ever${label ? `. Put off: ${label}` : ''}`;
  }
  switch (kind) {
    case 'violation':
      return `Violated${where}${said}`;
    case 'goal':
      return `Reached${where}${said}`;
    case 'open':
      return '';
  }
}

/** What the marker of the beginning of a cycle says; empty where there is none. */
export function cycleText({ cycleStart, steps }: Trace): string {
  if (cycleStart === undefined) return '';
  const count = steps.length - cycleStart;
  return `Here a cycle begins: ${count === 1 ? 'the step below repeats' : `the ${count} steps below repeat`} for ever`;
}

/** What the marker of the point of no return says; values in the alternative are shortened. */
export function noReturnText(alternative: string): string {
  return alternative === '' ? 'Point of no return' : `Point of no return. Still safe here: ${shortenJson(alternative)}`;
}

/** Replaces each list or object written as JSON by its short form, in a sentence from outside. */
export function shortenJson(text: string): string {
  const start = text.search(/[{[]/);
  if (start < 0) return text;
  for (let end = start + 2; end <= text.length; end += 1) {
    const data = parseJson(text.slice(start, end));
    if (data !== undefined) return `${text.slice(0, start)}${shortMessage(data, 32)}${shortenJson(text.slice(end))}`;
  }
  return `${text.slice(0, start + 1)}${shortenJson(text.slice(start + 1))}`;
}

function parseJson(text: string): Data | undefined {
  try {
    return JSON.parse(text) as Data;
  } catch {
    return undefined;
  }
}
