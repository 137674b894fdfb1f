/** Cubic Bézier curves: what arrows follow. */
import { path as createPath } from 'd3';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Curve {
  readonly start: Point;
  readonly control1: Point;
  readonly control2: Point;
  readonly end: Point;
}

/** From one point to another, bent sideways. `bend` is the largest distance from the straight line, positive to the left of travel. */
export function bentCurve(start: Point, end: Point, bend = 0): Curve {
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const normal = { x: (end.y - start.y) / length, y: -(end.x - start.x) / length };
  // A cubic whose controls lie at distance d from the chord reaches 3/4 d.
  const offset = (bend * 4) / 3;
  const control = (share: number): Point => ({
    x: start.x + (end.x - start.x) * share + normal.x * offset,
    y: start.y + (end.y - start.y) * share + normal.y * offset,
  });
  return { start, control1: control(0.3), control2: control(0.7), end };
}

/** The point at parameter `t`, 0 at the start and 1 at the end. */
export function pointAt({ start, control1, control2, end }: Curve, t: number): Point {
  const u = 1 - t;
  const mix = (a: number, b: number, c: number, d: number): number =>
    u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
  return { x: mix(start.x, control1.x, control2.x, end.x), y: mix(start.y, control1.y, control2.y, end.y) };
}

/** Where the curve comes down to a height, for curves that only descend. */
export function parameterAtHeight(curve: Curve, y: number): number {
  let low = 0;
  let high = 1;
  for (let round = 0; round < 24; round += 1) {
    const middle = (low + high) / 2;
    if (pointAt(curve, middle).y < y) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Points along the curve, about `gap` pixels apart, both ends included. */
export function sampleCurve(curve: Curve, gap: number): readonly Point[] {
  const chord = Math.hypot(curve.end.x - curve.start.x, curve.end.y - curve.start.y);
  const count = Math.max(2, Math.ceil(chord / gap));
  return Array.from({ length: count + 1 }, (_, index) => pointAt(curve, index / count));
}

/** The part of the curve between two parameters (de Casteljau). */
export function partOfCurve(curve: Curve, from: number, to: number): Curve {
  const upper = splitCurve(curve, to).first;
  return to === 0 ? upper : splitCurve(upper, from / to).second;
}

/** Direction of travel at parameter `t`, of length 1. */
export function directionAt(curve: Curve, t: number): Point {
  const before = pointAt(curve, Math.max(0, t - 0.02));
  const after = pointAt(curve, Math.min(1, t + 0.02));
  const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
  return { x: (after.x - before.x) / length, y: (after.y - before.y) / length };
}

/** As SVG path data. */
export function curvePath(curve: Curve): string {
  const context = createPath();
  context.moveTo(round(curve.start.x), round(curve.start.y));
  context.bezierCurveTo(
    round(curve.control1.x),
    round(curve.control1.y),
    round(curve.control2.x),
    round(curve.control2.y),
    round(curve.end.x),
    round(curve.end.y),
  );
  return context.toString();
}

/** To a tenth of a pixel: finer is not seen, and shapes stay readable as text. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function splitCurve({ start, control1, control2, end }: Curve, t: number): { first: Curve; second: Curve } {
  const mix = (a: Point, b: Point): Point => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
  const a = mix(start, control1);
  const b = mix(control1, control2);
  const c = mix(control2, end);
  const d = mix(a, b);
  const e = mix(b, c);
  const middle = mix(d, e);
  return {
    first: { start, control1: a, control2: d, end: middle },
    second: { start: middle, control1: e, control2: c, end },
  };
}

/** The curve without the stretches within the given distances of its ends, in pixels. */
export function trimCurve(curve: Curve, startGap: number, endGap: number): Curve {
  const leave = parameterAtDistance(curve, curve.start, startGap, 0, 1);
  const arrive = parameterAtDistance(curve, curve.end, endGap, 1, 0);
  return leave < arrive ? partOfCurve(curve, leave, arrive) : curve;
}

/** Where, going from one parameter towards the other, the curve is first as far from the point as asked. */
function parameterAtDistance(curve: Curve, from: Point, distance: number, near: number, far: number): number {
  const steps = 64;
  for (let step = 1; step <= steps && distance > 0; step += 1) {
    const t = near + ((far - near) * step) / steps;
    const point = pointAt(curve, t);
    const reached = Math.hypot(point.x - from.x, point.y - from.y);
    if (reached >= distance) {
      const before = pointAt(curve, near + ((far - near) * (step - 1)) / steps);
      const missed = Math.hypot(before.x - from.x, before.y - from.y);
      const share = reached === missed ? 1 : (distance - missed) / (reached - missed);
      return near + ((far - near) * (step - 1 + share)) / steps;
    }
  }
  return distance > 0 ? far : near;
}
