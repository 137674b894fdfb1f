/** How a node is told apart: a colour and, as a second channel, a shape. */
import {
  path as createPath,
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
} from 'd3';

export type NodeShape = 'circle' | 'square' | 'triangle' | 'diamond' | 'pentagon' | 'plus' | 'star' | 'wedge';

export interface NodeLook {
  /** 1 … 8: the CSS variable `--iv-node-<tone>` holds the colour. */
  readonly tone: number;
  readonly shape: NodeShape;
}

const shapes: readonly NodeShape[] = ['circle', 'square', 'triangle', 'diamond', 'pentagon', 'plus', 'star', 'wedge'];

/**
 * The look of the node at a position in the challenge's order, from 0. Distinct for the first 8 nodes in colour and in
 * shape, and for the first 64 in the pair of both.
 */
export function nodeLook(position: number): NodeLook {
  const round = Math.floor(position / shapes.length);
  return {
    tone: (position % shapes.length) + 1,
    shape: shapes[(position + round) % shapes.length] ?? 'circle',
  };
}

/**
 * The outline of a shape around the origin, as SVG path data.
 * @param radius of a circle of the same weight for the eye, in pixels
 */
export function shapePath(shape: NodeShape, radius: number): string {
  const [type, weight] = outline(shape);
  return symbol(type, Math.PI * radius * radius * weight)() ?? '';
}

/** A regular outline with straight sides, as the area-scaled symbol that d3 draws. */
function polygon(sides: number, turn: number): SymbolType {
  return {
    draw(context, area) {
      const radius = Math.sqrt((2 * area) / (sides * Math.sin((2 * Math.PI) / sides)));
      for (let corner = 0; corner < sides; corner += 1) {
        const angle = turn + (2 * Math.PI * corner) / sides;
        if (corner === 0) context.moveTo(radius * Math.cos(angle), radius * Math.sin(angle));
        else context.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
      }
      context.closePath();
    },
  };
}

/** The symbol and its area relative to the circle's; spiky shapes need less ink to look as large. */
function outline(shape: NodeShape): readonly [SymbolType, number] {
  switch (shape) {
    case 'circle':
      return [symbolCircle, 1];
    case 'square':
      return [symbolSquare, 0.98];
    case 'triangle':
      return [symbolTriangle, 0.82];
    case 'diamond':
      return [symbolDiamond, 0.86];
    case 'pentagon':
      return [polygon(5, -Math.PI / 2), 0.98];
    case 'plus':
      return [symbolCross, 0.86];
    case 'star':
      return [symbolStar, 0.8];
    case 'wedge':
      return [polygon(3, Math.PI / 2), 0.82];
  }
}

/** The outline reserved for violations: an octagon standing on a side, as SVG path data around the origin. */
export function violationPath(radius: number): string {
  const context = createPath();
  for (let corner = 0; corner < 8; corner += 1) {
    const angle = Math.PI / 8 + (Math.PI * corner) / 4;
    if (corner === 0) context.moveTo(radius * Math.cos(angle), radius * Math.sin(angle));
    else context.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
  }
  context.closePath();
  return context.toString();
}
