/**
 * Strongly connected components of a graph in arrays, without recursion (Tarjan, "Depth-first search and linear graph
 * algorithms", 1972). A component is numbered after all it leads to, so ascending numbers are an order in which
 * everything that a component depends on comes before it.
 */
import { unitsPerPiece, type Work } from './work';

export interface EdgeArrays {
  readonly vertexCount: number;
  readonly start: Int32Array;
  /** Targets that are not below `vertexCount` are left out. */
  readonly target: Int32Array;
}

export interface Components {
  readonly count: number;
  /** By vertex; -1 for vertices outside. */
  readonly component: Int32Array;
  /** All vertices inside, each after those first reached from it. */
  readonly postorder: Int32Array;
}

/** @param inside by vertex, 1 for the vertices to look at; all of them by default
 *  @param isOpen whether an edge is to be followed; all are by default */
export function* componentsOf(
  graph: EdgeArrays,
  inside?: Uint8Array,
  isOpen?: (vertex: number, edge: number) => boolean,
): Work<Components> {
  const { vertexCount, start, target } = graph;
  const component = new Int32Array(vertexCount).fill(-1);
  const postorder = new Int32Array(vertexCount);
  const index = new Int32Array(vertexCount);
  const low = new Int32Array(vertexCount);
  const nextEdge = new Int32Array(vertexCount);
  const path = new Int32Array(vertexCount);
  const stack = new Int32Array(vertexCount);
  let indexLast = 0;
  let pathLength = 0;
  let stackLength = 0;
  let done = 0;
  let count = 0;
  let units = 0;
  for (let root = 0; root < vertexCount; root++) {
    if (index[root] !== 0 || inside?.[root] === 0) continue;
    path[pathLength++] = root;
    stack[stackLength++] = root;
    index[root] = ++indexLast;
    low[root] = indexLast;
    nextEdge[root] = start[root]!;
    while (pathLength > 0) {
      const vertex = path[pathLength - 1]!;
      const edge = nextEdge[vertex]!;
      if (++units > unitsPerPiece) {
        units = 0;
        yield;
      }
      if (edge < start[vertex + 1]!) {
        nextEdge[vertex] = edge + 1;
        const next = target[edge]!;
        if (next >= vertexCount || inside?.[next] === 0 || isOpen?.(vertex, edge) === false) continue;
        if (index[next] === 0) {
          path[pathLength++] = next;
          stack[stackLength++] = next;
          index[next] = ++indexLast;
          low[next] = indexLast;
          nextEdge[next] = start[next]!;
        } else if (component[next] === -1 && index[next]! < low[vertex]!) low[vertex] = index[next]!;
        continue;
      }
      pathLength--;
      postorder[done++] = vertex;
      if (pathLength > 0) {
        const before = path[pathLength - 1]!;
        if (low[vertex]! < low[before]!) low[before] = low[vertex]!;
      }
      if (low[vertex] !== index[vertex]) continue;
      let member: number;
      do {
        member = stack[--stackLength]!;
        component[member] = count;
      } while (member !== vertex);
      count++;
    }
  }
  return { count, component, postorder: postorder.subarray(0, done) };
}
