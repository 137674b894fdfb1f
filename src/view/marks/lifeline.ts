/** A node's life, cut into the pieces between its own steps, so that each can be emphasised with the step it leads to. */
import { isNetworkAction, type Trace } from '../../model';
import type { Frame } from '../geometry';
import { snapshotsAt } from '../snapshot';

export interface LifelineMark {
  readonly node: number;
  readonly tone: number;
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  /** The node's step at the upper end, 0 for its start. */
  readonly fromStep: number;
  /** The node's step at the lower end; missing below its last one. */
  readonly toStep?: number;
  /** False between a crash and a restart. */
  readonly up: boolean;
}

export function lifelineMarks(trace: Trace, frame: Frame): readonly LifelineMark[] {
  const first = frame.rows[0];
  const last = frame.rows[frame.rows.length - 1];
  if (!first || !last) return [];
  return frame.lanes.flatMap(({ node, tone, x, id }) => {
    const own = trace.steps
      .filter((step) => step.node === id && !isNetworkAction(step.action))
      .map((step) => step.index);
    const stops = [0, ...own];
    return stops.map((fromStep, position): LifelineMark => {
      const toStep = stops[position + 1];
      return {
        node,
        tone,
        x,
        top: frame.rows[fromStep]?.middle ?? first.middle,
        bottom: toStep === undefined ? last.top + last.height : (frame.rows[toStep]?.middle ?? last.middle),
        fromStep,
        toStep,
        up: snapshotsAt(trace, fromStep)[node]?.up ?? true,
      };
    });
  });
}
