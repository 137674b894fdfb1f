/**
 * The exact value of one vertex, as a fraction, where that is not too much work. The ends that interval iteration found say
 * which decisions are probably best; the values under these decisions are the solution of linear equations, solved exactly
 * component by component; and they are the values of the process if no decision could be made better by them. Where one
 * could, it is made so, and the equations are solved again (policy iteration, Howard 1960). Without end components the
 * equations of optimality have one solution, so what satisfies them is the value, whatever the ends had suggested.
 */
import {
  addFractions,
  compareFractions,
  differenceOf,
  divideFractions,
  type Fraction,
  fractionOf,
  multiplyFractions,
  one,
  type Work,
  zero,
} from '../../base';
import type { Ends } from './interval-iteration';
import type { ReducedProcess } from './reduced-process';

/** Vertices that the value depends on, at most. */
const vertexCountMax = 20_000;
/** Operations on fractions, at most: about a second. */
const operationCountMax = 400_000;
/** Digits of two of a number, at most; longer ones make each operation slow, and nobody reads them. */
const bitCountMax = 4_096n;
const roundCountMax = 100;
/** Operations between two yields. */
const operationsPerPiece = 5_000;

/** Thrown where it becomes too much work, or the decisions have no finite value. */
class GivenUp extends Error {}

/**
 * The value of a vertex of the reduced process; undefined if it is too much work, or not finite.
 * @param ends that enclose the values
 */
export function* exactValue(process: ReducedProcess, ends: Ends, vertex: number): Work<Fraction | undefined> {
  const solver = new Solver(process, ends);
  try {
    return yield* solver.solve(vertex);
  } catch (error) {
    if (error instanceof GivenUp) return undefined;
    throw error;
  }
}

class Solver {
  readonly #process: ReducedProcess;
  readonly #ends: Ends;
  readonly #values: (Fraction | undefined)[];
  /** By decision, the edge taken. */
  readonly #taken: Int32Array;
  #operationCount = 0;
  #pauseAt = operationsPerPiece;

  constructor(process: ReducedProcess, ends: Ends) {
    this.#process = process;
    this.#ends = ends;
    this.#values = new Array(process.vertexCount + 2);
    this.#values[process.zero] = zero;
    this.#values[process.one] = one;
    this.#taken = new Int32Array(process.vertexCount).fill(-1);
  }

  *solve(vertex: number): Work<Fraction> {
    const { componentStart, order, isCyclic } = this.#process;
    const isNeeded = this.#neededFor(vertex);
    for (let component = 0; component < isCyclic.length; component++) {
      const from = componentStart[component]!;
      if (isNeeded[order[from]!] === 0 || vertex >= this.#process.vertexCount) continue;
      const members = order.subarray(from, componentStart[component + 1]!);
      for (const member of members) this.#takeLikeliest(member);
      for (let round = 0; ; round++) {
        if (round === roundCountMax) throw new GivenUp();
        if (isCyclic[component] === 1) yield* this.#solveCycle(members);
        else for (const member of members) this.#values[member] = this.#valueUnder(member);
        if (!this.#improve(members)) break;
      }
      if (this.#operationCount > this.#pauseAt) {
        this.#pauseAt = this.#operationCount + operationsPerPiece;
        yield;
      }
    }
    return this.#known(vertex);
  }

  #neededFor(vertex: number): Uint8Array {
    const { start, target, vertexCount } = this.#process;
    const isNeeded = new Uint8Array(vertexCount + 2);
    isNeeded[vertex] = 1;
    const pending = [vertex];
    let count = 0;
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (next >= vertexCount) continue;
      if (++count > vertexCountMax) throw new GivenUp();
      for (let edge = start[next]!; edge < start[next + 1]!; edge++) {
        if (isNeeded[target[edge]!] === 1) continue;
        isNeeded[target[edge]!] = 1;
        pending.push(target[edge]!);
      }
    }
    return isNeeded;
  }

