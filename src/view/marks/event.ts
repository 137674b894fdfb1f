/** A step as a glyph: on its node's lane in its row, or in the network for a drop and a duplication. */
import type { ActionKind, Trace } from '../../model';
import type { Point } from '../curve';
import { round } from '../curve';
import type { Frame } from '../geometry';
import { type NodeShape, shapePath } from '../palette';
import type { MessageLayout } from './message';

export interface EventMark {
  readonly step: number;
  readonly kind: ActionKind;
  readonly node: number;
  readonly tone: number;
  readonly shape: NodeShape;
  readonly x: number;
  readonly y: number;
  /**
   * Outline around (x, y), as SVG path data: the node's shape; for a crash a bolt, for a restart a round arrow, for a
   * duplication two rings, for a partition two bars apart, for its healing two arrows that meet. Empty for a drop, whose cross belongs to the message.
   */
  readonly path: string;
  /** Whether the outline is filled; otherwise it is drawn as a line. */
  readonly filled: boolean;
}

export function eventMarks(trace: Trace, frame: Frame, { messages, forks }: MessageLayout): readonly EventMark[] {
  const ends = new Map(
    messages.filter((message) => message.end === 'dropped').map((message) => [message.toStep, message.curve.end]),
  );
  return trace.steps.flatMap((step): readonly EventMark[] => {
    const lane = frame.lane(step.node);
    if (!lane) return [];
    const { kind } = step.action;
    const onLane: Point = { x: lane.x, y: frame.rows[step.index]?.middle ?? 0 };
    const point =
      (kind === 'drop' ? ends.get(step.index) : kind === 'duplicate' ? forks.get(step.index) : undefined) ?? onLane;
    return [
      {
        step: step.index,
        kind,
        node: lane.node,
        tone: lane.tone,
        shape: lane.shape,
        x: round(point.x),
        y: round(point.y),
        path: outline(kind, lane.shape, frame.radius),
        filled: !['restart', 'duplicate', 'partition', 'heal'].includes(kind),
      },
    ];
  });
}

function outline(kind: ActionKind, shape: NodeShape, radius: number): string {
  switch (kind) {
    case 'deliver':
    case 'timeout':
    case 'input':
      return shapePath(shape, radius);
    case 'crash':
      return 'M2.5,-10L-6,1.5H-1L-2.5,10L6,-2.5H1Z';
    case 'restart':
      return 'M5.5,-3.2A6.4,6.4,0,1,0,6.4,0M6.6,-7.6V-2.6H1.6';
    case 'partition':
      return 'M-8,-3H8M-8,3H8M-4,8L4,-8';
    case 'heal':
      return 'M-8,0H8M-4,-4L0,0L-4,4M4,-4L0,0L4,4';
    case 'drop':
      return '';
    case 'duplicate':
      return 'M1.5,0A4,4,0,1,1,-6.5,0A4,4,0,1,1,1.5,0ZM6.5,0A4,4,0,1,1,-1.5,0A4,4,0,1,1,6.5,0Z';
  }
}
