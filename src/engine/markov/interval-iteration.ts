/**
 * Interval iteration: lower ends rise from below and upper ends fall from above until they are close, component by
 * component, so that what does not depend on itself takes one pass. (Haddad and Monmege, "Interval iteration algorithm for
 * MDPs and IMDPs", 2018; Baier, Klein, Leuschner, Parker and Wunderlich, "Ensuring the reliability of your model checker:
 * interval iteration for Markov decision processes", 2017.)
 *
 * Every step keeps the exact values enclosed, rounding included, so the ends are right whenever it stops; that they meet
 * needs a process without end components.
 */

import { type Fraction, unitsPerPiece, type Work } from '../../base';
import { endOf } from './enclosure';
import type { ReducedProcess } from './reduced-process';

export interface IterationOptions {
  /** How far apart the ends may stay; where values are above 1, relative to the largest of those that depend on each other. */
  readonly tolerance: number;
  /** Edges looked at, at most; the ends are then as close as they came. */
  readonly unitsMax: number;
  /** A vertex whose exact value is wanted as well. */
  readonly exactVertex?: number;
}

/** 500 million edges take some twenty seconds. */
export const defaultIteration: IterationOptions = { tolerance: 1e-9, unitsMax: 500_000_000 };

/** Ends of values by number of a reduced process; terminals included. */
export interface Ends {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Ends of values, and the exact one of the vertex that was asked for, where it was not too much work. */
export interface Values extends Ends {
  readonly exact?: Fraction;
}

/**
 * Narrows the ends in place.
 * @param startCycle called before the first pass over the vertices order[from … until-1], which depend on each other, when
 *   the ends of all that they depend on are there
 */
export function* iterate(
  process: ReducedProcess,
  ends: Ends,
  options: IterationOptions,
  startCycle?: (from: number, until: number) => Work<void>,
): Work<void> {
  const { componentStart, isCyclic, order } = process;
  const share = options.tolerance / (2 * Math.max(1, longestChain(process)));
  yield;
  let units = 0;
  let pauseAt = unitsPerPiece;
  for (let component = 0; component < isCyclic.length; component++) {
    const from = componentStart[component]!;
    const until = componentStart[component + 1]!;
    if (isCyclic[component] === 1 && startCycle !== undefined) yield* startCycle(from, until);
    const outside = isCyclic[component] === 1 ? widestExit(process, ends, from, until) : 0;
    for (;;) {
      let widest = 0;
      let scale = 1;
      let changed = false;
      for (let at = from; at < until; at++) {
        const vertex = order[at]!;
        if (narrow(process, ends, vertex)) changed = true;
        const width = ends.upper[vertex]! - ends.lower[vertex]!;
        if (!(width <= widest)) widest = width;
        if (ends.lower[vertex]! > scale) scale = ends.lower[vertex]!;
        units += process.start[vertex + 1]! - process.start[vertex]! + 1;
        if (units > pauseAt) {
          pauseAt = units + unitsPerPiece;
          yield;
        }
      }
      if (isCyclic[component] === 0 || widest <= outside + share * scale || !changed || units > options.unitsMax) break;
    }
  }
}

/** One step for one vertex. True if an end moved. */
function narrow(process: ReducedProcess, { lower, upper }: Ends, vertex: number): boolean {
  const low = endOf(process, vertex, lower, -1);
  const high = endOf(process, vertex, upper, 1);
  let moved = false;
  if (low > lower[vertex]!) {
    lower[vertex] = low;
    moved = true;
  }
  if (high < upper[vertex]!) {
    upper[vertex] = high;
    moved = true;
  }
  return moved;
}

/** The largest number of components that depend on themselves on one path: each may add its share to the error. */
function longestChain({ componentStart, isCyclic, order, start, target, vertexCount }: ReducedProcess): number {
  const length = new Int32Array(vertexCount);
  let longest = 0;
  for (let component = 0; component < isCyclic.length; component++) {
    let before = 0;
    for (let at = componentStart[component]!; at < componentStart[component + 1]!; at++) {
      const vertex = order[at]!;
      for (let edge = start[vertex]!; edge < start[vertex + 1]!; edge++) {
        const next = target[edge]!;
        if (next < vertexCount && length[next]! > before) before = length[next]!;
      }
    }
    const own = before + isCyclic[component]!;
    for (let at = componentStart[component]!; at < componentStart[component + 1]!; at++) length[order[at]!] = own;
    longest = Math.max(longest, own);
  }
  return longest;
}

/** How far apart the ends are, at most, where edges lead out of a component. */
function widestExit(
  { order, start, target }: ReducedProcess,
  { lower, upper }: Ends,
  from: number,
  until: number,
): number {
  const inside = new Set<number>();
  for (let at = from; at < until; at++) inside.add(order[at]!);
  let widest = 0;
  for (const vertex of inside) {
    for (let edge = start[vertex]!; edge < start[vertex + 1]!; edge++) {
      const next = target[edge]!;
      if (inside.has(next)) continue;
      const width = upper[next]! - lower[next]!;
      if (width > widest) widest = width;
    }
  }
  return widest;
}
