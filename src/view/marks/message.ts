/** A message as an arrow from the step that sent it to the step that ended its way. */
import { isNetworkAction, type Trace } from '../../model';
import {
  bentCurve,
  type Curve,
  curvePath,
  directionAt,
  type Point,
  parameterAtHeight,
  pointAt,
  round,
  sampleCurve,
  trimCurve,
} from '../curve';
import type { Frame, Lane } from '../geometry';
import { type MessageFate, messageFates } from '../snapshot';

export interface MessageMark {
  readonly id: number;
  /** Positions of the sender and the receiver. */
  readonly from: number;
  readonly to: number;
  /** Colour of the sender. */
  readonly tone: number;
  /** Step that sent or, for a copy, duplicated it; 0 for the initial state. */
  readonly fromStep: number;
  /** Step that ended its way; missing while it is pending. */
  readonly toStep?: number;
  readonly end: MessageFate['end'];
  readonly isCopy: boolean;
  /** Steps at which the network duplicated it. */
  readonly duplicatedAt: readonly number[];
  readonly curve: Curve;
  /** The line, as SVG path data. */
  readonly line: string;
  /** The head, or for a dropped message the cross, as SVG path data; a copy's head is doubled. */
  readonly head: string;
}

export interface MessageLayout {
  readonly messages: readonly MessageMark[];
  /** Where on its message's way each duplicating step took place. */
  readonly forks: ReadonlyMap<number, Point>;
}

/** Bends tried, in this order, until an arrow passes clear of other events. In pixels. */
const bends: readonly number[] = [0, 10, -10, 20, -20, 32, -32, 48, -48, 66, -66];

/** An arrow over more rows than these is drawn straight. */
const rowsPassedMax = 80;

/** Angles of the stub of a message that is pending, or that a cut lost, below the horizontal, in degrees: the nearest receiver's is the steepest. */
const stubAngle = { steep: 52, flat: 16, only: 30 };
const stubLength = 32;

/** How far from the receiver's lane a dropped message ends. */
function dropGap(frame: Frame): number {
  return Math.min(26, Math.max(15, frame.spacing * 0.28));
}

/** -1 if the sender is on the left of the receiver, 1 on the right; a node's message to itself comes from the right. */
export function sideOf(from: Lane, to: Lane): -1 | 1 {
  return from.x < to.x ? -1 : 1;
}

export function messageMarks(trace: Trace, frame: Frame): MessageLayout {
  const fates = messageFates(trace);
  const forks = new Map<number, Point>();
  const messages: MessageMark[] = [];
  const stubs = rankStubs(fates, frame);
  for (const fate of fates) {
    const from = frame.lane(fate.envelope.from);
    const to = frame.lane(fate.envelope.to);
    if (!from || !to) continue;
    const fork = fate.envelope.copyOf === undefined ? undefined : forks.get(fate.appearedAt);
    const start = fork ?? { x: from.x, y: frame.rows[fate.appearedAt]?.middle ?? 0 };
    const whole = route(fate, start, from, to, trace, frame, stubs.get(fate.envelope.id) ?? 0);
    const endGap = fate.end === 'delivered' ? frame.radius + 2 : 0;
    const curve = trimCurve(whole, fork ? 0 : frame.radius + 1, endGap);
    for (const step of fate.duplicatedAt) {
      forks.set(step, pointAt(curve, parameterAtHeight(curve, frame.rows[step]?.middle ?? curve.end.y)));
    }
    messages.push({
      id: fate.envelope.id,
      from: from.node,
      to: to.node,
      tone: from.tone,
      fromStep: fate.appearedAt,
      toStep: fate.endedAt,
      end: fate.end,
      isCopy: fate.envelope.copyOf !== undefined,
      duplicatedAt: fate.duplicatedAt,
      curve,
      line: curvePath(curve),
      head: headPath(curve, fate),
    });
  }
  return { messages, forks };
}

function route(fate: MessageFate, start: Point, from: Lane, to: Lane, trace: Trace, frame: Frame, rank: number): Curve {
  const side = sideOf(from, to);
  const lastDuplication = fate.duplicatedAt[fate.duplicatedAt.length - 1];
  const endStep = fate.endedAt ?? lastDuplication;
  if (endStep === undefined || fate.envelope.inVain === 'lost') {
    const angle = (rank * Math.PI) / 180;
    return bentCurve(start, {
      x: start.x - side * stubLength * Math.cos(angle),
      y: start.y + stubLength * Math.sin(angle),
    });
  }
  const gap = fate.end === 'delivered' ? 0 : dropGap(frame);
  const end = { x: to.x + side * gap, y: (frame.rows[endStep]?.middle ?? start.y) + (fate.end === 'pending' ? 9 : 0) };
  if (from === to) return loop(start, end, frame);
  // No bend passes clear of the events of so many rows.
  if (endStep - fate.appearedAt > rowsPassedMax) return bentCurve(start, end, 0);
  const obstacles = eventsBetween(fate.appearedAt, endStep, trace, frame);
  const clear = bends.find((bend) => isClear(bentCurve(start, end, bend), obstacles, frame));
  return bentCurve(start, end, clear ?? 0);
}

