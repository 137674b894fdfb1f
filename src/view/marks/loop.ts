/** The way back from the last step of a livelock to the state in which its cycle begins, along the left edge. */
import { path } from 'd3';
import type { Trace } from '../../model';
import type { Frame } from '../geometry';

export interface LoopMark {
  /** SVG path data. */
  readonly line: string;
  readonly head: string;
}

/** Left of the step numbers. */
const edge = 6;
const inner = 20;
const turn = 6;

/** Nothing for a trace that does not come back. */
export function loopMark(trace: Trace, frame: Frame): LoopMark | undefined {
  const last = frame.rows[frame.rows.length - 1];
  if (!frame.cycle || trace.cycleStart === undefined || !last || last.step === trace.cycleStart) return undefined;
  const from = last.top + last.height - 3;
  const to = frame.cycle.top + frame.cycle.height + 5;
  const line = path();
  line.moveTo(inner, from);
  line.arcTo(edge, from, edge, from - turn, turn);
  line.lineTo(edge, to + turn);
  line.arcTo(edge, to, inner, to, turn);
  line.lineTo(inner - 4, to);
  const head = path();
  head.moveTo(inner, to);
  head.lineTo(inner - 6, to - 3.5);
  head.lineTo(inner - 6, to + 3.5);
  head.closePath();
  return { line: line.toString(), head: head.toString() };
}
