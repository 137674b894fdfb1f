/**
 * Maximal end components: sets of vertices in which a scheduler can stay for ever and go from anywhere to anywhere. In
 * them a largest probability is the same everywhere, and plain value iteration stops at any value; so they are made one
 * vertex. (de Alfaro, 1997; Haddad and Monmege, "Interval iteration algorithm for MDPs and IMDPs", 2018.)
 */
import { componentsOf, unitsPerPiece, type Work } from '../../base';
import type { DecisionProcess } from './decision-process';

/**
 * The end component of each vertex, by a number of its own; -1 for vertices in none.
 * @param inside by vertex, 1 for the vertices among which to look
 * @param isOpen whether a decision's edge may be used
 */
export function* endComponentsOf(
  process: DecisionProcess,
  inside: Uint8Array,
  isOpen: (edge: number) => boolean = () => true,
): Work<Int32Array> {
  const { vertexCount, total } = process;
  const alive = inside.slice();
  const mayFollow = (vertex: number, edge: number): boolean => total[vertex]! > 0 || isOpen(edge);
  for (;;) {
    const { component } = yield* componentsOf(process, alive, mayFollow);
    const leaving = yield* leavingOf(process, alive, component, mayFollow);
    if (leaving === 0) {
      for (let vertex = 0; vertex < vertexCount; vertex++) if (alive[vertex] === 0) component[vertex] = -1;
      return component;
    }
  }
}

/**
 * Takes away the vertices that cannot stay in their component, and those that then cannot; how many comes back.
 * A pass goes over what is left, last first, because most edges lead to higher numbers.
 */
function* leavingOf(
  process: DecisionProcess,
  alive: Uint8Array,
  component: Int32Array,
  mayFollow: (vertex: number, edge: number) => boolean,
): Work<number> {
  const { vertexCount, start, target, total } = process;
  const left = new Int32Array(vertexCount);
  let count = 0;
  for (let vertex = vertexCount - 1; vertex >= 0; vertex--) if (alive[vertex] === 1) left[count++] = vertex;
  let gone = 0;
  let units = 0;
  for (let before = -1; before !== gone; ) {
    before = gone;
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const vertex = left[at]!;
      let stays = 0;
      for (let edge = start[vertex]!; edge < start[vertex + 1]!; edge++) {
        const next = target[edge]!;
        if (alive[next] === 1 && component[next] === component[vertex] && mayFollow(vertex, edge)) stays++;
      }
      const degree = start[vertex + 1]! - start[vertex]!;
      if (total[vertex]! > 0 ? stays === degree : stays > 0) left[kept++] = vertex;
      else {
        alive[vertex] = 0;
        gone++;
      }
      units += degree + 1;
      if (units > unitsPerPiece) {
        units = 0;
        yield;
      }
    }
    count = kept;
  }
  return gone;
}