function loop(start: Point, end: Point, frame: Frame): Curve {
  const reach = Math.min(44, frame.spacing * 0.5);
  const height = end.y - start.y;
  return {
    start,
    control1: { x: start.x + reach, y: start.y + height * 0.15 },
    control2: { x: end.x + reach, y: end.y - height * 0.15 },
    end,
  };
}

function eventsBetween(fromStep: number, toStep: number, trace: Trace, frame: Frame): readonly Point[] {
  return trace.steps.slice(fromStep, toStep - 1).flatMap((step) => {
    const lane = frame.lane(step.node);
    return lane && !isNetworkAction(step.action) ? [{ x: lane.x, y: frame.rows[step.index]?.middle ?? 0 }] : [];
  });
}

function isClear(curve: Curve, obstacles: readonly Point[], frame: Frame): boolean {
  const distance = frame.radius + 5;
  const points = sampleCurve(curve, 5);
  const descends = points.every(({ y }, index) => index === 0 || y >= (points[index - 1] as Point).y);
  // Obstacles go downwards: what is far above one of them is far above the next, if the curve goes downwards, too.
  let first = 0;
  for (const obstacle of obstacles) {
    while (descends && first < points.length && (points[first] as Point).y <= obstacle.y - distance) first += 1;
    for (let index = first; index < points.length; index += 1) {
      const point = points[index] as Point;
      if (descends && point.y >= obstacle.y + distance) break;
      if (Math.hypot(point.x - obstacle.x, point.y - obstacle.y) < distance) return false;
    }
  }
  return true;
}

/** The angle of each stub in degrees, such that the stubs of one step and side fan out. */
function rankStubs(fates: readonly MessageFate[], frame: Frame): ReadonlyMap<number, number> {
  const fans = new Map<string, { id: number; distance: number }[]>();
  for (const { envelope, end, duplicatedAt, appearedAt } of fates) {
    const from = frame.lane(envelope.from);
    const to = frame.lane(envelope.to);
    const isStub = envelope.inVain === 'lost' || (end === 'pending' && duplicatedAt.length === 0);
    if (!isStub || !from || !to) continue;
    const fan = `${envelope.copyOf === undefined ? '' : 'copy '}${from.node} ${appearedAt} ${sideOf(from, to)}`;
    fans.set(fan, [...(fans.get(fan) ?? []), { id: envelope.id, distance: Math.abs(to.x - from.x) }]);
  }
  const angles = new Map<number, number>();
  for (const stubs of fans.values()) {
    const ordered = [...stubs].sort((first, second) => first.distance - second.distance);
    for (const [position, { id }] of ordered.entries()) {
      const share = position / Math.max(1, ordered.length - 1);
      angles.set(
        id,
        ordered.length === 1 ? stubAngle.only : stubAngle.steep + (stubAngle.flat - stubAngle.steep) * share,
      );
    }
  }
  return angles;
}

function headPath(curve: Curve, fate: MessageFate): string {
  const tip = curve.end;
  const direction = directionAt(curve, 1);
  if (fate.end === 'dropped') return crossPath(tip, 5);
  if (fate.end === 'pending') return chevronPath(tip, direction, 5);
  const head = trianglePath(tip, direction, 8);
  if (fate.envelope.copyOf === undefined) return head;
  return `${head}${trianglePath({ x: tip.x - direction.x * 7, y: tip.y - direction.y * 7 }, direction, 8)}`;
}

function trianglePath(tip: Point, direction: Point, size: number): string {
  const [left, right] = barbs(tip, direction, size, size * 0.42);
  return `M${text(tip)}L${text(left)}L${text(right)}Z`;
}

function chevronPath(tip: Point, direction: Point, size: number): string {
  const [left, right] = barbs(tip, direction, size, size * 0.62);
  return `M${text(left)}L${text(tip)}L${text(right)}`;
}

function crossPath({ x, y }: Point, arm: number): string {
  return `M${text({ x: x - arm, y: y - arm })}L${text({ x: x + arm, y: y + arm })}M${text({ x: x - arm, y: y + arm })}L${text({ x: x + arm, y: y - arm })}`;
}

function barbs(tip: Point, direction: Point, back: number, out: number): readonly [Point, Point] {
  const base = { x: tip.x - direction.x * back, y: tip.y - direction.y * back };
  return [
    { x: base.x - direction.y * out, y: base.y + direction.x * out },
    { x: base.x + direction.y * out, y: base.y - direction.x * out },
  ];
}

function text({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}