  /** Takes the edge that the ends speak for. */
  #takeLikeliest(vertex: number): void {
    const { start, target, total, cost, aim } = this.#process;
    if (total[vertex] !== 0) return;
    const { lower, upper } = this.#ends;
    let best = -1;
    let bestMiddle = 0;
    for (let edge = start[vertex]!; edge < start[vertex + 1]!; edge++) {
      const next = target[edge]!;
      const middle = lower[next]! + upper[next]! + 2 * (cost?.[edge] ?? 0);
      if (best >= 0 && !(aim === 'minimum' ? middle < bestMiddle : middle > bestMiddle)) continue;
      best = edge;
      bestMiddle = middle;
    }
    this.#taken[vertex] = best;
  }

  /** Changes decisions of these vertices for which a better edge is known. True if there was one. */
  #improve(members: Int32Array): boolean {
    const { start, total, aim } = this.#process;
    let improved = false;
    for (const vertex of members) {
      if (total[vertex] !== 0) continue;
      let best = this.#known(vertex);
      for (let edge = start[vertex]!; edge < start[vertex + 1]!; edge++) {
        const value = this.#valueOfEdge(edge);
        const compared = this.#counted(compareFractions(value, best));
        if (aim === 'minimum' ? compared >= 0 : compared <= 0) continue;
        best = value;
        this.#taken[vertex] = edge;
        improved = true;
      }
    }
    return improved;
  }

  /** The value of a vertex, where those that it depends on are known. */
  #valueUnder(vertex: number): Fraction {
    const { start, total, weight } = this.#process;
    if (total[vertex] === 0) return this.#valueOfEdge(this.#taken[vertex]!);
    let sum = zero;
    for (let edge = start[vertex]!; edge < start[vertex + 1]!; edge++) {
      const term = this.#counted(multiplyFractions(fractionOf(weight[edge]!), this.#valueOfEdge(edge)));
      sum = this.#counted(addFractions(sum, term));
    }
    return this.#counted(divideFractions(sum, fractionOf(total[vertex]!)));
  }

  #valueOfEdge(edge: number): Fraction {
    const { target, cost } = this.#process;
    const value = this.#known(target[edge]!);
    const spent = cost?.[edge] ?? 0;
    return spent === 0 ? value : this.#counted(addFractions(value, fractionOf(spent)));
  }

  #known(vertex: number): Fraction {
    const value = this.#values[vertex];
    if (value === undefined) throw new GivenUp();
    return value;
  }

  /**
   * Solves x = constant + Σ share × x for vertices that depend on each other, by taking one after the other out of the
   * equations of those behind it.
   */
  *#solveCycle(members: Int32Array): Work<void> {
    const place = new Map<number, number>();
    members.forEach((vertex, index) => {
      place.set(vertex, index);
    });
    const rows = Array.from(members, (vertex) => this.#equationOf(vertex, place));
    for (const [index, row] of rows.entries()) {
      const own = row.shares.get(index);
      if (own !== undefined) {
        row.shares.delete(index);
        if (compareFractions(own, one) === 0) throw new GivenUp(); // Nothing ever leaves under these decisions.
        const rest = this.#counted(differenceOf(one, own));
        row.constant = this.#counted(divideFractions(row.constant, rest));
        for (const [column, share] of row.shares) row.shares.set(column, this.#counted(divideFractions(share, rest)));
      }
      for (let later = index + 1; later < rows.length; later++) {
        const target = rows[later]!;
        const factor = target.shares.get(index);
        if (factor === undefined) continue;
        target.shares.delete(index);
        target.constant = this.#plusTimes(target.constant, factor, row.constant);
        for (const [column, share] of row.shares)
          target.shares.set(column, this.#plusTimes(target.shares.get(column) ?? zero, factor, share));
      }
      if (this.#operationCount > this.#pauseAt) {
        this.#pauseAt = this.#operationCount + operationsPerPiece;
        yield;
      }
    }
    for (let index = rows.length - 1; index >= 0; index--) {
      const { constant, shares } = rows[index]!;
      let value = constant;
      for (const [column, share] of shares) value = this.#plusTimes(value, share, this.#known(members[column]!));
      this.#values[members[index]!] = value;
    }
  }

  #equationOf(vertex: number, place: ReadonlyMap<number, number>): Equation {
    const { start, target, total, weight, cost } = this.#process;
    const isDecision = total[vertex] === 0;
    const first = isDecision ? this.#taken[vertex]! : start[vertex]!;
    const last = isDecision ? first + 1 : start[vertex + 1]!;
    let constant = zero;
    const shares = new Map<number, Fraction>();
    for (let edge = first; edge < last; edge++) {
      const share = isDecision ? one : divideFractions(fractionOf(weight[edge]!), fractionOf(total[vertex]!));
      const spent = cost?.[edge] ?? 0;
      if (spent !== 0) constant = this.#plusTimes(constant, share, fractionOf(spent));
      const column = place.get(target[edge]!);
      if (column === undefined) constant = this.#plusTimes(constant, share, this.#known(target[edge]!));
      else shares.set(column, this.#counted(addFractions(shares.get(column) ?? zero, share)));
    }
    return { constant, shares };
  }

  #plusTimes(sum: Fraction, factor: Fraction, value: Fraction): Fraction {
    return this.#counted(addFractions(sum, this.#counted(multiplyFractions(factor, value))));
  }

  #counted<Value extends Fraction | number>(value: Value): Value {
    if (++this.#operationCount > operationCountMax) throw new GivenUp();
    if (typeof value !== 'number' && value.denominator >> bitCountMax !== 0n) throw new GivenUp();
    return value;
  }
}

/** x = constant + Σ share × x of the column. */
interface Equation {
  constant: Fraction;
  readonly shares: Map<number, Fraction>;
}
