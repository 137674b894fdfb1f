/**
 * What is left of a process when the answers known from the graph are taken out: the vertices whose values must be
 * computed, with end components made one vertex, in an order that follows dependencies.
 *
 * Two terminals stand for what is known: `zero` and `one`, numbered after the vertices.
 */
import { assert, componentsOf, unitsPerPiece, type Work } from '../../base';
import type { DecisionProcess } from './decision-process';
import { FloatList, WholeList } from './number-list';

export interface ReducedProcess {
  readonly vertexCount: number;
  readonly zero: number;
  readonly one: number;
  /** The vertex that each vertex of the process became; a terminal; -1 for one that plays no part. */
  readonly image: Int32Array;
  readonly start: Int32Array;
  readonly target: Int32Array;
  readonly weight: Float64Array;
  readonly total: Float64Array;
  readonly cost: Float64Array | undefined;
  readonly aim: 'minimum' | 'maximum';
  /** All vertices, component by component; the components are those of `componentStart`, dependencies first. */
  readonly order: Int32Array;
  readonly componentStart: Int32Array;
  /** By component: whether a value in it depends on itself. */
  readonly isCyclic: Uint8Array;
}

/** What becomes of a vertex: computed, known to be zero or one, or not to be entered by any decision. */
export const fates = { computed: 0, zero: 1, one: 2, avoided: 3 } as const;

/**
 * @param fate by vertex, one of `fates`
 * @param endComponent by vertex, the number of the end component that becomes one vertex with it; -1 for none
 */
export function* reduceProcess(
  process: DecisionProcess,
  fate: Uint8Array,
  endComponent: Int32Array | undefined,
): Work<ReducedProcess> {
  const { image, members, memberStart } = imagesOf(process, fate, endComponent);
  const vertexCount = memberStart.length - 1;
  for (let vertex = 0; vertex < process.vertexCount; vertex++) {
    if (fate[vertex] === fates.zero) image[vertex] = vertexCount;
    if (fate[vertex] === fates.one) image[vertex] = vertexCount + 1;
  }
  yield;
  const start = new Int32Array(vertexCount + 1);
  const total = new Float64Array(vertexCount);
  const target = new WholeList();
  const weight = new FloatList();
  const cost = process.cost === undefined ? undefined : new FloatList();
  let reported = 0;
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const from = memberStart[vertex]!;
    const isMerged = memberStart[vertex + 1]! - from > 1 || (endComponent?.[members[from]!] ?? -1) >= 0;
    if (!isMerged) total[vertex] = process.total[members[from]!]!;
    for (let at = from; at < memberStart[vertex + 1]!; at++) {
      const member = members[at]!;
      // In an end component draws lead nowhere else.
      if (isMerged && process.total[member]! > 0) continue;
      for (let edge = process.start[member]!; edge < process.start[member + 1]!; edge++) {
        const next = image[process.target[edge]!]!;
        assert(next >= 0 || process.total[member] === 0, 'a draw cannot avoid where it leads');
        if (next < 0 || (isMerged && next === vertex)) continue;
        target.push(next);
        weight.push(process.weight[edge]!);
        cost?.push(process.cost?.[edge] ?? 0);
      }
    }
    start[vertex + 1] = target.length;
    if (target.length - reported > unitsPerPiece) {
      reported = target.length;
      yield;
    }
  }
  const edges = { vertexCount, start, target: target.items, weight: weight.items, total, cost: cost?.items };
  const order = yield* orderOf(edges);
  return { ...edges, ...order, zero: vertexCount, one: vertexCount + 1, image, aim: process.aim };
}

/** Numbers what is computed, the members of an end component as one, and lists the members of each number. */
function imagesOf(process: DecisionProcess, fate: Uint8Array, endComponent: Int32Array | undefined) {
  const { vertexCount } = process;
  const image = new Int32Array(vertexCount).fill(-1);
  const numberOfComponent = new Map<number, number>();
  let count = 0;
  let memberCount = 0;
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    if (fate[vertex] !== fates.computed) continue;
    memberCount++;
    const component = endComponent?.[vertex] ?? -1;
    const known = component < 0 ? undefined : numberOfComponent.get(component);
    image[vertex] = known ?? count;
    if (known !== undefined) continue;
    if (component >= 0) numberOfComponent.set(component, count);
    count++;
  }
  const memberStart = new Int32Array(count + 1);
  for (const number of image) if (number >= 0) memberStart[number + 1]!++;
  for (let number = 0; number < count; number++) memberStart[number + 1]! += memberStart[number]!;
  const fill = memberStart.slice();
  const members = new Int32Array(memberCount);
  for (let vertex = 0; vertex < vertexCount; vertex++)
    if (image[vertex]! >= 0) members[fill[image[vertex]!]!++] = vertex;
  return { image, members, memberStart };
}

function* orderOf(edges: { vertexCount: number; start: Int32Array; target: Int32Array }) {
  const { vertexCount } = edges;
  const { count, component, postorder } = yield* componentsOf(edges);
  const componentStart = new Int32Array(count + 1);
  for (const each of component) componentStart[each + 1]!++;
  for (let each = 0; each < count; each++) componentStart[each + 1]! += componentStart[each]!;
  const fill = componentStart.slice();
  const order = new Int32Array(vertexCount);
  for (const vertex of postorder) order[fill[component[vertex]!]!++] = vertex;
  yield;
  const isCyclic = new Uint8Array(count);
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    for (let edge = edges.start[vertex]!; edge < edges.start[vertex + 1]!; edge++) {
      const next = edges.target[edge]!;
      if (next < vertexCount && component[next] === component[vertex]) isCyclic[component[vertex]!] = 1;
    }
  }
  yield;
  return { order, componentStart, isCyclic };
}
